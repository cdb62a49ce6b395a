"""What is said to a server whose client has no deadline of its own: nobody waits for it longer than they say."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from threading import Thread


class Deadline:
    """Of one server. While something that was said to it is unanswered, nothing else is said."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.unanswered: list[Thread] = []

    def within(self, seconds: float, say: Callable[[], object]) -> bool:
        """Whether `say` has come to an end within so many seconds; else it may still do so, or was not begun.

        `say` sees to its own errors.
        """
        self.unanswered[:] = [thread for thread in self.unanswered if thread.is_alive()]
        if self.unanswered:
            return False
        thread = Thread(target=copy_context().run, args=(say,), name=self.name, daemon=True)
        thread.start()
        thread.join(seconds)
        if thread.is_alive():
            self.unanswered.append(thread)
            return False
        return True
