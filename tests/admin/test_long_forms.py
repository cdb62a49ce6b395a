"""A record with hundreds of parts is opened and saved with as many statements as one with a few."""

import pytest
from django.urls import reverse

from mgdb.admin.forms import MOST_PARTS
from mgdb.models import ChangeRequest, Citation, Source
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


def test_a_review_with_150_references_is_opened_and_saved_in_parts(contributor):
    source = long_source(150)
    address = reverse("admin:mgdb_source_change", args=[source.pk])
    with statements(most=18):
        page = contributor.get(address)
    assert "?citations_page=4#citations-group" in page.content.decode()
    assert filled(page)["citations-39-key"] == "39"
    assert filled(contributor.get(f"{address}?focus=citations.149.remark"))["citations-29-key"] == "149"
    address += "?citations_page=4"
    page = contributor.get(address)
    data = filled(page)
    assert (data["citations-0-key"], data["citations-TOTAL_FORMS"]) == ("120", 30)
    with statements(most=70):
        answer = contributor.post(address, data | {"citations-29-remark": "the last one"})
    assert answer.status_code == 302
    assert source.citations.get(key="149").remark == "the last one"
    assert source.citations.count() == 150


def test_a_part_that_was_sent_is_about_the_rows_that_it_showed(contributor):
    """Whatever others have added or deleted before them meanwhile."""
    source = long_source(90)
    address = f"{reverse('admin:mgdb_source_change', args=[source.pk])}?citations_page=2"
    data = filled(contributor.get(address))
    source.citations.filter(position__lt=5).delete()
    answer = contributor.post(address, data | {"citations-3-remark": "mine"})
    assert answer.status_code == 302, errors_of(answer)
    assert list(source.citations.filter(remark="mine").values_list("key", flat=True)) == ["43"]
    assert source.citations.count() == 85


def test_of_a_published_review_a_part_is_proposed_and_the_rest_stays(contributor):
    source = long_source(90)
    Source.objects.filter(pk=source.pk).update(status="published")
    address = f"{reverse('admin:mgdb_source_change', args=[source.pk])}?citations_page=3"
    data = filled(contributor.get(address)) | {"citations-9-remark": "proposed", "reason": "Table 1."}
    answer = contributor.post(address, data)
    assert answer.status_code == 302, errors_of(answer)
    asked = ChangeRequest.objects.get(public_id=source.public_id)
    assert [len(asked.form["citations"]), asked.form["citations"][89]["remark"]] == [90, "proposed"]


def test_too_many_parts_are_refused_in_words(contributor):
    source = long_source(1)
    address = reverse("admin:mgdb_source_change", args=[source.pk])
    data = filled(contributor.get(address)) | {"citations-TOTAL_FORMS": MOST_PARTS + 1}
    assert f"A form takes at most {MOST_PARTS}" in errors_of(contributor.post(address, data))
