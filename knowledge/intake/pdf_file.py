"""Lines of a PDF that carries text. What was only photographed has none and is refused, never guessed."""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO

from knowledge.intake.line import Line, Reading, clean
from knowledge.intake.source import Source

_MOST_PAGES = 3_000
_MOST_SIGNS = 10_000_000
_PAGE_NUMBER = re.compile(
    r"[-—–·\s]*(?:page\s*|第\s*)?[0-9]{1,4}\s*(?:页|頁)?(?:\s*(?:/|of|共)\s*[0-9]{1,4}\s*页?)?[-—–·\s]*", re.I
)
_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_HAN_PAIR = re.compile(r"[\u3400-\u9fff](?=[\u3400-\u9fff])")
_ODD = (ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError, RecursionError, struct.error)
"""What pypdf lets out, beside its own errors, when a file is malformed."""


def read_pdf(source: Source) -> Reading:
    """The lines of every page. Raises `InputError` where it is encrypted, scanned, damaged or beyond the limits."""
    from pypdf.errors import PyPdfError

    try:
        with _quiet():
            pages = _pages(source)
    except (PyPdfError, *_ODD, OSError, zlib.error, MemoryError) as error:
        raise source.refuse("the PDF is damaged", "open it in a reader and save it again") from error
    empty = [str(number) for number, page in enumerate(pages, start=1) if not page]
    if len(empty) == len(pages):
        raise source.refuse(
            "the PDF has no text, its pages are pictures", "run text recognition (OCR) on it, or use the original text"
        )
    notes = (f"no text on page {', '.join(empty)}: what stands there is not added",) if empty else ()
    return Reading(tuple(Line(text) for text in _closed_up(_without_margins(pages))), notes, wrapped=True)


def _pages(source: Source) -> list[list[str]]:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(source.data))
    if reader.is_encrypted:
        raise source.refuse("the PDF is encrypted", "save a copy without a password")
    if len(reader.pages) > _MOST_PAGES:
        raise source.refuse("the PDF has more than 3,000 pages", "split it into several files")
    found: list[list[str]] = []
    signs = 0
    for page in reader.pages:
        text = page.extract_text()
        signs += len(text)
        if signs > _MOST_SIGNS:
            raise source.refuse("the PDF holds more text than a law", "split it into several files")
        found.append([words for raw in text.splitlines() if (words := clean(raw))])
    return found


def _without_margins(pages: Sequence[list[str]]) -> list[str]:
    """Without page numbers, and without what stands at the top or foot of most pages."""
    edges = Counter(text for page in pages for text in {*page[:1], *page[-1:]})
    repeated = {text for text, times in edges.items() if times >= 3 and times > len(pages) / 2}
    kept: list[str] = []
    for page in pages:
        last = len(page) - 1
        for place, text in enumerate(page):
            at_edge = place in (0, last)
            if not (at_edge and text in repeated) and not (place in (0, 1, last) and _PAGE_NUMBER.fullmatch(text)):
                kept.append(text)
    return kept


def _closed_up(lines: list[str]) -> list[str]:
    """Without the gaps that some PDFs leave between all Chinese signs."""
    text = "\n".join(lines)
    gaps, pairs = len(_HAN_GAP.findall(text)), len(_HAN_PAIR.findall(text))
    return [_HAN_GAP.sub("", line) for line in lines] if gaps > pairs else lines


@contextmanager
def _quiet() -> Iterator[None]:
    """pypdf tells every oddity to the log, which without a listener is the terminal."""
    log = logging.getLogger("pypdf")
    nobody, before = logging.NullHandler(), log.propagate
    log.addHandler(nobody)
    log.propagate = False
    try:
        yield
    finally:
        log.propagate = before
        log.removeHandler(nobody)
