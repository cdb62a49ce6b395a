"""What is the same, what differs and what is not known of two measurements."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from mgdb.science import properties, vocabulary
from mgdb.science.conditions import CONDITIONS
from mgdb.science.conditions.relevance import IN_CELLS
from mgdb.science.properties import Property
from mgdb.science.properties.model import ENERGETICS, TRANSPORT
from mgdb.science.quantity import Quantity, format_text, in_unit
from mgdb.science.tolerance import RELATIVE, Tolerance

Outcome = Literal["same", "differs", "unknown", "not applicable"]

TOLERANCE = RELATIVE.share
"""Numbers whose difference is at most this share of the larger are the same, where a condition has no tolerance of its
own. Printed wherever it is applied."""

NOT_APPLICABLE = "not_applicable"

CURRENT = "current_density"
_CURRENTS = (CURRENT, "areal_current_density", "c_rate")  # one dimension: each is compared where both give it

DIMENSIONS_COMPARED: list[tuple[str, str]] = [
    ("property", "property"),
    ("origin", "data type"),
    ("method", "method"),
    ("ion", "charge carrier"),
    ("chemistry", "battery chemistry"),
    ("carrier_cations", "carrier cations"),
    ("electrolyte", "electrolyte"),
    ("counter_electrode", "counter electrode"),
    ("reference_electrode", "reference electrode"),
    ("window", "voltage window"),
    *(
        (key, entry.label if entry.label[1:2].isupper() else entry.label[:1].lower() + entry.label[1:])
        for key, entry in CONDITIONS.items()
        if entry.relevance.is_compared and key not in _CURRENTS[1:]
    ),
    ("mass_basis", "mass basis"),
    ("formulation", "electrode formulation"),
    ("water", "water content"),
    ("source", "source"),
]
"""Key and label of each; the conditions are those of the catalogue, which says what a difference in one means."""

Stated = float | str | tuple[float | None, float | None]
"""A condition as a number, as words, or as a range with its least and greatest number (None: open)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A value and how it was obtained, in canonical units; None, or no entry, means unknown.

    Texts are vocabulary keys where a vocabulary has them; "not_stated" and "other" count as unknown, "not_applicable"
    says that the dimension makes no sense here; `not_applicable` names such conditions, `assumed` those whose number is
    a convention. window is (lower, upper) in V;
    conditions are by their keys in the catalogue, each in its unit there, digits of those whose significant digits are
    known and needed to show them (750 °C of 1023 K); electrolyte is a key that is equal for equal
    electrolytes, electrolyte_name and source_name are what the two are called; roles are those of the material, by
    which one side of a property may be the better one. suspect says why the value is in doubt, and is empty for a sound
    one.
    """

    value: Quantity | None = None
    property: str | None = None
    origin: str | None = None
    method: str | None = None
    ion: str | None = None
    chemistry: str | None = None
    carrier_cations: frozenset[str] | None = None
    electrolyte: str | None = None
    electrolyte_name: str = ""
    counter_electrode: str | None = None
    reference_electrode: str | None = None
    window: tuple[float, float] | None = None
    conditions: Mapping[str, Stated] = field(default_factory=dict)
    digits: Mapping[str, int] = field(default_factory=dict)
    mass_basis: str | None = None
    formulation: str | None = None
    water: str | None = None
    source: str | None = None
    source_name: str = ""
    not_applicable: frozenset[str] = frozenset()
    assumed: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    suspect: str = ""
    # Each dimension with its comparable value and how it is shown, read once for all comparisons.
    _read: dict[str, tuple[object, str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def number(self, key: str) -> float | None:
        """The condition `key` where it is one number."""
        stated = self.conditions.get(key)
        return stated if isinstance(stated, (int, float)) else None


def entry_of(a: Context, b: Context) -> Property | None:
    """The catalogue's entry of the property that the two are about; None for one that it does not have."""
    return properties.PROPERTIES.get(a.property or b.property or "")


