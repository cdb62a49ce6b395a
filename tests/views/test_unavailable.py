"""The database goes away while a curator's form is saved: the page says so, and keeps what was typed."""

from __future__ import annotations

import re
from html import unescape
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from mgdb.admin.surviving import SurvivingAdmin
from mgdb.models import Source
from mgdb.views.errors import typed
from tests.admin.browsers_part import empty_form
from tests.admin.conftest import person

pytestmark = pytest.mark.django_db
TYPED = 'Two lines\nof a title with "marks" & <signs>'


def kept_by(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {unescape(name): unescape(value) for name, value in found}


def test_a_form_that_could_not_be_saved_is_on_the_page_and_can_be_sent_again() -> None:
    curator = person("ada", "contributor")
    curator.raise_request_exception = False
    address, data = empty_form(curator, "source")
    data |= {"title": "A title, typed", "remarks": TYPED}
    with patch.object(SurvivingAdmin, "answer", side_effect=OperationalError("the server closed the connection")):
        answer = curator.post(address, data)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert f'action="{address}"' in answer.content.decode()
    kept = kept_by(answer.content.decode())
    assert kept["remarks"] == TYPED
    again = curator.post(address, kept)
    assert again.status_code == 302
    assert Source.objects.get(title="A title, typed").remarks.split() == TYPED.split()


def test_no_password_is_written_on_a_page(rf: RequestFactory) -> None:
    request = rf.post("/admin/login/", {"username": "ada", "password": "s3cret-word"})
    assert request.POST["username"] == "ada"  # it has been read, as by the view that failed
    assert typed(request) == []
