"""Lines of a Word document: paragraphs and tables in order, with the numbers that Word draws before them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from knowledge.intake.archive import check_word_archive
from knowledge.intake.line import Line, Reading, clean
from knowledge.intake.numbering import Numbering
from knowledge.intake.source import Source

if TYPE_CHECKING:
    from docx.blkcntnr import BlockItemContainer
    from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = frozenset((f"{_W}br", f"{_W}cr"))
_ODD = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, NotImplementedError)
"""What python-docx lets out when a document lacks a part it takes for granted."""


def read_docx(source: Source) -> Reading:
    """The lines of the document's body. Raises `InputError` where it is damaged, encrypted or unpacks too large."""
    check_word_archive(source)
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = Document(BytesIO(source.data))
        lines = tuple(_lines(document._body, Numbering(document)))
    except (OpcError, LxmlError, zipfile.BadZipFile, zlib.error, OSError, EOFError, *_ODD) as error:
        raise source.refuse("the Word document is damaged", "open it in Word and save it again") from error
    return Reading(lines)


def _lines(container: BlockItemContainer, numbering: Numbering) -> Iterator[Line]:
    from docx.table import Table

    for block in container.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
            continue
        number = numbering.before(block)
        for place, raw in enumerate(_words(block._p).split("\n")):
            if words := clean(f"{number} {raw}" if place == 0 else raw):
                yield Line(words, _level(block))


def _rows(table: Any) -> Iterator[Line]:
    """One line per row; a merged cell is told once."""
    for row in table._tbl.tr_lst:
        cells = [clean(" ".join(_words(paragraph) for paragraph in cell.iter(f"{_W}p"))) for cell in row.tc_lst]
        if words := " | ".join(cell for cell in cells if cell):
            yield Line(words)


def _words(element: Any) -> str:
    """The text as it reads with all tracked changes accepted: `w:t`, inserted ones too; deleted text is `w:delText`."""
    found: list[str] = []
    for part in element.iter():
        if any(above.tag == _FALLBACK for above in part.iterancestors()):
            continue
        if part.tag == f"{_W}t":
            found.append(part.text or "")
        elif part.tag in _BREAKS:
            found.append("\n")
        elif part.tag == f"{_W}tab":
            found.append(" ")
        elif part.tag == f"{_W}noBreakHyphen":
            found.append("-")
    return "".join(found)


def _level(paragraph: Paragraph) -> int:
    style = paragraph.style
    while style is not None:
        name = (style.name or "").lower()
        if name == "title":
            return 1
        if name.startswith("heading ") and name[8:].isdigit():
            return min(int(name[8:]), 6)
        style = style.base_style
    return 0
