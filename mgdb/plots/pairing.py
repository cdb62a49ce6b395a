"""Two properties of one specimen, brought together only where they were obtained alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import correlation, median

from mgdb.science.properties import PROPERTIES as CATALOGUE
from mgdb.science.quantity import Quantity, format_text, in_unit, number_text

from . import likeness, panels
from .model import Point
from .traces import centre

LEAST_FOR_RANK = 5  # specimens; fewer can line up by chance too easily to be worth a number


@dataclass(frozen=True, slots=True)
class Position:
    """The values of one property of one specimen under one set of conditions, in the unit of pages."""

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

    @property
    def scale(self) -> str:
        """The potential scale that it is on; "" for a property that has none."""
        return panels.scale_of(self.point) if panels.has_scale(CATALOGUE[self.point.property_key]) else ""

    def text(self, unit: str) -> str:
        behind = panels.behind(self.scale) if self.scale else ""
        if len(self.quantities) == 1:
            return format_text(self.quantities[0], unit) + behind
        low, high = self.ends
        return f"{number_text(self.place, unit)}{behind} (median of {len(self.quantities)}, {low:g} to {high:g})"


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

    @property
    def scales(self) -> tuple[str, str]:
        return self.across.scale, self.up.scale

    @property
    def chemistry(self) -> str:
        return self.up.point.chemistry or self.across.point.chemistry


def pairings_of(points: Sequence[Point], x: str, y: str) -> tuple[list[Pairing], list[Point], list[Point]]:
    """The positions of each specimen that go together; the points of specimens that lack one of the two properties; and
    those of specimens that have both, but under other conditions."""
    pairings: list[Pairing] = []
    alone: list[Point] = []
    unlike: list[Point] = []
    ordered = sorted(points, key=lambda point: point.material)
    for _, found in groupby(ordered, key=lambda point: point.material):
        own = list(found)
        sides = [_positions([point for point in own if point.property_key == key]) for key in (x, y)]
        together = [
            Pairing(one, other)
            for one in sides[0]
            for other in sides[1]
            if not likeness.contradict(one.point, other.point)
        ]
        used = {point.id for pairing in together for side in (pairing.across, pairing.up) for point in side.points}
        pairings += together
        rest = [point for point in own if point.id not in used and not _gives_way(point, sides)]
        (unlike if all(sides) else alone).extend(rest)
    return pairings, alone, unlike


def _gives_way(point: Point, sides: Sequence[Sequence[Position]]) -> bool:
    """Whether a suspect value stands behind sound ones that say the same thing."""
    return point.suspect and any(
        point not in position.points and likeness.is_repeat(position.point, point)
        for side in sides
        for position in side
        if position.point.property_key == point.property_key
    )


def _positions(points: Sequence[Point]) -> list[Position]:
    """`points` of one property and specimen, those of one cell and paper together that repeat each other; suspect ones
    only where no other does."""
    found = []
    for group in likeness.gathered(points, lambda one, other: one.run == other.run and likeness.is_repeat(one, other)):
        sound = [point for point in group if not point.suspect] or group
        quantities = []
        for point in sound:
            if point.quantity:
                entry = CATALOGUE[point.property_key]
                quantities.append(in_unit(point.quantity, entry.dimension, entry.display_unit))
        found.append(Position(tuple(sound), tuple(quantities)))
    return found


def correlation_of(pairings: Sequence[Pairing]) -> str:
    """How many specimens, and Spearman's rank correlation over those measured under like conditions, one point each.

    Of a specimen with several conditions the one counts under which most specimens were measured.
    """
    specimens = len({pairing.up.point.material for pairing in pairings})
    counted = "1 specimen" if specimens == 1 else f"{specimens} specimens"
    if specimens < len(pairings):
        counted += f", {len(pairings)} points"
    ranked = max(_alike([pairing for pairing in pairings if pairing.ranked]), key=len, default=[])
    if len(ranked) < LEAST_FOR_RANK:
        return f"{counted}; no rank correlation from fewer than {LEAST_FOR_RANK} specimens under like conditions."
    xs, ys = [pairing.across.place for pairing in ranked], [pairing.up.place for pairing in ranked]
    if len(set(xs)) == 1 or len(set(ys)) == 1:
        return f"{counted}; no rank correlation, since one of the properties is the same in all."
    value = f"{correlation(_ranks(xs), _ranks(ys)):+.2f}".replace("-", "−")
    return f"{counted}; Spearman's rank correlation ρ = {value} over {len(ranked)} specimens under like conditions."


def _alike(pairings: Sequence[Pairing]) -> list[list[Pairing]]:
    """Groups of `pairings` of different specimens, each obtained as the first of its group."""
    groups: list[list[Pairing]] = []
    for pairing in pairings:
        for group in groups:
            first = group[0]
            if (
                all(one.up.point.material != pairing.up.point.material for one in group)
                and likeness.is_repeat(first.up.point, pairing.up.point)
                and likeness.is_repeat(first.across.point, pairing.across.point)
            ):
                group.append(pairing)
                break
        else:
            groups.append([pairing])
    return groups


def _ranks(values: Sequence[float]) -> list[float]:
    """The rank of each value, equal ones sharing the mean of theirs, as Spearman's correlation asks for."""
    ordered = sorted(values)
    return [ordered.index(value) + (ordered.count(value) + 1) / 2 for value in values]
