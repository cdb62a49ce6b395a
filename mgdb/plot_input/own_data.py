"""A reader's own table → series over a plot: every cell is judged as any number of the database is.

A unit stands behind a number, in the heading of its column, or is chosen; in that order. A line with a fault is named,
and the others are drawn.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mgdb import plots
from mgdb.formats.columns import SIGN, ColumnPlaces, Row
from mgdb.plots import OWN, Axis, Count, Drawn, OwnPoint, OwnSeries, Point, PointCondition
from mgdb.science import axes
from mgdb.science.axes import AxisError
from mgdb.science.conditions import CONDITIONS

from . import own_table
from .drawings import drawing_of
from .own_cells import CellFault, Number, Scale, bar, looks_like, number_of, place, plain_number, quantity_of
from .own_table import OwnTable, TableFault

MOST_POINTS, MOST_SERIES, MOST_SECONDS = 1000, 20, 4.0
LONGEST_NAME = 60
SOURCE, ORIGIN = "your own data", "your value"
NAME = "My data"
PLAIN = re.compile(r"[xy]\s*\d*", re.IGNORECASE)  # a heading that says nothing
COMMA = re.compile(rf"(?P<before>{SIGN}\d*),(?P<after>\d+)")


@dataclass(frozen=True, slots=True)
class OwnData:
    """What a reader's table gives: series, and sentences on lines that give none, on what is doubtful, on how it was
    read. panel: the one of the figure in which they lie."""

    series: tuple[OwnSeries, ...] = ()
    faults: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    panel: str = ""

    @property
    def points(self) -> list[OwnPoint]:
        return [point for one in self.series for point in one.points]


def unit_choices(axis: Axis) -> list[tuple[str, str]]:
    """The units that a reader may choose for their numbers along `axis`, with the labels of the choices."""
    entry = axis.entry
    if entry is None or len(entry.accepted_units) < 2:
        return []
    accepted = sorted(entry.accepted_units, key=lambda unit: unit != entry.display_unit)
    found = [(f"linear|{unit}", unit) for unit in accepted]
    if entry.dimension in ("temperature", "conductivity"):
        for key in axes.transforms_of(entry)[1:]:
            unit = axes.accepted_units(entry, key)[0]
            found.append((f"{key}|{unit}", axes.axis(axis.key, key, unit).text))
    return found


def read_own(
    text: str, drawing: plots.Drawing, *, chosen: Sequence[str] = ("", ""), name: str = "", panel: str = ""
) -> OwnData:
    """The series of a table for a plot as it is drawn: x and y, or on a plot of rows names and x.

    chosen: for x and y a unit of `choices_of`, empty where the table says it; name: of a series that the table names
    not; panel: the title of that in which they belong, where there are several.
    """
    panels = {title: suffix for suffix, title in plots.panels_of(drawing)}
    if len(panels) > 1 and panel not in panels:
        listed = "; ".join(panels)
        return OwnData(
            faults=(f"The figure has panels, which are not on one scale. Choose that of your data: {listed}.",)
        )
    suffix = panels[panel] if len(panels) > 1 else ""
    across, up = drawing.axes
    layout = drawing.figure["layout"]
    logs = [layout[f"{one}axis{suffix}"].get("type") == "log" for one in "xy"]
    of_rows = up.law == "row"
    judged = [across] if of_rows else [across, up]

    spent = _Spent()

    def is_number(cell: str) -> bool:
        spent.look()
        return any(looks_like(axis, cell) for axis in judged)

    def is_heading(cell: str) -> bool:
        spent.look()
        return _heads(across, cell)

    try:
        tables = own_table.read(text, is_number, is_heading, of_rows=of_rows)
        if (columns := max(len(table.columns) for table in tables)) > MOST_SERIES:
            raise TableFault(f"There are {columns} series; up to {MOST_SERIES} are drawn. Leave some out.")
        if sum(len(table.rows) * len(table.columns) for table in tables) > MOST_POINTS:
            raise TableFault(f"There are more than {MOST_POINTS} points, too many for a figure. Leave some out.")
        named = (name.strip() or NAME)[:LONGEST_NAME]
        found = [_Reader(table, across, up, logs, chosen, named, spent, of_rows=of_rows).read() for table in tables]
    except TableFault as fault:
        return OwnData(faults=(str(fault),))
    return replace(_joined(tables, found), panel=suffix)


class _Spent:
    """How long a table has been read, in processor time of this thread: nobody else waits for one that takes longer."""

    def __init__(self) -> None:
        self.until = time.thread_time() + MOST_SECONDS

    def look(self) -> None:
        """Raises TableFault when it has been too long."""
        if time.thread_time() > self.until:
            raise TableFault(
                "The table takes too long to read. Leave out what is not drawn, and write plain numbers under headings."
            )


def _heads(along: Axis, cell: str) -> bool:
    """Whether a cell is a heading of a column of x."""
    if PLAIN.fullmatch(cell):
        return True
    try:
        axes.read_heading(along.key, cell, named=False)
    except AxisError:
        return False
    return True


def _joined(tables: Sequence[OwnTable], found: Sequence[OwnData]) -> OwnData:
    """What several tables below one another give; what is said of one names its lines."""
    if len(found) == 1:
        return found[0]
    series: dict[str, OwnSeries] = {}
    said: dict[str, list[str]] = {"faults": [], "doubts": [], "said": []}
    for number, (table, own) in enumerate(zip(tables, found, strict=True), 1):
        lines = f"Lines {table.first} to {table.last}: "
        for one in own.series:
            name = one.name if one.name not in series else f"{one.name} {number}"
            series[name] = replace(one, name=name)
        for key, sentences in said.items():
            sentences += [one if one.startswith("Line ") else lines + one for one in getattr(own, key)]
    if len(series) > MOST_SERIES:
        return OwnData(faults=(f"There are {len(series)} series; up to {MOST_SERIES} are drawn.",))
    faults, doubts, how = (tuple(sentences) for sentences in said.values())
    return OwnData(tuple(series.values()), faults, doubts, how)


def drawing_with(
    slug: str,
    points: Sequence[Point | Count],
    options: Mapping[str, Any],
    bare: plots.Drawing,
    own: OwnData,
) -> plots.Drawing:
    """The drawing `bare` of the plot `slug` with `own` over it; a plot that works something out of own data is drawn
    again with them."""
    if getattr(plots.get(slug), "TAKES_OWN", False):
        bare = drawing_of(slug, points, {**options, "own": [point.drawn for point in own.points]})
    return plots.with_own(bare, own.series, own.panel)


class _Reader:
    """Reads the lines of a table one after the other, and keeps what is to be said."""

    def __init__(
        self,
        table: OwnTable,
        across: Axis,
        up: Axis,
        logs: Sequence[bool],
        chosen: Sequence[str],
        name: str,
        spent: _Spent,
        *,
        of_rows: bool,
    ) -> None:
        self.spent = spent
        self.table, self.across, self.up, self.logs, self.of_rows = table, across, up, logs, of_rows
        self.chosen, self.name = chosen, name
        self.faults, self.said = list(table.faults), list(table.said)
        self.doubts: list[str] = []
        self.points: dict[str, list[OwnPoint]] = {}

    def read(self) -> OwnData:
        columns = [(column, *found) for column in self.table.columns if (found := self._scales(column))]
        several = len(self.table.columns) > 1
        for number, (column, x_scale, y_scale, title) in enumerate(columns, 1):
            series = column.name or title
            if not series:
                series = f"{self.name} {number}" if several else self.name
            for row in self.table.rows:
                self.spent.look()
                own = self._cell(row.cells, self.table.names)
                named = " ".join(dict.fromkeys(filter(None, (own, column.name or title)))) if own else series
                try:
                    point = self._point(row, column, x_scale, y_scale, named[:LONGEST_NAME])
                except CellFault as fault:
                    self._fault(f"{row.said}: {fault}")
                    continue
                if point is None:
                    continue
                self.points.setdefault(series if self.of_rows else named, []).append(point)
                self.doubts += [f"{row.said}: {doubt}" for doubt in point.doubts]
        series_of = tuple(OwnSeries(name[:LONGEST_NAME], tuple(points)) for name, points in self.points.items())
        if not series_of and not self.faults:
            self.faults.append("There is no line with numbers; write two columns, as in 25; 1.2e-4.")
        if len(series_of) > MOST_SERIES:
            return OwnData(faults=(f"There are {len(series_of)} series; up to {MOST_SERIES} are drawn.",))
        return OwnData(series_of, tuple(self.faults), tuple(self.doubts), tuple(dict.fromkeys(self.said)))

    def _fault(self, sentence: str) -> None:
        if sentence not in self.faults:  # of a line whose x serves several series
            self.faults.append(sentence)

    @staticmethod
    def _cell(cells: Sequence[str], place: int | None) -> str:
        return cells[place] if place is not None and place < len(cells) else ""

    def _scales(self, column: ColumnPlaces) -> tuple[Scale, Scale | None, str] | None:
        """What the numbers of a column are, and what its heading calls it; None where that is refused."""
        try:
            if self.of_rows:
                x_scale, title = self._scale(self.across, column.y_title, column.y, 0)
                return x_scale, None, title
            x_scale, _ = self._scale(self.across, column.x_title, column.x, 0, named=False)
            y_scale, title = self._scale(self.up, column.y_title, column.y, 1)
        except CellFault as fault:
            self._fault(str(fault))
            return None
        return x_scale, y_scale, title

    def _scale(self, along: Axis, title: str, place: int, which: int, *, named: bool = True) -> tuple[Scale, str]:
        """How the numbers of the column at `place` are meant, and what of its heading names a series."""
        if along.entry is None:
            return Scale(along, None, self.logs[which]), ""
        self.spent.look()
        numbers = [
            value for row in self.table.rows if (value := plain_number(self._cell(row.cells, place))) is not None
        ]
        heading = self._heading(along, title, numbers, named=named)
        stated, name = heading.axis, heading.name
        chosen = self.chosen[which] if which < len(self.chosen) else ""
        picked = None
        if chosen:
            transform, _, unit = chosen.partition("|")
            try:
                picked = axes.axis(along.key, transform, unit)
            except AxisError as error:
                raise CellFault(f"The unit of {along.label.lower()}: {error}.") from None
        if stated and picked and (stated.transform, stated.unit) != (picked.transform, picked.unit):
            raise CellFault(
                f"The heading “{title}” says {stated.text}, and {picked.text} is chosen. Choose what is meant, or “as "
                "the table says”."
            )
        transform = picked.transform if picked else "linear"
        if heading.transforms and transform not in heading.transforms:
            assert along.entry is not None
            unit = axes.accepted_units(along.entry, heading.transforms[0])[0]
            shown = axes.axis(along.key, heading.transforms[0], unit).text
            raise CellFault(
                f"The heading “{title}” says {shown.partition(' / ')[0].strip('(')} without its unit, and "
                f"{picked.text if picked else along.label.lower()} is read there. Write “{shown}” over the column."
            )
        given = stated or picked
        if given is None and along.entry.unit == "1" == along.unit and len(along.entry.accepted_units) == 1:
            given = axes.axis(along.key, "linear", "1")
        cells = [cell for row in self.table.rows if (cell := self._cell(row.cells, place))]
        if given is None and along.entry.unit != "1" and all(plain_number(cell) is not None for cell in cells):
            label, unit = along.label.lower(), along.entry.display_unit
            raise CellFault(
                f"No unit is given for {label}: choose it, or write it in the heading, as ({unit}), or behind each "
                f"number, as {cells[0] if cells else 1} {unit}."
            )
        return Scale(along, given, self.logs[which]), name

    def _heading(self, along: Axis, title: str, numbers: Sequence[float], *, named: bool) -> axes.Heading:
        """What the heading `title` says. Raises CellFault where it is not understood whole."""
        if not title or PLAIN.fullmatch(title):
            return axes.Heading()
        over = [column.y_title for column in self.table.columns]
        counted = len(over) > 1 and all(re.match(r"\w(?!\w)", one) for one in over)
        try:
            return axes.read_heading(along.key, title, numbers, named=named, counted=counted)
        except AxisError as error:
            raise CellFault(f"The heading {error}.") from None

    def _point(
        self, row: Row, column: ColumnPlaces, x_scale: Scale, y_scale: Scale | None, name: str
    ) -> OwnPoint | None:
        """The point of a line in a series; None where the series has none in that line. Raises CellFault."""
        x_cell, y_cell = self._cell(row.cells, column.x), self._cell(row.cells, column.y)
        y_error, x_error = self._cell(row.cells, column.y_error), self._cell(row.cells, column.x_error)
        if y_scale is None:
            return self._in_row(x_cell or name, y_cell, y_error, x_scale)
        if not x_cell or not y_cell:
            if not y_cell and (not x_cell or len(self.table.columns) > 1):
                return None  # series differ in length
            raise CellFault(f"{'y' if x_cell else 'x'} is missing; write both, or leave the line out.")
        x = self._number(x_scale, x_cell, x_error, None)
        if x.bound != "=":
            raise CellFault(f"“{x_cell}” is a bound along x; only y may be one.")
        kelvin = x.value if self.across.key == "temperature" else None
        y = self._number(y_scale, y_cell, y_error, kelvin)
        doubts = x.doubts + y.doubts
        point = Point(
            id="",
            property_key=self.up.key,
            quantity=quantity_of(y),
            material=f"own {name}",
            name=name,
            electrolyte_class=OWN,
            source=SOURCE,
            origin=ORIGIN,
            conditions={self.across.key: PointCondition(low=x.value, high=x.value, printed=x.text, assumed=x.assumed)}
            if self.across.key in CONDITIONS
            else {},
            suspect=bool(doubts),
        )
        drawn = Drawn(point, place(x_scale, x, x.value), place(y_scale, y, y.value, kelvin), x.text, y.text)
        x_ends, y_ends = bar(x_scale, x, None), bar(y_scale, y, kelvin)
        return OwnPoint(drawn, x_ends, y_ends, y.bound, doubts)

    def _in_row(self, name: str, cell: str, error: str, scale: Scale) -> OwnPoint | None:
        if not cell:
            return None
        x = self._number(scale, cell, error, None)
        point = Point(
            id="",
            property_key=self.across.key,
            quantity=quantity_of(x),
            material=f"own {name}",
            name=name[:LONGEST_NAME],
            electrolyte_class=OWN,
            source=SOURCE,
            origin=ORIGIN,
            suspect=bool(x.doubts),
        )
        drawn = Drawn(point, place(scale, x, x.value), 0.0, x.text, "")
        return OwnPoint(drawn, bar(scale, x, None), bound=x.bound, doubts=x.doubts)

    def _number(self, scale: Scale, cell: str, error: str, kelvin: float | None) -> Number:
        return number_of(scale, self._decimal(cell), self._decimal(error), kelvin)

    def _decimal(self, cell: str) -> str:
        found = COMMA.match(cell) if self.table.commas and cell.count(",") == 1 and "." not in cell else None
        return f"{found['before']}.{found['after']}{cell[found.end() :]}" if found else cell
