"""Measurements from the database as views, in two statements: their own columns, and all that belongs to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Flag as Flags
from enum import auto
from functools import cache
from typing import Any, TypeVar

import orjson
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, CharField, F, FloatField, Func, Lookup, Model, QuerySet, Value

from mgdb.models import Cell, Defect, Flag, Material, MaterialName, Measurement, MeasurementCondition, Report, Source
from mgdb.models.flags import SUSPECT

from .measurements import ConditionView, MeasurementView, ReportView
from .records import CellView, FlagView, MaterialView, SourceView

Row = TypeVar("Row", bound=Model)


class Part(Flags):
    """What a view has beside the measurement's own columns.

    MATERIAL, CELL, SOURCE: the records that it names. SYNONYMS, DEFECTS: other names and defects of its materials.
    FLAGS: its own, and the grave ones of its specimen, cell, electrolyte and source. DETAILS: what only pages say of
    records, beside their ids and names.
    """

    MATERIAL = auto()
    CELL = auto()
    SOURCE = auto()
    CONDITIONS = auto()
    REPORTS = auto()
    OWN_FLAGS = auto()
    MATERIAL_FLAGS = auto()
    CELL_FLAGS = auto()
    ELECTROLYTE_FLAGS = auto()
    SOURCE_FLAGS = auto()
    SYNONYMS = auto()
    DEFECTS = auto()
    DETAILS = auto()
    FLAGS = OWN_FLAGS | MATERIAL_FLAGS | CELL_FLAGS | ELECTROLYTE_FLAGS | SOURCE_FLAGS


SHOWN = Part.MATERIAL | Part.CELL | Part.SOURCE | Part.CONDITIONS | Part.REPORTS | Part.FLAGS | Part.DETAILS


@dataclass
class LeftOut:
    """Measurements that cannot be shown: those of these keys; in `met` the ids of those that were asked for."""

    keys: frozenset[int]
    met: set[str]


_left_out: ContextVar[LeftOut | None] = ContextVar("left_out", default=None)


@contextmanager
def leaving_out(keys: Iterable[int]) -> Iterator[LeftOut]:
    """Within it nothing reads the measurements of these keys."""
    left = LeftOut(frozenset(keys), set())
    token = _left_out.set(left)
    try:
        yield left
    finally:
        _left_out.reset(token)


def readable(rows: QuerySet[Row], column: str = "") -> QuerySet[Row]:
    """`rows` without those that cannot be shown; `column` leads to the measurement."""
    left = _left_out.get()
    if left is None:
        return rows
    before = f"{column}__" if column else ""
    wanted = {f"{before}pk__in": left.keys}
    left.met.update(rows.filter(**wanted).order_by().values_list(f"{before}public_id", flat=True))
    return rows.exclude(**wanted)


class _Written(Func):
    """A moment in UTC to the second, as JSON has it: to read and write it here would be a fifth of a long answer."""

    template = """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
    output_field = CharField()


