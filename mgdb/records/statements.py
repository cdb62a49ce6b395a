"""Statements."""

from mgdb.models import Statement

from .model import Column, Facet, Field, Filter, FilterGroup, ListSpecification, RecordType, fields
from .shared import BIBLIOGRAPHY, PROVENANCE, PROVENANCE_FIELDS

STATEMENT = RecordType(
    Statement,
    "statement",
    "statements",
    group="What was found",
    place=90,
    fields=fields(
        "topic",
        "subject",
        "text",
        "sign",
        Field("number", description="Its number in the document's list."),
        "material",
        "phase",
        "defect_kind",
        "electrolyte_class",
        "structure_family",
        "equation",
        "source",
        *PROVENANCE_FIELDS,
        "remarks",
    ),
    filters=(
        PROVENANCE,
        BIBLIOGRAPHY,
        FilterGroup("composition", ("material__", "phase__")),
        Filter("q", "search", ""),
        Filter("topic", "term", phrase="on {}", help_text="Topic; repeated: any of them."),
        Filter("sign", "term", phrase="with {} effect", help_text="Effect: positive, negative …; write + as %2B."),
        Filter("material", "reference", phrase="about {}"),
        Filter("phase", "own"),
        Filter("defect", "term", "defect_kind", phrase="about {}", help_text="Kind of defect it is about."),
        Filter(
            "electrolyte_class",
            "term",
            phrase="about the class {}",
            help_text="Class of electrolytes it is about.",
        ),
        Filter(
            "structure_family",
            "term",
            phrase="of structure family {}",
            help_text="Structure family of the material or of its phase; repeated: any of them.",
        ),
    ),
    facets=(
        Facet("topic", "Topic", ("topic",), open=True),
        Facet("sign", "Effect", ("sign",), open=True),
        Facet("defect", "Kind of defect", ("defect_kind",)),
        Facet("electrolyte_class", "Electrolyte class", ("electrolyte_class",)),
        Facet("structure_family", "Structure family", ("structure_family",)),
        Facet("year", "Year of the primary source", ("source__year",)),
        Facet("source_kind", "Kind of the primary source", ("source__kind",)),
        Facet("elements_all", "Elements", ("material__elements", "phase__elements"), array=True, narrows=True),
        Facet("elements_any", "Any of", ("material__elements", "phase__elements"), array=True),
    ),
    orderings={
        "id": "public_id",
        "topic": "topic",
        "subject": "subject",
        "text": "text",
        "sign": "sign",
        "document": "document__search_text",
        "locator": "locator",
        "updated_at": "revised_at",
    },
    default_order=("topic", "subject"),
    lists=(
        ListSpecification(
            "statements",
            "Statements",
            "What documents say without a number, in our own words.",
            (
                Column("subject", "About", "name"),
                Column("text", "Statement", wide=True),
                Column("topic", "Topic", "term"),
                Column("sign", "Effect", "term"),
                Column("document", "Reported in", "place"),
            ),
        ),
    ),
    cites=("document", "source"),
    search_name="subject",
    about_one="What a document says without a number, in our own words.",
    about_list="Qualitative knowledge, in our own words.",
)
