"""Every record type, declared once as plain data.

Forms of review, sections of dataset files, filters, lists, answers of the API, addresses and pages are made of these
declarations by the rooms above. What a room must say of a record type beyond them stands there, keyed by its name.
"""

from __future__ import annotations

from django.db.models import Model

from .cells import CELL
from .comparisons import COMPARISON
from .curves import CURVE
from .defects import DEFECT
from .factors import FACTOR
from .materials import MATERIAL
from .measurements import MEASUREMENT
from .model import (
    Column,
    Facet,
    Field,
    Filter,
    FilterGroup,
    ListSpecification,
    Part,
    RecordType,
    column_of,
    kind_of,
    nested,
    references,
    target_of,
    terms_of,
)
from .pairs import PAIR
from .phases import PHASE
from .sources import SOURCE
from .statements import STATEMENT

# In loading order: what is referred to comes first.
RECORD_TYPES: tuple[RecordType, ...] = (
    SOURCE,
    PHASE,
    MATERIAL,
    DEFECT,
    CELL,
    MEASUREMENT,
    PAIR,
    FACTOR,
    STATEMENT,
    CURVE,
    COMPARISON,
)
BY_NAME = {record_type.name: record_type for record_type in RECORD_TYPES}
BY_PREFIX = {record_type.prefix: record_type for record_type in RECORD_TYPES}
# Those that are reviewed, loaded and published by themselves: section of dataset files → record type.
SECTIONS = {record_type.plural: record_type for record_type in RECORD_TYPES if not record_type.part_of}


def type_of(model: type[Model]) -> RecordType:
    """The declaration of the records of `model`, or of the model that it is a proxy of."""
    concrete = model._meta.concrete_model
    return next(record_type for record_type in RECORD_TYPES if record_type.model is concrete)


__all__ = [
    "BY_NAME",
    "BY_PREFIX",
    "RECORD_TYPES",
    "SECTIONS",
    "Column",
    "Facet",
    "Field",
    "Filter",
    "FilterGroup",
    "ListSpecification",
    "Part",
    "RecordType",
    "column_of",
    "kind_of",
    "nested",
    "references",
    "target_of",
    "terms_of",
    "type_of",
]
