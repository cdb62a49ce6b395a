"""What the pages of a table ask: what its columns are, and which records its texts mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mgdb.formats.sheets import Line
from mgdb.formats.sheets.heads import letter
from mgdb.ingest import tables
from mgdb.ingest.tables import ColumnMapping, TableMapping
from mgdb.ingest.tables.building import LEFT, Builder
from mgdb.ingest.tables.lines import TableLineRead
from mgdb.ingest.tables.matching import Matches
from mgdb.models import TableUpload
from mgdb.science import conditions

SAMPLES = 3
SAMPLE_LENGTH = 40
COMMON_LENGTH = 300
DECIMALS = (("", "found for each cell"), ("point", "point (1,234.5)"), ("comma", "comma (1.234,5)"))
SPECIMENS = (
    ("", "one specimen per paper"),
    ("line", "one specimen per line"),
)


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column as the page shows it."""

    place: int
    letter: str
    name: str
    samples: list[str]
    column: ColumnMapping
    conditions: str = ""
    unread: str = ""
    factors: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CommonField:
    """What may be said of all lines."""

    key: str
    label: str
    value: str
    options: list[tuple[str, str]] = field(default_factory=list)
    help_text: str = ""


class MappingForm:
    """The mapping of an upload, as it is kept or as it was sent; `errors` say what of that is no mapping."""

    def __init__(self, upload: TableUpload, lines: list[Line], sent: Any = None) -> None:
        self.upload, self.lines = upload, lines
        self.errors: list[str] = []
        self.groups = tables.all_targets()
        self.mapping = TableMapping.from_data(upload.mapping)
        if sent is not None:
            self.read(sent)
        self.head = tables.head_in(lines, self.mapping)
        missing = len(self.head.names) - len(self.mapping.columns)
        self.mapping.columns += [ColumnMapping()] * missing
        self.mapping.told_by(self.head.names)
        self.conditions = "\n".join(f"{key}: {printed}" for key, printed in self.mapping.conditions.items())

    # ---------------------------------------------------------------------------------------------- what was sent
    def read(self, sent: Any) -> None:
        known = {key for _, some in self.groups for key, _ in some} | {""}
        columns = []
        for place in range(max(len(self.mapping.columns), tables.width_of(self.lines))):
            target, unit = sent.get(f"target-{place}", ""), " ".join(sent.get(f"unit-{place}", "").split())
            if target not in known:
                self.errors.append(f"Column {letter(place)}: “{target[:60]}” is nothing that a column may be.")
                target = ""
            stated = None  # as the head says
            if (typed := sent.get(f"conditions-{place}")) is not None:
                stated = self.stated(typed.replace(";", "\n"), f"Column {letter(place)}: ")
            factor = sent.get(f"factor-{place}", "")
            columns.append(ColumnMapping(target, unit[:40], "", stated, factor if factor in tables.FACTORS else ""))
        first, last = self.whole(sent, "first"), self.whole(sent, "last")
        self.mapping = TableMapping(
            columns,
            first,
            max(first, last),
            sent["decimals"] if sent.get("decimals") in ("point", "comma") else "",
            "sums" in sent,
            self.common(sent),
            self.stated(sent.get("conditions", "")),
        )

    def whole(self, sent: Any, name: str) -> int:
        text = sent.get(name, "").strip() or "0"
        if not text.isdecimal() or len(text) > 6:
            self.errors.append(f"“{text[:20]}” is not a number of a line; 0 means that the table has no heads.")
            return 0
        return int(text)

    def common(self, sent: Any) -> dict[str, str]:
        found = {}
        for key in (*tables.COMMON, "specimens"):
            text = " ".join(sent.get(f"common-{key}", "").split())[:COMMON_LENGTH]
            if key in tables.TERMS and text and text not in {one.key for one in tables.TERMS[key]}:
                way_out = "choose one of the list, or leave the field empty"
                self.errors.append(f"“{text}” is not a known {tables.label_of(key)}; {way_out}.")
            elif text:
                found[key] = text
        return found

    def stated(self, text: str, where: str = "") -> dict[str, str]:
        """Conditions of all values, one a line: “temperature: 25 °C”."""
        labels = {one.label.casefold(): one.key for one in conditions.CONDITIONS.values()}
        found: dict[str, str] = {}
        for line in text.splitlines()[:50]:
            name, colon, printed = line.partition(":")
            if not line.strip():
                continue
            key = name.strip().casefold().replace(" ", "_")
            key = key if key in conditions.CONDITIONS else labels.get(name.strip().casefold(), "")
            if not colon or not key or not printed.strip():
                self.errors.append(f"{where}“{line.strip()[:60]}” is not a condition; write “temperature: 25 °C”.")
            else:
                found[key] = " ".join(printed.split())[:COMMON_LENGTH]
        return found

    # ---------------------------------------------------------------------------------------------- what is shown
    @property
    def columns(self) -> list[ColumnRow]:
        """The columns with what a guess says of them where nothing was chosen."""
        below = [line.cells for line in self.lines if line.number > self.mapping.last]
        guessed = tables.guessed(self.lines).columns
        rows = []
        for place, name in enumerate(self.head.names):
            cells = [cells[place] for cells in below if place < len(cells) and cells[place]]
            samples = [_short(cell) for cell in list(dict.fromkeys(cells))[:SAMPLES]]
            column = self.mapping.columns[place]
            if not column.target and place < len(guessed):
                column = replace(column, said=guessed[place].said)
            rows.append(
                ColumnRow(
                    place,
                    letter(place),
                    name,
                    samples,
                    column,
                    "; ".join(f"{key}: {printed}" for key, printed in (column.conditions or {}).items()),
                    tables.unread_in(name, column.target),
                    tables.factors_of(column.power) if column.power else [],
                )
            )
        return rows

    @property
    def commons(self) -> list[CommonField]:
        common = self.mapping.common
        found = [
            CommonField(
                "document",
                "Read in",
                common.get("document", ""),
                help_text="DOI or id of the document that holds the table; empty: each value in its own source.",
            ),
            CommonField(
                "locator",
                "Location in it",
                common.get("locator", ""),
                help_text="“Table S1”; the line is added. Empty: the file’s name.",
            ),
        ]
        for key in tables.COMMON[2:]:
            terms = [(one.key, one.label) for one in tables.TERMS[key]]
            found.append(CommonField(key, tables.label_of(key).capitalize(), common.get(key, ""), [("", "–"), *terms]))
        found.append(
            CommonField("specimens", "Lines with the same material", common.get("specimens", ""), list(SPECIMENS))
        )
        return found

    decimals = DECIMALS

    def preview(self, count: int) -> list[dict[str, Any]]:
        """The first lines below the heads as they are read; the database is asked for cells alone."""
        if not any(one.is_value for one in self.mapping.columns):
            return []
        matches = Matches(self.mapping, {})
        builder = Builder(self.mapping, matches, self.upload.name)
        width = len(self.mapping.columns)
        shown: list[dict[str, Any]] = []
        for line in self.lines:
            if line.number <= self.mapping.last or not any(line.cells) or len(shown) >= count:
                continue
            cells = [*line.cells[:width], *[""] * (width - len(line.cells))]
            read = TableLineRead(line.number, cells)
            if self.mapping.places(tables.CELL):  # a cell has to be here, a material need not
                matches.prepare([read])
            built = builder.build(read)
            shown.append(
                {
                    "number": line.number,
                    "material": built.material,
                    "source": built.source,
                    "values": [(printed, reading) for _, printed, reading, _ in built.values.values()],
                    "faults": [*built.faults, *([built.left_out] if built.left_out else [])],
                }
            )
        return shown


