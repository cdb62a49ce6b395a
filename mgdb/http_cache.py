"""Conditional requests, and finished responses that leave before any work is done while what they show stands.

A view or an API endpoint asks for the `Version` of its response before it does the work, and signs the response with
it. `ResponseCacheMiddleware`, around all others, keeps what is signed, as it leaves: with all headers, compressed where
the client wants that. The next one who asks the same has it as soon as the version of the data is read.

What is kept names the version of the data that it was made from; with another one it is never looked up again. Each
process has a memory of its own, of the most recent responses; where Valkey is, they share what it holds.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock
from typing import Any, Protocol, cast

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

from mgdb import data_version
from mgdb.admission import PLACES, client_of
from mgdb.compression import wants_gzip
from mgdb.monitoring.server import ROUTE

MOST_BYTES, MOST_BYTES_OF_ONE = 32 * 1024 * 1024, 512 * 1024
OF_AN_OBJECT = 100  # bytes that Python takes for one beside what it holds
# Characters of an address with the headers that a response depends on: a longer one is answered, and not kept.
MOST_OF_KEY = 4096
SHARED_SECONDS = 24 * 3600
# After the database could not be asked, it is asked again when so many seconds have passed.
PAUSE = 1.0
STALE = 'MgDB; hit; detail="the database cannot be asked"'  # of Cache-Status (RFC 9211)
# What a 304 says nothing of, having no content.
OF_CONTENT = ("Content-Type", "Content-Length", "Content-Encoding", "Content-Disposition")

# Headers that ask for a response on a condition.
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")

HEALTH = "/healthz"
# In the environment of a request that was answered with what is kept: its key, and it (mgdb/kept_responses.py).
FROM_MEMORY = "mgdb.from_memory"

log = logging.getLogger(__name__)


class Limit(Protocol):
    """A count of requests, by which one more is let through or refused."""

    def headers(self) -> dict[str, str]: ...


# Counts one more request of the client; None where it is one too many.
Count = Callable[[HttpRequest], Limit | None]


class VersionedRequest(HttpRequest):
    """A request for which the version of the data was read."""

    data_version: data_version.Version | None
    count: Count
    absolute_address: str


@dataclass(frozen=True)
class Version:
    """The version of one response: that of the data, its weak entity tag, and when it last changed.

    changed: the second since 1970, another one for each version of data and code (mgdb/models/data_version.py). It may
    lie ahead, after many changes within a second: it is told of once it has come.
    """

    token: str
    etag: str
    changed: int | None

    def sign(self, response: HttpResponseBase) -> None:
        """Writes the headers of conditional requests on `response`, which may be kept for whoever asks the same."""
        response["ETag"] = self.etag
        if self.changed is not None and time.time() >= self.changed:
            response["Last-Modified"] = http_date(self.changed)
        response["Cache-Control"] = "no-cache"  # keep it, but ask every time whether it is still right
        response.version = self  # type: ignore[attr-defined]  # read by the middleware

    def condition(self, request: HttpRequest, response: HttpResponse | None = None) -> HttpResponseBase | None:
        """What is said in place of the response where `request` sets a condition: a 304 or a 412.

        A date says which version the client has only when it is the very one that was told of it: after a backup was
        brought back, versions are older than others that clients have.
        """
        since = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
        told = self.changed if since in (None, self.changed) else None
        return get_conditional_response(request, etag=self.etag, last_modified=told, response=response)


@dataclass(frozen=True)
class Kept:
    """A finished response, and how those who ask for it are counted."""

    version: Version
    body: bytes
    headers: dict[str, str]
    count: Count | None

    def response(self, request: HttpRequest) -> HttpResponseBase:
        """It, or what is said in its place to who has it already."""
        whole = HttpResponse(self.body, headers=self.headers)
        answer = self.version.condition(request, whole)
        if isinstance(answer, HttpResponseNotModified):
            for name, value in self.headers.items():
                if name not in OF_CONTENT:
                    answer[name] = value
        return answer or whole


def size_of(key: str, kept: Kept) -> int:
    """About how many bytes it takes to keep a response, with its key and its headers as they are noted too."""
    headers = sum(map(len, kept.headers)) + sum(map(len, kept.headers.values())) + len(kept.headers) * OF_AN_OBJECT
    return len(kept.body) + 2 * (len(key) + headers) + 10 * OF_AN_OBJECT


class Memory:
    """The most recent responses of this process; the oldest go when they are too many bytes."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes, self.bytes = most_bytes, 0
        self._kept: OrderedDict[str, tuple[Kept, int]] = OrderedDict()  # each with its size
        self._lock = Lock()

    def get(self, key: str) -> Kept | None:
        with self._lock:
            if (found := self._kept.get(key)) is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def set(self, key: str, kept: Kept) -> None:
        size = size_of(key, kept)
        with self._lock:
            if former := self._kept.pop(key, None):
                self.bytes -= former[1]
            self._kept[key] = kept, size
            self.bytes += size
            while self.bytes > self.most_bytes:
                self.bytes -= self._kept.popitem(last=False)[1][1]

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.bytes = 0

    def __len__(self) -> int:
        return len(self._kept)


