"""Addresses of a list: each is the whole state of its page, with something changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote_plus

from django.http import QueryDict


class Address:
    """The parameters `data` of a page, but for those `without`; empty ones count as not given.

    A page has hundreds of links: each parameter is encoded once, and what changes is put in its place.
    """

    def __init__(self, data: QueryDict, without: Iterable[str] = ()) -> None:
        left_out = set(without)
        self.given = {
            name: kept
            for name, values in data.lists()
            if name not in left_out and (kept := [value for value in values if value.strip()])
        }
        self._parts = {name: encoded(name, values) for name, values in self.given.items()}
        self._query = "&".join(self._parts.values())

    def query(self, **changes: Any) -> str:
        """The query string with `changes`: another value, a list of them, or None to leave a parameter out."""
        if not changes:
            return self._query
        parts = self._parts.copy()
        for name, value in changes.items():
            if value is None:
                parts.pop(name, None)
            elif kept := [one for one in (value if isinstance(value, list) else [str(value)]) if one.strip()]:
                parts[name] = encoded(name, kept)
            else:
                parts.pop(name, None)
        return "&".join(parts.values())

    def __call__(self, **changes: Any) -> str:
        return f"?{self.query(**changes)}"

    def adding(self, name: str, value: str) -> str:
        """The address with a parameter that is not given yet."""
        return f"?{self._query}{'&' if self._query else ''}{quote_plus(name)}={quote_plus(value)}"

    def then(self, more: str) -> str:
        """The address with `more` behind it."""
        return f"?{self._query}{'&' if self._query else ''}{more}"

    def pairs(self, *without: str) -> list[tuple[str, str]]:
        """(name, value) of all that is given but `without`."""
        return [(name, value) for name, values in self.given.items() if name not in without for value in values]


def encoded(name: str, values: list[str]) -> str:
    """The parameter as it stands in addresses; commas, which a list of columns is full of, are as they are."""
    return "&".join(f"{quote_plus(name)}={quote_plus(value, safe=',')}" for value in values)
