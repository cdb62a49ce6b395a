"""Digitised curves become points of plots. The numbers are worked by hand; no curve is in the curated records."""

import math

import pytest
from django.http import QueryDict

from mgdb import plot_input, plots
from mgdb.models import Curve, Material, Measurement
from mgdb.plot_input.curves import UnreadableCurve, read_points
from mgdb.science.transport import BOLTZMANN
from mgdb.search import Query
from mgdb.search.measurements import MEASUREMENTS

CELSIUS = (25.0, 50.0, 75.0, 100.0)


def curve(**changes):
    given = {
        "name": "σ(T)",
        "property_key": "ionic_conductivity",
        "x_label": "Temperature",
        "x_unit": "°C",
        "y_unit": "S cm⁻¹",
        "points": [[25.0, 1e-4], [50.0, 2e-4]],
    }
    return Curve(**(given | changes))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("temperature", 298.15, 1e-4)),
        ({"x_unit": "K", "points": [[300.0, 1e-4]]}, ("temperature", 300.0, 1e-4)),
        ({"x_label": "1000/T", "x_unit": "K⁻¹", "points": [[2.0, 1e-4]]}, ("temperature", 500.0, 1e-4)),
        ({"x_label": "1/T", "x_unit": "K⁻¹", "points": [[0.002, 1e-4]]}, ("temperature", 500.0, 1e-4)),
        ({"x_label": "1/T", "x_unit": "1000/K", "points": [[2.0, 1e-4]]}, ("temperature", 500.0, 1e-4)),
        ({"y_unit": "mS cm⁻¹", "points": [[25.0, 0.1]]}, ("temperature", 298.15, 1e-4)),
        ({"y_unit": "log10 S cm⁻¹", "points": [[25.0, -4.0]]}, ("temperature", 298.15, 1e-4)),
        ({"y_unit": "log10(S/cm)", "points": [[25.0, -4.0]]}, ("temperature", 298.15, 1e-4)),
        (
            {"property_key": "voltage", "x_label": "Capacity", "x_unit": "mAh/g", "y_unit": "V",
             "points": [[80.0, 1.2]]},
            ("specific_capacity", 80.0, 1.2),
        ),
        (
            {"property_key": "specific_capacity", "x_label": "Cycle number", "x_unit": "", "y_unit": "mAh/g",
             "points": [[10.0, 80.0]]},
            ("cycle_number", 10.0, 80.0),
        ),
    ],
)  # fmt: skip
def test_axes_are_read_into_canonical_units(changes, expected):
    [point, *_] = read_points(curve(**changes))
    assert (point.key, pytest.approx(point.x), pytest.approx(point.y)) == expected


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"x_label": "colour"}, "along “colour”, which is none of temperature"),
        ({"x_unit": "V"}, "x in “V”, which is none of K, °C"),
        ({"y_unit": "mAh"}, "y in “mAh”, which is none of S cm⁻¹"),
        ({"x_label": "1000/T", "x_unit": "°C"}, "which is not K⁻¹ or 1000/K"),
        ({"x_label": "1000/T", "x_unit": "K⁻¹", "points": [[0.0, 1.0]]}, "which is not K⁻¹ or 1000/K"),
        ({"y_unit": "log10 S cm⁻¹", "points": [[25.0, 1e9]]}, "a logarithm that no number has"),
    ],
)
def test_an_axis_that_cannot_be_read_is_told(changes, words):
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
        property_key="ionic_conductivity",
        x_label="Temperature",
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
    Curve.objects.update(status="draft")
    assert plot_input.curves_for(asked()) == []


def test_a_curve_that_cannot_be_read_is_left_out_with_the_reason(stored):
    Curve.objects.update(x_label="colour")
    points = plot_input.plot_points("arrhenius", asked().queryset, curves=plot_input.curves_for(asked()))
    reasons = dict(plot_input.drawing_of("arrhenius", points).left_out)
    assert [count for reason, count in reasons.items() if reason.startswith("curves along “colour”")] == [1]


def test_curves_of_cycling_and_voltage_are_lines_of_their_plots(db):
    material = Material.objects.published().first()
    shared = {"material": material, "status": "published", "name": "x", "locator": "Fig. 1"}
    source = Measurement.objects.published().first().source
    shared |= {"source": source, "document": source}
    for number, (key, label, unit, y_unit) in enumerate(
        (
            ("specific_capacity", "Cycle number", "", "mAh g⁻¹"),
            ("voltage", "Capacity", "mAh g⁻¹", "V"),
            ("specific_capacity", "Current density", "A/g", "mAh g⁻¹"),
        )
    ):
        Curve.objects.create(
            public_id=f"cur-222222{number + 3}", property_key=key, x_label=label, x_unit=unit, y_unit=y_unit,
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
        id="cur-1", property="voltage", quantity=None, material="m", name="m", unread="curves of no use"
    )
    with pytest.raises(plots.NothingToDraw):
        plot_input.drawing_of("voltage-capacity", [unread])
