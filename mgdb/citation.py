"""How a view is cited: which state of the dataset it shows, and the papers behind it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from mgdb.formats import SourceEntry, licence
from mgdb.models import DatasetFile

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
    def key(self) -> str:
        """By which it is cited: version and day, “mgdb-1a2b3c4d-20260131”."""
        return f"mgdb-{self.version.digest}-{self.seen:%Y%m%d}"

    @property
    def text(self) -> str:
        """One line for a list of references."""
        return (
            f"{CREATOR}, “{self.title}”, dataset version {self.version}, {self.address}, "
            f"seen {self.seen.day} {self.seen:%B %Y}. {licence.NAME}."
        )

    @property
    def entry(self) -> SourceEntry:
        """The same as a source for bibliographies."""
        return {
            "id": self.key,
            "key": self.key,
            "kind": "dataset",
            "title": self.title,
            "authors": [CREATOR],
            "et_al": False,
            "container": f"{CREATOR}, dataset version {self.version}, seen {self.seen.isoformat()}, {licence.NAME}",
            "year": self.version.day.year if self.version.day else self.seen.year,
            "volume": "",
            "issue": "",
            "pages": "",
            "doi": "",
            "url": self.address,
        }
