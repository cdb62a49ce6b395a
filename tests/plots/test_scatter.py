from dataclasses import replace

import pytest

from mgdb.plots import NothingToDraw, Point, PointCondition, scatter
from mgdb.science.quantity import Quantity


def point(key, value, material="a", **changes):
    given = {
        "id": f"{key}-{material}-{value}",
        "property_key": key,
        "quantity": value if isinstance(value, Quantity) else Quantity(value=float(value)),
        "material": material,
        "name": material,
    }
    return Point(**(given | changes))


RATE = {
    "current_density": PointCondition(low=50.0, high=50.0),
    "cycle_number": PointCondition(low=1.0, high=1.0),
    "test_step": PointCondition(text="rate"),
}


def both(material, x, y, **changes):
    return [point("interlayer_spacing", x, material), point("specific_capacity", y, material, **changes)]


def test_ten_values_of_five_specimens_are_five_points():
    drawing = scatter.build(scatter.sample())
    assert {(item.point.name, item.x, item.y) for item in drawing.drawn} == {
        ("bulk V₂O₅", 4.4, 60),
        ("V₂O₅·nH₂O", 11.5, 150),
        ("PA-VOPO₄", 14.2, 310),
        ("VS₂", 5.8, 110),
        ("MoS₂/G", 11.0, 230),
    }
    assert (drawing.x_label, drawing.y_label) == ("Interlayer spacing (Å)", "Specific capacity (mAh g⁻¹)")
    # four sound specimens are too few for a rank correlation
    assert drawing.note.startswith("5 specimens; no rank correlation from fewer than 5 specimens")


def test_the_rank_correlation_is_spearmans_without_suspect_values_and_bounds():
    xs, ys = [1, 2, 3, 4, 5, 5], [10, 30, 20, 50, 40, 60]
    points = [p for n, (x, y) in enumerate(zip(xs, ys, strict=True)) for p in both(f"m{n}", x, y, conditions=RATE)]
    # ranks 1 2 3 4 5.5 5.5 and 1 3 2 5 4 6: the mean of the tied places, as scipy has it
    from scipy import stats  # here: its import takes longer than all that stands in this file

    expected = stats.spearmanr(xs, ys).statistic
    assert (
        f"6 specimens; Spearman's rank correlation ρ = {expected:+.2f} over 6 specimens under like conditions."
        in scatter.build(points).note
    )
    points += both("suspect", 9, 1, suspect=True, conditions=RATE) + both(
        "bound", 9, Quantity(value=1.0, bound="<"), conditions=RATE
    )
    assert (
        f"8 specimens; Spearman's rank correlation ρ = {expected:+.2f} over 6 specimens under like conditions."
        in scatter.build(points).note
    )


def test_no_word_of_cause_stands_on_the_plot():
    told = f"{scatter.DESCRIPTION} {scatter.NOTE} {scatter.build(scatter.sample()).note}".lower()
    assert not any(word in told for word in ("cause", "effect", "because", "due to", "leads to", "depend", "influence"))


def test_several_values_stand_at_their_median_with_bars_to_the_ends():
    values = [point("specific_capacity", value, "a", conditions=RATE) for value in (20, 90)]
    points = [*both("a", 5, 10, conditions=RATE), *values]
    [trace] = scatter.build(points).figure["data"]
    assert (trace["x"], trace["y"]) == ([5], [20])
    assert (trace["error_y"]["array"], trace["error_y"]["arrayminus"]) == ([70], [10])
    assert "error_x" not in trace
    [item] = scatter.build(points).drawn
    assert item.y_text == "20\u00a0mAh g⁻¹ (median of 3, 10 to 90)"


def test_different_ions_are_not_brought_together():
    points = [
        point("diffusion_coefficient", 1e-12, ion="Mg²⁺"),
        point("specific_capacity", 100, ion="Mg²⁺"),
        point("specific_capacity", 300, ion="Li⁺"),
    ]
    drawing = scatter.build(points, x="diffusion_coefficient")
    assert [(item.x, item.y) for item in drawing.drawn] == [(1e-12, 100)]
    reason = "of specific capacity whose specimen has diffusion coefficient under other conditions only"
    assert drawing.left_out == ((reason, 1),)
    assert drawing.figure["layout"]["xaxis"]["type"] == "log"