def _short(cell: str) -> str:
    return cell if len(cell) <= SAMPLE_LENGTH else f"{cell[:SAMPLE_LENGTH]}…"


# ------------------------------------------------------------------------------------------------- what texts mean
FIRST = 8  # texts of a kind that are shown before the others are asked for


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A text of the table and what it may mean; `field` is the name of its input, where nothing else was chosen."""

    field: str
    text: str
    value: str
    options: list[tuple[str, str]]
    count: int = 0


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Texts of one kind (source, material, term), the frequent ones first.

    target: of terms, what they are of. typed: what is meant is typed, with `options` offered, and not picked from a
    menu. defaults: what may be said of all for which nothing is chosen, in the input `default-` + `key`. needed: the
    lines with these texts are at fault until it is chosen.
    """

    key: str
    kind: str
    title: str
    about: str
    rows: list[ChoiceRow]
    target: str = ""
    typed: bool = False
    options: list[tuple[str, str]] = field(default_factory=list)
    placeholder: str = ""
    defaults: list[tuple[str, str]] = field(default_factory=list)
    default: str = ""
    needed: bool = False

    @property
    def first(self) -> list[ChoiceRow]:
        return self.rows[:FIRST]

    @property
    def others(self) -> list[ChoiceRow]:
        return self.rows[FIRST:]

    @property
    def lines(self) -> int:
        return sum(row.count for row in self.rows)


def read_choices(report: Mapping[str, Any], chosen: Mapping[str, Any]) -> list[ChoiceGroup]:
    """What is to be chosen, by a report, with what was chosen so far; what keeps lines from loading comes first."""
    default = chosen.get("default", {})
    groups = [_sources(report, chosen, default), _several(report, chosen)]
    told: dict[str, dict[str, int]] = {}
    for target, text, count in report.get("terms", ()):
        told.setdefault(target, {})[text] = count
    for target, some in chosen.get("term", {}).items():
        told.setdefault(target, {}).update({text: told.get(target, {}).get(text, 0) for text in some})
    groups += [_terms(target, some, chosen, default) for target, some in told.items()]
    groups.append(_matched(report, chosen))
    return [group for group in groups if group.rows]


