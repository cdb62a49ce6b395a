"""A curve as WebPlotDigitizer saves it, in the form of a curve."""

import json

import pytest

from mgdb.models import Curve, Material, Source
from tests.admin.test_record_forms import errors_of, form

PROJECT = {
    "version": [4, 2],
    "axesColl": [{"name": "XY", "type": "XYAxes", "isLogY": True, "calibrationPoints": []}],
    "datasetColl": [{"name": "one", "axesName": "XY", "data": [{"value": [300, 1e-5]}, {"value": [320, 3e-5]}]}],
}


@pytest.fixture
def curve(contributor):
    subject, paper = Material.objects.published().first(), Source.objects.published().first()
    return form(
        contributor, "curve", name="A curve", material=subject.pk, property_key="ionic_conductivity", source=paper.pk,
        x_label="temperature", x_unit="K", y_unit="S cm⁻¹", document=paper.pk, locator="Fig. 2",
    )  # fmt: skip


def test_a_project_fills_points_and_how_they_were_read(contributor, curve):
    address, data = curve
    assert contributor.post(address, data | {"points": json.dumps(PROJECT)}).status_code == 302
    stored = Curve.objects.get(name="A curve")
    assert stored.points == [[300.0, 1e-5], [320.0, 3e-5]]
    assert stored.digitiser["version"] == "4.2"
    assert stored.digitiser["log_y"] is True
    # the page with its history can be read again
    page = contributor.get(address.replace("add", f"{stored.pk}/change"))
    assert "program: WebPlotDigitizer; version: 4.2" in page.content.decode()


def test_what_a_curator_wrote_of_the_digitiser_is_kept(contributor, curve):
    address, data = curve
    given = {"points": json.dumps(PROJECT), "digitiser": '{"program": "by hand"}'}
    assert contributor.post(address, data | given).status_code == 302
    assert Curve.objects.get(name="A curve").digitiser == {"program": "by hand"}


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999"])
def test_a_calibration_without_finite_numbers_is_refused(contributor, curve, number):
    address, data = curve
    given = {"points": "1, 2\n3, 4", "digitiser": f'{{"calibration": [{{"px": {number}}}]}}'}
    assert "Infinity and NaN are no numbers" in errors_of(contributor.post(address, data | given))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("1,2\n3,nan", "Line 2, “3,nan”, is no point"),
        ("a,,b,\nX,Y,X,Y\n1,2,3,4\n", "There are 2 curves in it (“a”, “b”), and this record is one"),
        ("a,\nX,Y\n1,2\n1,x\n", "Line 4, “1,x”, is no point"),
        ("{", "cannot be read as JSON"),
    ],
)
def test_what_is_not_one_curve_is_refused(contributor, curve, text, fault):
    address, data = curve
    assert fault in errors_of(contributor.post(address, data | {"points": text}))
    assert not Curve.objects.filter(name="A curve").exists()
