"""Beat, and what it sends."""

import pytest
from django.conf import settings

from mgdb import tasks


def test_every_scheduled_task_exists() -> None:
    scheduled = {entry["task"] for entry in tasks.app.conf.beat_schedule.values()}
    names = (
        "heartbeat", "requeue_orphans", "audit_nightly", "back_up_nightly", "refresh_summaries", "refresh_pictures",
        "prune_changed_rows", "fill_forms", "forget_sign_ins", "answer_reporters", "mail_reviews", "look_again",
        "forget_tables",
    )  # fmt: skip
    assert scheduled == {f"mgdb.tasks.{name}" for name in names}
    assert scheduled <= set(tasks.app.tasks)


def test_beat_logs_and_reports_as_all_processes_do_and_imports_no_task(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []
    monkeypatch.setattr("mgdb.beat.configure_logging", lambda *given: done.append(given))
    monkeypatch.setattr("mgdb.beat.errors.report", lambda: done.append("reports"))
    monkeypatch.setattr(tasks.app.loader, "init_worker", lambda: done.append("imported"))
    tasks.app.Beat().init_loader()
    assert done == [(settings.LOGGING_CONFIG, settings.LOGGING), "reports"]
