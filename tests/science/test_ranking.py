"""Orders, ranks and percentiles: truth tables by hand, and laws that hold for every set of values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science.comparability import Context, deciding, verdict
from mgdb.science.properties import PROPERTIES
from mgdb.science.quantity import Quantity, parse
from mgdb.science.ranking import FEWEST, Standing, nearness, order, standing


@pytest.mark.parametrize(
    ("reported", "own", "expected"),
    [
        ("4", "5", "lower"),
        ("6", "5", "higher"),
        ("5.0", "5", "equal"),
        ("≈ 5", "5", "equal"),
        ("≈ 6", "5", "higher"),
        ("> 5000", "4000", "higher"),
        ("> 5000", "5000", "higher"),  # above 5000 is above it
        ("≥ 5000", "5000", "open"),  # may be 5000 itself
        ("> 5000", "6000", "open"),
        ("< 5", "5", "lower"),
        ("≤ 5", "5", "open"),
        ("up to 5", "6", "lower"),
        ("up to 5", "4", "open"),
        ("3 to 7", "5", "open"),
        ("3 to 4", "5", "lower"),
        ("3 to 5", "5", "open"),
        ("4 ± 0.5", "5", "lower"),
        ("4 ± 2", "5", "open"),
        ("5", "4 ± 2", "open"),
        ("3 to 7", "8 to 9", "lower"),
        ("5", "> 6", "lower"),
        ("> 5", "> 6", "open"),
        ("< 5", "> 5", "lower"),
        ("< 5", "≥ 5", "lower"),
        ("order of 10^-3", "10^-2", "lower"),
        ("order of 10^-3", "2 × 10^-3", "open"),  # half a decade either way: 3.2 × 10⁻⁴ to 3.2 × 10⁻³
        ("order of 10^-3", "4 × 10^-3", "lower"),
    ],
)
def test_a_value_is_ordered_only_where_its_statement_leaves_no_choice(reported, own, expected):
    assert order(parse(reported), parse(own)) == expected


def test_a_conversion_of_units_does_not_part_two_equal_numbers():
    assert order(Quantity(value=0.1 + 0.2), Quantity(value=0.3)) == "equal"


@pytest.mark.parametrize(
    ("counts", "side", "rank", "percentile"),
    [
        ({"lower": 12, "equal": 2, "higher": 6}, "higher", (7, 7), 65.0),
        ({"lower": 12, "equal": 2, "higher": 6}, "lower", (13, 13), 35.0),
        ({"lower": 14, "equal": 1, "higher": 5, "open": 3}, "higher", (6, 9), 72.5),
        ({"lower": FEWEST - 1}, "higher", (1, 1), None),
        ({"lower": FEWEST}, "higher", (1, 1), 100.0),
        ({"open": 50}, "higher", (1, 51), None),  # nothing is ordered, however many there are
        ({}, "higher", None, None),
        ({"lower": 30, "higher": 30}, None, None, None),
    ],
)
def test_rank_and_percentile_by_hand(counts, side, rank, percentile):
    found = Standing(side, **counts)
    assert (found.ranks, found.percentile) == (rank, percentile)


def test_what_cannot_be_ordered_says_how_far_the_percentile_may_move():
    found = Standing("higher", lower=14, equal=1, higher=5, open=3)
    assert found.percentiles == pytest.approx((100 * 14.5 / 23, 100 * 17.5 / 23))
    assert found.count == 23
    assert found.ordered == 20


numbers = st.integers(-50, 50).map(float)
sides = st.sampled_from(["higher", "lower"])


@st.composite
def quantities(draw) -> Quantity:
    value = draw(numbers)
    kind = draw(st.sampled_from(["=", "=", "<", ">", "≤", "≥", "range", "±"]))
    if kind == "range":
        return Quantity(low=value, high=value + draw(st.integers(0, 20)), range_kind="interval")
    if kind == "±":
        return Quantity(value=value, uncertainty=float(draw(st.integers(1, 10))))
    return Quantity(value=value, bound=kind)


def possible(draw, quantity: Quantity) -> float:
    """One number that `quantity` may be."""
    if quantity.uncertainty is not None:
        assert quantity.value is not None
        return quantity.value + draw(st.floats(-1, 1)) * quantity.uncertainty
    low = quantity.high - 60 if quantity.low is None else quantity.low
    high = quantity.low + 60 if quantity.high is None else quantity.high
    number = draw(st.floats(low, high))
    if (quantity.bound == "<" and number == high) or (quantity.bound == ">" and number == low):
        return (low + high) / 2
    return number


@given(quantities(), quantities())
def test_the_order_of_two_is_the_mirror_of_that_of_the_other_two(a, b):
    mirror = {"lower": "higher", "higher": "lower", "equal": "equal", "open": "open"}
    assert order(a, b) == mirror[order(b, a)]


@given(st.data(), quantities(), quantities())
def test_an_order_holds_for_every_number_that_the_two_may_be(data, a, b):
    found, first, second = order(a, b), possible(data.draw, a), possible(data.draw, b)
    if found == "lower":
        assert first < second
    elif found == "higher":
        assert first > second
    elif found == "equal":
        assert math.isclose(first, second)


@given(st.data(), quantities(), st.lists(quantities(), min_size=FEWEST, max_size=40), sides)
def test_rank_and_percentile_hold_whatever_the_bounds_turn_out_to_be(data, own, others, side):
    """Every bound and range replaced by a number that it may be: the result lies where the standing said."""
    found = standing([order(other, own) for other in others], side)
    real_own = Quantity(value=possible(data.draw, own))
    real = [order(Quantity(value=possible(data.draw, other)), real_own) for other in others]
    exact = standing(real, side)
    assert exact.open == 0
    best, worst = found.ranks
    assert best <= exact.ranks[0] <= worst
    if found.percentiles is not None:
        least, most = found.percentiles
        assert least - 1e-9 <= exact.percentile <= most + 1e-9
        assert least - 1e-9 <= found.percentile <= most + 1e-9


@given(numbers, st.lists(numbers, min_size=FEWEST, max_size=40), sides)
def test_of_plain_numbers_the_percentile_is_the_counted_share(own, others, side):
    found = standing([order(Quantity(value=other), Quantity(value=own)) for other in others], side)
    worse = sum(other < own if side == "higher" else other > own for other in others)
    ties = sum(other == own for other in others)
    assert found.percentile == pytest.approx(100 * (worse + ties / 2) / len(others))
    assert found.ranks == (len(others) - worse - ties + 1,) * 2
    assert 0 <= found.percentile <= 100


@given(numbers, numbers, st.lists(quantities(), min_size=FEWEST, max_size=30))
def test_a_better_value_has_no_worse_rank(first, second, others):
    low, high = sorted((first, second))
    ranks = [standing([order(other, Quantity(value=own)) for other in others], "higher").ranks for own in (low, high)]
    assert ranks[1][0] <= ranks[0][0]
    assert ranks[1][1] <= ranks[0][1]


@given(quantities(), st.lists(quantities(), max_size=30), sides, st.randoms())
def test_the_standing_depends_neither_on_the_sequence_nor_on_the_unit(own, others, side, random):
    found = standing([order(other, own) for other in others], side)
    shuffled = list(others)
    random.shuffle(shuffled)
    assert standing([order(other.scale(1000), own.scale(1000)) for other in shuffled], side) == found


CAPACITY = PROPERTIES["specific_capacity"]


def near(own=None, assumed=frozenset(), **conditions) -> tuple:
    stated = own or {"current_density": 100.0, "cycle_number": 50.0}
    own = Context(property=CAPACITY.key, chemistry="Mg", conditions=stated)
    other = Context(property=CAPACITY.key, chemistry="Mg", conditions=conditions, assumed=assumed)
    return nearness(verdict(own, other), own, other, deciding=deciding(CAPACITY))


def test_the_nearest_conditions_come_first():
    rows = [
        near(current_density=100.0, cycle_number=50.0),
        near(current_density=101.0, cycle_number=50.0, direction="charge"),  # within 2 %; more is known of one alone
        near(current_density=100.0),
        near(current_density=200.0, cycle_number=50.0),
        near(current_density=1000.0, cycle_number=50.0),
        near(current_density=1000.0, cycle_number=500.0),
    ]
    assert sorted(rows) == [rows[0], *sorted(rows[1:3]), *rows[3:]]
    assert [row[0] for row in rows] == [0, 0, 0, 1, 1, 2]
    assert rows[4][2] == pytest.approx(math.log(10) / -math.log(0.98))  # in tolerances, of which 2 % is one


def test_ranges_that_meet_are_not_apart():
    assert near(current_density=(50.0, 150.0), cycle_number=50.0)[2] == 0
    assert near(current_density=(200.0, 300.0), cycle_number=50.0)[2] == pytest.approx(math.log(2) / -math.log(0.98))
    assert near(temperature=313.15, own={"temperature": 298.15})[2] == pytest.approx(7.5)  # 15 K, of which 2 are one


def test_an_assumed_condition_comes_after_the_stated_one():
    own = {"temperature": 298.15}
    assert near(temperature=298.15, own=own) < near(temperature=298.15, own=own, assumed=frozenset({"temperature"}))
