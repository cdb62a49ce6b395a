import math
from dataclasses import replace

import pytest

from mgdb.plots import NothingToDraw, Point, PointCondition, arrhenius, arrhenius_traces, conduction
from mgdb.science.quantity import Quantity
from mgdb.science.transport import BOLTZMANN, VTFFit


def at(kelvin, sigma=1e-5, *, assumed=False, **changes):
    given = {
        "id": f"mea-{kelvin}",
        "property_key": "ionic_conductivity",
        "quantity": Quantity(value=sigma),
        "material": "m",
        "name": "MZP",
        "ion": "Mg²⁺",
        "origin": "measured",
        "conditions": {"temperature": PointCondition(low=kelvin, high=kelvin, assumed=assumed)},
    }
    return Point(**(given | changes))


def other(key, value, **changes):
    given = {
        "id": f"{key}-{value}",
        "property_key": key,
        "quantity": Quantity(value=value),
        "material": "m",
        "name": "MZP",
    }
    return Point(**(given | changes))


def series(energy=0.5, prefactor=10.0, kelvins=(300.0, 320.0, 350.0, 400.0), **changes):
    return [at(k, prefactor * math.exp(-energy / BOLTZMANN / k), **changes) for k in kelvins]


def kinds(points, form="sigma"):
    return [line.kind for line in conduction.lines(points, form)[0]]


def dashes(drawing):
    return [t["line"]["dash"] for t in drawing.figure["data"] if t["mode"] == "lines" and "hovertext" in t]


def table(drawing, title):
    [found] = [table for table in drawing.tables if table.title.startswith(title)]
    return found


def readings(drawing):
    rows = table(drawing, "Conductivity at").rows
    return [(row[0], row[1].replace("\u202f", "").replace("\xa0", " "), row[3]) for row in rows]


def test_ten_values_stand_at_log_conductivity_and_inverse_temperature():
    drawing = arrhenius.build(arrhenius.sample())
    assert drawing.account == "10 values drawn; no others match."
    placed = {(round(item.x, 4), round(item.y, 3)) for item in drawing.drawn}
    # 1000/373.15 = 2.6799, 1000/298.15 = 3.3540, 1000/673.15 = 1.4856, 1000/1073.15 = 0.9318; a range in its middle
    assert {(2.6799, -6.0), (3.3540, -4.0), (1.4856, -4.538), (0.9318, -2.215), (3.3540, -4.5)} <= placed


def test_sigma_t_is_drawn_as_sigma_times_kelvin():
    [item] = arrhenius.build([at(400.0, 1e-5)], form="sigmaT").drawn
    assert item.y == pytest.approx(math.log10(4e-3))


def test_the_second_axis_is_in_celsius_over_the_same_range():
    layout = arrhenius.build(arrhenius.sample()).figure["layout"]
    assert layout["xaxis2"]["matches"] == "x"
    for place, text in zip(layout["xaxis2"]["tickvals"], layout["xaxis2"]["ticktext"], strict=True):
        assert 1000 / place - 273.15 == pytest.approx(float(text.replace("−", "-")))


@pytest.mark.parametrize(("form", "energy"), [("sigma", 0.5), ("sigmaT", 0.5)])
def test_a_series_of_three_temperatures_is_fitted_and_gives_back_its_energy(form, energy):
    points = series(energy)
    if form == "sigmaT":
        points = [replace(p, quantity=p.quantity.scale(1 / p.condition("temperature"))) for p in points]
    [line], _ = conduction.lines(points, form)
    assert line.kind == "arrhenius"
    assert line.fit.activation_energy == pytest.approx(energy, rel=1e-9)
    assert dashes(arrhenius.build(points, form=form)) == ["dash", "solid", "dash"]


def test_two_temperatures_make_no_fit():
    assert kinds(series()[:2]) == []


@pytest.mark.parametrize(
    "spoilt",
    [
        at(330.0, suspect=True),
        at(330.0, quantity=Quantity(value=1e-5, bound="<")),
        at(330.0, quantity=Quantity(low=1e-6, high=1e-5, range_kind="interval")),
        at(298.15, assumed=True),
        at(330.0, material="other"),
        at(330.0, run="another cell"),
        at(330.0, origin="computed"),
    ],
    ids=["suspect", "bound", "range", "assumed", "material", "cell", "origin"],
)
def test_what_is_not_of_the_series_enters_no_fit(spoilt):
    assert kinds([*series()[:2], spoilt]) == []
    assert kinds([*series()[:2], at(330.0)]) == ["arrhenius"]


def test_a_reported_energy_stands_beside_the_fit():
    drawing = arrhenius.build([*series(), other("activation_energy", 0.55)])
    [row] = table(drawing, "Fits").rows
    assert row[1] == "Arrhenius fit"
    assert row[4].startswith("Ea 0.5")
    assert row[5] == "0.55\xa0eV"


