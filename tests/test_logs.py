"""How a line of the log looks."""

from __future__ import annotations

import json
import logging
import sys
from logging.config import DictConfigurator
from typing import Any

import pytest
from django.core.exceptions import DisallowedHost, PermissionDenied
from django.core.handlers.exception import response_for_exception
from django.test import RequestFactory

from mgdb import logs, request_ids


def line(form: str, caplog_record: logging.LogRecord) -> str:
    configured: Any = logs.configuration(form, "INFO")
    formatter = DictConfigurator(configured).configure_formatter(dict(configured["formatters"][form]))
    request_ids.RequestIdFilter().filter(caplog_record)
    return formatter.format(caplog_record)


@pytest.fixture
def record() -> logging.LogRecord:
    request_ids.begin("asked-by-a-test")
    return logging.LogRecord("mgdb.requests", logging.INFO, __file__, 1, "GET %s", ("/plots/",), None)


def test_as_json_it_is_one_object(record: logging.LogRecord) -> None:
    record.status = "200"
    told = json.loads(line("json", record))
    assert told.pop("time").endswith("+00:00")
    assert told == {
        "level": "INFO", "logger": "mgdb.requests", "request_id": "asked-by-a-test", "message": "GET /plots/",
        "status": "200",
    }  # fmt: skip


def test_as_a_line_it_names_the_request(record: logging.LogRecord) -> None:
    assert line("line", record).endswith(" INFO mgdb.requests asked-by-a-test: GET /plots/")


def test_what_somebody_sent_and_was_refused_is_a_warning_without_a_trace() -> None:
    try:
        raise DisallowedHost("evil.example")
    except DisallowedHost:
        trace: Any = sys.exc_info()
    names = "django.security.DisallowedHost", "django.request"
    records = [logging.LogRecord(name, logging.ERROR, __file__, 1, "Invalid host", (), trace) for name in names]
    assert all(logs.RefusalFilter().filter(one) for one in records)
    lines = [json.loads(line("json", one)) for one in records]
    assert [one["level"] for one in lines] == ["WARNING", "ERROR"]
    assert ["exc_info" in one for one in lines] == [False, True]


def test_who_may_not_is_one_line_with_the_id_of_the_request_and_no_trace(
    rf: RequestFactory, caplog: pytest.LogCaptureFixture
) -> None:
    request_ids.begin("asked-by-a-test")
    error = PermissionDenied()
    assert response_for_exception(rf.get("/admin/auth/user/"), error).status_code == 403
    [refused] = [one for one in caplog.records if one.name == "django.request"]
    assert logs.RefusalFilter().filter(refused)
    said = line("line", refused)
    assert said.endswith(" WARNING django.request asked-by-a-test: Forbidden (Permission denied): /admin/auth/user/")
    assert "\n" not in said
