"""Pages for what cannot be answered; those under /api/ answer for themselves."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mgdb import request_ids


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be read; says why. 413 where it is a form that is too long."""
    if isinstance(exception, (TooManyFieldsSent, TooManyFilesSent, RequestDataTooBig)):
        reason = (
            f"This form is too long to be taken at once: at most {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS} fields and "
            f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000} MB are. Save a part of it first, then add the rest; "
            "a long list comes in as a file by the import."
        )
        return render(request, "413.html", {"reason": reason}, status=413)
    return render(request, "400.html", {"reason": str(exception)}, status=400)


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


def server_error(request: HttpRequest) -> HttpResponse:
    """500: the fault is ours; says by which id it is found in the log."""
    return render(request, "500.html", {"request_id": request_ids.current()}, status=500)


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
