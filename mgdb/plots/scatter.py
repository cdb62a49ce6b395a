"""Property against property: two properties of one specimen, for every specimen that has both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

from mgdb.science.properties import PROPERTIES as CATALOGUE
from mgdb.science.properties import Property
from mgdb.science.quantity import Quantity, number_text
from mgdb.science.vocabulary import CHEMISTRIES, label

from . import axes, limits, panels
from .model import AUTOMATIC, RANGE, Drawing, Drawn, Option, Point, automatic, tally
from .pairing import Pairing, correlation_of, pairings_of
from .style import MUTED, PALETTE, class_look, escape, layout
from .traces import (
    MANY,
    SHAPES,
    axis_title,
    grouped,
    hover,
    labels,
    log_axis,
    plain_first,
    refuse,
)

SLUG = "scatter"
TITLE = "Property against property"
DESCRIPTION = "Two properties of one specimen, for every specimen that has both under like conditions."
PROPERTIES = tuple(key for key, entry in CATALOGUE.items() if entry.kind == "number")
CHOICES = automatic([(key, CATALOGUE[key].label) for key in PROPERTIES])
FEWEST = 2  # properties: one along each axis
OPTIONS = (
    Option(key="x", label="x axis", choices=CHOICES, default=AUTOMATIC),
    Option(key="y", label="y axis", choices=CHOICES, default=AUTOMATIC),
    Option(
        key="colour",
        label="Colour by",
        choices=(
            ("structure_family", "structure family"),
            ("electrolyte_class", "electrolyte measured in"),
            ("chemistry", "battery chemistry"),
            ("role", "role"),
            ("origin", "data type"),
            ("ion", "charge carrier"),
            ("method", "method"),
            ("electrolyte", "electrolyte"),
            ("source", "source"),
        ),
        default="structure_family",
    ),
    Option(key="at_celsius", label="Temperature for transport properties", unit="°C", low=-200.0, high=2000.0),
)
DEFAULT = ("interlayer_spacing", "specific_capacity")  # where nothing can be drawn
CANDIDATES = 15  # pairs of properties that most specimens have both of, tried for the points that they give
NEAR, ZERO = 5.0, 273.15  # K: a value measured this near to the temperature asked for is taken as measured there

OTHERS = "others"
FEW = 24
NOTE = (
    "A point is a specimen under one set of conditions: ion, battery chemistry, electrolyte and whatever else is "
    "stated of both values is the same, numbers within the tolerance of comparisons. Several values of all the same "
    "conditions stand at their median, with bars to the least and the greatest."
)
SCALES = "Potentials on different scales have panels of their own."

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
    x: str = AUTOMATIC,
    y: str = AUTOMATIC,
    colour: str = "structure_family",
    at_celsius: float | None = None,
    range: str = RANGE.default,
) -> Drawing:
    """The property `y` against the property `x`, each in the unit of pages, logarithmic where the catalogue says so.

    colour: the attribute of a point that its colour and shape tell, of many values the most frequent. at_celsius:
    of properties that need a temperature only values within NEAR of this one (°C) are taken; None takes all. x, y:
    a property, or AUTOMATIC for those that show most specimens. The note states the number of specimens and
    Spearman's rank correlation over those under like conditions, suspect values and bounds left out. Raises
    NothingToDraw for a property against itself, and where no specimen has both.
    """
    x, y = _most(points, x, y)
    across, up = CATALOGUE[x], CATALOGUE[y]
    if x == y:
        raise refuse(f"{across.label.lower()} against itself", [])
    own, reasons = _taken(points, x, y, at_celsius)
    pairings, alone, unlike = pairings_of(own, x, y)
    other = {x: up.label.lower(), y: across.label.lower()}
    of = {key: f"of {CATALOGUE[key].label.lower()} whose specimen has" for key in (x, y)}
    reasons += [f"{of[p.property_key]} no {other[p.property_key]}" for p in alone]
    reasons += [f"{of[p.property_key]} {other[p.property_key]} under other conditions only" for p in unlike]
    if not pairings:
        raise refuse(f"{up.label.lower()} beside {across.label.lower()} of one specimen", reasons)
    counted = Counter(pairing.scales for pairing in pairings)
    order = sorted(counted, key=lambda scales: ("not_stated" in scales, -counted[scales], scales))
    found = [_panel([p for p in pairings if p.scales == scales], scales, colour, range) for scales in order]
    note = f"{correlation_of(pairings) if len(found) == 1 else SCALES} {NOTE}"
    if at_celsius is not None and (dependent := [one.label.lower() for one in (across, up) if _needs(one)]):
        note += (
            f" Only values within {NEAR:g} K of {number_text(at_celsius, '°C')} count for {' and '.join(dependent)}."
        )
    titles = axis_title(across), axis_title(up)
    return replace(
        panels.stacked(found),
        left_out=tally(reasons),
        note=note,
        x_label=titles[0],
        y_label=titles[1],
        chosen={"x": x, "y": y},
        counted=("point", "points"),
    )


def number(
    points: Sequence[Point], *, x: str = AUTOMATIC, y: str = AUTOMATIC, at_celsius: float | None = None, **_: Any
) -> int:
    """How many points `build` would draw of these, by the same rules; what has no figure takes a twentieth of its
    time."""
    x, y = _most(points, x, y)
    return len(pairings_of(_taken(points, x, y, at_celsius)[0], x, y)[0]) if x != y else 0


def _taken(points: Sequence[Point], x: str, y: str, at_celsius: float | None) -> tuple[list[Point], list[str]]:
    """The points of the two properties that can stand in the plot, and why others cannot."""
    own: list[Point] = []
    reasons: list[str] = []
    for point in points:
        if point.property_key not in (x, y):
            continue  # another property was not asked for
        entry = CATALOGUE[point.property_key]
        reason = _why_not(point, entry) or _why_not_at(point, entry, at_celsius)
        if reason:
            reasons.append(reason)
        else:
            own.append(point)
    return own, reasons


def _panel(pairings: Sequence[Pairing], scales: tuple[str, str], colour: str, show: str) -> Drawing:
    """Pairings of which each property is on one potential scale, where it has one."""
    entries = [CATALOGUE[side.point.property_key] for side in (pairings[0].across, pairings[0].up)]
    drawn = tuple(_place(pairing, *entries) for pairing in pairings)
    own_axes = [axes.of_property(entry) for entry in entries]
    ways = [limits.Along(axis, log=entry.scale == "log") for axis, entry in zip(own_axes, entries, strict=True)]
    shown = limits.frame(drawn, x=ways[0], y=ways[1], show=show)
    x_title, y_title = (
        axis_title(entry) + (f", scale: {panels.in_words(scale)}" if scale else "")
        for entry, scale in zip(entries, scales, strict=True)
    )
    own_layout = layout(
        x_title,
        y_title,
        xaxis=log_axis([item.x for item in shown.inside]) if entries[0].scale == "log" else {},
        yaxis=log_axis([item.y for item in shown.inside]) if entries[1].scale == "log" else {},
        showlegend=True,
    )
    figure = {"data": _traces(pairings, drawn, colour, shown.inside), "layout": shown.applied(own_layout)}
    return Drawing(figure, drawn, (), x_title, y_title, "", KEY, axes=tuple(own_axes), outside=shown.outside)


def _most(points: Sequence[Point], x: str, y: str) -> tuple[str, str]:
    """The properties of the axes, of which those that are left to the plot are chosen to show most specimens."""
    if AUTOMATIC not in (x, y):
        return x, y
    properties: dict[str, list[Point]] = {}
    for point in points:
        if not _why_not(point, CATALOGUE[point.property_key]):
            properties.setdefault(point.property_key, []).append(point)
    materials = {key: {point.material for point in own} for key, own in properties.items()}
    # what is of a cell comes first in the catalogue and goes up the axis; what the material has by itself, along it
    order = [key for key in PROPERTIES if key in properties]
    pairs = [
        (across, up)
        for across, up in permutations(order, 2)
        if x in (AUTOMATIC, across) and y in (AUTOMATIC, up)
        if (x, y) != (AUTOMATIC, AUTOMATIC) or order.index(up) < order.index(across)
    ]
    shared = sorted(pairs, key=lambda pair: -len(materials[pair[0]] & materials[pair[1]]))

    def shown(pair: tuple[str, str]) -> int:
        """Of how many specimens there would be a point."""
        pairings, _, _ = pairings_of([point for key in pair for point in properties[key]], *pair)
        return len({pairing.up.point.material for pairing in pairings})

    asked = (DEFAULT[0] if x == AUTOMATIC else x, DEFAULT[1] if y == AUTOMATIC else y)
    return max(shared[:CANDIDATES], key=shown, default=asked)


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


def _place(pairing: Pairing, across: Property, up: Property) -> Drawn:
    across_text, up_text = pairing.across.text(across.display_unit), pairing.up.text(up.display_unit)
    # the stroke of a marker tells the chemistry of the pair, be it stated of one of the two alone
    point = replace(pairing.up.point, chemistry=pairing.chemistry, suspect=pairing.suspect)
    return Drawn(point, pairing.across.place, pairing.up.place, across_text, up_text)


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
            "meta": {"colour": place, "symbol": shape},
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
    told: str = getattr(item.point, colour)
    if colour == "chemistry" and told:
        return label(CHEMISTRIES, told)
    return told or "not stated"


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
    return hover(item.point, *lines)