memory = Memory(MOST_BYTES)


def clear() -> None:
    """Empties the memory of this process; for tests and measurements."""
    memory.clear()


def address_of(request: HttpRequest) -> str:
    """The absolute address that is asked for, made once. Raises DisallowedHost."""
    found: str | None = getattr(request, "absolute_address", None)
    if found is None:
        found = cast("VersionedRequest", request).absolute_address = request.build_absolute_uri()
    return found


def read_version(request: HttpRequest) -> data_version.Version:
    """The version of the data, read once for a request: before anything that its response is made from."""
    found: data_version.Version | None = getattr(request, "data_version", None)
    if found is None:
        found = cast("VersionedRequest", request).data_version = data_version.current()
    return found


def note_version(request: HttpRequest) -> None:
    """Reads it for whoever asks for it later; where the database cannot be asked, they will see."""
    try:
        read_version(request)
    except (DatabaseError, InterfaceError):
        if connection.in_atomic_block:
            raise
        log.warning("The version of the data cannot be read.")


def lookup(request: HttpRequest, variant: str) -> tuple[Version, HttpResponseBase | None]:
    """The version of what `request` asks for, and the response where none must be made: a 304 or a 412.

    `variant` is what the response depends on besides data, code and address: the format, or whether it is a fragment.
    """
    token, changed = read_version(request)
    made_from = f"{token} {variant} {address_of(request)}"
    etag = f'W/"{hashlib.blake2b(made_from.encode(), digest_size=12).hexdigest()}"'
    version = Version(token, etag, None if changed is None else int(changed.timestamp()))
    return version, version.condition(request)


class Flights:
    """The responses that are being made: who asks for one of them waits for it in place of making it too."""

    def __init__(self) -> None:
        self._under_way: dict[str, list[Event]] = {}
        self._lock = Lock()

    def begin(self, key: str) -> Event | None:
        """None where nobody makes the response under `key`: who asks is to make it, and to call `end` then.

        Else what is set when it is made, for each who asks an event of its own.
        """
        with self._lock:
            if (waiting := self._under_way.get(key)) is None:
                self._under_way[key] = []
                return None
            waiting.append(made := Event())
            return made

    def end(self, key: str) -> None:
        with self._lock:
            for made in self._under_way.pop(key):
                made.set()


