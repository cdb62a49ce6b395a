"""What holds for everything under /api/: open to other sites' scripts, and errors in one shape."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from . import problems

PREFIX = "/api/"
METHODS = "GET, HEAD, OPTIONS"
EXPOSED = "ETag, Last-Modified, Link, Location, RateLimit, RateLimit-Policy, Retry-After, Content-Disposition"


class ApiMiddleware:
    """Cross-origin reading without credentials, and problem details where Django itself answers with an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            response = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = METHODS
            response["Access-Control-Allow-Headers"] = "Accept, Authorization, If-Modified-Since, If-None-Match"
            response["Access-Control-Max-Age"] = "86400"
        else:
            response = self.get_response(request)
        if response.status_code >= 400 and response.get("Content-Type", "").startswith("text/html"):
            # raised before or beside our views: a wrong Host header, a middleware's refusal
            kept = {name: response[name] for name in ("Allow", "Retry-After") if name in response}
            status = HTTPStatus(response.status_code)
            phrase = getattr(response, "reason", "") or status.description or status.phrase
            is_logged = getattr(response, "_has_been_logged", False)
            response = problems.problem(response.status_code, phrase, headers=kept)
            response._has_been_logged = is_logged  # type: ignore[attr-defined]  # what Django looks for
        # No credentials are ever accepted from another site: the star allows none, and no cookie is read here.
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = EXPOSED
        return response
