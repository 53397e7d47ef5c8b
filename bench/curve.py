"""A learning curve as an SVG: one line per figure over the sentences learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 640, 360, 56, 44
_COLOURS = ("#1f5fa8", "#7fb0e6", "#b4502d", "#e6a584")


def svg(title: str, learned: Sequence[int], lines: Mapping[str, Sequence[float]]) -> str:
    """`learned` are numbers of sentences, rising; every line has a figure between 0 and 1 for each of them."""
    right, top = _WIDTH - 150, 34

    def x(count: int) -> float:
        return _LEFT + (right - _LEFT) * count / max(learned)

    def y(figure: float) -> float:
        return _HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - top) * figure

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif"'
        ' font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="20" font-size="14">{escape(title)}</text>',
    ]
    for tenth in range(0, 11, 2):
        level = y(tenth / 10)
        parts.append(f'<path d="M{_LEFT} {level:.1f}H{right}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{level + 4:.1f}" text-anchor="end">{tenth / 10:.1f}</text>')
    for count in learned:
        parts.append(f'<text x="{x(count):.1f}" y="{_HEIGHT - 24}" text-anchor="middle">{count:,}</text>')
    parts.append(f'<text x="{right}" y="{_HEIGHT - 6}" text-anchor="end">sentences learned</text>')
    places = _apart([y(figures[-1]) for figures in lines.values()])
    for (name, figures), place, colour in zip(lines.items(), places, _COLOURS, strict=False):
        path = " ".join(f"{x(count):.1f},{y(figure):.1f}" for count, figure in zip(learned, figures, strict=True))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        label = escape(f"{name} {figures[-1]:.3f}")
        parts.append(f'<text x="{right + 8}" y="{place + 4:.1f}" fill="{colour}">{label}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _apart(places: Sequence[float], least: float = 15.0) -> list[float]:
    """The same places, moved down where two would stand on one another."""
    moved = dict[int, float]()
    reached = float("-inf")
    for number in sorted(range(len(places)), key=lambda one: places[one]):
        reached = max(places[number], reached + least)
        moved[number] = reached
    return [moved[number] for number in range(len(places))]
