"""Digitised curves become points of plots. The numbers are worked by hand; no curve is in the curated records."""

import math

import pytest
from django.http import QueryDict

from mgdb import plot_input, plots
from mgdb.models import Curve, CurveCondition, Flag, Material, Measurement
from mgdb.plot_input.curves import UnreadableCurve, points_of, read_points
from mgdb.science.quantity import Quantity
from mgdb.science.transport import BOLTZMANN
from mgdb.search import Query
from mgdb.search.measurements import MEASUREMENTS

CELSIUS = (25.0, 50.0, 75.0, 100.0)


def curve(**changes):
    given = {
        "name": "σ(T)",
        "y_axis": "ionic_conductivity",
        "x_axis": "temperature",
        "x_unit": "°C",
        "y_unit": "S cm⁻¹",
        "points": [[25.0, 1e-4], [50.0, 2e-4]],
    }
    return Curve(**(given | changes))


OHM_CM = {"y_transform": "reciprocal", "y_unit": "Ω cm", "points": [[25.0, 1e4], [50.0, 1e3]]}
INVERSE = {"x_transform": "inverse_1e3", "x_unit": "", "points": [[2.0, 1e-4], [3.0, 1.0]]}
LOG = {"y_transform": "log10", "points": [[25.0, -4.0], [50.0, -3.0]]}


@pytest.mark.parametrize(
    ("changes", "x", "y"),
    [
        ({}, 298.15, Quantity(value=1e-4)),
        (INVERSE, 500.0, Quantity(value=1e-4)),
        ({"y_unit": "mS cm⁻¹", "points": [[25.0, 0.1], [50.0, 0.2]]}, 298.15, Quantity(value=1e-4)),
        (LOG, 298.15, Quantity(value=1e-4)),
        (
            {"y_transform": "log10_times_temperature", "y_unit": "S K cm⁻¹", "x_unit": "K",
             "points": [[400.0, math.log10(0.04)], [500.0, 0.0]]},
            400.0, Quantity(value=1e-4),
        ),
        (OHM_CM, 298.15, Quantity(value=1e-4)),
        ({"bounds": ["<", "="]}, 298.15, Quantity(value=1e-4, bound="<")),
        # a resistivity of more than 10⁴ Ω cm is a conductivity of less than 10⁻⁴ S cm⁻¹
        ({**OHM_CM, "bounds": [">", "="]}, 298.15, Quantity(value=1e-4, bound="<")),
        ({"y_errors": [[2e-5, 2e-5], [None, None]]}, 298.15, Quantity(value=1e-4, uncertainty=2e-5)),
        ({"y_errors": [[2e-5, 4e-5], [None, None]]}, 298.15, Quantity(value=1e-4, low=8e-5, high=1.4e-4)),
        ({**LOG, "y_errors": [[1.0, 1.0], [None, None]]}, 298.15, Quantity(value=1e-4, low=1e-5, high=1e-3)),
    ],
)  # fmt: skip
def test_points_are_read_into_canonical_units_with_errors_and_bounds(changes, x, y):
    [point, *_] = read_points(curve(**changes))
    assert point.x == pytest.approx(x)
    for name in ("value", "low", "high", "uncertainty"):
        assert getattr(point.y, name) == pytest.approx(getattr(y, name)), name
    assert point.y.bound == y.bound


@pytest.mark.parametrize(
    ("changes", "ends"),
    [
        ({"x_errors": [[1.0, 2.0], [None, None]]}, (297.15, 300.15)),
        ({**INVERSE, "x_errors": [[0.5, 0.0], [None, None]]}, (500.0, 1000 / 1.5)),
        ({**INVERSE, "x_errors": [[3.0, 0.0], [None, None]]}, None),  # to infinity and beyond
        ({}, None),
    ],
)
def test_a_bar_along_x_has_its_ends_in_the_canonical_unit(changes, ends):
    first, second = read_points(curve(**changes))
    assert first.x_bar == (None if ends is None else pytest.approx(ends))
    assert second.x_bar is None


