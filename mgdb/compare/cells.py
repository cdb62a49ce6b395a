"""The cells of a comparison of materials, column by column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mgdb.models import Electrolyte
from mgdb.presentation import Line, MeasurementView, TableCell, TextSpan, link_span, plain_span, text_span
from mgdb.science import typeset
from mgdb.science.markup import Html

from .columns import CAPACITY_KEYS
from .factors import Improvement
from .spans import Notes, factor_span, flagged, lines, marked, number
from .table import ComparisonTable, MaterialRow, PlacedValue

NO_CONTROL = "not computed: no control in the group"
STRONGEST = ("not", "care", "comparable")  # which mark a value carries that has several


@dataclass(frozen=True)
class Printer:
    """Prints the cells of `table`, collecting footnotes in `notes`."""

    table: ComparisonTable
    notes: Notes

    def values(self, row: MaterialRow, place: int) -> TableCell:
        """The values of a column."""
        if self.table.columns[place].key in CAPACITY_KEYS:
            return lines(*(self.capacity(placed) for placed in row.cells[place]))
        said: set[str] = set()
        return lines(*(self.value(twins, row.medium is not None, said) for twins in _in_the_same_words(row, place)))

    def capacity(self, placed: PlacedValue) -> Line:
        """As reviews print it: “77 after 400 at 300”; the column's heading has the units."""
        value = placed.value
        line = [number(value)]
        cycle, current = (value.conditions.get(key) for key in ("cycle_number", "current_density"))
        # words may tell the cycle themselves
        if value.kind == "number" and value.step == "cycling" and cycle and cycle.number is not None:
            line += [plain_span("after", "soft"), TextSpan(cycle.html, cycle.text, "text")]
        if current and current.number is not None:
            bare = current.text.partition("\N{NO-BREAK SPACE}")[0]
            line += [plain_span("at", "soft"), plain_span(bare, "text")]
        return (*line, *self._strongest(placed), *flagged(value.worst_flag, self.notes))

    def value(self, twins: Sequence[PlacedValue], beside_medium: bool, said: set[str]) -> Line:
        """A value with what tells it from others, its factors, and why there is none; with `twins`, relations in the
        same words to several materials. said: the reasons that the cell has given, which it does not give again."""
        placed = twins[0]
        value = placed.value
        line = [number(value)]
        if len(twins) > 1:
            line.append(plain_span("relative to", "soft"))
            line += [_relative(twin.value, "," if twin is not twins[-1] else "") for twin in twins]
        line += flagged(value.worst_flag, self.notes)
        if words := value.qualifiers_beside_medium if beside_medium else value.qualifiers:
            html, text = (", ".join(parts) for parts in zip(*words, strict=True))
            line.append(TextSpan(Html(html), text, "why"))
        for item in placed.factors:
            line += self._against(item, said)
        return tuple(line)

    def _against(self, item: Improvement, said: set[str]) -> list[TextSpan]:
        word = "than" if item.factor_text.endswith("lower") else "vs."
        over = TextSpan(Html(f"{word} {item.against.html}"), f"{word} {item.against.text}", "why")
        remark = [_remark(item)] if item.remark else []
        mark = item.mark(self.table.unknown)
        again = f"{item.against.id} {mark.explanation}" if mark else ""
        if mark and not item.allowed and again in said:
            return [marked(mark, self.notes, compact=True)]
        marks = [marked(mark, self.notes)] if mark else []
        if item.allowed:
            reason = [_why(item.reason)] if item.reason else []
            return [factor_span(item), over, *reason, *remark, *marks]
        said.add(again)
        beside = TextSpan(Html(f"beside {item.against.html}:"), f"beside {item.against.text}:", "why")
        return [beside, *marks, _why(_short(item.reason)), *remark]

    def _strongest(self, placed: PlacedValue) -> Line:
        """The gravest mark of a value, by its glyph; none where it is comparable."""
        marks = [mark for item in placed.factors if (mark := item.mark(self.table.unknown))]
        marks.sort(key=lambda mark: STRONGEST.index(mark.outcome))
        return (marked(marks[0], self.notes, compact=True),) if marks and marks[0].outcome != "comparable" else ()

    def improvement(self, row: MaterialRow) -> TableCell:
        """Recomputed factors, one line each, then those that sources state."""
        found: list[Line] = []
        against, several = "", row.has_several_controls
        for item in row.improvements:
            if several and item.against.id != against:
                found.append((TextSpan(Html(f"against {item.against.html}"), f"against {item.against.text}", "why"),))
            against = item.against.id
            twins = [other for other in row.improvements if (other.topic, other.against) == (item.topic, item.against)]
            found.append(self._improvement(item, told_apart=len(twins) > 1))
        group = next(group for group in self.table.groups if row in group.rows)
        if not group.has_control and row is group.rows[0]:
            found.append((plain_span(NO_CONTROL, "why"),))
        return lines(*found, *self.reported(row).lines)

    def _improvement(self, item: Improvement, *, told_apart: bool) -> Line:
        line = [text_span(item.topic)]
        mark = item.mark(self.table.unknown)
        if item.allowed:
            line.append(factor_span(item))
            if told_apart and item.modified and item.control:
                of, over = item.modified, item.control
                line.append(
                    TextSpan(
                        Html(f"{of.bare_html} vs. {over.bare_html}"), f"{of.bare_text} vs. {over.bare_text}", "why"
                    )
                )
        if mark:
            line.append(marked(mark, self.notes))
        if item.reason:
            line.append(_why(_short(item.reason) if mark else f"not computed: {item.reason}"))
        if item.remark:
            line.append(_remark(item))
        return tuple(line)

    def reported(self, row: MaterialRow) -> TableCell:
        """Factors as sources state them."""
        return lines(
            *(
                (
                    plain_span("reported", "soft"),
                    TextSpan(typeset.html(item.printed), typeset.unicode(item.printed), "text", item.id),
                    TextSpan(
                        Html(f"{typeset.html(label)}, relative to {item.relative}{typeset.html(ion)}"),
                        f"{label}, relative to {item.relative_text}{ion}",
                        "why",
                    ),
                )
                for item in row.reported
                for label in [item.label[0].lower() + item.label[1:]]
                for ion in [f", {item.ion}" if item.ion else ", ion not stated" if row.medium else ""]
            )
        )

    def reference(self, row: MaterialRow) -> TableCell:
        """The paper, under the key by which the comparison's document cites it, and its DOI."""
        reference = row.reference
        key = f"[{reference.key}]"
        name = [plain_span(key, "key")] if reference.key else []
        doi = TextSpan(Html("DOI"), f"doi:{reference.doi}", "doi", href=f"https://doi.org/{reference.doi}")
        return lines([*name, link_span(reference.source, "reference")], [doi] if reference.doi else ())


