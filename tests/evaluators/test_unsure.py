"""A red line heard from the meaning alone fails a call only where it was heard surely."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evaluators import Examiner, load_rules
from knowledge import Library
from peilian.dialogue.reader import Reader
from peilian.dialogue.reading import Heard, Reading, Span
from tests.builders import a_call

SAID = "再不还，明天就让您在单位出名。"


def read_as(chance: float) -> Reading:
    empty = Reader.compile([], None).read(SAID, language="zh-CN", speaker="agent", on=date(2026, 11, 18))
    return replace(empty, heard=(Heard("publish-debt", Span(0, len(SAID)), "meaning", "asserted", chance),))


@pytest.mark.parametrize(
    ("chance", "severity"), [(0.55, "major"), (0.79, "major"), (0.8, "critical"), (0.97, "critical")]
)
def test_a_red_line_needs_a_sure_ear(chance: float, severity: str) -> None:
    examiner = Examiner(load_rules(), Library.load(), Reader.compile([], None))
    found = examiner.examine(a_call(SAID), readings=[read_as(chance)]).findings
    assert [one.severity for one in found if one.rule == "publish-debt"] == [severity]
