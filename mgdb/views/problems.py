"""Reporting a problem with a published record, without account or script, and what came of a report.

The form has a page of its own, which nobody caches: the pages of records stay as they are. It needs no cookie. Who may
send it follows from a signed stamp that the page was made with; a form that another site sends is refused by its
origin, and could do no more than anybody can without one (docs/decisions/review.md).
"""

from __future__ import annotations

import time
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mgdb import review, sent_forms
from mgdb.accounts.addresses import client_address
from mgdb.accounts.limits import TooManyAttempts
from mgdb.models import Problem, Record
from mgdb.models.base import read_id
from mgdb.models.problems import TEXT_LEAST, TEXT_MOST
from mgdb.presentation import ProblemView
from mgdb.review import problems
from mgdb.search import quoted, unknown_parameters

from .errors import forged, is_foreign
from .pages import public_page

SALT = "mgdb.problems"
SHORTEST, LONGEST = 3, 24 * 3600  # seconds between the page and its form
MOST_BYTES = 64 * 1024  # of a form with every field full
TRAP = "website"  # a field that nobody sees; programs fill it in
KINDS = (
    ("value", "The value"),
    ("unit", "The unit"),
    ("condition", "A condition: temperature, current, electrolyte …"),
    ("formula", "The formula or the name"),
    ("citation", "The citation or the source"),
    ("duplicate", "It is here twice"),
    ("other", "Something else"),
)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The form by which anybody reports a problem with a record."""
    record = problems.reportable(public_id)
    if record is None:
        raise Http404(f"No record has the id {quoted(public_id)}. Ids are never reused: it may be mistyped.")
    if record.status == "withdrawn" and (into := review.current_id(type(record), record.public_id)):
        return redirect("report-problem", into)
    if request.method == "POST":
        return _receive(request, record)
    if unknown := unknown_parameters(request.GET, ("revision",)):
        return render(request, "400.html", {"problems": unknown}, status=400)
    given = request.GET.get("revision", "")
    seen = int(given) if given.isdecimal() and len(given) < 10 and 1 <= int(given) <= record.revision else 0
    return _page(request, record, _stamp(record, seen or record.revision), seen or record.revision)


def _receive(request: HttpRequest, record: Record) -> HttpResponseBase:
    if is_foreign(request):
        return forged(request)
    if request.content_type != "application/x-www-form-urlencoded" or _length(request) > MOST_BYTES:
        reason = "Send the form of this page; it takes no files and no more than 64 kB."
        return render(request, "400.html", {"reason": reason}, status=413)
    return sent_forms.once(request, lambda: _answer(request, record))


def _answer(request: HttpRequest, record: Record) -> HttpResponse:
    given = request.POST
    stamp = given.get("stamp", "")
    made_at, seen, errors = _read_stamp(stamp, record)
    if errors:
        stamp = _stamp(record, seen)
    elif 0 <= time.time() - made_at < SHORTEST:  # a page from a server whose clock is ahead is as good
        errors[""] = ["That was quicker than anybody writes. Read it again, and send it once more."]
    if given.get(TRAP):
        errors[""] = ["A field that is to stay empty was filled in, perhaps by your browser. Send it once more."]
    if sent_forms.is_restoring(request):
        errors[""] = ["This form was sent before and has been changed since. Send it once more if it is to be."]
    status, headers = 400, {}
    if not errors:
        try:
            found = problems.report(record, given.dict(), seen=seen, address=client_address(request))
            return redirect(f"{reverse('problem', args=[found.public_id])}?reported=yes")
        except ValidationError as error:
            errors = error.message_dict
        except TooManyAttempts as error:
            errors, status, headers = {"": [str(error)]}, 429, {"Retry-After": f"{error.wait:.0f}"}
    response = _page(request, record, stamp, seen, given.dict(), errors, status)
    for name, value in headers.items():
        response[name] = value
    return response


def _page(
    request: HttpRequest,
    record: Record,
    stamp: str,
    seen: int,
    given: dict[str, Any] | None = None,
    errors: dict[str, list[str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "record": record,
        "seen": seen,
        "stamp": stamp,
        "trap": TRAP,
        "kinds": KINDS,
        "given": {name: (given or {}).get(name, "") for name in problems.FIELDS},
        "errors": errors or {},
        "least": TEXT_LEAST,
        "most": TEXT_MOST,
    }
    return render(request, "mgdb/report_problem.html", context, status=status)


def _stamp(record: Record, seen: int) -> str:
    """Says, signed, that the form for this record and revision was made now."""
    return signing.dumps([record.public_id, seen, int(time.time())], salt=SALT)


def _read_stamp(stamp: str, record: Record) -> tuple[float, int, dict[str, list[str]]]:
    """When the form was made, which revision its reader saw, and what is wrong with it."""
    try:
        public_id, seen, made_at = signing.loads(stamp, salt=SALT)
    except (signing.BadSignature, ValueError):
        public_id, seen, made_at = "", record.revision, 0
    if public_id != record.public_id:
        return 0, record.revision, {"": ["The form was not made by this page. Look at it, and send it again."]}
    if time.time() - made_at > LONGEST:
        words = "The form was open for more than a day. Look whether the record still says so, and send it again."
        return 0, seen, {"": [words]}
    return made_at, seen, {}


def _length(request: HttpRequest) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isdecimal() and len(given) < 12 else MOST_BYTES + 1


@public_page(parameters=("reported",))
def problem(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the public reads of one reported problem; its reporter is led here."""
    known = read_id(public_id, Problem.PREFIX)
    found = Problem.objects.select_related("change_request").filter(public_id=known).first() if known else None
    if found is None:
        raise Http404(f"No problem has the id {quoted(public_id)}.")
    record = problems.record_of(found)
    context = {
        "problem": ProblemView.of(found),
        "record": record,
        "moved": record.public_id != found.record,
        "thanks": "reported" in request.GET,
    }
    return render(request, "mgdb/problem.html", context)
