"""Problems that anybody reports with what is published, and what curators make of them.

open → confirmed → corrected by an accepted change request; open or confirmed → answered, or rejected with a reason. One
curator proposes what is to become of it, a reviewer agrees: until then the public reads what it read before. What the
reporter wrote is public once two have confirmed or answered it.
"""

from __future__ import annotations

import hashlib
import logging
import re
import smtplib
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any, cast

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.db.models import F, Model
from django.utils import timezone

from mgdb.accounts.limits import Limit, reserve_of_everybody
from mgdb.models import ChangeRequest, Problem, ProblemContact, Record
from mgdb.models.base import has_merged, read_id
from mgdb.models.problems import TEXT_LEAST, TEXT_MOST
from mgdb.models.typed_text import unfit
from mgdb.records import BY_NAME, BY_PREFIX, type_of

from .actors import Actor, context_of, may, require, second_person, user_of
from .notes import said

logger = logging.getLogger(__name__)
State = Problem.State
# What a report consists of; the first two are needed.
FIELDS = ("kind", "text", "document_says", "locator", "name", "email")
# What texts are called, and how many characters of them are kept.
LABELS = {
    "text": ("The description", TEXT_MOST),
    "document_says": ("What the document says", 1000),
    "locator": ("The place in the document", 200),
    "name": ("Your name", 100),
    "email": ("The e-mail address", 254),
}
# From one address five reports at once, then one every ten minutes.
OF_AN_ADDRESS = Limit("report", 5, 600, "Too many problems were reported from your address")
JOINED_WITHIN = timedelta(days=1)
# The states from which each is reached: what was decided wrongly can still be confirmed.
STARTS_FROM = {
    State.CONFIRMED: (State.OPEN, State.ANSWERED, State.REJECTED),
    State.ANSWERED: (State.OPEN, State.CONFIRMED),
    State.REJECTED: (State.OPEN, State.CONFIRMED),
}
NOTHING_PROPOSED = {"proposed_state": "", "proposed_answer": "", "proposed_withheld": False}
ANSWER_MOST = 2000  # characters of what readers are told
# An element, or the beginning of one with attributes; “x<y and z>2” is neither.
TAG = re.compile(r"</?[a-z][\w-]*\s*/?>|<[a-z][\w-]*\s+[\w:-]+\s*=|<!--|<!doctype", re.IGNORECASE)


def of_everybody() -> Limit:
    """So many reports an hour are as many as curators can read, from however many addresses they come."""
    most = settings.PROBLEMS_PER_HOUR
    return Limit(
        "reports", most, 3600 / most, f"More than {most} problems were reported within the hour, from many addresses"
    )


def reportable(public_id: str) -> Record | None:
    """The record `public_id` if the public knows it: published, or withdrawn and kept as a tombstone."""
    known = read_id(public_id)
    declared = BY_PREFIX.get(known.partition("-")[0])
    if declared is None or not issubclass(declared.model, Record):
        return None
    rows: Any = declared.model._base_manager
    found: Record | None = rows.filter(public_id=known, status__in=("published", "withdrawn")).first()
    return found


def report(record: Record, given: Mapping[str, object], *, seen: int, address: str) -> Problem:
    """Keeps what somebody at `address` reports with `record`, of which they saw the revision `seen`.

    `given` has the texts of `FIELDS`. The same reported again within a day is one problem. Raises ValidationError by
    field, and TooManyAttempts where the address, or all together, reported too much; then nothing is kept.
    """
    texts = _clean(given)
    problem = Problem(
        record_type=type_of(type(record)).name,
        record=record.public_id,
        seen=seen,
        **{name: texts[name] for name in ("kind", "text", "document_says", "locator")},
    )
    contact = ProblemContact(name=texts["name"], email=texts["email"]) if texts["name"] or texts["email"] else None
    _refuse(record, problem, contact)
    reserve_of_everybody(OF_AN_ADDRESS, of_everybody(), address)
    with transaction.atomic():
        problem = _joined(problem)
        if contact:
            ProblemContact.objects.get_or_create(problem=problem, email=contact.email, defaults={"name": contact.name})
    return problem


