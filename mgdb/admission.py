"""Who is served now, who waits and who is asked to come again: no more requests are at work than a process can do.

What is kept (`http_cache`) and the question whether the server lives pass by. The others share a few places at work:
hundreds of dear questions do not slow each other down to nothing. Some wait for a place, and whoever comes then is told
so at once. Who went away while waiting is never begun with.

No client keeps the others waiting: it never has the last place, a place goes to whoever has fewest at work, and where
all seats are taken, also by those who wait for what another request makes, a newcomer turns out the last of the client
that waits for most.

Who sends a password or a table of their own takes a place of another kind: to look at one takes a processor for half a
second, to read the other up to four, and however many are sent, reading goes on.

A response that is sent while it is made is at work until it is sent, unless it has a place of another kind
(`has_place`), as downloads have (mgdb/lists/downloads.py): those take none from the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Lock
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from mgdb.accounts.addresses import client_address, network

# Of one process. Threads (mgdb/web_server.py) are more than both and the downloads together: some are always free for
# what passes by.
AT_WORK, WAITING = 4, 13
# The same of those who send what takes long to look at: passwords, tables of their own.
FEW_AT_WORK, FEW_WAITING = 1, 2
LOGIN = re.compile(r"/admin/login/")
OWN_TABLE = re.compile(r"/plots/[^/]+/own-data/")
WAIT_SECONDS = 20.0
RETRY_SECONDS = 2
PASSES = ("/healthz",)
BUSY = "More is asked at this moment than can be answered; try again in a few seconds."


@dataclass(eq=False)
class Seat:
    """One request that waits, for a place or for what another one makes; `turn` is set when it need not any more."""

    client: str
    turn: Event = field(default_factory=Event)
    refused: bool = False


class Places:
    """The places of this process, and who waits for one."""

    def __init__(self) -> None:
        self.at_work: Counter[str] = Counter()  # requests of each client
        self.waiting: list[Seat] = []  # in the order in which they came
        self.following: list[Seat] = []  # those who wait for what another request makes
        self.lock = Lock()

    def most_at_work(self) -> int:
        return AT_WORK

    def most_waiting(self) -> int:
        return WAITING

    def enter(self, client: str) -> bool:
        """Takes a place, waiting for one; False where too many wait, or for too long."""
        with self.lock:
            if self.at_work.total() < self.most_at_work() and self._may_have_one(client):
                self.at_work[client] += 1
                return True
            if self._is_full() and not self._turn_out_for(client):
                return False
            seat = Seat(client)
            self.waiting.append(seat)
        seat.turn.wait(WAIT_SECONDS)
        with self.lock:
            if seat.turn.is_set():  # also in the last moment
                return not seat.refused
            self.waiting.remove(seat)
            return False

    def _may_have_one(self, client: str) -> bool:
        """Whether a client has less than its share: the last place is for another."""
        return self.at_work[client] < max(1, self.most_at_work() - 1)

    def _is_full(self) -> bool:
        return len(self.waiting) + len(self.following) >= self.most_waiting()

    def _turn_out_for(self, client: str) -> bool:
        """Refuses what came last of the client that waits for most, where `client` waits for less than that by two.

        Who waits for what another request makes is turned out first; it comes as a newcomer then.
        """
        waiting = Counter(seat.client for seat in (*self.waiting, *self.following))
        [(most, count)] = waiting.most_common(1) or [("", 0)]
        if count < waiting[client] + 2:
            return False
        seats = self.following if any(seat.client == most for seat in self.following) else self.waiting
        seat = next(seat for seat in reversed(seats) if seat.client == most)
        seats.remove(seat)
        seat.refused = True
        seat.turn.set()
        return True

    def leave(self, client: str) -> None:
        """Hands the place on: to the client that has fewest at work, and of these to whoever waits for longest."""
        with self.lock:
            self.at_work[client] -= 1
            self.at_work += Counter()  # drops who has none
            if seats := [seat for seat in self.waiting if self._may_have_one(seat.client)]:
                seat = min(seats, key=lambda seat: self.at_work[seat.client])
                self.waiting.remove(seat)
                self.at_work[seat.client] += 1
                seat.turn.set()

    def follow(self, made: Event, client: str) -> None:
        """Waits until `made` is set, when another request has made the answer, as long as there is a seat to wait in.

        `made` is this request's alone: it is set as well for one that is turned out.
        """
        seat = Seat(client, made)
        with self.lock:
            if self._is_full():
                return
            self.following.append(seat)
        made.wait(WAIT_SECONDS)
        with self.lock:
            if seat in self.following:  # it was not turned out
                self.following.remove(seat)


class FewPlaces(Places):
    """The places of those who send something of one kind that takes long."""

    def most_at_work(self) -> int:
        return FEW_AT_WORK

    def most_waiting(self) -> int:
        return FEW_WAITING


PLACES = Places()
FEW_PLACES = {LOGIN: FewPlaces(), OWN_TABLE: FewPlaces()}


def places_of(request: HttpRequest) -> Places:
    """The places of which a request takes one."""
    if request.method != "POST":
        return PLACES
    found = (places for address, places in FEW_PLACES.items() if address.fullmatch(request.path_info))
    return next(found, PLACES)


class AdmissionMiddleware:
    """Lets in so many requests at a time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info in PASSES:
            return self.get_response(request)
        client = client_of(request)
        places = places_of(request)
        if not places.enter(client):
            return busy()
        held = True
        try:
            if is_gone(request):
                return busy()  # nobody reads it
            response = self.get_response(request)
            if response.streaming and not getattr(response, "has_place", False):
                response._resource_closers.append(partial(places.leave, client))  # type: ignore[attr-defined]
                held = False
            return response
        finally:
            if held:
                places.leave(client)


def client_of(request: HttpRequest) -> str:
    """Whose requests share places."""
    return network(client_address(request))


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
