"""The way of a plain question: GET without account and format, answered in JSON.

REST framework makes a dozen objects for each request before it asks a view: authenticators, parsers, negotiators,
throttles. A plain question needs none of them; its answer is the same to the byte (tests/api/test_plain.py).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from api.negotiation import PARAMETER as FORMAT
from api.renderers import JSONRenderer
from api.throttling import AnonymousLimit, count_anonymous
from mgdb.public_reading import public_reading

JSON = JSONRenderer()
ACCEPTED = {"", "*/*", JSON.media_type}
# What others put on a request that they make an account's.
ACCOUNTS = ("_force_auth_user", "_force_auth_token")


def is_plain(request: HttpRequest) -> bool:
    """Whether anybody may ask this, and wants JSON."""
    sent = request.META
    return (
        request.method == "GET"
        and "HTTP_AUTHORIZATION" not in sent
        and sent.get("HTTP_ACCEPT", "").strip() in ACCEPTED
        and FORMAT not in request.GET
        and not any(hasattr(request, name) for name in ACCOUNTS)
    )


class PlainReading(GenericViewSet[Any]):
    """Answers plain questions itself, and leaves all others to REST framework."""

    @classmethod
    def as_view(cls, actions: Any = None, **initkwargs: Any) -> Any:
        return public_reading(super().as_view(actions, **initkwargs), reads_version="list" in (actions or {}).values())

    def refuse_empty(self, request: Request) -> None:
        raise NotImplementedError

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not is_plain(request):
            return super().dispatch(request, *args, **kwargs)
        asked = Request(request)
        asked.accepted_renderer, asked.accepted_media_type = JSON, JSON.media_type
        asked.version = asked.versioning_scheme = None
        self.args, self.kwargs, self.request, self.format_kwarg = args, kwargs, asked, None
        self.action = self.action_map["get"]
        self.headers = dict(_headers(tuple(self.allowed_methods), len(self.renderer_classes)))
        answer: Any  # its type is REST framework's own response only where a file is asked for
        try:
            self.count_request(request, asked)
            self.refuse_empty(asked)
            answer = getattr(self, self.action)(asked, *args, **kwargs)
        except Exception as error:  # as REST framework does: the exception handler tells them apart
            answer = self.handle_exception(error)
        self.response = self.finalize_response(asked, answer, *args, **kwargs)
        return self.response

    def count_request(self, request: Any, asked: Request) -> None:
        """Counts the request for its address. Raises Throttled where it is one too many."""
        limit = AnonymousLimit()
        request.count = count_anonymous  # for whoever is given the answer again
        if limit.num_requests is None:
            return
        request.rate_limit = limit
        if not limit.count(limit.key_of(request)):
            self.throttled(asked, limit.wait())


@cache
def _headers(methods: tuple[str, ...], formats: int) -> dict[str, str]:
    return {"Allow": ", ".join(methods)} | ({"Vary": "Accept"} if formats > 1 else {})
