"""Projects of WebPlotDigitizer, of versions 3 and 4, as JSON and tar."""

import io
import json
import tarfile

import pytest

from mgdb.formats import UnreadableCurves, read_curves
from mgdb.formats.webplotdigitizer import recognises

AXES = {"name": "XY", "type": "XYAxes", "isLogX": False, "isLogY": True, "calibrationPoints": [{"px": 1, "dx": "2.5"}]}
KINDS = ("BarAxes", "PolarAxes", "TernaryAxes", "MapAxes", "ImageAxes")


def project(*sets, axes=(AXES,)):
    return {"version": [4, 2], "axesColl": list(axes), "datasetColl": list(sets)}


def dataset(name, *values, axes="XY", **member):
    return {
        "name": name,
        "axesName": axes,
        "data": [{"x": 11, "y": 12, "value": list(value)} for value in values],
    } | member


TWO = project(dataset("a", (2.5, 1e-5), (3, 2e-6)), dataset("b", (1, 2), (3, 4)))
OLD = {
    "wpd": {
        "version": [3, 8],
        "axesType": "XYAxes",
        "dataSeries": [{"name": "a", "data": [{"x": 5, "y": 6, "value": [1, 2]}, {"value": [3, 4]}]}],
    }
}


def read(content):
    return read_curves(json.dumps(content).encode())


def tar(*members):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content, kind in members:
            info = tarfile.TarInfo(name)
            info.type = kind
            info.size = len(content) if kind == tarfile.REGTYPE else 0
            info.linkname = "/etc/passwd" if kind != tarfile.REGTYPE else ""
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def test_a_project_offers_every_data_set_with_how_it_was_read():
    found = read(TWO)
    assert [(one.name, one.points) for one in found.curves] == [
        ("a", ((2.5, 1e-5), (3.0, 2e-6))),
        ("b", ((1.0, 2.0), (3.0, 4.0))),
    ]
    assert found.curves[0].digitiser == {
        "program": "WebPlotDigitizer",
        "version": "4.2",
        "axes": "XYAxes",
        "log_x": False,
        "log_y": True,
        "calibration": [{"px": 1, "py": None, "dx": "2.5", "dy": None}],
    }


def test_a_project_of_version_3_is_read_too():
    [found] = read(OLD).curves
    assert (found.name, found.points, found.digitiser["version"]) == ("a", ((1.0, 2.0), (3.0, 4.0)), "3.8")


@pytest.mark.parametrize("kind", KINDS)
def test_other_axes_are_named_and_left_out(kind):
    axes = (AXES, {"name": "other", "type": kind})
    found = read(project(dataset("a", (1, 2)), dataset("the other", (3, 4), axes="other"), axes=axes))
    assert [one.name for one in found.curves] == ["a"]
    [reason] = found.left_out
    assert reason.startswith("“the other” is left out: ")
    old = {"wpd": OLD["wpd"] | {"axesType": kind}}
    with pytest.raises(UnreadableCurves, match="no data set with points on x and y axes"):
        read(old)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        ({"name": "p", "axesName": "XY", "data": [{"x": 11, "y": 12}]}, "point 1 has pixels and no values"),
        (dataset("p", ("2020/1/1", 1)), "no numbers for x and y"),
        (dataset("p", (float("nan"), 1)), "no finite value"),
        (dataset("p"), "it has no points"),
        (dataset("p", (1, 2), data="x"), "it has no points"),
        (dataset("p", (1, 2), axes="gone"), "its axes are not x and y"),
    ],
)
def test_pixels_and_other_things_are_no_data(one, words):
    found = read(project(dataset("a", (1, 2)), one))
    assert [curve.name for curve in found.curves] == ["a"]
    assert words in found.left_out[0]


def test_a_tar_file_is_read_in_memory():
    link = ("x/image.png", b"", tarfile.SYMTYPE)
    data = tar(link, ("x/info.json", b"{}", tarfile.REGTYPE), ("x/wpd.json", json.dumps(TWO).encode(), tarfile.REGTYPE))
    assert [one.name for one in read_curves(data).curves] == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (tar(("x/wpd.json", b"", tarfile.SYMTYPE)), "holds no wpd.json"),
        (tar(("x/other.json", b"{}", tarfile.REGTYPE)), "holds no wpd.json"),
        (tar(*[(f"{number}", b"", tarfile.REGTYPE) for number in range(300)]), "more than 200 members"),
        (tar(("wpd.json", b"{" * 200_000, tarfile.REGTYPE)), "is not JSON"),
        (tar(("wpd.json", b"x" * 2000, tarfile.REGTYPE))[:900], "damaged|not JSON"),
        (b"{", "not JSON \\(line 1\\)"),
        (b"{}", "its list “axesColl” is missing"),
        (b'{"wpd": {}}', "its list “dataSeries” is missing"),
        (b'{"axesColl": [], "datasetColl": []}', "no data set with points"),
        (b'{"axesColl": [], "datasetColl": [1]}', "its list “datasetColl” is missing"),
        (b'{"a":' + b"[" * 100_000, "not JSON|too deeply"),
        (b" " * 6_000_000, "up to 5 MB are taken"),
        (json.dumps(project(*[dataset(str(n), (1, 2)) for n in range(60)])).encode(), "60 data sets; up to 50"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data, words):
    with pytest.raises(UnreadableCurves, match=words) as caught:
        read_curves(data)
    said = str(caught.value)
    assert not any(word in said for word in ("Traceback", "Error", "KeyError", "NoneType", "object", "'"))


def test_a_project_is_told_apart_from_a_table():
    assert recognises(json.dumps(OLD).encode())
    assert recognises(b"\xef\xbb\xbf {")
    assert not recognises(b"1, 2\n3, 4\n")
    assert not recognises(b"")


@pytest.mark.parametrize("dy", ["1\x00", "\ud800", float("nan"), {"a": 1}])
def test_a_calibration_that_cannot_be_kept_is_refused(dy):
    axes = AXES | {"calibrationPoints": [{"px": 1, "dy": dy}]}
    with pytest.raises(UnreadableCurves, match="calibrationPoints: dy"):
        read(project(dataset("a", (1, 2), (3, 4)), axes=(axes,)))


def test_a_version_with_control_characters_is_refused():
    with pytest.raises(UnreadableCurves, match="version"):
        read(TWO | {"version": "4\x00"})


@pytest.mark.parametrize("name", ["a\x00b", "a\x1fb"])
def test_a_name_with_control_characters_is_refused(name):
    with pytest.raises(UnreadableCurves, match=r"name of a data set.*control characters"):
        read(project(dataset(name, (1, 2), (3, 4))))


@pytest.mark.parametrize("member", ["version", "name", "px"])
def test_a_whole_number_that_no_float_holds_is_refused(member):
    huge = 10**400
    sent = json.loads(json.dumps(project(dataset("a", (1, 2), (3, 4)))))
    if member == "version":
        sent["version"] = [huge]
    elif member == "name":
        sent["datasetColl"][0]["name"] = huge
    else:
        sent["axesColl"][0]["calibrationPoints"][0]["px"] = huge
    with pytest.raises(UnreadableCurves, match="is neither a number nor a text"):
        read(sent)
