"""What is missing or doubtful in published records, each finding with the field in which it is put right.

A finding is answered by correcting the record, or once for all: then it is not asked again while the record says there
what it says now (`content_hash`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from mgdb.models import (
    AnsweredFinding,
    Cell,
    Citation,
    Component,
    Curve,
    Flag,
    Material,
    Measurement,
    ReportedFactor,
    Source,
    Statement,
)
from mgdb.models.flags import FLAGGABLE
from mgdb.records import type_of
from mgdb.review import content_hash
from mgdb.review.doubts import doubts_about
from mgdb.science import properties
from mgdb.science.properties.model import CAPACITY, INTERFACE, SPECTRA, VOLTAGE

# Kind → what a list of them is called.
KINDS = {
    "missing_condition": "needed condition that nobody looked for",
    "no_number": "no canonical number",
    "doubt": "implausible and not flagged",
    "contradiction": "two values of one thing under the same conditions",
    "duplicate_value": "values that may be one",
    "missing_electrolyte": "no electrolyte",
    "missing_amount": "salts without a concentration",
    "missing_formula": "materials without formula or phase",
    "flag": "flagged, to be settled",
    "unread_source": "references from which no value is taken",
    "duplicate_source": "sources that may be one work",
}
# Values of these need a cell, and so an electrolyte; flags of these severities want somebody's work.
IN_A_CELL = (CAPACITY, VOLTAGE, INTERFACE)
TO_SETTLE = ("caution", "suspect")
# Records with numbers of their own, or of their parts: the relations and the parts that their doubts are told with.
DOUBTED: dict[type[models.Model], tuple[tuple[str, ...], tuple[str, ...]]] = {
    Cell: (("source", "document"), ("flags",)),
    Material: (("source",), ("flags", "defects", "electrolyte__components")),
    ReportedFactor: (("document",), ("flags",)),
    Source: ((), ("flags",)),
    Statement: (("document",), ()),
}
# How many rows are held at a time.
AT_ONCE = 2000


@dataclass(frozen=True)
class Found:
    """One finding. `place` is the path of the field in the record's form; `documents` the ids of what was read."""

    kind: str
    record_type: str
    public_id: str
    subject: str
    words: str
    place: str = ""
    content_hash: str = ""
    documents: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        return self.kind, self.public_id, self.subject

    @property
    def line(self) -> str:
        return f"{self.public_id} {self.words}"


def of_measurements(rows: Iterable[Measurement]) -> Iterator[Found]:
    """What is missing or doubtful in each of `rows`, which have their details."""
    for row in rows:
        entry = properties.get(row.property_key)
        documents = documents_of(row)
        basis = _basis(row)

        def found(
            kind: str,
            subject: str,
            words: str,
            place: str,
            *more: Any,
            row: Measurement = row,
            basis: dict[str, Any] = basis,
            documents: tuple[str, ...] = documents,
        ) -> Found:
            hashed = content_hash({**basis, "more": more})
            return Found(kind, "measurement", row.public_id, subject, f"{row}: {words}", place, hashed, documents)

        stated = {condition.key for condition in row.conditions.all()}
        for key in entry.needed_conditions:
            if key not in stated:
                yield found("missing_condition", key, f"nobody has looked for {key}", f"conditions.{key}.printed")
        if row.kind == "number" and row.quantity is None:
            yield found("no_number", "", "no canonical number (no unit printed?)", "reports.0.printed_unit")
        if entry.group in IN_A_CELL and row.origin == "measured" and not (row.measured_in_id or row.cell_id):
            yield found("missing_electrolyte", "", "no cell, and so no electrolyte", "measured_in")


def _basis(row: Measurement) -> dict[str, Any]:
    """What a measurement says of its value."""
    return {
        "property": row.property_key,
        "subject": [row.material_id, row.cell_id],
        "source": row.source_id,
        "reports": [
            [report.document_id, report.locator, report.printed_value, report.printed_unit, report.reading]
            for report in row.reports.all()
        ],
    }


def doubts_of(records: Iterable[Any]) -> Iterator[Found]:
    """What is implausible about records and not flagged; the sentence names the value, so that it needs no hash."""
    for record in records:
        sentences = doubts_about(record)
        places = {doubt: path for path, doubt in record.placed_doubts()} if sentences else {}
        if isinstance(record, Measurement):
            documents = documents_of(record)
        else:
            known = record if isinstance(record, Source) else getattr(record, "document", None) or record.source
            documents = (known.public_id,)
        for doubt in sentences:
            path = places.get(doubt, ())
            place = ".".join(map(str, (*path, "printed") if path[:1] == ("conditions",) else path))
            name = type_of(type(record)).name
            yield Found("doubt", name, record.public_id, doubt, f"{record}: {doubt}", place, "", documents)