OWN = (
    "pk", "public_id", "property_key", "kind", "value", "low", "high", "bound", "approximate", "range_kind",
    "uncertainty", "digits", "text_value", "origin", "method", "method_detail", "ion", "remarks", "readings",
    "revision", "self_reviewed", _Written("revised_at"), "material_id", "cell_id", "measured_in_id",
    "relative_to_id", "source_id",
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
        """The SELECT of all rows as one JSON array, each an array of its columns; one parameter: an array of keys."""
        columns = (self.key, *self.columns, *(self.details if detailed else ()))
        keys = Value([0], output_field=ArrayField(BigIntegerField()))
        sql, _ = self.queryset.filter(_AnyOf(F(self.key), keys)).values_list(*columns).query.sql_with_params()
        names = ", ".join(f'found."{name}"' for name in columns)
        return f"SELECT json_agg(json_build_array({names}))::text FROM ({sql}) found"  # noqa: S608  (Django wrote it)

    @property
    def floats(self) -> list[int]:
        """Places of floating-point numbers, of which JSON writes whole ones as integers: 200.0 as 200."""
        fields = {field.name: field for field in self.queryset.model._meta.concrete_fields}
        columns = (self.key, *self.columns, *self.details)
        return [place for place, name in enumerate(columns) if isinstance(fields.get(name), FloatField)]


FLAG = ("code", "severity", "reason")
DOCUMENT_DETAILS = ("authors", "et_al", "year", "container", "title", "bibtex_key")
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
    Part.OWN_FLAGS: _Table(Flag.objects.order_by("id"), "measurement_id", FLAG),
    **{
        part: _Table(Flag.objects.order_by("id"), key, FLAG)
        for part, key in {
            Part.MATERIAL_FLAGS: "material_id",
            Part.CELL_FLAGS: "cell_id",
            Part.ELECTROLYTE_FLAGS: "material__cells_as_electrolyte",
            Part.SOURCE_FLAGS: "source_id",
        }.items()
    },
    Part.MATERIAL: _Table(
        Material.objects.order_by(),
        "id",
        ("public_id", "name", "formula", "electrolyte__chemistry_kind"),
        (
            *("markup", "formula_reduced", "structure_family", "electrolyte__electrolyte_class"),
            *("electrolyte__carrier_cations", "electrolyte__identity", "roles"),
            *("strategy", "phase__public_id", "phase__name", "phase__structure_family"),
        ),
    ),
    Part.SYNONYMS: _Table(MaterialName.objects.order_by("id"), "material_id", ("name",)),
    Part.DEFECTS: _Table(Defect.objects.order_by("position", "id"), "material_id", ("kind", "species")),
    Part.CELL: _Table(
        Cell.objects.order_by(),
        "id",
        (
            *("public_id", "name", "chemistry_kind", "electrolyte_id", "electrolyte__public_id", "electrolyte__name"),
            *("electrolyte__formula", "electrolyte__electrolyte__chemistry_kind"),
        ),
        (
            *("electrolyte__markup", "electrolyte__formula_reduced", "electrolyte__structure_family"),
            *("electrolyte__electrolyte__electrolyte_class", "electrolyte__electrolyte__carrier_cations"),
            *("electrolyte__electrolyte__identity", "electrolyte__roles"),
            *("chemistry", "counter_electrode", "counter_material__name", "reference_electrode"),
            *("window_low", "window_high", "window_scale", "active_share", "carbon_share", "binder_share"),
            *("formulation", "mass_basis", "water_content"),
        ),
    ),
    Part.SOURCE: _Table(Source.objects.order_by(), "id", ("public_id", "doi"), DOCUMENT_DETAILS),
}

FLOATS = {part: places for part, table in TABLES.items() if (places := table.floats)}


@cache
def _statement(parts: Part) -> str:
    """The statement that gives the rows of all these `parts`; Django writes it, once."""
    detailed = Part.DETAILS in parts
    selects = [f"({table.statement(detailed=detailed)})" for part, table in TABLES.items() if part in parts]
    return f"SELECT {', '.join(selects)}"


def _rows(parts: Part, keys: dict[Part, str]) -> dict[Part, list[list[Any]]]:
    """Rows of each of `parts`, found by `keys`; the first column of each is its key."""
    read = [part for part in TABLES if part in parts]
    if not read:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_statement(parts), [keys[part] for part in read])
        found = cursor.fetchone()
    rows = {part: orjson.loads(text) if text else [] for part, text in zip(read, found, strict=True)}
    for part, places in FLOATS.items():
        for row in rows.get(part, ()):
            for place in places:
                if place < len(row) and type(row[place]) is int:
                    row[place] = float(row[place])
    return rows


