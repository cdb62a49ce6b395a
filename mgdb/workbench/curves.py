"""A row of the grid of curves: one data set of a file that was dropped, with its axes, as a digitised curve."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from django.core.exceptions import ValidationError

from mgdb.formats import CurveData, CurveFile, UnreadableCurves
from mgdb.formats.curve_table import read_text
from mgdb.formats.curves import points_text
from mgdb.models import Curve
from mgdb.science import axes
from mgdb.science.axes import AmbiguousAxis, Axis, AxisError
from mgdb.science.conditions import CONDITIONS
from mgdb.science.markup import Html, escaped
from mgdb.science.properties import PROPERTIES
from mgdb.science.typeset import printed_html

from .bench import Bench
from .conditions import Read, read_conditions
from .flags import read_flags
from .grids import AXIS, TRANSFORM
from .limits import size_problem
from .reading import Draft, Payload, Reading, RowError, chosen, folded, put
from .subjects import attempt, choice, text_of

LONGEST_TITLE, LONGEST_UNIT, LONGEST_FILE_NAME = 120, 40, 100


def rows_of_file(bench: Bench, found: CurveFile, file_name: str) -> tuple[list[dict[str, str]], list[str]]:
    """The payload of a row for each data set of a file, and what is left out, in a sentence each.

    A data set that is named as a specimen of the paper is about it.
    """
    own: dict[str, set[str]] = {}
    for name in (*bench.materials.values(), *bench.cells.values()):
        own.setdefault(folded(name), set()).add(name)
    payloads, left_out = [], list(found.left_out)
    for one in found.curves:
        payload = _payload(one, file_name)
        named = own.get(folded(one.name), set())
        if len(named) == 1:
            payload |= {"of": next(iter(named))}
        if problem := size_problem(payload, "curves"):
            left_out.append(f"“{one.name}” is left out: {problem[1]}")
        else:
            payloads.append({key: text for key, text in payload.items() if text})
    return payloads, left_out


def _payload(one: CurveData, file_name: str) -> dict[str, str]:
    return {
        "name": one.name,
        "x_label": one.x_title[:LONGEST_TITLE],
        "y_label": one.y_title[:LONGEST_TITLE],
        "points": points_text(one.points, one.x_errors, one.y_errors, one.bounds),
        "digitiser": json.dumps(one.digitiser, ensure_ascii=False) if one.digitiser else "",
        "file": file_name.rpartition("/")[2][:LONGEST_FILE_NAME],
    }


def read_curve(bench: Bench, payload: Payload, own: str = "") -> Reading:
    """What a row of curves says. Faults are collected: the row shows all of them at once."""
    result = Reading()
    form: dict[str, Any] = {"document": bench.paper.public_id}
    name = text_of(payload, "name")
    if not name:
        result.faults.append(
            RowError("name", "Name the curve, so that it is told apart from the others of the figure.")
        )
    where = text_of(payload, "where")
    if not where:
        result.faults.append(RowError("where", "Say which figure it is: Fig. 3b."))
    subject = attempt(result, lambda: bench.named(payload, "of", cells=True))
    if subject == "":
        result.faults.append(RowError("of", "Say what it is about: a specimen, an electrolyte or a cell."))
    cell = attempt(result, lambda: bench.named(payload, "cell", cells=True, materials=False))
    put(form, "name", name)
    put(form, "locator", where)
    for column in ("origin", "method", "ion"):
        put(form, column, attempt(result, lambda column=column: choice("curves", payload, column)))
    for column in ("source", "document"):
        put(form, column, attempt(result, lambda column=column: bench.source(payload, column)))
    flags = attempt(result, lambda: read_flags(payload.get("flag", "")))
    put(form, "flags", flags)
    for column, field in (("detail", "method_detail"), ("citation", "citation_key")):
        put(form, field, text_of(payload, column))
    put(form, "remarks", payload.get("remarks", "").strip())
    if subject:
        form["material" if subject.startswith("mat-") else "cell"] = subject
        if cell and subject.startswith("mat-"):
            form["measured_in"] = cell
    data = attempt(result, lambda: _points(payload))
    if data is None:
        return result
    put(form, "digitiser", attempt(result, lambda: _digitiser(payload)))
    found = [attempt(result, lambda side=side: read_axis(payload, side, data)) for side in ("x", "y")]
    for side, one in zip("xy", found, strict=True):
        put(form, f"{side}_label", text_of(payload, f"{side}_label"))
        if one is not None:
            form |= {f"{side}_axis": one.key, f"{side}_transform": one.transform}
            put(form, f"{side}_unit", one.unit)
    form["points"] = [list(point) for point in data.points]
    for field in ("x_errors", "y_errors"):
        put(form, field, [list(bar) for bar in getattr(data, field)])
    put(form, "bounds", list(data.bounds))
    across, up = found
    if across is None or up is None:
        return result
    conditions = attempt(result, lambda: _conditions(payload, across, up))
    if conditions is None:
        return result
    put(form, "conditions", dict(conditions.printed))
    _judge(result, form, conditions, flagged=bool(flags))
    result.said = _in_words(across, up, data, conditions)
    result.drafts.append(Draft("curve", "curve", form))
    return result


def _points(payload: Payload) -> CurveData:
    """The points of a row, as the drop wrote them."""
    try:
        found = read_text(payload.get("points", ""), bars_behind=True).curves
    except UnreadableCurves as error:
        raise RowError("points", f"{error} Delete the row, and drop the file again.") from error
    if len(found) != 1:
        raise RowError("points", "This row does not hold the points of one curve. Delete it, and drop the file again.")
    return found[0]


def _digitiser(payload: Payload) -> dict[str, Any]:
    text = payload.get("digitiser", "").strip()
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError) as error:
        raise RowError("digitiser", "What the digitiser says of itself is not JSON: drop the file again.") from error
    if not isinstance(found, dict):
        raise RowError("digitiser", "What the digitiser says of itself is not a mapping: drop the file again.")
    return found


def read_axis(payload: Payload, side: str, data: CurveData) -> Axis:
    """What runs along x or y (`side`): as it is chosen, and what is not chosen as the printed title says it.

    What a title leaves open is asked at the first part of the axis that it leaves open. Raises RowError.
    """
    column = {part: f"{side}_{part}" for part in ("label", "axis", "transform", "unit")}
    title = text_of(payload, column["label"])
    for part, most in (("label", LONGEST_TITLE), ("unit", LONGEST_UNIT)):
        if len(text_of(payload, column[part])) > most:
            raise RowError(column[part], f"This has more than {most} characters; shorten it.")
    key = chosen(payload, column["axis"], AXIS)
    transform = chosen(payload, column["transform"], TRANSFORM)
    unit = text_of(payload, column["unit"])
    if key and (not title or (transform and unit)):
        return _chosen(column, key, transform, unit)
    if not title:
        raise RowError(column["axis"], f"Choose what runs along {side}, or give the title of the axis as printed.")
    numbers = [point["xy".index(side)] for point in data.points]
    try:
        found = _readings(title, numbers, key, unit)
    except AxisError as error:
        if key and (transform or unit):
            return _chosen(column, key, transform, unit)
        if key:
            raise RowError(column["unit"], f"Give the unit of the numbers along {side}: {error}.") from error
        raise RowError(column["axis"], f"{error}. Choose what runs along {side}.") from error
    fitting = [one for one in found if transform in ("", one.transform) and (not unit or _has_unit(one, unit))]
    if not fitting:
        at = "transform" if transform and transform not in {one.transform for one in found} else "unit"
        raise RowError(column[at], f"The title “{title}” reads as {found[0].text}; correct one of them.")
    return fitting[0] if len(fitting) == 1 else _open(side, title, fitting)


def _chosen(column: Mapping[str, str], key: str, transform: str, unit: str) -> Axis:
    try:
        return axes.axis(key, transform or "linear", unit)
    except AxisError as error:
        at = "unit" if (transform or "linear") in axes.transforms_of(axes.ENTRIES[key]) else "transform"
        raise RowError(column[at], f"{error}.") from error


def _readings(title: str, numbers: Sequence[float], key: str, unit: str) -> list[Axis]:
    """The axes that a title can mean; a unit that it does not name is read as if it stood behind. Raises AxisError."""
    among = [key] if key else ()
    try:
        return [axes.read(title, numbers, among=among)]
    except AmbiguousAxis as error:
        return list(error.choices)
    except AxisError:
        if not unit:
            raise
        return _readings(f"{title} ({unit})", numbers, key, "")


def _has_unit(found: Axis, unit: str) -> bool:
    try:
        return axes.axis(found.key, found.transform, unit).unit == found.unit
    except AxisError:
        return False


def _open(side: str, title: str, choices: Sequence[Axis]) -> NoReturn:
    """Asks which of `choices` a title means, at the first part in which they differ. Raises RowError."""
    for part, what, ways in (
        ("axis", "quantity", [one.entry.label for one in choices]),
        ("transform", "reading of the numbers", [dict(TRANSFORM)[one.transform] for one in choices]),
        ("unit", "unit", [one.unit for one in choices]),
    ):
        if len(different := list(dict.fromkeys(ways))) > 1:
            listed = " or ".join(dict.fromkeys(one.text for one in choices)) if part != "axis" else ""
            said = f": {listed}" if listed else ""
            raise RowError(f"{side}_{part}", f"{side}: “{title}” leaves its {what} open{said}.", different, asked=True)
    raise RowError(f"{side}_axis", f"{side}: “{title}” can be read in several ways; choose.", asked=True)


def _conditions(payload: Payload, across: Axis, up: Axis) -> Read:
    """The conditions of the whole curve: none of those that run along it, and the scale that a title states."""
    found = read_conditions(payload.get("conditions", ""), payload.get("common", ""), PROPERTIES.get(up.key))
    if found.steps:
        reason = "A list of values is none of one curve: what changes from point to point is its x."
        raise RowError("conditions", reason)
    for key in {across.key, up.key} & found.others:
        del found.printed[key]
    if "potential_scale" not in found.printed or "potential_scale" in found.others:
        titles = (text_of(payload, f"{side}_label") for side in ("x", "y"))
        if scale := next(filter(None, map(axes.potential_scale, titles)), ""):
            found.printed["potential_scale"] = scale
    return found


def _judge(result: Reading, form: dict[str, Any], conditions: Read, *, flagged: bool) -> None:
    """What is wrong or doubtful about the curve that `form` would be."""
    columns = {name: form[name] for name in form if name.startswith(("x_", "y_"))}
    curve = Curve(points=form["points"], bounds=form.get("bounds", []), digitiser=form.get("digitiser", {}), **columns)
    try:
        curve.check_axes_and_points()
    except ValidationError as error:
        for column, messages in error.message_dict.items():
            result.faults += [RowError(column, message) for message in messages]
        return
    if not flagged:
        result.doubts += [("points", doubt) for doubt in curve.axis_doubts(noted=conditions.printed)]
        result.doubts += [("conditions", doubt) for doubt in conditions.doubts]


def _in_words(across: Axis, up: Axis, data: CurveData, conditions: Read) -> Html:
    parts = [f"{escaped(up.text)} against {escaped(across.text)}", f"{len(data.points)} points"]
    for key, value in conditions.printed.items():
        label = CONDITIONS[key].label.lower()
        parts.append(f"{escaped(label)} {printed_html(value)}")
    return Html("; ".join(parts))


READERS = {"curves": read_curve}
