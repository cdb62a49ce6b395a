"""Long files: asked for, made by a worker, fetched.

Anybody may ask. So that nobody's files keep another's from being made or kept, each client (one IPv4 address, one /64
of IPv6) has a part of the places only, one block of them (/24, /48) half, and all files together are bounded in number.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from mgdb import sent_forms, tasks
from mgdb.accounts.addresses import client_address
from mgdb.accounts.limits import Limit, TooManyAttempts, anonymous, anonymous_block, reserve_of_everybody
from mgdb.lists import LIST_TYPES, ListPage, export
from mgdb.models import Job
from mgdb.search import InvalidQuery, ParameterProblem, catch_timeout, suggestion, unknown_parameters

from .errors import too_many
from .lists import attachment

# Files that are being made or wait for it: of all together, which bounds how long the last one waits, and of a client.
MOST_WAITING, OWN_WAITING = 8, 2
OF_A_CLIENT = Limit("file", 10, 360, "Too many files were asked for from your network")
OF_EVERYBODY = Limit("files", 100, 30, "Too many files are being asked for")
# A file that was made is kept so long, unless newer ones take its place: of all together, of a client.
KEPT = timedelta(days=1)
MOST_KEPT, OWN_KEPT = 100, 10
RETRY_SECONDS = 60
PLACES_LOCK = 0x4D674478  # any fixed number: whoever asks counts and takes a place one after another
PARAMETERS = ("list", "format", "question")


@csrf_exempt  # by the middleware; what is no method of this page is told so first
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
@sent_forms.sent_once
def ask(request: HttpRequest) -> HttpResponse:
    """Says how long the file will be, and hands it to a worker when told so."""
    given = request.POST if request.method == "POST" else request.GET
    try:
        problems = unknown_parameters(given, (*PARAMETERS, "csrfmiddlewaretoken", sent_forms.FIELD))
        choices = {"list": tuple(LIST_TYPES)}
        if given.get("list", "") in LIST_TYPES:  # whose formats are known then
            choices["format"] = tuple(LIST_TYPES[given["list"]].files)
        for name, known in choices.items():
            typed = given.get(name, "")
            if typed not in known:
                sentence, close = suggestion(typed, known)
                reason = f"{'unknown' if typed else 'is missing'}; {sentence}"
                problems.append(ParameterProblem(name, typed[:40], reason, tuple(close)))
        if problems:
            raise InvalidQuery(problems)
        found: ListPage = export.list_page_from(LIST_TYPES[given["list"]], given.get("question", ""))
        with catch_timeout():
            total = found.total
    except InvalidQuery as error:
        return render(request, "400.html", {"problems": error.problems}, status=400)
    if request.method != "POST":
        context = {
            "found": found,
            "total": total,
            "most": export.MOST,
            "given": [(key, given.get(key, "")) for key in PARAMETERS],
        }
        return render(request, "mgdb/export_ask.html", context)
    address = request.build_absolute_uri(f"/{given['list']}/")
    arguments = {"list": given["list"], "format": given["format"], "question": given.get("question", "")}
    try:
        job = _submit(client_address(request), arguments | {"address": address})
    except _Full as full:
        return too_many(request, str(full), RETRY_SECONDS)
    except TooManyAttempts as error:
        return too_many(request, str(error), error.wait)
    return redirect("export-job", job.arguments["key"])


class _Full(Exception):
    """No place for another file now; says whose files take them."""


@transaction.atomic
def _submit(address: str, arguments: dict[str, Any]) -> Job:
    """Hands a file to a worker in a place of the client's. Raises _Full, TooManyAttempts; nothing is changed then."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PLACES_LOCK])
    jobs, client, block = Job.objects.filter(kind=Job.Kind.EXPORT_LIST), anonymous(address), anonymous_block(address)
    if jobs.unfinished().filter(arguments__client=client).count() >= OWN_WAITING:
        raise _Full(f"{OWN_WAITING} files are being made for your network already. Ask again when one is done.")
    if jobs.unfinished().filter(arguments__block=block).count() >= MOST_WAITING // 2:
        raise _Full(f"{MOST_WAITING // 2} files are being made for addresses near yours. Ask again when one is done.")
    if jobs.unfinished().count() >= MOST_WAITING:
        raise _Full(f"{MOST_WAITING} files are being made already. Try again in a few minutes, or ask for fewer rows.")
    reserve_of_everybody(OF_A_CLIENT, OF_EVERYBODY, address)
    jobs.filter(created_at__lt=timezone.now() - KEPT).only("pk").delete()  # the files themselves are not read for it
    made = jobs.exclude(status__in=(Job.Status.WAITING, Job.Status.RUNNING))
    for some, most in ((made.filter(arguments__client=client), OWN_KEPT), (made, MOST_KEPT)):
        left = some.order_by("-created_at", "-pk").values_list("pk", flat=True)[most - 1 :]
        jobs.filter(pk__in=list(left)).only("pk").delete()
    return tasks.submit(
        Job.Kind.EXPORT_LIST,
        arguments=arguments | {"key": secrets.token_urlsafe(18), "client": client, "block": block},
    )


def _job(key: str) -> Job:
    job = Job.objects.filter(kind=Job.Kind.EXPORT_LIST, arguments__key=key).defer("result").first()
    if job is None:
        raise Http404("There is no such file any more; files are kept for a day. Ask for it again from its list.")
    return job


@csrf_exempt
@never_cache
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """How far a file is, and where to fetch it."""
    job = _job(key)
    list_type = LIST_TYPES[job.arguments["list"]]
    return render(request, "mgdb/export_job.html", {"job": job, "list_type": list_type})


@csrf_exempt
@never_cache
@require_safe
def fetch(request: HttpRequest, key: str) -> HttpResponse:
    """The file."""
    job = _job(key)
    if job.status != Job.Status.SUCCEEDED or job.result is None:
        return redirect("export-job", key)
    return attachment(bytes(job.result), job.arguments["list"], job.arguments["format"])
