from dataclasses import replace

import pytest

from mgdb.plots import NothingToDraw, Point, PointCondition, diffusion
from mgdb.science.quantity import Quantity


def point(**changes):
    given = {
        "id": "mea-1",
        "property_key": "diffusion_coefficient",
        "quantity": Quantity(value=1e-12),
        "material": "m",
        "name": "VS₄",
        "method": "GITT",
        "ion": "Mg²⁺",
    }
    return Point(**(given | changes))


def labels(drawing):
    return drawing.figure["layout"]["yaxis"]["ticktext"]


def test_ten_values_stand_in_sections_by_method_controls_on_top():
    drawing = diffusion.build(diffusion.sample())
    # the suspect 10⁻⁷ would make the axis three times longer
    assert drawing.account == "10 values drawn; 1 value lies outside the axes; no others match."
    below = ["VS₄", "Mo-VS₄"]
    assert labels(drawing) == [
        *("<b>EIS</b>", *below),
        *("<b>GITT</b>", *below),
        *("<b>CV</b>", *below),
        *("<b>method not stated</b>", *below),
    ]
    placed = {(t["name"], round(t["x"][0] / 1e-12, 4), round(t["y"][0])) for t in drawing.figure["data"]}
    # √(0.69·1.84) = 1.1268 and √(0.63·2.87) = 1.3447, worked by hand
    assert {("GITT, charge", 1.1268, 7), ("GITT, discharge", 1.3447, 7), ("CV, charge", 2.0, 4)} <= placed


def test_a_range_is_a_bar_to_its_ends():
    [trace] = diffusion.build([point(quantity=Quantity(low=1e-14, high=1e-12, range_kind="interval"))]).figure["data"]
    assert trace["x"] == pytest.approx([1e-13])
    assert trace["error_x"]["array"] == pytest.approx([1e-12 - 1e-13])
    assert trace["error_x"]["arrayminus"] == pytest.approx([1e-13 - 1e-14])
    assert trace["error_x"]["width"] == 0


def test_bounds_point_sideways_and_suspect_values_are_hollow():
    points = [point(quantity=Quantity(value=1e-12, bound="<")), point(id="mea-2", suspect=True)]
    [trace] = diffusion.build(points).figure["data"]
    assert trace["marker"]["symbol"] == ["triangle-left", "diamond-open"]


def test_methods_never_share_a_section_and_keep_their_colour():
    alone = diffusion.build([point(method="CV")]).figure["data"][0]
    both = {t["name"]: t for t in diffusion.build([point(), point(id="b", method="CV")]).figure["data"]}
    assert both["CV, direction not stated"]["meta"] == alone["meta"]
    assert both["GITT, direction not stated"]["meta"] != alone["meta"]


def test_directions_of_one_specimen_lie_beside_each_other():
    turned = [
        point(id=way, conditions={"direction": PointCondition(text=way, printed=way)})
        for way in ("charge", "discharge")
    ]
    drawing = diffusion.build(turned)
    assert len(labels(drawing)) == 2
    assert {(i.y_text, i.y) for i in drawing.drawn} == {("Mg²⁺, GITT, charge", 0.17), ("Mg²⁺, GITT, discharge", -0.17)}


def test_each_control_stands_over_its_own_materials_also_in_a_ring_of_controls():
    chain = [("a", ()), ("z", ()), ("b", ("z",)), ("c", ("a",)), ("p", ("q",)), ("q", ("p",))]
    rows = labels(diffusion.build([point(id=m, material=m, name=m, controls=c) for m, c in chain]))[1:]
    assert sorted(rows) == ["a", "b", "c", "p", "q", "z"]
    assert rows.index("c") == rows.index("a") + 1
    assert rows.index("b") == rows.index("z") + 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"quantity": None}, "without a number"),
        ({"quantity": Quantity(value=0.0)}, "not above zero, which a logarithmic axis cannot show"),
        ({"property_key": "voltage"}, "of another property"),
    ],
)
def test_what_cannot_be_drawn_is_counted(changes, reason):
    bad = replace(point(id="bad"), **changes)
    assert diffusion.build([point(), bad]).left_out == ((reason, 1),)
    with pytest.raises(NothingToDraw, match=reason):
        diffusion.build([bad])
