"""How the records of each type are written as forms: their columns in order, and the parts that belong to them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from mgdb.models import (
    Cell,
    Citation,
    Comparison,
    ComparisonRow,
    Component,
    Curve,
    Defect,
    Electrolyte,
    Flag,
    Material,
    MaterialName,
    Measurement,
    MeasurementCondition,
    Modification,
    Pair,
    Phase,
    Record,
    Report,
    ReportedFactor,
    Source,
    Statement,
)


@dataclass(frozen=True)
class PartSchema:
    """Rows that belong to a record: under which key they stand, and what tells them apart."""

    name: str
    model: type[models.Model]
    parent: str
    columns: tuple[str, ...]
    identity: tuple[str, ...]
    children: tuple[PartSchema, ...] = ()
    mapping: str = ""  # the column whose values are the keys when children are written as a mapping
    shorthand: str = ""  # … and the column that is written alone where nothing else is to say
    single: bool = False  # a one-to-one part, written as a mapping

    @property
    def has_position(self) -> bool:
        return any(column.name == "position" for column in self.model._meta.fields)


@dataclass(frozen=True)
class RecordSchema:
    """How the records of a type are written: their columns in order, and their children."""

    model: type[Record]
    section: str
    columns: tuple[str, ...]
    children: tuple[PartSchema, ...] = ()


FLAGS = ("code", "severity", "reason")


def flags(parent: str) -> PartSchema:
    return PartSchema("flags", Flag, parent, FLAGS, ("code", "reason"))


SCHEMAS: dict[str, RecordSchema] = {
    form.section: form
    for form in (
        RecordSchema(
            Source,
            "sources",
            (
                "kind",
                "title",
                "authors",
                "et_al",
                "container",
                "year",
                "volume",
                "issue",
                "pages",
                "doi",
                "url",
                "licence",
                "remarks",
            ),
            (
                PartSchema(
                    "citations",
                    Citation,
                    "document",
                    ("key", "cited", "printed_doi", "remark"),
                    ("key", "cited"),
                    (flags("citation"),),
                ),
            ),
        ),
        RecordSchema(Phase, "phases", ("name", "formula", "polymorph", "structure_family", "space_group", "remarks")),
        RecordSchema(
            Material,
            "materials",
            (
                "name",
                "markup",
                "formula",
                "source",
                "phase",
                "roles",
                "structure_family",
                "space_group",
                "morphology",
                "strategy",
                "fabrication",
                "fabrication_route",
                "remarks",
            ),
            (
                PartSchema("names", MaterialName, "material", ("name", "document"), ("name", "document")),
                PartSchema(
                    "defects",
                    Defect,
                    "material",
                    (
                        "kind",
                        "species",
                        "site",
                        "concentration_printed",
                        "low",
                        "high",
                        "unit",
                        "induced_by",
                        "route",
                        "document",
                        "locator",
                        "remarks",
                    ),
                    ("public_id",),
                ),
                PartSchema(
                    "modifications",
                    Modification,
                    "material",
                    ("kind", "description", "document", "locator"),
                    ("kind", "description"),
                ),
                PartSchema(
                    "electrolyte",
                    Electrolyte,
                    "material",
                    ("electrolyte_class", "carrier_cations", "chloride", "remarks"),
                    (),
                    (
                        PartSchema(
                            "components",
                            Component,
                            "electrolyte",
                            ("role", "name", "formula", "amount_printed", "low", "high", "unit", "from_name"),
                            ("role", "name"),
                        ),
                    ),
                    single=True,
                ),
                flags("material"),
            ),
        ),
        RecordSchema(
            Cell,
            "cells",
            (
                "name",
                "source",
                "chemistry",
                "configuration",
                "working_material",
                "working_electrode",
                "counter_material",
                "counter_electrode",
                "reference_electrode",
                "electrolyte",
                "window_low",
                "window_high",
                "window_scale",
                "loading_low",
                "loading_high",
                "active_share",
                "carbon_share",
                "binder_share",
                "formulation",
                "collector",
                "separator",
                "mass_basis",
                "water_content",
                "document",
                "locator",
                "remarks",
            ),
            (flags("cell"),),
        ),
        RecordSchema(
            Measurement,
            "measurements",
            (
                "material",
                "cell",
                "property_key",
                "kind",
                "range_kind",
                "text_value",
                "relative_to",
                "origin",
                "method",
                "method_detail",
                "ion",
                "measured_in",
                "source",
                "remarks",
            ),
            (
                PartSchema(
                    "conditions",
                    MeasurementCondition,
                    "measurement",
                    ("key", "status", "printed"),
                    ("key",),
                    mapping="key",
                    shorthand="printed",
                ),
                PartSchema(
                    "reports",
                    Report,
                    "measurement",
                    (
                        "document",
                        "locator",
                        "citation_key",
                        "printed_value",
                        "printed_unit",
                        "printed_conditions",
                        "reading",
                        "assumed_unit",
                        "remark",
                    ),
                    ("document", "locator"),
                ),
                flags("measurement"),
            ),
        ),
        RecordSchema(
            Pair,
            "pairs",
            ("modified", "control", "kind", "properties", "source", "document", "locator", "citation_key", "remarks"),
        ),
        RecordSchema(
            ReportedFactor,
            "factors",
            (
                "property_key",
                "material",
                "relative_kind",
                "relative_to",
                "relative_text",
                "form",
                "printed",
                "value",
                "low",
                "high",
                "approximate",
                "bound",
                "unit",
                "ion",
                "source",
                "document",
                "locator",
                "citation_key",
                "remarks",
            ),
            (flags("factor"),),
        ),
        RecordSchema(
            Statement,
            "statements",
            (
                "topic",
                "subject",
                "text",
                "sign",
                "number",
                "material",
                "phase",
                "defect_kind",
                "electrolyte_class",
                "structure_family",
                "equation",
                "source",
                "document",
                "locator",
                "citation_key",
                "remarks",
            ),
        ),
        RecordSchema(
            Curve,
            "curves",
            (
                "name",
                "material",
                "cell",
                "property_key",
                "x_label",
                "x_unit",
                "y_unit",
                "points",
                "digitiser",
                "source",
                "document",
                "locator",
                "citation_key",
                "remarks",
            ),
        ),
        RecordSchema(
            Comparison,
            "comparisons",
            ("slug", "title", "description", "layout", "document", "locator", "properties"),
            (PartSchema("rows", ComparisonRow, "comparison", ("material", "group"), ("material",)),),
        ),
    )
}

# Columns that dataset files know by another name.
FILE_KEYS = {"property_key": "property"}
# Written for every record beside its own columns.
SHARED_FIELDS = ("readings",)
# A condition's other statuses are written as their words: “not reported”.
STATUS_WORDS = {"not reported": "not_reported", "not applicable": "not_applicable"}


def file_key(column: str) -> str:
    """The key under which dataset files write `column`."""
    return FILE_KEYS.get(column, column)


def schema_for(record: Record | type[Record]) -> RecordSchema:
    """How the records of the type of `record` are written."""
    model = record if isinstance(record, type) else type(record)
    return next(form for form in SCHEMAS.values() if issubclass(model, form.model))
