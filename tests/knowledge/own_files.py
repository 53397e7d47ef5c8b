"""Files as organisations have them, made here: PDF, Word, web page, Markdown, text."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from knowledge.intake import Draft, Particulars, draft_of
from knowledge.intake.source import Source

ARTICLES = (
    "第一章　总则",
    "第一条　为了规范本机构的催收作业，制定本规范。",
    "第二章　外呼",
    "第２条　【午休】中午十二点到一点半不主动外呼，客户约好的除外。",
    "第三条 外呼录音保存五年，值班手机13812345678。",
)
TEXT = "\n".join(ARTICLES)
SECTIONS = "Sec. 1. Short title.\nThis is the lunch policy.\n§ 2. Lunch\nNo outbound calls at lunch time.\n"
MARKDOWN = (
    "# Calling policy\n\n## 1.1 Lunch\n\nNo outbound calls at lunch.\n\n## 1.2 Tone\n\n1. Be polite.\n2. Listen.\n"
)
PAGE = "<!DOCTYPE html><html><head><title>t</title><style>p{}</style></head><body><nav>menu</nav>" + "".join(
    f"<p>{line}</p>" for line in ARTICLES
)


def a_draft(**told: object) -> Draft:
    """The text above as a law ready to be shelved; `told` goes to `Particulars`."""
    said = {"title": "南岭催收作业规范", "jurisdiction": "CN", "id": "nanling", **told}
    return draft_of(Source("规范.txt", TEXT.encode()), Particulars(**said))  # type: ignore[arg-type]


def a_pdf(*pages: str, password: str = "") -> bytes:
    """A PDF with these texts, one line of text per line; a page of empty text is a page without any."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(pages), b" ".join(b"%d 0 R" % (6 + 2 * place) for place in range(len(pages)))),
        b"<</Type/Font/Subtype/Type0/BaseFont/Any/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Any/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/DW 1000>>",
        _stream(
            b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
            b"1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap"
        ),
    ]
    for place, text in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % (7 + 2 * place)
        )
        shown = b"".join(
            b"1 0 0 1 50 %d Tm <%s> Tj " % (800 - 20 * number, line.encode("utf-16-be").hex().encode())
            for number, line in enumerate(text.splitlines())
        )
        objects.append(_stream(b"BT /F 12 Tf " + shown + b"ET" if shown else b""))
    written = BytesIO(b"%PDF-1.7\n")
    written.seek(0, 2)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(written.tell())
        written.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = written.tell()
    written.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    written.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    written.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return _locked(written.getvalue(), password) if password else written.getvalue()


def a_docx(*paragraphs: str, headings: bool = False) -> bytes:
    """A Word document; with `headings` the first paragraph of each pair is a heading."""
    from docx import Document

    document = Document()
    for place, text in enumerate(paragraphs):
        if headings and place % 2 == 0:
            document.add_heading(text, level=2)
        else:
            document.add_paragraph(text)
    return _saved(document)


def a_numbered_docx(*paragraphs: str) -> bytes:
    """A Word document whose article numbers are drawn by Word and stand nowhere in its text."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    numbering: Any = document.part.numbering_part.element
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl>'
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {names} w:abstractNumId="77">{level}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {names} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text in paragraphs:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {names}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'))
    return _saved(document)


def a_docx_with(markup: str) -> bytes:
    """A Word document of one paragraph, written in Word's own markup."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    inserted: Any = parse_xml(f"<w:p {names}>{markup}</w:p>")
    document.add_paragraph()._p.addnext(inserted)
    return _saved(document)


def a_bomb() -> bytes:
    """A Word document of a few kilobytes that would unpack to 50 MB."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * (50 * 1024 * 1024))
    return written.getvalue()


def _stream(body: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(body), body)


def _locked(plain: bytes, password: str) -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=BytesIO(plain))
    writer.encrypt(password, algorithm="RC4-128")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _saved(document: Any) -> bytes:
    written = BytesIO()
    document.save(written)
    return written.getvalue()
