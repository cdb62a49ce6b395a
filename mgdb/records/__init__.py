"""Every record type, declared once as plain data.

Forms of review, sections of dataset files, filters, lists, answers of the API, addresses and pages are made of these
declarations by the rooms above. What a room must say of a record type beyond them stands there, keyed by its name.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from django.db.models import Model

from .model import (
    GROUPS,
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


def _declared() -> tuple[RecordType, ...]:
    """The record types of the modules of this package, in loading order."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    found = {one.name: one for module in modules for one in vars(module).values() if isinstance(one, RecordType)}
    return tuple(sorted(found.values(), key=lambda record_type: record_type.place))


RECORD_TYPES = _declared()
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
    "GROUPS",
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
