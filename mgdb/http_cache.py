"""Conditional requests, and finished responses cached while the data and the code that they were made from stand.

A view or an API endpoint calls `lookup` before it does the work: the client may have the response already, or this
process may have it. What had to be made goes to `Version.cache`.

The key of a response is its ETag, which names the version of the data: when a row changes so does the key, and what was
cached under the old one is never looked up again. Each process has its own cache, of the most recent responses.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from mgdb import data_version

MAX_RESPONSES, MAX_BYTES = 128, 256 * 1024  # bytes of one response
CACHED_HEADERS = ("Content-Type", "Content-Disposition", "Link", "Vary", "Allow")

_responses: OrderedDict[str, tuple[bytes, dict[str, str]]] = OrderedDict()
_lock = Lock()


def get(etag: str) -> HttpResponse | None:
    """The response with this ETag, if it is cached."""
    with _lock:
        if (found := _responses.get(etag)) is None:
            return None
        _responses.move_to_end(etag)
    body, headers = found
    return HttpResponse(body, headers=headers)


def set(etag: str, response: HttpResponse) -> None:
    """Caches a rendered response under its ETag; none that sets a cookie, for it was made for one visitor."""
    if response.status_code != 200 or response.cookies or len(response.content) > MAX_BYTES:
        return
    headers = {name: response[name] for name in CACHED_HEADERS if name in response}
    with _lock:
        _responses[etag] = (response.content, headers)
        while len(_responses) > MAX_RESPONSES:
            _responses.popitem(last=False)


def clear() -> None:
    """Empties the cache; for tests and measurements."""
    with _lock:
        _responses.clear()


@dataclass(frozen=True)
class Version:
    """The version of one response: that of the data, its weak entity tag, and when it last changed (since 1970)."""

    token: str
    etag: str
    changed: int

    def set_headers(self, response: HttpResponseBase) -> None:
        """Writes the headers of conditional requests on `response`."""
        response["ETag"], response["Last-Modified"] = self.etag, http_date(self.changed)
        response["Cache-Control"] = "no-cache"  # keep it, but ask every time whether it is still right

    def cache(self, response: HttpResponse) -> None:
        """Caches a rendered response for whoever asks the same."""
        set(self.etag, response)


def lookup(request: HttpRequest, variant: str) -> tuple[Version, HttpResponseBase | None]:
    """The version of what `request` asks for, and the response where none must be made: a 304, a 412 or a cached one.

    `variant` is what the response depends on besides data, code and address: the format, or whether it is a fragment.
    """
    token, changed = data_version.current()
    made_from = f"{token} {variant} {request.build_absolute_uri()}"
    etag = f'W/"{hashlib.blake2b(made_from.encode(), digest_size=12).hexdigest()}"'
    version = Version(token, etag, int(changed.timestamp()))
    response = get_conditional_response(request, etag=version.etag, last_modified=version.changed)
    return version, response or get(version.etag)
