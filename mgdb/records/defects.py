"""Defects: parts of materials that have an address of their own."""

from mgdb.models import Defect

from .model import Column, Facet, Field, Filter, FilterGroup, ListSpecification, RecordType, fields

DEFECT_FIELDS = fields(
    "kind",
    Field("species", description="What is missing or added."),
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
)

DEFECT = RecordType(
    Defect,
    "defect",
    "defects",
    group="What is measured",
    place=40,
    fields=DEFECT_FIELDS,
    part_of="material",
    filters=(
        FilterGroup("composition", ("material__",)),
        FilterGroup("bibliography", ("material__source",)),
        Filter("structure_family", "own"),
        Filter("role", "own"),
        Filter("q", "search", "material__", phrase="of materials that mention “{}”"),
        Filter("kind", "term", phrase="of kind {}", help_text="Kind of defect; repeated: any of them."),
        Filter("defect", "term", "kind", phrase="of kind {}", help_text="The same as `kind`."),
        Filter("species", "texts", phrase="of {}", help_text="What is missing or added, as written.", example="O"),
        Filter("route", "term", phrase="made by {}", help_text="How it was made; repeated: any of them."),
        Filter("material", "reference", phrase="in {}"),
        Filter("phase", "reference", "material__phase", phrase="in materials of {}"),
    ),
    facets=(
        Facet("kind", "Kind", ("kind",), open=True),
        Facet("species", "Defect species", ("species",), free=True, open=True),
        Facet("route", "Synthesis route", ("route",)),
        Facet(
            "structure_family",
            "Structure family",
            ("material__structure_family", "material__phase__structure_family"),
        ),
        Facet("role", "Role of the material", ("material__roles",), array=True),
        Facet("source_kind", "Source type", ("material__source__kind",)),
        Facet("year", "Year", ("material__source__year",)),
        Facet("elements_all", "Elements", ("material__elements",), array=True, narrows=True),
        Facet("elements_any", "Any of", ("material__elements",), array=True),
    ),
    orderings={
        "id": "public_id",
        "kind": "kind",
        "species": "species",
        "site": "site",
        "concentration": "low",
        "route": "route",
        "material": "material__name",
        "year": "material__source__year",
        "updated_at": "material__revised_at",
    },
    default_order=("material__name", "position"),
    lists=(
        ListSpecification(
            "defects",
            "Defects",
            "Deviations from the ideal lattice that a source introduced or found, each in one material.",
            (
                Column("kind", "Kind", "own"),
                Column("species", "Species"),
                Column("site", "Site"),
                Column("concentration", "Concentration", path="concentration_printed"),
                Column("route", "Synthesis route", "term"),
                Column("material", "Material", "reference"),
                Column("source", "Source", "source", "material__source", order="year"),
            ),
        ),
    ),
    cites=("material__source",),
    about_one="A deviation from the ideal lattice that the source introduced or found.",
    about_list="Defects of materials: kind, species, preparation.",
)
