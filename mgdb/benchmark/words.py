"""The outcome in sentences."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mgdb.science.ranking import FEWEST, Standing

from .placing import NotGiven, Placement

IN_DOUBT = "none: your value is in doubt"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A standing in words: among what, how the result stands, its rank, its percentile or why there is none."""

    scope: str
    among: str
    counts: str
    rank: str
    percentile: str


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th, 73rd."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def whole(number: float) -> int:
    """The nearest whole number, halves up: of a percentile."""
    return math.floor(number + 0.5)


def standing_rows(placement: Placement) -> list[Sentence]:
    """The standing among the comparable values, where there are any; and, where there are more, among these and those
    to be compared with caution."""
    rows = []
    for scope, with_care, found in (
        ("Comparable", False, placement.comparable),
        ("Comparable, and with caution", True, placement.counted),
    ):
        if found.count == (placement.comparable.count if with_care else 0):
            continue
        among = ", ".join(
            [
                _counted(found.count, "value"),
                f"of {_counted(placement.materials(with_care=with_care), 'material or cell', 'materials or cells')}",
                f"from {_counted(placement.sources(with_care=with_care), 'source')}",
            ]
        )
        rows.append(Sentence(scope, among, counts(found), rank(found), percentile(found)))
    return rows


def counts(found: Standing) -> str:
    """“12 less good, 1 equal, 7 better; 3 cannot be ordered against it”."""
    if not found.count:
        return "none"
    if found.side is None:
        parts = [f"{found.lower} lower", f"{found.equal} equal", f"{found.higher} higher"]
    else:
        parts = [f"{found.worse} less good", f"{found.equal} equal", f"{found.better} better"]
    return ", ".join(parts) + (f"; {found.open} cannot be ordered against it" if found.open else "")


def rank(found: Standing) -> str:
    """“8 of 21”, yours included; “8 to 11 of 24” where some cannot be ordered."""
    if found.side is None:
        return "none: neither direction is better"
    if found.is_doubted:
        return IN_DOUBT
    if found.ranks is None:
        return "none: nothing to rank among"
    best, worst = found.ranks
    of = f"of {found.count + 1}, yours included"
    return f"{best} {of}" if best == worst else f"{best} to {worst} {of}"


def percentile(found: Standing) -> str:
    """“65th (n = 20)”; “40th to 70th (n = 20, and 5 that cannot be ordered)”; or why there is none."""
    if found.side is None:
        return "none: neither direction is better"
    if found.is_doubted:
        return IN_DOUBT
    if found.percentile is None or found.percentiles is None:
        return f"none: n = {found.ordered}, fewer than {FEWEST} that can be ordered"
    if not found.open:
        return f"{ordinal(whole(found.percentile))} (n = {found.ordered})"
    text = f"{_span(found.percentiles)} (n = {found.ordered}, and {found.open} that cannot be ordered)"
    return f"{text}; {ordinal(whole(found.percentile))} among those that can"


def _span(percentiles: tuple[float, float]) -> str:
    """“40th to 70th”, or the one that both ends are."""
    least, most = (ordinal(whole(end)) for end in percentiles)
    return least if least == most else f"{least} to {most}"


def headline(placement: Placement) -> str:
    """The outcome in one sentence."""
    question, found = placement.question, placement.comparable
    label = question.entry.label.lower()
    if not placement.values:
        return f"No reported {label} to place {question.text} among."
    words = "comparable value"
    if not found.count:
        found, words = placement.counted, "value to be compared with caution"
    if not found.count:
        values = _counted(len(placement.values), "reported value")
        if missing := placement.deciding_not_given:
            return f"No rank: without its {_listed(missing)} {question.text} is comparable with none of {values}."
        return f"No rank: {question.text} is comparable with none of {values}."
    many = words.replace("value", "values", 1)
    among = _counted(found.count, words, many)
    if question.side is None:
        return f"{question.text} is higher than {found.lower} and lower than {found.higher} of {among}."
    if found.is_doubted:
        return f"{question.text} is in doubt, and has neither rank nor percentile among {among}."
    text = f"{question.text} is better than {found.worse} of {among}"
    if found.percentiles is not None:
        counted = f"n = {found.ordered}" + (f", and {found.open} that cannot be ordered" if found.open else "")
        return f"{text}: the {_span(found.percentiles)} percentile, {counted}."
    return f"{text}; {found.ordered} that can be ordered are too few for a percentile."


def uncertain(placement: Placement) -> list[str]:
    """What the reader did not say, and what it makes uncertain; then what reported values do not say."""
    question, total = placement.question, len(placement.values)
    label = question.entry.label.lower()
    deciding = placement.deciding_not_given
    needed = [one for one in placement.not_given if one.is_needed and one not in deciding]
    others = [one for one in placement.not_given if not one.is_needed and one not in deciding]
    found = []
    if deciding:
        found.append(
            f"You gave no {_listed(deciding)}. {label.capitalize()} depends on it, so that no value counts in rank and "
            f"percentile; {_stating(deciding, total)}."
        )
    if needed:
        found.append(f"You gave no {_listed(needed)}: every value is compared with caution; {_stating(needed, total)}.")
    if silent := _silent(placement):
        found.append(
            f"Reported values that do not state what you gave are compared with caution and do not count: {silent}."
        )
    if others:
        said = ", ".join(f"{one.label} ({one.count})" for one in others)
        found.append(f"Also not given, and therefore not known to be alike (values that state it): {said}.")
    return found


def _listed(missing: Sequence[NotGiven]) -> str:
    """“current density, cycle number and test step”."""
    *first, last = (one.label for one in missing)
    return f"{', '.join(first)} and {last}" if first else last


def _stating(missing: Sequence[NotGiven], total: int) -> str:
    return ", ".join(f"{one.count} of {total} state their {one.label}" for one in missing)


def _silent(placement: Placement) -> str:
    counted: Counter[str] = Counter()
    for value in placement.values:
        counted.update(value.silent)
    return ", ".join(f"{label} ({count})" for label, count in counted.most_common())
