"""The cells of a comparison of materials, column by column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from mgdb.models import Electrolyte
from mgdb.science import typeset

from .columns import CAPACITY_KEYS
from .factors import Improvement
from .pieces import Cell, Line, Notes, Piece, factor_piece, flagged, lines, marked, number, quoted, word
from .table import Placed, Row, Table

NO_CONTROL = "no control in the group: no factor"
STRONGEST = ("not", "care", "comparable")  # which mark a value carries that has several


@dataclass(frozen=True)
class Printer:
    """Prints the cells of `table`, collecting footnotes in `notes`."""

    table: Table
    notes: Notes

    def values(self, row: Row, place: int) -> Cell:
        """The values of a column."""
        write = self.capacity if self.table.columns[place].key in CAPACITY_KEYS else self.value
        return lines(*(write(placed) for placed in row.cells[place]))

    def capacity(self, placed: Placed) -> Line:
        """As reviews print it: “77 after 400 at 300”; the column's heading has the units."""
        value = placed.value
        line = [number(value)]
        cycle, current = (value.conditions.get(key) for key in ("cycle_number", "current_density"))
        if value.step == "cycling" and cycle and cycle.number is not None:
            line += [Piece("soft", "after", "after"), Piece("text", cycle.html, cycle.text)]
        if current and current.number is not None:
            bare = current.text.partition("\N{NO-BREAK SPACE}")[0]
            line += [Piece("soft", "at", "at"), Piece("text", bare, bare)]
        return (*line, *self._strongest(placed), *flagged(value.worst_flag, self.notes))

    def value(self, placed: Placed) -> Line:
        """A value with what tells it from others, its factors, and why there is none."""
        value = placed.value
        line = [number(value), *flagged(value.worst_flag, self.notes)]
        if value.qualifiers:
            line.append(Piece("why", value.qualifiers_html, value.qualifiers_text))
        for item in placed.factors:
            line += self._against(item)
        return tuple(line)

    def _against(self, item: Improvement) -> list[Piece]:
        over = Piece("why", f"over {item.against.html}", f"over {item.against.text}")
        remark = [_remark(item)] if item.remark else []
        mark = item.mark(self.table.unknown)
        said = [marked(mark, self.notes)] if mark else []
        if item.allowed:
            reason = [_why(item.reason)] if item.reason else []
            return [factor_piece(item), over, *reason, *remark, *said]
        beside = Piece("why", f"beside {item.against.html}:", f"beside {item.against.text}:")
        return [beside, *said, _why(item.reason), *remark]

    def _strongest(self, placed: Placed) -> Line:
        """The gravest mark of a value, by its glyph; none where it is comparable."""
        marks = [mark for item in placed.factors if (mark := item.mark(self.table.unknown))]
        marks.sort(key=lambda mark: STRONGEST.index(mark.standing))
        return (marked(marks[0], self.notes, compact=True),) if marks and marks[0].standing != "comparable" else ()

    def improvement(self, row: Row) -> Cell:
        """Recomputed factors, one line each, then those that sources state."""
        found: list[Line] = []
        against, several = "", row.has_several_controls
        for item in row.improvements:
            if several and item.against.id != against:
                found.append((Piece("why", f"against {item.against.html}", f"against {item.against.text}"),))
            against = item.against.id
            twins = [other for other in row.improvements if (other.topic, other.against) == (item.topic, item.against)]
            found.append(self._improvement(item, told_apart=len(twins) > 1))
        group = next(group for group in self.table.groups if row in group.rows)
        if not group.has_control and row is group.rows[0]:
            found.append((Piece("why", NO_CONTROL, NO_CONTROL),))
        return lines(*found, *self.reported(row))

    def _improvement(self, item: Improvement, *, told_apart: bool) -> Line:
        line = [word(item.topic)]
        mark = item.mark(self.table.unknown)
        if item.allowed:
            line.append(factor_piece(item))
            if told_apart and item.modified and item.control:
                of, over = item.modified, item.control
                line.append(
                    Piece("why", f"{of.bare_html} over {over.bare_html}", f"{of.bare_text} over {over.bare_text}")
                )
        if mark:
            line.append(marked(mark, self.notes))
        if item.reason:
            line.append(_why(item.reason if mark else f"no factor: {item.reason}"))
        if item.remark:
            line.append(_remark(item))
        return tuple(line)

    def reported(self, row: Row) -> Cell:
        """Factors as sources state them."""
        return lines(
            *(
                (
                    Piece("soft", "reported", "reported"),
                    Piece("text", typeset.html(item.printed), typeset.unicode(item.printed), item.id),
                    Piece(
                        "why",
                        f"{typeset.html(item.label[0].lower() + item.label[1:])}, relative to {item.relative}",
                        f"{item.label[0].lower() + item.label[1:]}, relative to {item.relative_text}",
                    ),
                )
                for item in row.reported
            )
        )

    def reference(self, row: Row) -> Cell:
        """The paper, under the key by which the comparison's document cites it, and its DOI."""
        reference = row.reference
        key = f"[{reference.key}]"
        name = [Piece("key", key, key)] if reference.key else []
        doi = Piece("doi", "DOI", f"doi:{reference.doi}", words=reference.doi)
        return lines([*name, quoted(reference.source, "reference")], [doi] if reference.doi else ())


