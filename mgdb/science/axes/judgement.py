"""What the numbers along an axis are: each possible, plausible, or neither; and what else the axis may be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mgdb.science.judgement import Refusal, judge_numbers

from .catalogue import Axis, AxisError, accepted_units, axis, transforms_of


@dataclass(frozen=True, slots=True)
class AxisNumbers:
    """The numbers of an axis in the canonical unit of its quantity; why they are refused, and what is doubtful.

    `problem` and `doubt` are sentences, empty where there is nothing to say; with a problem `canonical` is empty.
    """

    canonical: tuple[float, ...] = ()
    problem: str = ""
    doubt: str = ""


def judge_axis(found: Axis, numbers: Sequence[float], kelvins: Sequence[float | None] = ()) -> AxisNumbers:
    """What `numbers` on the axis are; `kelvins` are the temperatures (K) of its points, for σT.

    A number that is impossible is refused, and so are numbers none of which is plausible where another transform makes
    all of them so. Worked: 0.0029 and 0.0031 as temperatures in K are refused: as 1/T they are 345 and 323 K.
    """
    base: list[float] = []
    for place, number in enumerate(numbers):
        if not math.isfinite(number):
            return AxisNumbers(problem=f"Point {place + 1}: {number} is not a finite number; leave the point out.")
        try:
            base.append(found.undone(number, kelvins[place] if kelvins else None))
        except AxisError as error:
            return AxisNumbers(problem=f"Point {place + 1}: {error}.")
    judged = judge_numbers(found.entry, base, found.base)
    if isinstance(judged, Refusal):
        return AxisNumbers(problem=judged.reason)
    if judged.impossible:
        assert judged.refusal is not None
        place = judged.impossible[0]
        return AxisNumbers(
            problem=f"Point {place + 1}, {numbers[place]:g}: {judged.refusal.reason}{_hint(found, numbers)}"
        )
    if judged.doubtful:
        assert judged.doubt is not None
        place, others = judged.doubtful[0], len(judged.doubtful) - 1
        many = f" and {others} more" if others else ""
        said = f"Point {place + 1}{many}, {numbers[place]:g} on an axis of {found.text}: {judged.doubt}"
        if len(judged.doubtful) == len(numbers) and (hint := _hint(found, numbers)):
            return AxisNumbers(problem=said + hint)
        return AxisNumbers(judged.canonical, doubt=said)
    return AxisNumbers(judged.canonical)


def fits(found: Axis, numbers: Sequence[float]) -> bool:
    """Whether every one of `numbers` is possible and plausible on this axis; those of σT are not looked at."""
    if found.law.law == "times_temperature":
        return True
    try:
        judged = judge_numbers(found.entry, [found.undone(number) for number in numbers], found.base)
    except AxisError:
        return False
    return not (isinstance(judged, Refusal) or judged.impossible or judged.doubtful)


def doubt_of(found: Axis, numbers: Sequence[float]) -> str:
    """Why `numbers` are not plausible on this axis, in a sentence; empty where they are, or nothing is known."""
    if found.law.law == "times_temperature" or not numbers:
        return ""
    judged = judge_axis(found, numbers)
    return judged.problem or judged.doubt


def _hint(found: Axis, numbers: Sequence[float]) -> str:
    """What else the axis may be: the logarithms without their minus, or another transform of the same quantity, under
    which all of `numbers` are plausible."""
    if found.law.law == "times_temperature":
        return ""
    if found.law.logarithm and all(number > 0 for number in numbers) and fits(found, [-number for number in numbers]):
        return " Have the numbers lost their minus? With it all are plausible."
    others = []
    for key in transforms_of(found.entry):
        law = axis(found.key, key, accepted_units(found.entry, key)[0])
        if key != found.transform and law.law.law in ("", "inverse") and fits(law, numbers):
            others.append(law.text)
    return f" Is the axis {' or '.join(others)}? Under that all numbers are plausible." if others else ""
