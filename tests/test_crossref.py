"""What Crossref says of a paper, asked of a server on this machine that speaks its documented format."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.contrib.auth.models import User
from django.core.cache import cache

from mgdb import crossref, tasks
from mgdb.models import Job, Source
from mgdb.science import bibtex_keys

DOI = "10.1021/acs.example.8b00001"
# As https://api.crossref.org/swagger-ui describes a work.
WORK = {
    "DOI": DOI.upper(),
    "type": "journal-article",
    "title": ["<i>In situ</i> TiO<sub>2-x</sub> &amp; Mg<sup>2+</sup>:\n   a study"],
    "author": [
        {"given": "Ruimin", "family": "Li", "sequence": "first"},
        {"given": "Anton", "non-dropping-particle": "Van der", "family": "Ven"},
        {"name": "The Consortium"},
    ],
    "container-title": ["Journal of Examples"],
    "short-container-title": ["J. Ex."],
    "issued": {"date-parts": [[2017, 12, 30]]},
    "published-print": {"date-parts": [[2018, 1]]},
    "volume": "12",
    "issue": "3",
    "page": "212-219",
    "URL": f"http://dx.doi.org/{DOI}",
}
FORM = {
    "kind": "article",
    "title": "In situ TiO_{2-x} & Mg^{2+}: a study",
    "authors": ["Li, Ruimin", "Van der Ven, Anton", "The Consortium"],
    "container": "J. Ex.",
    "year": "2018",
    "volume": "12",
    "issue": "3",
    "pages": "212–219",
    "doi": DOI,
}


class Server:
    """Answers in the order in which they were given; the last again and again."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str], bytes]] = []
        self.asked: list[tuple[str, dict[str, str]]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, dict(self.headers)))
                status, headers, body = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def gives(self, *answers: object) -> None:
        self.answers = [self._answer(one) for one in answers]

    def _answer(self, one: object) -> tuple[int, dict[str, str], bytes]:
        if isinstance(one, int):
            return one, {}, b"Resource not found."
        if isinstance(one, tuple):
            return one
        return 200, {}, json.dumps({"status": "ok", "message": one}).encode()


