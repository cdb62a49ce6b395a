"""Measurements: the list that is asked most, so its rows are made from plain tuples instead of model instances.

A test holds this path and the serializer to the same answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, ClassVar

from django.db import connection
from django.db.models import QuerySet

from api import serializers
from api.serializers.measurements import condition_entry, unit_of
from mgdb import search
from mgdb.models import Flag, MaterialName, Measurement, MeasurementCondition, Report
from mgdb.science import conditions, properties, units
from mgdb.search import ParameterError, ParameterProblem, unit_problems
from mgdb.search.parameters import Unit

from .base import RecordViewSet

UNIT = "unit"
COLUMNS = (
    "pk", "public_id", "property_key", "kind", "value", "low", "high", "bound", "approximate", "range_kind",
    "uncertainty", "text_value", "origin", "method", "method_detail", "ion", "remarks", "readings", "updated_at",
    "material_id", "material__public_id", "material__name", "material__formula", "cell__public_id", "cell__name",
    "relative_to_id", "relative_to__public_id", "relative_to__name", "relative_to__formula",
    "measured_in__public_id", "measured_in__name", "measured_in__electrolyte__public_id",
    "measured_in__electrolyte__name", "source__public_id", "source__doi",
)  # fmt: skip


CHILDREN: dict[str, tuple[QuerySet, str, tuple[str, ...]]] = {
    "conditions": (
        MeasurementCondition.objects.order_by("id"),
        "measurement",
        ("measurement_id", "key", "status", "low", "high", "unit", "printed", "text", "assumed"),
    ),
    "reports": (
        Report.objects.order_by("position", "id"),
        "measurement",
        (
            "measurement_id", "document__public_id", "document__doi", "locator", "printed_value", "printed_unit",
            "printed_conditions", "citation_key",
        ),
    ),
    "flags": (Flag.objects.order_by("id"), "measurement", ("measurement_id", "code", "severity", "reason")),
    "names": (MaterialName.objects.order_by("id"), "material", ("material_id", "name")),
}  # fmt: skip

SHOWN_IN = {
    "conditions": {"conditions"},
    "reports": {"reports"},
    "flags": {"flags"},
    "names": {"material", "relative_to"},
}

# Relations that a member alone needs: their joins cost more than the rest of the statement.
RELATED = {
    "material": "material__",
    "cell": "cell__",
    "relative_to": "relative_to__",
    "measured_in": "measured_in__",
    "source": "source__",
}


def columns(wanted: Collection[str]) -> tuple[str, ...]:
    """The COLUMNS that the members `wanted` are made of; all when none are named."""
    spared = tuple(prefix for member, prefix in RELATED.items() if wanted and member not in wanted)
    return tuple(name for name in COLUMNS if not name.startswith(spared)) if spared else COLUMNS


@cache
def statement(part: str) -> str:
    """The SQL of one part of CHILDREN, with one parameter: the list of its parents' keys.

    Django writes it, once: writing the same statements anew for each request took half of its time.
    """
    queryset, parent, columns = CHILDREN[part]
    text, _ = queryset.filter(**{f"{parent}__in": [0]}).values_list(*columns).query.sql_with_params()
    before, found, after = text.partition(" IN (%s)")
    if not found:
        raise RuntimeError(f"unexpected SQL for {part}: {text}")
    return f"{before} = ANY(%s){after}"


def children(part: str, keys: list[int], wanted: Collection[str] = ()) -> list[tuple[Any, ...]]:
    """Rows of one part of CHILDREN for the parents of these keys; none where only other members are `wanted`."""
    if wanted and not SHOWN_IN[part].intersection(wanted):
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement(part), [keys])
        return cursor.fetchall()


def plain_rows(queryset: QuerySet, wanted: Collection[str] = ()) -> list[dict[str, Any]]:
    """The rows of `queryset` as the serializer would give them, in five queries.

    Where only some members are `wanted`, the others may be empty: what is not shown is not asked for.
    """
    asked = columns(wanted)
    found = queryset.select_related(None).prefetch_related(None).values_list(*asked)
    if asked != COLUMNS:
        found = [
            tuple(row.get(name) for name in COLUMNS) for row in (dict(zip(asked, row, strict=True)) for row in found)
        ]
    keys = [row[0] for row in found]
    conditions_of: dict[int, dict[str, Any]] = defaultdict(dict)
    for key, name, *entry in children("conditions", keys, wanted):
        conditions_of[key][name] = condition_entry(*entry)
    reports_of: dict[int, list[Any]] = defaultdict(list)
    for key, document, doi, locator, value, unit, printed_conditions, citation_key in children("reports", keys, wanted):
        reports_of[key].append(
            {
                "document": {"id": document, "doi": doi or None},
                "locator": locator,
                "printed_value": value,
                "printed_unit": unit or None,
                "printed_conditions": printed_conditions or None,
                "citation_key": citation_key or None,
            }
        )
    flags_of: dict[int, list[Any]] = defaultdict(list)
    for key, code, severity, reason in children("flags", keys, wanted):
        flags_of[key].append({"code": code, "severity": severity, "reason": reason})
    names_of: dict[int, list[str]] = defaultdict(list)
    named = {row[19] for row in found} | {row[25] for row in found}
    for key, name in children("names", sorted(named - {None}), wanted):
        names_of[key].append(name)

    def material(key: int | None, public_id: str, name: str, formula: str) -> dict[str, Any] | None:
        if key is None:
            return None
        return {"id": public_id, "name": name, "formula": formula or None, "synonyms": names_of.get(key, [])}

    rows = []
    for (
        pk, public_id, property_key, kind, value, low, high, bound, approximate, range_kind, uncertainty, text, origin,
        method, method_detail, ion, remarks, readings, updated_at, material_key, material_id, material_name, formula,
        cell_id, cell_name, other_key, other_id, other_name, other_formula, measured_in, measured_in_name,
        electrolyte, electrolyte_name, source_id, doi,
    ) in found:  # fmt: skip
        rows.append(
            {
                "id": public_id,
                "property": property_key,
                "kind": kind,
                "value": value,
                "value_min": low,
                "value_max": high,
                "bound": bound,
                "approximate": approximate,
                "range_kind": range_kind or None,
                "uncertainty": uncertainty,
                "unit": unit_of(property_key, kind),
                "text": text or None,
                "relative_to": material(other_key, other_id, other_name, other_formula),
                "conditions": conditions_of.get(pk, {}),
                "method": method,
                "method_detail": method_detail or None,
                "origin": origin,
                "ion": ion,
                "material": material(material_key, material_id, material_name, formula),
                "cell": {"id": cell_id, "name": cell_name} if cell_id else None,
                "measured_in": {
                    "id": measured_in,
                    "name": measured_in_name,
                    "electrolyte": {"id": electrolyte, "name": electrolyte_name} if electrolyte else None,
                }
                if measured_in
                else None,
                "source": {"id": source_id, "doi": doi or None},
                "reports": reports_of.get(pk, []),
                "flags": flags_of.get(pk, []),
                "remarks": remarks or None,
                "readings": readings,
                "updated_at": updated_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            }
        )
    return rows


def in_unit(row: dict[str, Any], unit: str, dimension: str) -> dict[str, Any]:
    """`row` (a measurement or one condition) with its numbers in `unit`."""
    changed = {
        name: units.from_canonical(row[name], unit, dimension)
        for name in ("value", "value_min", "value_max")
        if row[name] is not None
    }
    if row.get("uncertainty") is not None:  # a width: the shift of zero between °C and K does not touch it
        zero = units.from_canonical(0.0, unit, dimension)
        changed["uncertainty"] = units.from_canonical(row["uncertainty"], unit, dimension) - zero
    return row | changed | {"unit": unit}


class Measurements(RecordViewSet):
    """Reported results, one row each, with conditions, provenance and flags."""

    queryset = Measurement.objects.with_details().prefetch_related("material__names", "relative_to__names")
    filters = search.FILTER_SETS["measurements"]
    serializer_class = serializers.Measurement
    detail_parameters: ClassVar[tuple[str, ...]] = (*RecordViewSet.detail_parameters, UNIT)
    unit = ""

    def serialize_page(self, queryset: QuerySet, names: Collection[str]) -> list[dict[str, Any]]:
        return plain_rows(queryset, names)

    def convert_units(self, rows: list[dict[str, Any]], asked: Mapping[str, Any]) -> list[dict[str, Any]]:
        if unit := asked.get(UNIT):
            rows = [
                in_unit(row, unit, properties.PROPERTIES[row["property"]].dimension) if row["unit"] else row
                for row in rows
            ]
        for key, entry in conditions.CONDITIONS.items():
            if unit := asked.get(f"{key}_unit"):
                for row in rows:
                    if key in row["conditions"] and row["conditions"][key]["unit"]:
                        row["conditions"][key] = in_unit(row["conditions"][key], unit, entry.dimension)
        return rows

    def detail_problems(self, record: Measurement) -> list[ParameterProblem]:
        try:
            unit = Unit().clean(self.request.query_params.getlist(UNIT))
        except ParameterError as error:
            return [ParameterProblem(UNIT, error.value, error.reason)]
        if unit is None:
            return []
        dimension = record.property_entry.dimension
        if dimension is None or record.kind != "number":
            return [ParameterProblem(UNIT, unit, "this measurement has no number; leave the unit out.")]
        self.unit = unit
        return list(unit_problems(UNIT, unit, dimension, []))

    def serialize_record(self, record: Measurement) -> dict[str, Any]:
        return self.convert_units([super().serialize_record(record)], {UNIT: self.unit})[0]
