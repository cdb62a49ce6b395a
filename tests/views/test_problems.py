"""Reporting a problem from a page, without script, cookie or account, and what the public reads of it."""

from __future__ import annotations

import html
import re
import time
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.test import Client

from mgdb.models import Comparison, Measurement, Problem, ProblemContact, Record, Source
from mgdb.records import RECORD_TYPES
from mgdb.review import problems
from mgdb.views.addresses import address
from mgdb.views.problems import LONGEST, SALT, TRAP
from tests.records.examples import fill_gaps
from tests.review.people import decided, person, published_value
from tests.views.test_every_page import check

pytestmark = pytest.mark.django_db
GOOD = {"kind": "value", "text": "Table 1 prints 383.3, the page says 3833."}
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def value() -> Measurement:
    return published_value()


def form_of(record) -> str:
    return f"/problems/report/{record.public_id}/"


def stamp_of(record, age=60, seen=None) -> str:
    """The stamp of a form that was made `age` seconds ago."""
    return signing.dumps([record.public_id, seen or record.revision, int(time.time() - age)], salt=SALT)


def send(record, *, client=None, headers=None, age=60, **given):
    data = {"stamp": stamp_of(record, age), **GOOD, **given}
    return (client or Client()).post(
        form_of(record), urlencode(data), content_type="application/x-www-form-urlencoded", headers=headers or {}
    )


def page_of(record) -> str:
    return Client().get(address(record.public_id), follow=True).content.decode()


# ---------------------------------------------------------------- everywhere
@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "record_type", [one for one in RECORD_TYPES if issubclass(one.model, Record)], ids=lambda one: one.name
)
def test_every_record_s_page_leads_to_the_form_and_shows_what_came_of_reports(record_type):
    fill_gaps()
    record = record_type.model._default_manager.published().first()
    assert f'href="{form_of(record)}?revision={record.revision}"' in page_of(record)
    assert "Reported problems" not in page_of(record)
    assert send(record).status_code == 302
    page = page_of(record)
    assert "Reported problems: 1 open" in page
    assert "383.3" not in page


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "record_type", [one for one in RECORD_TYPES if issubclass(one.model, Record)], ids=lambda one: one.name
)
def test_the_way_to_report_stands_beside_the_title_and_needs_no_script(record_type):
    fill_gaps()
    record = record_type.model._default_manager.published().first()
    head = page_of(record).split('class="record-head"', 1)[1].split("</div>", 1)[0]
    assert "</h1>" in head
    [link] = re.findall(r"<a [^>]*>Report a problem</a>", head)
    assert f'href="{form_of(record)}?revision={record.revision}"' in link
    form = Client().get(form_of(record)).content.decode()
    assert "<script" not in form.split("<main", 1)[1]
    assert "<button" in form


def test_a_part_with_an_id_of_its_own_is_reported_with_its_record(client, value):
    assert client.get("/problems/report/dft-0000000/").status_code == 404
    assert client.get("/problems/report/nothing/").status_code == 404


# ---------------------------------------------------------------- the form
def test_the_form_sent_as_a_browser_does_leads_to_thanks(value, monkeypatch):
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"{form_of(value)}?revision={value.revision}")
    check(page)
    assert "no-store" in page["Cache-Control"]
    assert not page.cookies
    stamp = page.context["stamp"]
    assert f'name="stamp" value="{stamp}"' in page.content.decode()
    monkeypatch.setattr("mgdb.views.problems.SHORTEST", 0)
    headers = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    answer = send(value, client=client, headers=headers, stamp=stamp, website="", name="", email="")
    assert answer.status_code == 302
    assert not answer.cookies
    problem = Problem.objects.get()
    thanks = client.get(answer["Location"])
    assert "Thank you" in thanks.content.decode()
    check(thanks)
    assert (problem.record, problem.seen) == (value.public_id, value.revision)


def test_errors_are_said_at_the_fields_and_what_was_typed_stays(value):
    answer = send(value, kind="", text="short", locator="Table 7", email="nobody")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'href="#text"' in page
    assert 'id="email-fault"' in page
    assert 'value="Table 7"' in page
    assert not Problem.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("text", "short", "“short” says too little for a reviewer; describe what is wrong in at least 10 characters."),
        ("text", "x" * 2001, "The description has 2001 characters; at most 2000 are kept. Shorten it."),
        ("document_says", "x" * 1001, "What the document says has 1001 characters; at most 1000 are kept. Shorten it."),
        ("locator", "x" * 201, "The place in the document has 201 characters; at most 200 are kept. Shorten it."),
        ("name", "x" * 101, "Your name has 101 characters; at most 100 are kept. Shorten it."),
        ("email", "nobody", "“nobody” is not a valid email address; write it as name@example.org, or leave"),
    ],
)
def test_an_error_names_its_field_what_was_typed_and_a_way_out(value, field, typed, said):
    answer = send(value, **{"email": "reader@example.org", field: typed})
    assert answer.status_code == 400
    page = " ".join(html.unescape(answer.content.decode()).split())
    assert page.count(said) == 2, "at the field and above the form"


@pytest.mark.parametrize("field", ["kind", "text", "document_says", "locator", "name", "email", "stamp", TRAP])
def test_a_script_in_any_field_is_text(value, field):
    for script in (SCRIPT, '"><svg onload=alert(1)>', "javascript:alert(1) is no link here"):
        page = send(value, **{field: script}).content.decode()
        assert script not in page or script.startswith("javascript")
        assert "<svg onload" not in page


