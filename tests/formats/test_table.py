"""Tables of plain values, from nested rows."""

import pytest

from mgdb.formats import Table
from mgdb.formats.table import flatten, inert


def test_members_of_objects_and_lists_become_columns():
    row = {"id": "a", "source": {"id": "s", "doi": None}, "names": ["x", "y"], "flags": [{"code": "u"}, {"code": "v"}]}
    assert flatten(row) == {"id": "a", "source_id": "s", "source_doi": None, "names": "x; y", "flags_code": "u; v"}


def test_columns_of_one_object_stand_together():
    table = Table.flattened([{"c": {"t": 1}, "z": 2}, {"c": {"t": 3, "u": 4}, "z": 5}], {"what": "two"})
    assert table == Table(["c_t", "c_u", "z"], [[1, None, 2], [3, 4, 5]], {"what": "two"})


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "'=1+1"), ("+90.24 %", "'+90.24 %"), ("-x", "'-x"), ("@a", "'@a"), ("\tx", "'\tx"), ("\rx", "'\rx"),
        ("-1.02", "-1.02"), ("+5", "+5"), ("-1e-4", "-1e-4"), ("plain", "plain"), (-1.5, -1.5), (None, None), ("", ""),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_made_inert(value, shown):
    assert inert(value) == shown
