"""Limits of time that hold on a busy machine, too."""

from __future__ import annotations

from itertools import count

import pytest

from tests import clock


@pytest.mark.parametrize(
    ("wall", "taken", "within"),
    [(1.0, 1.9, True), (1.0, 2.1, False), (5.0, 1.9, True), (5.0, 29.0, True), (5.0, 31.0, False)],
    ids=["idle, in time", "idle, late", "busy, in time", "busy, as late as that", "busy, later"],
)
def test_what_takes_longer_beside_other_work_is_in_time(monkeypatch, wall, taken, within):
    """A processor that is shared by five: the clock on the wall goes five times as fast as that of the process."""
    step = clock.SAMPLE / 4
    own, walls = count(0, step), iter([0.0, wall * clock.SAMPLE])
    monkeypatch.setattr(clock.time, "process_time", lambda: next(own))
    monkeypatch.setattr(clock.time, "monotonic", lambda: next(walls))
    assert clock.is_within(taken, 2.0) is within
