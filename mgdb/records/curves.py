"""Digitised curves."""

from mgdb.models import Curve

from .model import Field, Filter, RecordType, fields
from .shared import BIBLIOGRAPHY, PROVENANCE, PROVENANCE_FIELDS

CURVE = RecordType(
    Curve,
    "curve",
    "curves",
    place=100,
    fields=fields(
        "name",
        "material",
        "cell",
        Field("property_key", "property", "The property along y."),
        "x_label",
        "x_unit",
        "y_unit",
        "points",
        "digitiser",
        "source",
        *PROVENANCE_FIELDS,
        "remarks",
    ),
    filters=(
        PROVENANCE,
        BIBLIOGRAPHY,
        Filter("q", "text", "name", phrase="that mention “{}”", help_text="Words in the name of the curve."),
        Filter(
            "property",
            "property",
            "property_key",
            phrase="of {}",
            help_text="Key of a property; repeated: any of them.",
            example="specific_capacity",
        ),
        Filter("material", "reference", phrase="about {}"),
        Filter("cell", "reference", phrase="about {}"),
    ),
    orderings={"id": "public_id", "name": "name", "property": "property_key", "updated_at": "updated_at"},
    cites=("source", "document"),
    about_one="A digitised curve.",
    about_list="Digitised curves.",
)
