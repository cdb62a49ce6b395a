"""What loading did."""

from __future__ import annotations

from dataclasses import dataclass, field

from mgdb.formats.dataset import DatasetProblem


@dataclass
class LoadReport:
    """What loading did: ids by outcome, problems with their lines.

    doubts: prints that are implausible, of records and of what change requests would make of them, and of which no flag
    of their record speaks; they stop nothing. minted: handle → the id that it got.
    """

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)
    proposed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    problems: list[DatasetProblem] = field(default_factory=list)
    doubts: list[DatasetProblem] = field(default_factory=list)
    minted: dict[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.problems

    def __str__(self) -> str:
        counts = {
            "created": len(self.created),
            "updated": len(self.updated),
            "unchanged": self.unchanged,
            "kept as they are here": len(self.kept),
            "change requests": len(self.proposed),
            "gone from the file": len(self.gone),
            "withdrawn": len(self.withdrawn),
            "faults": len(self.problems),
            "doubts": len(self.doubts),
        }
        return ", ".join(f"{count} {word}" for word, count in counts.items() if count) or "nothing to do"
