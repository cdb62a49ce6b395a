"""What is the same, what differs and what is not known of two measurements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from mgdb.science import properties, vocabulary
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties.model import CAPACITY, ENERGETICS, INTERFACE, TRANSPORT, VOLTAGE
from mgdb.science.quantity import Quantity, format_text
from mgdb.science.units import from_canonical

Outcome = Literal["same", "differs", "unknown", "not applicable"]

TOLERANCE = 0.02
"""Numbers whose difference is at most this share of the larger are the same. Printed wherever it is applied."""

NOT_APPLICABLE = "not_applicable"

DIMENSIONS_COMPARED: list[tuple[str, str]] = [
    ("property", "property"),
    ("origin", "origin"),
    ("method", "kind of method"),
    ("ion", "ion"),
    ("carrier_cations", "carrier cations"),
    ("electrolyte", "electrolyte"),
    ("counter_electrode", "counter electrode"),
    ("reference_electrode", "reference electrode"),
    ("potential_scale", "potential scale"),
    ("window", "voltage window"),
    ("temperature", "temperature"),
    ("current_density", "current density"),
    ("cycle_number", "cycle number"),
    ("test_step", "test step"),
    ("direction", "direction"),
    ("state", "state"),
    ("path", "path"),
    ("functional", "functional"),
    ("mass_basis", "mass basis"),
    ("formulation", "electrode formulation"),
    ("water", "water content"),
    ("source", "source"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A value and how it was obtained, in canonical units; None means unknown.

    Texts are vocabulary keys where a vocabulary has them; "not_stated" and "other" count as unknown, "not_applicable"
    says that the dimension makes no sense here. For numbers, `not_applicable` names the dimensions. window is (lower,
    upper) in V on potential_scale; temperature in K; current_density in mA g⁻¹, areal_current_density in mA cm⁻²,
    c_rate in h⁻¹; electrolyte is a key that is equal for equal electrolytes.
    """

    value: Quantity | None = None
    property: str | None = None
    origin: str | None = None
    method: str | None = None
    ion: str | None = None
    carrier_cations: frozenset[str] | None = None
    electrolyte: str | None = None
    counter_electrode: str | None = None
    reference_electrode: str | None = None
    potential_scale: str | None = None
    window: tuple[float, float] | None = None
    temperature: float | None = None
    current_density: float | None = None
    areal_current_density: float | None = None
    c_rate: float | None = None
    cycle_number: float | None = None
    direction: str | None = None
    state: str | None = None
    path: str | None = None
    functional: str | None = None
    mass_basis: str | None = None
    formulation: str | None = None
    water: str | None = None
    source: str | None = None
    test_step: str | None = None
    not_applicable: frozenset[str] = frozenset()


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
    "mass_basis": vocabulary.MASS_BASES,
    "potential_scale": vocabulary.POTENTIAL_SCALES,
}
_UNKNOWN_TERMS = {"", "not_stated", "not stated", "unknown", "other"}
_NOT_APPLICABLE_TERMS = {NOT_APPLICABLE, "not applicable"}
_CURRENTS = ("current_density", "areal_current_density", "c_rate")
_METHOD_KINDS = {term.key: term.kind for term in vocabulary.METHODS}

# dimensions that only a cell under current has
_IN_A_CELL = {
    *("electrolyte", "counter_electrode", "reference_electrode", "potential_scale", "window", "current_density"),
    *("cycle_number", "test_step", "direction", "formulation", "water"),
}
_CELL_GROUPS = {CAPACITY, VOLTAGE, INTERFACE}


def verdict(a: Context, b: Context) -> Verdict:
    """Compares two contexts in each of DIMENSIONS_COMPARED.

    Two unknown values are "unknown", not "same". Methods are compared by kind (EIS and DC are not alike, GITT and PITT
    are); currents by the units that both have, so that mA g⁻¹ beside C is unknown; numbers within TOLERANCE are the
    same, a window's ends within TOLERANCE of its width. A dimension that the property or origin cannot have (a
    functional of a measured value, a cycle of a computed one) is "not applicable" while nobody gives it.

    Worked: 175 beside 173 mA g⁻¹ is the same (1.1 %), 16 beside 17 differs (5.9 %).
    """
    return Verdict(tuple(_compare(key, label, a, b) for key, label in DIMENSIONS_COMPARED))


def _compare(key: str, label: str, a: Context, b: Context) -> Compared:
    if key == "current_density":
        return _compare_currents(label, a, b)
    first, second = _value(a, key), _value(b, key)
    shown = (_show(key, first), _show(key, second))
    absent = [value == NOT_APPLICABLE for value in (first, second)]
    if all(absent) or (any(absent) and (first is None or second is None)):
        return Compared(key, label, "not applicable", *shown)
    if first is None or second is None:
        if first is None and second is None and not _relevant(key, a, b):
            return Compared(key, label, "not applicable", "not applicable", "not applicable")
        return Compared(key, label, "unknown", *shown)
    same = not any(absent) and _same(key, first, second)
    return Compared(key, label, "same" if same else "differs", *shown)


