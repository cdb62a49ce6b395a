"""How far the values of a property lie apart, like with like: lowest, highest, and a median where it says something."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from mgdb.compare import WITHOUT_CYCLES, context_of
from mgdb.presentation import TERMS_NOT_SHOWN, ConditionView, MeasurementView
from mgdb.science import properties, typeset, units
from mgdb.science.comparability import FEWEST, groups, have_a_median
from mgdb.science.conditions import CONDITIONS
from mgdb.science.markup import Html, escaped
from mgdb.science.properties import Property
from mgdb.science.quantity import Printed, Quantity, format_html, in_unit
from mgdb.science.representative import COMPUTED

ORDER = {key: place for place, key in enumerate(properties.PROPERTIES)}
MOST_NAMED = 12  # values that a row names; the list has all
MOST_DIGITS = 3
# what the row says in the words of its first column
SAID_OTHERWISE = ("test_step",)


@dataclass(frozen=True)
class Spread:
    """Values of one property that were obtained alike, sound ones alone, from the lowest to the highest.

    suspect: how many more there are that are probably wrong.
    """

    entry: Property
    values: tuple[MeasurementView, ...]
    suspect: tuple[MeasurementView, ...] = ()

    @property
    def first(self) -> MeasurementView:
        return (self.values or self.suspect)[0]

    @property
    def is_number(self) -> bool:
        return self.first.quantity is not None

    @property
    def count(self) -> int:
        return len(self.values)

    @property
    def lowest(self) -> MeasurementView | None:
        return self.values[0] if self.values else None

    @property
    def highest(self) -> MeasurementView | None:
        """The highest value, where that is another than the lowest."""
        if len(self.values) < 2:
            return None
        last = max(self.values, key=lambda one: _end(one.quantity, high=True))
        return last if last is not self.values[0] and last.text != self.values[0].text else None

    @property
    def ends(self) -> tuple[Html, Html]:
        """Where the values begin and where they end, the latter with the unit: of values that are ranges themselves
        their outer ends."""
        assert self.lowest is not None
        assert self.highest is not None
        return self._end(self.lowest, self.lowest.bare_html), self._end(self.highest, self.highest.html, high=True)

    def _end(self, value: MeasurementView, whole: Html, *, high: bool = False) -> Html:
        shown = value.quantity
        if shown is None or shown.range_kind == "order_of_magnitude" or None in (shown.low, shown.high):
            return whole
        if shown.low == shown.high:
            return whole
        unit, dimension = self.entry.display_unit, self.entry.dimension
        end = Quantity(
            value=shown.high if high else shown.low,
            approximate=shown.approximate,
            # those of the longest number of a range, which the other end need not have
            digits=shown.digits if dimension and units.shifts(unit, dimension) else 0,
        )
        found = in_unit(end, dimension, unit)
        return format_html(found, unit) if high else format_html(found)

    @property
    def named(self) -> tuple[MeasurementView, ...]:
        return self.values[:MOST_NAMED]

    @cached_property
    def median(self) -> Html | None:
        """The median with the digits of the least precise value, where it says something: of several papers."""
        papers = {one.source.id for one in self.values}
        if len(papers) < FEWEST or not have_a_median([context_of(one) for one in self.values]):
            return None
        quantities = [one.quantity for one in self.values if one.quantity is not None]
        numbers = [one.value for one in quantities if one.value is not None]
        known = [one.digits for one in quantities if one.digits]
        digits = max(min(known, default=MOST_DIGITS), 2)
        unit, dimension = self.entry.display_unit, self.entry.dimension
        middle = Quantity(
            value=float(f"{statistics.median(numbers):.{digits - 1}e}"),
            digits=digits if known and dimension and units.shifts(unit, dimension) else 0,
        )
        return format_html(in_unit(middle, dimension, unit), unit)

    @property
    def kind(self) -> list[Html]:
        """What the values have in common beside the property: step, origin, method, ion and chemistry."""
        first = self.first
        step = [dict(CONDITIONS["test_step"].choices).get(first.step, first.step)] if first.step else []
        words = [*step, *kind_in_words(self.values or self.suspect)]
        return [typeset.html(word) for word in dict.fromkeys(words)]

    @property
    def conditions(self) -> list[Html]:
        """The conditions of its values: one that all share, or from where to where."""
        wanted = [key for key in CONDITIONS if key in self._stated and key not in SAID_OTHERWISE and _tells(key)]
        said = (_condition(key, self.values or self.suspect) for key in wanted)
        return [one for one in said if one]

    @property
    def not_stated(self) -> list[str]:
        """What the property needs and none of the values states."""
        if self.first.origin_key in COMPUTED:
            return []
        without = {"cycle_number"} if self.first.step in WITHOUT_CYCLES else set()
        needed = [key for key in self.entry.needed_conditions if key in CONDITIONS and key not in without]
        return [CONDITIONS[key].label.lower() for key in needed if key not in self._stated]

    @cached_property
    def _stated(self) -> set[str]:
        return {one.key for row in self.values or self.suspect for one in row.reported}

    @property
    def specimens(self) -> int:
        return len({one.subject.id for one in self.values or self.suspect})


def kind_in_words(alike: Sequence[MeasurementView]) -> list[str]:
    """What values of one kind have in common: origin, method, ion, and a battery chemistry that is not magnesium's."""
    first = alike[0]
    words = ["data type not stated" if first.origin_key in TERMS_NOT_SHOWN else first.origin]
    methods = {one.method for one in alike if one.method_key not in TERMS_NOT_SHOWN}
    words += sorted(methods)[:2] if len(methods) < 3 else [f"{len(methods)} methods"]
    words += [first.ion] if first.ion_key not in TERMS_NOT_SHOWN else []
    return [*words, *([first.chemistry] if first.chemistry_key not in ("", "Mg") else [])]