@pytest.mark.parametrize("formula", ["", "MgO4P"])
def test_nothing_is_fitted_across_a_transition_of_the_material_or_its_compound(formula):
    kelvins = (900.0, 950.0, 1000.0, 1050.0, 1100.0)
    transition = other("phase_transition_temperature", 1023.0, material="sister" if formula else "m", formula=formula)
    [line], _ = conduction.lines([*series(kelvins=kelvins, formula=formula), transition], "sigma")
    assert (line.lowest, line.highest, line.phase) == (900.0, 1000.0, (0.0, 1023.0))
    assert line.conductivity(1022.0)
    assert line.conductivity(1024.0) is None
    assert line.reach()[1] == 1023.0


def test_one_point_with_a_reported_energy_makes_a_dashed_line_that_ends_at_the_transition():
    points = [
        at(673.15, 2.9e-5),
        other("activation_energy", 0.8, source=""),
        other("phase_transition_temperature", 700.0),
    ]
    drawing = arrhenius.build(points, at_celsius=410.0)
    assert dashes(drawing) == ["dash", "dash"]
    # 2.9e-5 · exp[−0.8/k_B · (1/683.15 − 1/673.15)] = 3.549e-5, worked by hand
    assert ("MZP", "≈3.5×10⁻⁵ S cm⁻¹", "reported activation energy, extrapolated") in readings(drawing)
    beyond = arrhenius.build(points, at_celsius=500.0)
    assert readings(beyond) == [("nothing reaches this temperature", "", "")]


def test_a_line_is_solid_where_its_source_states_the_temperatures_of_the_energy():
    span = {"temperature": PointCondition(low=280.0, high=350.0)}
    assert dashes(arrhenius.build([at(300.0), other("activation_energy", 0.4, conditions=span)])) == [
        "dash",
        "solid",
        "dash",
    ]


@pytest.mark.parametrize(
    ("energy", "reason"),
    [
        (other("activation_energy", 0.4, material="x"), "without a conductivity at a temperature"),
        (other("activation_energy", 0.4, source="another paper"), "without a conductivity at a temperature"),
        (other("activation_energy", 0.4, ion="Li⁺"), "without a conductivity at a temperature"),
        (other("activation_energy", 0.4, suspect=True), "suspect"),
        (other("activation_energy", 0.4, quantity=None), "without a number"),
        (other("activation_energy", 0.4, quantity=Quantity(low=0.1, high=0.2, range_kind="list")), "range or bound"),
    ],
)
def test_an_energy_that_makes_no_line_is_counted_with_its_reason(energy, reason):
    drawing = arrhenius.build([at(300.0), energy])
    assert dashes(drawing) == []
    assert drawing.left_out[0][0].endswith("(activation energy)")
    assert reason in drawing.left_out[0][0]


def test_polymers_follow_vtf_from_five_points_on():
    kelvins = (300.0, 310.0, 325.0, 340.0, 360.0, 380.0)
    points = [at(k, 0.5 * math.exp(-900 / (k - 210)), electrolyte_class="solid polymer electrolyte") for k in kelvins]
    [line], _ = conduction.lines(points, "sigma")
    assert isinstance(line.fit, VTFFit)
    assert line.fit.b == pytest.approx(900, rel=1e-3)
    assert line.fit.t0 == pytest.approx(210, rel=1e-3)
    assert kinds(points[:4]) == ["arrhenius"]
    assert kinds([replace(point, electrolyte_class="oxide") for point in points]) == ["arrhenius"]


def test_readings_are_sorted_and_leave_suspect_values_out():
    points = [
        at(298.15, 1e-6, material="a", name="a"),
        at(298.15, 1e-3, material="b", name="b", suspect=True),
        at(298.15, 1e-4, material="c", name="c", assumed=True),
        at(330.0, 1e-2, material="d", name="d"),
    ]
    for form in ("sigma", "sigmaT"):
        found = readings(arrhenius.build(points, form=form, at_celsius=25.0))
        assert [row[0] for row in found] == ["c", "a"]
        assert found[0][2] == "measured, at 25\xa0°C (assumed)"


def test_the_two_points_of_mzp_are_no_fit_whether_or_not_the_transition_between_them_is_stated():
    # as plain σ they would give 0.832 eV; two points carry no error, and 1023 K lies between them
    two = [at(673.15, 2.9e-5), at(1073.15, 6.1e-3)]
    for points in (two, [*two, other("phase_transition_temperature", 1023.0)]):
        drawing = arrhenius.build(points)
        assert not [table for table in drawing.tables if table.key == "fits"]
        drawn_lines = [t for t in drawing.figure["data"] if t["mode"] == "lines" and not t["meta"].get("reading")]
        assert drawn_lines == []
        assert readings(drawing)[0][0] == "nothing reaches this temperature"