def row_header(row: Row) -> Cell:
    """The name of a material, and its role where it is a control."""
    role = [Piece("role", "control", "control")] if row.role == "control" else []
    return lines([quoted(row.material)], role)


def _why(text: str) -> Piece:
    said = typeset.unicode(text)
    return Piece("why", escape(said), said)


def _remark(item: Improvement) -> Piece:
    return Piece("flag", item.remark, item.remark, tone="note")


def _words(text: str) -> Cell:
    return lines([word(text)]) if text else ()


def _electrolyte(row: Row) -> Electrolyte | None:
    return getattr(row.record, "electrolyte", None)


def _class(row: Row) -> str:
    detail = _electrolyte(row)
    return str(detail.get_electrolyte_class_display()) if detail else ""


def _components(row: Row) -> Cell:
    detail = _electrolyte(row)
    parts = detail.components.all() if detail else ()
    return lines(*([word(f"{part.amount_printed} {part.name}".strip())] for part in parts))


def _carriers(row: Row) -> str:
    detail = _electrolyte(row)
    if detail is None or detail.carrier_cations is None:
        return "unknown"
    return " + ".join(detail.carrier_cations) or "none"


def _chloride(row: Row) -> str:
    detail = _electrolyte(row)
    return str(detail.get_chloride_display()) if detail else ""


def _chemistries(row: Row) -> Cell:
    return lines(*([word(text)] for text in dict.fromkeys(value.chemistry for value in row.values) if text))


def _cells(row: Row) -> Cell:
    found = {value.cell.id: value.cell for value in row.values if value.cell}
    return lines(*([quoted(cell)] for cell in found.values()))


CELLS: dict[str, Callable[[Printer, Row], Cell]] = {
    "strategy": lambda _, row: _words(row.strategy),
    "fabrication": lambda _, row: _words(row.fabrication),
    "formula": lambda _, row: _words(row.record.formula),
    "family": lambda _, row: _words(row.record.get_structure_family_display()),
    "morphology": lambda _, row: _words(row.record.morphology),
    "electrolyte": lambda _, row: lines(*([quoted(quote)] for quote in row.electrolytes)),
    "chemistry": lambda _, row: _chemistries(row),
    "cell": lambda _, row: _cells(row),
    "class": lambda _, row: _words(_class(row)),
    "components": lambda _, row: _components(row),
    "carriers": lambda _, row: _words(_carriers(row)),
    "chloride": lambda _, row: _words(_chloride(row)),
    "improvement": Printer.improvement,
    "reported": Printer.reported,
    "reference": Printer.reference,
}
"""Column key → the cell of a row, for the columns that hold no values."""
