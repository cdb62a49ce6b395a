"""Tables as JSON."""

import json

from mgdb.formats import Table
from mgdb.formats.json import write


def test_json_has_what_the_rows_are_their_number_and_each_as_an_object():
    content = json.loads(write(Table(["a", "b"], [[1.5, None], ["=x", True]], {"MgDB": "two"})))
    assert content == {
        "MgDB": "two",
        "count": 2,
        "columns": ["a", "b"],
        "rows": [{"a": 1.5, "b": None}, {"a": "=x", "b": True}],
    }
