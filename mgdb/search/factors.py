"""What pairs are asked for and sorted by: the properties of which both materials have values, and their factors.

A factor depends on the values of both materials, so no table holds it: an entry point brings the numbers
(`given_numbers`).
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Exists, F, OuterRef, Q

from mgdb.models import Measurement
from mgdb.science.properties import PROPERTIES
from mgdb.science.representative import HIGHER, LOWER

from .values import RelatedValues, Relation

SUFFIX = "_factor"
LARGEST = "factors"
# in the order of the catalogue, whatever pairs there are
FACTORS: Mapping[str, str] = {f"{key}{SUFFIX}": key for key in PROPERTIES if key in (*HIGHER, *LOWER)}
NAMES = (LARGEST, *FACTORS)

# Of which property: the control holds for it, and both materials have a number.
_of_control = Measurement.objects.published().filter(
    kind="number", material=OuterRef("material__controls__control"), property_key=OuterRef("property_key")
)
_holds = Q(material__controls__properties=[]) | Q(material__controls__properties__contains=[F("property_key")])
COMPARED = RelatedValues(
    Relation(
        Measurement.objects.published().filter(_holds, Exists(_of_control), kind="number", material__isnull=False),
        "material__controls__pk",
        "property_key",
    )
)
