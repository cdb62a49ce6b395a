"""The queue of reported problems: who sees it, who decides, and the way from a report to its correction."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from mgdb import review
from mgdb.models import ChangeRequest, Material, Measurement, Problem
from mgdb.review import problems
from tests.admin.browsers_part import filled
from tests.review.people import decided, published_value

pytestmark = pytest.mark.django_db
GOOD = {"kind": "value", "text": "Table 1 prints 383.3, the page says 3833."}
LIST = "admin:mgdb_problem_changelist"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def value() -> Measurement:
    return published_value()


@pytest.fixture
def problem(value) -> Problem:
    told = GOOD | {"name": "Ada L.", "email": "ada@example.org", "locator": "Table 1"}
    return problems.report(value, told, seen=value.revision, address="")


def page_of(problem) -> str:
    return reverse("admin:mgdb_problem_change", args=[problem.pk])


def decide(client, problem, button, seen="open", **data):
    return client.post(page_of(problem), {button: "x", "seen": seen, **data}, follow=True)


def test_contributors_see_the_queue_and_not_who_reported(contributor, reviewer, problem):
    for client in (contributor, reviewer):
        assert problem.public_id in client.get(reverse(LIST)).content.decode()
    assert "ada@example.org" in reviewer.get(page_of(problem)).content.decode()
    page = contributor.get(page_of(problem)).content.decode()
    assert "ada@example.org" not in page
    assert 'name="confirmed"' in page  # to propose it
    assert 'name="agree"' not in page


def test_a_stranger_is_sent_to_the_login(problem):
    for method in ("get", "post"):
        assert getattr(Client(), method)(page_of(problem), {}).status_code == 302


@pytest.mark.parametrize("state", ["confirmed", "answered", "rejected"])
def test_what_one_person_says_waits_for_a_second(contributor, reviewer, administrator, value, problem, state):
    """Neither a contributor nor a reviewer alone changes what the public reads."""
    public, told = Client().get(f"/problems/{problem.public_id}/").content, {"answer": "It is all right."}
    for client in (contributor, reviewer):
        decide(client, problem, state, problem.stamp, **told)
        problem.refresh_from_db()
        assert (problem.state, problem.proposed_by, problem.decided_by) == ("open", client.user, None)
        page = decide(client, problem, "agree", problem.stamp).content.decode()
        assert "a second person decides" in page or "it is a reviewer’s task" in page
        problem.refresh_from_db()
        assert (problem.state, problem.answer) == ("open", "")
    assert Client().get(f"/problems/{problem.public_id}/").content == public
    assert 'name="agree"' not in reviewer.get(page_of(problem)).content.decode()
    page = administrator.get(page_of(problem)).content.decode()
    assert "Proposed by rosalind" in page
    assert "It is all right." in page
    decide(administrator, problem, "agree", problem.stamp)
    problem.refresh_from_db()
    assert (problem.state, problem.answer, problem.decided_alone) == (state, "It is all right.", False)
    assert (problem.proposed_by, problem.decided_by) == (reviewer.user, administrator.user)
    assert b"It is all right." in Client().get(f"/problems/{problem.public_id}/").content


def test_only_what_the_page_showed_is_decided(contributor, reviewer, administrator, problem):
    page = decide(reviewer, problem, "answered").content.decode()
    assert "Write what readers are told" in page
    assert "Nothing is proposed that anybody could agree to" in decide(administrator, problem, "agree").content.decode()
    decide(reviewer, problem, "answered", answer="Table 1 prints 3833.")
    for button in ("rejected", "agree", "decline"):  # the page that is sent was opened before
        answer = decide(administrator, problem, button, answer="No.").content.decode()
        assert "It is open meanwhile, proposed as answered: somebody else was here" in answer
    problem.refresh_from_db()
    assert (
        "a reviewer decides about it first"
        in decide(contributor, problem, "rejected", problem.stamp, answer="No.").content.decode()
    )
    assert "reviewer’s task" in decide(contributor, problem, "decline", problem.stamp).content.decode()
    assert reviewer.post(page_of(problem), {"seen": problem.stamp}).status_code == 403
    decide(administrator, problem, "decline", problem.stamp)
    problem.refresh_from_db()
    assert (problem.stamp, problem.proposed_by, problem.proposed_answer) == ("open", None, "")
    page = reviewer.get(page_of(problem)).content.decode()
    assert "proposed as answered by rosalind" in page
    assert "the proposal dropped by grace" in page


def test_the_database_takes_no_decision_of_who_proposed_it(problem, reviewer):
    columns = {
        "state": "answered",
        "answer": "It is so.",
        "decided_by": reviewer.user,
        "decided_at": problem.created_at,
    }
    with pytest.raises(IntegrityError, match="problem_decided_by_two"), transaction.atomic():
        Problem.objects.update(**columns, proposed_by=reviewer.user, proposed_at=problem.created_at)


def test_a_laboratory_with_one_curator_decides_alone_and_says_so(reviewer, problem, settings):
    settings.SELF_REVIEW = True
    decide(reviewer, problem, "answered", answer="Table 1 prints 3833.")
    problem.refresh_from_db()
    decide(reviewer, problem, "agree", problem.stamp)
    assert "Decided by one curator alone" in Client().get(f"/problems/{problem.public_id}/").content.decode()


def test_what_a_reporter_wrote_is_text_here_too(reviewer, problem):
    Problem.objects.update(text=SCRIPT, document_says=SCRIPT, locator=SCRIPT, answer=SCRIPT)
    problem.contacts.update(name=SCRIPT)
    for address in (page_of(problem), reverse(LIST)):
        page = reviewer.get(address).content.decode()
        assert SCRIPT not in page
        assert "&lt;script&gt;" in page


def test_from_the_report_to_the_accepted_change(reviewer, administrator, value, problem):
    decide(reviewer, problem, "confirmed")
    problem.refresh_from_db()
    page = decide(administrator, problem, "agree", problem.stamp).content.decode()
    form = reverse("admin:mgdb_measurement_change", args=[value.pk])
    assert f"{form}?problem={problem.public_id}" in page
    shown = reviewer.get(f"{form}?problem={problem.public_id}")
    assert shown.context["adminform"].form["problem"].value() == [problem.public_id]
    data = filled(shown) | {"remarks": "Read again.", "reason": "Table 1 prints it so."}
    assert reviewer.post(form, data).status_code == 302
    request = ChangeRequest.objects.open().get()
    problem.refresh_from_db()
    assert problem.change_request == request
    assert "Propose the change" not in reviewer.get(page_of(problem)).content.decode()
    decided = reverse("admin:mgdb_changerequest_change", args=[request.pk])
    administrator.post(decided, {"accept": "x", f"seen-{value.pk}": value.revision})
    problem.refresh_from_db()
    assert (problem.state, problem.decided_by) == ("corrected", administrator.user)


def test_a_withdrawal_corrects_a_problem_too(reviewer, administrator, db):
    record = Material.objects.create(
        name="Twice", source=published_value().source, roles=["cathode"], status="published"
    )
    problem = problems.report(record, GOOD | {"kind": "duplicate"}, seen=record.revision, address="")
    decided(problem, "confirmed", by=reviewer.user, seen="open")
    data = {"action": "withdraw_selected", "_selected_action": [record.pk], f"seen-{record.pk}": record.revision}
    changelist = reverse("admin:mgdb_material_changelist")
    assert problem.public_id in reviewer.post(changelist, data).content.decode()
    reviewer.post(changelist, data | {"confirmed": "y", "reason": "Entered twice.", "problem": problem.public_id})
    review.accept(ChangeRequest.objects.open().get(), by=administrator.user, seen=record.revision)
    problem.refresh_from_db()
    assert problem.state == "corrected"


def test_the_record_s_page_and_the_entrance_lead_to_it(contributor, value, problem):
    assert (
        page_of(problem) in contributor.get(reverse("admin:mgdb_measurement_change", args=[value.pk])).content.decode()
    )
    assert "1 open" in contributor.get(reverse("admin:index")).content.decode()