@pytest.mark.parametrize("field", ["origin", "method"])
def test_values_of_different_origin_or_method_are_never_merged(field):
    points = [*both("a", 5, 10, **{field: "one"}), point("specific_capacity", 30, "a", **{field: "other"})]
    assert sorted(item.y for item in scatter.build(points).drawn) == [10, 30]


def test_suspect_values_give_way_to_sound_ones_and_are_hollow_alone():
    points = [
        *both("a", 5, 10, conditions=RATE),
        point("specific_capacity", 99, "a", suspect=True, conditions=RATE),
        *both("b", 5, 20, suspect=True),
    ]
    [trace] = scatter.build(points).figure["data"]
    assert dict(zip(trace["y"], trace["marker"]["symbol"], strict=True)) == {10: "circle", 20: "circle-open"}


@pytest.mark.parametrize(
    ("across", "up", "symbol"),
    [("=", ">", "triangle-up"), ("=", "<", "triangle-down"), ("≥", "=", "triangle-right"), ("<", "=", "triangle-left")],
)
def test_a_bound_is_a_triangle_that_points_to_where_the_value_may_lie(across, up, symbol):
    [trace] = scatter.build(both("a", Quantity(value=5.0, bound=across), Quantity(value=9.0, bound=up))).figure["data"]
    assert trace["marker"]["symbol"] == [symbol]


def test_values_stand_in_the_unit_of_pages():
    points = [point("decomposition_temperature", 573.15), point("specific_capacity", 100)]
    [item] = scatter.build(points, x="decomposition_temperature").drawn
    assert item.x == pytest.approx(300)


def test_colour_and_shape_tell_the_attribute_that_is_chosen():
    points = [replace(p, ion=ion) for ion in ("Mg²⁺", "Li⁺") for p in both(ion, 5, 9)]
    traces = scatter.build(points, colour="ion").figure["data"]
    assert [trace["name"] for trace in traces] == ["Li⁺", "Mg²⁺"]
    assert traces[0]["marker"]["symbol"] != traces[1]["marker"]["symbol"]


def test_a_property_against_itself_and_specimens_with_one_property_are_refused():
    with pytest.raises(NothingToDraw, match="interlayer spacing against itself"):
        scatter.build(scatter.sample(), x="interlayer_spacing", y="interlayer_spacing")
    with pytest.raises(NothingToDraw, match="1 of specific capacity whose specimen has no interlayer spacing"):
        scatter.build([point("specific_capacity", 1)], x="interlayer_spacing", y="specific_capacity")


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        (point("diffusion_coefficient", 0), "at or below zero, which a logarithmic axis cannot show"),
        (point("diffusion_coefficient", 1, quantity=None), "without a number"),
    ],
)
def test_what_cannot_stand_in_the_plot_is_counted_with_its_reason(left_out, reason):
    sound = [point("diffusion_coefficient", 1e-9), point("specific_capacity", 3)]
    assert scatter.build([*sound, left_out], x="diffusion_coefficient").left_out == ((reason, 1),)


def test_at_a_temperature_only_conductivities_measured_there_count():
    def sigma(kelvin, value):
        return point(
            "ionic_conductivity",
            value,
            conditions={"temperature": PointCondition(low=kelvin, high=kelvin)} if kelvin else {},
        )

    points = [sigma(298.15, 1e-4), sigma(373.15, 1e-2), sigma(None, 1e-3), point("transference_number", 0.5)]
    chosen = {"x": "ionic_conductivity", "y": "transference_number"}
    [item] = scatter.build(points, **chosen, at_celsius=25.0).drawn
    assert (item.x, item.y) == (1e-4, 0.5)
    drawing = scatter.build(points, **chosen, at_celsius=25.0)
    assert set(drawing.left_out) == {
        ("not within 5 K of the temperature asked for", 1),
        ("without a single temperature", 1),
    }
    assert "within 5 K of 25" in drawing.note
    # without a temperature all three are points: no median is taken over what was not measured alike
    assert sorted(item.x for item in scatter.build(points, **chosen).drawn) == [1e-4, 1e-3, 1e-2]


def test_of_many_sources_the_commonest_have_a_colour_and_the_rest_share_one():
    points = [p for n in range(12) for p in both(f"m{n}", n + 1, n + 1, source=f"s{min(n, 9)}")]
    traces = scatter.build(points, colour="source").figure["data"]
    assert len(traces) == scatter.MANY
    [others] = [trace for trace in traces if trace["name"] == "others"]
    assert others["meta"]["colour"] == "muted"
    assert "s9" in {trace["name"] for trace in traces}  # of three specimens