def row_header(row: MaterialRow) -> TableCell:
    """The name of a material, and its role where it is a control."""
    role = [plain_span("control", "role")] if row.role == "control" else []
    return lines([link_span(row.material)], role)


def _in_the_same_words(row: MaterialRow, place: int) -> list[list[PlacedValue]]:
    """The values of a column; relations together that differ in nothing but the material that they relate to."""
    found: dict[object, list[PlacedValue]] = {}
    for placed in row.cells[place]:
        value = placed.value
        alike = (value.text, value.qualifiers_text, value.worst_flag) if value.relative_to else value.id
        found.setdefault(alike, []).append(placed)
    return list(found.values())


def _relative(value: MeasurementView, end: str) -> TextSpan:
    """The material that a relation is to, as a link to the relation."""
    assert value.relative_to is not None  # it is one of several in the same words
    return TextSpan(Html(value.relative_to.html + end), value.relative_to.text + end, "name", value.id)


def _short(reason: str) -> str:
    """A reason as a cell gives it: what makes a value suspect stands in the note of its flag."""
    return re.sub(r"(?<= is suspect) \(.*", "", reason, flags=re.DOTALL)


def _why(text: str) -> TextSpan:
    return plain_span(typeset.unicode(text), "why")


def _remark(item: Improvement) -> TextSpan:
    return plain_span(item.remark, "flag", tone="note")


def _words(text: str) -> TableCell:
    return lines([text_span(text)]) if text else TableCell()


def _electrolyte(row: MaterialRow) -> Electrolyte | None:
    return getattr(row.record, "electrolyte", None)


def _class(row: MaterialRow) -> str:
    detail = _electrolyte(row)
    return str(detail.get_electrolyte_class_display()) if detail else ""


def _components(row: MaterialRow) -> TableCell:
    detail = _electrolyte(row)
    parts = detail.components.all() if detail else ()
    return lines(*([text_span(f"{part.amount_printed} {part.name}".strip())] for part in parts))


def _carriers(row: MaterialRow) -> str:
    detail = _electrolyte(row)
    if detail is None or detail.carrier_cations is None:
        return "unknown"
    return " + ".join(detail.carrier_cations) or "none"


def _chloride(row: MaterialRow) -> str:
    detail = _electrolyte(row)
    return str(detail.get_chloride_display()) if detail else ""


def _chemistries(row: MaterialRow) -> TableCell:
    return lines(*([text_span(text)] for text in dict.fromkeys(value.chemistry for value in row.values) if text))


def _cells(row: MaterialRow) -> TableCell:
    found = {value.cell.id: value.cell for value in row.values if value.cell}
    return lines(*([link_span(cell)] for cell in found.values()))


def _medium(row: MaterialRow) -> TableCell:
    """Where a material has several rows, what tells this one from them; else all that its values were measured in."""
    medium = row.medium
    if medium is None:
        return lines(*_chemistries(row).lines, *([link_span(quote)] for quote in row.electrolytes))
    named = [one for one in (medium.electrolyte, medium.cell) if one is not None]
    words = [[text_span(medium.chemistry)]] if medium.chemistry else []
    return lines(*words, *([link_span(one)] for one in named), () if named else (plain_span(medium.otherwise, "soft"),))


CELLS: dict[str, Callable[[Printer, MaterialRow], TableCell]] = {
    "medium": lambda _, row: _medium(row),
    "strategy": lambda _, row: _words(row.strategy),
    "fabrication": lambda _, row: _words(row.fabrication),
    "formula": lambda _, row: _words(row.record.formula),
    "family": lambda _, row: _words(row.record.get_structure_family_display()),
    "morphology": lambda _, row: _words(row.record.morphology),
    "electrolyte": lambda _, row: lines(*([link_span(quote)] for quote in row.electrolytes)),
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
