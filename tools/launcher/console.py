"""What the launcher prints for the person at the keyboard."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator


def say(text: str = "") -> None:
    print(text, flush=True)


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Print `title`, then how long the block took."""
    print(f"  {title:<52} ", end="", flush=True)
    begin = time.monotonic()
    try:
        yield
    except BaseException:
        say("failed")
        raise
    say(f"{time.monotonic() - begin:5.1f} s")
