"""Projects of WebPlotDigitizer (JSON of versions 3 and 4, tar): their data sets on x and y axes.

https://automeris.io: a project holds axes with their calibration and data sets; `value` of a point is x and y on the
axes, `x` and `y` beside it are pixels, which are no data. Axes of bars, angles, triangles, maps and images have no x
and y: their data sets are named and left out. The tables (CSV) that the program saves are read as any other table.
"""

from __future__ import annotations

import io
import json
import sys
import tarfile
import unicodedata
from collections.abc import Iterator
from typing import Any

from mgdb.science.typed import NotFinite, TypedError, read_number

from .curves import LONGEST_NAME, MOST_BYTES, MOST_CURVES, CurveData, CurveFile, CurveFormat, UnreadableCurves, text_of

PROGRAM = "WebPlotDigitizer"
AGAIN = f"save the project again in {PROGRAM}"
MOST_MEMBERS = 200
USTAR = slice(257, 262)  # where a tar file says that it is one
OTHER_AXES = {
    "BarAxes": "a bar chart has categories along x",
    "PolarAxes": "polar axes have an angle and a radius",
    "TernaryAxes": "ternary axes have three shares",
    "MapAxes": "a map has lengths",
    "ImageAxes": "an image has pixels, which are no data",
    "CircularChartRecorderAxes": "a chart recorder has times and angles",
}


def recognises(data: bytes) -> bool:
    """Whether `data` is a project: a tar file or a JSON object."""
    return data[USTAR] == b"ustar" or data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def read(data: bytes) -> CurveFile:
    """The data sets on x and y axes. Raises UnreadableCurves, naming what is missing, with a suggestion."""
    text = _project_in(data) if data[USTAR] == b"ustar" else text_of(data)
    try:
        project = json.loads(text)
    except RecursionError:
        raise UnreadableCurves(f"The project is nested too deeply to be one; {AGAIN}.") from None
    except ValueError as error:
        at = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableCurves(f"The project is not JSON{at}; {AGAIN}.") from None
    curves: list[CurveData] = []
    left_out: list[str] = []
    sets = list(_sets(project))
    if len(sets) > MOST_CURVES:
        raise UnreadableCurves(f"There are {len(sets)} data sets; up to {MOST_CURVES} are taken. Divide the project.")
    for one, kind, digitiser in sets:
        name = str(_plain(one.get("name") or "", "name of a data set")).strip() or "without a name"
        try:
            if kind != "XYAxes":
                raise UnreadableCurves(OTHER_AXES.get(kind, f"its axes are not x and y ({kind or 'none is named'})"))
            curves.append(CurveData(name, _points(one), digitiser=digitiser))
        except UnreadableCurves as reason:
            left_out.append(f"“{name}” is left out: {reason}.")
    if not curves:
        also = f" {' '.join(left_out)}" if left_out else ""
        raise UnreadableCurves(f"There is no data set with points on x and y axes in the project.{also}")
    return CurveFile(tuple(curves), tuple(left_out))


def _project_in(data: bytes) -> str:
    """The project's JSON in a tar file, read in memory; nothing is extracted, links are not followed."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for count, member in enumerate(archive):
                if count >= MOST_MEMBERS:
                    raise UnreadableCurves(f"The tar file has more than {MOST_MEMBERS} members; {AGAIN}.")
                if not member.isreg() or member.name.rpartition("/")[2] != "wpd.json":
                    continue
                if member.size > MOST_BYTES:
                    raise UnreadableCurves(f"wpd.json in the tar file is larger than {MOST_BYTES // 1_000_000} MB.")
                content = archive.extractfile(member)
                assert content is not None  # a regular file has content
                return text_of(content.read(MOST_BYTES))
    except (tarfile.TarError, EOFError, OSError):
        raise UnreadableCurves(f"The tar file is damaged; {AGAIN}.") from None
    raise UnreadableCurves(f"The tar file holds no wpd.json; {AGAIN}.")


def _sets(project: Any) -> Iterator[tuple[dict[str, Any], str, dict[str, Any]]]:
    """Each data set with the kind of its axes and how it was digitised."""
    if not isinstance(project, dict):
        raise UnreadableCurves(f"This JSON is not a project of {PROGRAM}; {AGAIN}.")
    old = project.get("wpd")
    if isinstance(old, dict):  # version 3: one figure with one set of axes
        kind = str(_plain(old.get("axesType") or "", "axesType"))
        for one in _objects(old, "dataSeries"):
            yield one, kind, {"program": PROGRAM, "version": _version(old), "axes": kind}
        return
    axes = {str(one.get("name")): one for one in _objects(project, "axesColl")}
    for one in _objects(project, "datasetColl"):
        own = axes.get(str(one.get("axesName")), {})
        yield one, str(own.get("type") or ""), _digitiser(project, own)


def _objects(owner: dict[str, Any], member: str) -> list[dict[str, Any]]:
    found = owner.get(member)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise UnreadableCurves(f"This JSON is not a project of {PROGRAM}: its list “{member}” is missing; {AGAIN}.")
    return found


def _version(project: dict[str, Any]) -> str:
    found = project.get("version")
    parts = found[:3] if isinstance(found, list) else [found or ""]
    return ".".join(str(_plain(part, "version")) for part in parts)[:20]


def _plain(value: Any, member: str) -> str | float | None:
    """`value` of `member` as it is kept. Raises UnreadableCurves for no plain value: nested, not finite, or a text with
    control characters or half a character."""
    if isinstance(value, str):
        if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in value):
            raise UnreadableCurves(f"“{member}” of the project has control characters; {AGAIN}.")
        return value[:LONGEST_NAME]
    if value is not None and (not isinstance(value, int | float) or not abs(value) < sys.float_info.max):
        raise UnreadableCurves(f"“{member}” of the project is neither a number nor a text; {AGAIN}.")
    return value


def _digitiser(project: dict[str, Any], axes: dict[str, Any]) -> dict[str, Any]:
    """Program, version, and the calibration that the points rest on."""
    stated = axes.get("calibrationPoints")
    calibration = [
        {key: _plain(point.get(key), f"calibrationPoints: {key}") for key in ("px", "py", "dx", "dy")}
        for point in (stated if isinstance(stated, list) else [])[:8]
        if isinstance(point, dict)
    ]
    return {
        "program": PROGRAM,
        "version": _version(project),
        "axes": str(_plain(axes.get("type") or "", "type")),
        "log_x": bool(axes.get("isLogX")),
        "log_y": bool(axes.get("isLogY")),
        "calibration": calibration,
    }


def _points(one: dict[str, Any]) -> tuple[tuple[float, float], ...]:
    """The points of a data set. Raises UnreadableCurves, to be put behind its name."""
    data = one.get("data")
    if not isinstance(data, list) or not data:
        raise UnreadableCurves("it has no points")
    found = []
    for number, point in enumerate(data, 1):
        value = point.get("value") if isinstance(point, dict) else None
        if not isinstance(value, list) or len(value) < 2:
            raise UnreadableCurves(f"point {number} has pixels and no values; calibrate the axes, then save again")
        try:
            found.append((read_number(value[0]), read_number(value[1])))
        except NotFinite:
            raise UnreadableCurves(f"point {number} has no finite value; delete it, then save again") from None
        except TypedError:
            raise UnreadableCurves(f"point {number} has no numbers for x and y (a date, perhaps)") from None
    return tuple(found)


CURVES = CurveFormat(
    key="webplotdigitizer",
    label="WebPlotDigitizer project (JSON, tar)",
    extensions=("json", "tar"),
    recognises=recognises,
    read=read,
)
