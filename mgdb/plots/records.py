"""Best reported over time: the values of one property by the year of the paper that reports them first.

The rule stands on the plot: which values count, and which end of a range or a bound does. Suspect values are no part of
it; a record that is to be read with caution says so in the picture, and the best of the others stands beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from mgdb.science import vocabulary
from mgdb.science.judgement import Refusal, judge_quantity
from mgdb.science.properties import PROPERTIES as CATALOGUE
from mgdb.science.properties import Property
from mgdb.science.quantity import Quantity, format_text, in_unit

from . import axes, limits, panels
from . import chemistry as chemistries
from .model import AUTOMATIC, RANGE, Drawing, Drawn, Option, Point, PointCondition, ResultTable, automatic, tally
from .style import ACCENT, MUTED, layout
from .traces import axis_title, hover, labels, log_axis, plain_first, refuse, short, stated

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
        choices=automatic([(key, CATALOGUE[key].label) for key in RANKED]),
        default=AUTOMATIC,
    ),
    chemistries.OPTION,
)

LABELS = dict(vocabulary.choices(vocabulary.CHEMISTRIES))
X_LABEL = "Year of the primary source"
ROOM = (288.15, 308.15)  # K; 15 to 35 °C
AT_ROOM_TEMPERATURE = ("ionic_conductivity", "electronic_conductivity")
MEASURED = ("measured", "derived from measurement", "not stated", "")
SURE_FROM = {"higher": ("=", ">", "≥", "up to"), "lower": ("=", "<", "≤", "up to")}

HOLLOW = {"-open": "suspect", "-open-dot": "in doubt"}
KEY = (
    "Diamonds are records, circles other values. A hollow diamond with a dot would be a record but is to be read with "
    "care, as its label says; the solid line leaves it out, the dotted one does not."
)


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
            chemistry="Mg",
            conditions={"current_density": PointCondition(low=50.0, high=50.0, printed="50 mA g⁻¹")},
            suspect=value == 300,
        )
        for number, (year, value) in enumerate(values)
    )


def build(
    points: Sequence[Point],
    *,
    ranked: str = AUTOMATIC,
    chemistry: str = chemistries.MAGNESIUM,
    range: str = RANGE.default,
) -> Drawing:
    """Values of the property `ranked` (in the unit of pages) by year; one better than all of earlier years is a record.

    Only values that are measured or derived from a measurement count; conductivities only at 15 to 35 °C; of potentials
    each scale has a panel. Of a range the less good end counts, of a bound its number where the value is at least as
    good. Suspect values are left out, but where no others were asked for; they are no records. chemistry: for
    magnesium, cells with a second salt are drawn and are no records either; of all together records are of
    one alone, magnesium where it is there. Raises NothingToDraw where nothing remains.
    """
    counted = Counter(point.property_key for point in points if not _why_not(point, CATALOGUE[point.property_key]))
    if ranked == AUTOMATIC:
        ranked = max(RANKED, key=lambda key: counted[key])
    entry = CATALOGUE[ranked]
    own = [point for point in points if point.property_key == ranked]  # another property was not asked for
    suspect_alone = bool(own) and all(point.suspect for point in own)
    drawn: dict[str, list[Drawn]] = {}
    reasons: list[str] = []
    for point in own:
        reason = _why_not(point, entry) or ("suspect" if point.suspect and not suspect_alone else "")
        if reason:
            reasons.append(reason)
        else:
            drawn.setdefault(panels.scale_of(point) if panels.has_scale(entry) else "", []).append(_place(point, entry))
    if not drawn:
        raise refuse(f"{entry.label.lower()} with a year", reasons)
    order = panels.scales_of(item.point for items in drawn.values() for item in items) if "" not in drawn else [""]
    of: str | None = chemistry
    if chemistry == chemistries.EVERY:
        every = [item.point for items in drawn.values() for item in items]
        of = chemistries.base_chemistry(every) if any(point.chemistry for point in every) else ""
    found = [_panel(drawn[one], entry, one, of, range) for one in order]
    return replace(
        panels.stacked(found),
        left_out=tally(reasons),
        note=_rule(entry, chemistry, of),
        y_label=axis_title(entry),
        tables=tuple(table for one in found for table in one.tables),
        chosen={"ranked": ranked},
    )


def _panel(drawn: list[Drawn], entry: Property, scale: str, of: str | None, show: str) -> Drawing:
    """Values of one potential scale; "" where the property has none. of: the battery chemistry of records."""
    competing = [item for item in drawn if not item.point.suspect and _competes(item.point, of)]
    every = _records(competing, entry)
    sound = _records([item for item in competing if not doubts(item.point)], entry)
    best = [*sound, *(item for item in every if item not in sound)]
    label = axis_title(entry) + (f", scale: {panels.in_words(scale)}" if scale else "")
    years = [item.x for item in drawn]
    own_axes = (axes.YEARS, axes.of_property(entry))
    log = entry.scale == "log"
    shown = limits.frame(drawn, y=limits.Along(own_axes[1], log=log, zero=not log), show=show)
    own = layout(
        X_LABEL,
        label,
        xaxis={"range": [min(years) - 1, max(years) + 1], "tickformat": "d", **_ticks(years)},
        yaxis=_axis(shown.inside, entry),
        showlegend=True,
    )
    return Drawing(
        {"data": _traces(drawn, sound, every, entry, shown.inside), "layout": shown.applied(own)},
        tuple(drawn),
        (),
        X_LABEL,
        label,
        "",
        KEY,
        (_table(best, scale),) if best else (),
        axes=own_axes,
        outside=shown.outside,
    )


def _rule(entry: Property, asked: str, of: str | None) -> str:
    best = "greatest" if entry.better == "higher" else "least"
    words = [
        f"Rule: a record is the {best} value up to the year of the paper that reports it first",
        "measured, or derived from a measurement",
    ]
    if asked == chemistries.MAGNESIUM:
        words.append("of magnesium alone or of no stated chemistry; cells with a second salt are shown and marked")
    elif of is None:
        words.append("of one battery chemistry; the values drawn are of several, so none is a record")
    elif asked == chemistries.EVERY and of:
        words.append(f"of the battery chemistry {LABELS[of]} or of no stated one; others are shown and are no records")
    elif of:
        words.append(f"of the battery chemistry {LABELS[of]}")
    if entry.key in AT_ROOM_TEMPERATURE:
        words.append("at 15 to 35 °C")
    return (
        f"{', '.join(words)}. Of a range the less good end counts. Suspect values do not count. "
        "Other conditions differ from point to point."
    )


def _competes(point: Point, of: str | None) -> bool:
    """Whether a value may be a record: unlike chemistries have none in common."""
    return of is not None and point.chemistry in ({chemistries.MAGNESIUM: "Mg"}.get(of, of), "")


def doubts(point: Point) -> list[str]:
    """Why a value that is not suspect is read with caution: flags, what is not plausible, a chemistry not stated."""
    found = [point.doubt] if point.doubt else []
    if point.quantity is not None:
        judged = judge_quantity(CATALOGUE[point.property_key], point.quantity)
        found += [judged.reason] if isinstance(judged, Refusal) else [str(doubt) for doubt in judged.doubts]
    if chemistries.lacks_chemistry(point):
        found.append("The battery chemistry is not stated.")
    return found


def _why_not(point: Point, entry: Property) -> str:
    """Why `point` does not count; empty when it does."""
    if point.quantity is None:
        return "without a number"
    if point.year is None:
        return "without a year"
    if point.origin not in MEASURED:
        return f"not measured ({point.origin})"
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
    text = format_text(shown, entry.display_unit)
    if panels.has_scale(entry):
        text += panels.behind(panels.scale_of(point))
    return Drawn(point, float(point.year), y, str(point.year), text)


def _records(drawn: Sequence[Drawn], entry: Property) -> list[Drawn]:
    """The best of each year that beats all of earlier years; of equal ones the first by id."""
    sign = 1 if entry.better == "higher" else -1
    found: list[Drawn] = []
    for item in sorted(drawn, key=lambda item: (item.x, -sign * item.y, item.point.id)):
        if not found or sign * item.y > sign * found[-1].y:
            found.append(item)
    return found


def _ticks(years: Sequence[float]) -> dict[str, Any]:
    return {"dtick": 1} if max(years) - min(years) < 8 else {}


def _axis(drawn: Sequence[Drawn], entry: Property) -> dict[str, Any]:
    if entry.scale == "log":
        return log_axis([item.y for item in drawn])
    return {"rangemode": "tozero"}


def _traces(
    drawn: Sequence[Drawn], sound: Sequence[Drawn], every: Sequence[Drawn], entry: Property, inside: Sequence[Drawn]
) -> list[dict[str, Any]]:
    """All values in grey, and over them the records with their names and the stairs between them.

    sound: records among the values that nothing is to be said against; every: among all.
    """
    best = [*sound, *(item for item in every if item not in sound)]
    others = plain_first(item for item in drawn if item not in best)
    data = []
    if others:
        data.append(_marks(others, MUTED, "muted", "circle", 7) | {"name": "reported", "mode": "markers"})
    last = max(item.x for item in drawn)
    if list(every) != list(sound):
        data.append(_stair(every, last, "dot") | {"name": "with values to be read with caution"})
    if sound:
        data.append(_stair(sound, last, "solid") | {"name": "best up to the year"})
    if best:
        marks = _marks(best, ACCENT, 0, "diamond", 11) | {"name": "record"}
        # those in doubt first to their labels: the picture must not be without the word
        named = sorted((item for item in best if item in inside), key=lambda item: (not doubts(item.point), -item.x))
        marks |= labels(best, named, inside, log_y=entry.scale == "log", say=_label)
        data.append(marks)
    return data


def _stair(records: Sequence[Drawn], last: float, dash: str) -> dict[str, Any]:
    """The record of each year, up to the year `last`."""
    steps = [*records, records[-1]]
    return {
        "type": "scatter", "mode": "lines", "x": [*(i.x for i in records), last], "y": [i.y for i in steps],
        "line": {"color": ACCENT, "width": 1.5, "shape": "hv", "dash": dash}, "hoverinfo": "skip",
        "meta": {"colour": 0},
    }  # fmt: skip


def _label(item: Drawn) -> str:
    return short(item.point.name) + (" (in doubt)" if doubts(item.point) else "")


def _symbol(shape: str, item: Drawn) -> str:
    if item.point.suspect:
        return f"{shape}-open"
    return f"{shape}-open-dot" if shape == "diamond" and doubts(item.point) else shape


def _marks(items: Sequence[Drawn], colour: str, place: int | str, shape: str, size: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [item.x for item in items],
        "y": [item.y for item in items],
        "marker": {
            "color": colour, "size": size, "line": {"width": 1.5, "color": colour},
            "symbol": [_symbol(shape, item) for item in items],
        },
        "customdata": [[item.point.id, item.point.url] for item in items],
        "hovertext": [hover(item.point, f"{item.y_text} ({item.x_text})") for item in items],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "meta": {"colour": place, "symbol": shape},
    }  # fmt: skip


def _table(best: Sequence[Drawn], scale: str) -> ResultTable:
    """The records with what is to be said against them."""
    rows = [
        (item.x_text, item.point.name, item.y_text, stated(item.point), " ".join(doubts(item.point)) or "–",
         item.point.source)
        for item in sorted(best, key=lambda item: (item.x, item.point.id))
    ]  # fmt: skip
    title = "Records" + (f", scale {panels.in_words(scale)}" if scale else "")
    return ResultTable(title, ("Year", "Material", "Value", "Conditions", "Read with caution", "Source"), tuple(rows))
