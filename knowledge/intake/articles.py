"""A text cut where its law cuts it: by article, else by heading, else by paragraphs of a readable length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.intake.line import Line, Reading
from knowledge.intake.marks import Mark, Marker, chapter_depth, chinese_article, english_section, is_contents_line
from knowledge.intake.paragraphs import grouped, joined
from knowledge.intake.piece import Piece
from knowledge.intake.sections import by_heading, has_sections

_LEAST_LOOSE = 40
"""Fewer characters outside every article are a title, a date or a signature."""
_LONGEST_CAPTION = {True: 100, False: 24}


@dataclass(frozen=True, slots=True)
class Split:
    """The pieces in order, the characters that belong to none, and articles that hold no words."""

    pieces: tuple[Piece, ...]
    left_out: int = 0
    without_words: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    """What is being gathered; without a mark it stands outside every article."""

    mark: Mark | None
    context: tuple[str, ...]
    level: int = 0
    lines: list[str] = field(default_factory=list)


def split(reading: Reading, language: str) -> Split:
    """The pieces of a text in `language` (`zh` or `en`: whose marks are looked for first)."""
    lines = [line for line in reading.lines if not is_contents_line(line.text)]
    marker = _marker(lines, language)
    if marker is not None:
        return _by_article(lines, marker, reading.wrapped)
    if has_sections(lines):
        return Split(by_heading(lines))
    words = joined([line.text for line in lines], reading.wrapped)
    return Split(tuple(Piece(None, "", (), text) for text in grouped(words)))


def _marker(lines: Sequence[Line], language: str) -> Marker | None:
    markers = (chinese_article, english_section) if language == "zh" else (english_section, chinese_article)
    counted = [(sum(marker(line.text) is not None for line in lines), marker) for marker in markers]
    most, marker = max(counted, key=lambda pair: pair[0])
    return marker if most else None


def _by_article(lines: Sequence[Line], marker: Marker, wrapped: bool) -> Split:
    opened = _without_contents(_gathered(lines, marker))
    pieces: list[Piece] = []
    left_out = 0
    without_words = []
    for each in opened:
        if each.mark is not None:
            piece = _article(each, each.mark, wrapped, english=marker is english_section)
            if piece.text:
                pieces.append(piece)
            else:
                without_words.append(each.mark.article)
        elif sum(map(len, each.lines)) < _LEAST_LOOSE:
            left_out += sum(map(len, each.lines))
        else:
            texts = grouped(joined(each.lines, wrapped))
            pieces += [Piece(None, "", each.context, text) for text in texts]
    return Split(tuple(pieces), left_out, tuple(without_words))


def _gathered(lines: Sequence[Line], marker: Marker) -> list[_Open]:
    context: list[tuple[int, str]] = []
    opened = [_Open(None, ())]
    for line in lines:
        mark = marker(line.text)
        if mark is not None:
            context = [(depth, text) for depth, text in context if not line.level or depth < line.level]
            opened.append(_Open(mark, tuple(text for _, text in context), line.level))
            continue
        depth = line.level or chapter_depth(line.text)
        inside = opened[-1].mark is not None and 0 < opened[-1].level < line.level
        if not depth or inside:
            opened[-1].lines.append(line.text)
            continue
        context = [(each, text) for each, text in context if each < depth] + [(depth, line.text)]
        opened.append(_Open(None, tuple(text for _, text in context)))
    return opened


def _without_contents(opened: list[_Open]) -> list[_Open]:
    """Without a list of contents: articles at the start that hold a caption alone and come again with their words."""
    marked = [each for each in opened if each.mark is not None]
    listed: list[_Open] = []
    seen: set[str] = set()
    for each in marked:
        if each.mark is None or each.lines or each.mark.number in seen:
            break
        listed.append(each)
        seen.add(each.mark.number)
    captions = {each.mark.number: each.mark.rest for each in marked[len(listed) :] if each.mark is not None}
    again = all(
        each.mark is not None and each.mark.rest[:20] == captions.get(each.mark.number, "\0")[:20] for each in listed
    )
    return [each for each in opened if each not in listed] if len(listed) > 1 and again else opened


def _article(opened: _Open, mark: Mark, wrapped: bool, *, english: bool) -> Piece:
    caption, rest = _caption(mark.rest)
    lines = [rest, *opened.lines] if rest else opened.lines
    if not caption and opened.lines and rest and _is_caption(rest, opened, wrapped, english):
        caption, lines = rest, opened.lines
    topic = (*opened.context, caption) if caption else opened.context
    return Piece(mark.article, mark.number, topic, "\n".join(joined(lines, wrapped)) or caption)


def _caption(rest: str) -> tuple[str, str]:
    """The caption that stands in brackets after the number (第八条【午休】…), and what follows it."""
    for opening, closing in (("【", "】"), ("［", "］"), ("[", "]")):
        if rest.startswith(opening) and 0 < (end := rest.find(closing)) <= 40:
            return rest[1:end].strip(), rest[end + 1 :].strip()
    return "", rest


def _is_caption(rest: str, opened: _Open, wrapped: bool, english: bool) -> bool:
    """True for the first line of an article where the next begins anew: it names the article and says nothing yet."""
    if opened.level:
        return True
    if wrapped and not english:
        return False
    sentence = rest.endswith(("。", "；", "，", "：", ",", ";", ":")) or (rest.endswith(".") and rest.count(" ") > 12)
    return not sentence and len(rest) <= _LONGEST_CAPTION[english] and not opened.lines[0][:1].islower()
