"""The findings document by document, with counts of what was read; and what changed from one night to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mgdb.models import Citation, Curve, Measurement, ReportedFactor, Source, Statement
from mgdb.science import properties

from . import findings, prints
from .findings import KINDS, Found
from .prints import PrintAudit


@dataclass
class DocumentAudit:
    """What was found about one document; `settled` is what somebody has answered once for all, and is left out."""

    document: Source
    counts: Counter[str] = field(default_factory=Counter)
    unreported: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    found: list[Found] = field(default_factory=list)
    settled: list[Found] = field(default_factory=list)
    prints: PrintAudit | None = None

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def answered(self) -> int:
        return len(self.settled)

    def lists(self) -> dict[str, list[str]]:
        """What is to be looked at, line by line, by what it is."""
        lines: dict[str, list[str]] = {title: [] for title in KINDS.values()}
        for one in self.found:
            lines[KINDS[one.kind]].append(one.line)
        return lines

    def count(self, measurement: Measurement) -> None:
        """Counts a measurement that was read in the document."""
        entry = properties.get(measurement.property_key)
        self.counts[measurement.property_key] += 1
        stated = {condition.key: condition.status for condition in measurement.conditions.all()}
        for key in entry.needed_conditions:
            if stated.get(key) == "not_reported":
                self.unreported[key] += 1
        for flag in measurement.flags.all():
            self.flags[f"{flag.severity}: {flag.code}"] += 1


def audit(texts: Mapping[str, str] | None = None) -> list[DocumentAudit]:
    """One for each document that values were read from; its prints are looked up in `texts` (name → text)."""
    return look(texts)[0]


def look(texts: Mapping[str, str] | None = None) -> tuple[list[DocumentAudit], list[Found]]:
    """As `audit`; and all findings, also those about no such document, answered or not."""
    read = Measurement.objects.published().values("reports__document")
    documents = Source.objects.published().filter(pk__in=read).order_by("public_id")
    audits = {document.public_id: DocumentAudit(document) for document in documents}
    found = find(audits)
    done = findings.answered(found)
    materials: dict[str, set[str]] = {}  # of which values were read in a document: its findings stand there too
    for document, material in Measurement.objects.published().values_list(
        "reports__document__public_id", "material__public_id"
    ):
        materials.setdefault(material or "", set()).add(document or "")
    for one in found:
        about = {*one.documents, *(materials.get(one.public_id, ()) if one.record_type == "material" else ())}
        for document in sorted(about & set(audits)):
            if (*one.key, one.content_hash) in done:
                audits[document].settled.append(one)
            else:
                audits[document].found.append(one)
    if texts:
        bodies = {name: prints.normalise(text) for name, text in texts.items()}
        for one_audit in audits.values():
            body = prints.body_of(one_audit.document, bodies)
            none = PrintAudit(absent=["no text of this document was given"])
            one_audit.prints = prints.look_up(one_audit.document, body) if body else none
    return list(audits.values()), found


def find(audits: Mapping[str, DocumentAudit]) -> list[Found]:
    """All findings; the measurements of each document are counted on the way."""
    found: list[Found] = []
    used = used_sources()
    several = findings.SeveralOfOne()
    for measurement in findings.measurements():
        found += findings.of_measurements([measurement])
        found += findings.doubts_of([measurement])
        several.add(measurement)
        for document in findings.documents_of(measurement):
            if document in audits:
                audits[document].count(measurement)
    found += several.found()
    found += findings.doubts_of(findings.curves())
    found += findings.of_other_records()
    citations = Citation.objects.filter(document__in=[one.document for one in audits.values()])
    citations = citations.filter(document__status="published").select_related("cited", "document")
    found += findings.of_citations(citations.order_by("document", "position", "id"), used)
    found += findings.of_sources(Source.objects.published().alike())
    return found


def used_sources() -> set[tuple[int, int]]:
    """Document and source for each source that something was taken from in the document."""
    pairs: set[tuple[int, int]] = set()
    rows = Measurement.objects.published()
    for path in ("source", "material__source", "cell__source", "relative_to__source"):
        pairs.update(rows.values_list("reports__document", path))
    for model in (Statement, ReportedFactor, Curve):
        pairs.update(model._default_manager.filter(status="published").values_list("document", "source"))
    return pairs


# ------------------------------------------------------------------ from one night to the next
Kept = Mapping[str, Any]


def as_data(audits: Iterable[DocumentAudit]) -> dict[str, Any]:
    """The findings as plain data by the document's id, to keep with a job and to compare with another night's."""
    return {
        one.document.public_id: {
            "title": str(one.document),
            "values": one.total,
            "properties": dict(one.counts.most_common()),
            "flags": dict(one.flags.most_common()),
            "not_reported": dict(one.unreported.most_common()),
            "lists": one.lists(),
            "answered": one.answered,
        }
        for one in audits
    }


def changes(before: Mapping[str, Kept], now: Mapping[str, Kept]) -> list[str]:
    """What `now` (of `as_data`) has otherwise than `before`: a line for each count and each finding, new or gone."""
    lines = [f"{before[key]['title']}: no value is read from it any more" for key in before if key not in now]
    for key, found in now.items():
        if key not in before:
            lines.append(f"{found['title']}: new, {found['values']} values")
            continue
        old = before[key]
        for name in ("properties", "flags", "not_reported"):
            what = "needed and not reported: " if name == "not_reported" else ""
            for word in sorted({*old[name], *found[name]}):
                was, is_now = old[name].get(word, 0), found[name].get(word, 0)
                if was != is_now:
                    lines.append(f"{found['title']}: {what}{word} {was} → {is_now}")
        for title in found["lists"]:
            if title not in old["lists"]:
                continue  # the audit before did not look for it
            was_listed, listed = old["lists"][title], found["lists"][title]
            lines += [f"new · {title}: {line}" for line in listed if line not in was_listed]
            lines += [f"gone · {title}: {line}" for line in was_listed if line not in listed]
    return lines
