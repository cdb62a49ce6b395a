"""What the public reads of reported problems: that one was reported, and what curators said to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from mgdb.models import Problem, Record


@dataclass(frozen=True)
class ProblemView:
    """One reported problem; what its reporter wrote is empty until a curator has confirmed or answered it.

    `revision` is the one that was seen, `corrected_in` the one in which it was corrected.
    """

    id: str
    record: str
    record_type: str
    reported_at: datetime
    revision: int
    times: int
    state: str
    state_label: str
    kind: str
    kind_label: str
    text: str
    document_says: str
    locator: str
    answer: str
    decided_at: datetime | None
    corrected_in: int | None

    @classmethod
    def of(cls, problem: Problem) -> ProblemView:
        """`problem` with its change request fetched."""
        told = problem.is_told
        request = problem.change_request if problem.state == Problem.State.CORRECTED else None
        return cls(
            id=problem.public_id,
            record=problem.record,
            record_type=problem.record_type,
            reported_at=problem.created_at,
            revision=problem.seen,
            times=problem.times,
            state=problem.state,
            state_label=problem.get_state_display(),
            kind=problem.kind if told else "",
            kind_label=problem.get_kind_display() if told else "",
            text=problem.text if told else "",
            document_says=problem.document_says if told else "",
            locator=problem.locator if told else "",
            answer=problem.answer,
            decided_at=problem.decided_at,
            corrected_in=request.revision if request else None,
        )


@dataclass(frozen=True)
class ReportedProblems:
    """The problems of one record, the newest first, and where another is reported."""

    record: str
    revision: int
    problems: list[ProblemView]

    @classmethod
    def of(cls, record: Record) -> ReportedProblems:
        rows = Problem.objects.of(record).select_related("change_request")
        return cls(record.public_id, record.revision, [ProblemView.of(row) for row in rows])

    @property
    def summary(self) -> str:
        """“1 open, 2 answered”, in the order in which a problem goes through its states."""
        counts = Counter(problem.state for problem in self.problems)
        return ", ".join(f"{counts[state]} {label}" for state, label in Problem.State.choices if counts[state])
