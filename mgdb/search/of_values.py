"""Questions about the values of materials: which of their parameters are such, and that they are about one value."""

from __future__ import annotations

from dataclasses import replace

from mgdb.models import Measurement

from .filters import AboutValues, Filters
from .measurements import MEASUREMENTS
from .quantities import OF_A_VALUE

LIMITS = (*OF_A_VALUE, "strict")
OF_ELECTROLYTES = ("electrolyte_class", "carrier_cations", "chloride", "strict_mg")
NAMES = frozenset(
    {"property", *LIMITS, "method", "origin", "ion", "counter", "electrolyte", "chemistry", "document"}
    | {*OF_ELECTROLYTES}
)
RULE = "Asked together with other questions about values, it is asked of one and the same value."
PUBLISHED = Measurement.objects.published().filter(material__isnull=False)
# of whatever a material is; electrolytes are asked themselves what class they are of
OF_MATERIALS = AboutValues(MEASUREMENTS, NAMES, PUBLISHED, "material")
OF_ELECTROLYTES_THEMSELVES = replace(OF_MATERIALS, names=NAMES - {*OF_ELECTROLYTES})


def told(filters: Filters, about: AboutValues) -> Filters:
    """`filters` whose help says the rule, where they are questions about values."""
    return {
        name: replace(one, help_text=f"{one.help_text} {RULE}".strip()) if name in about.names - {*LIMITS} else one
        for name, one in filters.items()
    }
