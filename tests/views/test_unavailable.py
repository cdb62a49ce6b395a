"""The database goes away while a curator's form is saved: the page says so, and keeps what was typed."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from mgdb.admin.surviving import SurvivingAdmin
from mgdb.models import Source
from mgdb.sent_forms import FIELD
from mgdb.views.errors import typed
from tests.admin.browsers_part import empty_form, kept_by
from tests.admin.conftest import person

pytestmark = pytest.mark.django_db
TYPED = 'Two lines\nof a title with "marks" & <signs>'


def test_a_form_that_could_not_be_saved_is_on_the_page_and_can_be_sent_again() -> None:
    curator = person("ada", "contributor")
    curator.raise_request_exception = False
    address, data = empty_form(curator, "source")
    data |= {"title": "A title, typed", "remarks": TYPED, FIELD: "k" * 22}
    with patch.object(SurvivingAdmin, "answer", side_effect=OperationalError("the server closed the connection")):
        answer = curator.post(address, data)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert f'action="{address}"' in answer.content.decode()
    assert "saved once" in answer.content.decode()
    kept = kept_by(answer.content.decode())
    assert kept["remarks"] == TYPED
    again = curator.post(address, kept)
    assert (again.status_code, curator.post(address, kept).status_code) == (302, 302)
    assert Source.objects.get(title="A title, typed").remarks.split() == TYPED.split()


def test_no_password_is_written_on_a_page(rf: RequestFactory) -> None:
    for more, kept in (({"password": "s3cret-word"}, []), ({}, [("username", "ada")])):  # read by nobody before
        assert typed(rf.post("/admin/login/", {"username": "ada"} | more)) == kept


def test_what_is_no_form_that_would_be_taken_is_not_kept(rf: RequestFactory, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    assert typed(rf.post("/admin/mgdb/source/add/", {"title": "A", "remarks": "B"})) == []
    assert typed(rf.post("/admin/workbench/x/save/", '{"rows": []}', content_type="application/json")) == []
    assert typed(rf.post("/report/", {"title": "A"})) == []