class SeveralOfOne:
    """Finds values that contradict each other, or are each other; of each it keeps no more than that takes."""

    def __init__(self) -> None:
        # (what it is of, source, conditions …), hashed → (public id, value, words, hash of what it says, documents)
        self.groups: dict[str, list[tuple[str, Any, str, str, tuple[str, ...]]]] = defaultdict(list)

    def add(self, row: Measurement) -> None:
        conditions = sorted((one.key, one.status, one.low, one.high, one.text) for one in row.conditions.all())
        same = content_hash({
            "of": [row.property_key, row.material_id, row.cell_id, row.source_id, row.measured_in_id],
            "how": [row.relative_to_id, row.method, row.method_detail, row.ion, row.range_kind, row.origin],
            "at": [list(map(str, one)) for one in conditions],
            # One spectrum has several peaks, which contradict nothing.
            "peak": row.value if properties.get(row.property_key).group == SPECTRA else None,
        })  # fmt: skip
        value = row.kind, row.value, row.low, row.high, row.bound, row.text_value
        self.groups[same].append((row.public_id, value, str(row), content_hash(_basis(row)), documents_of(row)))

    def found(self) -> Iterator[Found]:
        for (first, value, _, says, _), *others in self.groups.values():
            for public_id, other, words, says_too, documents in others:
                kind, what = (
                    ("duplicate_value", "it is in") if other == value else ("contradiction", "another value is in")
                )
                text = f"{words}: {what} {first}, of the same source under the same conditions"
                hashed = content_hash({"these": [says, says_too]})
                yield Found(kind, "measurement", public_id, first, text, "", hashed, documents)


def documents_of(row: Measurement) -> tuple[str, ...]:
    """The ids of the documents in which a measurement was read."""
    return tuple(dict.fromkeys(report.document.public_id for report in row.reports.all()))


def of_cells(rows: Iterable[Cell]) -> Iterator[Found]:
    """Cells without electrolyte."""
    for row in rows:
        if row.electrolyte_id is None:
            document = row.document or row.source
            hashed = content_hash({"cell": row.name, "source": row.source_id, "document": row.document_id})
            yield Found(
                "missing_electrolyte", "cell", row.public_id, "", f"{row}: no electrolyte", "electrolyte", hashed,
                (document.public_id,),
            )  # fmt: skip


def of_materials(rows: Iterable[Material]) -> Iterator[Found]:
    """Materials without formula or phase."""
    for row in rows:
        gaps = [word for word, value in (("formula", row.formula), ("phase", row.phase_id)) if not value]
        if gaps:
            hashed = content_hash({"name": row.name, "source": row.source_id, "formula": row.formula, "gaps": gaps})
            words = f"{row.name}: no {', no '.join(gaps)}"
            documents = (row.source.public_id,)
            yield Found("missing_formula", "material", row.public_id, "", words, gaps[0], hashed, documents)


def of_components(rows: Iterable[Component]) -> Iterator[Found]:
    """Salts of electrolytes without an amount; `rows` stand in their order in each electrolyte."""
    places: dict[int, int] = defaultdict(int)
    for row in rows:
        place, places[row.electrolyte_id] = places[row.electrolyte_id], places[row.electrolyte_id] + 1
        if row.role == "salt" and not row.amount_printed:
            material = row.electrolyte.material
            hashed = content_hash({"material": material.name, "source": material.source_id, "salt": row.name})
            words = f"{material.name}: no concentration of {row.name}"
            yield Found(
                "missing_amount", "material", material.public_id, row.name, words,
                f"components.{place}.amount_printed", hashed, (material.source.public_id,),
            )  # fmt: skip


def of_flags(rows: Iterable[Flag]) -> Iterator[Found]:
    """Flags that want somebody's work, among all flags in their order; `rows` have what they are about."""
    places: dict[models.Model, int] = defaultdict(int)
    for row in rows:
        owner = next(one for name in FLAGGABLE if (one := getattr(row, name)) is not None)
        place, places[owner] = places[owner], places[owner] + 1
        record = owner.document if isinstance(owner, Citation) else owner
        if record.status != "published" or row.severity not in TO_SETTLE:
            continue
        words = f"{owner}: {row.get_severity_display()}, {row.get_code_display()}: {row.reason}"
        hashed = content_hash({"code": row.code, "severity": row.severity, "reason": row.reason})
        source = getattr(record, "document", None) or getattr(record, "source", None) or record
        documents = (source.public_id,) if isinstance(source, Source) else ()
        where = "" if isinstance(owner, Citation) else f"flags.{place}.reason"
        name = type_of(type(record)).name
        yield Found("flag", name, record.public_id, f"{row.code}: {row.reason[:200]}", words, where, hashed, documents)


