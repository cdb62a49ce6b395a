"""Which paper is meant, and what is here of it already."""

from __future__ import annotations

import pytest

from mgdb.ingest import papers
from mgdb.models import Source
from tests.admin.conftest import contributor, person  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
DOI = "10.1002/smll.999999999"
ARXIV = {"doi": "10.48550/arxiv.2508.06459", "kind": "preprint", "container": "arXiv", "pages": "2508.06459"}


@pytest.fixture
def source(db):
    one = Source.objects.published().exclude(doi="").exclude(bibtex_key="").exclude(title="").exclude(pages="").first()
    Source.objects.filter(pk=one.pk).update(doi=DOI)
    one.refresh_from_db()
    return one


@pytest.mark.parametrize(
    "text",
    [
        DOI,
        f"{DOI}.",
        f"  https://doi.org/{DOI.replace('/', '%2F')}?utm_source=x ",
        f"https://onlinelibrary.example/doi/full/{DOI}",
        f"DOI: {DOI.upper()}",
        f"A. Author, B. Author, J. Ex. 12, 1 (2018), doi:{DOI}",
        "10.1002/smll.999\u00ad999\u200b999",
        "key",
        "id",
        "title",
        "TITLE",
    ],
)
def test_a_paper_that_is_here_is_known_in_any_spelling(source, text):
    text = {
        "key": source.bibtex_key.lower(),
        "id": source.public_id.upper(),
        "title": source.title,
        "TITLE": f"{source.title.upper()}.",
    }.get(text, text)
    assert papers.understood(text).known == source


def test_words_of_a_title_show_what_is_near_and_name_nothing(source):
    words = " ".join(source.title.split()[:-1])
    found = papers.understood(words)
    assert (found.known, found.near[0], found.form) == (None, source, {"title": papers.papers.title_of(words)})


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("10.1234/new", {"doi": "10.1234/new"}),
        ("arXiv:2508.06459v2", ARXIV),
        ("10.1234/new 5", {}),
        ("https://www.example.org/article/7", {"url": "https://www.example.org/article/7"}),
        ("Zzyzx qwrtp", {"title": "Zzyzx qwrtp"}),
        ("", {}),
    ],
)
def test_of_a_new_paper_what_is_typed_is_known(text, form):
    found = papers.understood(text)
    assert (found.known, found.near, found.form) == (None, [], form)


def test_what_is_here_of_a_paper_is_found_by_doi_place_and_title(source):
    form = {"kind": "article", "title": "Of other words altogether", "doi": "10.1234/new"}
    place = {"container": source.container, "year": str(source.year), "volume": source.volume, "pages": source.pages}
    assert papers.match(form).is_new
    assert papers.match({**form, "doi": DOI}).same_doi == source
    assert papers.match({**form, **place}).same_work == [source]
    assert papers.match({"title": source.title.upper()}).same_work == [source]
    near = papers.match({**form, "title": f"{source.title} and more"})
    assert (near.is_here, near.near[0]) == (False, source)


def test_of_many_papers_the_same_is_found_as_of_each(source, monkeypatch):
    titled = list(Source.objects.published().exclude(title="")[:4])
    forms = [
        {"title": "Of other words altogether"},
        {"title": "x", "doi": DOI},
        {},
        *({"title": f"{one.title} and more"} for one in titled),
        *({"title": one.title.upper()} for one in titled),
    ]
    assert len(forms) > papers.FEW
    of_many = papers.match_each(forms)
    assert of_many == [papers.match(form) for form in forms]
    assert [one.is_new for one in of_many] == [True, False, True, *[False] * 8]


def test_a_withdrawn_source_keeps_its_doi(source):
    Source.objects.filter(pk=source.pk).update(status="withdrawn", withdrawn_reason="twice")
    assert papers.match({"doi": DOI}).same_doi == source


def test_a_paper_is_entered_as_a_draft_of_its_curator(contributor):  # noqa: F811
    entered = papers.enter(
        {"kind": "article", "title": "TiO_{2}", "year": "2018", "doi": "10.1234/new"}, by=contributor.user
    )
    stored = Source.objects.get(doi="10.1234/new")
    assert (stored, stored.status, stored.entered_by, stored.year) == (entered, "draft", contributor.user, 2018)


@pytest.mark.parametrize(
    ("form", "words"),
    [({"title": "x", "container": "y" * 301}, "container"), ({"title": "x", "url": "nowhere"}, "url")],
)
def test_what_no_source_can_hold_is_a_fault(form, words):
    [fault] = papers.faults(form)
    assert fault.startswith(words)
    assert papers.faults({"title": "x", "year": "2018"}) == []
