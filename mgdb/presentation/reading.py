"""Measurements from the database as views, in two statements: their own columns, and all that belongs to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Flag as Flags
from enum import auto
from functools import cache
from typing import Any

import orjson
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, F, FloatField, Lookup, QuerySet, Value

from mgdb.models import Cell, Component, Flag, Material, MaterialName, Measurement, MeasurementCondition, Report, Source

from .measurements import ConditionView, MeasurementView, ReportView
from .records import CellView, FlagView, MaterialView, SourceView


class Part(Flags):
    """What a view has beside the measurement's own columns.

    MATERIAL, CELL, SOURCE: the records that it names. SYNONYMS: other names of its materials. COMPONENTS: of
    electrolytes, for comparisons. DETAILS: what only pages say of records, beside their ids and names.
    """

    MATERIAL = auto()
    CELL = auto()
    SOURCE = auto()
    CONDITIONS = auto()
    REPORTS = auto()
    FLAGS = auto()
    SYNONYMS = auto()
    COMPONENTS = auto()
    DETAILS = auto()


SHOWN = Part.MATERIAL | Part.CELL | Part.SOURCE | Part.CONDITIONS | Part.REPORTS | Part.FLAGS | Part.DETAILS
COMPARED = SHOWN | Part.COMPONENTS

OWN = (
    "pk", "public_id", "property_key", "kind", "value", "low", "high", "bound", "approximate", "range_kind",
    "uncertainty", "digits", "text_value", "origin", "method", "method_detail", "ion", "remarks", "readings",
    "updated_at", "material_id", "cell_id", "measured_in_id", "relative_to_id", "source_id",
)  # fmt: skip
"""The columns of `MeasurementView`."""


class _AnyOf(Lookup):
    """Whether a column has one of the values of an array, which is one parameter however many they are."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", (*left_params, *right_params)


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows that belong to measurements: `key` is the column by which they are found; the first column of the rows.

    details: columns that only pages need.
    """

    queryset: QuerySet[Any]
    key: str
    columns: tuple[str, ...]
    details: tuple[str, ...] = ()

    def statement(self, *, detailed: bool) -> str:
        """The SELECT of the rows, with one parameter: an array of keys."""
        columns = (self.key, *self.columns, *(self.details if detailed else ()))
        keys = Value([0], output_field=ArrayField(BigIntegerField()))
        sql, _ = self.queryset.filter(_AnyOf(F(self.key), keys)).values_list(*columns).query.sql_with_params()
        return str(sql)

    @property
    def floats(self) -> list[str]:
        """The columns of floating-point numbers, of which JSON writes whole ones as integers: 200.0 as 200."""
        fields = {field.name: field for field in self.queryset.model._meta.concrete_fields}
        return [name for name in (*self.columns, *self.details) if isinstance(fields.get(name), FloatField)]


DOCUMENT_DETAILS = ("authors", "et_al", "year", "container", "title")
TABLES: dict[Part, _Table] = {
    Part.CONDITIONS: _Table(
        MeasurementCondition.objects.order_by("id"),
        "measurement_id",
        ("key", "status", "low", "high", "unit", "printed", "text", "assumed", "approximate", "uncertainty"),
    ),
    Part.REPORTS: _Table(
        Report.objects.order_by("position", "id"),
        "measurement_id",
        (
            *("locator", "printed_value", "printed_unit", "printed_conditions", "citation_key", "remark"),
            *("document_id", "document__public_id", "document__doi"),
        ),
        tuple(f"document__{name}" for name in DOCUMENT_DETAILS),
    ),
    Part.FLAGS: _Table(Flag.objects.order_by("id"), "measurement_id", ("code", "severity", "reason")),
    Part.MATERIAL: _Table(
        Material.objects.order_by(),
        "id",
        ("public_id", "name", "formula"),
        ("markup", "formula_reduced", "structure_family", "electrolyte__electrolyte_class"),
    ),
    Part.SYNONYMS: _Table(MaterialName.objects.order_by("id"), "material_id", ("name",)),
    Part.CELL: _Table(
        Cell.objects.order_by(),
        "id",
        ("public_id", "name", "electrolyte_id", "electrolyte__public_id", "electrolyte__name", "electrolyte__formula"),
        (
            *("electrolyte__markup", "electrolyte__formula_reduced", "electrolyte__structure_family"),
            *("electrolyte__electrolyte__electrolyte_class", "electrolyte__electrolyte__carrier_cations"),
            *("chemistry", "counter_electrode", "counter_material__name", "reference_electrode"),
            *("window_low", "window_high", "window_scale", "active_share", "carbon_share", "binder_share"),
            *("formulation", "mass_basis", "water_content"),
        ),
    ),
    Part.COMPONENTS: _Table(
        Component.objects.order_by(),
        "electrolyte__material__cells_as_electrolyte",
        ("role", "name", "formula", "amount_printed"),
    ),
    Part.SOURCE: _Table(Source.objects.order_by(), "id", ("public_id", "doi"), DOCUMENT_DETAILS),
}

FLOATS = {part: names for part, table in TABLES.items() if (names := table.floats)}


@cache
def _statement(parts: Part) -> str:
    """The statement that gives the rows of all these `parts`, each a JSON array of objects; Django writes it, once."""
    detailed = Part.DETAILS in parts
    selects = [
        f"(SELECT json_agg(found)::text FROM ({table.statement(detailed=detailed)}) found)"  # noqa: S608  (Django wrote it)
        for part, table in TABLES.items()
        if part in parts
    ]
    return f"SELECT {', '.join(selects)}"


def _rows(parts: Part, keys: dict[Part, list[int]]) -> dict[Part, list[dict[str, Any]]]:
    """Rows of each of `parts`, found by `keys`."""
    asked = [part for part in TABLES if part in parts]
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_statement(parts), [keys[part] for part in asked])
        found = cursor.fetchone()
    rows = {part: orjson.loads(text) if text else [] for part, text in zip(asked, found, strict=True)}
    for part, names in FLOATS.items():
        for row in rows.get(part, ()):
            for name in names:
                if type(row.get(name)) is int:
                    row[name] = float(row[name])
    return rows


def measurement_views(measurements: QuerySet[Measurement], parts: Part = SHOWN) -> list[MeasurementView]:
    """The measurements of a queryset as views, in its order, with these `parts`."""
    rows = measurements.select_related(None).prefetch_related(None).values_list(*OWN)
    views = [MeasurementView(*row) for row in rows]
    if not views:
        return []
    by_key = {view.pk: view for view in views}
    own = list(by_key)
    materials = _present(key for view in views for key in (view.material_pk, view.relative_to_pk))
    cells = _present(key for view in views for key in (view.subject_cell_pk, view.measured_in_pk))
    keys = dict.fromkeys(TABLES, own) | {
        Part.MATERIAL: materials,
        Part.SYNONYMS: materials,
        Part.CELL: cells,
        Part.COMPONENTS: cells,
        Part.SOURCE: _present(view.source_pk for view in views),
    }
    found = _rows(parts, keys)
    if Part.MATERIAL in parts:
        _add_materials(views, found)
    if Part.CELL in parts:
        _add_cells(views, found)
    if Part.SOURCE in parts:
        sources = {row["id"]: SourceView(*row.values()) for row in found[Part.SOURCE]}
        for view in views:
            view.source = sources[view.source_pk]
    if Part.CONDITIONS in parts:
        for view in views:
            view.conditions = {}
        for row in found[Part.CONDITIONS]:
            key, *values = row.values()
            by_key[key].conditions[row["key"]] = ConditionView(*values)
    if Part.REPORTS in parts:
        for view in views:
            view.reports = []
        documents: dict[int, SourceView] = {}
        for row in found[Part.REPORTS]:
            key, locator, value, unit, conditions, citation_key, remark, *document = row.values()
            view = by_key[key]
            source = documents.get(document[0]) or documents.setdefault(document[0], SourceView(*document))
            quoted = source.pk != view.source_pk
            view.reports.append(ReportView(source, locator, value, unit, conditions, citation_key, remark, quoted))
    if Part.FLAGS in parts:
        for view in views:
            view.flags = []
        for row in found[Part.FLAGS]:
            key, *values = row.values()
            by_key[key].flags.append(FlagView(*values))
    return views


def _present(keys: Iterable[int | None]) -> list[int]:
    return list({key for key in keys if key is not None})


def _add_materials(views: list[MeasurementView], found: dict[Part, list[dict[str, Any]]]) -> None:
    materials = {row["id"]: MaterialView(*row.values()) for row in found[Part.MATERIAL]}
    for view in views:
        view.material = materials[view.material_pk] if view.material_pk else None
        view.relative_to = materials[view.relative_to_pk] if view.relative_to_pk else None
    if Part.SYNONYMS in found:
        for material in materials.values():
            material.synonyms = []
        for row in found[Part.SYNONYMS]:
            materials[row["material_id"]].synonyms.append(row["name"])


def _add_cells(views: list[MeasurementView], found: dict[Part, list[dict[str, Any]]]) -> None:
    cells: dict[int, CellView] = {}
    for row in found[Part.CELL]:
        key, id, name, *values = row.values()
        electrolyte, details = values[:9], values[9:]
        cell = cells[key] = CellView(key, id, name, MaterialView(*electrolyte) if electrolyte[0] else None, *details)
    for view in views:
        view.subject_cell = cells[view.subject_cell_pk] if view.subject_cell_pk else None
        view.measured_in = cells[view.measured_in_pk] if view.measured_in_pk else None
    if Part.COMPONENTS in found:
        components: dict[int, list[str]] = defaultdict(list)
        for row in found[Part.COMPONENTS]:
            key, role, name, formula, amount = row.values()
            components[key].append(f"{role} {formula or name} {amount}".strip())
        for cell in cells.values():
            if cell.electrolyte:
                cell.electrolyte.components = components[cell.pk]
