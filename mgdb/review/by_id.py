"""Records by their public ids, whose prefixes say of which type each is; one query for each type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from mgdb.models import Record
from mgdb.records import BY_PREFIX, RecordType

from .serialization import with_parts


def ids_by_type(public_ids: Iterable[str]) -> list[tuple[RecordType, list[str]]]:
    """Each record type with those of the ids that are of it, each once and in their order."""
    found: dict[str, list[str]] = {}
    for public_id in dict.fromkeys(public_ids):
        found.setdefault(public_id.partition("-")[0], []).append(public_id)
    return [(BY_PREFIX[prefix], ids) for prefix, ids in found.items() if prefix in BY_PREFIX]


def records_by_id(public_ids: Iterable[str], *, whole: bool = False) -> dict[str, Record]:
    """Id → record, of those that stand, in the order of the ids; `whole`: with their parts."""
    wanted = list(public_ids)
    found: dict[str, Record] = {}
    for declared, some in ids_by_type(wanted):
        rows = with_parts(declared) if whole else declared.model._base_manager.all()
        found |= {one.public_id: one for one in cast("list[Record]", list(rows.filter(public_id__in=some)))}
    return {public_id: found[public_id] for public_id in wanted if public_id in found}
