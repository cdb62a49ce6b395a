"""Sources: known by their ids, and by their DOIs."""

from __future__ import annotations

from typing import Any

from mgdb.science.papers import doi_readings

from .base import RecordViewSet


class Sources(RecordViewSet):
    """Publications; a DOI finds one too, however it is written."""

    lookup_value_regex = r"[\s\S]+?"  # a DOI has points and slashes

    def lookup(self, key: str) -> dict[str, Any] | None:
        if known := super().lookup(key):
            return known
        readings = doi_readings(key)
        return {"doi__in": readings} if readings else None
