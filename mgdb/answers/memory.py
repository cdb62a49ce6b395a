"""Finished answers, kept while they are right.

The key of an answer is its ETag, which names the state of the data: when a row changes so does the key, and what was
kept under the old one is never asked for again. Each process keeps its own, the most recent ones only.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from django.http import HttpResponse

MOST, LARGEST = 128, 256 * 1024  # answers, and bytes of one
KEPT_HEADERS = ("Content-Type", "Content-Disposition", "Link", "Vary", "Allow")

_answers: OrderedDict[str, tuple[bytes, dict[str, str]]] = OrderedDict()
_lock = Lock()


def recall(etag: str) -> HttpResponse | None:
    """The answer of this ETag, if it is kept."""
    with _lock:
        if (found := _answers.get(etag)) is None:
            return None
        _answers.move_to_end(etag)
    body, headers = found
    return HttpResponse(body, headers=headers)


def keep(etag: str, response: HttpResponse) -> None:
    """Keeps a rendered answer under its ETag; none that sets a cookie, for it was made for one visitor."""
    if response.status_code != 200 or response.cookies or len(response.content) > LARGEST:
        return
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    with _lock:
        _answers[etag] = (response.content, headers)
        while len(_answers) > MOST:
            _answers.popitem(last=False)


def forget() -> None:
    """Forgets all answers; for tests and measurements."""
    with _lock:
        _answers.clear()
