"""People of every role, and what they enter and propose, for tests of who may do what."""

from __future__ import annotations

from django.contrib.auth.models import Group, User
from django.db import transaction

from mgdb import review
from mgdb.models import Material, Measurement, Problem, Source
from mgdb.review import problems
from mgdb.review.readings import form_of


def person(name: str, role: str) -> User:
    """A new active staff member of `role`."""
    user = User.objects.create_user(name, is_staff=True)
    user.groups.set([Group.objects.get(name=role)])
    return User.objects.get(pk=user.pk)  # permissions are remembered by the instance


def by_id(model, public_id):
    return model._base_manager.get(public_id=public_id)


def entered(by, name="VS4 on foam") -> Material:
    """A draft that `by` has entered."""
    source = Source.objects.published().first()
    form = {"name": name, "source": source.public_id, "roles": ["cathode"]}
    record = Material()
    with transaction.atomic():
        review.apply(record, form, by_id, by=by)
    return Material.objects.get(pk=record.pk)


def submitted(by) -> Material:
    record = entered(by)
    review.submit(record, by=by, seen=record.revision)
    return record


def published_value() -> Measurement:
    return Measurement.objects.published().filter(kind="number", value__isnull=False).order_by("pk").first()


def with_print(record: Measurement, printed: str) -> dict:
    """The form of `record` with another print in its first report."""
    form = form_of(record)
    first, *others = form["reports"]
    return form | {"reports": [first | {"printed_value": printed}, *others]}


def proposed(record, by, printed="999", reason="Table 1 prints it so."):
    form = review.trial(record, with_print(record, printed), by_id)
    return review.propose("edit", record, by=by, seen=record.revision, reason=reason, form=form)


def decided(problem: Problem, state: str, *, by: User, seen: str, **told) -> None:
    """Has `problem`, which a contributor saw as `seen` says, become `state`, to which `by` agrees."""
    proposer = User.objects.filter(username="a proposer").first() or person("a proposer", "contributor")
    problems.propose(problem, state, by=proposer, seen=seen, **told)
    problems.agree(problem, by=by, seen=problem.stamp)
