"""Paragraphs: put together from the lines of a page, and grouped to a length that can be read and searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peilian.dialogue import sentences

LONGEST = 1_200
"""Characters of a group where nothing but paragraphs divides the text."""
_ENDS = ("。", "；", "：", "！", "？", ".", ";", ":", "!", "?", "”", '"', "）")


def joined(lines: Sequence[str], wrapped: bool) -> list[str]:
    """The paragraphs of `lines`; where they are `wrapped`, a line without an end goes on in the next."""
    if not wrapped:
        return list(lines)
    found: list[str] = []
    for line in lines:
        if found and not found[-1].endswith(_ENDS):
            spaced = found[-1][-1].isascii() and line[0].isascii()
            found[-1] += f" {line}" if spaced else line
        else:
            found.append(line)
    return found


def grouped(paragraphs: Sequence[str]) -> list[str]:
    """Neighbouring paragraphs together, none of the groups longer than `LONGEST` characters."""
    found: list[str] = []
    for part in (part for paragraph in paragraphs for part in _parts(paragraph)):
        if found and len(found[-1]) + 1 + len(part) <= LONGEST:
            found[-1] += f"\n{part}"
        else:
            found.append(part)
    return found


def _parts(paragraph: str) -> Iterator[str]:
    """The paragraph, or where it is too long its sentences put together as far as they go."""
    if len(paragraph) <= LONGEST:
        yield paragraph
        return
    bounds = [start for start, _ in sentences.split(paragraph)][1:]
    start = 0
    while len(paragraph) - start > LONGEST:
        fitting = [bound for bound in bounds if start < bound <= start + LONGEST]
        end = fitting[-1] if fitting else start + LONGEST
        yield paragraph[start:end].strip()
        start = end
    yield paragraph[start:].strip()
