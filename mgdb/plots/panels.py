"""Several charts in one figure, one above the other, each with axes of its own.

Potentials on different scales are never converted and never share an axis: each scale has a panel.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import Property
from mgdb.science.vocabulary import POTENTIAL_SCALES, label

from .model import Drawing, Drawn, Option, Point, merged

GAP = 84  # px between two panels: title and numbers of an axis
FRAME, HEIGHT, LEAST = 150, 450, 70  # px: around the fields, a figure that names no height, a field
EACH = ("each", "a panel for each")
OPTION = Option(
    key="scale",
    label="Reference scale",
    choices=(EACH, *((term.key, term.label) for term in POTENTIAL_SCALES)),
    default=EACH[0],
)
_ORDER = [term.key for term in POTENTIAL_SCALES]


def scale_of(point: Point) -> str:
    """The key of the potential scale of `point`; "not_stated" where there is none."""
    return point.condition_text("potential_scale") or "not_stated"


def in_words(scale: str) -> str:
    return label(POTENTIAL_SCALES, scale)


def behind(scale: str) -> str:
    """What stands behind a number on this scale: “ vs Mg/Mg²⁺”."""
    return {"not_stated": " (scale not stated)", "cell": " (cell voltage)"}.get(scale, f" vs {in_words(scale)}")


def has_scale(entry: Property) -> bool:
    """Whether values of a property are potentials on a scale, so that values on two are not compared."""
    return CONDITIONS["potential_scale"].relevance.decides.holds(entry)


def scales_of(points: Iterable[Point]) -> list[str]:
    """The scales of `points`, that of most first, those that are not stated last; equally many as the vocabulary is."""
    counted: dict[str, int] = {}
    for point in points:
        counted[scale_of(point)] = counted.get(scale_of(point), 0) + 1
    return sorted(
        counted,
        key=lambda key: (key == "not_stated", -counted[key], _ORDER.index(key) if key in _ORDER else len(_ORDER)),
    )


def stacked(drawings: Sequence[Drawing]) -> Drawing:
    """`drawings`, at least one, as panels of one figure, the first on top; texts and tables are those of the first.

    An entry of the legend stands once. Panels that show one quantity along x show the same stretch of it, so that what
    is as long is as much.
    """
    if len(drawings) == 1:
        return drawings[0]
    first = drawings[0]
    heights = [max(int(one.figure["layout"].get("height", HEIGHT)) - FRAME, LEAST) for one in drawings]
    whole = sum(heights) + GAP * (len(heights) - 1)
    layout = {key: value for key, value in first.figure["layout"].items() if not key.startswith(("xaxis", "yaxis"))}
    layout |= {"height": whole + FRAME, "annotations": [], "showlegend": True}
    is_shared = all(one.axes[:1] == first.axes[:1] for one in drawings) and bool(first.axes)
    across = _stretch(drawings) if is_shared else None
    data: list[dict[str, Any]] = []
    named: set[str] = set()
    end = whole
    for number, (one, own) in enumerate(zip(drawings, heights, strict=True), 1):
        suffix = "" if number == 1 else str(number)
        x, y = f"x{suffix}", f"y{suffix}"
        given = one.figure["layout"]
        layout[f"xaxis{suffix}"] = {**given["xaxis"], "anchor": y, "side": "bottom"}
        if is_shared:
            shared = {"range": across} if across else {}
            layout[f"xaxis{suffix}"] |= shared if number == 1 else {**shared, "matches": "x"}
        layout[f"yaxis{suffix}"] = {**given["yaxis"], "anchor": x, "domain": [(end - own) / whole, end / whole]}
        layout["annotations"] += [_placed(note, x, y) for note in given.get("annotations", ())]
        for trace in one.figure["data"]:
            shown = trace.get("showlegend", True) and trace["name"] not in named
            if trace.get("showlegend", True):
                named.add(trace["name"])
            data.append({**trace, "xaxis": x, "yaxis": y, "showlegend": shown, "legendgroup": trace["name"]})
        end -= own + GAP
    drawn: tuple[Drawn, ...] = tuple(item for one in drawings for item in one.drawn)
    left_out = first.left_out
    for one in drawings[1:]:
        left_out = merged(left_out, one.left_out)
    return replace(
        first,
        figure={"data": data, "layout": layout},
        drawn=drawn,
        left_out=left_out,
        outside=tuple(item for one in drawings for item in one.outside),
    )


def _stretch(drawings: Sequence[Drawing]) -> list[float] | None:
    """From where to where the shared x axis reaches; None where no panel says it, and it follows what is drawn."""
    given = [one.figure["layout"]["xaxis"].get("range") for one in drawings]
    if not any(given):
        return None
    ends: list[float] = []
    for one, own in zip(drawings, given, strict=True):
        axis = one.figure["layout"]["xaxis"]
        log = axis.get("type") == "log"
        ends += own or [math.log10(item.x) if log else item.x for item in one.drawn]
        ends += [0.0] if axis.get("rangemode") == "tozero" else []
    return [min(ends), max(ends)]


def _placed(note: Mapping[str, Any], x: str, y: str) -> dict[str, Any]:
    """A note of a figure of its own, where its panel is."""
    return {
        **note,
        **{ref: f"{axis} domain" if note.get(ref) == "paper" else axis for ref, axis in (("xref", x), ("yref", y))},
    }
