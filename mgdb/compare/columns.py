"""The columns of a comparison of materials: which there are to choose from, and which are shown unasked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from mgdb.presentation import MeasurementView
from mgdb.science import properties, units
from mgdb.science.markup import Html


class NoColumn(ValueError):
    """A column was asked for that the comparison does not have; `known` are those that it has."""

    def __init__(self, key: str, known: Sequence[str]) -> None:
        self.key, self.known = key, tuple(known)
        super().__init__(f"“{key}” is not a column of this comparison; there are {', '.join(known)}.")


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of values: which topic it shows and in which units."""

    key: str
    label: str
    unit_html: Html
    unit_text: str
    unit_latex: str
    property_key: str
    step: str = ""

    def holds(self, value: MeasurementView) -> bool:
        return value.property_key == self.property_key and self.step in ("", value.step)


@dataclass(frozen=True, slots=True)
class Offer:
    """A column to choose: of words about the material where `column` is None, else of values."""

    key: str
    label: str
    group: str
    column: ValueColumn | None = None


MATERIAL, ELECTROLYTE, CELL, VALUES, COMPARISON = "Material", "Electrolyte", "Cell", "Values", "Comparison"
MEDIUM = Offer("medium", "Measured in", CELL)
WORDS = (
    MEDIUM,
    Offer("strategy", "Strategy", MATERIAL),
    Offer("fabrication", "Fabrication", MATERIAL),
    Offer("formula", "Formula", MATERIAL),
    Offer("family", "Structure family", MATERIAL),
    Offer("morphology", "Morphology", MATERIAL),
    Offer("electrolyte", "Electrolyte", ELECTROLYTE),
    Offer("chemistry", "Battery chemistry", CELL),
    Offer("cell", "Cell", CELL),
)
ELECTROLYTE_WORDS = (
    Offer("class", "Class", ELECTROLYTE),
    Offer("components", "Components", ELECTROLYTE),
    Offer("carriers", "Carrier cations", ELECTROLYTE),
    Offer("chloride", "Chloride", ELECTROLYTE),
)
IMPROVEMENT = Offer("improvement", "Improvement", COMPARISON)
REPORTED = Offer("reported", "Reported factors", COMPARISON)
REFERENCE = Offer("reference", "Reference", COMPARISON)

# what tells electrolytes apart; shown unasked where the materials have them
ELECTROLYTE_FIRST = (
    *("ionic_conductivity", "activation_energy", "electrochemical_window", "anodic_limit", "transference_number"),
    *("plating_stripping_efficiency", "overpotential"),
)
CAPACITY_TOPICS: tuple[tuple[str, str, str, str], ...] = (
    ("rate", "Rate performance", "rate", "{capacity} at {current}"),
    ("cycling", "Cycling performance", "cycling", "{capacity} after cycles at {current}"),
)
CAPACITY_KEYS = tuple(topic[0] for topic in CAPACITY_TOPICS)


def capacity_columns() -> tuple[ValueColumn, ...]:
    """Rate and cycling performance, as reviews tabulate them."""

    def unit(pattern: str, write: Callable[[str], str]) -> str:
        return pattern.format(capacity=write("mAh g⁻¹"), current=write("mA g⁻¹"))

    return tuple(
        ValueColumn(
            key,
            label,
            Html(unit(pattern, units.html)),
            unit(pattern, units.unicode),
            unit(pattern, units.latex),
            "specific_capacity",
            step,
        )
        for key, label, step, pattern in CAPACITY_TOPICS
    )


def value_columns(keys: Iterable[str]) -> tuple[ValueColumn, ...]:
    """One column for each property of `keys`."""
    columns = []
    for entry in (properties.get(key) for key in keys):
        unit = entry.display_unit or "1"
        columns.append(
            ValueColumn(entry.key, entry.label, units.html(unit), units.unicode(unit), units.latex(unit), entry.key)
        )
    return tuple(columns)


def offered(layout: str, present: Collection[str], *, keys: Sequence[str], electrolytes: bool) -> tuple[Offer, ...]:
    """All columns that a comparison has.

    layout: of the comparison; present: keys of the properties that its materials have values of; keys: the properties
    that it was made for, if it was made; electrolytes: whether all its materials are electrolytes.
    """
    columns = capacity_columns() if layout == "table1" else ()
    chosen = [key for key in keys if layout != "table1"]
    rest = [key for key in properties.PROPERTIES if key in present and key not in chosen]
    columns += value_columns([*chosen, *rest])
    values = tuple(Offer(column.key, column.label, VALUES, column) for column in columns)
    words = (*WORDS, *ELECTROLYTE_WORDS) if electrolytes else WORDS
    last = (IMPROVEMENT, REFERENCE) if layout == "table1" else (REPORTED, REFERENCE)
    return (*words, *values, *last)


def unasked(
    layout: str, offers: Sequence[Offer], *, keys: Sequence[str], electrolytes: bool, chemistries: Collection[str] = ()
) -> list[str]:
    """Keys of the columns that are shown when none is asked for, in order.

    chemistries: of the batteries that the values were measured in; where there are several they are shown.
    """
    values = [offer.key for offer in offers if offer.column]
    if layout == "table1":
        return ["strategy", "fabrication", "electrolyte", *CAPACITY_KEYS, "improvement", "reference"]
    if keys:
        values = [key for key in values if key in keys]
    elif electrolytes:
        values = [key for key in ELECTROLYTE_FIRST if key in values] or values
    words = ["class", "components", "carriers"] if electrolytes else []
    words += ["chemistry", "cell"] if len(chemistries) > 1 else []
    return ["strategy", *words, *values, "reported", "fabrication", "reference"]


def picked(wanted: Sequence[str], offers: Sequence[Offer]) -> list[str]:
    """The columns `wanted`, each once, in their order. Raises NoColumn for one that is not offered."""
    known = [offer.key for offer in offers]
    for key in wanted:
        if key not in known:
            raise NoColumn(key, known)
    return list(dict.fromkeys(wanted))