def test_values_at_one_temperature_stand_at_it_however_many_they_are():
    points = [at(298.15, 1e-4, material=str(n)) for n in range(4)] + [at(700.0, 1e-2, material="hot")]
    drawing = arrhenius.build(points)
    [trace] = [trace for trace in drawing.figure["data"] if len(trace["x"]) == 5]
    assert sorted(trace["x"]) == [1000 / 700.0] + [1000 / 298.15] * 4


def test_bounds_have_arrows_and_ranges_bars():
    [arrow, bounds] = arrhenius.build([at(300.0, quantity=Quantity(value=1e-12, bound="<"))]).figure["data"][:2]
    assert (arrow["y"][0], arrow["y"][1]) == (-12.0, -12.0 - arrhenius_traces.ARROW)
    assert "error_y" not in bounds
    wide = at(300.0, quantity=Quantity(low=1e-6, high=1e-4, range_kind="interval"))
    bars = arrhenius.build([wide]).figure["data"][0]["error_y"]
    assert (bars["array"], bars["arrayminus"]) == ([pytest.approx(1.0)], [pytest.approx(1.0)])


@pytest.mark.parametrize(
    ("changes", "shape"),
    [({}, "circle"), ({"origin": "computed"}, "circle-open-dot"), ({"suspect": True}, "circle-open")],
)
def test_the_marker_tells_measured_from_computed_and_suspect(changes, shape):
    trace = arrhenius.build([at(300.0, electrolyte_class="oxide", **changes)]).figure["data"][0]
    assert trace["marker"]["symbol"] == [shape]


def test_assumed_temperatures_have_a_ring():
    rings = [t for t in arrhenius.build(arrhenius.sample()).figure["data"] if t["name"] == "temperature assumed"]
    assert [len(trace["x"]) for trace in rings] == [1]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (at(300.0, quantity=None), "without a number"),
        (at(300.0, 0.0), "not above zero"),
        (at(300.0, conditions={}), "without a temperature"),
        (at(300.0, conditions={"temperature": PointCondition(low=300.0, high=400.0)}), "with a range of temperatures"),
        (at(0.0), "at a temperature that is not above 0 K"),
        (at(300.0, property_key="voltage"), "of another property"),
    ],
)
def test_what_cannot_be_drawn_is_counted(bad, reason):
    assert arrhenius.build([at(300.0), bad]).left_out[0][0].startswith(reason)
    with pytest.raises(NothingToDraw, match=reason):
        arrhenius.build([bad])


@pytest.mark.parametrize(
    ("points", "why"),
    [
        (series(-0.21), "Ea is −0.21 eV: conduction by hopping rises on heating"),
        (series(0.005), "Ea is 0.005 eV, below 0.04 eV: are log₁₀ taken for ln"),
        ([at(300, 1e-6), at(301, 1e-5), at(302, 2e-6)], "these points fix no slope"),
        ([at(300.0, 1e-6), other("activation_energy", 63.9)], "63.9 eV is outside the plausible range"),
    ],
)
def test_a_line_that_cannot_be_is_drawn_with_words_that_say_why_and_never_as_sound(points, why):
    drawing = arrhenius.build(points)
    assert set(dashes(drawing)) == {"dot"}
    assert not any(trace.get("fill") for trace in drawing.figure["data"])
    [mark] = [trace for trace in drawing.figure["data"] if "In doubt" in trace["name"]]
    assert mark["showlegend"]  # there, where words lie over no value
    assert "text" not in mark
    plain = mark["name"].replace("<br>", " ").replace("\xa0", " ")
    assert plain.startswith("In doubt: ")
    assert why.replace("\xa0", " ") in plain
    assert "cannot be what a conductor does" in drawing.note
    assert why in table(drawing, "Fits and lines").rows[0][4].replace("\xa0", " ")
    of_lines = [row[2] for row in readings(drawing) if "fit" in row[2] or "reported act" in row[2]]
    assert of_lines
    assert all("in doubt: " in words for words in of_lines)


def test_a_sound_line_has_no_such_mark_and_comes_first():
    doubtful = series(-0.21, prefactor=1e-7, material="w", name="wrong")
    drawing = arrhenius.build([*series(0.5), *doubtful])
    assert {"solid", "dot"} <= set(dashes(drawing))
    assert [row[0] for row in readings(drawing)][-1] == "wrong"
    assert "In doubt" not in table(drawing, "Fits and lines").rows[0][4]
    assert "cannot be" not in arrhenius.build(series(0.5)).note


def test_the_best_conductors_at_the_temperature_read_have_their_names_beside_them():
    points = [at(298.15, 10.0**-n, material=str(n), name=f"conductor {n}") for n in range(3, 9)]
    points.append(at(298.15, 1.0, material="odd", name="odd", suspect=True))
    named = [text for trace in arrhenius.build(points).figure["data"] for text in trace.get("text", ()) if text]
    assert "conductor 3" in named
    assert "odd" not in named
    assert not any(trace.get("text") for trace in arrhenius.build(points, at_celsius=100.0).figure["data"])
