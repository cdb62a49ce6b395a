"""Passwords are hashed one at a time in each process, behind all other work: it takes half a second of a processor."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Lock, get_native_id

from django.contrib.auth.hashers import PBKDF2PasswordHasher

BEHIND_OTHERS = 5  # of 19: a third of what others get of a processor that is busy
_turn = Lock()


class QuietHasher(PBKDF2PasswordHasher):
    """Django's hasher, whose hashes it makes and reads, in a thread of its own that gives way to all others.

    A thread can give way by itself, but not take that back; hence one for each hash.
    """

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        with _turn, ThreadPoolExecutor(1, initializer=_give_way) as own:
            return own.submit(super().encode, password, salt, iterations).result()


def _give_way() -> None:
    if sys.platform == "linux":  # elsewhere it would be the whole process
        os.setpriority(os.PRIO_PROCESS, get_native_id(), os.getpriority(os.PRIO_PROCESS, 0) + BEHIND_OTHERS)
