"""Which of the drawn values an axis shows: one wild value does not stretch it for all others.

Limits follow the plausible range of the quantity along an axis and the bulk of what is drawn. What lies outside stays
in the figure, is counted and listed, and is within reach: every plot draws all of it when asked for the whole range.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from .axes import Axis
from .model import WHOLE, Drawn, outside_text

FEWEST = 5  # values; fewer have no bulk, and only the plausible range tells a wild one
FAR = 3.0  # interquartile ranges beyond the quartiles: Tukey's “far out” (Exploratory Data Analysis, 1977)
IMPLAUSIBLE = 1.1  # times longer: how far an axis follows values that are not plausible
LEAST = 0.1  # of the greatest number: the length of an axis of which all values are alike; a decade where logarithmic
MARGIN = 0.06


@dataclass(frozen=True, slots=True)
class Along:
    """What runs along an axis of a figure: `axis` says what is plausible.

    log: a logarithmic axis; decades: a linear one of logarithms; zero: an axis that begins at zero.
    """

    axis: Axis
    log: bool = False
    zero: bool = False
    decades: bool = False

    @property
    def stretch(self) -> float:
        """How many times longer the axis may become for values that are far, but plausible; decades are easily many."""
        return 3.0 if self.log or self.decades else 2.0

    def place(self, number: float) -> float:
        return math.log10(number) if self.log else number


@dataclass(frozen=True, slots=True)
class Frame:
    """The values inside the axes and those outside, and the ranges that follow; None where an axis shows all of its."""

    inside: tuple[Drawn, ...]
    outside: tuple[Drawn, ...]
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None

    def applied(self, layout: dict[str, Any]) -> dict[str, Any]:
        """`layout` with these ranges, where it has none of its own, and a line that counts what lies outside."""
        if not self.outside:
            return layout
        changed = dict(layout)
        for name, found in (("xaxis", self.x_range), ("yaxis", self.y_range)):
            if found and "range" not in layout[name]:
                changed[name] = {**layout[name], "range": list(found)}
        note = {
            "text": outside_text(len(self.outside)), "showarrow": False, "xref": "paper", "yref": "paper",
            "x": 1, "y": 0, "xanchor": "right", "yanchor": "bottom", "font": {"size": 11},
        }  # fmt: skip
        return changed | {"annotations": [*layout.get("annotations", ()), note]}


def frame(drawn: Sequence[Drawn], *, x: Along | None = None, y: Along | None = None, show: str) -> Frame:
    """Which of `drawn` the axes show. An axis of names or years has no `Along` and shows all;
    so do both where `show` is WHOLE, a choice of `model.RANGE`.

    Worked: of 1, 2, 3, 4, 5 and 1000 on a linear axis the last lies outside, and the axis ends at 5.24.
    """
    across = _inner([item.x for item in drawn], x) if x and show != WHOLE else None
    up = _inner([item.y for item in drawn], y) if y and show != WHOLE else None
    inside = tuple(item for item in drawn if _holds(across, x, item.x) and _holds(up, y, item.y))
    if len(inside) == len(drawn) or not inside:
        return Frame(tuple(drawn), ())
    kept = {id(item) for item in inside}
    return Frame(
        inside,
        tuple(item for item in drawn if id(item) not in kept),
        _padded([item.x for item in inside], x) if across else None,
        _padded([item.y for item in inside], y) if up else None,
    )


def _holds(inner: tuple[float, float] | None, along: Along | None, number: float) -> bool:
    return inner is None or along is None or inner[0] <= along.place(number) <= inner[1]


def _inner(numbers: Sequence[float], along: Along) -> tuple[float, float] | None:
    """The ends of what an axis shows, in its own places; None where it shows everything."""
    places = sorted(map(along.place, numbers))
    expected = [_is_expected(number, along.axis) for number in sorted(numbers)]
    low_fence, high_fence = -math.inf, math.inf
    if len(places) >= FEWEST:
        first, _, third = quantiles(places, n=4, method="inclusive")
        low_fence, high_fence = first - FAR * (third - first), third + FAR * (third - first)
    bulk = [place for place, known in zip(places, expected, strict=True) if known and low_fence <= place <= high_fence]
    if not bulk or len(bulk) == len(places):
        return None
    low, high = (min(0.0, bulk[0]), max(0.0, bulk[-1])) if along.zero else (bulk[0], bulk[-1])
    least = 1.0 if along.log or along.decades else LEAST * max(abs(low), abs(high))
    span = max(high - low, least)
    # the nearest of the others first: what makes the axis little longer is no reason to leave it out
    others = [pair for pair in zip(places, expected, strict=True) if not low <= pair[0] <= high]
    for place, known in sorted(others, key=lambda pair: max(low - pair[0], pair[0] - high)):
        if max(high, place) - min(low, place) <= (along.stretch if known else IMPLAUSIBLE) * span:
            low, high = min(low, place), max(high, place)
    return None if low <= places[0] and places[-1] <= high else (low, high)


def _is_expected(number: float, axis: Axis) -> bool:
    return axis.plausible is None or axis.plausible[0] <= number <= axis.plausible[1]


def _padded(numbers: Sequence[float], along: Along | None) -> tuple[float, float]:
    assert along is not None
    places = [along.place(number) for number in numbers]
    low, high = min(places), max(places)
    if along.zero:
        low, high = min(0.0, low), max(0.0, high)
    edge = MARGIN * (high - low) or (0.5 if along.log else MARGIN * abs(high) or 1.0)
    return (low if along.zero and low == 0 else low - edge), (high if along.zero and high == 0 else high + edge)
