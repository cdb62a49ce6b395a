"""The order in which several records become public: what is referred to first, found from the graph of references."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from typing import Any, TypeAlias

from django.db import models

from mgdb.models import Record
from mgdb.records import type_of

from .publication import all_references

Key: TypeAlias = "tuple[type[models.Model], Any]"


def key_of(record: Record) -> Key:
    return type_of(type(record)).model, record.pk


def referred_to(records: Collection[Record]) -> Iterator[tuple[Key, Key]]:
    """Pairs of who of `records` refers to what; one query for each kind of reference, however many records."""
    by_model: dict[type[models.Model], list[Any]] = {}
    for record in records:
        model, key = key_of(record)
        by_model.setdefault(model, []).append(key)
    for reference in all_references():
        model = reference.record_type.model
        if keys := by_model.get(model):
            rows = model._base_manager.filter(pk__in=keys).order_by().values_list("pk", reference.lookup)
            for key, target in rows:
                if target is not None and (reference.target, target) != (model, key):
                    yield (model, key), (reference.target, target)


def in_order(records: Collection[Record]) -> list[Record]:
    """`records`, each behind those of them that it refers to; otherwise in the order of loading and by key.

    Records that refer to one another in a circle stand last: none of them can come before the others.
    """
    known = {key_of(record): record for record in records}
    waits_for: dict[Key, set[Key]] = {key: set() for key in known}
    wanted_by: dict[Key, set[Key]] = {key: set() for key in known}
    for key, target in referred_to(records):
        if target in known:
            waits_for[key].add(target)
            wanted_by[target].add(key)
    place = {key: (type_of(type(record)).place, record.pk) for key, record in known.items()}
    ready = [(place[key], key) for key, targets in waits_for.items() if not targets]
    heapq.heapify(ready)
    found: list[Record] = []
    while ready:
        _, key = heapq.heappop(ready)
        found.append(known.pop(key))
        for other in wanted_by[key]:
            waits_for[other].discard(key)
            if not waits_for[other]:
                heapq.heappush(ready, (place[other], other))
    return [*found, *(known[key] for key in sorted(known, key=lambda key: place[key]))]
