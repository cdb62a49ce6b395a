"""What can be told of a result: the properties on offer, and the conditions that matter for each."""

from __future__ import annotations

import math
from dataclasses import dataclass

from mgdb.science import units
from mgdb.science.conditions import CONDITIONS, Condition
from mgdb.science.conditions.relevance import IN_CELLS
from mgdb.science.properties import PROPERTIES, Property

# what most readers come with; every other number of the catalogue can be placed too
CHOSEN_FIRST = (
    "specific_capacity",
    "capacity_retention",
    "coulombic_efficiency",
    "plating_stripping_efficiency",
    "ionic_conductivity",
    "activation_energy",
    "migration_barrier",
    "diffusion_coefficient",
    "electrochemical_window",
)

# where results of a property come from, unless the reader says another origin
USUAL_ORIGIN = {"migration_barrier": "computed", "diffusion_coefficient": "derived"}
MEASURED = "measured"

_VALUE_EXAMPLES = {
    "specific_capacity": "185",
    "capacity_retention": "92",
    "coulombic_efficiency": "99.2",
    "plating_stripping_efficiency": "> 99",
    "ionic_conductivity": "1.2e-5",
    "activation_energy": "0.35",
    "migration_barrier": "0.42",
    "diffusion_coefficient": "1e-12 to 1e-11",
    "electrochemical_window": "3.2",
}
_EXAMPLES = {
    "temperature": "25",
    "current_density": "100",
    "areal_current_density": "0.1",
    "c_rate": "0.1 or C/10",
    "cycle_number": "50",
    "scan_rate": "0.1",
    "areal_capacity": "1",
    "pellet_density": "92",
    "pellet_thickness": "1",
    "stack_pressure": "2",
    "pelletising_pressure": "300",
    "solvent_content": "5",
    "state": "fully charged",
    "path": "(001) facet",
    "axis": "b",
    "atmosphere": "argon",
    "functional": "PBE+U",
}


@dataclass(frozen=True, slots=True)
class ConditionField:
    """A condition as a field of the form.

    is_needed: values of the property mean little without it. unit: in which a bare number of the form is, units: all
    that can be chosen; both empty for what has none.
    """

    entry: Condition
    is_needed: bool
    example: str

    @property
    def key(self) -> str:
        return self.entry.key

    @property
    def unit(self) -> str:
        if self.entry.kind != "number" or self.entry.unit == "1":
            return ""
        return "C" if self.entry.dimension == "rate" else self.entry.display_unit

    @property
    def units(self) -> tuple[str, ...]:
        """The unit that pages show, then the others; every spelling of one unit once."""
        if not self.unit:
            return ()
        spelled = [units.normalise(one, self.entry.dimension or "") for one in self.entry.accepted_units]
        return tuple(dict.fromkeys([self.unit, *spelled]))


def properties_offered() -> list[Property]:
    """Every property that has numbers, those of CHOSEN_FIRST before the others."""
    others = [entry for key, entry in PROPERTIES.items() if entry.kind == "number" and key not in CHOSEN_FIRST]
    return [*(PROPERTIES[key] for key in CHOSEN_FIRST), *others]


def units_of(entry: Property) -> tuple[str, ...]:
    """The units that a value of `entry` may have, the one of pages first; none for a plain number."""
    if entry.unit == "1":
        return ()
    spelled = [units.normalise(one, entry.dimension or "") for one in entry.accepted_units]
    return tuple(dict.fromkeys([entry.display_unit, *spelled]))


def is_in_cells(entry: Property) -> bool:
    """Whether values of `entry` are of a cell under current, and so in an electrolyte."""
    return IN_CELLS.holds(entry)


def has_mass_basis(entry: Property) -> bool:
    """Whether values of `entry` are per mass of something that has to be said."""
    return entry.dimension in ("specific_capacity", "specific_energy")


def value_example(entry: Property) -> str:
    """A number that a value of `entry` may be, in the unit that pages show; for one that is not listed, the middle of
    what is plausible."""
    if entry.key in _VALUE_EXAMPLES or entry.plausible is None:
        return _VALUE_EXAMPLES.get(entry.key, "")
    low, high = (units.from_canonical(end, entry.display_unit, entry.dimension or "") for end in entry.plausible)
    middle = math.sqrt(low * high) if entry.scale == "log" and low > 0 else (low + high) / 2
    return f"{float(f'{middle:.1g}'):g}"


def usual_origin(entry: Property) -> str:
    """The origin that a result of `entry` has, unless its reader says another."""
    return USUAL_ORIGIN.get(entry.key, MEASURED)


def condition_fields(entry: Property, origin: str) -> tuple[list[ConditionField], list[ConditionField]]:
    """The conditions that are asked of values of `entry` with that origin, those that it needs first; and what else may
    be told of them.

    Left out is what tells no values apart, what such an origin cannot have, and what other properties need and this one
    does not.
    """
    needed_elsewhere = {key for one in PROPERTIES.values() for key in one.needed_conditions}
    asked, others = [], []
    for key, condition in CONDITIONS.items():
        relevance = condition.relevance
        field = ConditionField(condition, key in entry.needed_conditions, _EXAMPLES.get(key, ""))
        if relevance.is_asked(key, entry, {origin}):
            asked.append(field)
        elif relevance.is_compared and key not in needed_elsewhere and _may_have(relevance.origins, origin):
            others.append(field)
    return sorted(asked, key=lambda field: not field.is_needed), others


def _may_have(origins: str, origin: str) -> bool:
    computed = origin in ("computed", "theoretical")
    return origins == "any" or (origins == "computed") == computed
