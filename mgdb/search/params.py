"""The values of a query, each with the type that its parameter gives it."""

from __future__ import annotations

from collections.abc import Iterator, KeysView, Mapping
from typing import TypeVar

from mgdb.science.quoting import quoted

T = TypeVar("T")


class Params(Mapping[str, object]):
    """Parameter → value as read. What was not given is absent; the typed look-ups then say "", [], None or False."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> object:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, name: object) -> bool:
        return name in self._values

    def keys(self) -> KeysView[str]:
        return self._values.keys()

    def text(self, name: str) -> str:
        return self._typed(name, str) or ""

    def texts(self, name: str) -> list[str]:
        return [str(value) for value in self._typed(name, list) or ()]

    def number(self, name: str) -> float | None:
        return self._typed(name, float)

    def flag(self, name: str) -> bool:
        return self._typed(name, bool) or False

    def _typed(self, name: str, expected: type[T]) -> T | None:
        value = self._values.get(name)
        if value is not None and not isinstance(value, expected):
            raise TypeError(f"{name} is {quoted(value)}, not of type {expected.__name__}")
        return value


def to_query_values(value: object) -> list[str]:
    """The value of a parameter, as read, as it is spelt in an address."""
    if value is None:
        return []
    return [_spelt(one) for one in (value if isinstance(value, list) else [value])]


def _spelt(value: object) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, tuple):
        return ",".join(value) or "none"
    return str(value)
