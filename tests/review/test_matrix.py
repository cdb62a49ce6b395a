"""Role × interface × state × own or other × fresh or stale: what each may do, declared once, tried everywhere.

The entry points are found, not listed: every action of every record's admin, every address of the curators' site, every
method of every address of the API, every command. What is found and not declared here fails.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle, product
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.db import transaction
from django.urls import reverse

from mgdb import review
from mgdb.admin import site
from mgdb.admin.bulk import pack
from mgdb.models import ChangeRequest, JobRow, Record
from mgdb.records import SECTIONS
from mgdb.review.difference import plain
from mgdb.review.readings import form_of
from tests.records.examples import made
from tests.review.entry_points import (
    ASKED,
    CASES,
    COUNTED,
    GONE,
    JUDGES,
    ROLES,
    SAID,
    STATES,
    WRITTEN,
    Case,
    Curator,
    EntryPoint,
    Undo,
    by_action,
    by_api,
    by_form,
    changes,
    of_form,
    proposed,
    tried,
)
from tests.review.people import person
from tests.sampling import rotating_seed

pytestmark = pytest.mark.django_db


# ---------------------------------------------------------------------------------------------- the one declaration
def judges(case: Case) -> bool:
    return case.role in JUDGES


def in_review_of(case: Case) -> bool:
    """What waits for review is open to its author and to reviewers."""
    return case.state == "in_review" and (case.own or judges(case))


# What a step does to a record when it is allowed, and when it is.
STEPS: dict[str, tuple[str, Callable[[Case], bool]]] = {
    "hand in": ("in_review", lambda case: case.state == "draft"),
    "publish": ("published", lambda case: case.state == "in_review" and judges(case) and not case.own),
    "send back": ("draft", in_review_of),
    "take back": ("draft", lambda case: case.state == "in_review" and case.own),
    "reject": ("draft", lambda case: case.state == "in_review" and judges(case)),
    "discard": (GONE, lambda case: case.state == "draft" and case.own),
    "write": (
        WRITTEN,
        lambda case: case.state == "draft" or (case.state == "in_review" and (case.own or judges(case))),
    ),
    "propose an edit": (ASKED, lambda case: case.state != "withdrawn"),
    "propose withdrawal": (ASKED, lambda case: case.state == "published"),
    "propose reinstatement": (ASKED, lambda case: case.state == "withdrawn"),
    "propose merging": (ASKED, lambda case: case.state != "withdrawn"),
    "confirm": (COUNTED, lambda case: case.state in ("draft", "in_review") and not case.own),
    "propose confirmation": (ASKED, lambda case: case.state == "published" and not case.own),
    "comment": (SAID, lambda case: case.state in ("draft", "in_review")),
    "nothing": ("", lambda case: False),
}
UNSEEN = {"comment"}  # what is said of a record needs no revision
# The actions of lists, and the addresses of drafts in the API: which step each takes.
ACTIONS = {
    "submit_selected": "hand in",
    "publish_selected": "publish",
    "send_back_selected": "send back",
    "discard_selected": "discard",
    "withdraw_selected": "propose withdrawal",
    "reinstate_selected": "propose reinstatement",
    "confirm_selected": "confirm",
    "comment_selected": "comment",
    "answer_selected": "nothing",  # a doubt is answered, not a record
    "again_selected": "nothing",  # a version is chosen on the page of its record
    "merge_selected": "nothing",  # of one record alone there is nothing to merge
}
COMMENTED = {"comment": "x"}
API: dict[tuple[str, str], tuple[str, Callable[[Record], Any]]] = {
    ("draft", "put"): ("write", lambda record: {"form": plain(form_of(record)) | changes(record)}),
    ("draft", "patch"): ("write", of_form),
    ("draft", "delete"): ("discard", lambda record: {}),
    ("draft-submit", "post"): ("hand in", lambda record: {}),
    ("draft-take-back", "post"): ("take back", lambda record: {}),
    ("draft-send-back", "post"): ("send back", lambda record: COMMENTED),
    ("draft-reject", "post"): ("reject", lambda record: COMMENTED),
    ("draft-publish", "post"): ("publish", lambda record: {}),
    ("draft-comments", "post"): ("comment", lambda record: COMMENTED),
    ("draft-answers", "post"): ("nothing", lambda record: {"doubt": "None is open."}),
}
KINDS = {
    "edit": "propose an edit",
    "withdraw": "propose withdrawal",
    "reinstate": "propose reinstatement",
    "merge": "propose merging",
    "confirm": "propose confirmation",
}


# ---------------------------------------------------------------------------------------------- what leads to a record
def entry_points() -> Iterator[EntryPoint]:
    """Every way that leads to a record, with the step that it takes."""
    for action, step in ACTIONS.items():
        yield EntryPoint(step, f"the action {action}", by_action(action))
    yield EntryPoint("save", "the form", by_form)
    for (name, method), (step, body) in API.items():
        path = name.removeprefix("draft").strip("-")
        yield EntryPoint(step, f"API, {method} {name}", by_api(method, f"{path}/" if path else "", body))
    for kind, step in KINDS.items():
        yield EntryPoint(step, f"API, a request to {kind}", proposed(kind))


ENTRY_POINTS = list(entry_points())


def expected(entry_point: EntryPoint, case: Case) -> str:
    step = entry_point.step
    if step == "save":  # what is published is proposed
        step = "propose an edit" if case.state == "published" else "write"
    if step == "confirm" and case.state == "published":
        step = "propose confirmation"
    outcome, allowed = STEPS[step]
    return outcome if (case.fresh or step in UNSEEN) and allowed(case) else ""


@pytest.fixture
def author(db) -> User:
    return person("somebody else", "reviewer")


@pytest.fixture
def records(db) -> list[Record]:
    """A record of each type that nothing refers to, so that only who asks decides."""
    found = [made(record_type) for record_type in SECTIONS.values() for _ in range(2)]
    review.record_files(found)
    return found[::2]


def record_admins() -> Iterator[tuple[type[Record], Any]]:
    for model, model_admin in site._registry.items():
        if issubclass(model, Record):
            yield model, model_admin


def test_every_action_of_records_is_declared():
    found = dict(record_admins())
    assert {one.model for one in SECTIONS.values()} <= set(found)
    for model, model_admin in found.items():
        assert set(model_admin.actions) <= set(ACTIONS), model


def failures(chosen: list[tuple[EntryPoint, Record, Case]], people: dict[str, Curator], author: User) -> list[str]:
    found = []
    for entry_point, record, case in chosen:
        caches["throttle"].clear()  # a person writes less often in a minute
        did, words = tried(entry_point, record, case, people[case.role], author)
        if did != expected(entry_point, case):
            wanted = expected(entry_point, case) or "nothing"
            found.append(f"{type(record).__name__}, {case}, {entry_point}: {did or 'nothing'}, not {wanted}; {words}")
    return found


def test_each_door_does_what_is_declared(people, author, records, tell):
    """A sample of all cases, in which each entry point, each record type and each case is met."""
    chance = random.Random(17)

    def shuffled(values: list[Any]) -> Iterator[Any]:
        return cycle(chance.sample(values, len(values)))

    each_entry_point, each_record = shuffled(ENTRY_POINTS), shuffled(records)
    assert len(CASES) > max(len(ENTRY_POINTS), len(records))
    chosen = [(next(each_entry_point), next(each_record), case) for case in CASES]
    allowed = {entry_point: [case for case in CASES if expected(entry_point, case)] for entry_point in ENTRY_POINTS}
    chosen += [(entry_point, next(each_record), chance.choice(some)) for entry_point, some in allowed.items() if some]
    pages = [entry_point for entry_point in ENTRY_POINTS if entry_point.step == "save"]
    old = [case for case in CASES if not case.fresh and case.state in ("draft", "published")]
    chosen += [(entry_point, record, chance.choice(old)) for entry_point, record in zip(cycle(pages), records)]
    done = sum(bool(expected(entry_point, case)) for entry_point, _, case in chosen)
    total = len(ENTRY_POINTS) * len(records) * len(CASES)
    tell(f"matrix: {len(chosen)} of {total} cases, {done} allowed")
    found = failures(chosen, people, author)
    assert not found, "\n".join(found)


TURNS = 3


def every_case(state: str, records: list[Record], turn: int) -> Iterator[tuple[EntryPoint, Record, Case]]:
    """Every entry point in every case: by a third of all types where it is let through, by one where it is not.

    Each type meets each entry point, each role and each state every time; in which of the cases goes round by `turn`,
    so that after three turns each has met each case in which it is let through. What refuses is one code for all types,
    and the permissions that it asks for are given to all alike.
    """
    cells = [(one, case) for one, case in product(ENTRY_POINTS, CASES) if case.state == state]
    let_through = Counter(entry_point for entry_point, case in cells if expected(entry_point, case))
    seen: Counter[EntryPoint] = Counter()
    for place, (entry_point, case) in enumerate(cells):
        if not expected(entry_point, case):
            yield entry_point, records[(place + turn) % len(records)], case
            continue
        step = min(TURNS, let_through[entry_point])
        yield from ((entry_point, one, case) for one in records[(seen[entry_point] + turn) % step :: step])
        seen[entry_point] += 1


def test_every_type_meets_every_entry_point_role_and_state_in_the_long_form_and_every_case_in_three():
    names = list(SECTIONS)
    for state in STATES:
        cells = {(one, case) for one, case in product(ENTRY_POINTS, CASES) if case.state == state}
        turns = [set(every_case(state, names, turn)) for turn in range(TURNS * len(names))]
        for met in turns:
            assert {(one, case) for one, _, case in met} == cells
            assert {(one, name) for one, name, _ in met} == set(product(ENTRY_POINTS, names))
            assert {(name, case.role) for _, name, case in met} == set(product(names, ROLES))
        let_through = {(one, name, case) for (one, case), name in product(cells, names) if expected(one, case)}
        assert let_through <= set().union(*turns[:TURNS])


@pytest.mark.long
@pytest.mark.timeout(900)  # a thousand steps, each written and taken back
@pytest.mark.parametrize("state", STATES)
def test_each_door_does_what_is_declared_in_every_case(state, people, author, records, tell):
    chosen = list(every_case(state, records, rotating_seed()))
    done = sum(bool(expected(entry_point, case)) for entry_point, _, case in chosen)
    found = failures(chosen, people, author)
    cells = len(ENTRY_POINTS) * len(CASES) // len(STATES)
    tell(f"matrix, {state}: all {cells} cells, {len(chosen)} cases, {done} allowed, {len(found)} otherwise")
    assert not found, "\n".join(found)


# ---------------------------------------------------------------------------------------------- change requests
DECISIONS: dict[str, tuple[str, Callable[[Case], bool]]] = {
    "accept": ("accepted", lambda case: judges(case) and not case.own),
    "send_back": ("returned", judges),
    "reject": ("rejected", judges),
    "take_back": ("superseded", lambda case: case.own),
}
FROM = {
    "edit": "published", "withdraw": "published", "reinstate": "withdrawn", "merge": "published",
    "confirm": "published",
}  # fmt: skip
INTERFACES = ("page", "API", "desk")


def decided(
    entry_point: str, decision: str, kind: str, case: Case, people: dict[str, Curator], author: User
) -> tuple[str, str]:
    """What became of a change request of `kind`; all is taken back."""
    who, found, words = people[case.role], "", ""
    try:
        with transaction.atomic():
            record, other = made(BY_KIND, with_parts=False), made(BY_KIND, with_parts=False)
            type(other).objects.filter(pk=other.pk).update(source=record.source)  # two records of one thing
            type(record).objects.filter(pk=record.pk).update(
                status=FROM[kind], withdrawn_reason="x" if FROM[kind] == "withdrawn" else ""
            )
            record.refresh_from_db()
            by = who.user if case.own else author
            form = form_of(record) | {"remarks": "Read again."} if kind == "edit" else None
            merged = {"into": other.public_id, "into_seen": other.revision} if kind == "merge" else {}
            asked = review.propose(kind, record, by=by, seen=record.revision, reason="x", form=form, **merged)
            if case.state == "decided":
                review_again = "rejected"
                ChangeRequest.objects.filter(pk=asked.pk).update(
                    status=review_again, decided_by=author, decided_at=asked.created_at
                )
            seen = record.revision if case.fresh else record.revision - 1
            if entry_point == "page":
                address = reverse("admin:mgdb_changerequest_change", args=[asked.pk])
                data = {decision: "1", "comment": "x", f"seen-{record.pk}": seen}
                response = who.browser.post(address, data)
            elif entry_point == "desk":
                row = JobRow(record_type="material", public_id=record.public_id, seen=seen, request=asked)
                data = {decision: "1", "comment": "x", "item": pack([row], who.user)}
                response = who.browser.post(reverse("admin:review_paper", args=[record.source.public_id]), data)
            else:
                address = f"/api/v1/change-requests/{asked.pk}/{decision.replace('_', '-')}/"
                headers = {"If-Match": f'"{seen}"'}
                response = who.program.post(address, {"comment": "x"}, content_type="application/json", headers=headers)
            assert response.status_code < 500
            words = response.content.decode()[:500]
            before = "rejected" if case.state == "decided" else "open"
            asked.refresh_from_db()
            found = "" if asked.status == before else asked.status
            raise Undo
    except Undo:
        return found, words


BY_KIND = SECTIONS["materials"]


def tells(decision: str, kind: str, case: Case) -> bool:
    """Whether the case says more than another: what is decided is refused before its kind or its record is looked at,
    and what is refused beside a fresh page is so beside an old one."""
    if case.state == "decided":
        return case.fresh and kind == "edit"
    return case.fresh or DECISIONS[decision][1](case)


REQUESTS = [
    (entry_point, decision, kind, case)
    for entry_point, decision, kind in product(INTERFACES, DECISIONS, FROM)
    for case in (Case(*one) for one in product(ROLES, ("open", "decided"), (True, False), (True, False)))
    if tells(decision, kind, case)
]


def wrong_decisions(chosen: list[Any], people: dict[str, Curator], author: User) -> list[str]:
    found = []
    for entry_point, decision, kind, case in chosen:
        outcome, allowed = DECISIONS[decision]
        may = case.state == "open" and allowed(case) and case.fresh
        caches["throttle"].clear()
        may = may and not (entry_point == "desk" and (not judges(case) or decision == "take_back"))
        did, words = decided(entry_point, decision, kind, case, people, author)
        if did != (outcome if may else ""):
            found.append(f"{decision} {kind} by {entry_point}, {case}: {did or 'nothing'}; {words}")
    return found


def test_a_change_request_is_decided_as_declared(people, author, tell):
    chosen = random.Random(5).sample(REQUESTS, 8)
    chosen += [one for one in REQUESTS if one[0] == "API" and one[3] == Case("reviewer", "open", False, True)]
    tell(f"matrix of change requests: {len(chosen)} of {len(REQUESTS)} cases")
    found = wrong_decisions(chosen, people, author)
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("entry_point", INTERFACES)
def test_a_change_request_is_decided_as_declared_in_every_case(entry_point, people, author, tell):
    chosen = [one for one in REQUESTS if one[0] == entry_point]
    found = wrong_decisions(chosen, people, author)
    tell(f"matrix of change requests, {entry_point}: all {len(chosen)} cases, {len(found)} otherwise")
    assert not found, "\n".join(found)
