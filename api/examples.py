"""Examples in the description of the API: what it answers for records of the curated dataset, kept in a file.

`python -m api.examples` writes the file again from the database; a test compares it with what the API answers.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("examples.json")
BASE = "/api/v1"
# An example is the row of a list that was first made; of these lists, the first of this query.
QUERIES = {
    "comparisons": "?ordering=slug",
    "materials": "?defect=anion_vacancy",
    "cathodes": "?defect=anion_vacancy",
    "electrolytes": "?chloride=yes",
    "phases": "?formula=TiO2",
    "defects": "?species=O",
    "measurements": "?property=specific_capacity&test_step=cycling",
    "sources": "?read=0&ordering=-year",
    "pairs": "?property=specific_capacity&ordering=-specific_capacity_factor",
    "properties": "?q=capacity",
    "conditions": "?q=current",
    "plots": "?",
}
NEEDS = (
    "python -m api.examples needs a running database with published records: start the site with `make run`, and run "
    "this with the same MGDB_DATA_DIR."
)
TIMESTAMP = "2026-01-31T12:00:00Z"  # in place of the time when a row was last loaded


@cache
def examples() -> dict[str, dict[str, Any]]:
    """The example of each endpoint that has rows."""
    found: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def first_row(endpoint: str) -> dict[str, Any] | None:
    """What the API answers now for the example of `endpoint`; None without rows."""
    from django.test import Client

    query = QUERIES.get(endpoint, "?ordering=id")
    client = Client(headers={"host": "localhost"})  # as a site of one machine is called
    rows = client.get(f"{BASE}/{endpoint}/{query}&page_size=1").json()["results"]
    if not rows:
        return None
    row: dict[str, Any] = rows[0]
    return row | ({"updated_at": TIMESTAMP} if "updated_at" in row else {})


def enveloped(row: dict[str, Any]) -> dict[str, Any]:
    """`row` as the only one of a list."""
    return {"count": 1, "next": None, "previous": None, "results": [row]}


def is_ready() -> bool:
    """Whether there is a database with published records."""
    from django.db import DatabaseError

    from mgdb.records import SECTIONS

    try:
        return any(one.model._default_manager.filter(status="published").exists() for one in SECTIONS.values())
    except DatabaseError:
        return False


def write() -> None:
    """Writes the file again, from the database."""
    from .router import router

    endpoints = [address for address, _, _ in router.registry]
    found = {endpoint: row for endpoint in endpoints if (row := first_row(endpoint)) is not None}
    FILE.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    import os
    import sys

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mgdb.settings")
    django.setup()
    if not is_ready():
        sys.exit(NEEDS)
    write()
