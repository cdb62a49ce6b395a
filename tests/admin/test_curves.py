"""The form of a curve: axes from the catalogue, points typed, pasted or digitised, drawn before it is saved."""

import json

import pytest
from django.urls import reverse

from mgdb.admin.curve_forms import DigitisedField
from mgdb.formats.curves import points_text
from mgdb.models import ChangeRequest, Curve, CurveCondition, Material, Source
from mgdb.science.vocabulary import AXIS_TRANSFORMS
from tests.admin.browsers_part import errors_of, filled, row
from tests.admin.test_record_forms import form
from tests.ingest.test_curve_files import CURVE, load
from tests.ingest.test_load import NEW

pytestmark = pytest.mark.django_db

PROJECT = {
    "version": [4, 2],
    "axesColl": [{"name": "XY", "type": "XYAxes", "isLogY": True, "calibrationPoints": []}],
    "datasetColl": [{"name": "one", "axesName": "XY", "data": [{"value": [300, 1e-5]}, {"value": [320, 3e-5]}]}],
}


@pytest.fixture
def curve(contributor):
    subject, paper = Material.objects.published().first(), Source.objects.published().first()
    return form(
        contributor, "curve", name="A curve", material=subject.pk, source=paper.pk, document=paper.pk,
        locator="Fig. 2", x_axis="temperature", x_unit="K", y_axis="ionic_conductivity", y_unit="S cm⁻¹",
        points="300; 1e-5\n320; 3e-5",
    )  # fmt: skip


def stored():
    return Curve.objects.get(name="A curve")


def test_a_project_fills_points_and_how_they_were_read(contributor, curve):
    address, data = curve
    assert contributor.post(address, data | {"points": json.dumps(PROJECT)}).status_code == 302
    assert stored().points == [[300.0, 1e-5], [320.0, 3e-5]]
    assert stored().digitiser["version"] == "4.2"
    assert stored().digitiser["log_y"] is True
    # the page with its history can be read again
    page = contributor.get(address.replace("add", f"{stored().pk}/change"))
    assert "program: WebPlotDigitizer; version: 4.2" in page.content.decode()


def test_what_a_curator_wrote_of_the_digitiser_is_kept(contributor, curve):
    address, data = curve
    given = {"points": json.dumps(PROJECT), "digitiser": '{"program": "by hand"}'}
    assert contributor.post(address, data | given).status_code == 302
    assert stored().digitiser == {"program": "by hand"}


def test_a_curve_has_what_a_measurement_has(contributor, curve):
    address, data = curve
    data |= {"ion": "Mg2+", "method": "eis", "origin": "measured"}
    data |= row("conditions", 0, key="atmosphere", status="reported", printed="argon")
    data |= row("flags", 0, code="magnitude", severity="suspect", reason="Too high by far.")
    data["points"] = "x; y; error; error of x\n300; 1e-5; 1e-6/2e-6; 1\n320; <3e-5"
    response = contributor.post(address, data)
    assert response.status_code == 302, errors_of(response)
    one = stored()
    assert (one.ion, one.method, one.origin) == ("Mg2+", "eis", "measured")
    assert one.y_errors == [[1e-6, 2e-6], [None, None]]
    assert one.x_errors == [[1.0, 1.0], [None, None]]
    assert one.bounds == ["=", "<"]
    assert one.conditions.get().text == "argon"
    assert one.flags.get().severity == "suspect"
    assert "temperature" in one.search_text
    # opened and saved again, nothing changes
    change = reverse("admin:mgdb_curve_change", args=[one.pk])
    text = points_text(one.points, one.x_errors, one.y_errors, one.bounds)
    assert text in contributor.get(change).content.decode().replace("&lt;", "<")
    assert not DigitisedField().has_changed(text, text)


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999"])
def test_a_calibration_without_finite_numbers_is_refused(contributor, curve, number):
    address, data = curve
    given = {"points": "1, 2\n3, 4", "digitiser": f'{{"calibration": [{{"px": {number}}}]}}'}
    assert "Infinity and NaN are no numbers" in errors_of(contributor.post(address, data | given))