def _clean(given: Mapping[str, object]) -> dict[str, str]:
    """The texts of a report; ValidationError for what cannot stand in plain words."""
    texts, problems = {}, {}
    for name in FIELDS:
        value = given.get(name, "")
        if not isinstance(value, str):
            problems[name] = f"is {type(value).__name__}; give text."
            continue
        text = value.replace("\r\n", "\n").strip()
        tag = TAG.search(text)
        if reason := unfit(text):
            problems[name] = reason
        elif name not in ("text", "document_says") and "\n" in text:
            problems[name] = "It has more than one line; write it in one."
        elif tag:
            problems[name] = f"Write plain text: “{tag[0][:40]}” reads as HTML. A blank after < makes it a sign."
        texts[name] = text
    if problems:
        raise ValidationError(cast("dict[str, Any]", problems))
    return texts


def _refuse(record: Record, problem: Problem, contact: ProblemContact | None) -> None:
    """Raises ValidationError, by field, where `problem` cannot be kept."""
    problems: dict[str, list[str]] = {}
    if problem.kind not in Problem.Kind.values:
        words = f"“{problem.kind[:40]}” is none of them; choose" if problem.kind else "Choose"
        problems["kind"] = [f"{words} one of {', '.join(Problem.Kind.values)}."]
    parts: list[tuple[Model, tuple[str, ...]]] = [(problem, ("text", "document_says", "locator"))]
    if contact:
        parts.append((contact, ("name", "email")))
    for row, names in parts:
        for name in names:
            column: Any = row._meta.get_field(name)
            try:
                column.clean(getattr(row, name), row)
            except ValidationError as error:
                problems[name] = [_reason(name, str(getattr(row, name))) or " ".join(error.messages)]
    if contact and contact.name and not contact.email:
        problems["email"] = ["Without an address nobody can answer you: give one, or leave your name out."]
    if not 1 <= problem.seen <= record.revision:
        problems["revision"] = [f"The record has the revisions 1 to {record.revision}; say which one you saw."]
    if problems:
        raise ValidationError(cast("dict[str, Any]", problems))


def _reason(name: str, text: str) -> str:
    """Why the text of a field cannot be kept, with what would be: whole sentences, which name field and value."""
    label, most = LABELS[name]
    if name == "text" and not text:
        return "Say what is wrong, in a sentence or two."
    if name == "text" and len(text) < TEXT_LEAST:
        return f"“{text}” says too little for a reviewer; describe what is wrong in at least {TEXT_LEAST} characters."
    if len(text) > most:
        return f"{label} has {len(text)} characters; at most {most} are kept. Shorten it."
    if name == "email":
        return f"“{text[:60]}” is not a valid email address; write it as name@example.org, or leave it empty."
    return ""


def _words(problem: Problem) -> tuple[str, ...]:
    """All that a reporter says, however it is spaced and in whichever case."""
    said = (problem.text, problem.document_says, problem.locator)
    return tuple(" ".join(unicodedata.normalize("NFKC", text).casefold().split()) for text in said)


def _joined(problem: Problem) -> Problem:
    """`problem`, kept; or the one, not decided yet, in which somebody reported the same within the day."""
    words = _words(problem)
    same = hashlib.sha256(repr((problem.record, problem.kind, words)).encode()).digest()
    with connection.cursor() as cursor:  # two of them at once wait for one another
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(same[:8], signed=True)])
    since = timezone.now() - JOINED_WITHIN
    for one in Problem.objects.undecided().filter(record=problem.record, kind=problem.kind, created_at__gte=since):
        if _words(one) == words:
            Problem.objects.filter(pk=one.pk).update(times=F("times") + 1)
            return one
    problem.save()
    return problem


# ---------------------------------------------------------------- what curators make of it
def record_of(problem: Problem) -> Record:
    """The record that `problem` is about now: the one that was reported, or the one that it was merged into."""
    rows: Any = _model(problem)._base_manager
    merged: Record | None = rows.filter(has_merged([problem.record])).first()
    return merged or cast("Record", rows.get(public_id=problem.record))


def may_decide(problem: Problem, by: Actor) -> bool:
    """Whether `by` is a reviewer of what `problem` is about."""
    return may(by, "publish", _model(problem))


