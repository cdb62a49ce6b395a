"""How the C library keeps what a process has freed. What is not the GNU C library is left as it is.

Columns of long lists are arrays of megabytes, made and freed by many threads. As it comes, the library carves them from
a heap for each thread and keeps the heaps: 830 MB where 280 are in use. Two heaps are enough for threads of which one
runs at a time. What is as long as a list of half a million rows is a piece of the system's own, which goes back when it
is freed; a piece for every array would cost more time than the counting.
"""

from __future__ import annotations

import ctypes
from threading import Lock, Timer

LARGE = 2 * 1024 * 1024  # bytes; a piece as large is the system's own
AT_HAND = 8 * 1024 * 1024  # bytes that stay at the end of a heap
HEAPS = 2
SECONDS = 5.0  # within which what many requests free is given back together
_waiting = Lock()
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # of malloc.h


def keep_few_heaps() -> None:
    """For a process that has just begun; those that it forks inherit it."""
    if (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)) is not None:
        mallopt(_MMAP_THRESHOLD, LARGE)
        mallopt(_TRIM_THRESHOLD, AT_HAND)
        mallopt(_ARENA_MAX, HEAPS)


def give_back_now() -> None:
    """What is freed and kept all the same."""
    if (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        trim(0)


def give_back_soon() -> None:
    """The same after a while, once for all who ask meanwhile: a broad question frees tens of megabytes, and the next
    one uses them again."""
    if _waiting.acquire(blocking=False):
        timer = Timer(SECONDS, _give_back)
        timer.daemon = True
        timer.start()


def _give_back() -> None:
    _waiting.release()
    give_back_now()
