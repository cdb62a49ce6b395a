"""The box for a paper, its look-up and its card; a bibliography."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from mgdb import tasks
from mgdb.admin.papers import AT_ONCE, desk_of
from mgdb.models import Job, Source
from mgdb.models.jobs import Claim

from .browsers_part import empty_form, errors_of
from .conftest import person

pytestmark = pytest.mark.django_db
FORM = {"kind": "article", "title": "On TiO_{2} <b>", "authors": ["Li, Ruimin"], "year": "2018", "doi": "10.1234/new"}


@pytest.fixture
def known(db):
    return Source.objects.published().exclude(doi="").exclude(title="").first()


@pytest.fixture
def crossref(settings, monkeypatch):
    """Metadata are looked up, by a queue that only notes what is put into it."""
    settings.CROSSREF_CONTACT = "curator@example.org"
    sent = []
    monkeypatch.setattr(tasks, "enqueue", sent.append)
    return sent


def ask(client, text, **values):
    return client.post(reverse("admin:paper"), {"q": text, **values})


def looked_up(client, *works, message="Found.", **values):
    status = "succeeded" if works else "failed"
    return Job.objects.create(
        kind="look_up", arguments={"doi": "10.1234/new", "form": {"doi": "10.1234/new"}}, created_by=client.user,
        status=status, finished_at="2026-01-01T00:00Z", message=message, report={"works": list(works)} if works else {},
        **values,
    )  # fmt: skip


def page_of(job):
    return reverse("admin:look_up", args=[job.pk])


def test_the_home_page_has_the_box_for_whoever_may_enter_papers(contributor, db):
    assert 'name="q"' in contributor.get(reverse("admin:index")).content.decode()
    reader = person("reader")
    assert 'name="q"' not in reader.get(reverse("admin:index")).content.decode()
    assert ask(reader, "10.1234/new").status_code == 403


def test_a_known_paper_is_led_to_and_nothing_is_asked(contributor, known, crossref):
    for text in (known.doi, f"https://doi.org/{known.doi}", known.title):
        assert ask(contributor, text).url == desk_of(known)
    assert not Job.objects.exists()


def test_a_new_doi_is_looked_up(contributor, crossref, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = ask(contributor, "https://doi.org/10.1234/NEW")
    job = Job.objects.get()
    assert response.url == page_of(job)
    assert (job.arguments["doi"], job.arguments["form"], crossref) == ("10.1234/new", {"doi": "10.1234/new"}, [job])
    assert "No worker has been heard of" in contributor.get(page_of(job)).content.decode()


def test_near_titles_are_shown_before_anything_is_asked(contributor, known, crossref):
    words = f"{known.title} revisited"
    response = contributor.get(ask(contributor, words).url)
    assert response.context["desks"][0][0] == known
    assert not Job.objects.exists()
    ask(contributor, words, look="1")
    assert Job.objects.get().arguments["words"] == words


def test_without_look_ups_the_way_is_by_hand_with_what_is_known(contributor):
    page = contributor.get(ask(contributor, "arXiv:2508.06459").url).content.decode()
    assert "not looked up on this server" in page
    assert "may be here without it: ask for its first author and year" in page
    form = contributor.get(reverse("admin:mgdb_source_add"), {"doi": "10.1234/new", "kind": "preprint"})
    assert (form.context["adminform"].form.initial["doi"], Job.objects.count()) == ("10.1234/new", 0)


def test_a_paper_entered_by_hand_opens_at_its_workbench_and_names_the_record_that_it_may_be(contributor):
    standing = Source.objects.published().exclude(pages="").filter(container="Adv. Mater.").first()
    address, data = empty_form(contributor, "source")
    place = {"year": standing.year, "volume": standing.volume, "pages": standing.pages}
    place["authors"] = "\n".join(standing.authors)
    answer = contributor.post(address, data | place | {"container": "Advanced Materials", "doi": "10.1234/new"})
    assert answer.status_code == 302, errors_of(answer)
    source = Source.objects.get(doi="10.1234/new")
    assert answer.url == desk_of(source)
    page = contributor.get(answer.url).content.decode()
    assert f'{reverse("admin:mgdb_source_change", args=[standing.pk])}">{standing.public_id}' in page
    assert "discard the draft" in page


def test_several_dois_are_asked_about(contributor, crossref):
    page = contributor.get(ask(contributor, "10.1234/new 5").url).content.decode()
    assert "names more than one DOI" in page
    assert 'value="10.1234/new5"' in page


def test_an_address_without_a_doi_is_not_opened(contributor, crossref):
    page = contributor.get(ask(contributor, "https://www.example.org/a/7").url).content.decode()
    assert "pages of others are not opened" in page
    assert not Job.objects.exists()


def test_many_questions_wait_for_the_first(contributor, crossref):
    for number in range(AT_ONCE + 1):
        ask(contributor, f"10.1234/new.{number}")
    assert Job.objects.count() == AT_ONCE


def test_a_card_is_typeset_and_taken_once(contributor):
    job = looked_up(contributor, FORM)
    page = contributor.get(page_of(job)).content.decode()
    assert "TiO<sub>2</sub> &lt;b&gt;" in page
    assert "autofocus" in page
    assert contributor.post(page_of(job), {"take": "9" * 5_000}).status_code == 200
    response = contributor.post(page_of(job), {"take": "0"})
    source = Source.objects.get(doi="10.1234/new")
    assert (response.url, source.status, source.authors) == (desk_of(source), "draft", ["Li, Ruimin"])
    again = contributor.post(page_of(job), {"take": "0"})
    assert "exists already" in again.content.decode()
    assert "Here already, with this DOI" in again.content.decode()


def test_a_candidate_that_is_here_by_its_title_is_not_taken_by_enter(contributor, known):
    job = looked_up(contributor, {**FORM, "title": f"{known.title} revisited"}, FORM)
    page = contributor.get(page_of(job)).content.decode()
    assert "Here with a similar title" in page
    assert "autofocus" not in page
    assert contributor.post(page_of(job), {"take": "9"}).status_code == 200


def test_what_was_not_found_is_said_with_the_way_by_hand(contributor):
    job = looked_up(contributor, message="10.1234/new was registered by DataCite, not by Crossref.")
    page = contributor.get(page_of(job)).content.decode()
    assert "registered by DataCite" in page
    assert f"{reverse('admin:mgdb_source_add')}?doi=10.1234%2Fnew" in page


def test_a_look_up_is_shown_to_whoever_asked(contributor, reviewer):
    assert reviewer.get(page_of(looked_up(contributor, FORM))).status_code == 403


BIBTEX = """\
@article{a, title={On V$_2$O$_5$ of the tests}, journal={J. Ex.}, year=2018, pages={1--2}, doi={10.1234/a}}
@article{b, title={On V$_2$O$_5$ of the tests}, journal={J. Ex.}, year=2018, doi={https://doi.org/10.1234/A}}
@article{c, title={%s}, doi={%s}}
@article{d, title={%s and more}}
@article{e, title={X}, year={soon}}
@article{f, title={X of the tests}, url={nowhere}}
"""


@pytest.fixture
def bibliography(known):
    plain = known.title.replace("_", "").replace("^", "")
    return BIBTEX % ("Whatever", known.doi, plain)


def test_each_entry_of_a_bibliography_stands_beside_what_is_here_of_it(contributor, known, bibliography):
    upload = SimpleUploadedFile("library.bib", bibliography.encode())
    response = contributor.post(reverse("admin:bibliography"), {"upload": upload, "read": "1"})
    rows = response.context["rows"]
    assert [(row.reference.key, row.is_ready, row.take, row.twin) for row in rows] == [
        ("a", True, True, 0), ("b", False, False, 1), ("c", False, False, 0), ("d", True, False, 0),
        ("f", False, False, 0),
    ]  # fmt: skip
    assert [str(fault) for fault in response.context["found"].faults] == [
        "Entry 5 (e), line 5: its year “soon” is none; write four digits"
    ]
    page = response.content.decode()
    assert "V<sub>2</sub>O<sub>5</sub>" in page
    assert "The same as entry 1" in page
    assert "Here already, with this DOI" in page
    assert response.context["form"].initial["text"] == bibliography
    assert not Job.objects.exists()


def test_the_chosen_become_one_batch_of_drafts(contributor, bibliography, monkeypatch):
    monkeypatch.setattr(tasks, "enqueue", lambda job: None)
    data = {"text": bibliography, "save": "1", "take": ["1", "2", "3", "4", "99", "x"]}
    response = contributor.post(reverse("admin:bibliography"), data)
    job = Job.objects.get()
    assert response.url == reverse("admin:mgdb_job_change", args=[job.pk])
    good, message, details = tasks.import_dataset(Claim(job, connection))
    assert (good, message) == (True, "2 created")
    entered = Source.objects.filter(public_id__in=details["created"])
    assert {(one.title[:12], one.doi, one.status) for one in entered} >= {("On V_{2}O_{5", "10.1234/a", "draft")}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"read": "1"}, "Choose a file, or paste"),
        ({"text": "nothing of the kind", "read": "1"}, "neither BibTeX"),
        ({"text": "@article{a, title={Of the tests}}", "save": "1"}, "No paper is chosen"),
        ({"upload": b"@" * 2_000_001, "read": "1"}, "at most 2"),
        ({"upload": b"\xff\xff", "read": "1"}, "not UTF-8"),
    ],
)
def test_what_cannot_be_taken_is_said(contributor, data, words):
    if "upload" in data:
        data = {**data, "upload": SimpleUploadedFile("a.bib", data["upload"])}
    assert words in contributor.post(reverse("admin:bibliography"), data).content.decode()
    assert not Job.objects.exists()