@pytest.fixture
def server(settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    found = Server()
    thread = threading.Thread(target=found.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    settings.CROSSREF_URL, settings.CROSSREF_CONTACT = found.url, "curator@example.org"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": found.url}}
    monkeypatch.setattr(crossref, "cache", cache)
    yield found
    found.http.shutdown()
    found.http.server_close()
    thread.join()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited between questions; the clock goes on by it."""
    found: list[float] = []
    monkeypatch.setattr(crossref, "sleep", found.append)
    monkeypatch.setattr(crossref, "clock", lambda: sum(found))
    return found


def test_a_work_becomes_the_form_of_a_source_and_is_asked_for_once(server: Server) -> None:
    server.gives(WORK)
    assert crossref.work(DOI) == FORM
    assert crossref.work(DOI) == FORM
    [(path, headers)] = server.asked
    assert urlsplit(path).path == f"/works/{DOI.replace('/', '%2F')}"
    assert parse_qs(urlsplit(path).query) == {"mailto": ["curator@example.org"]}
    assert headers["User-Agent"] == "MgDB/1 (mailto:curator@example.org)"


MATHML = (
    "Mg diffusion in <mml:math><mml:mrow><mml:msub><mml:mi>V</mml:mi><mml:mn>2</mml:mn></mml:msub>"
    "<mml:msub><mml:mi>O</mml:mi><mml:mn>5</mml:mn></mml:msub></mml:mrow></mml:math>"
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": [MATHML]}, {"title": "Mg diffusion in V_{2}O_{5}"}),
        ({"title": [], "author": None, "issued": {"date-parts": [[None]]}, "published-print": None}, {"doi": DOI}),
        ({"page": None, "article-number": "1801984"}, {"pages": "1801984"}),
        ({"short-container-title": []}, {"container": "Journal of Examples"}),
        ({"title": ["Batteries"], "subtitle": ["A review"]}, {"title": "Batteries: A review"}),
        ({"type": "posted-content"}, {"kind": "preprint"}),
        ({"type": "something-new"}, {"kind": "unknown"}),
        ({"author": ["x", {"family": "Ohno"}, {}], "title": 7}, {"authors": ["Ohno"], "title": "7"}),
        ({"author": [{"family": f"A{n}"} for n in range(900)]}, {"et_al": "true"}),
    ],
    ids=["mathml", "little", "article number", "journal", "subtitle", "preprint", "new type", "odd names", "many"],
)
def test_what_is_missing_or_odd_is_left_out(server: Server, changes: dict, expected: dict) -> None:
    server.gives({**WORK, **changes})
    found = crossref.work(DOI)
    assert {name: found.get(name) for name in expected} == expected
    assert all(found.values())
    assert len(found.get("authors", [])) <= 200


UNDATED = {"issued": {"date-parts": [[None]]}, "published-print": None}


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, "Li2018"),
        ({"author": [{"given": "Suryani", "sequence": "first"}]}, "Suryani2018"),
        ({"author": [{"name": "The ALICE Collaboration"}]}, "ALICECollaboration2018"),
        ({"author": [], "editor": [{"given": "Ada", "family": "Ørsted"}], "type": "edited-book"}, "Orsted2018"),
        ({"author": None}, "SituTiO22018"),
        ({"author": None, "title": ["Ein Blick auf Magnesium"], **UNDATED}, "EinBlick"),
        ({"author": [{"family": "王"}], "title": ["マグネシウム"]}, "JEx2018"),
        ({"author": None, "title": [], **UNDATED}, "JEx"),
        ({"author": None, "title": [], "short-container-title": ["王"], **UNDATED}, "Anonymous"),
    ],
    ids=[
        *("author", "one name", "organisation", "editor", "title", "title, no year", "no ASCII", "journal", "nothing"),
    ],
)
def test_a_citation_key_is_made_of_what_there_is(server: Server, changes: dict, key: str) -> None:
    server.gives({**WORK, **changes})
    form = crossref.work(DOI)
    row = Source(
        authors=form.get("authors", []),
        title=form.get("title", ""),
        container=form.get("container", ""),
        year=int(form["year"]) if "year" in form else None,
    )
    assert bibtex_keys.assign({"new": row.key_stem}, []) == {"new": key}


def test_words_find_candidates_and_skip_what_cannot_be_taken(server: Server) -> None:
    server.gives({"items": [WORK, {"type": "journal-article"}, "no object", {**WORK, "DOI": "10.1000/other"}]})
    assert [one["doi"] for one in crossref.search("TiO2 study")] == [DOI, "10.1000/other"]
    asked = parse_qs(urlsplit(server.asked[0][0]).query)
    assert (asked["query.bibliographic"], asked["rows"]) == (["TiO2 study"], ["5"])


def test_a_doi_of_another_agency_is_said_to_be_one(server: Server) -> None:
    server.gives(404, {"DOI": DOI, "agency": {"id": "datacite", "label": "DataCite"}})
    with pytest.raises(crossref.OtherAgency, match="registered by DataCite, not by Crossref"):
        crossref.work(DOI)
    assert [urlsplit(path).path.rpartition("/")[2] for path, _ in server.asked] == [DOI.replace("/", "%2F"), "agency"]


@pytest.mark.parametrize("answers", [(404, 404), (404, {"agency": {"id": "crossref", "label": "Crossref"}})])
def test_an_unknown_doi_is_said_to_be_unknown(server: Server, answers: tuple) -> None:
    server.gives(*answers)
    with pytest.raises(crossref.NotFound, match="does not know"):
        crossref.work(DOI)


def test_a_busy_server_is_asked_again_when_it_says(server: Server, waits: list[float]) -> None:
    server.gives((429, {"Retry-After": "7"}, b""), 503, (502, {"Retry-After": "soon"}, b""), WORK)
    assert crossref.work(DOI) == FORM
    assert waits == [7, 2, 4]


@pytest.mark.parametrize(
    ("answer", "questions", "words"),
    [
        (500, 4, "out of order"),
        ((429, {"Retry-After": "3600"}, b""), 1, "busy"),
        ((429, {"Retry-After": "Fri, 01 Jan 2100 00:00:00 GMT"}, b""), 1, "busy"),
        (403, 1, "status 403"),
        ((200, {}, b'{"message": {"DOI"'), 1, "not what its documentation says"),
        ((200, {}, b"[" * 100_000), 1, "not what its documentation says"),
        ((200, {}, b"<html>maintenance</html>"), 1, "not what its documentation says"),
        ({}, 1, "not what its documentation says"),
        ((200, {"Content-Encoding": "gzip"}, b"\x1f\x8b"), 1, "not what its documentation says"),
        ((200, {}, b" " * 2_000_001), 1, "larger than 2 MB"),
        ({**WORK, "issued": {"date-parts": [["soon"]]}, "published-print": None}, 1, "its year “soon”"),
        ({**WORK, "title": ["x" * 2001]}, 1, "its title has 2,001 characters"),
        ((302, {"Location": "http://169.254.169.254/latest/"}, b""), 1, "leads to another server"),
        ((302, {"Location": "http://[broken"}, b""), 1, "leads to another server"),
        ((301, {"Location": "/works/round"}, b""), 3, "from one address to the next"),
    ],
)
def test_what_is_no_answer_ends_in_a_sentence(
    server: Server, waits: list[float], answer: object, questions: int, words: str
) -> None:
    server.gives(answer)
    with pytest.raises(crossref.Unavailable, match=words):
        crossref.work(DOI)
    assert len(server.asked) == questions


def test_a_redirection_within_the_server_is_followed(server: Server) -> None:
    server.gives((301, {"Location": "/works/alias"}, b""), WORK)
    assert crossref.work(DOI) == FORM
    assert server.asked[1][0] == "/works/alias"


def test_a_server_that_says_nothing_or_drips_is_given_up(
    server: Server, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    server.gives(WORK)
    monkeypatch.setattr(crossref, "clock", iter([0.0, *[50.0] * 9]).__next__)
    with pytest.raises(crossref.Unavailable, match="does not answer"):
        crossref.work(DOI)
    server.http.shutdown()
    server.http.server_close()
    monkeypatch.setattr(crossref, "clock", lambda: sum(waits))
    monkeypatch.setattr(crossref, "TIMEOUT", httpx.Timeout(0.2))
    with pytest.raises(crossref.Unavailable, match="does not answer"):
        crossref.work(DOI)
    assert waits == [1, 2, 4]


def test_nothing_is_asked_without_an_address_of_contact(server: Server, settings: object) -> None:
    settings.CROSSREF_CONTACT = ""
    server.gives(WORK)
    with pytest.raises(crossref.Unavailable, match="not looked up here"):
        crossref.work(DOI)
    assert server.asked == []


@pytest.mark.parametrize(
    ("answer", "status", "works"), [(WORK, "succeeded", [FORM]), (404, "failed", None)], ids=["found", "not found"]
)
def test_a_worker_looks_up_and_enters_nothing(
    committed_db: str, server: Server, answer: object, status: str, works: object
) -> None:
    by = User.objects.create_superuser("asker")
    server.gives(answer)
    job = Job.objects.create(kind=Job.Kind.LOOK_UP, arguments={"doi": DOI}, created_by=by)
    tasks.run_job(job_id=job.pk)
    job.refresh_from_db()
    assert (job.status, job.report.get("works")) == (status, works)
    assert job.message.startswith("Found" if works else "Crossref does not know")
