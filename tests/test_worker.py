"""When a worker ends itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import psutil
import pytest
from celery.worker import state
from django.utils import timezone

from mgdb import tasks
from mgdb import worker as of_itself
from mgdb.models import WorkerHeartbeat
from tests.servers import TaskWorker, wait_for


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

    monkeypatch.setattr(of_itself.os, "_exit", end)
    yield now
    state.reserved_requests.clear()
    state.active_requests.clear()


def consumer(processes: int = 1) -> Any:
    return SimpleNamespace(
        hostname="worker@here", pool=SimpleNamespace(num_processes=processes, _pool=SimpleNamespace(_pool=[]))
    )


def test_a_task_that_a_free_process_does_not_take_ends_the_worker(clock: list[float], caplog: Any) -> None:
    mine, watch = consumer(), of_itself.Watch(None)
    untaken = Request(id="a")
    state.reserved_requests.add(untaken)
    watch.look(mine)
    clock[0] += of_itself.HANGS_AFTER
    watch.look(mine)
    clock[0] += 1
    with pytest.raises(Ended):
        watch.look(mine)
    assert "to be started again" in caplog.text


def test_who_waits_for_a_busy_pool_waits_as_long_as_it_takes(clock: list[float]) -> None:
    mine, watch = consumer(), of_itself.Watch(None)
    running, waiting = Request(id="a"), Request(id="b")
    for request in (running, waiting):
        state.reserved_requests.add(request)
    state.active_requests.add(running)
    for _ in range(10):
        clock[0] += of_itself.HANGS_AFTER
        watch.look(mine)
    state.active_requests.discard(running)
    state.reserved_requests.discard(running)
    watch.look(mine)  # just free: the next is taken in a moment


def test_each_task_has_its_own_time(clock: list[float]) -> None:
    mine, watch = consumer(), of_itself.Watch(None)
    for number in range(10):
        request = Request(id=str(number))
        state.reserved_requests.add(request)
        watch.look(mine)
        clock[0] += of_itself.HANGS_AFTER - 1
        watch.look(mine)
        state.reserved_requests.discard(request)


def test_a_worker_draws_the_small_figures_at_its_start_and_not_when_beat_comes_round(monkeypatch: Any) -> None:
    sent = []
    monkeypatch.setattr(of_itself.app, "send_task", lambda name, **options: sent.append(name))
    of_itself.FirstTasks(None).start(consumer())
    assert sent == ["mgdb.tasks.heartbeat", "mgdb.tasks.refresh_pictures"]
    assert {*sent} <= {*of_itself.app.tasks}


@pytest.mark.long
def test_a_worker_whose_pool_hangs_ends_so_that_it_is_started_again(worker: TaskWorker) -> None:
    assert worker.process is not None
    [child] = psutil.Process(worker.process.pid).children()
    # It has its turn at the pipe: killed so, it takes the turn with it.
    wait_for(lambda: child.status() == psutil.STATUS_SLEEPING, "an idle process of the pool")
    child.kill()
    tasks.heartbeat.apply_async()
    wait_for(lambda: worker.process is None or worker.process.poll() is not None, "the end of the worker")
    assert "this worker ends, to be started again" in worker.log.read_text()
    worker.start()
    tasks.heartbeat.apply_async()
    wait_for(WorkerHeartbeat.objects.answering().exists, "a heartbeat")


@pytest.mark.django_db
def test_a_worker_that_has_been_silent_for_a_day_is_forgotten() -> None:
    for worker, hours in (("worker@old-container", 25), ("worker@away-for-a-night", 23)):
        WorkerHeartbeat.objects.create(worker=worker, seen_at=timezone.now() - timedelta(hours=hours))
    tasks.heartbeat.apply()
    left = set(WorkerHeartbeat.objects.values_list("worker", flat=True))
    assert (len(left), "worker@away-for-a-night" in left, "worker@old-container" in left) == (2, True, False)
