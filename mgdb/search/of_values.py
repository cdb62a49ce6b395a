"""Questions about the values of materials: which of their parameters are such, and that they are about one value."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Expression

from mgdb.models import Electrolyte, Measurement

from . import filter_groups as groups
from .filters import AboutValues, Filters, OwnDetail
from .measurements import MEASUREMENTS
from .quantities import OF_A_VALUE
from .values import RelatedValues, Relation, carriers

LIMITS = (*OF_A_VALUE, "strict")
OF_ELECTROLYTES = ("electrolyte_class", "carrier_cations", "chloride", "strict_mg")
NAMES = frozenset(
    {"property", *LIMITS, "method", "origin", "ion", "counter", "electrolyte", "chemistry", "document"}
    | {*OF_ELECTROLYTES}
)
RULE = "Asked together with other questions about values, it is asked of one and the same value."
PUBLISHED = Measurement.objects.published().filter(material__isnull=False)
DETAILS = Electrolyte.objects.all()


def of_detail(name: str, path: str) -> str | Expression:
    """What the electrolyte detail at `path` says of the question `name`."""
    return carriers(path) if name == "carrier_cations" else f"{path}{name}"


_FILTERS = groups.electrolytes("")
OWN = OwnDetail(
    DETAILS,
    "material",
    _FILTERS,
    {name: RelatedValues(Relation(DETAILS, "material_id", of_detail(name, ""))) for name in _FILTERS},
)
# of whatever a material is; electrolytes are asked themselves what class they are of
OF_MATERIALS = AboutValues(MEASUREMENTS, NAMES, PUBLISHED, "material", OWN)
OF_ELECTROLYTES_THEMSELVES = replace(OF_MATERIALS, names=NAMES - {*OF_ELECTROLYTES}, own=None)


def told(filters: Filters, about: AboutValues) -> Filters:
    """`filters` whose help says the rule, where they are questions about values."""
    return {
        name: replace(one, help_text=f"{one.help_text} {RULE}".strip()) if name in about.names - {*LIMITS} else one
        for name, one in filters.items()
    }
