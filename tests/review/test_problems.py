"""Reported problems: what is taken, how often, who decides, and what follows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mgdb import review
from mgdb.accounts import limits
from mgdb.accounts.limits import TooManyAttempts
from mgdb.models import Measurement, Problem, ProblemContact, Source
from mgdb.review import change_requests, outcomes, problems
from mgdb.review.history import changes_of
from tests.review.people import decided, proposed, published_value, with_print

pytestmark = pytest.mark.django_db
GOOD = {"kind": "value", "text": "Table 1 prints 383.3, the page says 3833."}
HERE = "198.51.100.7"


@pytest.fixture
def value(db) -> Measurement:
    return published_value()


def reported(record, *, address=HERE, **given) -> Problem:
    return problems.report(record, GOOD | given, seen=record.revision, address=address)


def refused(record, *, seen=None, **given) -> dict[str, list[str]]:
    """What is said against a report, by field; nothing may be kept."""
    with pytest.raises(ValidationError) as caught:
        problems.report(record, GOOD | given, seen=record.revision if seen is None else seen, address=HERE)
    assert not Problem.objects.exists()
    assert not ProblemContact.objects.exists()
    return caught.value.message_dict


# ---------------------------------------------------------------- what is taken
def test_a_report_is_kept_with_what_was_seen(value):
    problem = reported(value, document_says="383.3", locator="Table 1", name="Ada", email="ada@example.org")
    assert (problem.record, problem.record_type, problem.seen) == (value.public_id, "measurement", value.revision)
    assert (problem.state, problem.text, problem.times) == ("open", GOOD["text"], 1)
    assert problem.public_id.startswith("prb-")
    assert [(one.name, one.email) for one in problem.contacts.all()] == [("Ada", "ada@example.org")]


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("kind", "", "Choose one of value, unit"),
        ("kind", "colour", "“colour” is none of them"),
        ("text", "", "Say what is wrong"),
        ("text", "too short", "at least 10 characters"),
        ("text", "x" * 2001, "at most 2000 are kept"),
        ("text", "a NUL \x00 in the midst", "U+0000"),
        ("text", "an escape \x1b[31m sequence", "U+001B"),
        ("text", "half of a pair: \ud83d alone", "U+D83D"),
        ("text", "turned \u202eround text", "U+202E"),
        ("text", "<script>alert(1)</script>", "reads as HTML"),
        ("text", 'see <a href="https://example.org">here</a>', "reads as HTML"),
        ("text", "<!-- hidden --> all right", "reads as HTML"),
        ("text", 17, "is int; give text"),
        ("document_says", "x" * 1001, "at most 1000 are kept"),
        ("document_says", "<b>bold</b>", "reads as HTML"),
        ("locator", "x" * 201, "at most 200 are kept"),
        ("locator", "Table 1\nSection 2", "more than one line"),
        ("name", "Ada <i>L.</i>", "reads as HTML"),
        ("email", "ada at example", "valid email"),
        ("email", "ada@example.org\nBcc: all@example.org", "more than one line"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words_at_its_field(value, field, text, says):
    found = refused(value, **{field: text})
    assert list(found) == [field]
    assert says in found[field][0]


def test_limits_hold_at_both_ends(value):
    assert len(reported(value, text="0123456789").text) == 10
    assert len(reported(value, text="x" * 2000).text) == 2000


def test_signs_of_chemistry_are_no_html(value):
    text = "It is 0 < x < 1 and σ<10⁻⁵; x<y and z>2, <x> is the mean\n\tof 3 °C."
    with pytest.raises(ValidationError, match="reads as HTML"):
        reported(value, text=text)
    assert "x<y and z>2" in reported(value, text=text.replace("<x>", "< x >")).text


def test_a_name_without_an_address_is_asked_for_one(value):
    assert "nobody can answer" in refused(value, name="Ada")["email"][0]


@pytest.mark.parametrize("seen", [0, 10**6])
def test_a_revision_that_the_record_never_had_is_refused(value, seen):
    assert "revisions 1 to" in refused(value, seen=seen)["revision"][0]


def test_the_same_within_a_day_is_one_problem(value):
    first = reported(value)
    again = reported(value, text=f"  {GOOD['text'].upper()} ", email="ada@example.org", address="203.0.113.9")
    assert again == first
    assert Problem.objects.get().times == 2
    assert ProblemContact.objects.get().problem == first
    assert reported(value, kind="unit") != first
    assert reported(value, document_says="383.3 mAh/g", locator="SI") != first
    Problem.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert reported(value) != first


# ---------------------------------------------------------------- how often
@pytest.fixture
def clock(monkeypatch):
    now = timezone.now()

    def later(seconds):
        nonlocal now
        now += timedelta(seconds=seconds)
        monkeypatch.setattr(limits, "NOW", f"'{now.isoformat()}'::timestamptz")

    later(0)
    return later


def taken(record, address, times) -> int:
    """How many of so many reports from `address` are taken."""
    count = 0
    for number in range(times):
        try:
            reported(record, text=f"From {address}, the {number}th time: wrong.", address=address)
        except TooManyAttempts:
            continue
        count += 1
    return count


def test_an_address_reports_five_at_once_and_then_one_in_ten_minutes(value, clock):
    assert taken(value, HERE, 8) == 5
    assert taken(value, "203.0.113.9", 1) == 1
    with pytest.raises(TooManyAttempts, match=r"were reported from your address\. Try again in 10 min"):
        reported(value)
    clock(601)
    assert taken(value, HERE, 3) == 1


def test_a_customer_of_ipv6_counts_as_one(value, clock):
    assert sum(taken(value, f"2001:db8:0:1::{number}", 1) for number in range(8)) == 5
    assert taken(value, "2001:db8:0:2::1", 1) == 1


def test_a_flood_from_many_addresses_ends_at_the_total_of_an_hour(value, clock, settings):
    settings.PROBLEMS_PER_HOUR = 12
    assert sum(taken(value, f"198.51.{number}.7", 1) for number in range(40)) == 12
    with pytest.raises(TooManyAttempts, match="More than 12 problems were reported within the hour, from many"):
        reported(value, address="203.0.113.77")
    clock(3600 / 12 + 1)
    assert taken(value, "203.0.113.77", 2) == 1


@pytest.mark.parametrize("address", ["2001:db8:1:{}::1", "198.51.100.{}"])
def test_a_block_of_addresses_takes_half_of_what_all_share(value, clock, settings, address):
    settings.PROBLEMS_PER_HOUR = 12
    assert sum(taken(value, address.format(number), 1) for number in range(1, 30)) == 6
    with pytest.raises(TooManyAttempts, match="half of them from addresses near yours"):
        reported(value, address=address.format(40))
    assert taken(value, "203.0.113.77", 1) == 1


def test_what_is_refused_for_its_words_uses_nothing_up(value, clock):
    for _ in range(8):
        refused(value, text="short")
    assert taken(value, HERE, 5) == 5


# ---------------------------------------------------------------- who decides
def test_one_proposes_a_reviewer_agrees_and_only_to_what_they_saw(value, ada, rosalind, grace):
    problem = reported(value)
    with pytest.raises(ValidationError, match="Write what readers are told"):
        problems.propose(problem, "rejected", by=rosalind, seen="open")
    problems.propose(problem, "answered", by=rosalind, seen="open", answer="Table 1 prints 3833.")
    shown = problem.stamp
    assert (problem.state, problem.answer) == ("open", "")
    with pytest.raises(review.NotAllowed, match="who proposed it; a second person decides"):
        problems.agree(problem, by=rosalind, seen=shown)
    with pytest.raises(review.NotAllowed, match="reviewer’s task"):
        problems.agree(problem, by=ada, seen=shown)
    with pytest.raises(ValidationError, match="It is open meanwhile, proposed as answered"):
        problems.agree(problem, by=grace, seen="open")
    problems.agree(problem, by=grace, seen=shown)
    with pytest.raises(ValidationError, match="It is answered meanwhile"):
        problems.propose(problem, "rejected", by=rosalind, seen="open", answer="No.")
    with pytest.raises(ValidationError, match="does not become"):
        problems.propose(problem, "corrected", by=rosalind, seen="answered")
    problem.refresh_from_db()
    assert (problem.state, problem.decided_by, problem.answer) == ("answered", grace, "Table 1 prints 3833.")
    # It was answered wrongly: until a second person says so too, readers keep the answer that they have.
    problems.propose(problem, "confirmed", by=grace, seen="answered")
    assert (problem.state, problem.answer) == ("answered", "Table 1 prints 3833.")
    problems.agree(problem, by=rosalind, seen=problem.stamp)
    assert (problem.state, problem.answer, problem.stamp) == ("confirmed", "", "confirmed")


def test_every_step_stands_in_the_history_with_who(value, rosalind):
    problem = reported(value)
    decided(problem, "confirmed", by=rosalind, seen="open")
    states = [(event.state, (event.pgh_context.metadata if event.pgh_context else {}).get("user")) for event in
              problem.events.select_related("pgh_context").order_by("pgh_id")]  # fmt: skip
    proposer = problem.proposed_by_id
    assert states == [("open", None), ("open", proposer), ("confirmed", rosalind.pk)]
    assert proposer not in (None, rosalind.pk)


# ---------------------------------------------------------------- what follows
def test_an_accepted_change_closes_the_problem_and_the_history_names_it(value, ada, rosalind):
    problem = reported(value)
    form = review.trial(value, with_print(value, "383.3"), outcomes.stored)
    asked = {"by": ada, "seen": value.revision, "reason": "Table 1 prints it so.", "form": form}
    with pytest.raises(ValidationError, match="a reviewer confirms it first"):
        review.propose("edit", value, **asked, problems=[problem.public_id])
    decided(problem, "confirmed", by=rosalind, seen="open")
    review.propose("edit", value, **asked, problems=[problem.public_id])
    # a second proposal of the same author takes it over
    request = proposed(value, ada, printed="383.4")
    problem.refresh_from_db()
    assert problem.change_request == request
    review.accept(request, by=rosalind, seen=value.revision, answered=outcomes.Proposal(request, value).doubts)
    problem.refresh_from_db()
    value.refresh_from_db()
    assert (problem.state, problem.decided_by, problem.change_request.revision) == (
        "corrected", rosalind, value.revision
    )  # fmt: skip
    assert any(problem.public_id in change.decision for change in changes_of(value, public=True))


def test_what_one_open_change_request_corrects_is_no_others(value, ada, rosalind):
    problem = reported(value)
    decided(problem, "confirmed", by=rosalind, seen="open")
    own = proposed(value, ada, printed="383.4")
    problems.link(own, [problem.public_id], [value])
    other = proposed(value, rosalind, printed="383.5")
    with pytest.raises(ValidationError, match="wait for what becomes of it"):
        problems.link(other, [problem.public_id], [value])


def test_what_was_decided_is_reported_again(value, rosalind):
    problem = reported(value)
    decided(problem, "rejected", by=rosalind, seen="open", answer="It is so in Table 1.")
    assert reported(value).state == "open"


def test_a_rejected_change_leaves_the_problem_confirmed(value, ada, rosalind):
    problem = reported(value)
    decided(problem, "confirmed", by=rosalind, seen="open")
    request = proposed(value, ada)
    problems.link(request, [problem.public_id], [value])
    change_requests.reject(request, by=rosalind, seen=value.revision, comment="It prints 999.")
    problem.refresh_from_db()
    assert problem.state == "confirmed"


def test_a_problem_follows_its_record_into_another_and_into_withdrawal(db):
    old, into = (Source.objects.create(title=f"A paper, {n}", year=2020, status="published") for n in "ab")
    problem = reported(old, kind="duplicate")
    review.merge(old, into, by=review.OPERATOR)
    into.refresh_from_db()
    assert list(Problem.objects.of(into)) == [problem]
    assert problems.record_of(problem) == into
    review.withdraw(into, "Not a paper.", by=review.OPERATOR, seen=into.revision)
    assert problems.record_of(problem).status == "withdrawn"
    assert problems.reportable(into.public_id) is not None


# ---------------------------------------------------------------- addresses of people
def test_addresses_are_deleted_when_they_are_no_longer_needed(value, rosalind):
    open_, closed, old = (reported(value, text=f"The {n} thing is wrong.", email="a@example.org") for n in "abc")
    decided(closed, "rejected", by=rosalind, seen="open", answer="It is as printed.")
    assert problems.forget_contacts() == 0
    now = timezone.now()
    Problem.objects.filter(pk=closed.pk).update(decided_at=now - timedelta(days=31))
    Problem.objects.filter(pk=old.pk).update(created_at=now - timedelta(days=366))
    assert problems.forget_contacts() == 2
    assert ProblemContact.objects.get().problem == open_


def test_who_wants_an_answer_is_mailed_it_once(value, rosalind, settings, mailoutbox):
    problem = reported(value, email="ada@example.org")
    reported(value, text="Another thing is wrong.", email="ada@example.org")
    settings.MAIL_IS_SENT = True
    assert problems.tell_contacts() == 0
    decided(problem, "answered", by=rosalind, seen="open", answer="Table 1 prints 3833.")
    settings.MAIL_IS_SENT = False
    assert problems.tell_contacts() == 0
    settings.MAIL_IS_SENT = True
    assert (problems.tell_contacts(), problems.tell_contacts()) == (1, 0)
    [mail] = mailoutbox
    assert mail.to == ["ada@example.org"]
    assert "It is answered. Table 1 prints 3833." in mail.body
    assert "rosalind" not in mail.body


def test_whose_address_was_given_by_somebody_else_is_not_mailed_their_words(value, rosalind, settings, mailoutbox):
    settings.MAIL_IS_SENT = True
    for state, withhold in (("rejected", False), ("answered", True), ("answered", False)):
        problem = reported(value, text=f"Buy these pills ({state}, {withhold}).", email="victim@example.org")
        decided(problem, state, by=rosalind, seen="open", answer="No fault.", withhold=withhold)
    assert problems.tell_contacts() == 3
    assert ["pills" in mail.body for mail in mailoutbox] == [False, False, True]


def test_no_history_keeps_an_address(value):
    problem = reported(value, name="Ada", email="ada@example.org")
    assert "ada@example.org" not in str(list(problem.events.values()))