def may_propose(problem: Problem, by: Actor) -> bool:
    """Whether `by` may propose now what is to become of `problem`."""
    free = not problem.proposed_state or problem.proposed_by == user_of(by)
    return may(by, "change", _model(problem)) and (free or may_decide(problem, by))


def may_agree(problem: Problem, by: Actor) -> bool:
    """Whether `by` is the second person to what is proposed to `problem`."""
    second = problem.proposed_by != user_of(by) or settings.SELF_REVIEW
    return bool(problem.proposed_state) and second and may_decide(problem, by)


def _model(problem: Problem) -> type[Record]:
    return cast("type[Record]", BY_NAME[problem.record_type].model)


@transaction.atomic
def propose(problem: Problem, state: str, *, by: Actor, seen: str, answer: str = "", withhold: bool = False) -> None:
    """Proposes to confirm, answer or reject `problem`, which `by` saw as its `stamp` says.

    `answer` is what readers are to be told; a confirmed one may go without. `withhold`: the reporter's words stay
    unseen. ValidationError where it was changed meanwhile, where it cannot become `state`, or where the proposal of
    somebody else waits, which a reviewer alone may replace.
    """
    require(by, "change", _model(problem))
    _lock(problem, seen)
    if not may_propose(problem, by):
        raise ValidationError(
            f"{problem.proposed_by} has proposed something already; a reviewer decides about it first."
        )
    if state not in STARTS_FROM or problem.state not in STARTS_FROM[State(state)]:
        raise ValidationError(f"What is {problem.get_state_display()} does not become {state or 'nothing'}.")
    needed = "" if state == State.CONFIRMED else "Write what readers are told: the answer, or why it is not a fault."
    answer = said(answer, "answer", missing=needed, most=ANSWER_MOST)
    columns = {"proposed_state": state, "proposed_answer": answer, "proposed_withheld": withhold}
    _keep(problem, by, **columns, proposed_by=user_of(by), proposed_at=timezone.now())


@transaction.atomic
def agree(problem: Problem, *, by: Actor, seen: str) -> None:
    """Has become of `problem` what somebody proposed: a second person, a reviewer, who saw it as its `stamp` says."""
    require(by, "publish", _model(problem))
    _lock_proposed(problem, seen)
    authors = {problem.proposed_by_id} if problem.proposed_by_id else set()
    _change(
        problem,
        by,
        alone=second_person(by, authors, "told to readers", "proposed it"),
        state=problem.proposed_state,
        answer=problem.proposed_answer,
        words_withheld=problem.proposed_withheld,
    )


@transaction.atomic
def decline(problem: Problem, *, by: Actor, seen: str) -> None:
    """Drops what was proposed to `problem`: a reviewer, or who proposed it. Its state stays."""
    require(by, "change", _model(problem))
    _lock_proposed(problem, seen)
    if problem.proposed_by != user_of(by):
        require(by, "publish", _model(problem))
    _keep(problem, by, **NOTHING_PROPOSED, proposed_by=None, proposed_at=None)


def _lock(problem: Problem, seen: str) -> None:
    problem.refresh_from_db(from_queryset=Problem.objects.select_for_update(of=("self",), no_key=True))
    if problem.stamp != seen:
        waits = f", proposed as {problem.get_proposed_state_display()}" if problem.proposed_state else ""
        raise ValidationError(
            f"It is {problem.get_state_display()} meanwhile{waits}: somebody else was here. Nothing is done; read it "
            "again."
        )


def _lock_proposed(problem: Problem, seen: str) -> None:
    _lock(problem, seen)
    if not problem.proposed_state:
        raise ValidationError("Nothing is proposed that anybody could agree to; propose what is to become of it.")


def link(request: ChangeRequest, public_ids: Collection[str], records: Iterable[Record]) -> None:
    """Notes that `request` is to correct these problems, confirmed ones of `records`; ValidationError for others."""
    known = {public_id for record in records for public_id in (record.public_id, *record.merged_ids)}
    found = Problem.objects.confirmed().filter(record__in=known, public_id__in=public_ids)
    if unknown := set(public_ids) - set(found.values_list("public_id", flat=True)):
        raise ValidationError(
            f"{', '.join(sorted(unknown))}: no confirmed problem of {request.public_id}; a reviewer confirms it first."
        )
    others = found.filter(change_request__status=ChangeRequest.Status.OPEN).exclude(
        change_request__author_id=request.author_id
    )
    if taken := sorted(others.values_list("public_id", flat=True)):
        raise ValidationError(
            f"{', '.join(taken)}: an open change request is to correct this already; wait for what becomes of it."
        )
    found.update(change_request=request)


