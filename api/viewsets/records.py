"""Viewsets of record types, made of their declarations in `mgdb.records`: one for each list that they have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from api import renderers
from mgdb import search
from mgdb.projection.counting import counted
from mgdb.projection.serializers import SERIALIZERS
from mgdb.records import RECORD_TYPES, ListSpecification, RecordType

from .base import RecordViewSet
from .comparisons import Comparisons
from .measurements import Measurements
from .pairs import Pairs
from .sources import Sources

# Record types that answer otherwise than the others.
WRITTEN: dict[str, type[RecordViewSet]] = {
    "comparison": Comparisons,
    "measurement": Measurements,
    "pair": Pairs,
    "source": Sources,
}


def endpoints() -> Iterator[tuple[str, type[RecordViewSet]]]:
    """The addresses of all record types with what answers there: those of their lists, or of all records."""
    for record_type in RECORD_TYPES:
        if record_type.lists:
            yield from ((page.key, viewset_from(record_type, page)) for page in record_type.lists)
        else:
            yield record_type.plural, viewset_from(record_type)


def viewset_from(record_type: RecordType, page: ListSpecification | None = None) -> type[RecordViewSet]:
    """What answers at the address of a record type, or of one of its lists."""
    key = page.key if page else record_type.plural
    serializer = SERIALIZERS[record_type.name]
    viewset: Any = WRITTEN.get(record_type.name, RecordViewSet)
    rows: Any = counted(record_type)
    if page and page.roles:
        rows = rows.with_role(*page.roles)
    return type(
        key.capitalize(),
        (viewset,),
        {
            "record_type": record_type,
            "__doc__": (page and page.about) or record_type.summary,
            "filters": search.FILTER_SETS[key],
            "queryset": rows,
            "serializer_class": serializer,
            "renderer_classes": renderers.WITH_SOURCES if record_type.cites else renderers.TABLE,
        },
    )