def of_citations(rows: Iterable[Citation], used: Collection[tuple[int, int]]) -> Iterator[Found]:
    """References of documents from which no value is taken; `used`: pairs of document and source."""
    places: dict[int, int] = defaultdict(int)
    for row in rows:
        place, places[row.document_id] = places[row.document_id], places[row.document_id] + 1
        if (row.document_id, row.cited_id) not in used:
            hashed = content_hash({"key": row.key, "cited": row.cited.public_id})
            words = f"[{row.key}] {row.cited}: no value is taken from it"
            yield Found(
                "unread_source", "source", row.document.public_id, row.cited.public_id, words,
                f"citations.{place}.key", hashed, (row.document.public_id,),
            )  # fmt: skip


def of_sources(pairs: Iterable[tuple[Source, Source]]) -> Iterator[Found]:
    """Sources that may be one work."""
    for one, other in pairs:
        about = [[row.doi, row.year, row.volume, row.pages, row.container, row.title] for row in (one, other)]
        words = f"{one} and {other.public_id} {other}: same year, volume and first page"
        hashed, ids = content_hash({"sources": about}), (one.public_id, other.public_id)
        yield Found("duplicate_source", "source", one.public_id, other.public_id, words, "", hashed, ids)


def measurements(ids: Collection[str] | None = None) -> Iterator[Measurement]:
    """Published measurements with their details, a part of them at a time."""
    rows = Measurement.objects.published().with_details().order_by("pk")
    rows = rows if ids is None else rows.filter(public_id__in=ids)
    yield from rows.iterator(chunk_size=AT_ONCE)


def curves(ids: Collection[str] | None = None) -> Iterator[Curve]:
    rows = Curve.objects.published().select_related("document").prefetch_related("conditions", "flags").order_by("pk")
    rows = rows if ids is None else rows.filter(public_id__in=ids)
    yield from rows.iterator(chunk_size=AT_ONCE)


def of_other_records(ids: Collection[str] | None = None) -> Iterator[Found]:
    """What is missing in records that are no measurements and no curves, and which flags are to be settled."""

    def these(rows: Any, path: str = "public_id") -> Any:
        return rows if ids is None else rows.filter(**{f"{path}__in": ids})

    yield from of_cells(these(Cell.objects.published().filter(electrolyte=None).select_related("source", "document")))
    bare = Material.objects.published().filter(Q(formula="") | Q(phase=None)).select_related("source")
    yield from of_materials(these(bare).order_by("name", "pk"))
    components = Component.objects.filter(electrolyte__material__status="published")
    components = components.select_related("electrolyte__material__source").order_by("electrolyte", "position", "id")
    yield from of_components(these(components, "electrolyte__material__public_id"))
    for model, relations in DOUBTED.items():
        rows = model._default_manager.filter(status="published").order_by("pk").prefetch_related(*relations[1])
        rows = rows.select_related(*relations[0]) if relations[0] else rows
        yield from doubts_of(these(rows).iterator(chunk_size=AT_ONCE))
    flags = Flag.objects.order_by("pk").select_related(
        "measurement__material", "measurement__cell", "measurement__source", "material__source", "cell__source",
        "factor__document", "citation__document", "citation__cited", "curve__document", "source",
    )  # fmt: skip
    if ids is not None:
        names = [f"{name}__document" if name == "citation" else name for name in FLAGGABLE]
        about = Q()
        for name in names:
            about |= Q(**{f"{name}__public_id__in": ids})
        flags = flags.filter(about)
    yield from of_flags(flags)


def answered(found: Collection[Found]) -> set[tuple[str, str, str, str]]:
    """Which of `found` somebody has answered: (kind, public id, subject, content hash)."""
    ids = {one.public_id for one in found}
    rows = AnsweredFinding.objects.all() if len(ids) > AT_ONCE else AnsweredFinding.objects.filter(public_id__in=ids)
    return set(rows.values_list("kind", "public_id", "subject", "content_hash"))
