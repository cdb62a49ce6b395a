"""What the public reads of reported problems: that one was reported, and what curators said to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from mgdb.models import Problem, Record


@dataclass(frozen=True)
class ProblemView:
    """One reported problem; what its reporter wrote is empty until two curators have confirmed or answered it.

    `revision` is the one that was seen, `corrected_in` the one in which it was corrected. `decided_alone`: nobody else
    agreed.
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
    decided_alone: bool

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
            decided_alone=problem.decided_alone,
        )


MOST = 20  # problems that the page of a record names; the API gives all


@dataclass(frozen=True)
class ReportedProblems:
    """The newest problems of one record, how many are in each state, and where another is reported."""

    record: str
    revision: int
    problems: list[ProblemView]
    counts: Mapping[str, int]

    @classmethod
    def of(cls, record: Record) -> ReportedProblems:
        rows = list(Problem.objects.of(record).select_related("change_request")[: MOST + 1])
        if len(rows) > MOST:
            states = Problem.objects.of(record).order_by().values_list("state").annotate(count=Count("pk"))
            counts = dict(states)
        else:
            counts = Counter(row.state for row in rows)
        return cls(record.public_id, record.revision, [ProblemView.of(row) for row in rows[:MOST]], counts)

    @property
    def more(self) -> int:
        """How many there are beside those named."""
        return sum(self.counts.values()) - len(self.problems)

    @property
    def summary(self) -> str:
        """“1 open, 2 answered”, in the order in which a problem goes through its states."""
        return ", ".join(
            f"{self.counts[state]} {label}" for state, label in Problem.State.choices if state in self.counts
        )
