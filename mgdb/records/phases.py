"""Phases."""

from mgdb.models import Phase
from mgdb.science.identifiers import IDENTIFIERS

from .model import Column, Facet, Field, Filter, FilterGroup, ListSpecification, RecordType, fields

PHASE = RecordType(
    Phase,
    "phase",
    "phases",
    group="What is measured",
    place=20,
    fields=fields(
        "name",
        "formula",
        "polymorph",
        "structure_family",
        "space_group",
        *(Field(key, description=f"Its {entry.what}: {entry.example}.") for key, entry in IDENTIFIERS.items()),
        "remarks",
    ),
    filters=(
        FilterGroup("composition"),
        Filter("q", "search", ""),
        Filter(
            "structure_family",
            "term",
            phrase="of structure family {}",
            help_text="Structure family of the material or of its phase; repeated: any of them.",
        ),
        Filter(
            "space_group",
            "texts",
            phrase="of space group {}",
            help_text="Space group as printed; repeated: any.",
        ),
        *(
            Filter(key, "texts", phrase=f"with {entry.label} {{}}", help_text=f"{entry.what}: {entry.example}.")
            for key, entry in IDENTIFIERS.items()
        ),
    ),
    facets=(
        Facet("structure_family", "Structure family", ("structure_family",), open=True),
        Facet("space_group", "Space group", ("space_group",), free=True),
        Facet("elements_all", "Elements", ("elements",), array=True, narrows=True),
        Facet("elements_any", "Any of", ("elements",), array=True),
    ),
    orderings={
        "id": "public_id",
        "name": "name",
        "formula": "formula",
        "structure_family": "structure_family",
        "space_group": "space_group",
        **{key: key for key in IDENTIFIERS},
        "specimens": "material_count",
        "molar_mass": "molar_mass",
        "updated_at": "revised_at",
    },
    default_order=("name",),
    lists=(
        ListSpecification(
            "phases",
            "Phases",
            "A substance across papers: formula with structure. It groups the specimens that papers made of it.",
            (
                Column("name", "Name", "name"),
                Column("formula", "Formula"),
                Column("structure_family", "Structure family", "term"),
                Column("space_group", "Space group"),
                Column("molar_mass", "Molar mass (g mol⁻¹)", "own", hidden=True),
                Column("specimens", "Specimens", "number", "material_count"),
                *(Column(key, entry.label, hidden=True) for key, entry in IDENTIFIERS.items()),
            ),
        ),
    ),
    search_name="name",
    about_one="A substance across papers; it groups materials.",
    about_list="Substances across papers: formula and structure.",
)
