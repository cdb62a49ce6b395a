"""How beat starts."""

import pytest
from django.conf import settings

from mgdb import tasks


def test_beat_logs_and_reports_as_all_processes_do_and_imports_no_task(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []
    monkeypatch.setattr("mgdb.beat.configure_logging", lambda *given: done.append(given))
    monkeypatch.setattr("mgdb.beat.errors.report", lambda: done.append("reports"))
    monkeypatch.setattr(tasks.app.loader, "init_worker", lambda: done.append("imported"))
    tasks.app.Beat().init_loader()
    assert done == [(settings.LOGGING_CONFIG, settings.LOGGING), "reports"]
