"""Whatever is killed while people save and files are loaded: what was acknowledged is there, once and whole."""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, connection, transaction
from kombu.exceptions import OperationalError as BrokerError

from mgdb import tasks
from mgdb.accounts import tokens
from mgdb.models import ApiToken, Source
from mgdb.models.jobs import MOST_ATTEMPTS, Job
from tests.sampling import SEED, rotating_seed
from tests.servers import ROOT, DatabaseServer, TaskWorker, WebServer, application_on, wait_for
from tools.launcher.postgres import EmbeddedPostgres

WRITERS = 3
OF_A_FILE = 3
MANY = 100  # the rarest of the kinds some eight times
AWAY = (urllib.error.URLError, HTTPException, OSError, json.JSONDecodeError)


@pytest.fixture
def ground(request: pytest.FixtureRequest, tmp_path: Path, django_db_setup: None) -> Iterator[tuple[str, str, Any]]:
    """URLs of a database for web servers and for workers, and its server where that may be killed, too."""
    if not request.param:
        url: str = request.getfixturevalue("committed_db")
        server: DatabaseServer = request.getfixturevalue("database_server")
        yield server.url(urlsplit(url).path.removeprefix("/"), web=True), url, None
        return
    postgres = EmbeddedPostgres(tmp_path / "postgres")
    postgres.start()
    try:
        environment = os.environ | {"DATABASE_URL": postgres.url()}
        subprocess.run([sys.executable, "manage.py", "prepare", "--no-records"], cwd=ROOT, env=environment, check=True)
        blocker = request.getfixturevalue("django_db_blocker")
        with blocker.unblock(), application_on(postgres, "mgdb"):
            yield postgres.url(web=True), postgres.url(), postgres
    finally:
        postgres.stop()


class Writer(threading.Thread):
    """Saves drafts one after another, each until it is acknowledged, and notes which were."""

    def __init__(self, number: int, address: str, token: str) -> None:
        super().__init__()
        self.number, self.address, self.token = number, address, token
        self.acknowledged: dict[str, str] = {}
        self.stopped = threading.Event()
        self.refused: list[str] = []

    def run(self) -> None:
        for count in itertools.count():
            title = f"Saved by writer {self.number}, number {count}"
            while not self.stopped.is_set():
                try:
                    self.acknowledged[title] = self.save(title)
                    break
                except urllib.error.HTTPError as error:
                    if error.code not in (409, 429, 500, 502, 503):
                        self.refused.append(f"{error.code}: {error.read()[:300]!r}")
                        return
                    time.sleep(0.2)
                except AWAY:
                    time.sleep(0.05)
            if self.stopped.is_set():
                return

    def save(self, title: str) -> str:
        key = title.replace(" ", "-").replace(",", "")
        form = {"title": title, "authors": ["A. Tester"], "year": 2024, "doi": f"10.1234/{key}"}
        headers = {
            "Authorization": f"Token {self.token}", "Content-Type": "application/json", "Idempotency-Key": key,
        }  # fmt: skip
        body = json.dumps({"type": "source", "form": form}).encode()
        asked = urllib.request.Request(self.address + "api/v1/drafts/", body, headers)  # noqa: S310 - our own server
        with urllib.request.urlopen(asked, timeout=20) as answer:  # noqa: S310
            return str(json.load(answer)["id"])


def file_of(number: int) -> str:
    """A dataset file with some sources of its own."""
    ids = [f"src-k{number:03d}{letter}00" for letter in "abcdefg"[:OF_A_FILE]]
    entries = "".join(
        f"- id: {public_id}\n  kind: article\n  title: Loaded by file {number}, {public_id}\n  year: 2024\n"
        f"  doi: 10.1234/{public_id}\n"
        for public_id in ids
    )
    return f"mgdb: 1\ndocument: {ids[0]}\nsources:\n{entries}"


def until_it_answers(do: Any) -> Any:
    """What `do` returns, as soon as the database answers again."""

    def attempt() -> Any:
        try:
            return (do(),)
        except (DatabaseError, InterfaceError, BrokerError):
            connection.close()
            return None

    return wait_for(attempt, "the database")[0]


def saves(writers: list[Writer]) -> int:
    """How many were acknowledged."""
    assert [writer.refused for writer in writers if writer.refused] == []
    return sum(len(writer.acknowledged) for writer in writers)


