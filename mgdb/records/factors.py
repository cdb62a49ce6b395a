"""Factors that sources state as a number."""

from mgdb.models import ReportedFactor

from .model import Field, Filter, FilterGroup, RecordType, fields
from .shared import BIBLIOGRAPHY, ION_HELP, PROVENANCE, PROVENANCE_FIELDS, flags

FACTOR = RecordType(
    ReportedFactor,
    "factor",
    "factors",
    group="What was found",
    place=80,
    fields=fields(
        Field("property_key", "property"),
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
        Field("unit", description="Only for a difference."),
        "ion",
        "source",
        *PROVENANCE_FIELDS,
        "remarks",
    ),
    parts=(flags("factor"),),
    filters=(
        BIBLIOGRAPHY,
        PROVENANCE,
        FilterGroup("composition", ("material__",)),
        FilterGroup("flags", ("factor",)),
        Filter("q", "search", "material__", phrase="of materials that mention “{}”"),
        Filter(
            "property",
            "property",
            "property_key",
            phrase="of {}",
            help_text="Key of a property; repeated: any of them.",
            example="specific_capacity",
        ),
        Filter("material", "reference", phrase="about {}"),
        Filter("relative_to", "reference", phrase="relative to {}"),
        Filter("relative_kind", "term", phrase="relative to another {}", help_text="What is compared."),
        Filter("form", "term", phrase="stated as {}", help_text="Form of the factor."),
        Filter("ion", "ion", phrase="for the ion {}", help_text=ION_HELP),
    ),
    orderings={"id": "public_id", "property": "property_key", "value": "value", "material": "material__name"},
    cites=("source", "document"),
    about_one="A comparison that a source states as a number.",
    about_list="Comparisons that sources state as a number.",
)
