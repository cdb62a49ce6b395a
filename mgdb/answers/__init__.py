"""Conditional requests, and finished answers kept while the data and the code that they were made from stand.

A door asks `before` doing the work: the client may have the answer already, or this process may have it. What had to
be made is handed to `keep`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from . import memory, state


@dataclass(frozen=True)
class Version:
    """One answer's state: its weak entity tag, and when it last changed (seconds since 1970)."""

    etag: str
    changed: int

    def stamp(self, response: HttpResponseBase) -> None:
        """Writes the headers of conditional requests on `response`."""
        response["ETag"], response["Last-Modified"] = self.etag, http_date(self.changed)
        response["Cache-Control"] = "no-cache"  # keep it, but ask every time whether it is still right

    def keep(self, response: HttpResponse) -> None:
        """Keeps a rendered answer for whoever asks the same."""
        memory.keep(self.etag, response)


def before(request: HttpRequest, variant: str) -> tuple[Version, HttpResponseBase | None]:
    """The version of what `request` asks for, and the answer where nothing must be made: a 304, a 412 or a kept one.

    `variant` is what the answer depends on besides data, code and address: the format, or whether it is a part.
    """
    token, changed = state.current()
    made_from = f"{token} {variant} {request.build_absolute_uri()}"
    version = Version(
        f'W/"{hashlib.blake2b(made_from.encode(), digest_size=12).hexdigest()}"', int(changed.timestamp())
    )
    response = get_conditional_response(request, etag=version.etag, last_modified=version.changed)
    return version, response or memory.recall(version.etag)
