"""The short way to what anybody may read: pages and answers that know no session, no account and no form.

Requests without account that lead to such a view pass by the middleware that is for accounts and forms. Every other
request, and every view that is not marked, goes the whole way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve

from mgdb.http_cache import is_anonymous_reading
from mgdb.monitoring.server import ROUTE

MARK = "is_public_reading"
View = TypeVar("View", bound=Callable[..., Any])


def public_reading(view: View) -> View:
    """Marks a view: it reads, it answers everybody alike, and it asks the request for neither session nor account."""
    setattr(view, MARK, True)
    return view


class PublicReadingMiddleware:
    """Asks marked views itself; stands before all middleware for accounts and forms, behind all for every response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        # of addresses without a variable part: there are as many as routes
        self.matches: dict[str, ResolverMatch] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_anonymous_reading(request) or (match := self.match(request.path_info)) is None:
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
