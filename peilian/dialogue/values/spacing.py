"""Words pulled apart to dodge recognition: 本 金 五 千 二.

Only runs of single characters are closed up; a space between words stays, for 两百 五百 are two amounts.
"""

from __future__ import annotations

import re

_HAN = "[\u3400-\u9fff]"
_RUN = re.compile(rf"(?<!{_HAN})(?:{_HAN}[ ·・.*_-]){{3,}}{_HAN}(?!{_HAN}{_HAN}{_HAN})")
_SEPARATOR = re.compile("[ ·・.*_-]")


def closed_up(text: str) -> tuple[str, list[int]] | None:
    """`text` without the separators of such runs, and for each of its characters (and its end) the original offset."""
    if not _RUN.search(text):
        return None
    dropped = {run.start() + place.start() for run in _RUN.finditer(text) for place in _SEPARATOR.finditer(run[0])}
    kept = [index for index in range(len(text)) if index not in dropped]
    return "".join(text[index] for index in kept), [*kept, len(text)]
