"""What English speakers say about money and time, and what only looks like it."""

from __future__ import annotations

import pytest

from tests.dialogue.values.builders import dates, discounts, en, lengths, money, plans, rates, times

USD = "USD"

MONEY = [
    ("You owe $28,600.", [("28600", USD, None)]),
    ("a balance of $1,250.75", [("1250.75", USD, None)]),
    ("I can do about $500", [("~500", USD, None)]),
    ("twelve hundred dollars", [("1200", USD, None)]),
    ("three thousand one hundred twenty dollars", [("3120", USD, None)]),
    ("two hundred and fifty bucks", [("250", USD, None)]),
    ("80 bucks", [("80", USD, None)]),
    ("fifty cents", [("0.5", USD, None)]),
    ("twenty dollars and fifty cents", [("20.5", USD, None)]),
    ("$20 and 50 cents", [("20.5", USD, None)]),
    ("$1.2k", [("1200", USD, None)]),
    ("I owe like 3k", [("~3000", None, None)]),
    ("two grand", [("2000", None, None)]),
    ("a couple hundred dollars", [("~200", USD, None)]),
    ("a few hundred bucks", [("~300-500", USD, None)]),
    ("$300 to $400", [("~300-400", USD, None)]),
    ("$300-400", [("~300-400", USD, None)]),
    ("between 300 and 400 dollars", [("~300-400", USD, None)]),
    ("$80 a month", [("80", USD, "month")]),
    ("$80 per month", [("80", USD, "month")]),
    ("fifty dollars a week", [("50", USD, "week")]),
    ("$15 a day", [("15", USD, "day")]),
    ("$80 each", [("80", USD, "instalment")]),
    ("$100 down and $50 each month", [("100", USD, None), ("50", USD, "month")]),
    ("I can pay 500 by Friday", [("500", None, None)]),
    ("the minimum due is 312", [("312", None, None)]),
    ("my rent is 1400 a month", [("1400", None, "month")]),
    ("I can do fifty a month", [("50", None, "month")]),
    ("28,600 is the balance", [("28600", None, None)]),
    ("我欠他们 $80", [("80", USD, None)]),
]


@pytest.mark.parametrize(("text", "said"), MONEY)
def test_money(text: str, said: list[tuple[str, str | None, str | None]]) -> None:
    assert money(en(text)) == said


NO_MONEY = [
    "the card ending in 3344",
    "the last four are 3344",
    "call 1-800-555-0199",
    "my number is 415-555-2671",
    "call us at (415) 555-2671",
    "15 U.S.C. 1692g",
    "section 1692 says so",
    "12 CFR 1006.14",
    "I'm 45 years old",
    "account number 12345678",
    "case number 4471",
    "agent 1023 speaking",
    "my employee ID is 8001",
    "in 2019 I lost my job",
    "since 2019",
    "SSN 123-45-6789",
    "I have 3 kids and 2 jobs",
    "30 days to dispute",
    "67 days past due",
    "18 percent",
    "you may 5 times",
    "24/7",
    "room 500",
    "9 p.m.",
    "one of them",
    "pay me no mind",
    "I called three hundred times",
    "12 payments",
    "dial 988",
    "on 12/01/2026",
    "I owe you an apology",
    "100% true",
    "what a day",
    "",
]


@pytest.mark.parametrize("text", NO_MONEY)
def test_no_money(text: str) -> None:
    assert money(en(text)) == []


LENGTHS = [
    ("67 days past due", ["67"]),
    ("67 days", ["67"]),
    ("about two months", ["~60"]),
    ("over two months", ["~60-89"]),
    ("three weeks", ["21"]),
    ("a couple of months", ["~60"]),
    ("half a year", ["~180"]),
    ("a month and a half", ["~45"]),
    ("within 30 days", ["30"]),
    ("two years ago", ["~730"]),
    ("$80 a month", []),
    ("today", []),
]


@pytest.mark.parametrize(("text", "said"), LENGTHS)
def test_lengths_of_time(text: str, said: list[str]) -> None:
    assert lengths(en(text)) == said


