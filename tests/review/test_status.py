"""Statuses change in one place, and only when what a record refers to allows it."""

import pytest
from django.core.exceptions import ValidationError

from mgdb import review
from mgdb.models import Material, Measurement, Source
from mgdb.records import SECTIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    source = Source.objects.create(title="A draft", year=2020)
    return Material.objects.create(name="VS4", formula="VS4", source=source, roles=["cathode"])


def test_a_record_is_published_only_after_what_it_refers_to(draft):
    with pytest.raises(ValidationError, match=r"A draft 2020\) is draft; publish it first"):
        review.publish(draft, by=review.OPERATOR, seen=draft.revision)
    review.publish(draft.source, by=review.OPERATOR, seen=draft.source.revision)
    review.publish(draft, by=review.OPERATOR, seen=draft.revision)
    draft.refresh_from_db()
    assert draft.status == "published"


def test_only_a_draft_is_handed_in(draft):
    review.submit(draft, by=review.OPERATOR, seen=draft.revision)
    with pytest.raises(ValidationError, match="in review"):
        review.submit(draft, by=review.OPERATOR, seen=draft.revision)


@pytest.mark.parametrize("reason", ["", "   "])
def test_withdrawing_needs_a_reason(draft, reason):
    with pytest.raises(ValidationError, match="Say why"):
        review.withdraw(draft, reason, by=review.OPERATOR, seen=draft.revision)
    assert Material.objects.get(pk=draft.pk).status == "draft"


def test_a_record_that_published_records_refer_to_is_not_withdrawn():
    material = Measurement.objects.published().first().material
    with pytest.raises(ValidationError, match="Withdraw these first"):
        review.withdraw(material, "no reason at all", by=review.OPERATOR, seen=material.revision)


def test_the_public_sees_published_records_only(draft):
    assert draft not in Material.objects.published()
    assert draft not in Material.objects.visible()


def by_id(model, public_id):
    return model._base_manager.get(public_id=public_id)


@pytest.mark.parametrize("rows", [2, pytest.param(100, marks=pytest.mark.long)])
def test_the_form_of_a_row_writes_the_same_row_again(rows):
    for record_type in SECTIONS.values():
        for record in review.with_parts(record_type)[:rows]:
            before = review.to_dict(record)
            review.apply(record, before, by_id, by=review.OPERATOR, seen=record.revision)
            assert review.to_dict(record_type.model.objects.get(pk=record.pk)) == before


def test_a_source_has_its_bibtex_key_from_publication_on(draft):
    source = Source.objects.create(title="Another", authors=["R. Müller"], year=1901)
    assert source.bibtex_key == ""
    review.publish(source, by=review.OPERATOR, seen=source.revision)
    source.refresh_from_db()
    assert (source.bibtex_key, source.revision) == ("Muller1901", 1)
    Source.objects.filter(pk=source.pk).update(authors=["R. Miller"])
    second = Source.objects.create(title="One more", authors=["G. Muller"], year=1901)
    review.publish(second, by=review.OPERATOR, seen=second.revision)
    keys = Source.objects.filter(pk__in=[source.pk, second.pk]).order_by("pk").values_list("bibtex_key", flat=True)
    assert list(keys) == ["Muller1901", "Muller1901b"]
