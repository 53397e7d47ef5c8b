from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.intervals import rate, wilson


def test_a_rate_is_written_with_counts_and_interval() -> None:
    assert rate(41, 60) == ".683 (41/60, .56–.79)"
    assert rate(0, 0) == "– (0/0)"
    assert rate(5, 5).startswith("1.000 (5/5")


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_rate(measured: tuple[int, int]) -> None:
    hits, n = measured
    low, high = wilson(hits, n)
    assert 0 <= low <= hits / n + 1e-12
    assert hits / n - 1e-12 <= high <= 1


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be"):
        wilson(3, 2)
