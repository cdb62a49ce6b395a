"""A paper has one identity at every interface: form, filters, search, API."""

from urllib.parse import quote

import pytest
from django.core.exceptions import ValidationError

from mgdb.formats import bibtex, ris
from mgdb.formats.bibliography.model import source_form
from mgdb.ingest import papers
from mgdb.models import Source
from mgdb.science import typeset
from tests.formats.inputs import source
from tests.yaml_files import cases

pytestmark = pytest.mark.django_db
CASES = cases("papers")
TEXTS = [(identity, text) for identity, texts in CASES.items() if identity for text in texts]
NO_DOI = CASES[""]
TITLES = cases("titles")


@pytest.fixture
def paper(request):
    """The source with the DOI of the case, curated or made for the test."""
    identity = request.getfixturevalue("identity")
    found = Source.objects.filter(doi=identity).first()
    if found is None:
        found = Source(title="Case", year=2020, doi=identity, status="published", search_text=identity)
        found.save()
    return found


@pytest.mark.sampled(4)
@pytest.mark.parametrize(("identity", "text"), TEXTS, ids=[text for _, text in TEXTS])
def test_a_doi_leads_to_its_paper_at_every_interface(client, paper, identity, text):
    row = Source(title="Entered again", doi=text)
    row.clean_fields(exclude={"public_id"})
    assert row.doi == identity
    assert papers.understood(text).known == paper  # the curators' box
    assert source_form(kind="article", doi=text)["doi"] == identity  # bibliographies and what Crossref says
    for parameter in ("doi", "q"):
        found = client.get("/api/v1/sources/", {parameter: text}).json()["results"]
        assert [one["id"] for one in found] == [paper.public_id]
    assert client.get("/api/v1/measurements/", {"document": text, "source": text, "page_size": 1}).status_code == 200
    assert paper.public_id in client.get("/search/", {"q": text}).content.decode()
    assert client.get(f"/api/v1/sources/{quote(text, safe='/')}/").json()["id"] == paper.public_id


def test_a_blank_that_may_stand_inside_a_doi_is_asked_about_and_looked_up_both_ways(client):
    """What follows the blank may belong to it: entering asks, looking up finds the one that there is."""
    text = "10.1002/smll.2021 06981"
    with pytest.raises(ValidationError, match=r"may be 10\.1002/smll\.2021 or 10\.1002/smll\.202106981"):
        Source(title="Case", doi=text).clean_fields(exclude={"public_id"})
    found = Source.objects.get(doi="10.1002/smll.202106981").public_id
    assert [one["id"] for one in client.get("/api/v1/sources/", {"doi": text}).json()["results"]] == [found]
    assert client.get(f"/api/v1/sources/{quote(text)}/").json()["id"] == found
    assert found in client.get("/search/", {"q": text}).content.decode()


@pytest.mark.parametrize("text", NO_DOI)
def test_what_is_no_doi_is_refused_everywhere(client, text):
    with pytest.raises(ValidationError, match="bare and in lower case"):
        Source(title="Case", doi=text).clean_fields(exclude={"public_id"})
    assert client.get("/api/v1/sources/", {"doi": text}).status_code == 400
    assert client.get(f"/api/v1/sources/{quote(text)}/").status_code == 404


@pytest.mark.parametrize("case", TITLES, ids=[case["kept"] for case in TITLES])
def test_a_title_is_kept_typeset_and_written_without_its_markup(case):
    row = Source(title=case["given"], year=2020)
    row.full_clean()
    assert row.title == case["kept"]
    row.full_clean()
    assert row.title == case["kept"]
    assert typeset.html(row.title) == case["page"]
    for title in (case["given"], case["kept"]):  # one stored before it was read so, too
        assert f"  title = {{{{{case['bib']}}}}},\n" in bibtex.write([source(title=title)]).decode()
        assert f"TI  - {case['ris']}\r\n" in ris.write([source(title=title)]).decode()
