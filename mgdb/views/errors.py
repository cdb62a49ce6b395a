"""Pages for what cannot be answered; those under /api/ answer for themselves."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be read; says why."""
    return render(request, "400.html", {"reason": str(exception)}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in or not, this is not for the visitor."""
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without the mark of our own page (CSRF); says what to do."""
    words = "The form was sent from an outdated page or from another site. Load its page again and send it once more."
    return render(request, "403.html", {"reason": words}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here; says what was looked for where a view knows it, and helps on."""
    # Only a view's own Http404 carries a sentence for readers; the resolver's lists every route.
    said = exception.args[0] if isinstance(exception, Http404) and exception.args else ""
    reason = said if isinstance(said, str) else ""
    return render(request, "404.html", {"reason": reason, "path": request.path[:200]}, status=404)
