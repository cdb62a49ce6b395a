"""How long something may take, on a machine that may have other work."""

from __future__ import annotations

import time

SAMPLE = 0.05  # seconds of work
BUSY = 1.2  # times as long as it takes where nobody else works


def is_within(taken: float, seconds: float) -> bool:
    """Whether what took so long took at most `seconds`; or in proportion, where this process waits for a processor now.

    For the seconds between an answer at once and one that waited for something else: of those the machine makes more.
    """
    return taken < seconds or taken < seconds * slowness()


def slowness() -> float:
    """How many times as long a chain of processes may take beside what else is at work; 1 beside nothing."""
    begun, worked = time.monotonic(), time.process_time()
    while time.process_time() < worked + SAMPLE:
        pass
    times = (time.monotonic() - begun) / SAMPLE
    return 1.0 if times < BUSY else 3 * times  # browser or client, server and database each wait