@pytest.mark.parametrize(
    ("slug", "changes", "along", "reach"),
    [
        ("arrhenius", {"points": [[25.0, 1e-4], [50.0, 2e-4]]}, 1000 / 298.15, (1000 / 298.15 - 1000 / 300.15)),
        (
            "rate",
            {"y_axis": "specific_capacity", "y_unit": "mAh g⁻¹", "x_axis": "current_density", "x_unit": "A g⁻¹",
             "points": [[0.1, 200.0], [0.2, 150.0]], "x_errors": [[0.002, 0.002], [None, None]]},
            100.0, 2.0,
        ),
        (
            "cycling",
            {"y_axis": "specific_capacity", "y_unit": "mAh g⁻¹", "x_axis": "cycle_number", "x_unit": "1",
             "points": [[10.0, 200.0], [20.0, 150.0]]},
            10.0, 2.0,
        ),
        (
            "voltage-capacity",
            {"y_axis": "voltage", "y_unit": "V", "x_axis": "specific_capacity", "x_unit": "mAh g⁻¹",
             "points": [[10.0, 1.2], [20.0, 1.1]]},
            10.0, 2.0,
        ),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_plots_carry_the_bars_along_x(slug, changes, along, reach):
    material = Material.objects.published().first()
    given = {"x_errors": [[2.0, 2.0], [None, None]], "material": material, "source": material.source}
    given["public_id"] = "cur-0000009"
    drawing = plot_input.drawing_of(slug, points_of(curve(**(given | changes)), []))
    [trace] = [trace for trace in drawing.figure["data"] if "error_x" in trace]
    place = next(place for place, x in enumerate(trace["x"]) if x == pytest.approx(along))
    bars = trace["error_x"]
    assert (bars["arrayminus"] if slug == "arrhenius" else bars["array"])[place] == pytest.approx(reach)
    assert sum(map(bool, bars["array"])) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"x_axis": "colour"}, "“colour” is nothing that runs along an axis"),
        ({"x_unit": "V"}, "give one of K, °C"),
        ({"y_unit": "mAh"}, "give one of S cm⁻¹"),
        ({"x_transform": "inverse_1e3", "x_unit": "°C"}, "is not a unit of an inverse temperature"),
        ({"x_transform": "inverse_1e3", "x_unit": "", "points": [[0.0, 1.0], [1.0, 1.0]]}, "nothing can be 0"),
        ({"points": [[-300.0, 1.0], [1.0, 1.0]]}, "is impossible"),
    ],
)
def test_a_curve_that_cannot_be_read_is_told(changes, words):
    with pytest.raises(UnreadableCurve, match=words):
        read_points(curve(**changes))


@pytest.fixture
def stored(db):
    """A published curve of σ = 0.5 exp(−0.30 eV / k_B T) at four temperatures, and the reported energy beside it."""
    reported = (
        Measurement.objects.published()
        .filter(property_key="activation_energy", material__isnull=False, value__isnull=False)
        .with_details()
        .first()
    )
    made = Curve.objects.create(
        name="σ(T)",
        material=reported.material,
        y_axis="ionic_conductivity",
        x_axis="temperature",
        x_unit="°C",
        y_unit="S cm⁻¹",
        points=[[c, 0.5 * math.exp(-0.30 / (BOLTZMANN * (c + 273.15)))] for c in CELSIUS],
        source=reported.source,
        document=reported.source,
        locator="Fig. 3",
        public_id="cur-2222222",
        status="published",
    )
    return made, reported


def asked(text=""):
    return Query(MEASUREMENTS, QueryDict(text), Measurement.objects.published(), own=())


def test_a_curve_stands_in_the_arrhenius_plot_as_a_fitted_series_beside_the_reported_energy(stored):
    made, reported = stored
    question = asked(f"material={made.material.public_id}")
    points = plot_input.plot_points(
        "arrhenius", question.queryset, curves=plot_input.curves_for(question), address=lambda key: f"/{key}"
    )
    drawing = plot_input.drawing_of("arrhenius", points)
    [fits] = [table for table in drawing.tables if table.key == "fits"]
    [row] = [row for row in fits.rows if row[1] == "Arrhenius fit"]
    # the points lie on the law: 0.30 eV without error
    assert row[4].startswith("Ea 0.3000 ± 0.0000 eV")
    assert row[2] == "4"
    assert row[5] != "–"
    assert f"{reported.value:g}" in row[5]
    of_curve = [item for item in drawing.drawn if item.point.curve == made.public_id]
    assert [round(item.x, 4) for item in of_curve] == [round(1000 / (c + 273.15), 4) for c in CELSIUS]
    assert {item.point.url for item in of_curve} == {"/cur-2222222"}
    assert "4 of a digitised curve" in drawing.account
    said = [text for trace in drawing.figure["data"] for text in trace.get("hovertext", ()) if "digitised" in text]
    assert len(said) == 4


