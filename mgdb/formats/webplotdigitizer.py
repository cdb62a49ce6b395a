"""What WebPlotDigitizer saves of a figure: its project (JSON, versions 3 and 4) and its tables (CSV).

https://automeris.io: a project holds axes with their calibration and data sets; `value` of a point is x and y on the
axes. A table of all data sets has their names in the first line and X,Y under each in the second.
"""

from __future__ import annotations

import csv
import json
import math
from dataclasses import dataclass, field
from typing import Any

PROGRAM = "WebPlotDigitizer"


class NotDigitised(ValueError):
    """A text that is no project or table of WebPlotDigitizer; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A digitised curve: its name, its points [x, y], and how it was read (program, version, axes)."""

    name: str
    points: tuple[tuple[float, float], ...]
    digitiser: dict[str, Any] = field(default_factory=dict)


def looks_like_it(text: str) -> bool:
    """Whether `text` is to be read here: a project, or a table under names of data sets."""
    lines = text.lstrip("\ufeff \r\n").splitlines()
    if lines and lines[0].startswith("{"):
        return True
    return len(lines) > 1 and [cell.strip().upper() for cell in lines[1].split(",")][:2] == ["X", "Y"]


def read(text: str) -> list[Dataset]:
    """The data sets of a project or table. Raises NotDigitised, naming line or member, with a suggestion."""
    text = text.lstrip("\ufeff \r\n")
    found = _project(text) if text.startswith("{") else _table(text)
    if not any(one.points for one in found):
        raise NotDigitised("There is no point in it; digitise the curve first, then save again.")
    return [one for one in found if one.points]


def _project(text: str) -> list[Dataset]:
    try:
        project = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotDigitised(f"The project cannot be read as JSON: {error}; save it again.") from None
    old = project.get("wpd")
    try:
        if isinstance(old, dict):
            digitiser = {"program": PROGRAM, "version": _version(old), "axes": old.get("axesType", "")}
            return [Dataset(str(one.get("name", "")), _points(one), digitiser) for one in old["dataSeries"]]
        axes = {one.get("name"): one for one in project.get("axesColl", [])}
        return [
            Dataset(str(one.get("name", "")), _points(one), _digitiser(project, axes.get(one.get("axesName"), {})))
            for one in project["datasetColl"]
        ]
    except NotDigitised:
        raise
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        reason = f"This JSON is no project of {PROGRAM} ({error} is missing or wrong); save it again."
        raise NotDigitised(reason) from None


def _version(project: dict[str, Any]) -> str:
    return ".".join(str(part) for part in project.get("version", []))


def _digitiser(project: dict[str, Any], axes: dict[str, Any]) -> dict[str, Any]:
    """Program, version, and the calibration that the points rest on."""
    calibration = [
        {key: point.get(key) for key in ("px", "py", "dx", "dy")} for point in axes.get("calibrationPoints", [])
    ]
    return {
        "program": PROGRAM,
        "version": _version(project),
        "axes": axes.get("type", ""),
        "log_x": bool(axes.get("isLogX")),
        "log_y": bool(axes.get("isLogY")),
        "calibration": calibration,
    }


def _points(one: dict[str, Any]) -> tuple[tuple[float, float], ...]:
    found = []
    for number, point in enumerate(one["data"], 1):
        x, y = (float(part) for part in point["value"][:2])
        if not (math.isfinite(x) and math.isfinite(y)):
            raise NotDigitised(f"Point {number} of “{one.get('name', '')}” has no finite value; leave it out.")
        found.append((x, y))
    return tuple(found)


def _table(text: str) -> list[Dataset]:
    lines = list(csv.reader(text.splitlines()))
    names = [name.strip() for name in lines[0][::2]] if lines else []
    points: list[list[tuple[float, float]]] = [[] for _ in names]
    for number, line in enumerate(lines[2:], 3):
        for place in range(len(names)):
            cells = [cell.strip() for cell in line[2 * place : 2 * place + 2]]
            if not any(cells):
                continue  # data sets differ in length
            try:
                x, y = (float(cell) for cell in cells)
                if not (math.isfinite(x) and math.isfinite(y)):
                    raise ValueError
            except ValueError:
                raise NotDigitised(
                    f"Line {number}, “{','.join(cells)[:60]}”, is no point: there must be x and y, finite numbers with "
                    "decimal points."
                ) from None
            points[place].append((x, y))
    return [Dataset(name, tuple(own), {"program": PROGRAM}) for name, own in zip(names, points, strict=True)]
