"""Around the application, for each request: its id, what is counted, a line in the log; and what operators ask for.

Before Django, so that what is kept is seen too, and that neither host names nor a database that is away stand between
an operator and the answer.
"""

from __future__ import annotations

import hmac
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson
from django.conf import settings
from django.db import connection

from mgdb import request_ids

from . import metrics, readiness

logger = logging.getLogger("mgdb.requests")

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

# Where the route of a request is noted (`RouteMiddleware`); what never came to one has its first part.
ROUTE = "mgdb.route"
PARTS = ("admin", "api", "static")


class RouteMiddleware:
    """Notes which route a request took, as the resolver names it."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        if request.resolver_match is not None:
            request.META[ROUTE] = request.resolver_match.route


# What answers whoever has the token of operators.
ADDRESSES = ("/readyz", "/metrics")


class Monitored:
    """The application, each of its requests seen."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.answers = dict(zip(ADDRESSES, (readyz, all_metrics), strict=True)) if settings.MONITORING_TOKEN else {}
        self.counts = bool(settings.MONITORING_TOKEN)
        if self.counts:
            metrics.count_queries()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "") if settings.TRUSTED_PROXIES else ""
        request = Seen(environ, request_ids.begin(given), self.counts)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            request.status = status[:3]
            return start_response(status, [*headers, (request_ids.HEADER, request.id)], *more)

        answer = self.answers.get(environ["PATH_INFO"])
        if answer is not None and is_operator(environ):
            status, kind, content = answer()
            start(status, [("Content-Type", kind), ("Cache-Control", "no-store"), *PLAIN, length(content)])
            request.end()
            return [content]
        try:
            body = self.application(environ, start)
        except BaseException:
            request.status = "500"
            request.end()
            raise
        if isinstance(body, list | tuple) or not getattr(body, "streaming", False):
            request.end()
            return body
        return Sent(body, request)


PLAIN = [("X-Content-Type-Options", "nosniff")]


def length(content: bytes) -> tuple[str, str]:
    return "Content-Length", str(len(content))


class Seen:
    """One request: when it began, how it ended."""

    def __init__(self, environ: Environ, request_id: str, counts: bool) -> None:
        self.environ, self.id, self.counts = environ, request_id, counts
        self.begun = time.perf_counter()
        self.status = "-"

    def end(self) -> None:
        seconds = time.perf_counter() - self.begun
        environ = self.environ
        method, first = environ["REQUEST_METHOD"], environ["PATH_INFO"].lstrip("/").partition("/")[0]
        part = first if first in PARTS else "pages"
        if self.counts:
            route = environ.get(ROUTE, f"{part}, no route")
            metrics.REQUESTS.labels(method if method in METHODS else "other", route, self.status).inc()
            metrics.SECONDS.labels(part).observe(seconds)
        if settings.LOG_REQUESTS:
            path = environ["PATH_INFO"][:LONGEST]
            logger.info(
                "%s %s %s",
                method,
                path,
                self.status,
                extra={
                    "method": method,
                    "path": path,
                    "query": environ.get("QUERY_STRING", "")[:LONGEST],
                    "status": self.status,
                    "ms": round(seconds * 1000, 1),
                    "route": environ.get(ROUTE, ""),
                },
            )


# Characters of an address that a line of the log has: who sends long ones fills it no faster than others.
LONGEST = 300
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Sent:
    """A body that is made while it is sent: the request ends with it."""

    def __init__(self, body: Iterable[bytes], request: Seen) -> None:
        self.body, self.request = body, request

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.body)

    def close(self) -> None:
        try:
            if (close := getattr(self.body, "close", None)) is not None:
                close()
        finally:
            self.request.end()


def is_operator(environ: Environ) -> bool:
    """Whether the request carries the token of operators."""
    sent = environ.get("HTTP_AUTHORIZATION", "")
    return hmac.compare_digest(sent.encode("latin-1"), f"Bearer {settings.MONITORING_TOKEN}".encode())


def readyz() -> tuple[str, str, bytes]:
    """200 while all parts work, 503 otherwise; each part by name."""
    try:
        parts = readiness.look()
    finally:
        connection.close_if_unusable_or_obsolete()
    ready = all(part.works for part in parts)
    told = {"ready": ready, "parts": {part.name: {"works": part.works, "says": part.says} for part in parts}}
    status = "200 OK" if ready else "503 Service Unavailable"
    return status, "application/json", orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE)


def all_metrics() -> tuple[str, str, bytes]:
    try:
        content = metrics.latest()
    finally:
        connection.close_if_unusable_or_obsolete()
    return "200 OK", "text/plain; version=0.0.4; charset=utf-8", content
