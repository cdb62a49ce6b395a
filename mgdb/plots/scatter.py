"""Property against property: two properties of one specimen, for every specimen that has both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import correlation, median
from typing import Any

from mgdb.science.properties import PROPERTIES as CATALOGUE
from mgdb.science.properties import Property
from mgdb.science.quantity import Quantity, format_text, in_unit, number_text

from . import axes, limits
from .model import RANGE, Drawing, Drawn, Option, Point, tally
from .style import MUTED, PALETTE, class_look, escape, layout
from .traces import (
    MANY,
    SHAPES,
    axis_title,
    centre,
    grouped,
    hover,
    labels,
    log_axis,
    plain_first,
    refuse,
)

SLUG = "scatter"
TITLE = "Property against property"
DESCRIPTION = "Two properties of one specimen, for every specimen that has both."
PROPERTIES = tuple(key for key, entry in CATALOGUE.items() if entry.kind == "number")
CHOICES = tuple((key, CATALOGUE[key].label) for key in PROPERTIES)
OPTIONS = (
    Option(key="x", label="Across", choices=CHOICES, default="interlayer_spacing"),
    Option(key="y", label="Up", choices=CHOICES, default="specific_capacity"),
    Option(
        key="colour",
        label="Colour by",
        choices=(
            ("structure_family", "structure family"),
            ("electrolyte_class", "electrolyte measured in"),
            ("role", "role"),
            ("origin", "origin"),
            ("ion", "ion"),
            ("method", "method"),
            ("electrolyte", "electrolyte"),
            ("source", "source"),
        ),
        default="structure_family",
    ),
    Option(key="at_celsius", label="Conductivities and the like at", unit="°C", low=-200.0, high=2000.0),
)
NEAR, ZERO = 5.0, 273.15  # K: a value measured this near to the temperature asked for is taken as measured there

OTHERS = "others"
NOT_STATED = ("", "not stated", "not applicable")
LEAST_FOR_RANK = 5  # specimens; fewer can line up by chance too easily to be worth a number
FEW = 24
NOTE = (
    "A point is a specimen; of several values of a property, alike in ion, origin and method, it stands at the median, "
    "with bars to the least and the greatest. Values claimed for different ions are not brought together."
)


@dataclass(frozen=True, slots=True)
class Position:
    """The values of one property of one specimen that are alike in ion, origin and method, in the unit of pages."""

    points: tuple[Point, ...]
    quantities: tuple[Quantity, ...]

    @property
    def point(self) -> Point:
        return self.points[0]

    @property
    def place(self) -> float:
        """The median of the values; a range counts with its middle, on a logarithmic axis the geometric one."""
        log = CATALOGUE[self.point.property_key].scale == "log"
        return median(centre(quantity, log=log) for quantity in self.quantities)

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest number among the values."""
        numbers = [end for quantity in self.quantities for end in (quantity.low, quantity.high) if end is not None]
        return min(numbers), max(numbers)

    @property
    def suspect(self) -> bool:
        return all(point.suspect for point in self.points)

    @property
    def bounded(self) -> bool:
        """Whether all that is known are bounds, which have no rank."""
        return all(quantity.bound not in ("=", "up to") for quantity in self.quantities)

    def text(self, unit: str) -> str:
        if len(self.quantities) == 1:
            return format_text(self.quantities[0], unit)
        low, high = self.ends
        return f"{number_text(self.place, unit)} (median of {len(self.quantities)}, {low:g} to {high:g})"


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two positions of one specimen, which make a point."""

    across: Position
    up: Position

    @property
    def suspect(self) -> bool:
        return self.across.suspect or self.up.suspect

    @property
    def ranked(self) -> bool:
        return not (self.suspect or self.across.bounded or self.up.bounded)


KEY = "Shape and colour tell what the colour is chosen by; hollow marks a suspect value, a triangle a bound."


def sample() -> tuple[Point, ...]:
    """Two properties of five specimens, ten values; one specimen is suspect."""
    values = (
        ("bulk V₂O₅", 4.4, 60),
        ("V₂O₅·nH₂O", 11.5, 150),
        ("PA-VOPO₄", 14.2, 310),
        ("VS₂", 5.8, 110),
        ("MoS₂/G", 11.0, 230),
    )
    return tuple(
        Point(
            id=f"{key}-{number}",
            property_key=key,
            quantity=Quantity(value=float(value)),
            material=name,
            name=name,
            structure_family="layered",
            ion="Mg²⁺" if key == "specific_capacity" else "not applicable",
            suspect=name == "VS₂" and key == "interlayer_spacing",
        )
        for number, (name, spacing, capacity) in enumerate(values)
        for key, value in (("interlayer_spacing", spacing), ("specific_capacity", capacity))
    )


def build(
    points: Sequence[Point],
    *,
    x: str = "interlayer_spacing",
    y: str = "specific_capacity",
    colour: str = "structure_family",
    at_celsius: float | None = None,
    range: str = RANGE.default,
) -> Drawing:
    """The property `y` against the property `x`, each in the unit of pages, logarithmic where the catalogue says so.

    colour: the attribute of a point that its colour and shape tell, of many values the most frequent. at_celsius: of
    properties that need a temperature only values within NEAR of this one (°C) are taken; None takes all. The note
    states the number of specimens and Spearman's rank correlation over them, suspect values and bounds left out, from
    LEAST_FOR_RANK specimens on. Raises NothingToDraw for a property against itself, and where no specimen has both.
    """
    across, up = CATALOGUE[x], CATALOGUE[y]
    if x == y:
        raise refuse(f"{across.label.lower()} against itself", [])
    reasons: list[str] = []
    own: list[Point] = []
    for point in points:
        if point.property_key not in (x, y):
            continue  # another property was not asked for
        entry = CATALOGUE[point.property_key]
        reason = _why_not(point, entry) or _why_not_at(point, entry, at_celsius)
        if reason:
            reasons.append(reason)
        else:
            own.append(point)
    pairings, alone = _pairings(own, x, y)
    other = {x: up.label.lower(), y: across.label.lower()}
    reasons += [
        f"of {CATALOGUE[p.property_key].label.lower()} whose specimen has no {other[p.property_key]} for the same ion"
        for p in alone
    ]
    if not pairings:
        raise refuse(f"{up.label.lower()} beside {across.label.lower()} of one specimen", reasons)
    drawn = tuple(_place(pairing, across, up) for pairing in pairings)
    own_axes = (axes.of_property(across), axes.of_property(up))
    ways = [limits.Along(axis, log=one.scale == "log") for axis, one in zip(own_axes, (across, up), strict=True)]
    shown = limits.frame(drawn, x=ways[0], y=ways[1], show=range)
    own_layout = layout(
        axis_title(across),
        axis_title(up),
        xaxis=log_axis([item.x for item in shown.inside]) if across.scale == "log" else {},
        yaxis=log_axis([item.y for item in shown.inside]) if up.scale == "log" else {},
        showlegend=True,
    )
    figure = {"data": _traces(pairings, drawn, colour, shown.inside), "layout": shown.applied(own_layout)}
    note = f"{_correlation(pairings)} {NOTE}"
    if at_celsius is not None and (dependent := [one.label.lower() for one in (across, up) if _needs(one)]):
        note += (
            f" Only values within {NEAR:g} K of {number_text(at_celsius, '°C')} count for {' and '.join(dependent)}."
        )
    titles = axis_title(across), axis_title(up)
    return Drawing(figure, drawn, tally(reasons), *titles, note, KEY, axes=own_axes, outside=shown.outside)


def _why_not(point: Point, entry: Property) -> str:
    """Why `point` cannot stand in this plot; empty when it can."""
    if point.curve:
        return "of digitised curves, which have no one value of a specimen"
    if point.quantity is None:
        return "without a number"
    ends = (point.quantity.low, point.quantity.high)
    if entry.scale == "log" and any(end is not None and end <= 0 for end in ends):
        return "at or below zero, which a logarithmic axis cannot show"
    return ""


def _needs(entry: Property) -> bool:
    """Whether the property is thermally activated, so that a value says little without its temperature.

    These change by orders of magnitude and stand on logarithmic axes; a transference number changes far less.
    """
    return "temperature" in entry.needed_conditions and entry.scale == "log"


def _why_not_at(point: Point, entry: Property, at_celsius: float | None) -> str:
    """Why `point` is no value at a temperature (°C); empty when it is, and where no temperature matters."""
    if at_celsius is None or not _needs(entry):
        return ""
    kelvin = point.condition("temperature")
    if kelvin is None:
        return "without a single temperature"
    return "" if abs(kelvin - at_celsius - ZERO) <= NEAR else f"not within {NEAR:g} K of the temperature asked for"


def _pairings(points: Sequence[Point], x: str, y: str) -> tuple[list[Pairing], list[Point]]:
    """The positions of each specimen that go together, and the points of specimens that lack one of the two."""
    pairings: list[Pairing] = []
    alone: list[Point] = []
    ordered = sorted(points, key=lambda point: point.material)
    for _, found in groupby(ordered, key=lambda point: point.material):
        own = list(found)
        sides = [_positions([point for point in own if point.property_key == key]) for key in (x, y)]
        together = [
            Pairing(one, other) for one in sides[0] for other in sides[1] if _agree(one.point.ion, other.point.ion)
        ]
        used = {point.id for pairing in together for side in (pairing.across, pairing.up) for point in side.points}
        pairings += together
        alone += [point for point in own if point.id not in used]
    return pairings, alone


def _positions(points: Sequence[Point]) -> list[Position]:
    """`points` of one property and specimen, those together that are alike; suspect ones only where no other is."""

    def context(point: Point) -> tuple[str, str, str]:
        return point.ion, point.origin, point.method

    found = []
    for _, group in groupby(sorted(points, key=context), key=context):
        alike = list(group)
        sound = [point for point in alike if not point.suspect] or alike
        quantities = []
        for point in sound:
            if point.quantity:
                entry = CATALOGUE[point.property_key]
                quantities.append(in_unit(point.quantity, entry.dimension, entry.display_unit))
        found.append(Position(tuple(sound), tuple(quantities)))
    return found


def _agree(one: str, other: str) -> bool:
    """Whether two ions do not contradict each other."""
    return one in NOT_STATED or other in NOT_STATED or one == other


def _place(pairing: Pairing, across: Property, up: Property) -> Drawn:
    across_text, up_text = pairing.across.text(across.display_unit), pairing.up.text(up.display_unit)
    return Drawn(pairing.up.point, pairing.across.place, pairing.up.place, across_text, up_text)


def _correlation(pairings: Sequence[Pairing]) -> str:
    """How many specimens, and Spearman's rank correlation over the medians of those that have one pair of values."""
    specimens = len({pairing.up.point.material for pairing in pairings})
    counted = "1 specimen" if specimens == 1 else f"{specimens} specimens"
    ranked = [pairing for pairing in pairings if pairing.ranked]
    several = len(ranked) > len({pairing.up.point.material for pairing in ranked})
    if len({pairing.up.point.material for pairing in ranked}) < LEAST_FOR_RANK:
        return f"{counted}; no rank correlation from fewer than {LEAST_FOR_RANK} specimens with sound values."
    xs, ys = [pairing.across.place for pairing in ranked], [pairing.up.place for pairing in ranked]
    if len(set(xs)) == 1 or len(set(ys)) == 1:
        return f"{counted}; no rank correlation, since one of the properties is the same in all."
    rho = correlation(_ranks(xs), _ranks(ys))
    again = ", some specimens with several points" if several else ""
    value = f"{rho:+.2f}".replace("-", "−")
    return f"{counted}; Spearman's rank correlation ρ = {value} over {len(ranked)} points{again}."


