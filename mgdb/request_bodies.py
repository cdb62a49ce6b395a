"""How much of bodies the web server takes before anything of ours has seen the request: of one, and of all together.

Waitress keeps each body until its view has run, in memory and in files in /tmp, which may be memory too.
"""

from __future__ import annotations

import re
from typing import Any
from weakref import WeakSet

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import BadRequest, Error, RequestEntityTooLarge

from mgdb.client_addresses import address_behind, network
from mgdb.environment import trusted_proxies

MB = 1024 * 1024
# Of one body, where files and long forms are taken; views say less, in words of their own, where they read less.
MOST_BODY_BYTES = 20 * MB
MOST_BY_ADDRESS = (
    (re.compile("/admin/"), MOST_BODY_BYTES),  # a form of 12 MB, a file of 5 MB
    (re.compile("/plots/[^/]+/own-data/$"), 4 * MB),  # a file of 1 MB: who sends somewhat more is told by the page
)
MOST_ELSEWHERE = MB
# Of all bodies that are under way in one process, and of those of one client. Small ones do not count: a connection has
# few, and who signs in is not kept out by others' files.
MOST_BYTES_TOGETHER = 192 * MB
MOST_BYTES_OF_A_CLIENT = 64 * MB
SMALL_BYTES = 64 * 1024
# Where no length is announced, room is taken in steps of so much.
STEP_BYTES = 256 * 1024
# Of what stands beside the body where it comes in chunks: the line before a chunk, and headers after the last; and of
# all of that, besides an eighth of the body: who sends it byte by byte takes the time of all others.
MOST_BESIDE_BYTES = 8 * 1024
MOST_BESIDE_TOGETHER = 64 * 1024


class NoRoom(Error):  # type: ignore[misc]  # waitress has no types
    """Others' bodies, or the client's own, leave no room now."""

    code = 503
    reason = "Service Unavailable"


def most_at(path: str) -> int:
    """How large a body may be that is sent to an address."""
    return next((most for pattern, most in MOST_BY_ADDRESS if pattern.match(path)), MOST_ELSEWHERE)


class Room:
    """What the bodies under way in one process take; only the loop that reads them asks for more."""

    def __init__(self) -> None:
        # Nobody has to be told that a request has gone: it is not here any more.
        self.requests: WeakSet[IncomingRequest] = WeakSet()

    def allows(self, request: IncomingRequest, size: int) -> bool:
        """Whether a request may take `size` bytes in all; if so, it has them."""
        together = own = size
        for other in self.requests:
            if other is not request:
                together += other.taken
                own += other.taken if other.client == request.client else 0
        if together > MOST_BYTES_TOGETHER or own > MOST_BYTES_OF_A_CLIENT:
            return False
        request.taken = size
        self.requests.add(request)
        return True


class IncomingRequest(HTTPRequestParser):  # type: ignore[misc]
    """A request as it is read: refused as soon as it is known that it cannot be taken."""

    taken = 0  # of the room
    client = ""

    def __init__(self, adjustments: Any, caller: str, room: Room) -> None:
        super().__init__(adjustments)
        self.caller = caller
        self.room = room

    def received(self, data: bytes) -> int:
        try:
            consumed: int = super().received(data)
        except ValueError as error:  # of an address, or a number, that Python does not read
            self.error = BadRequest(str(error)[:200])
            consumed = len(data)
        if self.body_rcv is not None and (self.error is None or self.error.code == 413):
            self.error = self.fault_of_body()
        if self.error is not None:
            self.completed = True
            self.close()
        if self.completed:
            self.expect_continue = False  # else the client would be asked for a rest that nobody waits for, or has
        return consumed

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        if self.chunked and "CONTENT_LENGTH" in self.headers:  # RFC 9112, 6.3: a proxy may take the other for its end
            raise ParsingError("A body has a Content-Length or comes in chunks, not both; leave one out.")

    def fault_of_body(self) -> Error | None:
        size = max(self.content_length, self.body_bytes_received)
        most = most_at(self.path)
        if size > most or self.error is not None:
            return RequestEntityTooLarge(f"A body that is sent to this address is at most {most // MB} MB.")
        if self.chunked and max(len(self.body_rcv.control_line), len(self.body_rcv.trailer)) > MOST_BESIDE_BYTES:
            return BadRequest(f"What stands beside a chunk has more than {MOST_BESIDE_BYTES // 1024} kB.")
        if self.chunked and size - len(self.body_rcv) > MOST_BESIDE_TOGETHER + len(self.body_rcv) // 8:
            return BadRequest("The chunks are too small, or carry too much beside the body; send longer ones.")
        if size > max(self.taken, SMALL_BYTES):
            self.client = self.client or self.network_of_client()
            if not self.room.allows(self, size if self.content_length else size + STEP_BYTES):
                return NoRoom("So much is being sent at the moment that there is no room for more; come again.")
        return None

    def network_of_client(self) -> str:
        return network(address_behind(self.caller, self.headers.get("X_FORWARDED_FOR", ""), trusted_proxies()))

    def close(self) -> None:
        """The body is given up, or was answered."""
        super().close()
        self.taken = 0
