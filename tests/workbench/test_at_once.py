"""The same row sent twice at the same moment, as a double click or a retry does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from unittest.mock import patch

from django.db import connection

from mgdb import review, workbench
from mgdb.models import Material, Phase, Source, WorkbenchRow
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


def test_two_curators_who_enter_one_new_phase_at_once_make_one(committed_db):
    people = [person(name, "contributor") for name in ("ada", "mary")]
    source = Source()
    review.apply(source, {"title": "A new paper", "year": 2025}, by_id, by=people[0])
    both = Barrier(2)
    written = review.apply

    def together(record, *args, **more):
        if isinstance(record, Phase):
            with suppress(BrokenBarrierError):
                both.wait(1)  # until the other is there, too, who waits for this one
        return written(record, *args, **more)

    def send(number: int) -> list:
        row = {"name": f"L-{number}", "role": "cathode", "phase": "new: TiO2 (bronze)"}
        try:
            [saved] = workbench.save(Bench(source, people[number]), [Sent("a-row-of-one", "specimens", 0.0, 0, row)])
            return saved.row.problems
        finally:
            connection.close()

    with patch.object(review, "apply", together), ThreadPoolExecutor(2) as pool:
        assert list(pool.map(send, range(2))) == [[], []]
    phase = Phase.objects.get(name="TiO2 (bronze)")
    assert [one.phase for one in Material.objects.filter(source=source)] == [phase, phase]
