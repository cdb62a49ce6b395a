"""What was worked out of records, kept while the data are those that it was worked out from."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping
from threading import Lock
from typing import Generic, TypeVar

from mgdb import data_version

T = TypeVar("T")


class Known(Generic[T]):
    """Of one version of the data: for each question (one temperature, say) and each key what `make` said of it, None
    where it said nothing. `questions`: how many are kept; `keys`: how many keys of one."""

    def __init__(self, *, questions: int = 1, keys: int = 100_000) -> None:
        self.questions, self.keys = questions, keys
        self._found: OrderedDict[tuple[str, Hashable], dict[int, T | None]] = OrderedDict()
        self._lock = Lock()

    def of(
        self,
        keys: Collection[int],
        make: Callable[[list[int]], Mapping[int, T]],
        question: Hashable = "",
        *,
        at_once: int = 2_000,
    ) -> dict[int, T | None]:
        """What is known of `keys`; what is not yet is made, `at_once` keys together at most."""
        token = data_version.current()[0]
        known = self._of_version(token, question)
        missing = [key for key in keys if key not in known]
        made: dict[int, T | None] = {}
        for start in range(0, len(missing), at_once):
            some = missing[start : start + at_once]
            found = make(some)
            made |= {key: found.get(key) for key in some}
        result = {key: made[key] if key in made else known[key] for key in keys}
        # what was read while another version came may be of either
        if data_version.current()[0] == token and len(known) + len(made) <= self.keys:
            known |= made
        return result

    def held(self, keys: Collection[int], token: str, question: Hashable = "") -> dict[int, T | None] | None:
        """What is known of `keys` in the version `token`; None where that is not known of all."""
        known = self._found.get((token, question), {})
        return {key: known[key] for key in keys} if all(key in known for key in keys) else None

    def forget(self) -> None:
        """Everything that is known."""
        with self._lock:
            self._found.clear()

    def _of_version(self, token: str, question: Hashable) -> dict[int, T | None]:
        with self._lock:
            for key in [key for key in self._found if key[0] != token]:
                del self._found[key]
            found = self._found.setdefault((token, question), {})
            self._found.move_to_end((token, question))
            while len(self._found) > self.questions:
                self._found.popitem(last=False)
            return found
