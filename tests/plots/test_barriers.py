from dataclasses import replace

import pytest

from mgdb.plots import NothingToDraw, Point, PointCondition, barriers
from mgdb.science.quantity import Quantity


def point(material="m", energy=0.5, path="", **changes):
    given = {
        "id": f"{material}-{energy}-{path}",
        "property_key": "migration_barrier",
        "quantity": Quantity(value=energy),
        "material": material,
        "name": material,
        "origin": "computed",
        "ion": "Mg²⁺",
        "conditions": {"path": PointCondition(text=path)} if path else {},
    }
    return Point(**(given | changes))


def bars(drawing):
    """The dumbbells as (control, modified)."""
    [line] = [trace for trace in drawing.figure["data"] if trace["mode"] == "lines"] or [{"x": []}]
    return list(zip(line["x"][::3], line["x"][1::3], strict=True))


def test_ten_values_make_three_dumbbells_and_four_values_alone():
    drawing = barriers.build(barriers.sample())
    assert sorted(bars(drawing)) == [(0.511, 0.381), (0.637, 0.475), (0.7, 0.3)]
    assert drawing.account == "10 values drawn; no others match."
    sections = [text for text in drawing.figure["layout"]["yaxis"]["ticktext"] if text.startswith("<b>")]
    assert sections == [
        "<b>Migration barrier, computed</b>",
        "<b>Migration barrier, origin not stated</b>",
        "<b>Activation energy, measured</b>",
    ]
    symbols = {trace["name"]: trace["marker"]["symbol"] for trace in drawing.figure["data"] if "marker" in trace}
    assert symbols["Li⁺, control"] == ["square"]
    assert symbols["Mg²⁺, modified"] == ["circle", "circle"]
    assert symbols["Mg²⁺, no control"] == ["diamond", "diamond", "diamond-open"]
    assert symbols["MgCl⁺, no control"] == ["triangle-left"]


@pytest.mark.parametrize(
    "changes",
    [{"ion": "Li⁺"}, {"origin": "measured"}, {"property_key": "activation_energy"}, {"method": "NEB"}],
    ids=lambda changes: next(iter(changes)),
)
def test_unlike_energies_are_not_joined(changes):
    assert not bars(barriers.build([point("c"), point("m", 0.3, controls=("c",), **changes)]))


def test_of_several_paths_of_a_control_the_same_one_is_taken_and_else_none():
    paths = [point("c", 0.6, "1"), point("c", 0.7, "2")]
    assert bars(barriers.build([*paths, point("m", 0.3, "2", controls=("c",))])) == [(0.7, 0.3)]
    assert not bars(barriers.build([*paths, point("m", 0.3, "3", controls=("c",))]))


def test_a_control_of_two_materials_stands_in_both_rows_and_counts_once():
    drawing = barriers.build([point("c", 0.6), point("a", 0.4, controls=("c",)), point("b", 0.5, controls=("c",))])
    assert sorted(bars(drawing)) == [(0.6, 0.4), (0.6, 0.5)]
    assert drawing.account == "3 values drawn; no others match."


def test_a_material_with_two_controls_has_a_row_against_each():
    drawing = barriers.build(
        [point("bulk", 0.637), point("100", 0.542, controls=("bulk",)), point("001", 0.475, controls=("bulk", "100"))]
    )
    assert sorted(bars(drawing)) == [(0.542, 0.475), (0.637, 0.475), (0.637, 0.542)]


def test_what_cannot_be_drawn_is_counted():
    assert barriers.build([point(), replace(point("r"), quantity=None)]).left_out == (("without a number", 1),)
    with pytest.raises(NothingToDraw, match="1 of another property"):
        barriers.build([point(property_key="voltage")])
