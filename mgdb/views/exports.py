"""Long files: asked for, made by a worker, fetched."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mgdb import sent_forms, tasks
from mgdb.lists import LIST_TYPES, ListPage, export
from mgdb.models import Job
from mgdb.search import InvalidQuery, ParameterProblem, catch_timeout, suggestion, unknown_parameters

from .lists import attachment

MOST_WAITING = 8  # files that are being made at the same time, for everybody
KEPT = timedelta(days=1)
PARAMETERS = ("list", "format", "question")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
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
    jobs = Job.objects.filter(kind=Job.Kind.EXPORT_LIST)
    jobs.filter(created_at__lt=timezone.now() - KEPT).delete()
    if jobs.unfinished().count() >= MOST_WAITING:
        reason = f"{MOST_WAITING} files are being made already. Try again in a few minutes, or ask for fewer rows."
        return render(request, "400.html", {"reason": reason}, status=429)
    arguments = {"key": secrets.token_urlsafe(18), "list": given["list"], "format": given["format"]}
    arguments |= {"question": given.get("question", ""), "address": request.build_absolute_uri(f"/{given['list']}/")}
    job = tasks.submit(Job.Kind.EXPORT_LIST, arguments=arguments)
    return redirect("export-job", job.arguments["key"])


def _job(key: str) -> Job:
    job = Job.objects.filter(kind=Job.Kind.EXPORT_LIST, arguments__key=key).defer("result").first()
    if job is None:
        raise Http404("There is no such file any more; files are kept for a day. Ask for it again from its list.")
    return job


@never_cache
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """How far a file is, and where to fetch it."""
    job = _job(key)
    list_type = LIST_TYPES[job.arguments["list"]]
    return render(request, "mgdb/export_job.html", {"job": job, "list_type": list_type})


@never_cache
@require_safe
def fetch(request: HttpRequest, key: str) -> HttpResponse:
    """The file."""
    job = _job(key)
    if job.status != Job.Status.SUCCEEDED or job.result is None:
        return redirect("export-job", key)
    return attachment(bytes(job.result), job.arguments["list"], job.arguments["format"])
