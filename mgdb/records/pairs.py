"""Pairs of a modified material and its control."""

from mgdb.models import Pair

from .model import Column, Facet, Field, Filter, FilterGroup, ListSpecification, RecordType, fields
from .shared import BIBLIOGRAPHY, PROVENANCE, PROVENANCE_FIELDS, SOURCE_COLUMN

PAIR = RecordType(
    Pair,
    "pair",
    "pairs",
    group="What was found",
    place=70,
    fields=fields(
        "modified",
        "control",
        "kind",
        Field("properties", description="Keys of the properties for which the control holds; empty: all."),
        "source",
        *PROVENANCE_FIELDS,
        "remarks",
    ),
    filters=(
        BIBLIOGRAPHY,
        FilterGroup("composition", ("modified__",)),
        PROVENANCE,
        Filter("q", "own"),
        Filter("material", "own"),
        Filter("role", "own"),
        Filter("structure_family", "own"),
        Filter("modified", "reference", phrase="of {}"),
        Filter("control", "reference", phrase="against {}"),
        Filter("kind", "term", phrase="of kind {}", help_text="What the control is; repeated: any of them."),
        Filter("property", "own"),
    ),
    facets=(
        Facet("property", "Compared property", open=True, own=True),
        Facet("kind", "Control", ("kind",), open=True),
        Facet(
            "structure_family",
            "Structure family",
            ("modified__structure_family", "modified__phase__structure_family"),
            open=True,
        ),
        Facet("role", "Role", ("modified__roles",), array=True),
        Facet("source_kind", "Source type", ("source__kind",)),
        Facet("year", "Year", ("source__year",)),
        Facet("elements_all", "Elements", ("modified__elements",), array=True, narrows=True),
        Facet("elements_any", "Any of", ("modified__elements",), array=True),
    ),
    orderings={
        "id": "public_id",
        "modified": "modified__name",
        "control": "control__name",
        "kind": "kind",
        "strategy": "modified__strategy",
        "modified_formula": "modified__formula",
        "control_formula": "control__formula",
        "document": "document__search_text",
        "source": "source__search_text",
        "year": "source__year",
        "updated_at": "revised_at",
    },
    default_order=("modified__name",),
    lists=(
        ListSpecification(
            "pairs",
            "Modified vs. pristine",
            "A modified material beside the control that its source names.",
            (
                Column("modified", "Modified", "own"),
                Column("control", "Control", "reference"),
                Column("strategy", "Strategy", path="modified__strategy"),
                Column("kind", "Kind of control", "term"),
                Column("modified_formula", "Formula, modified", path="modified__formula", hidden=True),
                Column("control_formula", "Formula, control", path="control__formula", hidden=True),
                Column("document", "Reported in", "place", hidden=True),
                SOURCE_COLUMN,
            ),
        ),
    ),
    cites=("source",),
    about_list="Modified materials and their controls, as sources name them.",
)
