"""Passwords are hashed one at a time in each process, behind all other work: it takes half a second of a processor.

Behind others for so long only: where many are at work, what gives way to each of them would be done after half a
minute, and a person waits for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from threading import Lock, Thread, get_native_id

from django.contrib.auth.hashers import PBKDF2PasswordHasher

BEHIND_OTHERS = 5  # of 19: a third of what others get of a processor that is busy
PATIENCE = 2.0  # seconds; however many passwords are sent, a process makes one hash in front in as many at most
_turn = Lock()


class QuietHasher(PBKDF2PasswordHasher):
    """Django's hasher, whose hashes it makes and reads, in a thread of its own that gives way to all others.

    A thread can give way by itself, but not take that back; hence one for each hash, and a hash that is not made within
    `PATIENCE` is made again by who waits for it, as anything else is.
    """

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        with _turn:
            return BEHIND.first(partial(super().encode, password, salt, iterations))


class Behind:
    """What is made behind all other work, one at a time."""

    def __init__(self) -> None:
        self.begun: Future[str] | None = None

    def first(self, make: Callable[[], str]) -> str:
        """What `make` gives, behind others if it is done in time.

        One that is still being made for somebody before is waited for, as long: nothing piles up.
        """
        late = self.begun is not None and not self.begun.done()
        if self.begun is None or not late:
            self.begun = Future()
            Thread(target=_made_behind, args=(make, self.begun), daemon=True).start()
        try:
            behind = self.begun.result(PATIENCE)
        except TimeoutError:
            return make()
        return make() if late else behind


BEHIND = Behind()


def _made_behind(make: Callable[[], str], made: Future[str]) -> None:
    _give_way()
    try:
        made.set_result(make())
    except BaseException as error:
        made.set_exception(error)


def _give_way() -> None:
    if sys.platform == "linux":  # elsewhere it would be the whole process
        os.setpriority(os.PRIO_PROCESS, get_native_id(), os.getpriority(os.PRIO_PROCESS, 0) + BEHIND_OTHERS)
