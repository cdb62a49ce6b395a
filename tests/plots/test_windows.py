from dataclasses import replace
from itertools import pairwise

import pytest

from mgdb.plots import NothingToDraw, PointCondition, windows
from mgdb.science.quantity import Quantity

SAMPLE = windows.sample()
LITHIUM = replace(SAMPLE[0], id="li", conditions={"potential_scale": PointCondition(text="Li")})
WIDTH = replace(SAMPLE[0], id="w", property_key="electrochemical_window", conditions={}, quantity=Quantity(value=3.0))


def parts(drawing, kind):
    return [trace for trace in drawing.figure["data"] if trace["type"] == kind]


def test_ten_limits_are_ten_bars_by_class_the_greatest_first():
    drawing = windows.build(SAMPLE)
    assert [(item.point.name, item.x) for item in drawing.drawn] == [
        ("Mg(BH₄)₂·1.6NH₃", 1.2),
        ("Mg-MOF-74", 2.2),
        ("chitosan", 2.0),
        ("MgSc₂Se₄", 5.0),
        ("PVDF gel", 3.5),
        ("Mg[B(hfip)₄]₂", 4.3),
        ("MMC", 3.8),
        ("APC", 3.3),
        ("MACC", 3.1),
        ("PEO–Mg(TFSI)₂", 2.6),
    ]
    assert [item.y for item in drawing.drawn] == list(range(9, -1, -1))
    bars = {(x, y) for trace in parts(drawing, "bar") for x, y in zip(trace["x"], trace["y"], strict=True)}
    assert bars == {(item.x, item.y) for item in drawing.drawn}
    assert drawing.x_label == "Anodic stability limit (V), scale: Mg/Mg²⁺"


def test_ranges_have_bars_bounds_point_and_suspect_values_are_hollow():
    marks = {trace["name"]: trace for trace in parts(windows.build(SAMPLE), "scatter")}
    assert marks["solid polymer electrolyte"]["error_x"]["array"] == pytest.approx([0.1])
    assert marks["gel"]["marker"]["symbol"] == ["triangle-right"]
    assert marks["chalcogenide"]["marker"]["symbol"][0].endswith("-open")
    assert "≈\u202f4.3\u00a0V" in marks["liquid (organic solvent)"]["hovertext"][0]


def test_scales_are_never_mixed():
    unstated = replace(SAMPLE[0], id="u", conditions={})
    drawing = windows.build([LITHIUM, unstated, *SAMPLE])
    layout = drawing.figure["layout"]
    titles = [layout[axis]["title"]["text"] for axis in ("xaxis", "xaxis2", "xaxis3")]
    assert titles == ["V vs Mg/Mg²⁺", "V vs Li/Li⁺", "V (scale not stated)"]
    # one stretch of volts: a bar that is as long is as much
    assert [layout[axis].get("matches") for axis in ("xaxis", "xaxis2", "xaxis3")] == [None, "x", "x"]
    domains = [layout[axis]["domain"] for axis in ("yaxis3", "yaxis2", "yaxis")]
    assert all(one[1] < other[0] for one, other in pairwise(domains))
    ids = {
        trace["xaxis"]: [data[0] for data in trace["customdata"]]
        for trace in drawing.figure["data"]
        if "customdata" in trace and trace["xaxis"] != "x"
    }
    assert ids == {"x2": [LITHIUM.id], "x3": ["u"]}
    assert [item.x_text for item in drawing.drawn[-2:]] == ["3.3\u00a0V vs Li/Li⁺", "3.3\u00a0V (scale not stated)"]
    assert drawing.x_label == "Anodic stability limit (V)"
    assert windows.build([SAMPLE[0], LITHIUM], scale="Li").x_label == "Anodic stability limit (V), scale: Li/Li⁺"
    with pytest.raises(NothingToDraw, match="No anodic stability limit on the scale “SHE” to draw: 1 on another"):
        windows.build([LITHIUM], scale="SHE")


def test_limits_and_widths_are_never_merged():
    assert windows.build([SAMPLE[0], WIDTH]).left_out == (("of another property (electrochemical window)", 1),)
    drawing = windows.build([SAMPLE[0], WIDTH], show="electrochemical_window")
    assert [(item.x, item.x_text) for item in drawing.drawn] == [(3.0, "3\u00a0V")]
    assert drawing.x_label == "Electrochemical window (V), width"


def test_many_rows_make_a_taller_figure():
    many = [replace(SAMPLE[0], id=str(n), name=f"E{n}") for n in range(40)]
    assert windows.build(many).figure["layout"]["height"] > windows.build(SAMPLE).figure["layout"]["height"]


def test_a_value_without_a_number_is_left_out():
    assert windows.build([*SAMPLE, replace(SAMPLE[0], quantity=None)]).left_out == (("without a number", 1),)


@pytest.mark.parametrize(
    ("options", "title"),
    [
        ({"scale": "Mg"}, "V vs Mg/Mg²⁺"),
        ({"scale": "not_stated"}, "V (scale not stated)"),
        ({"show": "electrochemical_window"}, "Width (V)"),
    ],
)
def test_the_axis_names_its_scale(options, title):
    points = [*SAMPLE, replace(SAMPLE[0], conditions={}), WIDTH]
    assert windows.build(points, **options).figure["layout"]["xaxis"]["title"]["text"] == title


def test_panels_share_the_stretch_of_the_axis_where_one_leaves_a_value_outside():
    far = [replace(SAMPLE[0], id=f"m{number}", quantity=Quantity(value=3.0 + number / 10)) for number in range(8)]
    far.append(replace(SAMPLE[0], id="far", quantity=Quantity(value=60.0)))
    lithium = replace(LITHIUM, quantity=Quantity(value=4.9))
    layout = windows.build([*far, lithium]).figure["layout"]
    low, high = layout["xaxis"]["range"]
    assert layout["xaxis2"]["range"] == [low, high]
    assert low <= 0
    assert 4.9 <= high < 60
