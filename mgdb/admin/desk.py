"""The reviewer's desk: what waits, by paper; each record of a paper beside its print; what became of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from textwrap import shorten
from typing import Any, cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from mgdb.models import AnsweredFinding, ChangeRequest, Job, JobRow, Measurement, Record, ReviewNote, Source
from mgdb.records import BY_NAME, SECTIONS, type_of
from mgdb.review import change_requests, notes, queue, status
from mgdb.review.actors import may
from mgdb.review.bulk import NOTHING_SAID
from mgdb.review.by_id import ids_by_type, records_by_id
from mgdb.review.difference import Difference, differences, plain
from mgdb.review.doubts import answer_doubt, open_doubts
from mgdb.review.outcomes import Proposal
from mgdb.review.serialization import to_dict
from mgdb.review.wording import Line, canonical_values, lines, print_lines
from mgdb.sent_forms import wrote_nothing

from .bulk import MOST, counted, hand_over, pack, unpack
from .records import record_link, status_tag, typeset_html
from .transitions import actor_of

ON_A_PAGE = 25
MOST_OWN = 50  # of one's own that a page names
NO_PAPER, BATCH = "none", "batch"  # in addresses
# What the prints of a measurement show already.
SHOWN_AS_PRINTED = ("reports", "conditions", "flags")


@dataclass
class Item:
    """A record in review, or a change request, as the page of its paper shows it."""

    key: str
    record: Record
    link: SafeString
    state: SafeString
    by: str
    notes: list[ReviewNote]
    lines: list[Line]
    prints: list[Line]
    doubts: list[str]
    answered: list[AnsweredFinding]
    flags: list[Any]
    request: ChangeRequest | None = None
    other: SafeString | str = ""  # the record that it is to be merged into
    conflicts: bool = False
    packed: str = ""  # which it is and as it was seen, as its form sends it back
    following: str = ""  # the key of the item behind it


def judges(user: User) -> bool:
    """Whether `user` may publish records of any type."""
    return any(may(user, "publish", cast("type[Record]", one.model)) for one in SECTIONS.values())


def desk(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """What waits for a second person, by paper, oldest first."""
    by = actor_of(request)
    if not judges(by):
        raise PermissionDenied
    papers = queue.papers_in_review(by)
    context = {
        **site.each_context(request),
        "title": "Review",
        "papers": [(one, _title(one.source)) for one in papers if one.records or one.requests],
        "own": [one for one in papers if one.own],
        "batches": [(job, count, f"{BATCH}-{job.pk}") for job, count in queue.batches_in_review(by)],
    }
    return TemplateResponse(request, "admin/mgdb/desk.html", context)


def _title(source: Source | None) -> SafeString:
    """The title of a paper, shortened and typeset."""
    return typeset_html(shorten(source.title, 120, placeholder=" …") if source else "")


def paper_page(site: AdminSite, request: HttpRequest, paper: str) -> HttpResponse:
    """What waits of one paper: each record beside what is printed, to accept, return or reject."""
    by = actor_of(request)
    if not judges(by):
        raise PermissionDenied
    batch = _batch(paper)
    source = None if batch or paper == NO_PAPER else Source._base_manager.filter(public_id=paper).first()
    if source is None and batch is None and paper != NO_PAPER:
        raise Http404(f"There is no source {paper}.")
    if request.method == "POST":
        return _accept_all(request, by) if "accept_all" in request.POST else _decide(request, paper, by)
    waiting = queue.waiting_of_batch(batch, by) if batch else queue.waiting_of(source, by)
    of = str(source or batch or "records of no paper")
    every: list[Record | ChangeRequest] = [*waiting.records, *waiting.requests]
    page = Paginator(every, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [_row(one, revision) for one, revision in _with_revisions(every)]
    context = {
        **site.each_context(request),
        "title": f"Review: {of}",
        "batch": batch,
        "source": source,
        "name": typeset_html(source.title) if source else "",
        "page": page,
        "items": _with_forms(items(page.object_list), by),
        "counted": counted(rows),
        "count": len(rows),
        "selection": pack(rows[:MOST], by) if rows else "",
        "own": [
            (one.type_name(), record_link(one), one.public_id)
            for one in records_by_id(own.public_id for own in waiting.own_records[:MOST_OWN]).values()
        ],
        "own_requests": waiting.own_requests[:MOST_OWN],
        "own_count": len(waiting.own_records) + len(waiting.own_requests),
    }
    return TemplateResponse(request, "admin/mgdb/paper.html", context)


def _batch(paper: str) -> Job | None:
    """The import that an address names in place of a paper: batch-12."""
    name, _, key = paper.partition("-")
    if name != BATCH or not key.isdecimal() or len(key) > 9:
        return None
    return Job.objects.filter(pk=int(key), kind=Job.Kind.IMPORT_TABLE).first()


def _with_revisions(every: Sequence[Record | ChangeRequest]) -> Iterable[tuple[Record | ChangeRequest, int | None]]:
    """Each with the revision of its record; one query for each type that requests are about."""
    found: dict[str, int] = {}
    for declared, wanted in ids_by_type(one.public_id for one in every if isinstance(one, ChangeRequest)):
        rows = declared.model._base_manager.filter(public_id__in=wanted)
        found |= dict(rows.values_list("public_id", "revision"))
    for one in every:
        yield one, found.get(one.public_id) if isinstance(one, ChangeRequest) else one.revision


def _row(one: Record | ChangeRequest, revision: int | None) -> JobRow:
    name = one.record_type if isinstance(one, ChangeRequest) else type_of(type(one)).name
    request = one if isinstance(one, ChangeRequest) else None
    return JobRow(record_type=name, public_id=one.public_id, seen=revision, request=request)


# ------------------------------------------------------------------------------------------------- what is shown
def items(found: Iterable[Record | ChangeRequest]) -> list[Item]:
    """What the page shows of records and requests, in a number of queries that does not grow with them.

    But for the doubts about what a request would make of its record: to find them, it is written and taken back.
    """
    every = list(found)
    ids = [one.public_id for one in every]
    known = records_by_id(ids, whole=True)
    records = {
        one.public_id: known[one.public_id] for one in every if isinstance(one, Record) and one.public_id in known
    }
    doubts = open_doubts(list(records.values()))
    proposals = {
        request.pk: Proposal(request, known[request.public_id])
        for request in _whole([one for one in every if isinstance(one, ChangeRequest)])
        if request.public_id in known
    }
    answered: dict[str, list[AnsweredFinding]] = {}
    for answer in AnsweredFinding.objects.filter(kind="doubt", public_id__in=ids).select_related("by"):
        answered.setdefault(answer.public_id, []).append(answer)
    threads: dict[tuple[str, int | None], list[ReviewNote]] = {}
    for note in ReviewNote.objects.filter(public_id__in=ids).select_related("by"):
        threads.setdefault((note.public_id, note.request_id), []).append(note)
    users = {key for record in records.values() for key in (record.entered_by_id, *record.editors) if key}
    names = dict(User.objects.filter(pk__in=users).values_list("pk", "username"))
    contents = [_content(record) for record in records.values()]
    # Who accepts that a record was compared with its document looks at what it says.
    contents += [
        _content(one.record) if one.request.kind == ChangeRequest.Kind.CONFIRM else one.changes
        for one in proposals.values()
    ]
    said = iter(_in_words(contents))
    contents_of = {public_id: next(said) for public_id in records}
    changes_of = {key: next(said) for key in proposals}

    def of_record(record: Record) -> Item:
        public_id = record.public_id
        people = dict.fromkeys(key for key in (record.entered_by_id, *record.editors) if key)
        return Item(
            key=public_id,
            record=record,
            link=record_link(record),
            state=status_tag(record),
            by=", ".join(names[key] for key in people if key in names) or "a dataset file",
            notes=threads.get((public_id, None), []),
            lines=contents_of[public_id],
            prints=print_lines(record) if isinstance(record, Measurement) else [],
            doubts=doubts[public_id],
            answered=answered.get(public_id, []),
            flags=list(record.flags.all()) if hasattr(record, "flags") else [],
        )

    def of_request(request: ChangeRequest) -> Item:
        proposal = proposals[request.pk]
        request, record, shown = proposal.request, proposal.record, changes_of[request.pk]
        is_measurement = request.record_type == "measurement"
        confirms = request.kind == ChangeRequest.Kind.CONFIRM
        read = canonical_values(proposal.present, proposal.wanted) if is_measurement else None
        return Item(
            key=f"request-{request.pk}",
            record=record,
            link=record_link(record),
            state=status_tag(record),
            by=request.author.get_username() if request.author else "a dataset file",
            notes=threads.get((request.public_id, request.pk), []),
            lines=[read, *shown] if read and shown else shown,
            prints=print_lines(record) if confirms and isinstance(record, Measurement) else [],
            doubts=proposal.doubts,
            answered=[],
            flags=[],
            request=request,
            other=record_link(proposal.other) if proposal.other else "",
            conflicts=bool(proposal.merged.conflicts),
        )

    return [
        of_record(records[one.public_id]) if isinstance(one, Record) else of_request(one)
        for one in every
        if one.public_id in known
    ]


def _whole(found: Sequence[ChangeRequest]) -> list[ChangeRequest]:
    """The requests with their forms, which lists of them do without; one query."""
    rows = ChangeRequest.objects.select_related("author").in_bulk([one.pk for one in found])
    return [rows[one.pk] for one in found if one.pk in rows]


def _content(record: Record) -> list[Difference]:
    """All that `record` says beside its prints, as what it says more than an empty one."""
    declared = type_of(type(record))
    form = plain(to_dict(record))
    hidden = SHOWN_AS_PRINTED if isinstance(record, Measurement) else ("flags",)
    return differences(declared, {"id": form["id"]}, {key: value for key, value in form.items() if key not in hidden})


def _in_words(contents: list[list[Difference]]) -> list[list[Line]]:
    """The lines of each of `contents`; the records that they name are looked up for all at once."""
    said = iter(lines(one for content in contents for one in content))
    return [list(islice(said, len(content))) for content in contents]


def _with_forms(shown: list[Item], by: User) -> list[Item]:
    """Each item with what its form needs."""
    for item, behind in zip_longest(shown, shown[1:]):
        item.packed = pack([_row(item.request or item.record, item.record.revision)], by)
        item.following = behind.key if behind else ""
    return shown


# ------------------------------------------------------------------------------------------------- what is done
def _accept_all(request: HttpRequest, by: User) -> HttpResponse:
    rows = unpack(request.POST.get("selection", ""), by)
    if not rows:
        messages.error(request, "Nothing is done: this page was left open too long.")
        return redirect(request.get_full_path())
    return hand_over(request, "accept", rows, said=NOTHING_SAID, whole=request.POST.get("whole") == "yes")


def _decide(request: HttpRequest, paper: str, by: User) -> HttpResponse:
    """Takes one record or request on, and leads to the one behind it."""
    row = next(iter(unpack(request.POST.get("item", ""), by) or ()), None)
    comment = request.POST.get("comment", "")
    following = request.POST.get("following", "")
    here = reverse("admin:review_paper", args=[paper])
    page = f"?page={request.GET['page']}" if request.GET.get("page", "").isdecimal() else ""
    if row is None:
        messages.error(request, "Nothing is done: this page was left open too long.")
        return redirect(f"{here}{page}")
    own = f"request-{row.request_id}" if row.request_id else row.public_id
    try:
        with transaction.atomic():
            done = _take(request, row, by, comment)
    except ValidationError as error:
        messages.error(request, f"{row.public_id}: nothing is done. {' '.join(error.messages)}")
        wrote_nothing(request)
        return redirect(f"{here}{page}#{own}")
    messages.success(request, f"{row.public_id} {done}.")
    stays = "comment_only" in request.POST or "doubt" in request.POST
    anchor = own if stays else following
    return redirect(f"{here}{page}#{anchor}" if anchor else f"{here}{page}")


def _take(request: HttpRequest, row: JobRow, by: User, comment: str) -> str:
    record = cast("Record | None", BY_NAME[row.record_type].model._base_manager.filter(public_id=row.public_id).first())
    asked = ChangeRequest.objects.filter(pk=row.request_id).first() if row.request_id else None
    if record is None or (row.request_id and asked is None):
        raise ValidationError("It is gone.")
    sent, answered = request.POST, request.POST.getlist("as_printed")
    if "doubt" in sent:
        answer_doubt(record, sent["doubt"], by=by, seen=row.seen, comment=comment)
        return "as printed: answered"
    if "comment_only" in sent:
        notes.comment(record, comment, by=by, request=asked)
        return "commented"
    if "accept" in sent:
        if asked:
            change_requests.accept(asked, by=by, seen=row.seen, comment=comment, answered=answered)
            return "accepted: readers now see it"
        status.publish(record, by=by, seen=row.seen, answered=answered, comment=comment)
        return "published"
    if "send_back" in sent:
        if asked:
            change_requests.send_back(asked, by=by, seen=row.seen, comment=comment)
        else:
            status.send_back(record, by=by, seen=row.seen, comment=comment)
        return "returned to its author"
    if "reject" in sent:
        if asked:
            change_requests.reject(asked, by=by, seen=row.seen, comment=comment)
        else:
            status.reject(record, by=by, seen=row.seen, comment=comment)
        return "rejected"
    raise ValidationError("Say what is to happen: accept, return, reject or comment.")