class Site:
    """A web server with two processes and a worker, started again when they end, as the launcher does."""

    def __init__(self, web: str, work: str, folder: Path, postgres: EmbeddedPostgres | None) -> None:
        self.web_url, self.folder, self.postgres = web, folder, postgres
        self.web = WebServer(web, folder / "web.log")
        self.worker = TaskWorker(work, folder / "worker.log")
        self.worker.start(concurrency=2)

    def kill(self, chance: random.Random) -> str:
        """One process, by chance; which kind it was."""
        # the dear ones, which are started again by us, less often
        victims = [
            *["web process", "pool process", *["database process"] * bool(self.postgres)] * 3,
            "web server",
            "worker",
        ]
        kind = chance.choice(victims)
        if kind == "web server":
            os.kill(self.web.process.pid, signal.SIGKILL)
            self.web.process.wait(10)
        elif kind == "worker":
            self.worker.kill()
        else:
            parents = {"web process": self.web.process, "pool process": self.worker.process}
            parent = parents.get(kind) or (self.postgres and self.postgres.process)
            with contextlib.suppress(psutil.NoSuchProcess):
                if children := psutil.Process(parent.pid).children():
                    chance.choice(children).kill()
        self.start_what_ended()
        return kind

    def start_what_ended(self) -> None:
        if self.web.process.poll() is not None:
            self.web.start_again()
        if self.worker.process is None or self.worker.process.poll() is not None:
            self.worker.start(concurrency=2)

    def stop(self) -> None:
        self.web.stop()
        self.worker.discard()


@pytest.mark.timeout(1200)
@pytest.mark.parametrize(
    ("ground", "kills"),
    [pytest.param(False, 4, id="4 kills"), pytest.param(True, MANY, id=f"{MANY} kills", marks=pytest.mark.long)],
    indirect=["ground"],
)
def test_what_was_acknowledged_is_there_and_nothing_is_half_written(
    ground: tuple[str, str, Any], kills: int, tmp_path: Path
) -> None:
    """The short form is the same each time; the long one kills others at other moments with each commit."""
    chance = random.Random(rotating_seed() if kills == MANY else kills)
    user = User.objects.create_superuser("writer")
    texts = [tokens.make(user, f"writer {number}", ApiToken.Scope.values, 30)[1] for number in range(WRITERS)]
    site = Site(*ground[:2], tmp_path, ground[2])
    writers = [Writer(number, site.web.url, text) for number, text in enumerate(texts)]
    killed: list[str] = []
    jobs: list[int] = []
    try:
        for writer in writers:
            writer.start()
        for number in range(kills):

            def submit(number: int = number) -> int:
                with transaction.atomic():
                    arguments = {"file": f"killed-{number}.yaml"}
                    job = tasks.submit("import_dataset", arguments=arguments, content=file_of(number), created_by=user)
                return job.pk

            jobs.append(until_it_answers(submit))
            time.sleep(chance.uniform(0, 0.3))
            killed.append(site.kill(chance))
            until_it_answers(tasks.requeue_orphans)
        before = saves(writers)
        wait_for(lambda: saves(writers) > before + WRITERS, "saves after the last")
    finally:
        for writer in writers:
            writer.stopped.set()
        for writer in writers:
            if writer.ident:
                writer.join()

    def all_done() -> bool:
        site.start_what_ended()
        tasks.requeue_orphans()
        return not Job.objects.unfinished().exists()

    try:
        wait_for(lambda: until_it_answers(all_done), "the jobs", 120)
    finally:
        site.stop()

    assert saves(writers)
    acknowledged = {title: found for writer in writers for title, found in writer.acknowledged.items()}
    saved = Source.objects.filter(title__startswith="Saved by writer")
    there = dict(saved.values_list("title", "public_id"))
    assert len(there) == saved.count(), "a save that was repeated is there once"
    assert {title: there.get(title) for title in acknowledged} == acknowledged
    assert len(there) - len(acknowledged) <= WRITERS, "what was saved and not acknowledged was under way at the end"
    for source in saved:
        assert source.authors == ["A. Tester"]
        assert source.events.count() == source.revision
    for number, pk in enumerate(jobs):
        job = Job.objects.get(pk=pk)
        loaded = Source.objects.filter(title__startswith=f"Loaded by file {number},").count()
        given_up = job.status == "failed" and job.attempts >= MOST_ATTEMPTS
        assert (job.status, loaded) == ("succeeded", OF_A_FILE) or (given_up and loaded == 0), (job, job.message)
    call_command("check_data", stdout=io.StringIO())
    sys.stdout.write(  # shown by -rP
        f"{SEED}={rotating_seed()}: "
        f"{kills} kills ({', '.join(f'{killed.count(kind)} × {kind}' for kind in sorted(set(killed)))}), "
        f"{len(acknowledged)} saves, {len(jobs)} imports, "
        f"{Job.objects.filter(status='failed').count()} given up\n"
    )