DAYS = [
    ("today", ["2026-11-18"]),
    ("tomorrow", ["2026-11-19"]),
    ("the day after tomorrow", ["2026-11-20"]),
    ("next Friday", ["2026-11-27"]),
    ("this Friday", ["2026-11-20"]),
    ("on Friday", ["2026-11-20"]),
    ("by Friday", ["2026-11-20..2026-11-20"]),
    ("last Friday", ["2026-11-13"]),
    ("by the 25th", ["2026-11-25..2026-11-25"]),
    ("the 10th works", ["2026-12-10"]),
    ("it was due on the 5th", ["2026-11-05"]),
    ("the twenty-fifth", ["2026-11-25"]),
    ("by the end of the month", ["2026-11-30..2026-11-30"]),
    ("end of next month", ["2026-12-31"]),
    ("Dec 1", ["2026-12-01"]),
    ("December 1st", ["2026-12-01"]),
    ("December 1, 2026", ["2026-12-01"]),
    ("the 1st of December", ["2026-12-01"]),
    ("12/1", ["2026-12-01"]),
    ("12/01/2026", ["2026-12-01"]),
    ("2026-12-01", ["2026-12-01"]),
    ("on payday", ["?"]),
    ("when I get paid", ["?"]),
    ("some on the 1st and some on the 15th", ["2026-12-01", "2026-12-15"]),
    ("the first time", []),
    ("you may 5 times", []),
    ("24/7", []),
    ("the second thing", []),
]


@pytest.mark.parametrize(("text", "said"), DAYS)
def test_days(text: str, said: list[str]) -> None:
    assert dates(en(text)) == said


PLANS = [
    ("12 payments of $80", [(12, "80")]),
    ("36 installments of $80 each", [(36, "80")]),
    ("six monthly payments", [(6, None)]),
    ("$80 a month for a year", [(12, "80")]),
    ("$80 a month for 12 months", [(12, "80")]),
    ("split it into four payments", [(4, None)]),
    ("we can spread it over 24 months", [(24, None)]),
    ("a six-month plan", [(6, None)]),
    ("$80 each", [(None, "80")]),
    ("I missed 3 payments", []),
    ("for a year now", []),
]


@pytest.mark.parametrize(("text", "said"), PLANS)
def test_plans(text: str, said: list[tuple[int | None, str | None]]) -> None:
    assert plans(en(text)) == said


RATES = [
    ("APR 29.9%", [("0.299", "year")]),
    ("29.9% APR", [("0.299", "year")]),
    ("an annual rate of 18 percent", [("0.18", "year")]),
    ("1.5% a month", [("0.015", "month")]),
    ("eighteen percent", [("0.18", None)]),
    ("waive 20%", []),
]


@pytest.mark.parametrize(("text", "said"), RATES)
def test_rates(text: str, said: list[tuple[str, str | None]]) -> None:
    assert rates(en(text)) == said


DISCOUNTS = [
    ("waive 20%", ["0.2"]),
    ("we can waive up to 20 percent", ["0.2"]),
    ("20 percent off", ["0.2"]),
    ("a 20% discount", ["0.2"]),
    ("settle for 60 percent", ["0.4"]),
    ("60 cents on the dollar", ["0.4"]),
    ("half off", ["0.5"]),
    ("half an hour", []),
]


@pytest.mark.parametrize(("text", "said"), DISCOUNTS)
def test_discounts(text: str, said: list[str]) -> None:
    assert discounts(en(text)) == said


TIMES = [
    ("9 p.m.", ["21:00"]),
    ("between 8 a.m. and 9 p.m.", ["08:00", "21:00"]),
    ("at 9:30 pm", ["21:30"]),
    ("nine o'clock", ["09:00"]),
    ("nine in the evening", ["21:00"]),
    ("21:00", ["21:00"]),
    ("noon", ["12:00"]),
    ("I am 5", []),
]


@pytest.mark.parametrize(("text", "said"), TIMES)
def test_times(text: str, said: list[str]) -> None:
    assert times(en(text)) == said


def test_tables_are_large_enough() -> None:
    rows = len(MONEY) + len(LENGTHS) + len(DAYS) + len(PLANS) + len(RATES) + len(DISCOUNTS) + len(TIMES)
    assert rows + len(NO_MONEY) >= 100
