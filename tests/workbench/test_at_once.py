"""The same row sent twice at the same moment, as a double click or a retry does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from mgdb import review, workbench
from mgdb.models import Material, Source, WorkbenchRow
from mgdb.workbench import Bench, Sent
from tests.review.people import by_id, person


def test_what_is_sent_twice_at_once_is_written_once(committed_db):
    ada = person("ada", "contributor")
    source = Source()
    review.apply(source, {"title": "A new paper", "year": 2025}, by_id, by=ada)
    row = Sent("row-of-ada", "specimens", 0.0, 0, {"name": "L-VX", "role": "cathode"})

    def send(_: int) -> str:
        try:
            return workbench.save(Bench(source, ada), [row])[0].outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(send, range(4)))
    assert outcomes == ["same", "same", "same", "saved"]
    assert Material.objects.filter(source=source).count() == WorkbenchRow.objects.count() == 1
