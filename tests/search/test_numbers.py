"""Columns of numbers: what is stored of intervals answers as the intervals themselves do."""

from __future__ import annotations

import numpy as np
import pytest

from mgdb.search.snapshot.labels import NONE
from mgdb.search.snapshot.numbers import NO_NUMBERS, Numbers

OPEN = np.nan
# single numbers, an interval, one without an upper and one without a lower end, several of one row, negative ones
ROWS = np.array([0, 1, 1, 3, 4, 6, 7, 7], np.int32)
LOW = np.array([2.0, 1.0, 5.0, 4.0, OPEN, -3.0, 8.0, 0.0])
HIGH = np.array([2.0, 3.0, 5.0, OPEN, 6.0, -3.0, 8.0, 0.5])


def triples(numbers: Numbers) -> list[tuple[int, str, str]]:
    return [
        (row, str(low), str(high))
        for row, low, high in zip(numbers.rows.tolist(), numbers.low.tolist(), numbers.highs().tolist(), strict=True)
    ]


def expected(chosen: list[int]) -> list[tuple[int, str, str]]:
    return [(int(ROWS[one]), str(LOW[one]), str(HIGH[one])) for one in chosen]


def test_upper_ends_are_stored_only_where_they_differ() -> None:
    numbers = Numbers.of(ROWS, LOW, HIGH)
    assert numbers.wide.tolist() == [1, 3, 4, 7]
    assert triples(numbers) == expected([*range(8)])


@pytest.mark.parametrize("chosen", [[], [0], [3], [1, 3, 7], [0, 2, 5, 6], [*range(8)]])
def test_a_part_has_its_own_ends(chosen: list[int]) -> None:
    assert triples(Numbers.of(ROWS, LOW, HIGH).part(np.array(chosen, np.int64))) == expected(chosen)


def test_rows_that_move_take_their_ends_along() -> None:
    numbers = Numbers.of(ROWS, LOW, HIGH)
    places = np.array([1, NONE, NONE, 2, 3, NONE, NONE, 5], np.int32)
    moved = numbers.moved(places)
    assert triples(moved) == [
        (1, "2.0", "2.0"),
        (2, "4.0", "nan"),
        (3, "nan", "6.0"),
        (5, "8.0", "8.0"),
        (5, "0.0", "0.5"),
    ]
    other = Numbers.of(np.array([0, 4], np.int32), np.array([7.0, 1.0]), np.array([9.0, 1.0]))
    joined = triples(Numbers.joined([moved, other, NO_NUMBERS]))
    assert joined == [(0, "7.0", "9.0"), *triples(moved)[:3], (4, "1.0", "1.0"), *triples(moved)[3:]]


@pytest.mark.parametrize("limits", [(None, None), (2.0, None), (None, 2.0), (4.5, 5.5), (-5.0, 0.2), (9.0, 10.0)])
def test_intervals_meet_limits_or_lie_in_them(limits: tuple[float | None, float | None]) -> None:
    minimum, maximum = limits
    least, most = -np.inf if minimum is None else minimum, np.inf if maximum is None else maximum
    bottom, top = np.where(np.isnan(LOW), -np.inf, LOW), np.where(np.isnan(HIGH), np.inf, HIGH)
    numbers = Numbers.of(ROWS, LOW, HIGH)
    assert numbers.meeting(*limits, strict=False).tolist() == ((top >= least) & (bottom <= most)).tolist()
    within = np.ones(8, bool)
    if minimum is not None:
        within &= minimum <= LOW  # an open end lies in no limit of its side
    if maximum is not None:
        within &= maximum >= HIGH
    assert numbers.meeting(*limits, strict=True).tolist() == within.tolist()


def test_intervals_are_drawn_at_their_middles_and_open_ones_at_their_end() -> None:
    numbers = Numbers.of(ROWS, LOW, HIGH)
    assert numbers.middles(log=False).tolist() == [2.0, 2.0, 5.0, 4.0, 6.0, -3.0, 8.0, 0.25]
    logs = numbers.middles_of(np.array([0, 1, 4], np.int32), log=True)
    assert np.exp(logs) == pytest.approx([2.0, 3.0**0.5, 5.0, 6.0])
    not_positive = [5, 7]
    assert np.flatnonzero(np.isnan(numbers.middles(log=True))).tolist() == not_positive
