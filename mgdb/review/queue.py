"""What waits for a second person, by the paper that it was read in, oldest first; and what became of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from mgdb.models import ChangeRequest, Job, JobRow, Record, ReviewNote, Source
from mgdb.records import BY_NAME, SECTIONS, RecordType, target_of

from .actors import may
from .by_id import ids_by_type
from .ordering import in_order

NO_PAPER = 0  # the key of the group of records that belong to no paper


@dataclass
class PaperInReview:
    """What waits of one paper: the records and requests of others, and one's own, which somebody else decides about.

    `source` is None for what belongs to no paper.
    """

    source: Source | None
    records: int = 0
    requests: int = 0
    own: int = 0
    since: datetime | None = None


@dataclass
class Waiting:
    """What of one paper waits, in the order in which it can be accepted; of records only which they are."""

    records: list[Record] = field(default_factory=list)
    requests: list[ChangeRequest] = field(default_factory=list)
    own_records: list[Record] = field(default_factory=list)
    own_requests: list[ChangeRequest] = field(default_factory=list)


def _paper_columns(record_type: RecordType) -> tuple[str, ...]:
    """The columns of a record that lead to the paper in which it was read, the nearest first."""
    names = {
        column.name
        for column in record_type.model._meta.concrete_fields
        if column.is_relation and target_of(column) is Source
    }
    return tuple(name for name in ("document", "source") if name in names)


def paper_of(record_type: RecordType) -> Any:
    """An expression: the key of the paper of a record; its document, that of its first report, or its source."""
    if record_type.model is Source:
        return F("pk")
    found: list[Any] = []
    for part in record_type.parts:
        if part.name == "reports":
            rows = part.model._default_manager.filter(**{part.parent: OuterRef("pk")})
            found.append(Subquery(rows.order_by("position", "pk").values("document")[:1]))
    found += [F(f"{name}_id") for name in _paper_columns(record_type)]
    key = models.BigIntegerField()
    nothing = Value(NO_PAPER, output_field=key)
    return Coalesce(*found, nothing, output_field=key) if found else nothing


def _since() -> Any:
    """An expression: when a record was handed in last; of those that say nothing of it, when they last changed."""
    notes = ReviewNote.objects.filter(public_id=OuterRef("public_id"), step=ReviewNote.Step.HANDED_IN)
    return Coalesce(Subquery(notes.order_by("-at").values("at")[:1]), F("revised_at"))


def _in_review(record_type: RecordType) -> QuerySet[Any]:
    rows: QuerySet[Any] = record_type.model._base_manager.filter(status="in_review")
    found: QuerySet[Any] = rows.annotate(paper=paper_of(record_type))
    return found


def is_own(by: User) -> Q:
    """Records that `by` entered or edited since they were last published."""
    return Q(entered_by=by) | Q(editors__contains=[by.pk])


def _judged(by: User) -> list[RecordType]:
    """The record types that `by` may publish."""
    return [one for one in SECTIONS.values() if may(by, "publish", cast("type[Record]", one.model))]


def _requests(by: User) -> list[tuple[ChangeRequest, int]]:
    """The open requests about records of the types that `by` judges, each with the key of its paper."""
    names = [one.name for one in _judged(by)]
    rows = ChangeRequest.objects.open().without_forms().filter(record_type__in=names)
    found = list(rows.select_related("author").order_by("pk"))
    papers: dict[str, int] = {}
    for declared, wanted in ids_by_type(one.public_id for one in found):
        records = declared.model._base_manager.filter(public_id__in=wanted).annotate(paper=paper_of(declared))
        papers |= dict(records.values_list("public_id", "paper"))
    return [(one, papers[one.public_id]) for one in found if one.public_id in papers]


def papers_in_review(by: User) -> list[PaperInReview]:
    """The papers of which something waits that `by` may judge, the one that waits longest first.

    Without what is their own: that is counted beside. A number of queries that does not grow with the records.
    """
    found: dict[int, PaperInReview] = {}
    counts: list[QuerySet[Any]] = []
    for record_type in _judged(by):
        for own in (False, True):
            rows = _in_review(record_type)
            rows = rows.filter(is_own(by)) if own and not settings.SELF_REVIEW else rows
            rows = rows if own or settings.SELF_REVIEW else rows.exclude(is_own(by))
            if own and settings.SELF_REVIEW:
                continue
            counts.append(
                rows.annotate(since=_since())
                .order_by()
                .values("paper")
                .annotate(count=Count("pk"), first=Min("since"), own=Value(own))
                .filter(count__gt=0)  # where no column leads to a paper, all are one group, also none
                .values_list("paper", "count", "first", "own")
            )
    for key, count, first, own in counts[0].union(*counts[1:], all=True) if counts else ():
        if not count:  # of a type without papers there is always a group
            continue
        one = found.setdefault(key, PaperInReview(None))
        if own:
            one.own += count
        else:
            one.records += count
            one.since = min(one.since or first, first)
    for request, key in _requests(by):
        one = found.setdefault(key, PaperInReview(None))
        if request.author_id == by.pk and not settings.SELF_REVIEW:
            one.own += 1
        else:
            one.requests += 1
            one.since = min(one.since or request.created_at, request.created_at)
    sources = Source._base_manager.in_bulk([key for key in found if key != NO_PAPER])
    for key, one in found.items():
        one.source = sources.get(key)
    return sorted(found.values(), key=lambda one: (one.since is None, one.since or 0))


def waiting_of(paper: Source | None, by: User) -> Waiting:
    """What waits of `paper`, None for what belongs to none; records as they need one another."""
    key, found = paper.pk if paper else NO_PAPER, Waiting()
    for record_type in _judged(by):
        rows = _in_review(record_type).filter(paper=key).order_by("pk")
        for record in rows.only("public_id", "status", "revision", "entered_by", "editors"):
            mine = record.entered_by_id == by.pk or by.pk in record.editors
            (found.own_records if mine and not settings.SELF_REVIEW else found.records).append(record)
    for request, of in _requests(by):
        if of == key:
            mine = request.author_id == by.pk
            (found.own_requests if mine and not settings.SELF_REVIEW else found.requests).append(request)
    found.records = in_order(found.records)
    return found


def _waiting_in(record_type: RecordType, job: Any, by: User) -> QuerySet[Any]:
    """The records in review that a table brought and that somebody else than `by` entered."""
    ids = JobRow.objects.filter(job=job, record_type=record_type.name).values("public_id")
    rows: QuerySet[Any] = record_type.model._base_manager.filter(status="in_review", public_id__in=ids)
    return rows if settings.SELF_REVIEW else rows.exclude(is_own(by))


def batches_in_review(by: User) -> list[tuple[Job, int]]:
    """The imported tables of which records wait that `by` may judge, the one that waits longest first."""
    found: dict[int, int] = {}
    for record_type in _judged(by):
        waiting = record_type.model._base_manager.filter(status="in_review")
        waiting = waiting if settings.SELF_REVIEW else waiting.exclude(is_own(by))
        rows = JobRow.objects.filter(
            job__kind=Job.Kind.IMPORT_TABLE, record_type=record_type.name, public_id__in=waiting.values("public_id")
        )
        for job, count in rows.order_by().values_list("job").annotate(count=Count("pk")):
            found[job] = found.get(job, 0) + count
    jobs = Job.objects.filter(pk__in=found).select_related("created_by").order_by("pk")
    return [(job, found[job.pk]) for job in jobs]


def waiting_of_batch(job: Job, by: User) -> Waiting:
    """What waits of an imported table; records as they need one another."""
    found = Waiting()
    for record_type in _judged(by):
        rows = _waiting_in(record_type, job, by).order_by("pk")
        found.records += list(rows.only("public_id", "status", "revision", "entered_by", "editors"))
    found.records = in_order(found.records)
    return found


# ------------------------------------------------------------------------------------------------- one's own
# What became of a record: its status, and where it is a draft again, the last step of its review.
STATES = ("returned", "rejected", "draft", "in_review", "published", "withdrawn")


def _own(record_type: RecordType, by: User) -> QuerySet[Any]:
    """Records that `by` entered or wrote to, each with its `state`."""
    notes = ReviewNote.objects.filter(public_id=OuterRef("public_id"), request__isnull=True).exclude(step="comment")
    last = Subquery(notes.order_by("-at", "-pk").values("step")[:1], output_field=models.CharField())
    state = models.Case(
        models.When(status="draft", last__in=("returned", "rejected"), then=F("last")),
        default=F("status"),
        output_field=models.CharField(),
    )
    rows: QuerySet[Any] = record_type.model._base_manager.filter(is_own(by) | Q(published_editors__contains=[by.pk]))
    found: QuerySet[Any] = rows.annotate(last=last).annotate(state=state)
    return found


def own_states(by: User) -> dict[str, int]:
    """How many records of `by` are in each state; one query."""
    counts = [
        _own(record_type, by).order_by().values("state").annotate(count=Count("pk")).values_list("state", "count")
        for record_type in SECTIONS.values()
    ]
    found = dict.fromkeys(STATES, 0)
    for state, count in counts[0].union(*counts[1:], all=True):
        found[state] += count
    return found


def own_in(state: str, by: User) -> QuerySet[Any]:
    """The records of `by` in `state`, newest first: rows of record type, key and time, to be cut into pages."""
    rows = [
        _own(record_type, by)
        .filter(state=state)
        .order_by()
        .annotate(record_type=Value(record_type.name))
        .values_list("record_type", "pk", "revised_at")
        for record_type in SECTIONS.values()
    ]
    found: QuerySet[Any] = rows[0].union(*rows[1:], all=True)
    return found.order_by("-revised_at", "-pk")


def fetched(rows: Iterable[tuple[str, int, Any]]) -> list[Record]:
    """The records of `rows` (`own_in`) in their order; one query for each type."""
    wanted = list(rows)
    keys: dict[str, list[int]] = {}
    for name, key, _ in wanted:
        keys.setdefault(name, []).append(key)
    records = {
        (name, key): record
        for name, some in keys.items()
        for key, record in BY_NAME[name].model._base_manager.in_bulk(some).items()
    }
    return [cast("Record", records[name, key]) for name, key, _ in wanted if (name, key) in records]
