"""Which sources, phases and materials of a table are in the database already, by what papers call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from mgdb.models import Cell, Material, Phase, Source
from mgdb.models.base import read_id
from mgdb.science import formula as formulas
from mgdb.science import papers

from .lines import TableLineRead
from .mapping import CELL, TableMapping

MaterialKey: TypeAlias = str
MOST_NAMES = 4  # materials of one source that a choice names


class Matches:
    """What is known of the sources, phases and materials that a chunk of lines names, and what was chosen.

    choices: {"source": {text: public id}, "material": {key: public id or "new"}, "term": {target: {text: key}},
    "default": {"source" or a target: what is meant where nothing was chosen}}.
    """

    def __init__(self, mapping: TableMapping, choices: Mapping[str, Any]) -> None:
        self.mapping, self.choices = mapping, choices
        self.sources: dict[str, str] = {}
        self.phases: dict[str, str] = {}
        self._documents: dict[str, str] = {}
        self._materials: dict[str, list[tuple[str, str, str, str]]] = {}
        self._cells: dict[str, list[tuple[str, str]]] = {}

    def prepare(self, lines: Iterable[TableLineRead]) -> None:
        """Looks up what `lines` name; a query for each type."""
        some = list(lines)
        dois = {doi for line in some for doi in self._dois(line)}
        given = self.mapping.common.get("document", "")
        dois |= set(papers.doi_readings(given)) if given else set()
        dois |= {one for one in self.choices.get("source", {}).values() if one.startswith("10.")}
        self.sources = dict(
            Source._base_manager.filter(doi__in=dois).exclude(status="withdrawn").values_list("doi", "public_id")
        )
        names = {line.cells[place] for line in some for place in self.mapping.places("material.phase")}
        self.phases = dict(
            Phase._base_manager.filter(name__in=names - {""})
            .exclude(status="withdrawn")
            .values_list("name", "public_id")
        )
        ids = {*self.sources.values(), *self.choices.get("source", {}).values(), read_id(given) or ""}
        self._cells = {}
        if self.mapping.places(CELL):
            cells = Cell._base_manager.filter(source__public_id__in=ids).exclude(status="withdrawn").order_by("pk")
            for source, public_id, name in cells.values_list("source__public_id", "public_id", "name"):
                self._cells.setdefault(source, []).append((public_id, spaced(name)))
        self._materials = {}
        rows = Material._base_manager.filter(source__public_id__in=ids).exclude(status="withdrawn").order_by("pk")
        columns = ("source__public_id", "public_id", "name", "formula_reduced", "space_group")
        for source, public_id, name, reduced, space_group in rows.values_list(*columns):
            self._materials.setdefault(source, []).append((public_id, spaced(name), reduced, spaced(space_group)))

    def _dois(self, line: TableLineRead) -> Iterable[str]:
        for place in self.mapping.places("source.doi"):
            if place < len(line.cells):
                yield from papers.doi_readings(line.cells[place])

    def document(self, given: str) -> str:
        """The source that `given` names by its id; empty where it is a DOI."""
        public_id = read_id(given)
        if public_id is None:
            return ""
        if public_id not in self._documents:
            known = Source._base_manager.filter(public_id=public_id).exists()
            self._documents[public_id] = public_id if known else ""
        return self._documents[public_id]

    def source_choice(self, text: str) -> str:
        return str(self.choices.get("source", {}).get(text, ""))

    def material_choice(self, key: MaterialKey) -> str:
        return str(self.choices.get("material", {}).get(key, ""))

    def term_choice(self, target: str, text: str) -> str:
        return str(self.choices.get("term", {}).get(target, {}).get(text, ""))

    def default(self, of: str) -> str:
        """What is meant by all texts of a kind for which nothing was chosen."""
        return str(self.choices.get("default", {}).get(of, ""))

    def cells_of(self, source: str) -> list[tuple[str, str]]:
        """Id and name of each cell of `source`."""
        return self._cells.get(source, [])

    def materials_of(self, source: str, name: str, formula: str, space_group: str) -> list[str]:
        """Materials of `source` that are called so, or have the formula; of several, those of the space group."""
        known = self._materials.get(source)
        if not known:
            return []
        reduced = reduced_formula(formula)
        found = [one for one in known if (one[1] == spaced(name) if name else one[2] and one[2] == reduced)]
        if len(found) > 1 and space_group:
            found = [one for one in found if one[3] == spaced(space_group)] or found
        return [public_id for public_id, *_ in found][:MOST_NAMES]

    def names_of(self, source: str) -> set[str]:
        """The names that materials of `source` have already."""
        return {name for _, name, *_ in self._materials.get(source, ())}

    @staticmethod
    def material_key(source: str, name: str, formula: str, space_group: str, line: int | None) -> MaterialKey:
        """What tells the materials of a table apart; with `line` each line has its own."""
        parts = [source, name, formula, space_group, *([] if line is None else [f"line {line}"])]
        return " | ".join(" ".join(part.split()) for part in parts if part)


def reduced_formula(formula: str) -> str:
    try:
        return formulas.parse(formula).reduced or ""
    except formulas.FormulaError:
        return ""


def spaced(text: str) -> str:
    return " ".join(text.split())