def _ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value, equal ones sharing the mean of theirs, as Spearman's correlation asks for."""
    ordered = sorted(values)
    return [ordered.index(value) + (ordered.count(value) + 1) / 2 for value in values]


def _symbol(pairing: Pairing, shape: str) -> str:
    """A triangle that points where a bound leaves the value, else `shape`; hollow where a value is suspect."""
    for position, up, down in ((pairing.up, "up", "down"), (pairing.across, "right", "left")):
        if position.bounded:
            shape = f"triangle-{up if position.quantities[0].bound in ('>', '≥') else down}"
            break
    return shape + ("-open" if pairing.suspect else "")


def _traces(
    pairings: Sequence[Pairing], drawn: Sequence[Drawn], colour: str, inside: Sequence[Drawn]
) -> list[dict[str, Any]]:
    """A colour and a shape for each value of the attribute `colour`; hollow where one of the two values is suspect."""
    pairing_of = {id(item): pairing for item, pairing in zip(drawn, pairings, strict=True)}
    data = []
    sides = (pairings[0].across, pairings[0].up)
    logs = [CATALOGUE[side.point.property_key].scale == "log" for side in sides]
    named = _commonest(drawn, colour)
    for number, (name, own) in enumerate(
        grouped(plain_first(drawn), lambda item: named.get(_told(item, colour), OTHERS)).items()
    ):
        place: int | str = number % MANY
        shape, hexadecimal = SHAPES[number % MANY], PALETTE[number % MANY]
        if name == OTHERS:
            place, hexadecimal = "muted", MUTED
        if colour == "electrolyte_class":
            place, shape, hexadecimal = class_look(name)  # alike in every plot
        found = [pairing_of[id(item)] for item in own]
        trace: dict[str, Any] = {
            "type": "scatter", "mode": "markers", "name": escape(name),
            "x": [item.x for item in own], "y": [item.y for item in own],
            "marker": {
                "color": hexadecimal, "size": 9, "line": {"width": 1.5, "color": hexadecimal},
                "symbol": [_symbol(pairing, shape) for pairing in found],
            },
            "customdata": [[item.point.id, item.point.url] for item in own],
            "hovertext": [_say(item, pairing) for item, pairing in zip(own, found, strict=True)],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "meta": {"colour": place},
        }  # fmt: skip
        for side, places in (("x", [p.across for p in found]), ("y", [p.up for p in found])):
            if any(position.ends[0] < position.ends[1] for position in places):
                trace[f"error_{side}"] = {
                    "type": "data", "symmetric": False, "thickness": 1,
                    "array": [position.ends[1] - position.place for position in places],
                    "arrayminus": [position.place - position.ends[0] for position in places],
                }  # fmt: skip
        if len(drawn) <= FEW:
            trace |= labels(own, inside, inside, log_x=logs[0], log_y=logs[1])
        data.append(trace)
    return data


def _told(item: Drawn, colour: str) -> str:
    return getattr(item.point, colour) or "not stated"


def _commonest(drawn: Sequence[Drawn], colour: str) -> dict[str, str]:
    """The values of the attribute `colour` that get a colour of their own: all while there are few, else the commonest.

    Classes of electrolytes always do: their colours and shapes are those of every plot.
    """
    counted = Counter(_told(item, colour) for item in drawn)
    few = len(counted) <= MANY or colour == "electrolyte_class"
    return {name: name for name, _ in (counted.most_common() if few else counted.most_common(MANY - 1))}


def _say(item: Drawn, pairing: Pairing) -> str:
    across, up = CATALOGUE[pairing.across.point.property_key], CATALOGUE[pairing.up.point.property_key]
    lines = [f"{across.label}: {item.x_text}", f"{up.label}: {item.y_text}"]
    if pairing.across.point.source != pairing.up.point.source and pairing.across.point.source:
        lines.append(f"{across.label} from {pairing.across.point.source}")
    if len(pairing.up.points) > 1:
        return "<br>".join(
            [f"<b>{escape(item.point.name)}</b>", *map(escape, lines), "conditions differ", escape(item.point.source)]
        )
    return hover(item.point, *lines)
