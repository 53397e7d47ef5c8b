"""Which format a file is in, by its content first and its name last, and its lines in that format."""

from __future__ import annotations

import re

from knowledge.intake.encodings import text_of
from knowledge.intake.line import Reading, lines_of
from knowledge.intake.source import Source

_REMEDY = "give a PDF, DOCX, HTML, Markdown or text file"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_TAGGED = re.compile(r"<(?:p|div|h[1-6]|table|ul|ol|br|article|section|span)\b[^>]*>", re.IGNORECASE)
_HEADING = re.compile(r"^ {0,3}#{1,6} +\S", re.MULTILINE)


def reading_of(source: Source) -> Reading:
    """All lines of the file. Raises `InputError` in one sentence where it cannot be read or holds no words."""
    reading = _read(source)
    if not any(sign.isalnum() for line in reading.lines for sign in line.text):
        raise source.refuse("the file holds no words", "check that it was saved")
    return reading


def _read(source: Source) -> Reading:
    data = source.data
    if b"%PDF-" in data[:1024]:
        from knowledge.intake.pdf_file import read_pdf

        return read_pdf(source)
    if data.startswith(b"PK\x03\x04"):
        from knowledge.intake.docx_file import read_docx

        return read_docx(source)
    _refuse_known_others(source)
    return _read_text(source)


def _refuse_known_others(source: Source) -> None:
    data = source.data
    if data.startswith(_OLE):
        raise source.refuse("this is an old .doc or a file with a password", "save it as .docx without one")
    if data.startswith(b"{\\rtf"):
        raise source.refuse("this is an RTF file", "save it as .docx")
    if data.startswith(_IMAGES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        raise source.refuse("this is a picture, not a text", "run text recognition (OCR) on it, or type it in")
    if data.startswith((b"PK\x05\x06", b"PK\x07\x08", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")):
        raise source.refuse("this is an archive, not a text", f"unpack it and {_REMEDY}")


def _read_text(source: Source) -> Reading:
    from knowledge.intake.web_page import read_html, read_markdown

    text = text_of(source)
    ending = source.name.lower().rpartition(".")[2]
    if ending in ("yaml", "yml", "json"):
        raise source.refuse("this is no law written by `knowledge export`", _REMEDY)
    if _HTML.match(text) or (ending in ("html", "htm", "xhtml") and _TAGGED.search(text)):
        return Reading(read_html(text, source))
    if ending in ("md", "markdown") or _HEADING.search(text):
        return Reading(read_markdown(text, source))
    return Reading(lines_of(text))
