"""The parts of a material, which come with its own row: its page would need a query for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from mgdb.models import (
    Cell,
    Component,
    Defect,
    Flag,
    Material,
    MaterialName,
    Modification,
    ReportedFactor,
    Source,
    Statement,
)
from mgdb.presentation import FlagView
from mgdb.search.representative import RepresentativeValues

# what a source is named by
NAMED = ("public_id", "authors", "et_al", "year", "container", "title")
MOST_SIBLINGS = 20  # that are named; the page of the substance has all


def _rows(rows: QuerySet[Any], columns: Sequence[str], **related: Sequence[str]) -> ArraySubquery:
    """Rows as JSON with these columns and, as relation__column, those of what they refer to."""
    names = [*columns, *(f"{relation}__{name}" for relation, wanted in related.items() for name in wanted)]
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in names})))


def _own(model: type[Any], *order: str, column: str = "material") -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.filter(**{column: OuterRef("pk")})
    return rows.order_by(*order)


_TWINS = Material.objects.published().filter(formula=OuterRef("formula"), phase=None).exclude(pk=OuterRef("pk"))
_SIBLINGS = Material.objects.published().filter(phase=OuterRef("phase")).exclude(pk=OuterRef("pk"))
INCLUDED = {
    "flag_rows": _rows(_own(Flag, "id"), ("code", "severity", "reason")),
    "name_rows": _rows(_own(MaterialName, "id"), ("name",), document=NAMED),
    "defect_rows": _rows(
        _own(Defect, "position", "id"),
        ("public_id", "kind", "species", "site", "concentration_printed", "route", "locator"),
        document=NAMED,
        induced_by=("public_id", "kind", "species"),
    ),
    "modification_rows": _rows(
        _own(Modification, "position", "id"), ("kind", "description", "locator"), document=NAMED
    ),
    "component_rows": _rows(
        _own(Component, "position", "id", column="electrolyte__material"),
        ("role", "name", "formula", "amount_printed", "from_name"),
    ),
    "sibling_rows": _rows(
        _SIBLINGS.order_by("name", "id")[: MOST_SIBLINGS + 1], ("public_id", "name", "markup", "strategy"), source=NAMED
    ),
    "shown_keys": RepresentativeValues(),
    "has_factors": Exists(_own(ReportedFactor).filter(status="published")),
    "has_cells": Exists(_own(Cell, column="electrolyte").filter(status="published")),
    "has_statements": Exists(_own(Statement).filter(status="published")),
    # others that are the same substance, as far as their formula says
    "has_twins": ExpressionWrapper(Q(phase=None) & ~Q(formula="") & Q(Exists(_TWINS)), output_field=BooleanField()),
}


@dataclass(frozen=True)
class MaterialParts:
    """What stands in a material or is told beside it; siblings: the other specimens of its phase, shown: the keys of
    the values that stand for it."""

    flags: list[FlagView]
    names: list[MaterialName]
    defects: list[Defect]
    modifications: list[Modification]
    components: list[Component]
    siblings: list[Material]
    more_siblings: bool
    shown: frozenset[int]
    has_factors: bool
    has_cells: bool
    has_statements: bool
    has_twins: bool


def parts_of(material: Any) -> MaterialParts:
    """The parts of a material that was read with INCLUDED."""
    return MaterialParts(
        flags=[FlagView(**row) for row in material.flag_rows],
        names=[_made(MaterialName, row) for row in material.name_rows],
        defects=[_made(Defect, row) for row in material.defect_rows],
        modifications=[_made(Modification, row) for row in material.modification_rows],
        components=[_made(Component, row) for row in material.component_rows],
        siblings=[_made(Material, row) for row in material.sibling_rows[:MOST_SIBLINGS]],
        more_siblings=len(material.sibling_rows) > MOST_SIBLINGS,
        shown=frozenset(material.shown_keys),
        has_factors=material.has_factors,
        has_cells=material.has_cells,
        has_statements=material.has_statements,
        has_twins=material.has_twins,
    )


RELATED = {"document": Source, "source": Source, "induced_by": Defect}


def _made(model: type[Any], row: Mapping[str, Any]) -> Any:
    """The row of `model`, with the rows that it refers to; these are not to be saved."""
    own = {name: value for name, value in row.items() if "__" not in name}
    found = model(**own)
    for relation in {name.partition("__")[0] for name in row if "__" in name}:
        columns = {name.partition("__")[2]: value for name, value in row.items() if name.startswith(f"{relation}__")}
        setattr(found, relation, RELATED[relation](**columns) if columns["public_id"] else None)
    return found
