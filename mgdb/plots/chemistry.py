"""The battery chemistry of points: what a plot shows of it, and how a marker tells it.

Magnesium is shown unless another is asked for, so that no lithium, sodium or zinc stands in a ranking of magnesium
conductors or cathodes. Cells with two salts are shown with it, and marked; so is what nobody states the chemistry of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mgdb.science.battery_chemistry import DUAL
from mgdb.science.conditions.relevance import IN_CELLS
from mgdb.science.properties import PROPERTIES
from mgdb.science.properties.model import TRANSPORT
from mgdb.science.vocabulary import CHEMISTRIES, label

from .likeness import COMPUTED
from .model import Option, Point
from .style import CROWD, PALETTE, escape

MAGNESIUM, EVERY = "magnesium", "all"
OPTION = Option(
    key="chemistry",
    label="Battery chemistry",
    choices=(
        (MAGNESIUM, "Mg (dual, unstated marked)"),
        *((term.key, "Mg alone" if term.key == "Mg" else term.label) for term in CHEMISTRIES),
        (EVERY, "all"),
    ),
    default=MAGNESIUM,
)
KEY = {
    "dual": "A stroke through a marker is a dual-salt cell.",
    "unknown": "A ring around a marker: the battery chemistry is not stated.",
    "other": "A cross through a marker is another battery chemistry than magnesium.",
}
OF_MOST = {
    "dual": "Most values are of dual-salt cells; no stroke goes through these.",
    "unknown": "Of most values the battery chemistry is not stated; these have no ring.",
    "other": "Most values are of another battery chemistry than magnesium; no cross goes through these.",
}
"""What the key says in a crowd of what holds for most of its markers, where a stroke through each would hide all."""
STROKES = {"dual": "line-ne-open", "unknown": "circle-open", "other": "x-thin-open"}


def has_chemistry(point: Point) -> bool:
    """Whether a value of this kind belongs to a battery chemistry: a lattice parameter does not."""
    entry = PROPERTIES[point.property_key]
    return IN_CELLS.holds(entry) or entry.group == TRANSPORT


def lacks_chemistry(point: Point) -> bool:
    """Whether `point` is of a battery, or an electrolyte, of which nobody knows the chemistry: not known is a state of
    its own, and never magnesium. What is computed of a crystal has none."""
    return not point.chemistry and has_chemistry(point) and point.origin not in COMPUTED


def base_chemistry(points: Sequence[Point]) -> str | None:
    """The battery chemistry of what is compared where all are drawn: magnesium's where it is there, else the only one;
    None for several."""
    known = {point.chemistry for point in points} - {""}
    return "Mg" if "Mg" in known else next(iter(known)) if len(known) == 1 else None


def is_shown(point: Point, asked: str) -> bool:
    """Whether `point` is of the chemistry `asked`, a choice of OPTION.

    With magnesium alone or with a second salt stands what is of no stated chemistry, with a mark of its own.
    """
    if asked == EVERY or (not point.chemistry and (asked == MAGNESIUM or not has_chemistry(point))):
        return True
    return point.chemistry in ("Mg", *DUAL) if asked == MAGNESIUM else point.chemistry == asked


def parted(points: Sequence[Point], asked: str) -> tuple[list[Point], list[Point]]:
    """Those of `points` that are shown, and the others: all of them, where none is of the chemistry asked for."""
    if asked not in (MAGNESIUM, EVERY) and not any(point.chemistry == asked for point in points):
        return [], list(points)
    shown = [is_shown(point, asked) for point in points]
    kept = [point for point, yes in zip(points, shown, strict=True) if yes]
    return kept, [point for point, yes in zip(points, shown, strict=True) if not yes]


def reason(point: Point) -> str:
    """Why `point` is not plotted where another chemistry is asked for."""
    own = label(CHEMISTRIES, point.chemistry) if point.chemistry else "not stated"
    return f"of another battery chemistry ({own})"


def name_of(point: Point) -> str:
    """The battery chemistry of `point`, or that it is not stated; empty where a value of this kind has none."""
    return label(CHEMISTRIES, point.chemistry) if point.chemistry else "not stated" if lacks_chemistry(point) else ""


def in_words(point: Point) -> str:
    """What hovering says of the chemistry."""
    return f"Battery chemistry: {name}" if (name := name_of(point)) else ""


def kind(point: Point) -> str:
    """How a marker tells the chemistry of `point`: "dual", "unknown", "other", or "" for magnesium alone and what is of
    no battery."""
    if point.chemistry in ("", "Mg"):
        return "unknown" if lacks_chemistry(point) else ""
    return "dual" if point.chemistry in DUAL else "other"


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker of a figure: the point that it stands for, where it is, on which axes, its trace and place in it."""

    id: str
    x: float
    y: float
    axes: tuple[str, str]
    trace: dict[str, Any]
    place: int


def marks(figure: Mapping[str, Any]) -> Iterator[Mark]:
    """The markers of `figure` that stand for points."""
    for trace in figure["data"]:
        if "customdata" not in trace or "markers" not in trace.get("mode", ""):
            continue
        axes = (trace.get("xaxis", "x"), trace.get("yaxis", "y"))
        for place, (x, y, data) in enumerate(zip(trace["x"], trace["y"], trace["customdata"], strict=True)):
            yield Mark(data[0], x, y, axes, trace, place)


def strokes(figure: Mapping[str, Any], points: Iterable[Point]) -> tuple[list[dict[str, Any]], list[str]]:
    """Strokes through the markers of `figure` that are not of magnesium alone, as traces, and what the key says."""
    of = {point.id: point for point in points}
    found: dict[tuple[str, tuple[str, str]], list[Mark]] = {}
    every = list(marks(figure))
    for mark in every:
        if (point := of.get(mark.id)) and (told := kind(point)):
            found.setdefault((told, mark.axes), []).append(mark)
    counted = Counter({told: sum(len(own) for (one, _), own in found.items() if one == told) for told in KEY})
    of_most = {told for told, count in counted.items() if len(every) >= CROWD and 2 * count > len(every)}
    data = []
    named: set[str] = set()
    look = {"size": 17, "color": PALETTE[7], "line": {"width": 1.5, "color": PALETTE[7]}}
    for (told, (xaxis, yaxis)), own in sorted(found.items(), key=lambda item: item[0]):
        if told in of_most:
            continue
        data.append(
            {
                "type": "scatter", "mode": "markers", "x": [mark.x for mark in own], "y": [mark.y for mark in own],
                "name": _name(told, [of[mark.id].chemistry for mark in own]), "hoverinfo": "skip",
                "legendgroup": f"chemistry {told}", "showlegend": told not in named,
                "marker": look | {"symbol": STROKES[told]},
                "meta": {"colour": 7, "of": [mark.id for mark in own]},
                **({} if xaxis == "x" else {"xaxis": xaxis, "yaxis": yaxis}),
            }
        )  # fmt: skip
        named.add(told)
    return data, [*(KEY[told] for told in KEY if told in named), *(OF_MOST[told] for told in KEY if told in of_most)]


def _name(told: str, keys: Sequence[str]) -> str:
    if told == "unknown":
        return "chemistry not stated"
    labels = [term.label for term in CHEMISTRIES if term.key in keys]
    if told == "dual":
        return escape("dual salt: " + ", ".join(label.removesuffix(" (dual salt)") for label in labels))
    return escape(", ".join(labels))