def _value(context: Context, key: str) -> object:
    """The comparable value of a dimension: None for unknown, NOT_APPLICABLE, or the value."""
    if key in context.not_applicable:
        return NOT_APPLICABLE
    value: object = getattr(context, key)
    if isinstance(value, str):
        folded = re.sub(r"\s+", " ", value).strip()
        if folded.casefold() in _UNKNOWN_TERMS:
            return None
        if folded.casefold() in _NOT_APPLICABLE_TERMS:
            return NOT_APPLICABLE
        return folded
    return value


def _same(key: str, first: object, second: object) -> bool:
    if isinstance(first, str) and isinstance(second, str):
        if key == "method":
            return (_METHOD_KINDS.get(first) or first) == (_METHOD_KINDS.get(second) or second)
        return first.casefold() == second.casefold()
    if isinstance(first, tuple) and isinstance(second, tuple):
        width = max(abs(first[1] - first[0]), abs(second[1] - second[0]))
        return all(abs(x - y) <= TOLERANCE * width * (1 + 1e-9) for x, y in zip(first, second, strict=True))
    if isinstance(first, (int, float)) and isinstance(second, (int, float)):
        return within_tolerance(first, second)
    return first == second


def within_tolerance(first: float, second: float) -> bool:
    """True where two numbers differ by at most TOLERANCE of the larger: 100 and 98 do, 100 and 97 do not."""
    return abs(first - second) <= TOLERANCE * max(abs(first), abs(second)) * (1 + 1e-9)


def _compare_currents(label: str, a: Context, b: Context) -> Compared:
    """The current, by every unit in which both give it."""
    shown = (_show_currents(a), _show_currents(b))
    known_a, known_b = ({kind for kind in _CURRENTS if _is_number(context, kind)} for context in (a, b))
    absent = ["current_density" in context.not_applicable for context in (a, b)]
    outcome: Outcome
    if all(absent) or (absent[0] and not known_b) or (absent[1] and not known_a):
        outcome = "not applicable"
    elif any(absent):
        outcome = "differs"
    elif shared := known_a & known_b:
        alike = all(within_tolerance(getattr(a, kind), getattr(b, kind)) for kind in shared)
        outcome = "same" if alike else "differs"
    elif not known_a and not known_b and not _relevant("current_density", a, b):
        return Compared("current_density", label, "not applicable", "not applicable", "not applicable")
    else:
        outcome = "unknown"
    return Compared("current_density", label, outcome, *shown)


def _is_number(context: Context, kind: str) -> bool:
    return getattr(context, kind) is not None and kind not in context.not_applicable


def _relevant(key: str, a: Context, b: Context) -> bool:
    """False where neither the property nor the origin leaves room for the dimension."""
    origins = {a.origin, b.origin}
    computed = origins <= {"computed", "theoretical"} and None not in origins
    entry = properties.PROPERTIES.get(a.property or "") or properties.PROPERTIES.get(b.property or "")
    if key == "functional":
        return bool(origins & {"computed", None})
    if key in {"temperature", "method"} and computed:
        return key == "method"
    if entry is None:
        return True
    in_a_cell = entry.group in _CELL_GROUPS or entry.key == "diffusion_coefficient"
    if key in _IN_A_CELL:
        return in_a_cell and not computed
    if key == "carrier_cations":
        return (in_a_cell or entry.group == TRANSPORT) and not computed
    if key == "ion":
        return in_a_cell or entry.group in {TRANSPORT, ENERGETICS}
    if key == "mass_basis":
        return entry.dimension in {"specific_capacity", "specific_energy"}
    if key in {"path", "state"}:
        return key in entry.needed_conditions
    return True


# ---------------------------------------------------------------------------------------------------------- printing


def _show(key: str, value: object) -> str:
    if value is None:
        return "unknown"
    if value == NOT_APPLICABLE:
        return "not applicable"
    if isinstance(value, frozenset):
        return " + ".join(sorted(value)) or "none"
    if isinstance(value, tuple):
        return f"{format_text(Quantity(low=value[0], high=value[1], range_kind='interval'))} V"
    if isinstance(value, (int, float)):
        return _show_number(key, float(value))
    text = str(value)
    if key == "property":
        entry = properties.PROPERTIES.get(text)
        return entry.label.lower() if entry and entry.label[1:2].islower() else (entry.label if entry else text)
    if key == "method":
        return vocabulary.label(vocabulary.METHODS, text)
    if key == "test_step":
        return dict(CONDITIONS["test_step"].choices).get(text, text)
    return vocabulary.label(_TERMS[key], text) if key in _TERMS else text


def _show_number(key: str, value: float) -> str:
    condition = CONDITIONS[key]
    if condition.dimension and condition.display_unit != condition.unit:
        value = from_canonical(value, condition.display_unit, condition.dimension)
    if condition.dimension == "rate":
        return f"{format_text(Quantity(value=value))}C"
    return format_text(Quantity(value=value), condition.display_unit)


def _show_currents(context: Context) -> str:
    if "current_density" in context.not_applicable:
        return "not applicable"
    shown = [_show_number(kind, getattr(context, kind)) for kind in _CURRENTS if _is_number(context, kind)]
    return ", ".join(shown) or "unknown"
