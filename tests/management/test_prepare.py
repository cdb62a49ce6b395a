"""What `prepare` leaves for administrators to read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mgdb.management.commands.prepare import Command
from mgdb.models import Job
from mgdb.models.jobs import RECORDS_KEPT
from tests.admin.conftest import person

pytestmark = pytest.mark.django_db
UPGRADE = {"migrations": ["mgdb.0099_more"], "created": [], "updated": ["mea-0000001"], "kept": ["src-0000001"]}


def tell(**changes: list[str]) -> list[str]:
    """Tell of one start; the messages that are there then, the latest first."""
    Command()._tell(changes)
    return list(Job.objects.filter(kind=Job.Kind.UPGRADE).values_list("message", flat=True))


def home(client: Client) -> str:
    return client.get(reverse("admin:index")).content.decode()


def test_what_was_changed_and_kept_is_told_once_and_again_when_it_is_so_no_longer() -> None:
    first = "1 migrations, 1 records changed by the files, 1 records kept as they were edited here"
    assert tell(**UPGRADE) == [first]
    kept = {"kept": ["src-0000001"]}
    assert tell(**kept) == tell(**kept) == [first]
    assert tell(kept=["src-0000002"]) == ["1 records kept as they were edited here", first]
    assert tell(kept=[])[0] == "Nothing is kept any more."
    assert len(tell(created=[])) == 3


def test_an_ordinary_start_tells_nothing() -> None:
    assert tell(migrations=[], created=[], kept=[]) == []


def test_the_oldest_are_forgotten() -> None:
    for number in range(RECORDS_KEPT + 2):
        messages = tell(created=[f"src-{number:07}"])
    assert len(messages) == RECORDS_KEPT


def test_administrators_read_it_where_they_begin_and_find_each_record(settings: Any, tmp_path: Path) -> None:
    settings.BACKUP_DIR = tmp_path
    administrator, contributor = person("grace", "administrator"), person("ada", "contributor")
    assert not Job.objects.filter(kind=Job.Kind.BACKUP).exists()
    assert "No backup was made yet." in home(administrator)
    tell(**UPGRADE)
    Job.record(Job.Kind.BACKUP, Job.Status.FAILED, "pg_dump failed: No space left on device", {})
    page = home(administrator)
    assert "1 records kept as they were edited here" in page
    assert "failed: pg_dump failed: No space left on device" in page
    assert "Operation" not in home(contributor)
    address = reverse("admin:mgdb_job_change", args=[Job.objects.get(kind=Job.Kind.UPGRADE).pk])
    assert address in page
    assert "src-0000001" in administrator.get(address).content.decode()
