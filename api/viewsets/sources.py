"""Sources: known by their ids, and by their DOIs."""

from __future__ import annotations

from mgdb.science.papers import doi_identity

from .base import RecordViewSet


class Sources(RecordViewSet):
    """Publications; a DOI finds one too, however it is written."""

    lookup_value_regex = ".+?"  # a DOI has points and slashes

    def lookup(self, key: str) -> dict[str, str] | None:
        if known := super().lookup(key):
            return known
        doi = doi_identity(key)
        return {"doi": doi} if doi else None