@pytest.mark.parametrize(
    ("changes", "axis"),
    [
        ({"x_label": "1/T", "points": "2.4; 1e-5\n3.4; 1e-6"}, ("temperature", "inverse_1e3", "K⁻¹")),
        ({"x_label": "1/T", "points": "0.0024; 1e-5\n0.0034; 1e-6"}, ("temperature", "inverse", "K⁻¹")),
        ({"points": "10^4/T,σ\n24,1e-5\n34,1e-6"}, ("temperature", "inverse_1e4", "K⁻¹")),
        ({"points": "T (°C),σ\n24,1e-5\n34,1e-6"}, ("temperature", "linear", "°C")),
    ],
)
def test_an_axis_that_is_not_chosen_is_read_from_its_title(contributor, curve, changes, axis):
    address, data = curve
    response = contributor.post(address, data | {"x_axis": "", "x_unit": ""} | changes)
    assert response.status_code == 302, errors_of(response)
    assert (stored().x_axis, stored().x_transform, stored().x_unit) == axis


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"x_axis": ""}, "x_axis", "Choose what runs along x"),
        ({"x_axis": "", "x_label": "x (bananas)"}, "x_axis", "names no quantity of the catalogue"),
        ({"x_unit": "bananas"}, "x_unit", "“bananas” is not a unit"),
        ({"x_unit": "V"}, "x_unit", "give one of K, °C"),
        ({"x_axis": "colour"}, "x_axis", "“colour” runs along no axis here"),
        ({"x_transform": "log10"}, "x_transform", "does not stand as “log10”"),
        ({"y_axis": "", "y_label": "ln σ"}, "y_axis", "no unit is given for ionic conductivity"),
        ({"y_axis": "", "y_label": "ln σ (S cm-1)"}, "y_axis", "can be read as ionic conductivity"),
        ({"x_axis": "", "x_label": "1/T", "points": "900; 1\n901; 2"}, "x_axis", "choose one"),
        ({"y_label": "ln σ (S cm-1)"}, "y_transform", "reads as ln"),
        ({"points": "-20; 1e-5\n300; 1e-5"}, "points", "Point 1, -20: −20\u00a0K is impossible"),
        ({"points": "0.0029; 1e-5\n0.0031; 1e-5"}, "points", "Is the axis 1/T (K⁻¹)?"),
        ({"points": "300; nan\n310; 1"}, "points", "Line 1, “300; nan”"),
        ({"points": "300; inf\n310; 1"}, "points", "“300; inf”: is this a heading, or a point"),
        ({"points": "300; 1e-5\n310"}, "points", "Line 2, “310”, is not a point"),
        ({"points": "300; 1e-5"}, "points", "from 2 to 2000 points [x, y]; here are 1"),
        ({"points": "\n".join(f"{x}; 1e-5" for x in range(300, 2400))}, "points", "here are 2100"),
        ({"points": ""}, "points", "It has no points"),
        ({"points": "x;y;error\n300;1e-5;-1\n310;1e-5;1"}, "points", "the error -1 is a length"),
        ({"points": "a,,b,\nX,Y,X,Y\n1,2,3,4\n"}, "points", "There are 2 curves in it (“a”, “b”)"),
        ({"points": "{"}, "points", "is not JSON"),
        ({"points": "1; 2\n" * 90_000}, "points", "up to 400000 are taken"),
        ({"locator": ""}, "locator", "required"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_lost(contributor, curve, changes, field, words):
    address, data = curve
    response = contributor.post(address, data | changes)
    assert response.status_code == 200
    form_ = response.context["adminform"].form
    assert words in " ".join(map(str, form_.errors.get(field, []))), form_.errors
    assert not Curve.objects.filter(name="A curve").exists()
    assert 'value="A curve"' in response.content.decode()
    if len(data["points"]) < 100 and "points" not in changes:
        assert "300; 1e-5" in response.content.decode()


def preview(client, data, prefix=""):
    return client.post(reverse("admin:mgdb_curve_preview"), data | {"preview_prefix": prefix})


def test_the_curve_is_drawn_before_it_is_saved_with_the_plots_that_take_it(contributor, curve):
    answer = preview(contributor, curve[1] | {"y_label": "σ (S cm-1)"}).json()
    assert answer["figure"]["data"][0]["x"] == [300.0, 320.0]
    assert answer["axes"]["x"] == "Temperature (K)"
    plots = {one["title"]: one for one in answer["plots"]}
    assert plots["Arrhenius plot"]["drawn"] == 2
    assert plots["Rate performance"] == {
        "title": "Rate performance", "drawn": 0, "reason": "takes specific capacity, not ionic conductivity along y",
    }  # fmt: skip
    assert not Curve.objects.exists()


def test_the_conditions_of_the_form_count_for_the_plots(contributor, curve):
    data = curve[1] | {"y_axis": "specific_capacity", "y_unit": "mAh/g", "x_axis": "cycle_number", "x_unit": ""}
    data |= {"points": "1; 100\n2; 90"}
    rate = row("conditions", 0, key="test_step", status="reported", printed="rate")
    plots = {one["title"]: one["drawn"] for one in preview(contributor, data).json()["plots"]}
    assert plots["Cycling"] == 2
    plots = {one["title"]: one["drawn"] for one in preview(contributor, data | rate).json()["plots"]}
    assert plots["Cycling"] == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"points": "x"}, "points"),
        ({"x_unit": "bananas"}, "x_unit"),
        ({"points": "-20; 1\n300; 1"}, "points"),
        ({"x_axis": ""}, "x_axis"),
    ],
)
def test_what_is_wrong_is_said_instead_of_drawn(contributor, curve, changes, field):
    answer = preview(contributor, curve[1] | changes).json()
    assert "figure" not in answer
    assert [problem["field"] for problem in answer["problems"]] == [field]


