"""Festivals and lunar dates: the table against days that are known."""

from __future__ import annotations

from datetime import date

import pytest

from peilian.dialogue.values.festivals import festival
from peilian.dialogue.values.lunar import lunar_day
from tests.dialogue.values.builders import ON, dates, en, zh

NEW_YEARS = [
    (2024, 2, 10),
    (2025, 1, 29),
    (2026, 2, 17),
    (2027, 2, 6),
    (2028, 1, 26),
    (2029, 2, 13),
    (2030, 2, 3),
    (2031, 1, 23),
    (2032, 2, 11),
    (2033, 1, 31),
    (2034, 2, 19),
    (2035, 2, 8),
]


@pytest.mark.parametrize(("year", "month", "day"), NEW_YEARS)
def test_new_year_and_its_eve(year: int, month: int, day: int) -> None:
    assert lunar_day(year, 1, 1) == date(year, month, day)
    eve = festival(date(year, 1, 2), "除夕")
    assert eve is not None
    assert (date(year, month, day) - eve).days == 1


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("中秋", date(2027, 9, 15)),
        ("端午", date(2027, 6, 9)),
        ("元宵", date(2027, 2, 20)),
        ("重阳", date(2027, 10, 8)),
        ("清明", date(2027, 4, 5)),
        ("冬至", date(2026, 12, 22)),
        ("国庆", date(2027, 10, 1)),
        ("thanksgiving", date(2026, 11, 26)),
        ("black friday", date(2026, 11, 27)),
        ("labor day", date(2027, 9, 6)),
        ("memorial day", date(2027, 5, 31)),
    ],
)
def test_next_festival(name: str, day: date) -> None:
    assert festival(ON, name) == day


def test_last_festival_where_the_talk_is_of_the_past() -> None:
    assert festival(ON, "中秋", past=True) == date(2026, 9, 25)
    assert festival(ON, "labor day", past=True) == date(2026, 9, 7)


def test_solar_terms_move() -> None:
    assert [festival(date(year, 1, 1), "清明") for year in (2024, 2026)] == [date(2024, 4, 4), date(2026, 4, 5)]
    assert festival(date(2025, 1, 1), "冬至") == date(2025, 12, 21)


def test_years_outside_the_table_stay_vague() -> None:
    assert lunar_day(2050, 1, 1) is None
    assert festival(date(2050, 1, 1), "中秋") is None
    assert lunar_day(2026, 13, 1) is None
    assert lunar_day(2026, 12, 31) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("除夕前", ["2027-02-05..2027-02-05"]),
        ("大年三十", ["2027-02-05"]),
        ("隔二十年三十年", []),
        ("腊月二十八", ["2027-02-04"]),
        ("正月初八", ["2027-02-13"]),
        ("农历八月十五", ["2027-09-15"]),
        ("年前", ["2027-02-06..2027-02-06"]),
        ("三年前", []),
        ("过完年", ["?"]),
        ("勞動節", ["2027-05-01"]),
        ("孩子上初二", []),
    ],
)
def test_named_days(text: str, said: list[str]) -> None:
    assert dates(zh(text)) == said


def test_english_named_days() -> None:
    assert dates(en("the day after Christmas")) == ["2026-12-26"]
    assert dates(en("Thanksgiving")) == ["2026-11-26"]
    assert dates(en("your mother called")) == []