@dataclass(frozen=True, slots=True)
class Compared:
    """One dimension of a comparison: its key and label, the outcome, and both values to print."""

    dimension: str
    label: str
    outcome: Outcome
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """All dimensions of a comparison, in the order of DIMENSIONS_COMPARED."""

    rows: tuple[Compared, ...]

    def of(self, dimension: str) -> Compared:
        """The row of `dimension`; raises KeyError where it is not compared."""
        for row in self.rows:
            if row.dimension == dimension:
                return row
        raise KeyError(dimension)

    def with_outcome(self, outcome: Outcome) -> tuple[Compared, ...]:
        """The rows of that outcome."""
        return tuple(row for row in self.rows if row.outcome == outcome)


_TERMS = {
    "origin": vocabulary.ORIGINS,
    "ion": vocabulary.IONS,
    "chemistry": vocabulary.CHEMISTRIES,
    "mass_basis": vocabulary.MASS_BASES,
}
_UNKNOWN_TERMS = {"", "not_stated", "not stated", "unknown", "other"}
_NOT_APPLICABLE_TERMS = {NOT_APPLICABLE, "not applicable"}
METHOD_KINDS = {term.key: term.kind for term in vocabulary.METHODS}

# dimensions beside the conditions that only a cell under current has
_OF_A_CELL = ("electrolyte", "counter_electrode", "reference_electrode", "window", "formulation", "water")


def verdict(a: Context, b: Context) -> Verdict:
    """Compares two contexts in each of DIMENSIONS_COMPARED.

    Two unknown values are "unknown", not "same". Methods are compared by kind (EIS and DC are not alike, GITT and PITT
    are); currents by the units that both have, so that mA g⁻¹ beside C is unknown; numbers within the tolerance
    that the condition declares are the same, a window's ends within TOLERANCE of its width. A number that is assumed
    leaves it unknown near what was meant. Ranges are the same with the same ends, differ where they do
    not meet, and leave it unknown else. A dimension that the property or origin cannot have (a functional of a
    measured value, a cycle of a computed one) is "not applicable" while nobody gives it.

    Worked: 175 beside 173 mA g⁻¹ is the same (1.1 %), 16 beside 17 differs (5.9 %); 25 °C beside 27 °C is the same,
    beside 30 °C it differs; room temperature (25 °C assumed) beside 20 °C is unknown.
    """
    return Verdict(tuple(_compare(key, label, a, b) for key, label in DIMENSIONS_COMPARED))


def _compare(key: str, label: str, a: Context, b: Context) -> Compared:
    if key == CURRENT:
        return _compare_currents(label, a, b)
    (first, first_shown), (second, second_shown) = _reading(a, key), _reading(b, key)
    if first is None and second is None:
        return _unknown_or_absent(key, label, _relevant(key, a, b), first_shown, second_shown)
    shown = (first_shown, second_shown)
    absent = [value == NOT_APPLICABLE for value in (first, second)]
    if all(absent) or (any(absent) and (first is None or second is None)):
        return Compared(key, label, "not applicable", *shown)
    if first is None or second is None:
        return Compared(key, label, "unknown", *shown)
    if key == "electrolyte":  # compared by what is in it, called by its name
        shown = (a.electrolyte_name or shown[0], b.electrolyte_name or shown[1])
    if key == "source":  # likewise: an id tells a reader nothing
        shown = (a.source_name or shown[0], b.source_name or shown[1])
    outcome: Outcome = "differs" if any(absent) else _outcome(key, first, second)
    if outcome == "differs" and key in a.assumed | b.assumed and _may_be_meant(key, first, second):
        outcome = "unknown"
    return Compared(key, label, outcome, *shown)


@lru_cache(maxsize=1024)
def _unknown_or_absent(key: str, label: str, is_relevant: bool, a: str, b: str) -> Compared:
    """A dimension that neither side states."""
    if is_relevant:
        return Compared(key, label, "unknown", a, b)
    return Compared(key, label, "not applicable", "not applicable", "not applicable")


