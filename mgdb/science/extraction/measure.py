"""How much of what was curated an extractor finds, and how much of what it proposes is right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mgdb.science import judgement
from mgdb.science.properties import PROPERTIES
from mgdb.science.quantity import Quantity, QuantityError, alternatives, parse, proportion

from .model import Block, Candidate, Place, TextBlock


@dataclass(frozen=True, slots=True)
class Curated:
    """A value as a person has read it in a document: what is printed, and its reading where that is not plain."""

    key: str
    property: str
    value: str
    unit: str
    reading: str = ""
    assumed_unit: str = ""
    subject: str = ""


@dataclass(slots=True)
class Recall:
    """How many of the curated values were found, each with what; and those that were not."""

    total: int = 0
    value: int = 0
    property: int = 0
    subject: int = 0
    missed: list[tuple[Curated, str]] = field(default_factory=list)

    def share(self, what: str) -> float:
        return getattr(self, what) / self.total if self.total else math.nan


def recall(curated: Iterable[Curated], candidates: Sequence[Candidate]) -> Recall:
    """Compares each curated value with all candidates.

    Found: a candidate has its number and unit, or one reading of it has. With property: such a candidate's likeliest
    property is the record's. With subject: such a one of that property is of the record's subject.
    """
    result = Recall()
    for one in curated:
        result.total += 1
        wanted = _of_record(one)
        alike = [candidate for candidate in candidates if _says(one, wanted, candidate)]
        named = [candidate for candidate in alike if candidate.guess == one.property]
        of_it = [candidate for candidate in named if candidate.subject == one.subject]
        result.value += bool(alike)
        result.property += bool(named)
        result.subject += bool(of_it)
        if not of_it:
            result.missed.append((one, "subject" if named else "property" if alike else "value"))
    return result


def _of_record(one: Curated) -> list[Quantity]:
    """What the record's print says in its unit; where it has a reading, that."""
    texts = [one.reading] if one.reading else [one.value]
    found = []
    for text in texts:
        try:
            found += [way.quantity for way in alternatives(text)]
        except QuantityError:
            found += _proportions(text)
    return found


def _proportions(text: str) -> list[Quantity]:
    """A ratio in two parts as one number: “4 : 1” → 4; none where `text` is none."""
    try:
        number, divisor = proportion(text)
        return [parse(number).scale(1 / divisor)]
    except QuantityError:
        return []


def _says(one: Curated, wanted: list[Quantity], candidate: Candidate) -> bool:
    """Whether a reading of `candidate` equals the record in number and unit."""
    numbers = any(same_number(reading.quantity, quantity) for reading in candidate.readings for quantity in wanted)
    return numbers and same_unit(one.property, one.unit, candidate.printed_unit)


def same_unit(key: str, one: str, other: str) -> bool:
    """Whether two printed units are one unit of the property; a bare number has none, cycles count."""
    entry = PROPERTIES[key]
    spelled = []
    for unit in (one, other):
        judged = judgement.judge(entry, "1", unit)
        if isinstance(judged, judgement.Refusal):
            if judged.field == "unit":
                return False
            spelled.append(unit)
        else:
            spelled.append(judged.unit or "1")
    return spelled[0] == spelled[1]


def same_number(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities state the same numbers; ≈ and bounds, which words around a number give too, aside."""
    if one.value is not None and other.value is not None:
        return math.isclose(one.value, other.value, rel_tol=1e-9)
    if one.value is not None or other.value is not None:
        return False
    ends = zip((one.low, one.high), (other.low, other.high), strict=True)
    return all(a is not None and b is not None and math.isclose(a, b, rel_tol=1e-9) for a, b in ends)


@dataclass(frozen=True, slots=True)
class Label:
    """A value of a labelled paragraph, which begins at `start`: what is right to propose there."""

    start: int
    value: str
    unit: str
    property: str


def precision(
    labels: Sequence[Label], starts: Iterable[int], blocks: Sequence[Block], found: Sequence[Candidate]
) -> tuple[int, int]:
    """How many of the values that are proposed in the paragraphs at `starts` are labelled, and how many are proposed.

    A value is right where its number, or one of its readings, its unit and its likeliest property are those of a label.
    One that is proposed for several specimens counts once.
    """
    wanted = set(starts)
    left = list(labels)
    seen: set[tuple[Place, str]] = set()
    right = proposed = 0
    for candidate in found:
        block = blocks[candidate.place.block]
        if not isinstance(block, TextBlock) or block.start not in wanted or not candidate.guess:
            continue
        if (said := (candidate.place, candidate.printed_value)) in seen:
            continue
        seen.add(said)
        proposed += 1
        label = next((one for one in left if one.start == block.start and _is(one, candidate)), None)
        if label is not None:
            left.remove(label)
            right += 1
    return right, proposed


def _is(label: Label, candidate: Candidate) -> bool:
    curated = Curated("", label.property, label.value, label.unit)
    return candidate.guess == label.property and _says(curated, _of_record(curated), candidate)
