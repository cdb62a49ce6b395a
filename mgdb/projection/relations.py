"""The rows of a record type with all that their answer shows, in a fixed number of queries."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Prefetch, QuerySet
from rest_framework.serializers import ListSerializer

from mgdb.records import RecordType

from .counting import counted
from .serializers import SERIALIZERS
from .serializers.base import OfRows, ReadOnlySerializer


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


def shown_rows(record_type: RecordType) -> QuerySet[Any]:
    """All records of a type, published and not, with all that their answer shows."""
    return with_relations(counted(record_type), SERIALIZERS[record_type.name]())
