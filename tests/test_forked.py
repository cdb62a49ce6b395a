"""Servers of tests that are forked are those that would be started."""

import json
import os

from tests.forked import FORKERY, Forked, begin

TELL = """
import json, os, sys
from django.db import connection
told = connection.settings_dict
print(json.dumps([told["NAME"], told["USER"], told["PORT"], told["OPTIONS"], os.getsid(0)]))
os.write({0}, b"heard")
"""


def test_a_child_has_the_command_the_database_and_the_descriptors_that_it_is_told(tmp_path):
    log = tmp_path / "log"
    hear, say = os.pipe()
    url = "postgresql://reader:secret@127.0.0.1:1/another?sslmode=disable"
    process = FORKERY.fork("django", ["shell", "--no-imports", "-c", TELL], url, log, say)
    assert process.wait(20) == process.poll() == 0
    assert os.read(hear, 10) == b"heard", log.read_text()
    os.close(hear)
    os.close(say)
    told = json.loads(log.read_text().splitlines()[-1])
    assert told == ["another", "reader", "1", {"sslmode": "disable"}, process.pid]


def test_other_settings_than_those_of_the_run_are_read_by_a_process_of_its_own(tmp_path, monkeypatch):
    url = "postgresql://reader@127.0.0.1:1/another"
    forked = begin("this", [], url, tmp_path / "forked")
    monkeypatch.setenv("MGDB_SELF_REVIEW", "1")
    started = begin("this", [], url, tmp_path / "started")
    assert (forked.wait(20), started.wait(20)) == (0, 0)
    assert (isinstance(forked, Forked), isinstance(started, Forked)) == (True, False)
    for log in ("forked", "started"):
        assert "Beautiful is better than ugly" in (tmp_path / log).read_text()
