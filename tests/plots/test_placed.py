"""A reader's value among reported ones, with ten numbers."""

from __future__ import annotations

import pytest

from mgdb.plots import NothingToDraw, Point, placed
from mgdb.science.properties import PROPERTIES
from mgdb.science.quantity import Quantity, parse

NAMES = ("comparable", "compare with caution", "not comparable")
SIGMA = PROPERTIES["ionic_conductivity"]


def point(number: int, printed: str, *, suspect: bool = False, chemistry: str = "Mg") -> Point:
    return Point(
        id=f"v{number}", property_key=SIGMA.key, quantity=parse(printed), material=f"m{number}", name=f"salt {number}",
        suspect=suspect, chemistry=chemistry, url=f"/measurements/v{number}/",
    )  # fmt: skip


POINTS = {
    "comparable": [point(1, "1e-6"), point(2, "1e-4"), point(3, "> 1e-3"), point(4, "1e-6 to 1e-4")],
    "care": [point(5, "1e-5"), point(6, "2e-5", suspect=True)],
    "not": [point(7, "3e-5", chemistry="Mg-Li"), point(8, "1e-8"), point(9, "< 1e-9"), point(10, "4e-3")],
}


def test_ten_values_stand_at_their_own_numbers_in_three_rows():
    drawing = placed.build(parse("1.2e-5"), POINTS, SIGMA)
    rows = {trace["name"]: trace for trace in drawing.figure["data"]}
    assert list(rows) == ["comparable", "compare with caution", "not comparable", "dual salt: Mg–Li", "your value"]
    assert sorted(rows["comparable"]["x"]) == pytest.approx([1e-6, 1e-5, 1e-4, 1e-3])  # the range at its middle
    assert rows["your value"]["x"] == [1.2e-5]
    assert len(drawing.drawn) == 10
    heights = {name: set(map(round, trace["y"])) for name, trace in rows.items() if name in NAMES}
    assert heights == {"comparable": {2}, "compare with caution": {1}, "not comparable": {0}}
    assert drawing.figure["layout"]["yaxis"]["ticktext"] == ["not comparable", "compare with caution", "comparable"]
    assert drawing.figure["layout"]["xaxis"]["type"] == "log"


def test_bounds_point_to_where_the_value_may_lie_and_suspect_ones_are_hollow():
    rows = {trace["name"]: trace for trace in placed.build(parse("1.2e-5"), POINTS, SIGMA).figure["data"]}
    symbols = {name: dict(zip(rows[name]["x"], rows[name]["marker"]["symbol"], strict=True)) for name in NAMES}
    assert symbols["comparable"][1e-3] == "triangle-right"
    assert symbols["not comparable"][1e-9] == "triangle-left"
    assert symbols["compare with caution"] == {1e-5: "diamond", 2e-5: "diamond-open"}


def test_the_bar_of_a_range_reaches_to_its_ends():
    row = placed.build(parse("1.2e-5"), POINTS, SIGMA).figure["data"][0]
    ends = [
        (x - below, x + above)
        for x, below, above in zip(row["x"], row["error_x"]["arrayminus"], row["error_x"]["array"], strict=True)
        if below or above
    ]
    assert ends == [pytest.approx((1e-6, 1e-4))]


def test_no_two_values_of_a_row_stand_at_one_place():
    same = {"comparable": [point(number, "1e-5") for number in range(6)]}
    [row, _] = placed.build(parse("1e-5"), same, SIGMA).figure["data"]
    assert len(set(row["y"])) == 6


def test_a_dual_salt_says_so_when_it_is_pointed_at_and_by_a_stroke():
    drawing = placed.build(parse("1.2e-5"), POINTS, SIGMA)
    rows = drawing.figure["data"]
    assert [text for text in rows[2]["hovertext"] if "salt 7" in text and "dual salt" in text]
    assert rows[3]["x"] == [3e-5]
    assert "A stroke through a marker is a dual-salt cell." in drawing.key


def test_an_own_range_covers_a_band_and_an_own_bound_is_a_triangle():
    shapes = placed.build(parse("1e-6 to 1e-5"), POINTS, SIGMA).figure["layout"]["shapes"]
    assert [(shape["x0"], shape["x1"]) for shape in shapes if shape["type"] == "rect"] == [(1e-6, 1e-5)]
    star = placed.build(parse("> 1e-5"), POINTS, SIGMA).figure["data"][-1]
    assert star["marker"]["symbol"] == ["triangle-right"]


def test_an_own_value_far_from_all_others_stays_on_the_axis():
    entry = PROPERTIES["specific_capacity"]
    points = {"not": [Point(id=f"{n}", property_key=entry.key, quantity=Quantity(value=n), material=f"{n}", name="m")
                      for n in (100.0, 101.0, 102.0, 103.0, 104.0, 9000.0)]}  # fmt: skip
    figure_layout = placed.build(Quantity(value=800.0), points, entry).figure["layout"]
    low, high = figure_layout["xaxis"]["range"]
    assert low < 100
    assert high > 800


def test_nothing_to_draw_is_said():
    with pytest.raises(NothingToDraw, match="at zero"):
        placed.build(parse("1e-5"), {"not": [point(1, "0")]}, SIGMA)


def test_an_own_zero_has_no_place_on_a_logarithmic_axis_and_squeezes_nothing():
    drawing = placed.build(parse("0"), POINTS, SIGMA)
    assert "your value" not in {trace["name"] for trace in drawing.figure["data"]}
    assert drawing.figure["layout"]["xaxis"]["type"] == "log"
    assert "has no place on a logarithmic axis" in drawing.key
