"""Marks in a turn stand exactly where the quotes are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evaluators import Finding
from peilian.web.transcript import passages


def a_finding(text: str, start: int, end: int, severity: str = "major", scope: str = "turn") -> Finding:
    return Finding.model_validate(
        {
            "dimension": "legality",
            "rule": "r",
            "category": "abuse_insult",
            "severity": severity,
            "scope": scope,
            "turn": 0,
            "quote": text[start:end],
            "start": start,
            "end": end,
            "reason": "",
            "better": "",
            "source": "rule",
        }
    )


def test_the_marked_words_are_the_quote_counted_in_code_points() -> None:
    text = "😀您好，你个𠮷骗子，快还钱"
    marked = passages(text, [a_finding(text, 4, 9)])
    assert [(part.text, part.severity) for part in marked] == [
        ("😀您好，", None),
        ("你个𠮷骗子", "major"),
        ("，快还钱", None),
    ]


def test_where_quotes_overlap_the_worst_colour_shows() -> None:
    marked = passages("abcdef", [a_finding("abcdef", 0, 4, "praise"), a_finding("abcdef", 2, 6, "critical")])
    assert [(part.text, part.severity) for part in marked] == [("ab", "praise"), ("cdef", "critical")]


def test_quotes_of_one_colour_that_overlap_are_one_mark() -> None:
    marked = passages("abcdef", [a_finding("abcdef", 1, 4), a_finding("abcdef", 3, 5)])
    assert [(part.text, part.severity) for part in marked] == [("a", None), ("bcde", "major"), ("f", None)]


def test_a_finding_about_the_whole_call_marks_nothing() -> None:
    assert [part.severity for part in passages("abc", [a_finding("abc", 0, 3, scope="call")])] == [None]


@given(st.text(min_size=1, max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
def test_the_passages_are_the_turn(text: str, spans: list[tuple[int, int]]) -> None:
    findings = [a_finding(text, min(span), max(span)) for span in spans]
    assert "".join(part.text for part in passages(text, findings)) == text
