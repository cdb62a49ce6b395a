"""What traces of several plots share: where a quantity stands, its error bars, what hovering says, lines of runs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import Property
from mgdb.science.quantity import Quantity, rounded

from . import chemistry
from .model import Drawn, NothingToDraw, Option, Point, tally
from .style import ACCENT, BOUND_SYMBOLS, MUTED, PALETTE, SYMBOLS, escape, log_ticks, symbol

MANY = len(PALETTE)
LONGEST_LABEL = 20
MANY_DECADES = 1e3
WIDE, HIGH = 115, 26
POWERS = {"size": 11}  # powers of ten are drawn a quarter larger than other numbers of an axis
COLOURS: dict[str, tuple[str, int | str]] = {"modified": (ACCENT, 0), "control": (MUTED, "muted"), "": (PALETTE[1], 1)}
SHAPES = ("circle", "square", "diamond", "cross", "pentagon", "hexagram", "star", "bowtie")  # one for each colour
ROLE_LABELS = {"control": "control", "": "no control", "modified": "modified"}
CONDITIONS_NOT_SHOWN = ("supercell", "k_points", "cutoff_energy", "functional")
CURRENTS = ("current_density", "areal_current_density", "c_rate")
# Plots of capacities show these, or the share of the first that is left.
CAPACITY_OR_RETENTION = Option(
    key="show",
    label="Show",
    choices=(("capacity", "capacity"), ("retention", "retention")),
    default="capacity",
)
CAPACITY_LABELS = {"capacity": "Specific capacity (mAh g⁻¹)", "retention": "Capacity retention (%)"}


def centre(quantity: Quantity, *, log: bool = False) -> float:
    """Where `quantity` stands on an axis: its number, the middle of a range, or the end of an open one.

    log: the geometric middle, for ranges above zero. Worked: 10⁻⁸ to 10⁻⁶ → 10⁻⁷, without log 5.05 × 10⁻⁷.
    """
    if quantity.value is not None:
        return quantity.value
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    if log and all(end > 0 for end in ends):
        return math.prod(ends) ** (1 / len(ends))
    return sum(ends) / len(ends)


def axis_title(entry: Property) -> str:
    """The name of a property with its unit: "Voltage (V)"."""
    return f"{entry.label} ({entry.display_unit})" if entry.display_unit not in ("", "1") else entry.label


def log_axis(values: Sequence[float]) -> dict[str, Any]:
    """A logarithmic axis over `values`, all above zero: digits while they are few, powers of ten over many decades."""
    low, high = min(values), max(values)
    if high / low > MANY_DECADES or low < 1e-3:
        return {"type": "log", "exponentformat": "power", "dtick": 1 if high / low < 1e10 else 2, "tickfont": POWERS}
    return log_ticks(low, high)


def short(name: str) -> str:
    """`name` as a label in a figure: escaped, and cut where it is too long to stand there."""
    return escape(name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…")


def labels(
    own: Sequence[Drawn],
    items: Sequence[Drawn],
    among: Sequence[Drawn],
    *,
    log_x: bool = False,
    log_y: bool = False,
    say: Callable[[Drawn], str] = lambda item: short(item.point.name),
) -> dict[str, Any]:
    """Names beside those of `items` that the trace of `own` holds, as parts of that trace.

    A name stands only where it lies over no other name of `items` and no point of `among`; earlier items come first to
    theirs, hovering and the table name the others. A name leads away from the nearer side, where it would be cut off.
    say: what stands there, escaped; the name unless given. The figure is taken to be WIDE characters wide and HIGH
    lines high.
    """
    spots = {id(item): (x, y) for item, x, y in _spots(among, log_x, log_y)}
    taken = [(x - 0.006, x + 0.006, y - 0.012, y + 0.012) for x, y in spots.values()]
    names: dict[int, tuple[str, str]] = {}
    for item in items:
        x, y = spots[id(item)]
        text, right = say(item), x < 0.5
        width = len(text) / WIDE
        box = (
            (x, x + width, y + 0.014, y + 0.014 + 1 / HIGH)
            if right
            else (x - width, x, y + 0.014, y + 0.014 + 1 / HIGH)
        )
        free = all(box[1] < a or b < box[0] or box[3] < c or d < box[2] for a, b, c, d in taken)
        if free:
            taken.append(box)
            names[id(item)] = (text, "top right" if right else "top left")
    found = [names.get(id(item), ("", "top right")) for item in own]
    return {
        "mode": "markers+text",
        "text": [text for text, _ in found],
        "textposition": [side for _, side in found],
        "textfont": {"size": 11},
    }


def _spots(items: Sequence[Drawn], log_x: bool, log_y: bool) -> Iterable[tuple[Drawn, float, float]]:
    """Each item with its place in the figure, from 0 to 1 along each axis."""
    xs = [math.log10(item.x) if log_x else item.x for item in items]
    ys = [math.log10(item.y) if log_y else item.y for item in items]
    left, low = min(xs), min(ys)
    wide, high = (max(xs) - left) or 1, (max(ys) - low) or 1
    for item, x, y in zip(items, xs, ys, strict=True):
        yield item, (x - left) / wide, (y - low) / high


def one_each(items: Sequence[Drawn], *, first: bool = False) -> list[Drawn]:
    """One point for each material: that furthest along x, or with `first` that which comes first along it."""
    chosen = min if first else max
    return [chosen(own, key=lambda item: item.x) for own in grouped(items, lambda item: item.point.material).values()]


def plain_first(items: Iterable[Drawn]) -> list[Drawn]:
    """`items` with bounds and suspect values last, since a legend shows the marker of the first."""
    return sorted(
        items, key=lambda item: (item.point.suspect, item.point.quantity is None or item.point.quantity.bound != "=")
    )


def hover(point: Point, *statements: str, without: Sequence[str] = ()) -> str:
    """What hovering shows: name, `statements`, conditions as printed (but those `without`), chemistry, electrolyte,
    source, doubts."""
    role = " (control)" if point.role == "control" else ""
    lines = [f"<b>{escape(point.name)}</b>{role}", *map(escape, statements)]
    lines += [
        escape(_condition(key, point))
        for key in CONDITIONS
        if key in point.conditions and key not in without and key not in CONDITIONS_NOT_SHOWN
    ]
    lines += [escape(told)] if (told := chemistry.in_words(point)) else []
    lines += [escape(point.electrolyte)] if point.electrolyte and point.electrolyte != point.name else []
    lines += ["digitised curve"] if point.curve else []
    lines += [escape(point.origin)] if point.origin not in ("", "measured", "not stated") else []
    lines += [escape(point.source)] if point.source else []
    lines += ["suspect value"] if point.suspect else ["to be read with caution"] if point.doubt else []
    return "<br>".join(lines)


def stated(point: Point) -> str:
    """The conditions of `point` in a line, its chemistry and its electrolyte."""
    words = [
        _condition(key, point) for key in CONDITIONS if key in point.conditions and key not in CONDITIONS_NOT_SHOWN
    ]
    words += [chemistry.in_words(point), point.electrolyte if point.electrolyte != point.name else ""]
    return "; ".join(filter(None, words)) or "not stated"


def _condition(key: str, point: Point) -> str:
    entry, condition = CONDITIONS[key], point.conditions[key]
    text = dict(entry.choices).get(condition.text) or condition.printed or condition.text
    if not text and condition.low is not None and condition.high is not None:
        text = f"{condition.low:g}" if condition.value is not None else f"{condition.low:g} to {condition.high:g}"
        text = f"{text} {entry.unit}" if entry.unit not in ("", "1") else text
    return f"{entry.label}: {text}{' (number assumed)' if condition.assumed else ''}"


def trace(
    items: Sequence[Drawn],
    colour: tuple[str, int | str],
    say: Callable[[Drawn], str],
    *,
    shape: str = "",
    **options: Any,
) -> dict[str, Any]:
    """Markers at `items`: shape by role, triangles for bounds, hollow when suspect, bars over ranges and uncertainties.

    colour: hexadecimal value and place in the palette. say: the hover text of an item, markup escaped. shape: takes the
    place of the role's where something else is told apart. `options` are merged into the trace.
    """
    quantities = [item.point.quantity for item in items]
    found: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers",
        "x": [item.x for item in items],
        "y": [item.y for item in items],
        "marker": {
            "color": colour[0],
            "size": 9,
            "line": {"width": 1.5, "color": colour[0]},
            "symbol": [marker(item.point, shape) for item in items],
        },
        "customdata": [[item.point.id, item.point.url] for item in items],
        "hovertext": [say(item) for item in items],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "meta": {"colour": colour[1], "symbol": shape or SYMBOLS[items[0].point.role]},
    }
    bars = [spread(q) if q else (0.0, 0.0) for q in quantities]
    if any(low or high for low, high in bars):
        found["error_y"] = {
            "type": "data",
            "symmetric": False,
            "array": [above for _, above in bars],
            "arrayminus": [below for below, _ in bars],
        }
    return found | bars_along(items) | options


def bars_along(items: Sequence[Drawn], place: Callable[[float], float] = float) -> dict[str, Any]:
    """The bars along x of points of digitised curves; `place` puts a number in the canonical unit on the axis.

    An axis that shows something else than the x of the curve has none.
    """
    bars = []
    for item in items:
        low, x, high = item.point.bar_along or (0.0, math.nan, 0.0)
        ends = sorted(map(place, (low, high))) if math.isclose(item.x, place(x), rel_tol=1e-9) else [item.x, item.x]
        bars.append((item.x - ends[0], ends[1] - item.x))
    if not any(low or high for low, high in bars):
        return {}
    return {
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [above for _, above in bars],
            "arrayminus": [below for below, _ in bars],
        }
    }


def marker(point: Point, shape: str = "") -> str:
    """The symbol of `point`, with `shape` in the place of its role's."""
    bound = point.quantity.bound if point.quantity else "="
    if not shape:
        return symbol(point.role, bound, point.suspect)
    return BOUND_SYMBOLS.get(bound, shape) + ("-open" if point.suspect else "")


