"""What processes share through Valkey, where one is: finished responses and counts of requests.

Nothing depends on it. While it does not answer there is nothing in it: responses are recomputed, and every count begins
at one, so that no limit refuses anybody. That is said in the log once a minute.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

# After it did not answer, it is asked again when so many seconds have passed.
PAUSE = 2.0
SAID_EVERY = 60.0
log = logging.getLogger(__name__)
T = TypeVar("T")


class Absence:
    """Since when a server is not asked, and when that was said; for all threads of a process, who may write at once."""

    def __init__(self) -> None:
        self.until = self.said = -SAID_EVERY

    @property
    def lasts(self) -> bool:
        return time.monotonic() < self.until

    def note(self, error: Exception) -> None:
        now = time.monotonic()
        self.until = now + PAUSE
        if now - self.said >= SAID_EVERY:
            self.said = now
            log.error("Valkey does not answer; nothing is shared, and no limit of requests holds: %s", error)


absences: dict[str, Absence] = {}


class SharedCache(RedisCache):
    """Django's cache in Valkey, which holds nothing while it is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.absence = absences.setdefault(str(server), Absence())

    def ask(self, question: Callable[[], T], otherwise: T) -> T:
        if self.absence.lasts:
            return otherwise
        try:
            return question()
        except (RedisError, OSError) as error:
            self.absence.note(error)
            return otherwise

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self.ask(lambda: super(SharedCache, self).get(key, default, version), default)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        self.ask(lambda: super(SharedCache, self).set(key, value, *args, **kwargs), None)

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        return self.ask(lambda: super(SharedCache, self).add(key, value, *args, **kwargs), True)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """The new count; 1 where it is away."""
        return self.ask(lambda: super(SharedCache, self).incr(key, delta, version), 1)
