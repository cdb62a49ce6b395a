"""A dataset file as read, and what can be wrong in one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

VERSION = "1"

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class DatasetProblem:
    """One thing wrong in a dataset file: where, what, and a suggestion."""

    file: str
    line: int
    field: str
    reason: str
    record: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        subject = " ".join(part for part in (self.record, self.field) if part)
        return f"{place}: {subject}: {self.reason}" if subject else f"{place}: {self.reason}"


class DatasetError(ValueError):
    """A dataset file that cannot be read; `problems` says why, each with its line."""

    def __init__(self, problems: list[DatasetProblem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


@dataclass(slots=True)
class Entry:
    """One record of a file: its section, its form, and the line of each of its fields."""

    section: str
    form: dict[str, Any]
    position: int
    lines: dict[Path, int] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.form.get("id") or "")

    def forget(self) -> None:
        """Keeps the id alone: of a file with a hundred thousand rows nobody needs what is done with."""
        self.form, self.lines = {"id": self.form.get("id")}, {}

    def line(self, path: Path) -> int:
        """The line of the field at `path`, or of the nearest one around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 1


@dataclass
class Dataset:
    """A dataset file as read."""

    name: str
    document: str
    entries: list[Entry]

    @property
    def rows(self) -> int:
        """How many rows its records are: each record, and each mapping of fields in one."""
        return sum(map(_mappings, (entry.form for entry in self.entries)))

    def section(self, name: str) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.section == name)


def _mappings(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(map(_mappings, value.values()))
    return sum(map(_mappings, value)) if isinstance(value, list) else 0
