"""The numbers that Word draws before paragraphs (第一条, 1.2, (a)) and keeps out of their text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from knowledge.query import in_chinese

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts the numbered paragraphs of one document in reading order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._list_of: dict[str, str] = {}
        parts = [part for part in document.part.package.iter_parts() if str(part.partname) == "/word/numbering.xml"]
        if not parts:
            return
        from docx.oxml import parse_xml

        root: Any = parse_xml(parts[0].blob)
        for kind in root.iter(f"{_W}abstractNum"):
            levels = {int(level.get(f"{_W}ilvl", "0")): level for level in kind.iter(f"{_W}lvl")}
            self._levels[kind.get(f"{_W}abstractNumId", "")] = levels
        for number in root.iter(f"{_W}num"):
            self._list_of[number.get(f"{_W}numId", "")] = _value(number, "abstractNumId") or ""

    def before(self, paragraph: Any) -> str:
        """The number before `paragraph`, which it moves on; empty where there is none or only a bullet."""
        used, depth = _marked(paragraph)
        levels = self._levels.get(self._list_of.get(used, ""), {})
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(self._list_of[used], {})
        counts[depth] = counts.get(depth, _start(levels[depth]) - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        if _value(levels[depth], "numFmt") == "bullet":
            return ""

        def written(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            form = _FORMS.get(_value(levels[at], "numFmt") or "", str) if at in levels else str
            return form(counts.get(at, 1))

        return re.sub(r"%([1-9])", written, _value(levels[depth], "lvlText") or "")


def _marked(paragraph: Any) -> tuple[str, int]:
    """(list, depth) of a paragraph, its own or its style's; an empty list where it has none."""
    places = [paragraph._p]
    style = paragraph.style
    while style is not None:
        places.append(style.element)
        style = style.base_style
    depth: int | None = None
    for place in places:
        properties = place.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            continue
        written = _value(properties, "ilvl")
        depth = int(written) if depth is None and written else depth
        if used := _value(properties, "numId"):
            return used, depth or 0
    return "", 0


def _value(element: Any, name: str) -> str | None:
    found = element.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val")


def _start(level: Any) -> int:
    return int(_value(level, "start") or "1")


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    found = ""
    for worth, sign in _ROMAN:
        while number >= worth:
            found, number = found + sign, number - worth
    return found


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(_CHINESE, in_chinese),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
}
