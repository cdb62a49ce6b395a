"""The list of sources without DOI: each is looked up by its reference, and a curator confirms the candidate."""

from __future__ import annotations

import pytest
from django.urls import reverse

from mgdb.ingest import papers
from mgdb.models import ChangeRequest, Job, Source
from tests.review.people import by_id

from .conftest import person
from .test_papers import crossref, page_of  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
DOI = "10.1234/looked-up"


@pytest.fixture
def source(db) -> Source:
    """A published source of values that has no DOI and no title."""
    return Source.objects.published().filter(doi="", title="", year=2014).exclude(authors=[]).exclude(pages="").first()


def work(source: Source, **other) -> dict:
    """What Crossref says of it."""
    said = {"kind": "article", "title": "What nobody printed", "authors": source.authors, "doi": DOI}
    place = {"container": "A journal, in full", "volume": source.volume, "pages": source.pages}
    return said | place | {"year": str(source.year), "issue": "4"} | other


def looked_up(client, source, *works) -> Job:
    arguments = {"words": papers.bibliographic_words(source), "source": source.public_id, "form": {}}
    return Job.objects.create(
        kind="look_up", arguments=arguments, created_by=client.user, status="succeeded",
        finished_at="2026-01-01T00:00Z", message="Found.", report={"works": list(works)},
    )  # fmt: skip


def taken(client, job, source, place=0):
    return client.post(page_of(job), {"take": str(place), f"seen-{source.pk}": source.revision}, follow=True)


def test_the_list_begins_with_sources_of_most_values_and_offers_one_thing(contributor, crossref):  # noqa: F811
    page = contributor.get(reverse("admin:missing_dois"))
    shown = [one for one, *_ in page.context["rows"]]
    assert [one.doi for one in shown] == [""] * 50
    assert [one.values for one in shown] == sorted((one.values for one in shown), reverse=True)
    assert shown[0].values > 1
    assert "Look it up" in page.content.decode()
    assert page.context["page"].paginator.count == Source.objects.filter(doi="").exclude(kind="web").count()
    assert person("reader").get(reverse("admin:missing_dois")).status_code == 403


def test_a_source_is_looked_up_by_its_reference(contributor, source, crossref, settings):  # noqa: F811
    address = reverse("admin:look_up_source", args=[source.public_id])
    response = contributor.post(address)
    job = Job.objects.get()
    assert response.url == page_of(job)
    assert job.arguments["source"] == source.public_id
    for word in (source.authors[0], source.container, "2014", source.volume, source.pages):
        assert word in job.arguments["words"]
    with_doi = Source.objects.published().exclude(doi="").first()
    assert contributor.post(reverse("admin:look_up_source", args=[with_doi.public_id])).status_code == 404
    settings.CROSSREF_CONTACT = ""
    assert "not looked up on this server" in contributor.post(address, follow=True).content.decode()
    assert Job.objects.count() == 1


def test_what_agrees_is_confirmed_and_becomes_a_change_request(contributor, source):
    job = looked_up(contributor, source, work(source))
    text = contributor.get(page_of(job)).content.decode()
    assert "It is this work: take its DOI" in text
    assert "Enter this paper" not in text
    page = taken(contributor, job, source)
    assert page.redirect_chain[-1][0] == reverse("admin:missing_dois")
    request = ChangeRequest.objects.get()
    assert (request.public_id, request.author) == (source.public_id, contributor.user)
    changed = {name for name in request.form if request.form[name] != request.base_form.get(name)}
    assert changed == {"doi", "title", "issue"}  # what was printed stays as it is
    assert (request.form["doi"], request.form["title"]) == (DOI, "What nobody printed")
    source.refresh_from_db()
    assert source.doi == ""


def test_ones_own_draft_has_it_at_once(contributor, source):
    form = {"title": "", "container": "J. Test.", "year": 2001, "volume": "3", "pages": "7", "authors": ["A. Tester"]}
    draft = papers.enter(form, by=contributor.user)
    draft = by_id(Source, draft.public_id)
    taken(contributor, looked_up(contributor, draft, work(draft)), draft)
    draft.refresh_from_db()
    assert (draft.doi, draft.title, draft.container) == (DOI, "What nobody printed", "J. Test.")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"year": "2001"}, "2001, but"),
        ({"authors": ["B. Nother"]}, "Nother, but"),
        ({"pages": ""}, "not said"),
    ],
)
def test_what_differs_is_said(contributor, source, other, said):
    text = contributor.get(page_of(looked_up(contributor, source, work(source, **other)))).content.decode()
    assert said in text
    assert "It is this work all the same: take its DOI" in text


def test_a_doi_that_another_source_has_is_not_given_twice(contributor, source):
    other = Source.objects.published().exclude(doi="").first()
    job = looked_up(contributor, source, work(source, doi=other.doi))
    text = contributor.get(page_of(job)).content.decode()
    assert "has this DOI" in text
    assert "take its DOI" not in text
    assert "A source with this DOI exists already" in taken(contributor, job, source).content.decode()
    assert not ChangeRequest.objects.exists()


def test_what_has_moved_meanwhile_is_not_changed(contributor, source):
    job = looked_up(contributor, source, work(source))
    page = contributor.post(page_of(job), {"take": "0", f"seen-{source.pk}": source.revision - 1})
    assert page.context["faults"]
    assert not ChangeRequest.objects.exists()
