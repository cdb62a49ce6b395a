"""Best reported over time: the values of one property by the year of the paper that reports them first.

The rule stands on the plot: which values count, and which end of a range or a bound does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mgdb.science.properties import PROPERTIES as CATALOGUE
from mgdb.science.properties import Property
from mgdb.science.quantity import Quantity, format_text, in_unit

from . import axes, limits
from .model import RANGE, Drawing, Drawn, Option, Point, PointCondition, tally
from .style import ACCENT, MUTED, layout
from .traces import axis_title, hover, labels, log_axis, plain_first, refuse

SLUG = "records"
TITLE = "Best reported over time"
DESCRIPTION = "The best value of a property by the year of the paper that reports it first."
RANKED = tuple(
    entry.key for entry in CATALOGUE.values() if entry.kind == "number" and entry.better and entry.key != "voltage"
)
PROPERTIES = RANKED
OPTIONS = (
    Option(
        key="ranked",
        label="Property",
        choices=tuple((key, CATALOGUE[key].label) for key in RANKED),
        default="specific_capacity",
    ),
    Option(
        key="carrier",
        label="Ion",
        choices=(("Mg", "Mg²⁺, or not stated"), ("any", "any")),
        default="Mg",
    ),
)

X_LABEL = "Year of the primary source"
ROOM = (288.15, 308.15)  # K; 15 to 35 °C
AT_ROOM_TEMPERATURE = ("ionic_conductivity", "electronic_conductivity")
MEASURED = ("measured", "derived from measurement", "not stated", "")
MG = ("Mg²⁺", "MgCl⁺", "not stated", "not applicable", "")
SURE_FROM = {"higher": ("=", ">", "≥", "up to"), "lower": ("=", "<", "≤", "up to")}

KEY = "Diamonds are records, circles other values; hollow marks a suspect value."


def sample() -> tuple[Point, ...]:
    """Ten capacities of eight years; three are records, one is suspect."""
    values = (
        (2000, 75), (2006, 90), (2011, 85), (2013, 120), (2015, 160),
        (2016, 130), (2018, 170), (2019, 240), (2019, 300), (2021, 220),
    )  # fmt: skip
    return tuple(
        Point(
            id=f"one-{number}",
            property_key="specific_capacity",
            quantity=Quantity(value=float(value), approximate=value == 120),
            material=f"m{number}",
            name=f"cathode {number}",
            year=year,
            origin="measured",
            conditions={"current_density": PointCondition(low=50.0, high=50.0, printed="50 mA g⁻¹")},
            suspect=value == 300,
        )
        for number, (year, value) in enumerate(values)
    )


def build(
    points: Sequence[Point],
    *,
    ranked: str = "specific_capacity",
    carrier: str = "Mg",
    range: str = RANGE.default,
) -> Drawing:
    """Values of the property `ranked` (in the unit of pages) by year; one better than all of earlier years is a record.

    carrier: "Mg" takes what is claimed for Mg²⁺ or MgCl⁺ or not stated, "any" all. Only values that are measured or
    derived from a measurement count; conductivities only at 15 to 35 °C. Of a range the less good end counts, of a
    bound its number where the value is at least as good. Suspect values are drawn hollow and never are records. Raises
    NothingToDraw where nothing remains.
    """
    entry = CATALOGUE[ranked]
    drawn: list[Drawn] = []
    reasons: list[str] = []
    for point in points:
        if point.property_key != ranked:
            continue  # another property was not asked for
        reason = _why_not(point, entry, carrier)
        if reason:
            reasons.append(reason)
        else:
            drawn.append(_place(point, entry))
    if not drawn:
        raise refuse(f"{entry.label.lower()} with a year", reasons)
    best = _records(drawn, entry)
    label = axis_title(entry)
    years = [item.x for item in drawn]
    own_axes = (axes.YEARS, axes.of_property(entry))
    log = entry.scale == "log"
    shown = limits.frame(drawn, y=limits.Along(own_axes[1], log=log, zero=not log), show=range)
    own = layout(
        X_LABEL,
        label,
        xaxis={"range": [min(years) - 1, max(years) + 1], "tickformat": "d", **_ticks(years)},
        yaxis=_axis(shown.inside, entry),
        showlegend=True,
    )
    return Drawing(
        {"data": _traces(drawn, best, entry, shown.inside), "layout": shown.applied(own)},
        tuple(drawn),
        tally(reasons),
        X_LABEL,
        label,
        _rule(entry, carrier),
        KEY,
        axes=own_axes,
        outside=shown.outside,
    )


def _rule(entry: Property, carrier: str) -> str:
    best = "greatest" if entry.better == "higher" else "least"
    words = [
        f"Rule: a record is the {best} value up to the year of the paper that reports it first",
        "measured, or derived from a measurement",
        "for Mg²⁺ or MgCl⁺ as claimed, or with no ion stated" if carrier == "Mg" else "for any ion",
    ]
    if entry.key in AT_ROOM_TEMPERATURE:
        words.append("at 15 to 35 °C")
    return (
        f"{', '.join(words)}. Of a range the less good end counts. Suspect values are hollow and are no records. "
        "Other conditions differ from point to point."
    )


def _why_not(point: Point, entry: Property, carrier: str) -> str:
    """Why `point` does not count; empty when it does."""
    if point.quantity is None:
        return "without a number"
    if point.year is None:
        return "without a year"
    if point.origin not in MEASURED:
        return f"not measured ({point.origin})"
    if carrier == "Mg" and point.ion not in MG:
        return f"claimed for another ion ({point.ion})"
    if entry.key in AT_ROOM_TEMPERATURE:
        found = point.conditions.get("temperature")
        if found is None or found.low is None or found.high is None:
            return "without a temperature"
        if found.low < ROOM[0] or found.high > ROOM[1]:
            return "outside 15 to 35 °C"
    if _counted(point.quantity, entry) is None:
        return f"with a bound that does not say how {'high' if entry.better == 'higher' else 'low'} the value is"
    if entry.scale == "log" and (_counted(point.quantity, entry) or 0) <= 0:
        return "at zero, which a logarithmic axis cannot show"
    return ""


def _counted(quantity: Quantity, entry: Property) -> float | None:
    """The number that counts: the value, of a range the less good end, of a bound what is surely reached."""
    assert entry.better is not None
    if quantity.bound not in SURE_FROM[entry.better]:
        return None
    if quantity.value is not None:
        return quantity.value
    return quantity.low if entry.better == "higher" else quantity.high


def _place(point: Point, entry: Property) -> Drawn:
    assert point.quantity is not None
    assert point.year is not None
    shown = in_unit(point.quantity, entry.dimension, entry.display_unit)
    y = _counted(shown, entry)
    assert y is not None
    return Drawn(point, float(point.year), y, str(point.year), format_text(shown, entry.display_unit))


def _records(drawn: Sequence[Drawn], entry: Property) -> list[Drawn]:
    """The best of each year that beats all of earlier years, suspect ones aside; of equal ones the first by id."""
    sign = 1 if entry.better == "higher" else -1
    found: list[Drawn] = []
    for item in sorted(drawn, key=lambda item: (item.x, -sign * item.y, item.point.id)):
        if not item.point.suspect and (not found or sign * item.y > sign * found[-1].y):
            found.append(item)
    return found


def _ticks(years: Sequence[float]) -> dict[str, Any]:
    return {"dtick": 1} if max(years) - min(years) < 8 else {}


def _axis(drawn: Sequence[Drawn], entry: Property) -> dict[str, Any]:
    if entry.scale == "log":
        return log_axis([item.y for item in drawn])
    return {"rangemode": "tozero"}


def _traces(
    drawn: Sequence[Drawn], best: Sequence[Drawn], entry: Property, inside: Sequence[Drawn]
) -> list[dict[str, Any]]:
    """All values in grey, and over them the records with their names and the stair between them."""
    others = plain_first(item for item in drawn if item not in best)
    data = []
    if others:
        data.append(_marks(others, MUTED, "muted", "circle", 7) | {"name": "reported", "mode": "markers"})
    if best:
        last = max(item.x for item in drawn)
        steps = [*best, best[-1]]
        data.append(
            {
                "type": "scatter", "mode": "lines", "x": [*(i.x for i in best), last], "y": [i.y for i in steps],
                "line": {"color": ACCENT, "width": 1.5, "shape": "hv"}, "hoverinfo": "skip", "showlegend": False,
                "name": "best up to the year", "meta": {"colour": 0},
            }
        )  # fmt: skip
        marks = _marks(best, ACCENT, 0, "diamond", 11) | {"name": "record"}
        named = [item for item in best[::-1] if item in inside]
        data.append(marks | labels(best, named, inside, log_y=entry.scale == "log"))
    return data


def _marks(items: Sequence[Drawn], colour: str, place: int | str, shape: str, size: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [item.x for item in items],
        "y": [item.y for item in items],
        "marker": {
            "color": colour, "size": size, "line": {"width": 1.5, "color": colour},
            "symbol": [shape + ("-open" if item.point.suspect else "") for item in items],
        },
        "customdata": [[item.point.id, item.point.url] for item in items],
        "hovertext": [hover(item.point, f"{item.y_text} ({item.x_text})") for item in items],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "meta": {"colour": place},
    }  # fmt: skip
