"""How the records of each noun are written as forms: their columns in order, and the parts that belong to them."""

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
class Children:
    """Rows that belong to a record: under which key they stand, and what tells them apart."""

    name: str
    model: type[models.Model]
    parent: str
    columns: tuple[str, ...]
    identity: tuple[str, ...]
    children: tuple[Children, ...] = ()
    mapping: str = ""  # the column whose values are the keys when children are written as a mapping
    brief: str = ""  # … and the column that is written alone where nothing else is to say
    single: bool = False  # a one-to-one part, written as a mapping

    @property
    def has_position(self) -> bool:
        return any(column.name == "position" for column in self.model._meta.fields)


@dataclass(frozen=True)
class Form:
    """How a noun's records are written: their columns in order, and their children."""

    model: type[Record]
    section: str
    columns: tuple[str, ...]
    children: tuple[Children, ...] = ()


FLAGS = ("code", "severity", "reason")


def flags(parent: str) -> Children:
    return Children("flags", Flag, parent, FLAGS, ("code", "reason"))


FORMS: dict[str, Form] = {
    form.section: form
    for form in (
        Form(
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
                Children(
                    "citations",
                    Citation,
                    "document",
                    ("key", "cited", "printed_doi", "remark"),
                    ("key", "cited"),
                    (flags("citation"),),
                ),
            ),
        ),
        Form(Phase, "phases", ("name", "formula", "polymorph", "structure_family", "space_group", "remarks")),
        Form(
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
                Children("names", MaterialName, "material", ("name", "document"), ("name", "document")),
                Children(
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
                Children(
                    "modifications",
                    Modification,
                    "material",
                    ("kind", "description", "document", "locator"),
                    ("kind", "description"),
                ),
                Children(
                    "electrolyte",
                    Electrolyte,
                    "material",
                    ("electrolyte_class", "carrier_cations", "chloride", "remarks"),
                    (),
                    (
                        Children(
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
        Form(
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
        Form(
            Measurement,
            "measurements",
            (
                "material",
                "cell",
                "property",
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
                Children(
                    "conditions",
                    MeasurementCondition,
                    "measurement",
                    ("key", "status", "printed"),
                    ("key",),
                    mapping="key",
                    brief="printed",
                ),
                Children(
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
        Form(
            Pair,
            "pairs",
            ("modified", "control", "kind", "properties", "source", "document", "locator", "citation_key", "remarks"),
        ),
        Form(
            ReportedFactor,
            "factors",
            (
                "property",
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
        Form(
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
        Form(
            Curve,
            "curves",
            (
                "name",
                "material",
                "cell",
                "property",
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
        Form(
            Comparison,
            "comparisons",
            ("slug", "title", "description", "layout", "document", "locator", "properties"),
            (Children("rows", ComparisonRow, "comparison", ("material", "group"), ("material",)),),
        ),
    )
}

# Written for every record beside its own columns.
COMMON = ("readings",)
# A condition's other statuses are written as their words: “not reported”.
STATUS_WORDS = {"not reported": "not_reported", "not applicable": "not_applicable"}


def form_for(record: Record | type[Record]) -> Form:
    """The declaration of the noun of `record`."""
    model = record if isinstance(record, type) else type(record)
    return next(form for form in FORMS.values() if issubclass(model, form.model))
