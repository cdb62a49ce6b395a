"""The columns of a snapshot, for comparing, and a value that changes of tests are made to."""

from mgdb.models import Material, Measurement
from mgdb.search import FILTER_SETS
from mgdb.search.record_types import published_rows
from mgdb.search.snapshot import Snapshot


def content(snapshot: Snapshot) -> dict[str, object]:
    """All columns of a snapshot, by the keys of rows."""
    columns, numbers = snapshot.taken()
    found: dict[str, object] = {"pks": snapshot.pks.tolist()}
    for values, column in columns.items():
        rows, codes = column._entries()
        pairs = zip(snapshot.pks[rows].tolist(), (column.values[code] for code in codes), strict=True)
        found[str(id(values))] = sorted(pairs)
    for name, one in numbers.items():
        ends = zip(snapshot.pks[one.rows].tolist(), one.low.tolist(), one.highs().tolist(), strict=True)
        found[str(name)] = sorted(map(str, ends))
    return found


def all_values() -> Snapshot:
    """That of all values, which answers what is asked of those of materials."""
    return Snapshot(published_rows("measurements"))


def whole_snapshot(key: str = "measurements") -> Snapshot:
    """That of a list, with every column."""
    made = Snapshot(published_rows(key))
    for facet in FILTER_SETS[key].facets:
        made.labels(FILTER_SETS[key].values_of(facet))
    made.numbers("value", "specific_capacity")
    if key == "measurements":
        made.numbers("search")
        made.numbers("condition", "temperature")
    elif published_rows(key).model is Material:
        made.numbers("representative", "specific_capacity")
    for group in FILTER_SETS[key].groups.values():
        made.labels(group.values)
    return made


def in_cell() -> Measurement:
    """One whose conditions are numbers, of which lists hold something."""
    rows = Measurement.objects.published().filter(measured_in__electrolyte__isnull=False)
    return rows.filter(conditions__low__isnull=False).latest("pk")