def spread(quantity: Quantity) -> tuple[float, float]:
    """How far below and above its place `quantity` reaches: the ends of a range, or the printed uncertainty."""
    if quantity.value is None and quantity.low is not None and quantity.high is not None:
        middle = centre(quantity)
        return middle - quantity.low, quantity.high - middle
    if quantity.value is not None and quantity.uncertainty is None and quantity.bound == "=":
        low, high = quantity.low, quantity.high  # bars of a point may be unlike
        return (0.0 if low is None else quantity.value - low, 0.0 if high is None else high - quantity.value)
    return (quantity.uncertainty or 0.0,) * 2


def line(items: Sequence[Drawn], colour: tuple[str, int | str], dash: str = "solid") -> dict[str, Any]:
    """A thin line through `items`, without markers, hover or a place in the legend."""
    return {
        "type": "scatter", "mode": "lines", "x": [i.x for i in items], "y": [i.y for i in items],
        "hoverinfo": "skip", "showlegend": False, "name": escape(items[0].point.name),
        "line": {"color": colour[0], "width": 1, "dash": dash}, "meta": {"colour": colour[1]},
    }  # fmt: skip


def links(pairs: Iterable[tuple[Drawn, Drawn]]) -> list[dict[str, Any]]:
    """Thin lines from each control to its modified material, as one trace; none for no pairs."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for control, modified in pairs:
        xs += [control.x, modified.x, None]
        ys += [control.y, modified.y, None]
    if not xs:
        return []
    return [
        {
            "type": "scatter", "mode": "lines", "x": xs, "y": ys, "hoverinfo": "skip", "showlegend": False,
            "name": "control to modified", "line": {"color": MUTED, "width": 1}, "meta": {"colour": "muted"},
        }
    ]  # fmt: skip


def alike(key: str, first: float | None, second: float | None) -> bool:
    """Whether two known numbers of the condition `key` are the same in comparisons; unknown ones never are."""
    return first is not None and second is not None and CONDITIONS[key].tolerance.holds(first, second)


def sound(item: Drawn) -> bool:
    """Whether shares may be worked out from `item`: one number, no bound, not suspect."""
    quantity = item.point.quantity
    return not item.point.suspect and quantity is not None and quantity.value is not None and quantity.bound == "="


def share_of(item: Drawn, start: Drawn) -> Quantity:
    """What is left of `start` at `item`, in percent with three digits; approximate where one of the two is."""
    quantities = (start.point.quantity, item.point.quantity)
    return rounded(
        item.y / start.y * 100, 3, approximate=any(quantity.approximate for quantity in quantities if quantity)
    )


def same_current(first: Point, second: Point) -> bool:
    """Whether two points state the same current, of the same kind (per mass, per area, or C-rate)."""
    return any(alike(key, first.condition(key), second.condition(key)) for key in CURRENTS)


def grouped(items: Iterable[Drawn], key: Callable[[Drawn], str]) -> dict[str, list[Drawn]]:
    """`items` by `key`, the keys in order."""
    return {name: list(own) for name, own in groupby(sorted(items, key=key), key=key)}


def refuse(what: str, reasons: Sequence[str], advice: str = "") -> NothingToDraw:
    """The error of a plot without a point, which says what was asked for and why each value given was left out."""
    return NothingToDraw(f"No {what} to draw", tally(reasons), advice)
