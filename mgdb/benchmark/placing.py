"""Every reported value beside a reader's result: its conditions dimension by dimension, its order, its nearness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mgdb.compare import VerdictMark, context_of, differing_text, needed_dimensions, verdict_mark
from mgdb.presentation import MeasurementView, measurement_views
from mgdb.science import vocabulary
from mgdb.science.comparability import FactorResult, Verdict, deciding, factor, verdict
from mgdb.science.comparability.verdicts import Compared, decides
from mgdb.science.properties import Property
from mgdb.science.quantity import Quantity
from mgdb.science.ranking import Nearness, Order, Standing, nearness, order, standing

from .parameters import BY_VALUE
from .question import Question

MOST = 2000
"""Values that one result is placed among; every one is compared in every dimension."""

MAGNESIUM = tuple(term.key for term in vocabulary.CHEMISTRIES if term.key.split("-")[0] == "Mg")
"""The chemistries that are looked at unasked: magnesium alone, and dual salts."""

_CYCLE, _SCALE = "cycle_number", "potential_scale"
_FOLLOWS = ("carrier_cations",)  # from the electrolyte, which is asked for itself
_UNKNOWN = "unknown"
_SILENT = (_UNKNOWN, "not applicable")


class TooMany(ValueError):
    """More values than MOST answer; the message says how to ask for less."""


@dataclass(frozen=True, slots=True)
class ReportedValue:
    """A reported value beside the result.

    compared: the result's conditions (a) and those of the value (b), dimension by dimension. mark: whether the two may
    be compared, by the rules of comparisons. factor: of the result over the value, if the rules give one. order: how
    the value stands to the result. is_counted: whether it counts in rank and percentile. on_scale: of a potential,
    whether both stand on one known scale; where they do not, their numbers say nothing of each other. silent: what
    keeps it from counting, because it does not state it and the result does.
    """

    view: MeasurementView
    quantity: Quantity
    compared: Verdict
    factor: FactorResult
    mark: VerdictMark
    order: Order
    near: Nearness
    is_counted: bool
    on_scale: bool
    silent: tuple[str, ...]

    @property
    def is_comparable(self) -> bool:
        """Comparable without reserve."""
        return self.is_counted and self.mark.outcome == "comparable"

    @property
    def rank_by_nearness(self) -> tuple[int, bool, Nearness, str]:
        """Sorts the comparable before what is not, and among them the nearest conditions first."""
        return _GROUPS[self.mark.outcome], not self.is_counted, self.near, self.view.id

    @property
    def dimensions(self) -> list[Compared]:
        """The dimensions that can be told of such a value; the source, which always differs, is said beside it."""
        return [row for row in self.compared.rows if row.dimension != "source" and row.outcome != "not applicable"]

    def with_outcome(self, outcome: str) -> list[Compared]:
        return [row for row in self.dimensions if row.outcome == outcome]

    @property
    def chemistry_note(self) -> str:
        """The chemistry where it is not magnesium alone: “Mg–Li (dual salt)”, “not known”."""
        if self.view.chemistry_key == "Mg":
            return ""
        return self.view.chemistry or "chemistry not known"


@dataclass(frozen=True, slots=True)
class NotGiven:
    """A dimension that the reader said nothing of, and how many values state it; is_needed: the property needs it."""

    dimension: str
    label: str
    count: int
    is_needed: bool


@dataclass(frozen=True)
class Placement:
    """The answer: every value looked at, in the order asked for, and why others were not."""

    question: Question
    values: Sequence[ReportedValue]
    left_out: tuple[tuple[str, int], ...]

    @cached_property
    def comparable(self) -> Standing:
        """The standing among the values that are comparable without reserve."""
        return self._standing([value for value in self.values if value.is_comparable])

    @cached_property
    def counted(self) -> Standing:
        """The standing among these and those that are compared with caution, though nothing that decides is open."""
        return self._standing([value for value in self.values if value.is_counted])

    def _standing(self, values: Sequence[ReportedValue]) -> Standing:
        orders = (value.order for value in values)
        return standing(orders, self.question.side, is_doubted=self.question.is_doubted)

    def materials(self, *, with_care: bool) -> int:
        """How many materials or cells the values of a standing are of."""
        return len({value.view.subject.id for value in self._of(with_care)})

    def sources(self, *, with_care: bool) -> int:
        return len({value.view.source.id for value in self._of(with_care)})

    def _of(self, with_care: bool) -> list[ReportedValue]:
        return [value for value in self.values if (value.is_counted if with_care else value.is_comparable)]

    @cached_property
    def not_given(self) -> tuple[NotGiven, ...]:
        """What the reader did not say and reported values do: what is needed first, then what most of them state."""
        needed = needed_dimensions(self.question.entry.key, self.question.step)
        stated: Counter[str] = Counter()
        labels: dict[str, str] = {}
        for value in self.values:
            for row in value.compared.rows:
                if row.a == _UNKNOWN and row.dimension != "source":
                    labels[row.dimension] = row.label
                    stated[row.dimension] += row.b not in _SILENT
        found = [
            NotGiven(key, label, stated[key], key in needed)
            for key, label in labels.items()
            if (stated[key] or key in needed) and key not in _FOLLOWS
        ]
        return tuple(sorted(found, key=lambda one: (not one.is_needed, -one.count)))

    @cached_property
    def deciding_not_given(self) -> tuple[NotGiven, ...]:
        """Those without which nothing can be counted as measured alike."""
        must_agree = _must_agree(self.question.entry, self.question.step)
        return tuple(one for one in self.not_given if one.dimension in must_agree)

    @cached_property
    def own_place(self) -> int:
        """Before which of `values` the result itself stands: the first, or in its place by value among the most
        comparable."""
        if self.question.sort != BY_VALUE or not self.values:
            return 0
        best = min(_GROUPS[value.mark.outcome] for value in self.values)
        own = _by_value(self.question, self.question.value)
        return sum(
            _GROUPS[value.mark.outcome] == best and _by_value(self.question, value.quantity) < own
            for value in self.values
        )

    @cached_property
    def differing(self) -> tuple[tuple[str, int], ...]:
        """What keeps values from being comparable, with how many of them differ in it."""
        counted: Counter[str] = Counter()
        for value in self.values:
            if value.mark.outcome == "not":
                must = deciding(self.question.entry)
                counted.update(row.label for row in value.with_outcome("differs") if row.dimension in must)
        return tuple(counted.most_common())

    @cached_property
    def tally(self) -> dict[str, int]:
        """How many values are comparable, to be compared with caution, and not."""
        found = Counter(value.mark.outcome for value in self.values)
        return {outcome: found[outcome] for outcome in ("comparable", "care", "not")}


def place(question: Question) -> Placement:
    """Where the result of `question` stands, in three statements however many values there are. Raises TooMany."""
    rows = question.among.queryset.filter(property_key=question.entry.key)
    views = measurement_views(rows[: MOST + 1])
    if len(views) > MOST:
        raise TooMany(
            f"more than {MOST} values of {question.entry.label.lower()} are too many; narrow them by role, "
            "electrolyte_class or structure_family."
        )
    left_out: Counter[str] = Counter()
    values = []
    for view in views:
        if reason := _left_out(question, view):
            left_out[reason] += 1
        else:
            values.append(_placed(question, view))
    if question.sort == BY_VALUE:
        values.sort(key=lambda one: (_GROUPS[one.mark.outcome], _by_value(question, one.quantity), one.view.id))
    else:
        values.sort(key=lambda one: one.rank_by_nearness)
    return Placement(question, values, tuple(left_out.most_common()))


_GROUPS = {"comparable": 0, "care": 1, "differs": 1, "not": 2}


def _left_out(question: Question, view: MeasurementView) -> str:
    """Why a value is not looked at; empty where it is."""
    if view.quantity is None:
        return "without a number in a known unit"
    if view.suspect and not question.with_suspect:
        return "suspect"
    expected = (*MAGNESIUM, question.own.chemistry, "")
    if view.chemistry_key not in expected and not question.with_others:
        return f"of battery chemistry {view.chemistry}"
    return ""


def _placed(question: Question, view: MeasurementView) -> ReportedValue:
    own, reported = question.own, context_of(view)
    compared = verdict(own, reported)
    # by their conditions alone: a suspect value is here because it was asked for
    result = factor(own, reported, with_suspect=True, compared=compared)
    alike = _are_alike(compared, result)
    differing = compared.with_outcome("differs")
    differences = ", ".join(differing_text(row) for row in differing if row.dimension != "source")
    mark = verdict_mark(
        compared,
        property=question.entry.key,
        step=question.step or view.step,
        allowed=alike,
        at_least=result.at_least,
        reason=differences or result.reason,
        differences=differences,
        stated_elsewhere=("source",),
    )
    must_agree = _must_agree(question.entry, question.step or view.step)
    rows = [row for row in compared.rows if row.dimension in must_agree]
    agree = all(row.outcome in ("same", "not applicable") for row in rows)
    assert reported.value is not None  # `_left_out` sees to it
    on_scale = not decides(_SCALE, question.entry) or compared.of(_SCALE).outcome == "same"
    return ReportedValue(
        view,
        reported.value,
        compared,
        # a value in doubt feeds no factor
        replace(result, value=None, difference=None) if question.is_doubted else result,
        mark,
        order(reported.value, question.value) if on_scale else "open",
        nearness(compared, own, reported, deciding=deciding(question.entry)),
        alike and agree,
        on_scale,
        tuple(row.label for row in rows if alike and row.outcome == "unknown" and row.a not in _SILENT),
    )


def _are_alike(compared: Verdict, result: FactorResult) -> bool:
    """Whether the conditions allow a comparison, whatever the two numbers are: a bound or range may still have no
    factor."""
    return not result.unlike and (result.allowed or compared.of(_CYCLE).outcome != "differs")


def _must_agree(entry: Property, step: str) -> set[str]:
    """The dimensions that must be known and the same before a value counts in rank and percentile: the chemistry, and
    what the property needs and by which the rules of comparability decide."""
    # who computes a barrier seldom says so: where nobody states the origin, the place is one with caution
    return (needed_dimensions(entry.key, step) & set(deciding(entry)) - {"origin"}) | {"chemistry"}


def _by_value(question: Question, quantity: Quantity) -> float:
    """By which number a value is sorted, the best first: its own, else the middle of its range, else its bound."""
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    number = quantity.value if quantity.value is not None else sum(ends) / len(ends)
    return number if question.side == "lower" else -number
