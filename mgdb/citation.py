"""How a view is cited: which state of the dataset it shows, and the papers behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mgdb.models import DatasetFile, Source

COLUMNS = ("kind", "title", "authors", "et_al", "container", "year", "volume", "issue", "pages", "doi", "url")
CREATOR = "MgDB"


@dataclass(frozen=True, slots=True)
class DatasetVersion:
    """A state of the curated dataset: the day on which its files were last loaded, and a hash of their texts."""

    day: date | None
    digest: str

    def __str__(self) -> str:
        return f"{self.day.isoformat()} ({self.digest})" if self.day else "without dataset files"


def dataset_version() -> DatasetVersion:
    """The version of the dataset files that are loaded."""
    files = list(DatasetFile.objects.order_by("name").values_list("name", "text_hash", "loaded_at"))
    digest = hashlib.blake2b("\n".join(f"{name} {text}" for name, text, _ in files).encode(), digest_size=4)
    return DatasetVersion(max((at.date() for _, _, at in files), default=None), digest.hexdigest())


@dataclass(frozen=True, slots=True)
class ViewCitation:
    """The citation of one view: what it shows, of which version, seen when, at which address."""

    title: str
    version: DatasetVersion
    seen: date
    address: str

    @property
    def text(self) -> str:
        """One line for a list of references."""
        return (
            f"{CREATOR}, “{self.title}”, dataset version {self.version}, {self.address}, "
            f"seen {self.seen.day} {self.seen:%B %Y}. CC BY 4.0."
        )

    @property
    def entry(self) -> dict[str, Any]:
        """The same as a source for BibTeX."""
        return {
            "id": f"mgdb-{self.version.digest}-{self.seen:%Y%m%d}",
            "kind": "dataset",
            "title": self.title,
            "authors": [CREATOR],
            "et_al": False,
            "container": f"{CREATOR}, dataset version {self.version}, seen {self.seen.isoformat()}, CC BY 4.0",
            "year": self.version.day.year if self.version.day else self.seen.year,
            "volume": "",
            "issue": "",
            "pages": "",
            "doi": "",
            "url": self.address,
        }


def bibliography(identifiers: Sequence[str]) -> list[dict[str, Any]]:
    """The sources of these public ids as plain mappings for BibTeX, in this order."""
    found = Source.objects.published().in_bulk(list(identifiers), field_name="public_id")
    return [{"id": key, **{name: getattr(found[key], name) for name in COLUMNS}} for key in identifiers if key in found]
