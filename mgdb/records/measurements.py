"""Measurements with their conditions and reports.

What may be asked of them and what their list shows is declared in `mgdb.search` and `mgdb.projection` themselves.
"""

from mgdb.models import Measurement, MeasurementCondition, Report

from .model import Field, ListSpecification, Part, RecordType, fields
from .shared import METHOD_FIELDS, SUBJECT_FIELDS, conditions, flags

MEASUREMENT = RecordType(
    Measurement,
    "measurement",
    "measurements",
    group="What was found",
    place=60,
    fields=fields(
        *SUBJECT_FIELDS,
        Field("property_key", "property"),
        "kind",
        "range_kind",
        "text_value",
        "relative_to",
        *METHOD_FIELDS,
        "source",
        "remarks",
    ),
    parts=(
        conditions(MeasurementCondition, "measurement"),
        Part(
            "reports",
            Report,
            "measurement",
            fields(
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
            identity=("document", "locator"),
        ),
        flags("measurement"),
    ),
    lists=(
        ListSpecification(
            "measurements",
            "Measurements",
            "One row for each reported result, however many documents repeat it.",
        ),
    ),
    cites=("source",),
    about_one="One reported result. Numbers are in the canonical unit of the property, or in the unit asked for.",
    about_list="Reported results, one row each, with conditions, provenance and flags.",
)
