"""When a worker ends itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from celery.worker import state

from mgdb import worker


class Ended(Exception):
    """Instead of the end of this process."""


class Request(SimpleNamespace):
    __hash__ = object.__hash__


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    def end(code: int) -> None:
        raise Ended(code)

    monkeypatch.setattr(worker.os, "_exit", end)
    yield now
    state.reserved_requests.clear()
    state.active_requests.clear()


def consumer(processes: int = 1) -> Any:
    return SimpleNamespace(
        hostname="worker@here", pool=SimpleNamespace(num_processes=processes, _pool=SimpleNamespace(_pool=[]))
    )


def test_a_task_that_a_free_process_does_not_take_ends_the_worker(clock: list[float], caplog: Any) -> None:
    mine, watch = consumer(), worker.Watch(None)
    untaken = Request(id="a")
    state.reserved_requests.add(untaken)
    watch.look(mine)
    clock[0] += worker.HANGS_AFTER
    watch.look(mine)
    clock[0] += 1
    with pytest.raises(Ended):
        watch.look(mine)
    assert "to be started again" in caplog.text


def test_who_waits_for_a_busy_pool_waits_as_long_as_it_takes(clock: list[float]) -> None:
    mine, watch = consumer(), worker.Watch(None)
    running, waiting = Request(id="a"), Request(id="b")
    for request in (running, waiting):
        state.reserved_requests.add(request)
    state.active_requests.add(running)
    for _ in range(10):
        clock[0] += worker.HANGS_AFTER
        watch.look(mine)
    state.active_requests.discard(running)
    state.reserved_requests.discard(running)
    watch.look(mine)  # just free: the next is taken in a moment


def test_each_task_has_its_own_time(clock: list[float]) -> None:
    mine, watch = consumer(), worker.Watch(None)
    for number in range(10):
        request = Request(id=str(number))
        state.reserved_requests.add(request)
        watch.look(mine)
        clock[0] += worker.HANGS_AFTER - 1
        watch.look(mine)
        state.reserved_requests.discard(request)
