"""Kept responses leave before the framework: what `http_cache` holds is sent by the web server's own interface.

The first time that Django sends a kept response, its headers are noted as they leave, with what all middleware put on
them. Asked for again in the same words, it is sent as it was while the version of the data stands, with one statement
and without a request of Django. Whatever is out of the ordinary (conditions, an account, a limit that is reached, a
database that does not answer) goes the whole way.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any
from weakref import ReferenceType, ref

from django.conf import settings
from django.db import DatabaseError, InterfaceError

from mgdb import data_version
from mgdb.http_cache import FROM_MEMORY, MOST_OF_KEY, Kept, memory
from mgdb.monitoring.server import ROUTE

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

MOST_ADDRESSES = 2_000
# What a response depends on, as it was sent.
ASKED = (
    *("wsgi.url_scheme", "SERVER_NAME", "SERVER_PORT", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING"),
    *("HTTP_HOST", "HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_HX_REQUEST", "HTTP_X_FORWARDED_HOST"),
)
# What makes another answer of it, or another asker.
UNUSUAL = (
    *("HTTP_AUTHORIZATION", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"),
    *("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE"),
)
LIMITS = {"ratelimit", "ratelimit-policy"}


class Asked:
    """As much of a request as a limit asks for."""

    def __init__(self, environ: Environ) -> None:
        self.META = environ


@dataclass(frozen=True)
class Noted:
    """Under which key a response is kept, and the headers that it leaves with."""

    key: str
    kept: ReferenceType[Kept]
    headers: Headers


class KeptResponses:
    """The application behind what is kept of it."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.noted: OrderedDict[tuple[str, ...], Noted] = OrderedDict()
        self.lock = Lock()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not is_usual(environ):
            return self.application(environ, start_response)
        address = address_of(environ)
        if sum(map(len, address)) > MOST_OF_KEY:
            return self.application(environ, start_response)
        kept = self.answer(address, environ)
        if kept is not None:
            environ[ROUTE] = "kept"
            headers, content = kept
            start_response("200 OK", headers)
            return [content]
        sent: list[Headers] = []

        def start(status: str, headers: Headers, *more: Any) -> Any:
            sent.append(headers)
            return start_response(status, headers, *more)

        body = self.application(environ, start)
        if sent and FROM_MEMORY in environ:
            key, found = environ[FROM_MEMORY]
            self.note(address, key, found, sent[0])
        return body

    def answer(self, address: tuple[str, ...], environ: Environ) -> tuple[Headers, bytes] | None:
        """The headers and the body of what is kept; None where it is not the answer any more."""
        noted = self.noted.get(address)
        if noted is None or (kept := memory.get(noted.key)) is None or noted.kept() is not kept:
            return None
        try:
            token, _ = data_version.current()
        except (DatabaseError, InterfaceError):
            return None
        if token != kept.version.token:
            return None
        if kept.count is None:
            return noted.headers, kept.body
        limit = kept.count(Asked(environ))  # type: ignore[arg-type]  # it has all that counts ask for
        return None if limit is None else ([*noted.headers, *limit.headers().items()], kept.body)

    def note(self, address: tuple[str, ...], key: str, kept: Kept, headers: Headers) -> None:
        """Notes the headers that what is kept under `key` has just left with."""
        left = [(name, value) for name, value in headers if name.lower() not in LIMITS]
        with self.lock:
            self.noted[address] = Noted(key, ref(kept), left)
            while len(self.noted) > MOST_ADDRESSES:
                self.noted.popitem(last=False)


def is_usual(environ: Environ) -> bool:
    """Whether anybody asks for a whole response, in a way that what is kept can answer."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and not any(name in environ for name in UNUSUAL)
        and settings.SESSION_COOKIE_NAME not in environ.get("HTTP_COOKIE", "")
    )


def address_of(environ: Environ) -> tuple[str, ...]:
    header = settings.SECURE_PROXY_SSL_HEADER
    return (*(environ.get(name, "") for name in ASKED), environ.get(header[0], "") if header else "")


def without_bodies_of_head(application: Application) -> Application:
    """The application whose responses to HEAD end with their headers, as HTTP has it: neither Django nor waitress cuts
    them, and what follows would be read as the next response of the connection."""

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        if (close := getattr(body, "close", None)) is not None:
            close()
        return ()

    return answer
