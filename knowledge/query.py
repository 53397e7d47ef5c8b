"""A question as the search reads it: one script, one width, its language, and the laws and articles it names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Any

_HAN = re.compile(r"[\u3400-\u9fff]")
_ARTICLE_CN = re.compile(
    r"第\s*([0-9]{1,4}|[〇零一二三四五六七八九十百千]{1,9})\s*[条條](?:之([一二三四五六七八九十]))?"
)
_SECTION_US = re.compile(
    r"(?<![0-9a-z.])(?:1692[a-p](?:-\d)?|1006\.\d{1,3})(?:\([a-z0-9]{1,4}\))*(?![0-9a-z])", re.IGNORECASE
)
_TITLE = re.compile(r"《([^》]{2,60})》|[“\"「『]([^”\"」』]{2,40})[”\"」』]")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]+|(?<=[a-z])\.\s+")
_MOST_PARTS = 8
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Query:
    """A question ready to be searched."""

    text: str
    parts: tuple[str, ...]
    """The whole text first, then its longer sentences where there are several."""
    language: str
    """`zh` where any Chinese character stands in it, else `en`."""
    articles: frozenset[str]
    """Article numbers it names, as `articles_in` writes them."""
    quoted: tuple[str, ...]
    """Terms inside 《》 or quotation marks, lower case."""


class QueryReader:
    """Brings questions into the form of the library. The script table loads at the first Chinese text."""

    def read(self, text: str) -> Query:
        """`text` in NFKC and, where Chinese, in simplified script."""
        plain = " ".join(unicodedata.normalize("NFKC", text).split())
        chinese = _HAN.search(plain) is not None
        if chinese:
            plain = str(self._to_simplified.convert(plain))
        quoted = tuple((a or b).strip().lower() for a, b in _TITLE.findall(plain))
        return Query(plain, _parts(plain), "zh" if chinese else "en", articles_in(plain), quoted)

    @cached_property
    def _to_simplified(self) -> Any:
        from opencc import OpenCC

        return OpenCC("t2s")


def articles_in(text: str) -> frozenset[str]:
    """Article numbers that `text` names, in one spelling: `第六十七条`, `1692c(b)`, `1006.14(b)(2)`."""
    found = {
        f"第{in_chinese(int(number)) if number.isdigit() else number}条" + (f"之{part}" if part else "")
        for number, part in _ARTICLE_CN.findall(text)
    }
    return frozenset(found | {match.lower() for match in _SECTION_US.findall(text)})


def _parts(text: str) -> tuple[str, ...]:
    sentences = [sentence.strip() for sentence in _SENTENCE_END.split(text)]
    longer = [sentence for sentence in sentences if _says_enough(sentence)]
    several = len([sentence for sentence in sentences if sentence]) > 1
    return (text, *longer[: _MOST_PARTS - 1]) if several else (text,)


def _says_enough(sentence: str) -> bool:
    return len(_HAN.findall(sentence)) >= 6 or len(re.findall(r"[A-Za-z']+", sentence)) >= 4


def in_chinese(number: int) -> str:
    """1–9999 as statutes number their articles: 293 → 二百九十三."""
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit == 0:
            gap = bool(written)
            continue
        written += ("零" if gap else "") + _DIGITS[digit] + name
        gap = False
    return written[1:] if written.startswith("一十") else written
