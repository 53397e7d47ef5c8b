"""What a ZIP file says of itself, held against limits before anything in it is unpacked."""

from __future__ import annotations

import zipfile
from io import BytesIO

from knowledge.intake.source import Source

_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MOST_MEMBERS = 5_000
_MOST_UNPACKED = 100 * 1024 * 1024
_MOST_TEXT = 40 * 1024 * 1024
_MOST_RATIO = 100
_RATIO_MATTERS = 4 * 1024 * 1024
"""Small parts of an honest document may be packed very tightly."""


def check_word_archive(source: Source) -> None:
    """Raises `InputError` where the archive is damaged, no Word document, or would unpack beyond the limits.

    `zipfile` never unpacks more than the size that a member declares, so the declared sizes are enough.
    """
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise source.refuse("the file is damaged", "open it in Word and save it again") from error
    if "word/document.xml" not in {member.filename for member in members}:
        raise source.refuse("this is an archive, not a Word document", "give a PDF, DOCX, HTML, Markdown or text file")
    if any(member.flag_bits & 1 for member in members):
        raise source.refuse("the document is encrypted", "save a copy without a password")
    if any(member.compress_type not in _WAYS for member in members):
        raise source.refuse("the document is packed in a way Word never uses", "open it in Word and save it again")
    unpacked = sum(member.file_size for member in members)
    text = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels")))
    tight = any(
        member.file_size > _RATIO_MATTERS and member.file_size > _MOST_RATIO * max(member.compress_size, 1)
        for member in members
    )
    if len(members) > _MOST_MEMBERS or unpacked > _MOST_UNPACKED or text > _MOST_TEXT or tight:
        raise source.refuse(
            f"the document unpacks to {unpacked:,} bytes, more than any law needs", "save its text alone and give that"
        )
