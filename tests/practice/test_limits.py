from __future__ import annotations

from datetime import datetime

import pytest

from peilian.content import InputError
from peilian.practice.limits import LONGEST_TURN, checked_turn
from peilian.practice.tempo import after_speaking

NOON = datetime.fromisoformat("2026-11-18T12:00:00+08:00")


def test_blanks_around_a_turn_are_dropped() -> None:
    assert checked_turn("  您好 \n") == "您好"


def test_only_what_is_left_counts_against_the_limit() -> None:
    assert len(checked_turn(" " * 50 + "a" * LONGEST_TURN + "\n\n")) == LONGEST_TURN


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "　　"])
def test_an_empty_turn_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="empty"):
        checked_turn(text)


def test_characters_outside_the_basic_plane_count_once() -> None:
    assert len(checked_turn("😀" * LONGEST_TURN)) == LONGEST_TURN
    with pytest.raises(InputError, match="2001"):
        checked_turn("😀" * (LONGEST_TURN + 1))


def test_speaking_takes_time_in_proportion_to_what_is_said() -> None:
    short, long = after_speaking(NOON, "您好", "zh-CN"), after_speaking(NOON, "您好" * 40, "zh-CN")
    assert NOON < short < long
    assert (long - NOON).total_seconds() == 21
    assert after_speaking(NOON, "", "en-US") > NOON
    assert after_speaking(NOON, "x" * 100, "en-US") < after_speaking(NOON, "说" * 100, "zh-TW")
