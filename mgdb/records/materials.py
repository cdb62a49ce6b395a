"""Materials with their names, defects, modifications and electrolyte detail.

What may be asked of them and what their lists show is declared in `mgdb.search` and `mgdb.projection` themselves.
"""

from mgdb.models import Component, Defect, Electrolyte, Material, MaterialName, Modification

from .defects import DEFECT_FIELDS
from .model import ListSpecification, Part, RecordType, fields
from .shared import flags

ELECTROLYTE = Part(
    "electrolyte",
    Electrolyte,
    "material",
    fields("electrolyte_class", "carrier_cations", "chloride", "remarks"),
    identity=(),
    parts=(
        Part(
            "components",
            Component,
            "electrolyte",
            fields("role", "name", "formula", "amount_printed", "low", "high", "unit", "from_name"),
            identity=("role", "name"),
        ),
    ),
    single=True,
)

MATERIAL = RecordType(
    Material,
    "material",
    "materials",
    group="What is measured",
    place=30,
    fields=fields(
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
    parts=(
        Part("names", MaterialName, "material", fields("name", "document"), identity=("name", "document")),
        Part("defects", Defect, "material", DEFECT_FIELDS, identity=("public_id",)),
        Part(
            "modifications",
            Modification,
            "material",
            fields("kind", "description", "formula", "document", "locator"),
            identity=("kind", "description"),
        ),
        ELECTROLYTE,
        flags("material"),
    ),
    lists=(
        ListSpecification(
            "materials",
            "Materials",
            "Every specimen as one paper names and makes it; the same compound of two papers stands here twice.",
            compares=True,
            properties=("specific_capacity", "ionic_conductivity"),
        ),
        ListSpecification(
            "cathodes",
            "Cathodes",
            "Positive electrode materials. Choose from two to twelve to see them side by side.",
            roles=("cathode",),
            compares=True,
            about="Materials that serve as cathode.",
            properties=("specific_capacity", "voltage", "migration_barrier"),
        ),
        ListSpecification(
            "anodes",
            "Anodes and interphases",
            "Negative electrode materials, and the layers grown or applied on them.",
            roles=("anode", "interphase"),
            compares=True,
            about="Materials that serve as anode, interphase or coating.",
            properties=("capacity_retention", "cycles_demonstrated"),
        ),
        ListSpecification(
            "electrolytes",
            "Electrolytes",
            "What carries the ions, as each paper made it. Concentrations are as printed.",
            roles=("electrolyte",),
            compares=True,
            about="Materials that serve as electrolyte, with class and components.",
            properties=("ionic_conductivity", "activation_energy", "anodic_limit"),
        ),
    ),
    cites=("source",),
    search_name="name",
    about_one="A specimen as one source names and makes it.",
    about_list="Specimens, each as one source names and makes it.",
)
