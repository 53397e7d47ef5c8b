"""What stands at the head of a line: the number of an article, or the heading of a chapter."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from knowledge.query import in_chinese

_NARROW = str.maketrans("０１２３４５６７８９（）．－　", "0123456789().- ")
_NUMERAL = r"[0-9]{1,4}|[〇零一二三四五六七八九十百千]{1,9}"
_DRESS = re.compile(r"^(?:#{1,6} +)?[*_]{0,3}")
"""Markdown signs that are left where a heading stands in a plain text."""
_ARTICLE = re.compile(rf"第 ?({_NUMERAL}) ?[条條](?:之 ?([0-9]{{1,2}}|[一二三四五六七八九十]))?[*_]{{0,3}}")
_MENTION = re.compile(
    r" ?[、，,。；;）)]|第|的|之|规定|規定|所[称稱列述指]|中(?![午国國心间間])|(?:和|或|及|与|與|至|到|以及)(?:本|第)"
)
"""What follows an article that is only mentioned, where a line happens to begin with it."""
_SECTION = re.compile(
    r"(?:[0-9]{1,3} +(?:U\.? ?S\.? ?C\.?|C\.? ?F\.? ?R\.?) *(?:§+ *)?|§+ *"
    r"|(?:Sec\.|SEC\.|Section|SECTION|Article|ARTICLE|Art\.) *)"
    r"([0-9]+[A-Za-z]{0,2}(?:[.\-–][0-9]+[A-Za-z]{0,2})*(?:\([A-Za-z0-9]{1,5}\))*|[IVXLC]{1,7}\b)"
    r"(?=$|[.:*_—–-]|\s+[^a-z\s,;)])"
)
_CHAPTER = re.compile(rf"第 ?(?:{_NUMERAL}) ?(分编|[编編篇章节節])(?!的|规定|規定|、|，)")
_DEPTHS = {"编": 1, "編": 1, "篇": 1, "分编": 2, "章": 3, "节": 4, "節": 4}
_PART = re.compile(
    r"(?:TITLE|Title|PART|Part|CHAPTER|Chapter|SUBCHAPTER|Subchapter|SUBPART|Subpart) [IVXLC0-9A-Z]{1,6}\b"
)
_LONGEST_HEADING = 60
_CONTENTS = re.compile(r"(?:\.{3,}|…{1,}|·{3,}|(?: \.){3,})\s*[0-9]{1,4}$")


@dataclass(frozen=True, slots=True)
class Mark:
    """The number at the head of an article."""

    article: str
    """As the law writes it, digits and blanks of usual width: `第12条`, `§ 1692c(b)`."""
    number: str
    """One spelling for all ways of writing it: `12`, `12-1` (第十二条之一), `1692c(b)`."""
    rest: str
    """What stands after it on the line."""


Marker = Callable[[str], Mark | None]


def chinese_article(text: str) -> Mark | None:
    """第…条 at the head of `text`, but not where it is only mentioned (第八条规定的…)."""
    bare = _DRESS.sub("", text)
    match = _ARTICLE.match(bare.translate(_NARROW))
    if match is None or _MENTION.match(bare, match.end()):
        return None
    number = _counted(match[1]) + (f"-{_counted(match[2])}" if match[2] else "")
    return Mark(re.sub(r"[ *_]", "", match[0]), number, bare[match.end() :].strip(" *_\u3000"))


def english_section(text: str) -> Mark | None:
    """`§ 5`, `Sec. 5.` or `Section 5` at the head of `text`, but not where it is only mentioned (Section 5 of …)."""
    bare = _DRESS.sub("", text)
    match = _SECTION.match(bare.translate(_NARROW))
    if match is None:
        return None
    rest = bare[match.end() :].lstrip("*_ ").lstrip(".:—–- ").strip("*_ ")
    return Mark(" ".join(match[0].split()), match[1].lower(), rest)


def chapter_depth(text: str) -> int:
    """How deep the heading of a part, chapter or section lies, 1 … 4; 0 where `text` is no such heading."""
    if len(text) > _LONGEST_HEADING or text.endswith(("。", "；", "，", ".", ";", ",")):
        return 0
    match = _CHAPTER.match(text.translate(_NARROW))
    if match is not None:
        return _DEPTHS[match[1]]
    return 3 if _PART.match(text) else 0


def is_contents_line(text: str) -> bool:
    """True for a line of a table of contents: dots and a page number."""
    return _CONTENTS.search(text) is not None


def _counted(numeral: str) -> str:
    if numeral.isdigit() and numeral.isascii():
        return str(int(numeral))
    return _numbers().get(numeral.replace("〇", "零"), numeral)


@cache
def _numbers() -> dict[str, str]:
    return {in_chinese(number): str(number) for number in range(1, 3_000)}
