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


@pytest.mark.parametrize(
    ("said", "heading", "short"),
    [
        ({"title": "On magnesium"}, "On magnesium", "Zhou et al. 2018"),
        ({}, "Zhou et al., Adv. Mater. 30, 1801984 (2018)", "Zhou et al. 2018"),
        (
            {"authors": ["L. Zhou", "Q. Liu"], "year": None},
            "Zhou and Liu, Adv. Mater. 30, 1801984",
            "Zhou and Liu (year",
        ),
        ({"authors": []}, "Adv. Mater. 30, 1801984 (2018)", "Adv. Mater. 2018"),
        (
            {"authors": [], "container": "", "volume": "", "pages": "", "year": None, "doi": "10.1/x"},
            "doi:10.1/x",
            "src-7777777 (year not known)",
        ),
    ],
    ids=["title", "no title", "no year", "no author", "nothing but a DOI"],
)
def test_a_source_is_shown_by_what_is_known_of_it(said, heading, short):
    known = {"authors": ["L. Zhou", "Q. Liu", "Z. Zhang"], "container": "Adv. Mater.", "year": 2018, "volume": "30"}
    one = Source(**{"public_id": "src-7777777", "pages": "1801984", **known, **said})
    assert one.heading == heading
    assert one.short.startswith(short)


def test_no_page_of_a_source_is_headed_by_nothing_and_no_list_by_a_dash(client):
    one = Source.objects.published().filter(title="").exclude(container="").exclude(authors=[]).first()
    page = client.get(f"/sources/{one.public_id}/").content.decode()
    assert one.reference.partition(" (")[0] in page.partition("</h1>")[0].rpartition("<h1")[2]
    rows = client.get("/sources/?ordering=title").content.decode()
    assert rows.count("no title printed where it is cited") >= 25
    assert client.get("/api/v1/sources/?page_size=1&ordering=title").json()["results"][0]["title"] in ("", None)
