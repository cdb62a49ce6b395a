"""Digitised curves and tables as curators bring them: the table of cases, through the page that takes them."""

import io
import json
import tarfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mgdb.models import Curve
from tests.admin.conftest import contributor  # noqa: F401 - a fixture
from tests.yaml_files import cases

pytestmark = pytest.mark.django_db

CASES = cases("curves")


def project(sets):
    """A project of WebPlotDigitizer with these data sets: [version, kind of axes, name, what a point has]."""
    points = [{"x": 11, "y": 12, "value": [1.0, 2.0]}, {"x": 13, "y": 14, "value": [3.0, 4.0]}]
    pixels = [{"x": 11, "y": 12}]
    data = [(kind, {"name": name, "data": pixels if rest else points}) for _, kind, name, *rest in sets]
    if sets[0][0] == 3:
        return {"wpd": {"version": [3, 8], "axesType": data[0][0], "dataSeries": [one for _, one in data]}}
    return {
        "version": [4, 2],
        "axesColl": [{"name": kind, "type": kind} for kind in dict.fromkeys(kind for kind, _ in data)],
        "datasetColl": [one | {"axesName": kind} for kind, one in data],
    }


def content(case):
    if "text" in case:
        return case["text"].encode()
    data = json.dumps(project(case["project"])).encode()
    if not case.get("tar"):
        return data
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("project/wpd.json")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


def read_axis(initial, name):
    key = initial.get(f"{name}_axis")
    return [key, initial[f"{name}_transform"], initial[f"{name}_unit"]] if key else None


def named(case):
    return pytest.param(case, id=str(case.get("text") or case.get("project"))[:60])


@pytest.mark.sampled(10)
@pytest.mark.parametrize("case", [named(case) for case in CASES])
def test_each_case_has_its_outcome(contributor, case):  # noqa: F811
    upload = SimpleUploadedFile("figure", content(case))
    response = contributor.post(reverse("admin:mgdb_curve_several"), {"read": "", "upload": upload})
    assert response.status_code == 200
    if "refused" in case:
        said = str(response.context["chosen"].errors)
        assert case["refused"] in said.replace("&lt;", "<")
        assert not any(word in said for word in ("KeyError", "NoneType", "Traceback", "could not convert"))
        return
    forms = [form.initial for form in response.context["formset"].forms]
    assert [[one["name"], read_axis(one, "x"), read_axis(one, "y")] for one in forms] == case["offered"]
    assert [reason.partition(":")[0] for reason in response.context["left_out"]] == case.get("left_out", [])
    asked = [question for form in forms for question in form["questions"]]
    assert any(case.get("asked", "") in question for question in [*asked, ""]), asked
    if "points" in case:
        assert forms[0]["points"] == "\n".join(f"{x!r}; {y!r}" for x, y in case["points"])


def test_a_title_of_another_unit_is_a_doubt_of_the_curve():
    axes = {"x_axis": "temperature", "x_unit": "°C", "y_axis": "ionic_conductivity", "y_unit": "S cm⁻¹"}
    curve = Curve(**axes, x_label="T (°C)", y_label="σ (mS cm⁻¹)", points=[[25, 1e-4], [50, 2e-4]])
    curve.check_axes_and_points()
    [doubt] = curve.axis_doubts()
    assert doubt.startswith("y: the title “σ (mS cm⁻¹)” says mS cm⁻¹, and the numbers are read in S cm⁻¹")


def test_a_current_has_a_sign_along_an_axis_and_a_cycle_is_whole():
    axes = {"x_axis": "potential", "x_unit": "V", "y_axis": "areal_current_density", "y_unit": "mA cm⁻²"}
    voltammogram = Curve(**axes, points=[[-0.5, -2], [0.5, 3]])
    voltammogram.check_axes_and_points()
    assert voltammogram.axis_doubts() == []
    axes = {"x_axis": "cycle_number", "x_unit": "1", "y_axis": "specific_capacity", "y_unit": "mAh g⁻¹"}
    with pytest.raises(ValidationError, match="whole numbers"):
        Curve(**axes, points=[[1, 100], [1.5, 90]]).check_axes_and_points()