def test_a_doubt_is_said_and_saved(contributor, curve):
    address, data = curve
    data |= {"points": "300; 1e-5\n25; 1e-6"}
    assert "likely slip: the unit °C" in preview(contributor, data).json()["doubts"][0]
    page = contributor.post(address, data, follow=True).content.decode()
    assert "Saved, but x: Point 2, 25 on an axis of Temperature (K)" in page
    assert stored().points[1] == [25.0, 1e-6]


def test_a_curve_that_no_plot_draws_says_so(contributor, curve):
    address, data = curve
    data |= {"x_axis": "potential", "x_unit": "V", "x_label": "E (V vs Mg/Mg2+)", "y_axis": "areal_current_density"}
    data |= {"y_unit": "mA cm-2", "points": "0.1; 1\n0.2; 2"}
    page = contributor.post(address, data, follow=True).content.decode()
    assert "Saved, but no plot draws it" in page
    assert "states the scale “Mg/Mg2+”" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_draw_nothing(client, method):
    response = getattr(client, method)(reverse("admin:mgdb_curve_preview"))
    assert response.status_code == 302
    assert "/login/" in response["Location"]


def test_the_preview_wants_a_post(contributor):
    assert contributor.get(reverse("admin:mgdb_curve_preview")).status_code == 405


def test_every_transform_is_a_choice_of_the_form(contributor):
    page = contributor.get(reverse("admin:mgdb_curve_add")).content.decode()
    assert all(f'<option value="{term.key}"' in page for term in AXIS_TRANSFORMS)
    assert "unsafe-inline" in contributor.get(reverse("admin:mgdb_curve_add"))["Content-Security-Policy"]


def test_conditions_are_once_per_curve(contributor, curve):
    address, data = curve
    data |= row("conditions", 0, key="atmosphere", status="reported", printed="argon")
    twice = (
        data | row("conditions", 1, key="atmosphere", status="reported", printed="air") | {"conditions-TOTAL_FORMS": 2}
    )
    assert "duplicate" in errors_of(contributor.post(address, twice))
    assert not CurveCondition.objects.exists()


def test_needed_conditions_that_nobody_looked_for_are_named(contributor, curve):
    address, data = curve
    data |= {"x_axis": "cycle_number", "x_unit": "", "y_axis": "specific_capacity", "y_unit": "mAh/g"}
    page = contributor.post(address, data | {"points": "1; 100\n2; 90"}, follow=True).content.decode()
    assert "Nothing is said yet about: Current density, Test step." in page


def test_the_list_of_curves_says_what_is_in_doubt(contributor, curve):
    address, data = curve
    assert contributor.post(address, data | {"points": "300; 1e-5\n25; 1e-6"}).status_code == 302
    page = contributor.get(reverse("admin:mgdb_curve_changelist")).content.decode()
    assert "in doubt" in page
    assert "Ionic conductivity (S cm⁻¹) against Temperature (K)" in page


def test_a_change_of_a_published_curve_is_proposed_with_its_errors_and_bounds(contributor):
    assert load(f"{NEW}\n{CURVE}").ok
    one = Curve.objects.get()
    change = reverse("admin:mgdb_curve_change", args=[one.pk])
    sent = filled(contributor.get(change))
    assert sent["points"].startswith("x; y; error of y; error of x\n2.8; -4.1; 0.1/0.2; 0.01\n3.0; -4.4\n3.2; <-4.8")
    sent |= {"points": "x; y; error\n2.8; -4.1; 0.2\n3.0; -4.4;\n3.2; -4.8;", "reason": "The bars were read again."}
    response = contributor.post(change, sent, follow=True)
    assert response.status_code == 200
    [request] = ChangeRequest.objects.all()
    assert request.form["y_errors"] == [[0.2, 0.2], [None, None], [None, None]]
    assert "bounds" not in request.form
    one.refresh_from_db()
    assert one.bounds == ["=", "=", "<"]  # what is published stays until a second person accepts
