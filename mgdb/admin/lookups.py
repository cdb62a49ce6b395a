"""Lists are narrowed by what they declare, and by nothing else that an address may ask of a column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest

from .generic import ModelAdmin

# What Django's own filters of a column ask, by its kind.
ASKED = ("", "__exact", "__isnull", "__gte", "__lt", "__id__exact")
OF_DATES = ("__year", "__month", "__day")


class DeclaredLookups(ModelAdmin):
    """An admin whose list knows its filters and no other lookups: no regular expression, no way to another table."""

    linked_lookups: tuple[str, ...] = ()  # that links of other pages ask

    def declared_lookups(self, request: HttpRequest | None) -> Iterator[str]:
        yield from self.linked_lookups
        filters: Any = self.list_filter if request is None else self.get_list_filter(request)
        for one in filters:
            column = one[0] if isinstance(one, tuple | list) else one
            if isinstance(column, str):
                yield from (f"{column}{lookup}" for lookup in ASKED)
            else:  # a filter of our own
                yield column.parameter_name
        if self.date_hierarchy:
            yield from (f"{self.date_hierarchy}{lookup}" for lookup in (*OF_DATES, "__gte", "__lt"))

    def lookup_allowed(self, lookup: str, value: object, request: HttpRequest | None = None) -> bool:
        return lookup in self.declared_lookups(request)
