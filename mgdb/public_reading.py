"""The short way to what anybody may read: pages and answers that know no session, no account and no form.

Requests without account that lead to such a view pass by the middleware that is for accounts and forms. Every other
request, and every view that is not marked, goes the whole way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve

from mgdb.http_cache import is_anonymous_reading, note_version
from mgdb.monitoring.server import ROUTE

MARK, READS_VERSION = "is_public_reading", "reads_version"
View = TypeVar("View", bound=Callable[..., Any])


def public_reading(view: View, *, reads_version: bool = False) -> View:
    """Marks a view: it reads, it answers everybody alike, and it asks the request for neither session nor account.

    `reads_version`: it reads the version of the data itself, at the latest with what it answers.
    """
    setattr(view, MARK, True)
    setattr(view, READS_VERSION, reads_version)
    return view


class PublicReadingMiddleware:
    """Asks marked views itself; stands before all middleware for accounts and forms, behind all for every response.

    What a response is made from is read after the version of the data that it is kept under.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        # of addresses without a variable part: there are as many as routes
        self.matches: dict[str, ResolverMatch] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_anonymous_reading(request):
            return self.get_response(request)
        match = self.match(request.path_info)
        if not getattr(match and match.func, READS_VERSION, False):
            note_version(request)
        if match is None:
            return self.get_response(request)
        request.resolver_match = match
        request.META[ROUTE] = match.route
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        render: Any = getattr(response, "render", None)
        return render() if callable(render) else response

    def match(self, path: str) -> ResolverMatch | None:
        """The marked view at `path`; None for any other."""
        found = self.matches.get(path)
        if found is None:
            try:
                found = resolve(path)
            except Resolver404:
                return None
            if not getattr(found.func, MARK, False):
                return None
            if not found.args and not found.kwargs:
                self.matches[path] = found
        return found