def measurement_views(measurements: QuerySet[Measurement], parts: Part = SHOWN) -> list[MeasurementView]:
    """The measurements of a queryset as views, in its order, with these `parts`."""
    rows: Iterable[Any] = measurements.select_related(None).prefetch_related(None).values_list(*OWN)
    if left := _left_out.get():  # the queryset may be a slice, of which nothing can be taken
        rows = list(rows)
        left.met.update(public_id for key, public_id, *_ in rows if key in left.keys)
        rows = [row for row in rows if row[0] not in left.keys]
    views = [MeasurementView(*row) for row in rows]
    if not views:
        return []
    by_key = {view.pk: view for view in views}
    own = _array(by_key)
    materials = _present(key for view in views for key in (view.material_pk, view.relative_to_pk))
    cells = _present(key for view in views for key in (view.subject_cell_pk, view.measured_in_pk))
    keys = dict.fromkeys(TABLES, own) | {
        Part.MATERIAL: materials,
        Part.SYNONYMS: materials,
        Part.DEFECTS: materials,
        Part.CELL: cells,
        Part.SOURCE: _present(view.source_pk for view in views),
        Part.MATERIAL_FLAGS: _present(view.material_pk for view in views),
        Part.CELL_FLAGS: cells,
        Part.ELECTROLYTE_FLAGS: cells,
        Part.SOURCE_FLAGS: _present(view.source_pk for view in views),
    }
    found = _rows(parts, keys)
    if Part.MATERIAL in parts:
        _add_materials(views, found)
    if Part.CELL in parts:
        _add_cells(views, found)
    if Part.SOURCE in parts:
        sources = {row[0]: SourceView(*row) for row in found[Part.SOURCE]}
        for view in views:
            view.source = sources[view.source_pk]
    if Part.CONDITIONS in parts:
        for view in views:
            view.conditions = {}
        for row in found[Part.CONDITIONS]:
            key, *values = row
            by_key[key].conditions[values[0]] = ConditionView(*values)
    if Part.REPORTS in parts:
        for view in views:
            view.reports = []
        documents: dict[int, SourceView] = {}
        for row in found[Part.REPORTS]:
            key, locator, value, unit, conditions, citation_key, remark, *document = row
            view = by_key[key]
            source = documents.get(document[0]) or documents.setdefault(document[0], SourceView(*document))
            quoted = source.pk != view.source_pk
            view.reports.append(ReportView(source, locator, value, unit, conditions, citation_key, remark, quoted))
    if Part.OWN_FLAGS in parts:
        _add_flags(views, found)
    return views


def _array(keys: Iterable[int]) -> str:
    """The array of these keys as PostgreSQL writes it: made once, however many parts are found by them."""
    return f"{{{','.join(map(str, keys))}}}"


def _present(keys: Iterable[int | None]) -> str:
    return _array({key for key in keys if key is not None})


def _add_materials(views: list[MeasurementView], found: dict[Part, list[list[Any]]]) -> None:
    materials = {row[0]: MaterialView(*row) for row in found[Part.MATERIAL]}
    for view in views:
        view.material = materials[view.material_pk] if view.material_pk else None
        view.relative_to = materials[view.relative_to_pk] if view.relative_to_pk else None
    if Part.SYNONYMS in found:
        for material in materials.values():
            material.synonyms = []
        for key, name in found[Part.SYNONYMS]:
            materials[key].synonyms.append(name)
    if Part.DEFECTS in found:
        for material in materials.values():
            material.defects = []
        for key, kind, species in found[Part.DEFECTS]:
            materials[key].defects.append(str(Defect(kind=kind, species=species)))


def _add_cells(views: list[MeasurementView], found: dict[Part, list[list[Any]]]) -> None:
    cells: dict[int, CellView] = {}
    for row in found[Part.CELL]:
        key, id, name, kind, *values = row
        electrolyte, details = values[:12], values[12:]
        cells[key] = CellView(key, id, name, kind, MaterialView(*electrolyte) if electrolyte[0] else None, *details)
    for view in views:
        view.subject_cell = cells[view.subject_cell_pk] if view.subject_cell_pk else None
        view.measured_in = cells[view.measured_in_pk] if view.measured_in_pk else None


# where a doubt stands → the column of a view by which it is found
_DOUBTED = {
    Part.MATERIAL_FLAGS: ("specimen", ("material_pk",)),
    Part.CELL_FLAGS: ("cell", ("subject_cell_pk", "measured_in_pk")),
    Part.ELECTROLYTE_FLAGS: ("electrolyte", ("subject_cell_pk", "measured_in_pk")),
    Part.SOURCE_FLAGS: ("source", ("source_pk",)),
}


def _add_flags(views: list[MeasurementView], found: dict[Part, list[list[Any]]]) -> None:
    own: dict[int, list[FlagView]] = defaultdict(list)
    for key, *values in found[Part.OWN_FLAGS]:
        own[key].append(FlagView(*values))
    for view in views:
        view.flags = own[view.pk]
    if not set(_DOUBTED) <= set(found):
        return
    doubted: dict[Part, dict[int, list[FlagView]]] = {}
    for part, (name, _) in _DOUBTED.items():
        doubted[part] = defaultdict(list)
        for key, *values in found[part]:
            code, severity, reason = values
            flag = FlagView(code, severity, reason, on=name)
            if flag.severity == SUSPECT:  # a lesser doubt is told where it stands
                doubted[part][key].append(flag)
    for view in views:
        view.inherited_flags = [
            flag
            for part, (_, columns) in _DOUBTED.items()
            for column in columns
            for flag in doubted[part].get(getattr(view, column), ())
        ]
