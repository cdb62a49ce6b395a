"""Ends of a range that a query asks for, as people type them, and the interval between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from mgdb.science import conditions, properties, quantity, units
from mgdb.science.judgement import Doubt, Reading, Refusal, judge_limit

from .errors import ParameterProblem, exchanged
from .params import Params
from .values import interval_overlaps

Entry = properties.Property | conditions.Condition


def unit_problems(name: str, unit: str, dimension: str) -> Iterator[ParameterProblem]:
    """A problem when `unit` is none of `dimension`."""
    try:
        units.to_canonical(1.0, unit, dimension)
    except units.UnitError:
        accepted = units.DIMENSIONS[dimension].accepted
        reason = f"{unit} does not fit; choose from {', '.join(accepted)}."
        yield ParameterProblem(name, unit, reason, accepted)


def number_in_words(number: float) -> str:
    """“0.5”, “1 × 10⁻⁵”: as typeset, without loss."""
    plain = f"{number:.15g}"
    return plain if "e" not in plain else quantity.format_text(quantity.Quantity(value=number)).replace("\u202f", " ")


@dataclass(frozen=True)
class Limit:
    """One end of a range: the number as typed with its unit (empty: none is known), and in the canonical unit."""

    number: float
    unit: str
    canonical: float
    doubts: tuple[Doubt, ...] = ()

    def __str__(self) -> str:
        return f"{number_in_words(self.number)} {self.unit}".removesuffix(" 1").rstrip()


def read_limit(entries: Sequence[Entry], typed: str, unit: str) -> Limit | Refusal:
    """`typed` as a limit of `entries`, of one dimension: what one of them can have is none too much for the query.

    `unit` is for a number that has none of its own. Without an entry a number says nothing: in another unit it is
    another one.
    """
    if not entries:
        way_out = "add property=… (one, or several of one dimension)"
        reason = f"“{typed}” of what? The numbers of properties have different units: {way_out}."
        return Refusal("unreadable", "printed", reason)
    judged = [judge_limit(entry, typed, unit) for entry in entries]
    found = next((one for one in judged if isinstance(one, Reading)), judged[0])
    if isinstance(found, Refusal):
        return found
    assert found.canonical is not None
    assert found.canonical.value is not None
    stated = found.quantity.value if found.quantity is not None else None
    return Limit(found.canonical.value if stated is None else stated, found.unit, found.canonical.value, found.doubts)


@dataclass(frozen=True)
class Interval:
    """The parameters `<name>_min` and `<name>_max`; `unit` is asked for, for numbers that have none of their own.

    entries: what the numbers are of, all in one unit; none where that is not known. faults: why an end is missing.
    """

    name: str
    low: Limit | None
    high: Limit | None
    unit: str
    entries: tuple[Entry, ...]
    faults: tuple[ParameterProblem, ...] = field(default=())

    @classmethod
    def read(cls, params: Params, name: str, unit_name: str, entries: Iterable[Entry]) -> Interval:
        entries = tuple(entries)
        unit = params.text(unit_name)
        if len({(entry.dimension, entry.unit) for entry in entries}) > 1:
            entries = ()
        if unit and entries and entries[0].dimension:
            if faults := tuple(unit_problems(unit_name, unit, entries[0].dimension)):
                return cls(name, None, None, unit, entries, faults)
            unit = units.normalise(unit, entries[0].dimension)
        ends: dict[str, Limit | None] = {}
        found: list[ParameterProblem] = []
        for end in ("min", "max"):
            typed = params.text(f"{name}_{end}")
            limit = read_limit(entries, typed, unit) if typed else None
            if isinstance(limit, Refusal):
                found.append(ParameterProblem(f"{name}_{end}", typed, limit.reason, limit.spellings))
                limit = None
            ends[end] = limit
        return cls(name, ends["min"], ends["max"], unit, entries, tuple(found))

    @property
    def is_limited(self) -> bool:
        return self.low is not None or self.high is not None

    @property
    def ends(self) -> list[Limit]:
        return [end for end in (self.low, self.high) if end is not None]

    @property
    def canonical(self) -> tuple[float | None, float | None]:
        """Both ends in the canonical unit; None where there is none."""
        low, high = (None if end is None else end.canonical for end in (self.low, self.high))
        return low, high

    @property
    def doubts(self) -> list[Doubt]:
        return list(dict.fromkeys(doubt for end in self.ends for doubt in end.doubts))

    def overlapping(self, low: str, high: str, *, strict: bool) -> Q:
        """Rows whose interval in the columns `low` and `high` meets this one."""
        return interval_overlaps(low, high, *self.canonical, strict=strict)

    def problems(self) -> Iterator[ParameterProblem]:
        yield from self.faults
        if self.low is not None and self.high is not None and self.low.canonical > self.high.canonical:
            yield exchanged(f"{self.name}_min", self.low, f"{self.name}_max", self.high)

    def other_units(self) -> Iterator[str]:
        """Units in which the same numbers would be plausible too: perhaps one of them was meant."""
        if not self.entries or not self.ends:
            return
        entry = self.entries[0]
        for unit in entry.accepted_units:
            if unit in {end.unit for end in self.ends}:
                continue
            read = [read_limit(self.entries, f"{end.number:.15g}", unit) for end in self.ends]
            if all(isinstance(limit, Limit) and not limit.doubts for limit in read):
                yield unit

    def __str__(self) -> str:
        """“from 5 to 8 V”, “from 20 °C to 300 K”, “at least 5 V”, “at most 8 V”."""
        if self.low is None or self.high is None:
            return f"at {'least' if self.high is None else 'most'} {self.ends[0]}"
        first = number_in_words(self.low.number) if self.low.unit == self.high.unit else str(self.low)
        return f"from {first} to {self.high}"