class ResponseCacheMiddleware:
    """Answers with what is kept, and keeps what views have signed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.asked_in_vain = -PAUSE
        self.flights = Flights()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_anonymous_reading(request):
            return self.get_response(request)
        key = key_of(request)
        if len(key) > MOST_OF_KEY:
            return self.get_response(request)
        kept = memory.get(key)
        is_known = kept is not None or settings.RESPONSES_ARE_SHARED  # else whoever answers reads the version
        if is_known and (found := self.found(request, key, kept)) is not None:
            return found
        if request.method != "GET":
            return self.get_response(request)
        if (made := self.flights.begin(key)) is not None:  # another request makes it at this moment
            PLACES.follow(made, client_of(request))
            if (found := self.found(request, key, memory.get(key))) is not None:
                return found
            return self.made(request, key)
        try:
            return self.made(request, key)
        finally:
            self.flights.end(key)

    def made(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """The response as it is made now; it is kept where it may be."""
        response = self.get_response(request)
        if response.status_code == 304:  # Django says 0 of it, which is not the length of what it stands for
            del response["Content-Length"]
        self.keep(request, key, response)
        return response

    def found(self, request: HttpRequest, key: str, kept: Kept | None) -> HttpResponseBase | None:
        """What is kept here or by another process, where it is still the answer."""
        version = self.read_version(kept)
        if version is None:
            if kept is not None and (response := self.counted(request, kept)) is not None:
                response["Cache-Status"] = STALE
                return response
            return None
        cast("VersionedRequest", request).data_version = version
        if kept is None or kept.version.token != version[0]:
            kept = self.shared(key, version[0])
        if kept is None or (response := self.counted(request, kept)) is None:
            return None
        request.META[ROUTE] = "kept"
        if response.status_code == 200:
            request.META[FROM_MEMORY] = (key, kept)
        return response

    def read_version(self, kept: Kept | None) -> data_version.Version | None:
        """The version of the data; None where the database cannot be asked."""
        if kept is not None and time.monotonic() - self.asked_in_vain < PAUSE:
            return None
        try:
            return data_version.current()
        except (DatabaseError, InterfaceError):
            if connection.in_atomic_block:
                raise
            log.warning("The version of the data cannot be read; responses of memory are served as they are.")
            self.asked_in_vain = time.monotonic()
            return None

    @staticmethod
    def counted(request: HttpRequest, kept: Kept) -> HttpResponseBase | None:
        """What is kept, for a client whose requests are within their limit."""
        response = kept.response(request)
        if response.status_code == 412:
            return None  # an error, which whoever made it says in its own words
        if kept.count is not None:
            if (limit := kept.count(request)) is None:
                return None  # who made it refuses it in its own words
            for name, value in limit.headers().items():
                response[name] = value
        return response

    def keep(self, request: HttpRequest, key: str, response: HttpResponseBase) -> None:
        version: Version | None = getattr(response, "version", None)
        if (
            version is None
            or request.method != "GET"
            or response.status_code != 200
            or response.cookies
            or not isinstance(response, HttpResponse)
            or len(response.content) > MOST_BYTES_OF_ONE
        ):
            return
        count: Count | None = getattr(request, "count", None)
        limits = ("RateLimit", "RateLimit-Policy") if count else ()
        headers = {name: value for name, value in response.items() if name not in limits}
        kept = Kept(version, response.content, headers, count)
        memory.set(key, kept)
        if settings.RESPONSES_ARE_SHARED:
            self.share(key, kept)

    # ---- between processes
    def shared(self, key: str, token: str) -> Kept | None:
        """What another process has kept of this version; then it is kept here too."""
        if not settings.RESPONSES_ARE_SHARED:
            return None
        found: Kept | None = caches["default"].get(_shared_key(key, token))
        if found is not None:
            memory.set(key, found)
        return found

    def share(self, key: str, kept: Kept) -> None:
        caches["default"].set(_shared_key(key, kept.version.token), kept, SHARED_SECONDS)


def is_anonymous_reading(request: HttpRequest) -> bool:
    """Whether anybody who asks this gets the same."""
    return (
        request.method in ("GET", "HEAD")
        and request.path_info != HEALTH  # which asks no database
        and "HTTP_AUTHORIZATION" not in request.META
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def key_of(request: HttpRequest) -> str:
    """What a response is kept under: the address as it was sent, and the headers that it depends on."""
    sent: dict[str, Any] = request.META
    parts = (
        request.scheme or "",
        sent.get("HTTP_HOST", ""),
        request.path,
        sent.get("QUERY_STRING", ""),
        sent.get("HTTP_ACCEPT", ""),
        sent.get("HTTP_HX_REQUEST", ""),
        str(wants_gzip(sent.get("HTTP_ACCEPT_ENCODING", ""))),
    )
    return "\n".join(parts)


def _shared_key(key: str, token: str) -> str:
    return f"response:{token}:{hashlib.blake2b(key.encode(), digest_size=16).hexdigest()}"
