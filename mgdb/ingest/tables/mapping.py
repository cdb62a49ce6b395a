"""What the columns of a table are, and what is said of all of its lines: plain data, from a guess or a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any, Self

from mgdb.formats.sheets import number_text
from mgdb.formats.sheets.heads import Decimals
from mgdb.science import axes, conditions, ions, properties, units, vocabulary
from mgdb.science.axes import AmbiguousAxis, Axis, AxisError
from mgdb.science.extraction.heads import column_of, conditions_in
from mgdb.science.typed import TypedError, read_number
from mgdb.science.vocabulary import Term

from .stating import POWER_SAID, factor_asked, power_in, stated_in

VALUE, CONDITION = "value:", "condition:"
CELL = "measured_in"
SUBJECTS = {"material", "cell"}  # what values of a table may be of
# What a column may be, besides values and conditions: heading → key → label.
TARGETS: dict[str, dict[str, str]] = {
    "Material": {
        "material.name": "name",
        "material.formula": "formula",
        "material.phase": "phase, by its name",
        "material.space_group": "space group",
        "material.structure_family": "structure family",
        "material.roles": "class (role)",
        "material.electrolyte_class": "class of electrolyte",
        "material.morphology": "morphology",
        "material.fabrication": "preparation",
        "material.remarks": "remarks on the material",
    },
    "Source": {
        "source.doi": "DOI",
        "source.title": "title",
        "source.authors": "authors (with ; between)",
        "source.container": "journal or book",
        "source.year": "year",
        "source.volume": "volume",
        "source.pages": "pages or article number",
    },
    "Of the values": {
        "unit": "unit of the values to the left",
        "locator": "location in the document",
        "citation_key": "reference key in the document",
        "measured_in": "cell (electrochemical), by its name",
        "ion": "charge carrier",
        "method": "method",
        "method_detail": "details of the method",
        "origin": "data type",
        "remarks": "remarks on the value",
        "flag": "doubt, in words (a flag)",
    },
}
SEVERAL = {"material.remarks", "remarks", "flag", "locator", "unit"}  # columns that one table may have several of
TERMS: dict[str, tuple[Term, ...]] = {
    "material.structure_family": vocabulary.STRUCTURE_FAMILIES,
    "material.roles": vocabulary.ROLES,
    "material.electrolyte_class": vocabulary.ELECTROLYTE_CLASSES,
    "ion": vocabulary.IONS,
    "method": vocabulary.METHODS,
    "origin": vocabulary.ORIGINS,
}
# What may be said of all lines at once; a column says it of its own lines.
COMMON = ("document", "locator", "material.roles", "material.electrolyte_class", "ion", "method", "origin")
# Heads as people write them, in lower case and without signs.
_HEADS = {
    "material.name": "name material sample specimen compound compounds material name sample name label",
    "material.formula": "formula|composition|chemical formula|reduced composition|true composition|stoichiometry",
    "material.phase": "phase",
    "material.space_group": "space group|spacegroup|sg|symmetry|space group symbol",
    "material.structure_family": "family|structure family|structure type|structure|class|type|structural family",
    "source.doi": "doi|source doi|paper doi|reference doi|dois",
    "source.title": "title|paper title",
    "source.authors": "authors|author",
    "source.container": "journal|source title|book",
    "source.year": "year|publication year",
    "source.volume": "volume",
    "source.pages": "pages|page|article number",
    "unit": "unit|units",
    "locator": "locator|location|where|table|figure|fig|table or figure|place",
    "citation_key": "reference number|citation number|reference key|citation key",
    "measured_in": "cell|cell name|battery|measured in",
    "ion": "ion|charge carrier|carrier|mobile ion",
    "method": "method|technique",
    "remarks": "note|notes|remark|remarks|comment|comments",
}
_KNOWN = {
    head: target
    for target, text in _HEADS.items()
    for head in (text.split("|") if "|" in text else [*text.split(), *["material name", "sample name"]])
    if target == "material.name" or head not in ("material name", "sample name")
}


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What a column is: a key of TARGETS, `value:` or `condition:` with the key of the catalogue, or nothing.

    unit: of its numbers, where the cells have none. said: why it was not guessed. conditions: prints of those that hold
    for its values alone; None: those that its head states. factor: how a factor in the head is meant (FACTORS).
    power: that factor, “10^4” or “log”, which is of the head and is not kept.
    """

    target: str = ""
    unit: str = ""
    said: str = ""
    conditions: Mapping[str, str] | None = None
    factor: str = ""
    power: str = ""

    @property
    def key(self) -> str:
        return self.target.partition(":")[2]

    @property
    def is_value(self) -> bool:
        return self.target.startswith(VALUE)

    @property
    def is_condition(self) -> bool:
        return self.target.startswith(CONDITION)


