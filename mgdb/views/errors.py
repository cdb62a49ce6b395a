"""Pages for what cannot be answered; those under /api/ answer for themselves."""

from __future__ import annotations

import logging
import sys
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

from mgdb import database_errors, request_ids, sent_forms
from mgdb.incoming import refusal
from mgdb.science.quoting import quoted

NO_HOST = "The request does not say which site it asks; name it in the header Host."
SECRETS = ("password", "token", "code", "secret")  # in names of fields, csrfmiddlewaretoken apart
log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be read; says why. 413 where it is a form that is too long."""
    if isinstance(exception, (TooManyFieldsSent, TooManyFilesSent, RequestDataTooBig)):
        reason = (
            f"This form is too long to be taken at once: at most {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS} fields and "
            f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000} MB are. Save a part of it first, then add the rest; "
            "a long list comes in as a file by the import."
        )
        return render(request, "413.html", {"reason": reason}, status=413)
    reason = str(exception)
    if isinstance(exception, DisallowedHost):  # Django tells the operator how to change it
        host = request.META.get("HTTP_HOST", "")
        reason = f"No site is served here under the name {quoted(host)}; ask for it by its own." if host else NO_HOST
    return refusal(request, 400, reason)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in or not, this is not for the visitor."""
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without the mark of our own page (CSRF); says what to do."""
    words = "The form was sent from an outdated page or from another site; nothing is written."
    return render(request, "403.html", {"reason": words, "is_form": True}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here; says what was looked for where a view knows it, and helps on."""
    # Only a view's own Http404 carries a sentence for readers; the resolver's lists every route.
    said = exception.args[0] if isinstance(exception, Http404) and exception.args else ""
    reason = said if isinstance(said, str) else ""
    return render(request, "404.html", {"reason": reason, "path": request.path[:200]}, status=404)


def too_many(request: HttpRequest, reason: str, seconds: float, *, status: int = 429) -> HttpResponse:
    """429, or 503 where it is not the visitor's own doing: says why and after how many seconds to ask again."""
    minutes = round(seconds / 60)
    wait = f"{minutes} minutes" if minutes > 1 else "a minute" if seconds > 30 else f"{max(1, round(seconds))} seconds"
    response = render(request, "429.html", {"reason": reason, "wait": wait}, status=status)
    response["Retry-After"] = f"{seconds:.0f}"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """What no view has foreseen: 503 where the database cannot answer, 400 where what was sent can be stored nowhere,
    else 500, which says by which id it is found in the log. The first and the last need no database.
    """
    error = sys.exc_info()[1]  # Django calls this while it handles it
    if reason := database_errors.unavailable(error):
        log.error("%s %s is not answered: %s", request.method, request.path, error)
        kept = typed(request)
        context: dict[str, Any] = {"reason": reason, "kept": kept, "has_files": bool(kept and request.FILES)}
        context["is_once"] = any(name == sent_forms.FIELD for name, _ in kept)
        response = render(request, "unavailable.html", context, status=503)
        response["Retry-After"] = str(database_errors.AWAY_SECONDS)
        response._has_been_logged = True  # type: ignore[attr-defined]  # a trace for each says no more
        return response
    if database_errors.is_unfit(error):
        return bad_request(request, BadRequest(database_errors.UNFIT))
    return render(request, "500.html", {"request_id": request_ids.current()}, status=500)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What a curator's form was sent with, field by field, to be sent again; nothing where a password is among it."""
    if request.method != "POST" or not request.path.startswith("/admin/"):
        return []
    try:
        sent = request.POST  # not read yet where the session could not be
    except (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError):
        return []  # no form that would be taken
    if any(word in name for name in sent if name != "csrfmiddlewaretoken" for word in SECRETS):
        return []
    return [(name, value) for name, values in sent.lists() for value in values]


def is_foreign(request: HttpRequest) -> bool:
    """Whether another site's page sends the form; browsers say so."""
    origin = request.headers.get("Origin", "")
    try:
        host = urlsplit(origin).netloc
    except ValueError:  # no address at all
        return True
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none") or bool(
        origin and host != request.get_host()
    )
