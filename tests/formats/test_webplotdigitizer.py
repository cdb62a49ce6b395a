import json

import pytest

from mgdb.formats import webplotdigitizer

PROJECT = {
    "version": [4, 2],
    "axesColl": [
        {
            "name": "XY",
            "type": "XYAxes",
            "isLogX": False,
            "isLogY": True,
            "calibrationPoints": [{"px": 10, "py": 20, "dx": "2.5", "dy": "1e-6", "dz": None}],
        }
    ],
    "datasetColl": [
        {"name": "MZP", "axesName": "XY", "data": [{"x": 1, "y": 2, "value": [2.5, 1e-5]}, {"value": [3.0, 2e-6]}]},
        {"name": "empty", "axesName": "XY", "data": []},
    ],
}
OLD = {"wpd": {"version": [3, 8], "axesType": "XYAxes", "dataSeries": [{"name": "a", "data": [{"value": [1, 2]}]}]}}
TABLE = "first,,second,\nX,Y,X,Y\n25,1e-4,30,2e-4\n50,3e-4,,\n"


def test_a_project_gives_points_on_the_axes_and_how_they_were_read():
    [found] = webplotdigitizer.read(json.dumps(PROJECT))
    assert (found.name, found.points) == ("MZP", ((2.5, 1e-5), (3.0, 2e-6)))
    assert found.digitiser == {
        "program": "WebPlotDigitizer",
        "version": "4.2",
        "axes": "XYAxes",
        "log_x": False,
        "log_y": True,
        "calibration": [{"px": 10, "py": 20, "dx": "2.5", "dy": "1e-6"}],
    }


def test_a_project_of_version_3_is_read_too():
    [found] = webplotdigitizer.read(json.dumps(OLD))
    assert (found.name, found.points, found.digitiser["version"]) == ("a", ((1.0, 2.0),), "3.8")


def test_a_table_holds_data_sets_of_different_length_side_by_side():
    first, second = webplotdigitizer.read("\ufeff" + TABLE)
    assert (first.name, first.points) == ("first", ((25.0, 1e-4), (50.0, 3e-4)))
    assert (second.name, second.points) == ("second", ((30.0, 2e-4),))


@pytest.mark.parametrize(
    ("text", "yes"), [(TABLE, True), (json.dumps(OLD), True), ("1, 2\n3, 4\n", False), ("", False), ("X,Y\n1,2", False)]
)
def test_plain_points_are_told_apart_from_what_the_program_saves(text, yes):
    assert webplotdigitizer.looks_like_it(text) is yes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "cannot be read as JSON"),
        ("{}", "'datasetColl' is missing"),
        ('{"wpd": {}}', "'dataSeries' is missing"),
        ('{"datasetColl": []}', "no point in it"),
        ('{"datasetColl": [{"name": "a", "data": [{"value": [NaN, 1]}]}]}', "Point 1 of “a” has no finite value"),
        ('{"datasetColl": [{"name": "a", "data": [{"value": ["x", 1]}]}]}', "no project of WebPlotDigitizer"),
        ('{"a":' + "[" * 100_000, "cannot be read as JSON"),
        ("a,\nX,Y\n1,2\n1,x\n", "Line 4, “1,x”, is no point"),
        ("a,\nX,Y\n1,2\n1,nan\n", "Line 4, “1,nan”, is no point"),
        ("a,\nX,Y\n1,2\n-inf,2\n", "Line 4, “-inf,2”, is no point"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_place(text, words):
    with pytest.raises(webplotdigitizer.NotDigitised, match=words):
        webplotdigitizer.read(text)
