"""How sure a measured rate is: Wilson's 95 % score interval (Wilson 1927)."""

from __future__ import annotations

from math import sqrt

_Z = 1.959964


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The interval around `hits` of `n`; (0, 1) where nothing was measured. Raises `ValueError` where hits > n."""
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} hits of {n} cannot be")
    if n == 0:
        return 0.0, 1.0
    share, spread = hits / n, _Z * _Z / n
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def rate(hits: int, n: int) -> str:
    """As people read it: `.683 (41/60, .56–.79)`; `– (0/0)` where nothing was measured."""
    if n == 0:
        return "– (0/0)"
    low, high = wilson(hits, n)
    return f"{_short(hits / n, 3)} ({hits}/{n}, {_short(low, 2)}–{_short(high, 2)})"


def _short(share: float, digits: int) -> str:
    return f"{share:.{digits}f}".removeprefix("0")