def test_what_was_stored_past_the_form_is_shown_as_text(value):
    user = person("rosalind", "reviewer")
    link = "https://example.org/x"
    problem = problems.report(value, GOOD, seen=value.revision, address="")
    decided(problem, "answered", by=user, seen="open", answer=f"{SCRIPT} {link}")
    texts = ("text", "document_says", "locator")
    Problem.objects.update(**{name: f"{SCRIPT} {link} of {name}" for name in texts})
    for page in (page_of(value), Client().get(f"/problems/{problem.public_id}/").content.decode()):
        assert SCRIPT not in page
        assert page.count("&lt;script&gt;") >= 4
        assert f'href="{link}' not in page


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"age": 1}, "quicker than anybody writes"),
        ({"age": LONGEST + 10}, "open for more than a day"),
        ({"stamp": "made up"}, "not made by this page"),
        ({"stamp": ""}, "not made by this page"),
        ({TRAP: "https://example.org"}, "to stay empty"),
    ],
)
def test_what_programs_send_is_refused_and_can_be_sent_again_by_people(value, given, says):
    answer = send(value, **given)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert says in page
    assert GOOD["text"] in page
    assert not Problem.objects.exists()


def test_the_stamp_of_another_record_is_of_no_use(value):
    other = Source.objects.published().first()
    assert send(value, stamp=stamp_of(other)).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}],
)
def test_a_form_from_another_site_is_refused(value, headers):
    assert send(value, headers=headers).status_code == 403
    assert not Problem.objects.exists()


def test_files_and_long_bodies_are_not_read(value):
    assert Client().post(form_of(value), {**GOOD, "stamp": stamp_of(value)}).status_code == 413  # multipart
    assert send(value, document_says="x" * 70_000).status_code == 413


def test_many_reports_are_told_to_wait(value):
    for number in range(5):
        assert send(value, text=f"The {number}th thing is wrong.").status_code == 302
    answer = send(value, text="The sixth thing is wrong.")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 600
    assert "from your address. Try again in" in answer.content.decode()
    assert "The sixth thing is wrong." in answer.content.decode()


def test_who_is_signed_in_is_not_looked_up(value):
    user = User.objects.create_user("ada")
    client = Client()
    client.force_login(user)
    assert send(value, client=client).status_code == 302
    assert client.get(form_of(value)).headers.get("Vary", "") in ("", "Accept-Encoding")


# ---------------------------------------------------------------- what the public reads
def test_the_page_shows_the_words_only_when_a_curator_has_looked(value):
    rosalind = person("rosalind", "reviewer")
    send(value, document_says="It says so.", locator="Table 9", name="Ada L.", email="ada@example.org")
    problem = Problem.objects.get()
    private = ("ada@example.org", "Ada L.")
    assert not [text for text in (GOOD["text"], "It says so.", "Table 9", *private) if text in page_of(value)]
    decided(problem, "confirmed", by=rosalind, seen="open")
    page = page_of(value)  # the cached page is made again
    assert GOOD["text"] in page
    assert "Table 9" in page
    assert "Reported problems: 1 confirmed" in page
    decided(problem, "rejected", by=rosalind, seen="confirmed", answer="Table 9 is of another material.")
    page = page_of(value)
    assert GOOD["text"] not in page
    assert "Table 9 is of another material." in page
    decided(problem, "confirmed", by=rosalind, seen="rejected", withhold=True)
    assert GOOD["text"] not in page_of(value)
    assert not [text for text in private if text in page]


def test_the_tombstone_of_a_record_shows_them_and_takes_more(value):
    problems.report(value, GOOD, seen=value.revision, address="")
    type(value).objects.filter(pk=value.pk).update(status="withdrawn", withdrawn_reason="Entered twice.")
    page = Client().get(address(value.public_id))
    assert page.status_code == 410
    assert "Reported problems: 1 open" in page.content.decode()
    assert send(value, text="It was right, bring it back.").status_code == 302


def test_a_comparison_s_table_leads_to_its_form(client):
    comparison = Comparison.objects.published().first()
    assert form_of(comparison) in client.get(f"/compare/{comparison.slug}/").content.decode()


@pytest.mark.parametrize("address", ["report/mea-0000000/", "report/%00/", "nothing/", "prb-0000000/", "%00/"])
def test_what_there_is_not_is_404(client, address):
    assert client.get(f"/problems/{address}").status_code == 404


def test_of_many_problems_the_newest_are_named_and_all_counted(value, monkeypatch):
    monkeypatch.setattr("mgdb.presentation.problems.MOST", 2)
    for number in range(5):
        Problem.objects.create(
            record_type="measurement", record=value.public_id, seen=1, kind="value", text=f"Row {number}."
        )
    page = page_of(value)
    assert len(re.findall(r"was\s+reported on", page)) == 2
    assert "5 open" in page
    assert "3 older" in page


def test_nothing_of_a_draft_is_reported(value):
    type(value).objects.filter(pk=value.pk).update(status="draft")
    assert Client().get(form_of(value)).status_code == 404
    assert send(value).status_code == 404
    assert not ProblemContact.objects.exists()
