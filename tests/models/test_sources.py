"""Sources as bibliographies list them."""

import pytest
from django.core.exceptions import ValidationError

from mgdb.formats import SourceEntry
from mgdb.models import Source
from tests.statements import statements

pytestmark = pytest.mark.django_db


def test_entries_stand_once_in_the_order_asked_for_with_all_their_members():
    first, second = Source.objects.published().order_by("pk")[:2]
    with statements() as sent:
        found = Source.objects.published().entries([second.public_id, first.public_id, second.public_id, "src-none"])
    assert len(sent) == 1
    assert [entry["id"] for entry in found] == [second.public_id, first.public_id]
    assert set(found[0]) == set(SourceEntry.__annotations__)
    assert (found[0]["title"], found[0]["authors"], found[0]["doi"]) == (second.title, second.authors, second.doi)


def test_a_draft_is_in_no_bibliography():
    row = Source.objects.published().first()
    Source.objects.filter(pk=row.pk).update(status="draft")
    assert Source.objects.published().entries([row.public_id]) == []


@pytest.mark.parametrize("doi", ["10.1234/x%00", "10.1234/x%2500"])
def test_an_encoded_control_character_is_no_doi(doi):
    with pytest.raises(ValidationError, match="A DOI is written bare"):
        Source(doi=doi, title="A title").full_clean()