def corrected(request: ChangeRequest, *, by: Actor) -> None:
    """Closes the problems that `request` corrects, which was accepted; what was proposed to them is settled by it."""
    for problem in Problem.objects.confirmed().filter(change_request=request).select_for_update(no_key=True):
        problem.proposed_by, problem.proposed_at = request.author, request.created_at
        _change(problem, by, alone=request.self_reviewed, state=State.CORRECTED, answer=problem.answer)


def _change(problem: Problem, by: Actor, *, alone: bool, **columns: Any) -> None:
    """What the public reads from now on; nothing waits any more."""
    decided = {"decided_by": user_of(by), "decided_at": timezone.now(), "decided_alone": alone}
    people = {"proposed_by": problem.proposed_by, "proposed_at": problem.proposed_at}
    _keep(problem, by, **columns, **decided, **people, **NOTHING_PROPOSED)
    problem.contacts.update(told_at=None)


def _keep(problem: Problem, by: Actor, **columns: Any) -> None:
    for name, value in columns.items():
        setattr(problem, name, value)
    problem.clean_fields(exclude=["text", "document_says", "locator"])
    problem.validate_constraints()
    with pghistory.context(**context_of(by)):
        problem.save(update_fields=list(columns))


# ---------------------------------------------------------------- addresses, while they are needed
KEPT_AFTER, KEPT_AT_MOST = timedelta(days=30), timedelta(days=365)


def tell_contacts() -> int:
    """Mails the outcome to those who want it, where a mail server is set; how many were told.

    Each is noted before it is told, so that nobody is told twice. Raises OSError where the server cannot be reached: it
    is tried again the next time.
    """
    if not settings.MAIL_IS_SENT:
        return 0
    waiting = ProblemContact.objects.filter(told_at=None).exclude(problem__state__in=(State.OPEN, State.CONFIRMED))
    count = 0
    with get_connection() as server:
        for contact in waiting.select_related("problem__change_request"):
            own = ProblemContact.objects.filter(pk=contact.pk)
            if not own.filter(told_at=None).update(told_at=timezone.now()):
                continue  # another worker does it
            mail = EmailMessage(
                f"Your report {contact.problem.public_id} to MgDB",
                _outcome(contact.problem),
                to=[contact.email],
                connection=server,
            )
            try:
                count += mail.send()
            except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
                logger.warning("The mail server takes no answer to %s: %s", contact.problem.public_id, error)
            except OSError:
                own.update(told_at=None)
                raise
    return count


def _outcome(problem: Problem) -> str:
    """What became of `problem`, for who reported it.

    Their words are quoted only where they are public: anybody may give anybody's address, and have us mail there.
    """
    site = settings.SITE_ADDRESS.removesuffix("/admin/")
    change = problem.change_request.reason if problem.state == State.CORRECTED and problem.change_request else ""
    quoted = f":\n\n{problem.text}" if problem.is_told else "."
    return (
        f"You reported a problem with {problem.record} on {problem.created_at:%Y-%m-%d}{quoted}\n\n"
        f"It is {problem.get_state_display()}. {' '.join(text for text in (change, problem.answer) if text)}\n\n"
        f"Its page: {site}/problems/{problem.public_id}/\n\nYour address is deleted within {KEPT_AFTER.days} days.\n"
    )


def forget_contacts() -> int:
    """Deletes the addresses of those whose report was decided a month ago, and all that are a year old; how many."""
    now = timezone.now()
    decided = ProblemContact.objects.exclude(problem__state__in=(State.OPEN, State.CONFIRMED))
    gone = decided.filter(problem__decided_at__lt=now - KEPT_AFTER).delete()[0]
    return gone + ProblemContact.objects.filter(problem__created_at__lt=now - KEPT_AT_MOST).delete()[0]
