"""A snapshot of the present version made of an earlier one and of what has changed since, by the log of changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from .arrays import rows_with_arrays
from .labels import NONE, Places
from .numbers import Numbers
from .snapshot import ORIGIN, SEEN, Snapshot

MOST = 0.1  # of the rows; of more all are read again as fast
# Which records were written by transactions whose end the snapshot did not see, and whether the log says all of them.
# Of a snapshot that does not know what it has seen the log says nothing.
CHANGED = f"""
SELECT version, {SEEN}, {ORIGIN}, log_from <= pg_snapshot_xmin(old.seen), record_type, record_pk
FROM mgdb_dataversion CROSS JOIN (SELECT NULLIF(%s, '')::pg_snapshot) AS old(seen) LEFT JOIN mgdb_changedrow
  ON xid >= pg_snapshot_xmin(old.seen) AND NOT pg_visible_in_snapshot(xid, old.seen)
WHERE id = 1 LIMIT %s
"""  # noqa: S608 - our own words


def renewed(old: Snapshot, name: str, behind: Mapping[str, str]) -> Snapshot | None:
    """The snapshot of the present version; None where all must be read again.

    name: of the record type of the rows; behind: path from a row to a record whose change changes it → its record type.
    Without a name, and on a standby, a snapshot of another version than the present one must be read again.
    Raises Outdated when the data change meanwhile.
    """
    most = max(1, int(len(old) * MOST))
    found = list(rows_with_arrays(CHANGED, [old.seen, most + 1]))
    version, seen, origin, is_complete = found[0][:4]
    changed: dict[str, list[int]] = {}
    for *_, record_type, key in found:
        if record_type is not None:
            changed.setdefault(record_type, []).append(key)
    if origin != old.origin or not is_complete or len(found) > most:
        return None
    new = Snapshot(old.rows, version=version, pks=old.pks)
    new.seen, new.origin = seen, origin
    if version == old.version:  # as one is that another process has stored
        new.take(*old.taken())
        return new
    if not (name and seen):
        return None
    every = old.rows.model._base_manager.all()
    written = np.array(changed.get(name, []), np.int64)
    touched = [
        new.keys_of(every.filter(**{f"{path}__in": changed[record_type]}))
        for path, record_type in behind.items()
        if record_type in changed
    ]
    keys = np.unique(np.concatenate([written, *touched]))
    if len(keys) > most:
        return None
    public = new.keys_of(old.rows.filter(pk__in=keys.tolist()))
    kept = ~np.isin(old.pks, keys)
    new.pks = np.union1d(old.pks[kept], public)
    places: Places = np.full(len(old), NONE, np.int32)
    places[kept] = np.searchsorted(new.pks, old.pks[kept])
    _renew_columns(old, new, places, public.tolist())
    return new


def _renew_columns(old: Snapshot, new: Snapshot, places: Places, keys: Sequence[int]) -> None:
    """The columns that `old` has, in `new`: those of the rows with `keys` are read, the others move to `places`."""
    columns, numbers = old.taken()
    labels = {values: column.renewed(places, new.read_labels(values, keys)) for values, column in columns.items()}
    joined: dict[tuple[str, str], Numbers] = {}
    for kind, key in numbers:
        if (kind, key) not in joined:
            fresh = new.read_numbers(kind, key, keys)
            joined |= {one: Numbers.joined([numbers[one].moved(places), found]) for one, found in fresh.items()}
    new.take(labels, joined)
