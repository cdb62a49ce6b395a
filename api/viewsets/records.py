"""Viewsets of record types, made of their declarations in `mgdb.records`: one for each list that they have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model, Prefetch, QuerySet
from rest_framework.serializers import ListSerializer

from api import renderers
from api.serializers import SERIALIZERS
from api.serializers.base import OfRows, ReadOnlySerializer
from mgdb import search
from mgdb.records import RECORD_TYPES, ListSpecification, RecordType

from .base import RecordViewSet
from .comparisons import Comparisons
from .measurements import Measurements
from .sources import Sources

# Record types that answer otherwise than the others, and those whose rows are counted something.
WRITTEN: dict[str, type[RecordViewSet]] = {
    "comparison": Comparisons,
    "measurement": Measurements,
    "source": Sources,
}
COUNTED: dict[str, Callable[[Any], QuerySet[Any]]] = {
    "material": lambda rows: rows.with_measurement_count(),
    "phase": lambda rows: rows.with_material_count(),
    "source": lambda rows: rows.with_counts(),
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
    rows: Any = record_type.model._default_manager.all()
    if viewset.fetches_relations:
        rows = with_relations(rows, serializer())
    if page and page.roles:
        rows = rows.with_role(*page.roles)
    if record_type.name in COUNTED:
        rows = COUNTED[record_type.name](rows)
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


def with_relations(rows: QuerySet[Any], serializer: ReadOnlySerializer) -> QuerySet[Any]:
    """`rows` with all relations that `serializer` shows, in a fixed number of queries."""
    joined, fetched = relations(rows.model, serializer)
    return (rows.select_related(*joined) if joined else rows).prefetch_related(*fetched.values())


def relations(
    model: type[Model], serializer: ReadOnlySerializer, prefix: str = ""
) -> tuple[list[str], dict[str, str | Prefetch[Any]]]:
    """The relations of `model` that `serializer` shows: those that are joined, and those that are fetched apart."""
    joined: list[str] = []
    fetched: dict[str, str | Prefetch[Any]] = {}
    for member in serializer.fields.values():
        source = str(member.source)
        path = prefix + source
        if isinstance(member, ListSerializer):
            child = member.child
            assert isinstance(child, ReadOnlySerializer)
            fetched[path] = Prefetch(path, with_relations(_related(model, source)._default_manager.all(), child))
        elif isinstance(member, OfRows):
            fetched.setdefault(path, path)
        elif isinstance(member, ReadOnlySerializer) and source != "*":
            inner_joined, inner_fetched = relations(_related(model, source), member, f"{path}__")
            joined += [path, *inner_joined]
            fetched |= inner_fetched
        elif "." in source:
            joined.append(path.rpartition(".")[0].replace(".", "__"))
    return joined, fetched


def _related(model: type[Model], relation: str) -> type[Model]:
    target = model._meta.get_field(relation).related_model
    assert isinstance(target, type)
    return target
