"""A figure as a small picture: SVG of the plot's own series, for pages that have no plotly.

Colours are classes (`s0`…, of the places of the palette), so that the page's own light or dark variant holds; all
points of one look are one path, and points at one pixel are one, so that thousands take few bytes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import Any

from .chemistry import marks
from .model import Drawing

LEFT, RIGHT, TOP, BOTTOM = 38, 8, 20, 32  # px around the panels
ROWS_LEFT, CELLS_AROUND = 8, 6
MARGIN = 0.06  # of an axis that follows what it shows
LETTER = 6.2  # px of a letter of a title, about
STRAIGHT = 0.3  # px that a line may be off where points of it are left out
HEAT = 5  # steps of a table of counts
MARKUP = re.compile(r"<[^>]*>")
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
TRIANGLES = {
    "triangle-up": "m-3 2h6l-3-5z",
    "triangle-down": "m-3-2h6l-3 5z",
    "triangle-right": "m-2-3v6l5-3z",
    "triangle-left": "m2-3v6l-5-3z",
}
HOLLOW = "m-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0"
# what stands at points beside them: strokes of other chemistries, rings of assumed temperatures, crosses of doubt
STROKES = {
    "line-ne": "m-3.5 3.5l7-7",
    "x-thin": "m-3-3l6 6m0-6l-6 6",
    "circle": "m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """The content of an SVG of this size, and where in it each value stands, by its id."""

    width: int
    height: int
    content: str
    places: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)


def pictured(drawing: Drawing, width: int, height: int) -> Picture:
    """`drawing` as a picture of so many pixels: its points, lines, bars and ranges, with axes and their titles."""
    figure = drawing.figure
    if any(trace["type"] == "heatmap" for trace in figure["data"]):
        return Picture(width, height, _cells(figure, width, height))
    panels = _panels(figure, width, height)
    content = [part for panel in panels.values() for part in (panel.frame(), *panel.series(figure["data"]))]
    places: dict[str, list[tuple[int, int]]] = {}
    for mark in marks(figure):
        panel = panels.get(mark.axes)
        if panel and (at := panel.place(mark.x, mark.y)) and panel.holds(at):
            places.setdefault(mark.id, []).append((round(at[0]), round(at[1])))
    return Picture(width, height, "".join(content), {key: tuple(dict.fromkeys(own)) for key, own in places.items()})


@dataclass(frozen=True, slots=True)
class _Axis:
    """An axis along pixels from `start` to `end`, over [low, high] in its own places: logarithms where it is `log`."""

    low: float
    high: float
    start: float
    end: float
    log: bool
    title: str

    def at(self, number: Any) -> float | None:
        """The pixel of a number; None for what has no place."""
        if not isinstance(number, (int, float)) or (self.log and number <= 0) or not math.isfinite(number):
            return None
        place = math.log10(number) if self.log else float(number)
        return self.start + (place - self.low) / ((self.high - self.low) or 1) * (self.end - self.start)

    def ticks(self, most: int) -> list[tuple[float, str]]:
        """Pixels and labels of at most so many round numbers."""
        span = self.high - self.low
        step = _round_step(span / most, whole=self.log)
        first = math.ceil(self.low / step - 1e-9)
        numbers = [step * one for one in range(first, math.floor(self.high / step + 1e-9) + 1)]
        pixel = (self.end - self.start) / (span or 1)
        return [(self.start + (one - self.low) * pixel, self._label(one)) for one in numbers]

    def _label(self, place: float) -> str:
        if not self.log:
            return f"{round(place, 10):g}".replace("-", "−")
        if -2 <= place <= 4:
            return f"{10**place:g}"
        return f"10{str(round(place)).translate(SUPERSCRIPT)}"


@dataclass(frozen=True, slots=True)
class _Panel:
    """Two axes of a figure with what is drawn on them."""

    name: tuple[str, str]
    x: _Axis
    y: _Axis
    rows: bool

    def place(self, x: Any, y: Any) -> tuple[float, float] | None:
        across, up = self.x.at(x), self.y.at(y)
        return None if across is None or up is None else (across, up)

    def holds(self, at: tuple[float, float]) -> bool:
        return (
            self.x.start - 1 <= at[0] <= self.x.end + 1 and self.y.end - 1 <= at[1] <= self.y.start + 1
        )  # y grows downwards

    def frame(self) -> str:
        """Grid, labels of ticks, and the titles of the axes."""
        left, right, top, bottom = self.x.start, self.x.end, self.y.end, self.y.start
        found = [f'<path class="axis" d="M{left:.0f} {top:.0f}V{bottom:.0f}H{right:.0f}"/>']
        grid, words = [], []
        for at, label in self.x.ticks(5 if right - left < 400 else 8):
            grid.append(f"M{at:.0f} {top:.0f}V{bottom:.0f}")
            words.append(f'<text x="{at:.0f}" y="{bottom + 12:.0f}" class="mid">{escape(label)}</text>')
        if not self.rows:
            for at, label in self.y.ticks(4 if bottom - top < 220 else 6):
                grid.append(f"M{left:.0f} {at:.0f}H{right:.0f}")
                words.append(f'<text x="{left - 4:.0f}" y="{at + 3.5:.0f}" class="end">{escape(label)}</text>')
        found.append(f'<path class="grid" d="{"".join(grid)}"/>')
        room = int((right - left + LEFT) / LETTER)
        if self.x.title:
            shown = escape(_cut(self.x.title, room))
            words.append(f'<text x="{right:.0f}" y="{bottom + 27:.0f}" class="end">{shown}</text>')
        if self.y.title and not self.rows:
            words.append(f'<text x="2" y="{top - 8:.0f}">{escape(_cut(self.y.title, room))}</text>')
        return "".join([*found, *words])

    def series(self, data: Iterable[Mapping[str, Any]]) -> Iterator[str]:
        """The paths of the traces on this panel, those of one look together, lines below points."""
        looks: dict[tuple[int, str], dict[str, None]] = {}
        for trace in data:
            if (trace.get("xaxis", "x"), trace.get("yaxis", "y")) != self.name:
                continue
            for layer, look, part in self._parts(trace):
                looks.setdefault((layer, look), {})[part] = None  # points at one pixel are drawn once
        for (_, look), parts in sorted(looks.items(), key=lambda item: item[0][0]):
            yield f'<path class="{look}" d="{"".join(parts)}"/>'

    def _parts(self, trace: Mapping[str, Any]) -> Iterator[tuple[int, str, str]]:
        """Layer, classes and path of each part of a trace."""
        meta = trace.get("meta") or {}
        colour = f"s{meta.get('colour', 'muted')}"
        if trace["type"] == "bar":
            for x, y in zip(trace["x"], trace["y"], strict=True):
                if (at := self.place(x, y)) and (zero := self.place(0, y)):
                    yield 1, f"thick {colour}", f"M{zero[0]:.0f} {at[1]:.0f}H{at[0]:.0f}"
            return
        if meta.get("reading"):
            return  # the temperature that is read
        mode = trace.get("mode", "")
        if "lines" in mode:
            dash = trace.get("line", {}).get("dash", "solid")
            look = "band" if trace.get("fill") else f"line {colour}{' dash' if dash != 'solid' else ''}"
            yield from ((0 if look == "band" else 2, look, part) for part in self._line(trace, closed=look == "band"))
        if "markers" in mode and "customdata" in trace:
            yield from self._points(trace, colour)
        elif "markers" in mode and ("of" in meta or trace["marker"].get("symbol") in STROKES):
            yield from self._signs(trace, colour)

    def _signs(self, trace: Mapping[str, Any], colour: str) -> Iterator[tuple[int, str, str]]:
        """What stands at points and is none: heads of arrows, strokes, rings, crosses."""
        symbols, sizes = (trace["marker"][name] for name in ("symbol", "size"))
        for number, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
            at = self.place(x, y)
            if at is None or not self.holds(at) or not (sizes[number] if isinstance(sizes, list) else sizes):
                continue
            here = f"M{at[0]:.0f} {at[1]:.0f}"
            shape = (symbols[number] if isinstance(symbols, list) else symbols).removesuffix("-open")
            if sign := TRIANGLES.get(shape):
                yield 4, f"sign {colour}", here + sign
            elif sign := STROKES.get(shape):
                yield 6, f"stroke {colour}", here + sign

    def _line(self, trace: Mapping[str, Any], *, closed: bool) -> Iterator[str]:
        run: list[tuple[float, float]] = []
        steps = trace.get("line", {}).get("shape") == "hv"
        for x, y in [*zip(trace["x"], trace["y"], strict=True), (None, None)]:
            if at := self.place(x, y):
                if run and steps:  # along first, then up
                    run.append((at[0], run[-1][1]))
                run.append(at)
                continue
            if len(run) > 1:
                yield _path(_bends(run), closed=closed)
            run = []

    def _points(self, trace: Mapping[str, Any], colour: str) -> Iterator[tuple[int, str, str]]:
        symbols = trace["marker"].get("symbol", "circle")
        for number, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
            at = self.place(x, y)
            if at is None or not self.holds(at):
                continue
            here = f"M{at[0]:.0f} {at[1]:.0f}"
            shape = symbols[number] if isinstance(symbols, list) else symbols
            if isinstance(shape, str) and (sign := TRIANGLES.get(shape.removesuffix("-open"))):
                yield 4, f"{'hollow' if shape.endswith('-open') else 'sign'} {colour}", here + sign
            elif isinstance(shape, str) and "-open" in shape:
                yield 4, f"hollow {colour}", here + HOLLOW
            else:
                yield 5, f"dots {colour}", f"{here}h0"
            yield from ((3, f"reach {colour}", part) for part in self._reaches(trace, number, x, y))

    def _reaches(self, trace: Mapping[str, Any], number: int, x: float, y: float) -> Iterator[str]:
        """The bars at a point, along either axis."""
        for name, along in (("error_x", True), ("error_y", False)):
            if bars := trace.get(name):
                above = bars["array"][number]
                below = bars["arrayminus"][number] if "arrayminus" in bars else above
                if not above and not below:
                    continue
                ends = [(x - below, y), (x + above, y)] if along else [(x, y - below), (x, y + above)]
                first, last = (self.place(*end) for end in ends)
                if first and last:
                    yield _path([first, last], closed=False)


def _panels(figure: Mapping[str, Any], width: int, height: int) -> dict[tuple[str, str], _Panel]:
    layout = figure["layout"]
    rows = bool((layout.get("meta") or {}).get("rows"))
    names = dict.fromkeys(
        (trace.get("xaxis", "x"), trace.get("yaxis", "y"))
        for trace in figure["data"]
        if "overlaying" not in layout.get(_key(trace.get("xaxis", "x")), {})
    )
    left = ROWS_LEFT if rows else LEFT
    found = {}
    for x, y in names:
        own = [trace for trace in figure["data"] if (trace.get("xaxis", "x"), trace.get("yaxis", "y")) == (x, y)]
        across, up = layout[_key(x)], layout[_key(y)]
        low, high = up.get("domain", (0, 1))
        room = height - (ROWS_LEFT if rows else TOP) - BOTTOM
        foot = height - BOTTOM - low * room
        top = height - BOTTOM - high * room + (TOP if high < 1 else 0)
        found[x, y] = _Panel((x, y), _axis(across, own, "x", left, width - RIGHT), _axis(up, own, "y", foot, top), rows)
    return found


def _key(axis: str) -> str:
    return f"{axis[0]}axis{axis[1:]}"


def _axis(layout: Mapping[str, Any], traces: Sequence[Mapping[str, Any]], name: str, start: float, end: float) -> _Axis:
    log = layout.get("type") == "log"
    title = MARKUP.sub("", (layout.get("title") or {}).get("text", ""))
    if ends := layout.get("range"):
        return _Axis(float(ends[0]), float(ends[1]), start, end, log, title)
    places = [
        math.log10(one) if log else float(one)
        for trace in traces
        if not (trace.get("meta") or {}).get("reading")
        for one in _reached(trace, name)
        if isinstance(one, (int, float)) and (one > 0 or not log)
    ]
    if layout.get("rangemode") == "tozero" and not log:
        places.append(0.0)
    low, high = min(places, default=0.0), max(places, default=1.0)
    edge = MARGIN * (high - low) or 0.5
    zero = layout.get("rangemode") == "tozero" and low >= 0
    return _Axis(low if zero else low - edge, high + edge, start, end, log, title)


def _reached(trace: Mapping[str, Any], name: str) -> Iterator[Any]:
    """The numbers of a trace along an axis, with the ends of their bars."""
    yield from trace.get(name, ())
    if bars := trace.get(f"error_{name}"):
        above = bars["array"]
        for number, up, down in zip(trace[name], above, bars.get("arrayminus", above), strict=True):
            yield number + up
            yield number - down
    if trace["type"] == "bar":
        yield 0.0


def _cells(figure: Mapping[str, Any], width: int, height: int) -> str:
    """A table of counts: a cell each, the darker the more."""
    trace = next(trace for trace in figure["data"] if trace["type"] == "heatmap")
    table = trace["z"]
    wide, high = (width - 2 * CELLS_AROUND) / len(table[0]), (height - 2 * CELLS_AROUND) / len(table)
    most = max((one or 0 for line in table for one in line), default=0) or 1
    steps: dict[int, list[str]] = {}
    for row, line in enumerate(table):
        for column, count in enumerate(line):
            step = math.ceil((count or 0) / most * HEAT)
            if not step:
                continue
            x, y = CELLS_AROUND + column * wide, CELLS_AROUND + row * high
            steps.setdefault(step, []).append(f"M{x:.1f} {y:.1f}h{wide - 1:.1f}v{max(high - 1, 1):.1f}h{1 - wide:.1f}z")
    ground = f'<path class="heat h0" d="M{CELLS_AROUND} {CELLS_AROUND}H{width - CELLS_AROUND}V{height - CELLS_AROUND}'
    ground += f'H{CELLS_AROUND}z"/>'
    return ground + "".join(
        f'<path class="heat h{step}" d="{"".join(parts)}"/>' for step, parts in sorted(steps.items())
    )


def _bends(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """`points` without those that lie on the way from the last one kept to the next."""
    kept = [points[0]]
    for (x, y), (next_x, next_y) in pairwise(points[1:]):
        wide, high = next_x - kept[-1][0], next_y - kept[-1][1]
        aside = abs(wide * (y - kept[-1][1]) - high * (x - kept[-1][0])) / (math.hypot(wide, high) or 1)
        if aside > STRAIGHT:
            kept.append((x, y))
    return [*kept, points[-1]]


def _path(points: Sequence[tuple[float, float]], *, closed: bool) -> str:
    first, *rest = [f"{_short(x)} {_short(y)}" for x, y in points]
    return f"M{first}L{' '.join(dict.fromkeys(rest)) if closed else ' '.join(rest)}{'z' if closed else ''}"


def _short(number: float) -> str:
    return f"{min(max(number, -2000.0), 4000.0):.1f}".removesuffix(".0")


def _round_step(least: float, *, whole: bool) -> float:
    """The next of 1, 2, 5 × 10ⁿ from `least` on; a whole number of decades with `whole`."""
    if whole:
        return float(max(math.ceil(least), 1))
    power = 10.0 ** math.floor(math.log10(least or 1))
    return next(one * power for one in (1, 2, 5, 10) if one * power >= least * (1 - 1e-9))


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: max(room - 1, 1)]}…"
