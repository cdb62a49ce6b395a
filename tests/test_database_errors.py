"""What visitors and programs are told where an answer fails."""

from __future__ import annotations

from unittest import mock

import pytest
from django.db import DataError, InterfaceError, OperationalError
from django.test import Client
from psycopg import errors

from mgdb.database_errors import AWAY_SECONDS
from mgdb.views import search

pytestmark = pytest.mark.django_db


def failing(error: Exception, cause: Exception | None = None):
    """The front page, made by something that raises `error`."""
    error.__cause__ = cause
    client = Client(raise_request_exception=False)
    with mock.patch.object(search, "render", side_effect=error):
        return client.get("/search/?q=V2O5")


@pytest.mark.parametrize(
    ("error", "cause", "words"),
    [
        (OperationalError("the connection is closed"), None, "does not answer"),
        (InterfaceError("connection already closed"), None, "does not answer"),
        (OperationalError("canceled"), errors.QueryCanceled("timeout"), "too long"),
        (OperationalError("could not extend file"), errors.DiskFull("No space left on device"), "no room left"),
    ],
)
def test_without_a_database_a_page_says_when_to_come_again(error, cause, words):
    page = failing(error, cause)
    assert (page.status_code, page["Retry-After"]) == (503, str(AWAY_SECONDS))
    assert words in page.content.decode()
    assert "default-src 'self'" in page["Content-Security-Policy"]
    assert (page["X-Content-Type-Options"], page["X-Frame-Options"]) == ("nosniff", "DENY")


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (DataError("x"), errors.DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")),
        (DataError("x"), errors.UntranslatableCharacter("unsupported Unicode escape sequence")),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), None),
    ],
)
def test_what_no_column_can_hold_is_the_fault_of_who_sent_it(error, cause):
    page = failing(error, cause)
    assert page.status_code == 400
    assert "U+0000" in page.content.decode()


@pytest.mark.parametrize("error", [ValueError("secret"), DataError("integer out of range")])
def test_any_other_failure_is_ours(error):
    page = failing(error)
    assert page.status_code == 500
    assert b"secret" not in page.content
