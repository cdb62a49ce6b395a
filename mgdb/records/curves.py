"""Digitised curves with their conditions."""

from mgdb.models import Curve, CurveCondition

from .model import Facet, Field, Filter, FilterGroup, RecordType, fields
from .shared import (
    BIBLIOGRAPHY,
    ION_HELP,
    METHOD_FIELDS,
    PROVENANCE,
    PROVENANCE_FIELDS,
    SUBJECT_FIELDS,
    conditions,
    flags,
)

CURVE = RecordType(
    Curve,
    "curve",
    "curves",
    group="What was found",
    place=100,
    fields=fields(
        "name",
        *SUBJECT_FIELDS,
        *METHOD_FIELDS,
        Field("x_axis", description="Key of what runs along x: a property, a condition, time, potential, intensity."),
        Field("x_transform", description="How it stands on the axis: as it is, a logarithm, 1000/T …"),
        Field("x_unit", description="Unit of the numbers along x, as printed; a power of ten may stand before it."),
        Field("x_label", description="Title of the axis, as printed."),
        Field("y_axis", description="Key of what runs along y."),
        Field("y_transform", description="How it stands on the axis: as it is, a logarithm, times T …"),
        Field("y_unit", description="Unit of the numbers along y, as printed; a power of ten may stand before it."),
        Field("y_label", description="Title of the axis, as printed."),
        "points",
        "x_errors",
        "y_errors",
        "bounds",
        "digitiser",
        "source",
        *PROVENANCE_FIELDS,
        "remarks",
    ),
    parts=(
        conditions(CurveCondition, "curve"),
        flags("curve"),
    ),
    filters=(
        PROVENANCE,
        BIBLIOGRAPHY,
        FilterGroup(
            "electrolyte",
            (
                "measured_in__electrolyte__electrolyte__",
                "cell__electrolyte__electrolyte__",
                "material__electrolyte__",
            ),
        ),
        FilterGroup(
            "composition", ("material__", "cell__working_material__"), ("material__elements", "cell__elements")
        ),
        FilterGroup("flags", ("curve",)),
        Filter("q", "search", ""),
        Filter(
            "property",
            "property",
            "y_axis",
            phrase="of {}",
            help_text="Key of the property along y; repeated: any of them.",
            example="specific_capacity",
        ),
        Filter("material", "reference", phrase="about {}"),
        Filter("cell", "reference", phrase="about {}"),
        Filter("measured_in", "reference", phrase="measured in {}"),
        Filter("origin", "term", phrase="of data type {}", help_text="Where the curve comes from; repeated: any."),
        Filter("method", "term", phrase="by {}", help_text="Method; repeated: any of them."),
        Filter("ion", "ion", phrase="for the ion {}", help_text=ION_HELP),
        Filter("role", "own"),
        Filter("chemistry", "own"),
        Filter("strict_mg", "own"),
        Filter("structure_family", "own"),
    ),
    facets=(
        Facet("property", "Along y", ("y_axis",)),
        Facet("ion", "Charge carrier", ("ion",)),
        Facet("method", "Method", ("method",)),
        Facet("chemistry", "Battery chemistry", own=True),
    ),
    orderings={"id": "public_id", "name": "name", "property": "y_axis", "updated_at": "revised_at"},
    cites=("source", "document"),
    about_one="A digitised curve.",
    about_list="Digitised curves.",
)
