"""What the pages of a table ask: what its columns are, and which records its texts mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mgdb.formats.sheets import Line
from mgdb.formats.sheets.heads import letter
from mgdb.ingest import tables
from mgdb.ingest.tables import Column, TableMapping
from mgdb.ingest.tables.building import LEFT, Builder
from mgdb.ingest.tables.lines import TableLineRead
from mgdb.ingest.tables.matching import Matches
from mgdb.models import TableUpload
from mgdb.science import conditions

SAMPLES = 3
SAMPLE_LENGTH = 40
COMMON_LENGTH = 300
DECIMALS = (("", "as each cell tells"), ("point", "point (1,234.5)"), ("comma", "comma (1.234,5)"))
SPECIMENS = (
    ("", "one specimen of one paper"),
    ("line", "each its own specimen"),
)


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column as the page shows it."""

    place: int
    letter: str
    name: str
    samples: list[str]
    column: Column


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
        self.mapping.columns += [Column()] * missing
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
            columns.append(Column(target, unit[:40]))
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
            self.errors.append(f"“{text[:20]}” is no number of a line; 0 means that the table has no heads.")
            return 0
        return int(text)

    def common(self, sent: Any) -> dict[str, str]:
        found = {}
        for key in (*tables.COMMON, "specimens"):
            text = " ".join(sent.get(f"common-{key}", "").split())[:COMMON_LENGTH]
            if key in tables.TERMS and text and text not in {one.key for one in tables.TERMS[key]}:
                self.errors.append(f"“{text}” is no {tables.label_of(key)}.")
            elif text:
                found[key] = text
        return found

    def stated(self, text: str) -> dict[str, str]:
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
                self.errors.append(f"“{line.strip()[:60]}” is no condition; write “temperature: 25 °C”.")
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
            rows.append(ColumnRow(place, letter(place), name, samples, column))
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
                "Location there",
                common.get("locator", ""),
                help_text="“Table S1”; the line is added. Empty: the file’s name.",
            ),
        ]
        for key in tables.COMMON[2:]:
            terms = [(one.key, one.label) for one in tables.TERMS[key]]
            found.append(CommonField(key, tables.label_of(key).capitalize(), common.get(key, ""), [("", "–"), *terms]))
        found.append(CommonField("specimens", "Lines of one material", common.get("specimens", ""), list(SPECIMENS)))
        return found

    decimals = DECIMALS

    def preview(self, count: int) -> list[dict[str, Any]]:
        """The first lines below the heads as they are read, without a look at the database."""
        if not any(one.is_value for one in self.mapping.columns):
            return []
        builder = Builder(self.mapping, Matches(self.mapping, {}), self.upload.name)
        width = len(self.mapping.columns)
        shown: list[dict[str, Any]] = []
        for line in self.lines:
            if line.number <= self.mapping.last or not any(line.cells) or len(shown) >= count:
                continue
            cells = [*line.cells[:width], *[""] * (width - len(line.cells))]
            built = builder.build(TableLineRead(line.number, cells))
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
@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A text of the table and what it may mean; `field` is the name of its input."""

    field: str
    text: str
    value: str
    options: list[tuple[str, str]]
    count: int = 0
    target: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Texts of one kind: source, material, term."""

    kind: str
    title: str
    about: str
    rows: list[ChoiceRow]


def read_choices(report: Mapping[str, Any], chosen: Mapping[str, Any]) -> list[ChoiceGroup]:
    """What is to be chosen, by a report, with what was chosen so far."""
    sources = [
        ChoiceRow(f"source-{place}", text, _of(chosen, "source", text), [], count)
        for place, (text, count) in enumerate(_with_chosen(report.get("unreadable", ()), chosen.get("source", {})))
    ]
    several = [
        ChoiceRow(
            f"several-{place}",
            text,
            _of(chosen, "material", text),
            [("", "choose"), *((one, one) for one in ids), ("new", "a new material")],
        )
        for place, (text, ids) in enumerate(report.get("several", {}).items())
    ]
    matched = [
        ChoiceRow(
            f"matched-{place}",
            text,
            "new" if _of(chosen, "material", text) == "new" else "",
            [("", "it is a new material" if known == "new" else f"it is {known}"), ("new", "a new material")],
        )
        for place, (text, known) in enumerate(report.get("matched", {}).items())
    ]
    terms = []
    told = {(target, text): count for target, text, count in report.get("terms", ())}
    for target, some in chosen.get("term", {}).items():
        told |= {(target, text): told.get((target, text), 0) for text in some}
    for place, ((target, text), count) in enumerate(told.items()):
        options = [("", "keep it as a remark"), *((one.key, one.label) for one in tables.TERMS[target])]
        value = str(chosen.get("term", {}).get(target, {}).get(text, ""))
        terms.append(ChoiceRow(f"term-{place}", text, value, [*options, (LEFT, "leave it out")], count, target))
    groups = (
        ChoiceGroup("source", "Sources", "No DOI stands there. Give the DOI or the id of a source.", sources),
        ChoiceGroup("material", "Materials", "Several of the source are called so.", several),
        ChoiceGroup("term", "Words for terms", "The vocabulary has no such term.", terms),
        ChoiceGroup("material", "Materials that are here already", "Found by source, and name or formula.", matched),
    )
    return [group for group in groups if group.rows]


def _of(chosen: Mapping[str, Any], kind: str, text: str) -> str:
    return str(chosen.get(kind, {}).get(text, ""))


def _with_chosen(found: Sequence[Any], chosen: Mapping[str, str]) -> list[tuple[str, int]]:
    told = dict(found)
    return list((dict.fromkeys(chosen, 0) | told).items())