def test_points_of_curves_are_no_values_of_a_specimen():
    points = [*both("a", 1, 2), point("specific_capacity", 9, "a", curve="cur-2222222")]
    drawing = scatter.build(points)
    assert [item.y for item in drawing.drawn] == [2]
    assert drawing.left_out == (("of digitised curves, which have no one value of a specimen", 1),)


def rated(value, current, material="mat", **changes):
    conditions = RATE | {"current_density": PointCondition(low=current, high=current)}
    return point("specific_capacity", value, material, conditions=conditions, **changes)


def test_a_specimen_has_a_point_for_each_set_of_conditions():
    """TiO2 (001), 333.2, 312.9 and 201.6 mAh/g at 20, 50 and 1000 mA/g (mea-jfznp69, mea-k9jszc8, mea-fjn9v02)."""
    points = [point("lattice_fringe_spacing", 3.72, "mat")]
    points += [rated(value, current) for value, current in ((333.2, 20.0), (312.9, 50.0), (201.6, 1000.0))]
    drawing = scatter.build(points, x="lattice_fringe_spacing", y="specific_capacity")
    assert sorted(item.y for item in drawing.drawn) == [201.6, 312.9, 333.2]
    assert drawing.note.startswith("1 specimen, 3 points; no rank correlation")


def test_currents_within_two_percent_are_one_condition():
    points = [point("band_gap", 3.2, "mat"), rated(100, 100.0), rated(110, 101.0), rated(120, 105.0)]
    drawing = scatter.build(points, x="band_gap", y="specific_capacity")
    assert sorted(item.y for item in drawing.drawn) == [105, 120]


@pytest.mark.parametrize(
    "changes",
    [
        {"conditions": {"temperature": PointCondition(low=333.15, high=333.15)}},
        {"chemistry": "Li"},
        {"electrolyte_key": "another"},
        {"ion": "Li⁺"},
    ],
    ids=["temperature", "chemistry", "electrolyte", "ion"],
)
def test_like_is_paired_with_like(changes):
    """A transference number at 60 °C says nothing of a conductivity at 25 °C."""
    stated = {"conditions": {"temperature": PointCondition(low=298.15, high=298.15)}}
    stated |= {"chemistry": "Mg", "electrolyte_key": "one", "ion": "Mg²⁺"}
    sigma = point("ionic_conductivity", 1e-4, **stated)
    alike, unlike = (point("transference_number", 0.5, **(stated | more)) for more in ({}, changes))
    chosen = {"x": "ionic_conductivity", "y": "transference_number"}
    assert len(scatter.build([sigma, alike], **chosen).drawn) == 1
    with pytest.raises(NothingToDraw, match="whose specimen has ionic conductivity under other conditions only"):
        scatter.build([sigma, unlike], **chosen)


def test_capacities_without_a_current_have_no_median():
    points = [point("band_gap", 3.2, "mat"), *(point("specific_capacity", value, "mat") for value in (75, 155))]
    assert sorted(item.y for item in scatter.build(points, x="band_gap", y="specific_capacity").drawn) == [75, 155]


def test_axes_left_to_the_plot_show_most_specimens():
    points = [p for n in range(3) for p in both(f"m{n}", n + 1, n + 1)]
    points += [point("band_gap", 3, f"g{n}") for n in range(4)] + [rated(n, 50.0, f"g{n}") for n in range(4)]
    drawing = scatter.build(points)
    assert drawing.chosen == {"x": "band_gap", "y": "specific_capacity"}
    assert scatter.build(points, x="interlayer_spacing").chosen["y"] == "specific_capacity"


def test_potentials_on_two_scales_never_share_an_axis():
    points = [
        p
        for scale in ("Mg", "Li")
        for p in (
            point("voltage", 2.1, scale, conditions={"potential_scale": PointCondition(text=scale)}),
            point("band_gap", 3.0, scale),
        )
    ]
    drawing = scatter.build(points, x="band_gap", y="voltage")
    titles = [drawing.figure["layout"][axis]["title"]["text"] for axis in ("yaxis", "yaxis2")]
    assert sorted(titles) == ["Voltage (V), scale: Li/Li⁺", "Voltage (V), scale: Mg/Mg²⁺"]
