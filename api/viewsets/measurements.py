"""Measurements: their answers are made from the views that pages have, with numbers in the unit asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import QueryDict
from rest_framework.request import Request

from api import pagination
from api.problems import BadParameters
from mgdb.lists import evaluated
from mgdb.models import Measurement
from mgdb.science import conditions, properties, units
from mgdb.search import ParameterError, ParameterProblem, Params, Query, unit_problems
from mgdb.search.given_numbers import GivenNumbers
from mgdb.search.parameters import Unit

from .base import Names, Problems, RecordViewSet, Rows

UNIT = "unit"


def in_unit(row: dict[str, Any], unit: str, dimension: str | None) -> dict[str, Any]:
    """`row` (a measurement or one condition) with its numbers in `unit`."""
    assert dimension is not None  # it has a unit
    unit = units.normalise(unit, dimension)
    changed = {
        name: units.from_canonical(row[name], unit, dimension)
        for name in ("value", "value_min", "value_max")
        if row[name] is not None
    }
    if row.get("uncertainty") is not None:  # a width: the shift of zero between °C and K does not touch it
        zero = units.from_canonical(0.0, unit, dimension)
        changed["uncertainty"] = float(f"{units.from_canonical(row['uncertainty'], unit, dimension) - zero:.12g}")
    return row | changed | {"unit": unit}


class Measurements(RecordViewSet):
    """Reported results, one row each, with conditions, provenance and flags."""

    own_parameters: ClassVar[tuple[str, ...]] = (*RecordViewSet.own_parameters, evaluated.AT)
    detail_parameters: ClassVar[tuple[str, ...]] = (*RecordViewSet.detail_parameters, UNIT)
    list_parameters: ClassVar[Mapping[str, str]] = {evaluated.AT: evaluated.HELP}
    list_schemas: ClassVar[Mapping[str, Mapping[str, Any]]] = {evaluated.AT: evaluated.SCHEMA}
    unit = ""

    def read_list(self, request: Request) -> tuple[Query, Names, pagination.Page]:
        celsius, problems = evaluated.read_temperature(self.record_type, request.query_params)
        if problems:
            raise BadParameters(problems)
        query, names, page = super().read_list(request)
        query.params = evaluated.with_temperature(query.params, celsius)
        return query, names, page

    def given(self, data: QueryDict) -> Mapping[str, GivenNumbers]:
        return evaluated.given(evaluated.read_temperature(self.record_type, data)[0])

    def is_as_stored(self, asked: Mapping[str, Any]) -> bool:
        return super().is_as_stored(asked) and evaluated.AT not in asked

    def describe(self) -> str:
        return evaluated.described(super().describe(), self.query.params if self.query else {})

    def convert_units(self, rows: Rows, asked: Mapping[str, Any]) -> Rows:
        if (celsius := evaluated.asked_at(asked)) is not None:
            keys = Measurement.objects.filter(public_id__in=[row["id"] for row in rows]).values_list("pk", flat=True)
            found = evaluated.evaluations(list(keys), celsius)
            rows = [row | {"evaluated": evaluated.member(found.get(row["id"]))} for row in rows]
        if unit := asked.get(UNIT):
            rows = [
                in_unit(row, unit, properties.PROPERTIES[row["property"]].dimension) if row["unit"] else row
                for row in rows
            ]
            for row in rows:
                if row["evaluated"] and row["evaluated"]["unit"]:
                    row["evaluated"] = in_unit(row["evaluated"], unit, evaluated.ENTRY.dimension)
        for key, entry in conditions.CONDITIONS.items():
            if unit := asked.get(f"{key}_unit"):
                for row in rows:
                    shown = row.get("conditions", {})
                    if key in shown and shown[key]["unit"]:
                        shown[key] = in_unit(shown[key], unit, entry.dimension)
        return rows

    def detail_problems(self, record: Measurement) -> Problems:
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
        return list(unit_problems(UNIT, unit, dimension))

    def asked_units(self) -> Params:
        return Params({UNIT: self.unit} if self.unit else {})

    def serialize_record(self, record: Any) -> dict[str, Any]:
        return self.convert_units([super().serialize_record(record)], {UNIT: self.unit})[0]