def test_a_question_that_curves_cannot_answer_brings_none(stored):
    made, _ = stored
    assert plot_input.curves_for(asked("property=ionic_conductivity")) == [made]
    assert plot_input.curves_for(asked("property=voltage")) == []
    assert plot_input.curves_for(asked("ion=Mg2%2B")) == []
    Curve.objects.update(ion="Mg2+")
    assert plot_input.curves_for(asked("ion=Mg2%2B&suspect=0")) == [made]
    Flag.objects.create(curve=made, code="magnitude", severity="suspect", reason="Too high.")
    assert plot_input.curves_for(asked("ion=Mg2%2B&suspect=0")) == []
    assert {point.suspect for point in points_of(made, [])} == {True}
    Curve.objects.update(status="draft")
    assert plot_input.curves_for(asked()) == []


def test_a_curve_that_cannot_be_read_is_left_out_with_the_reason(stored):
    Curve.objects.update(x_axis="colour")
    points = plot_input.plot_points("arrhenius", asked().queryset, curves=plot_input.curves_for(asked()))
    reasons = dict(plot_input.drawing_of("arrhenius", points).left_out)
    assert [count for reason, count in reasons.items() if "“colour” is nothing" in reason] == [1]


def test_curves_of_cycling_and_voltage_are_lines_of_their_plots(db):
    material = Material.objects.published().first()
    shared = {"material": material, "status": "published", "name": "x", "locator": "Fig. 1"}
    source = Measurement.objects.published().first().source
    shared |= {"source": source, "document": source}
    for number, (key, label, unit, y_unit) in enumerate(
        (
            ("specific_capacity", "cycle_number", "", "mAh g⁻¹"),
            ("voltage", "specific_capacity", "mAh g⁻¹", "V"),
            ("specific_capacity", "current_density", "A/g", "mAh g⁻¹"),
        )
    ):
        Curve.objects.create(
            public_id=f"cur-222222{number + 3}", y_axis=key, x_axis=label, x_unit=unit, y_unit=y_unit,
            points=[[1.0, 3.0], [2.0, 2.0], [3.0, 1.0]], **shared,
        )  # fmt: skip
    curves = plot_input.curves_for(asked())
    none = Measurement.objects.none()

    def drawn(slug, **options):
        return plot_input.drawing_of(slug, plot_input.plot_points(slug, none, curves=curves), options)

    assert [(item.x, item.y) for item in drawn("cycling").drawn] == [(1, 3), (2, 2), (3, 1)]
    retention = drawn("cycling", show="retention")
    assert [item.y for item in retention.drawn] == [66.7, 33.3]
    assert [(item.x, item.y) for item in drawn("rate").drawn] == [(1000, 3), (2000, 2), (3000, 1)]
    assert [(item.x, item.y) for item in drawn("voltage-capacity").drawn] == [(1, 3), (2, 2), (3, 1)]
    lines = [trace for trace in drawn("voltage-capacity").figure["data"] if trace["mode"] == "lines"]
    assert [trace["x"] for trace in lines] == [[1, 2, 3]]


def test_nothing_to_draw_says_why_a_curve_was_not_read(db):
    unread = plots.Point(
        id="cur-1", property_key="voltage", quantity=None, material="m", name="m", unread="curves of no use"
    )
    with pytest.raises(plots.NothingToDraw):
        plot_input.drawing_of("voltage-capacity", [unread])


def test_the_conditions_of_a_curve_are_those_of_its_points(stored):
    made, _ = stored
    CurveCondition.objects.create(curve=made, key="atmosphere", printed="argon", text="argon")
    [first, *_] = points_of(made, made.conditions.all())
    assert first.conditions["atmosphere"].text == "argon"
    assert first.conditions["temperature"].printed == "25 °C"


def test_it_is_said_which_plots_take_a_curve_and_why_others_do_not(stored):
    made, _ = stored
    takings = plot_input.taken_by(made, [])
    assert [(one.plot.SLUG, one.drawn) for one in takings if one.drawn] == [("arrhenius", 4), ("records", 1)]
    reasons = {one.plot.SLUG: one.reason for one in takings}
    assert reasons["rate"] == "takes specific capacity, not ionic conductivity along y"
    assert "digitised curves, which have no one value of a specimen" in reasons["scatter"]
    assert reasons["records"] == "3 outside 15 to 35 °C"


def test_the_figure_of_a_curve_has_its_own_axes_bars_and_bounds():
    drawn = plot_input.figure_of(curve(**LOG, y_errors=[[0.1, 0.2], [None, None]], bounds=["<", "="]))
    [trace] = drawn["data"]
    assert (trace["x"], trace["y"]) == ([25.0, 50.0], [-4.0, -3.0])
    assert trace["error_y"]["array"] == [0.2, 0]
    assert trace["marker"]["symbol"] == ["triangle-down", "circle"]
    assert drawn["layout"]["yaxis"]["title"]["text"] == "log₁₀ (<i>σ</i><sub>ion</sub> / S cm⁻¹)"
