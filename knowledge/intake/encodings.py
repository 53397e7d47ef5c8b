"""Bytes as text: UTF-8, UTF-16 or GB18030 (which holds GBK and GB2312), by what the bytes themselves tell."""

from __future__ import annotations

from knowledge.intake.source import Source

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LEAST_COMMON = 0.5
"""The share of GB2312 signs that a text in GB18030 holds at least; bytes of another encoding give rare signs."""
_MOST_CONTROL = 0.001


def text_of(source: Source) -> str:
    """The file's text. Raises `InputError` where it is binary or in no known encoding."""
    text = _decoded(source.data)
    if text is None:
        raise source.refuse("the text is in no known encoding", "save it as UTF-8")
    controls = sum(sign < " " and sign not in "\t\n\r\f\v\x1a" for sign in text)
    if "\x00" in text or controls > _MOST_CONTROL * len(text):
        raise source.refuse("this is not a text", "give a PDF, DOCX, HTML, Markdown or text file")
    return text


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\x00" in data:
        return _strictly(data, _byte_order(data))
    text = _strictly(data, "utf-8")
    return text if text is not None else _chinese(data)


def _byte_order(data: bytes) -> str:
    """In UTF-16 the zeros of Latin letters and line ends stand all on one side."""
    return "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"


def _chinese(data: bytes) -> str | None:
    text = _strictly(data, "gb18030")
    if text is None or any("\ue000" <= sign <= "\uf8ff" for sign in text):
        return None
    foreign = [sign for sign in text if sign > "\x7f"]
    common = sum(_in_gb2312(sign) for sign in foreign)
    return text if common >= _LEAST_COMMON * len(foreign) else None


def _in_gb2312(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