def _reading(context: Context, key: str) -> tuple[object, str]:
    """The comparable value of a dimension, and how it is shown."""
    found = context._read.get(key)
    if found is None:
        value = compared_value(context, key)
        shown = _show(key, value, context.digits.get(key, 0))
        found = context._read[key] = (value, f"{shown} (assumed)" if key in context.assumed else shown)
    return found


def _may_be_meant(key: str, first: object, second: object) -> bool:
    """Whether two numbers, of which one is assumed, may be one after all."""
    (low, high), (other_low, other_high) = _ends(first), _ends(second)
    return max(other_low - high, low - other_high) <= CONDITIONS[key].assumed_within


def compared_value(context: Context, key: str) -> object:
    """The comparable value of a dimension: None for unknown, NOT_APPLICABLE, or the value."""
    if key in context.not_applicable:
        return NOT_APPLICABLE
    value: object = context.conditions.get(key) if key in CONDITIONS else getattr(context, key)
    if isinstance(value, str):
        folded = re.sub(r"\s+", " ", value).strip()
        if folded.casefold() in _UNKNOWN_TERMS:
            return None
        if folded.casefold() in _NOT_APPLICABLE_TERMS:
            return NOT_APPLICABLE
        return folded
    return value


def _outcome(key: str, first: object, second: object) -> Outcome:
    if key in CONDITIONS and (isinstance(first, tuple) or isinstance(second, tuple)):
        return _ranges(tolerance_of(key), _ends(first), _ends(second))
    return "same" if _same(key, first, second) else "differs"


def _same(key: str, first: object, second: object) -> bool:
    if isinstance(first, str) and isinstance(second, str):
        if key == "method":
            return (METHOD_KINDS.get(first) or first) == (METHOD_KINDS.get(second) or second)
        return first.casefold() == second.casefold()
    if isinstance(first, tuple) and isinstance(second, tuple):
        width = max(abs(first[1] - first[0]), abs(second[1] - second[0]))
        return all(abs(x - y) <= TOLERANCE * width * (1 + 1e-9) for x, y in zip(first, second, strict=True))
    if isinstance(first, (int, float)) and isinstance(second, (int, float)):
        return tolerance_of(key).holds(first, second)
    return first == second


def _ends(stated: object) -> tuple[float, float]:
    """Least and greatest number of a condition, infinite where it is open."""
    if isinstance(stated, tuple):
        low, high = stated
        return (-math.inf if low is None else low, math.inf if high is None else high)
    assert isinstance(stated, (int, float))
    return stated, stated


def _ranges(tolerance: Tolerance, first: tuple[float, float], second: tuple[float, float]) -> Outcome:
    if all(x == y or tolerance.holds(x, y) for x, y in zip(first, second, strict=True)):
        return "same"
    return "differs" if first[1] < second[0] or second[1] < first[0] else "unknown"


def tolerance_of(key: str) -> Tolerance:
    """Within what two numbers of the condition `key` are the same."""
    return CONDITIONS[key].tolerance if key in CONDITIONS else RELATIVE


def tolerances_in_words() -> str:
    """“2 %; temperature 2 K, pellet density 2 %”: what counts as the same, with what has a tolerance of its own."""
    own = [
        f"{entry.label[:1].lower()}{entry.label[1:]} {entry.tolerance_text}"
        for entry in CONDITIONS.values()
        if entry.relevance.is_compared and entry.kind == "number" and entry.tolerance != RELATIVE
    ]
    return f"{RELATIVE.in_words()} of the larger; of {', '.join(own)}"


