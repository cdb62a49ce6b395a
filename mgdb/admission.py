"""Who is served now, who waits and who is asked to come again: no more requests are at work than a process can do.

What is kept (`http_cache`) and the question whether the server lives pass by. The others share a few places at work:
hundreds of dear questions do not slow each other down to nothing. Some wait for a place, and whoever comes then is told
so at once. Who went away while waiting is never begun with.

A response that is sent while it is made is at work until it is sent, unless it has a place of another kind
(`has_place`), as downloads have (mgdb/lists/downloads.py): those take none from the others.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Event, Lock
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

# Of one process. Threads (mgdb/web_server.py) are more than both and the downloads together: some are always free for
# what passes by.
AT_WORK, WAITING = 4, 12
WAIT_SECONDS = 20.0
RETRY_SECONDS = 2
PASSES = ("/healthz",)
BUSY = "More is asked at this moment than can be answered; try again in a few seconds."


class AdmissionMiddleware:
    """Lets in so many requests at a time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.at_work = 0
        self.waiting: deque[Event] = deque()  # first come, first served
        self.lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info in PASSES:
            return self.get_response(request)
        if not self.enter():
            return busy()
        held = True
        try:
            if is_gone(request):
                return busy()  # nobody reads it
            response = self.get_response(request)
            if response.streaming and not getattr(response, "has_place", False):
                response._resource_closers.append(self.leave)  # type: ignore[attr-defined]
                held = False
            return response
        finally:
            if held:
                self.leave()

    def enter(self) -> bool:
        """Takes a place, waiting for one; False where too many wait, or for too long."""
        with self.lock:
            if self.at_work < AT_WORK:
                self.at_work += 1
                return True
            if len(self.waiting) >= WAITING:
                return False
            turn = Event()
            self.waiting.append(turn)
        if turn.wait(WAIT_SECONDS):
            return True
        with self.lock:
            if turn.is_set():  # in the last moment
                return True
            self.waiting.remove(turn)
            return False

    def leave(self) -> None:
        """Hands the place on to whoever waits for longest."""
        with self.lock:
            if self.waiting:
                self.waiting.popleft().set()
            else:
                self.at_work -= 1


def is_gone(request: HttpRequest) -> bool:
    """Whether the web server says that the client has closed the connection."""
    asked: Any = request.META.get("waitress.client_disconnected")
    return bool(asked and asked())


def busy() -> HttpResponse:
    """503: made without a template or a query, for there is no place to make more. The API says it in its own shape."""
    response = HttpResponse(
        f"<!doctype html><html lang=en><title>Busy – MgDB</title><p>{BUSY}</p></html>",
        status=503,
        headers={"Retry-After": str(RETRY_SECONDS)},
    )
    # Django would log each as an error: a flood of requests would be a flood of lines.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