@dataclass(slots=True)
class TableMapping:
    """How lines become records.

    first, last: the lines of the heads, 0 where there are none. sums: whether lines that say that they sum up the
    others are taken. common: what holds for all lines (COMMON), conditions: prints of conditions of all values.
    """

    columns: list[ColumnMapping] = field(default_factory=list)
    first: int = 0
    last: int = 0
    decimals: Decimals = ""
    sums: bool = False
    common: dict[str, str] = field(default_factory=dict)
    conditions: dict[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        return {
            "columns": [[one.target, one.unit, one.conditions, one.factor] for one in self.columns],
            "first": self.first,
            "last": self.last,
            "decimals": self.decimals,
            "sums": self.sums,
            "common": self.common,
            "conditions": self.conditions,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """As `as_data` has it; columns that were kept as target and unit alone have what their heads state."""
        columns = []
        for target, unit, *rest in data.get("columns", ()):
            stated, factor = rest if len(rest) == 2 else (None, "")
            columns.append(ColumnMapping(target, unit, "", stated, factor))
        return cls(**{**data, "columns": columns})

    def told_by(self, names: Sequence[str]) -> None:
        """Takes over what the heads `names` say of their columns and no person has changed."""
        self.columns = [
            stated_by(one, names[place]) if place < len(names) else one for place, one in enumerate(self.columns)
        ]

    def places(self, target: str) -> list[int]:
        """The columns that are `target`."""
        return [place for place, one in enumerate(self.columns) if one.target == target]

    def unit_column(self, place: int) -> int | None:
        """The column of units that belongs to the values in column `place`: the nearest to the right."""
        for other in range(place + 1, len(self.columns)):
            if self.columns[other].target == "unit":
                return other
            if self.columns[other].is_value:
                return None
        return None

    def faults(self) -> list[str]:
        """What is missing or wrong before any line can be read, a sentence each."""
        found = []
        values = [place for place, one in enumerate(self.columns) if one.is_value]
        if not values:
            found.append("No column holds values: choose a property for at least one.")
        named = self.places("material.name") or self.places("material.formula")
        if not named and not self.places(CELL):
            found.append("No column names the material: choose the one with its name or its formula.")
        if not any(one.target.startswith("source.") for one in self.columns) and not self.common.get("document"):
            found.append("No column names the source: choose the one with its DOI, or give the document of all values.")
        if named and not self.places("material.roles") and not self.common.get("material.roles"):
            found.append("No class of material is given: say it for all lines, or choose the column with it.")
        for place, one in enumerate(self.columns):
            single = one.target and not one.is_value and not one.is_condition and one.target not in SEVERAL
            if single and self.places(one.target)[0] != place:
                found.append(f"Two columns are “{label_of(one.target)}”: choose one of them.")
            if one.is_value and "material" not in properties.get(one.key).applies_to and not self.places(CELL):
                found.append(
                    f"Column {place + 1}: “{label_of(one.target)}” is a value of a cell. Choose the column that "
                    "names the cell, which has to be here already."
                )
            if one.is_value and one.power and not one.factor:
                found.append(f"Column {place + 1}: {factor_asked(one.power)}")
            if not one.unit:
                continue
            dimension = catalogue_entry(one).dimension if one.key else None
            try:
                units.normalise(one.unit, dimension or "number")
            except units.UnitError as error:
                found.append(f"Column {place + 1}: {error}.")
        return found


def catalogue_entry(column: ColumnMapping) -> Any:
    """The property or condition of a column of values or conditions."""
    return properties.get(column.key) if column.is_value else conditions.get(column.key)


def all_targets() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every choice of a column, under headings."""
    found = [(heading, list(targets.items())) for heading, targets in TARGETS.items()]
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in properties.PROPERTIES.values():
        if SUBJECTS.intersection(one.applies_to):
            groups.setdefault(f"Value: {one.group}", []).append((VALUE + one.key, one.label))
    found[2:2] = list(groups.items())
    found.append(("Condition", [(CONDITION + one.key, one.label) for one in conditions.CONDITIONS.values()]))
    return found


@cache  # a table asks for that of each cell without a term
def label_of(target: str) -> str:
    return next((label for _, some in all_targets() for key, label in some if key == target), target)


def usual_unit(target: str) -> str:
    """The unit in which a property or condition is usually stated; empty where it has none."""
    column = ColumnMapping(target)
    if not column.is_value and not column.is_condition:
        return ""
    entry = catalogue_entry(column)
    return entry.display_unit or (entry.unit if entry.unit != "1" else "")


# ------------------------------------------------------------------------------------------------- the guess
def guess(names: Sequence[str], lines: Sequence[Sequence[str]], decimals: Decimals) -> list[ColumnMapping]:
    """What the columns are, by their heads and the cells below; a column of which nothing is certain is nothing."""
    found: list[ColumnMapping] = []
    taken: set[str] = set()
    for place, name in enumerate(names):
        cells = [line[place] for line in lines if place < len(line) and line[place]]
        bare, stated = conditions_in(name)
        column = _guess(bare, [number_text(cell, decimals) for cell in cells])
        if not column.target and not column.said and stated:
            column = _by_parts(name)
        column = stated_by(column, name)
        if column.target and column.target in taken and column.target not in SEVERAL and not column.is_value:
            column = replace(column, target="", unit="", said=f"Another column is “{label_of(column.target)}” already.")
        found.append(column)
        taken.add(column.target)
    return found


def _guess(name: str, cells: Sequence[str]) -> ColumnMapping:
    if not cells:
        return ColumnMapping()
    if target := _KNOWN.get(" ".join(re.findall(r"[^\W_]+", name.lower()))):
        return (
            ColumnMapping(target) if target != "source.doi" or any("10." in one for one in cells) else ColumnMapping()
        )
    numbers = list(_numbers(cells))
    if not numbers:
        return ColumnMapping("source.doi") if all("10." in one and "/" in one for one in cells) else ColumnMapping()
    try:
        return _of_axis(axes.read(name, numbers[:50]))
    except AmbiguousAxis as error:
        choices = list(dict.fromkeys(one.entry.label.lower() for one in error.choices))
        if len(choices) == 1 and error.likely:
            return _of_axis(error.likely)
        return ColumnMapping(said=f"May be {' or '.join(choices[:3])}: choose.")
    except AxisError:
        return _by_label(name)


def _of_axis(found: Axis) -> ColumnMapping:
    if found.transform != "linear":
        return ColumnMapping(said=f"{found.text}: a table holds numbers as they are; transform them first.")
    unit = "" if found.unit == "1" else found.unit
    if unit and not _is_taken(unit, found.entry.dimension):
        return ColumnMapping(said=POWER_SAID)
    if found.key in properties.PROPERTIES and SUBJECTS.intersection(properties.get(found.key).applies_to):
        return ColumnMapping(VALUE + found.key, unit)
    return ColumnMapping(CONDITION + found.key, unit) if found.key in conditions.CONDITIONS else ColumnMapping()


def _by_parts(name: str) -> ColumnMapping:
    """What the reading of documents takes a head with conditions for, where it is one property."""
    parts = column_of(name, "").parts
    if len(parts) != 1 or parts[0].is_condition or not parts[0].key:
        return ColumnMapping()
    return ColumnMapping(VALUE + parts[0].key, "" if parts[0].spelled == "1" else parts[0].spelled)


def stated_by(column: ColumnMapping, name: str) -> ColumnMapping:
    """`column` with what its head `name` states, as far as nobody has said otherwise."""
    stated = column.conditions if column.conditions is not None else stated_in(name)
    return replace(column, conditions=stated, power=power_in(name))


def _is_taken(unit: str, dimension: str | None) -> bool:
    try:
        units.normalise(unit, dimension or "number")
    except units.UnitError:
        return False
    return True


def _by_label(name: str) -> ColumnMapping:
    """A heading that is the label of a property or condition without its unit."""
    if power_in(name):
        return ColumnMapping(said=POWER_SAID)
    bare = " ".join(re.sub(r"[(\[].*", "", name).split()).casefold()
    for one in properties.PROPERTIES.values():
        if one.label.casefold() == bare and SUBJECTS.intersection(one.applies_to):
            return ColumnMapping(VALUE + one.key, said="" if one.unit == "1" else "Give the unit.")
    for other in conditions.CONDITIONS.values():
        if other.label.casefold() == bare:
            return ColumnMapping(CONDITION + other.key)
    return ColumnMapping()


def _numbers(cells: Iterable[str]) -> Iterable[float]:
    for cell in cells:
        try:
            yield read_number(cell.lstrip("<>≤≥≈~ "))
        except TypedError:
            continue


@lru_cache(maxsize=2048)  # a table says the same in each of its lines
def term_of(target: str, text: str) -> str:
    """The key of the term that `text` means, by its key or label; empty where it means none for certain."""
    folded = _folded(text)
    for one in TERMS[target]:
        if folded in (_folded(one.key), _folded(one.label)):
            return one.key
    if target == "ion":
        try:
            return ions.read(text)
        except ions.IonError:
            return ""
    return ""


def _folded(text: str) -> str:
    bare = re.sub(r"\b(?:type|types|phase|phases|structure|based)\b", "", text.casefold())
    bare = re.sub(r"[\W_]+", "", bare.replace("⁺", "+").replace("²", "2").replace("³", "3").replace("+", "plus"))
    return bare.removesuffix("s") if len(bare) > 3 else bare