def _compare_currents(label: str, a: Context, b: Context) -> Compared:
    """The current, by every unit in which both give it."""
    shown = (_show_currents(a), _show_currents(b))
    known_a, known_b = ({kind for kind in _CURRENTS if _reading(one, kind)[0] is not None} for one in (a, b))
    absent = [CURRENT in context.not_applicable for context in (a, b)]
    known_a, known_b = known_a - a.not_applicable, known_b - b.not_applicable
    outcome: Outcome
    if all(absent) or (absent[0] and not known_b) or (absent[1] and not known_a):
        outcome = "not applicable"
    elif any(absent):
        outcome = "differs"
    elif shared := known_a & known_b:
        found = {_outcome(kind, a.conditions[kind], b.conditions[kind]) for kind in shared}
        outcome = "differs" if "differs" in found else "unknown" if "unknown" in found else "same"
    elif not known_a and not known_b and not _relevant(CURRENT, a, b):
        return Compared(CURRENT, label, "not applicable", "not applicable", "not applicable")
    else:
        outcome = "unknown"
    return Compared(CURRENT, label, outcome, *shown)


def _relevant(key: str, a: Context, b: Context) -> bool:
    """False where neither the property nor the origin leaves room for the dimension."""
    return _is_asked(key, a.property or b.property or "", frozenset((a.origin, b.origin)))


@lru_cache(maxsize=4096)
def _is_asked(key: str, property_key: str, origins: frozenset[str | None]) -> bool:
    entry = properties.PROPERTIES.get(property_key)
    if key in CONDITIONS:
        return CONDITIONS[key].relevance.is_asked(key, entry, origins)
    computed = origins <= {"computed", "theoretical"}
    if key == "method" or entry is None:
        return True
    in_a_cell = IN_CELLS.holds(entry)
    if key in _OF_A_CELL:
        return in_a_cell and not computed
    if key in ("carrier_cations", "chemistry"):
        return (in_a_cell or entry.group == TRANSPORT) and not computed
    if key == "ion":
        return in_a_cell or entry.group in {TRANSPORT, ENERGETICS}
    if key == "mass_basis":
        return entry.dimension in {"specific_capacity", "specific_energy"}
    return True


def decides(key: str, entry: Property | None) -> bool:
    """Whether values of `entry` that differ in the condition `key` are not compared by a factor."""
    scope = CONDITIONS[key].relevance.decides
    return scope.is_all if entry is None else scope.holds(entry)


# ---------------------------------------------------------------------------------------------------------- printing


@lru_cache(maxsize=4096)
def _show(key: str, value: object, digits: int = 0) -> str:
    if value is None:
        return "unknown"
    if value == NOT_APPLICABLE:
        return "not applicable"
    if isinstance(value, frozenset):
        return " + ".join(sorted(value)) or "none"
    if isinstance(value, tuple) and key not in CONDITIONS:
        return f"{format_text(Quantity(low=value[0], high=value[1], range_kind='interval'))} V"
    if isinstance(value, (int, float, tuple)):
        return _show_number(key, value, digits)
    text = str(value)
    if key == "property":
        entry = properties.PROPERTIES.get(text)
        return entry.label.lower() if entry and entry.label[1:2].islower() else (entry.label if entry else text)
    if key == "method":
        return vocabulary.label(vocabulary.METHODS, text)
    if key in CONDITIONS:
        return dict(CONDITIONS[key].choices).get(text, text)
    return vocabulary.label(_TERMS[key], text) if key in _TERMS else text


def _show_number(key: str, value: float | tuple[float | None, float | None], digits: int) -> str:
    entry = CONDITIONS[key]
    low, high = value if isinstance(value, tuple) else (None, None)
    number = None if isinstance(value, tuple) else float(value)
    quantity = in_unit(Quantity(value=number, low=low, high=high, digits=digits), entry.dimension, entry.display_unit)
    return format_text(quantity, entry.display_unit)


def _show_currents(context: Context) -> str:
    if CURRENT in context.not_applicable:
        return "not applicable"
    stated = {kind: context.conditions.get(kind) for kind in _CURRENTS if kind not in context.not_applicable}
    shown = [_show(kind, value) for kind, value in stated.items() if value is not None]
    return ", ".join(shown) or "unknown"