def _sources(report: Mapping[str, Any], chosen: Mapping[str, Any], default: Mapping[str, str]) -> ChoiceGroup:
    counts = dict.fromkeys(chosen.get("source", {}), 0) | dict(report.get("unreadable", ()))
    rows = [
        ChoiceRow(f"source-{place}", text, _of(chosen, "source", text), [], count)
        for place, (text, count) in enumerate(counts.items())
    ]
    return ChoiceGroup(
        "source",
        "source",
        "Sources",
        "What stands there is not a DOI, or more than one. Give the DOI or the id of the source that is meant.",
        rows,
        typed=True,
        placeholder="10.1000/…, src-… or leave out",
        defaults=[("", "at fault"), (LEFT, "left out")],
        default=default.get("source", ""),
        needed=True,
    )


def _several(report: Mapping[str, Any], chosen: Mapping[str, Any]) -> ChoiceGroup:
    rows = [
        ChoiceRow(
            f"several-{place}",
            text,
            _of(chosen, "material", text),
            [("", "choose"), *((one, one) for one in ids), ("new", "a new material")],
        )
        for place, (text, ids) in enumerate(report.get("several", {}).items())
    ]
    about = "Several materials of the source are called so."
    return ChoiceGroup("several", "material", "Materials", about, rows, needed=True)


def _terms(
    target: str, counts: Mapping[str, int], chosen: Mapping[str, Any], default: Mapping[str, str]
) -> ChoiceGroup:
    """Texts of one column for which the vocabulary has no term."""
    options = [(one.key, one.label) for one in tables.TERMS[target]]
    labels = {**dict(options), LEFT: LEFT}
    some = chosen.get("term", {}).get(target, {})
    key = target.replace(".", "-")
    rows = [
        ChoiceRow(f"term-{key}-{place}", text, labels.get(some.get(text, ""), some.get(text, "")), [], count)
        for place, (text, count) in enumerate(sorted(counts.items(), key=lambda one: -one[1]))
    ]
    return ChoiceGroup(
        key,
        "term",
        f"Words for the {tables.label_of(target)}",
        "The vocabulary has no such term.",
        rows,
        target,
        typed=True,
        options=options,
        placeholder="type a part of the term",
        defaults=[("", "kept as remarks"), (LEFT, "left out")],
        default=default.get(target, ""),
    )


def _matched(report: Mapping[str, Any], chosen: Mapping[str, Any]) -> ChoiceGroup:
    rows = [
        ChoiceRow(
            f"matched-{place}",
            text,
            "new" if _of(chosen, "material", text) == "new" else "",
            [("", "it is a new material" if known == "new" else f"it is {known}"), ("new", "a new material")],
        )
        for place, (text, known) in enumerate(report.get("matched", {}).items())
    ]
    about = "Found by source, and name or formula."
    return ChoiceGroup("matched", "material", "Materials that are here already", about, rows)


def _of(chosen: Mapping[str, Any], kind: str, text: str) -> str:
    return str(chosen.get(kind, {}).get(text, ""))


def term_typed(group: ChoiceGroup, text: str) -> str | None:
    """The key of the term that is typed in a group of terms; None where it is none."""
    if text in ("", LEFT):
        return text
    known = {key: key for key, _ in group.options} | {label: key for key, label in group.options}
    return known.get(text) or tables.term_of(group.target, text) or None


# ------------------------------------------------------------------------------------------------- cells of a line
@dataclass(frozen=True, slots=True)
class CellField:
    """A cell of a line that is corrected: its column, what stands in it, and whether a fault is about it."""

    place: int
    letter: str
    name: str
    label: str
    text: str
    at_fault: bool = False


OF_VALUES = {"printed_value", "printed_unit", "value", "line"}


def cell_fields(upload: TableUpload, lines: list[Line], number: int, about: Sequence[str]) -> list[CellField]:
    """The cells of a line, those that are read first, and those first that `about` is about. Raises TableFault."""
    line = tables.line_of(upload, number)
    mapping = TableMapping.from_data(upload.mapping)
    names = tables.head_in(lines, mapping).names
    found = []
    for place, (column, text) in enumerate(zip(mapping.columns, line.cells, strict=True)):
        part = column.key if column.key else column.target.rpartition(".")[2]
        at_fault = part in about or bool(column.is_value and OF_VALUES.intersection(about))
        name = names[place] if place < len(names) else ""
        label = tables.label_of(column.target) if column.target else "not read"
        is_same = label.casefold() == name.casefold()
        found.append(CellField(place, letter(place), name, "" if is_same else label, text, at_fault))
    return sorted(found, key=lambda one: (not one.at_fault, not mapping.columns[one.place].target, one.place))
