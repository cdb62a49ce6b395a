"""What of a request is read at all, whatever it is for: one rule in front of pages, curators' site and API.

Forms and parameters say themselves what they take. What is here can mean nothing anywhere: a text that is not UTF-8
because the sender says so, or hundreds of parameters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from mgdb.refused import REFUSED

# All filters of the richest list are about 150; a facet takes up to 50 values.
MOST_PARAMETERS = 500
_BOUNDARY = re.compile(r';\s*boundary\s*=\s*("[^"]*"|[^;"\s]+)', re.IGNORECASE)
# A parameter in a charset of its own (RFC 2231): title*=utf-8''a
_EXTENDED = re.compile(r";\s*[^;=,\s*]*\*[^;=,]*=[^;,]*")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def in_utf8(application: Application) -> Application:
    """The application for which every text is UTF-8, as all its forms and addresses are.

    Django reads the parameters of Content-Type before anything of ours runs: it decodes addresses and forms by the
    charset that the sender names, of which Python knows some by which no text can be decoded, and ends without an
    answer at a parameter in a charset (RFC 2231) that it does not know. What bounds the parts of a form is all of them
    that means anything here.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        kind, behind, parameters = environ.get("CONTENT_TYPE", "").partition(";")
        if behind:
            boundary = _BOUNDARY.search(f";{parameters}")
            environ["CONTENT_TYPE"] = f"{kind.strip()}; boundary={boundary[1]}" if boundary else kind.strip()
        for name in ("HTTP_ACCEPT", "HTTP_CONTENT_DISPOSITION"):
            if "*" in environ.get(name, "").replace("*/*", ""):
                environ[name] = _EXTENDED.sub("", environ[name])
        return application(environ, start_response)

    return answer


class IncomingMiddleware:
    """Refuses what no address of ours can mean, before anything is made of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (refused := request.META.get(REFUSED)) is not None:
            return refusal(request, *refused)
        query = request.META.get("QUERY_STRING", "")
        if query.count("&") >= MOST_PARAMETERS:
            raise BadRequest(f"The address has more than {MOST_PARAMETERS} parameters; ask for less at once.")
        return self.get_response(request)


def refusal(request: HttpRequest, status: int, reason: str) -> HttpResponse:
    """A page that says why a request is refused; programs are told it in their own shape (api/middleware.py)."""
    response = render(request, "400.html", {"reason": reason, "may_pass": status == 503}, status=status)
    response.reason = reason  # type: ignore[attr-defined]
    if status == 503:
        response["Retry-After"] = "10"
    response._has_been_logged = True  # type: ignore[attr-defined]  # whoever sends nonsense fills no log
    return response