def spreads_of(values: Iterable[MeasurementView]) -> list[Spread]:
    """The values by property, in the order of the catalogue, each in groups of those obtained alike: the largest first.

    A text has one group for each word; suspect values stand beside the sound ones of their group.
    """
    ordered = sorted(values, key=lambda one: (ORDER[one.property_key], one.id))
    found: list[Spread] = []
    for key, rows in groupby(ordered, key=lambda one: one.property_key):
        own = list(rows)
        numbers = [one for one in own if one.quantity is not None]
        contexts = [context_of(one) for one in numbers]
        parts = [[numbers[place] for place in group] for group in groups(contexts)]
        words: dict[str, list[MeasurementView]] = {}
        for one in own:
            if one.quantity is None:
                words.setdefault(one.text.casefold(), []).append(one)
        entry = properties.get(key)
        spreads = [_spread(entry, part) for part in (*parts, *words.values())]
        found += sorted(
            spreads, key=lambda one: (not one.is_number, -one.count, one.first.origin_key != "measured", one.first.id)
        )
    return found


def _spread(entry: Property, rows: Sequence[MeasurementView]) -> Spread:
    sound = sorted(
        (one for one in rows if not one.suspect),
        key=lambda one: (_end(one.quantity), one.id) if one.quantity else (0.0, one.id),
    )
    return Spread(entry, tuple(sound), tuple(one for one in rows if one.suspect))


def _end(quantity: Quantity | None, *, high: bool = False) -> float:
    """The end of a value by which it is the lowest or the highest of several; its only one where another is open."""
    if quantity is None:
        return 0.0
    if quantity.range_kind == "order_of_magnitude" and quantity.low and quantity.high:
        return math.sqrt(quantity.low * quantity.high)
    ends = (quantity.high, quantity.low) if high else (quantity.low, quantity.high)
    return next(end for end in ends if end is not None)


def _tells(key: str) -> bool:
    return CONDITIONS[key].relevance.is_compared


def _condition(key: str, rows: Sequence[MeasurementView]) -> Html:
    """One condition of several values: what all state, or the range of what some do."""
    entry = CONDITIONS[key]
    stated = [one for row in rows if (one := row.conditions.get(key)) is not None and one.status == "reported"]
    label = escaped(f"{entry.label.lower()} ")
    bare = entry.kind == "number" and entry.display_unit not in ("", "1")
    shown = _range(stated) if all(one.low is not None or one.high is not None for one in stated) else _words(stated)
    if not shown:
        return Html()
    some = escaped(f" ({len(stated)} of {len(rows)})") if len(stated) < len(rows) else Html()
    return Html(f"{Html() if bare else label}{shown}{some}")


def _range(stated: Sequence[ConditionView]) -> Html:
    first = stated[0]
    if all((one.low, one.high) == (first.low, first.high) for one in stated):
        return first.html
    entry = first.entry
    ends = [Printed(end, one.digits) for one in stated for end in (one.low, one.high) if end is not None]
    low, high = min(ends, key=lambda end: end.value), max(ends, key=lambda end: end.value)
    between = Quantity(
        low=low.value, high=high.value, range_kind="interval", digits=max(low.digits, high.digits), members=(low, high)
    )
    return format_html(in_unit(between, entry.dimension, entry.display_unit), entry.display_unit)


def _words(stated: Sequence[ConditionView]) -> Html:
    words = dict.fromkeys(one.html for one in stated)
    return Html("; ".join(words)) if len(words) <= 2 else escaped(f"{len(words)} different")
