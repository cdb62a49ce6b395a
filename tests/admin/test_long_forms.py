"""A record with hundreds of parts is opened and saved with as many statements as one with a few."""

import pytest
from django.urls import reverse

from mgdb.admin.forms import MOST_PARTS
from mgdb.models import Citation, Source
from tests.admin.browsers_part import errors_of, filled
from tests.statements import statements

pytestmark = pytest.mark.django_db


def long_source(length: int) -> Source:
    source, cited = Source.objects.create(title="A long review", year=2024), list(Source.objects.published()[:60])
    Citation.objects.bulk_create(
        Citation(document=source, key=str(number), cited=cited[number % len(cited)], position=number)
        for number in range(length)
    )
    return source


def test_a_review_with_150_references_is_opened_and_saved(contributor):
    source = long_source(150)
    address = reverse("admin:mgdb_source_change", args=[source.pk])
    with statements(most=18):
        page = contributor.get(address)
    assert len(page.content) < 460_000
    data = filled(page)
    assert len(data) > 1000
    with statements(most=70):
        answer = contributor.post(address, data | {"citations-149-remark": "the last one"})
    assert answer.status_code == 302
    assert source.citations.get(key="149").remark == "the last one"


def test_too_many_parts_are_refused_in_words(contributor):
    source = long_source(1)
    address = reverse("admin:mgdb_source_change", args=[source.pk])
    data = filled(contributor.get(address)) | {"citations-TOTAL_FORMS": MOST_PARTS + 1}
    assert f"A form takes at most {MOST_PARTS}" in errors_of(contributor.post(address, data))
