"""What curators should look at: gaps, doubts, implausible values, and prints that do not stand in their document.

Everything here reads; nothing is changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mgdb.models import Citation, Curve, Material, Measurement, ReportedFactor, Source
from mgdb.review import open_doubts
from mgdb.science import properties


@dataclass
class DocumentAudit:
    """The findings about one document."""

    document: Source
    counts: Counter[str] = field(default_factory=Counter)
    lacking: list[str] = field(default_factory=list)
    unreported: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    implausible: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    prints: PrintAudit | None = None

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    def lists(self) -> dict[str, list[str]]:
        """What is to be looked at, line by line, by what it is."""
        return {
            "needed condition that nobody looked for": self.lacking,
            "no canonical number": self.unreadable,
            "implausible and not flagged": self.implausible,
            "materials without formula or phase": self.nameless,
            "references from which no value is taken": self.unused,
            "sources that may be one work": self.alike,
        }


@dataclass
class PrintAudit:
    """Printed strings looked up in the document's text."""

    near: int = 0
    elsewhere: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


def audit(texts: Mapping[str, str] | None = None) -> list[DocumentAudit]:
    """One finding per document that values were read from; its prints are looked up in `texts` (name → text)."""
    documents = Source.objects.published().filter(pk__in=_documents()).order_by("public_id")
    bodies = {name: normalise(text) for name, text in (texts or {}).items()}
    alike = Source.objects.published().alike()
    return [_audit_one(document, bodies, alike) for document in documents]


def _documents() -> Iterable[int]:
    return Measurement.objects.published().values_list("reports__document", flat=True).distinct()


def _audit_one(
    document: Source, bodies: Mapping[str, str], alike: Iterable[tuple[Source, Source]] = ()
) -> DocumentAudit:
    found = DocumentAudit(document)
    measurements = list(Measurement.objects.published().filter(reports__document=document).distinct().with_details())
    doubts = open_doubts(measurements)
    materials: set[int] = set()
    used: set[int] = set()
    for measurement in measurements:
        _look_at(measurement, found)
        found.implausible += [
            f"{measurement.public_id} {measurement}: {doubt}" for doubt in doubts[measurement.public_id]
        ]
        materials.add(measurement.material_id or 0)
        used.add(measurement.source_id)
    curves = list(Curve.objects.published().filter(document=document).prefetch_related("conditions", "flags"))
    for public_id, own in open_doubts(curves).items():
        found.implausible += [f"{public_id}: {doubt}" for doubt in own]
    used |= {curve.source_id for curve in curves}
    used |= set(ReportedFactor.objects.filter(document=document).values_list("source", flat=True))
    used |= set(document.__class__.objects.filter(statements__document=document).values_list("pk", flat=True))
    used |= set(Material.objects.filter(pk__in=materials).values_list("source", flat=True))
    citations = Citation.objects.filter(document=document).select_related("cited")
    found.unused = [f"[{citation.key}] {citation.cited}" for citation in citations if citation.cited_id not in used]
    cited = {citation.cited_id for citation in citations}
    found.alike = [
        f"{one.public_id} {one} and {other.public_id} {other}: same year, volume and first page"
        for one, other in alike
        if not {one.pk, other.pk}.isdisjoint({document.pk, *cited, *used})
    ]
    for material in Material.objects.filter(pk__in=materials).order_by("name"):
        gaps = [word for word, value in (("formula", material.formula), ("phase", material.phase_id)) if not value]
        if gaps:
            found.nameless.append(f"{material.public_id} {material.name}: no {', no '.join(gaps)}")
    if bodies:
        body = _body_of(document, bodies)
        found.prints = _look_up(document, body) if body else PrintAudit(absent=["no text of this document was given"])
    return found


def _look_at(measurement: Measurement, found: DocumentAudit) -> None:
    entry = properties.get(measurement.property_key)
    found.counts[measurement.property_key] += 1
    stated = {condition.key: condition.status for condition in measurement.conditions.all()}
    for key in entry.needed_conditions:
        if key not in stated:
            found.lacking.append(f"{measurement.public_id} {measurement}: nobody has looked for {key}")
        elif stated[key] == "not_reported":
            found.unreported[key] += 1
    for flag in measurement.flags.all():
        found.flags[f"{flag.severity}: {flag.code}"] += 1
    quantity = measurement.quantity
    if measurement.kind == "number" and quantity is None:
        found.unreadable.append(f"{measurement.public_id} {measurement}: no canonical number (no unit printed?)")


# ------------------------------------------------------------------ from one night to the next
Kept = Mapping[str, Any]


def as_data(findings: Iterable[DocumentAudit]) -> dict[str, Any]:
    """The findings as plain data by the document's id, to keep with a job and to compare with another night's."""
    return {
        found.document.public_id: {
            "title": str(found.document),
            "values": found.total,
            "properties": dict(found.counts.most_common()),
            "flags": dict(found.flags.most_common()),
            "not_reported": dict(found.unreported.most_common()),
            "lists": found.lists(),
        }
        for found in findings
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
            was_listed, listed = old["lists"].get(title, []), found["lists"][title]
            lines += [f"new · {title}: {line}" for line in listed if line not in was_listed]
            lines += [f"gone · {title}: {line}" for line in was_listed if line not in listed]
    return lines


# ------------------------------------------------------------------ printed strings in the document's text

_ALIKE = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-", "∼": "~", "～": "~", "·": "·", "⋅": "·", "μ": "µ"})
_COMMANDS = {
    r"\times": "×",
    r"\sim": "~",
    r"\approx": "≈",
    r"\circ": "°",
    r"\cdot": "·",
    r"\Omega": "Ω",
    r"\AA": "Å",
    r"\leq": "≤",
    r"\geq": "≥",
    r"\pm": "±",
    r"\alpha": "α",
    r"\beta": "β",
    r"\delta": "δ",
    r"\square": "□",
}


def normalise(text: str) -> str:
    """`text` with typesetting undone: sub- and superscripts on the line, commands as signs, one kind of minus."""
    for command, sign in _COMMANDS.items():
        text = re.sub(re.escape(command) + r"(?![a-zA-Z])", sign, text)
    text = re.sub(r"\\(?:(?:text|mathrm|mathbf|mathit|rm|quad)\b|[,;:!]) ?", "", text)
    text = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    text = re.sub(r"[{}$\\^_*]", "", text)
    return re.sub(r"[ \t\r\f\v\u00a0\u2009\u202f]+", lambda match: "\t" if "\t" in match.group(0) else " ", text)


def _pattern(printed: str) -> re.Pattern[str]:
    tokens = re.findall(r"\d+|[^\W\d]+|[^\w\s]", normalise(printed))
    body = r"\s*".join(re.escape(token) for token in tokens)
    before = r"(?<!\d)(?<!\d\.)" if printed[:1].isdigit() else ""
    after = r"(?!\d|\.\d)" if printed[-1:].isdigit() else ""
    return re.compile(before + body + after)


def _body_of(document: Source, bodies: Mapping[str, str]) -> str:
    """The text whose head holds the document's title or DOI."""
    title = re.sub(r"\W+", "", normalise(document.title)).lower()
    for body in bodies.values():
        head = body[:6000]
        if (document.doi and document.doi in head.lower()) or (title and title in re.sub(r"\W+", "", head).lower()):
            return body
    return ""


def _look_up(document: Source, body: str) -> PrintAudit:
    result = PrintAudit()
    places = [
        (f"{report.measurement.public_id} {report.locator}", report.locator, report.printed_value)
        for measurement in Measurement.objects.published().filter(reports__document=document).distinct()
        for report in measurement.reports.filter(document=document).select_related("measurement")
    ]
    places += [
        (f"{factor.public_id} {factor.locator}", factor.locator, factor.printed)
        for factor in ReportedFactor.objects.published().filter(document=document)
    ]
    for name, locator, printed in places:
        pattern = _pattern(printed)
        regions = region(body, locator)
        if any(pattern.search(part) for part in regions):
            result.near += 1
        elif pattern.search(body):
            result.elsewhere.append(f"{name}: “{printed}” stands elsewhere in the document")
        else:
            result.absent.append(f"{name}: “{printed}” does not stand in the document")
    return result


_HEADING = re.compile(r"^\s*#*\s*(\d+(?:\.\d+)*)\.?\s+(?!Page \d)[A-Z][^\t\n]{2,120}$", re.MULTILINE)
_SLACK = 2500  # columns and figures of a page push a section's text beyond its headings


def region(body: str, locator: str) -> list[str]:
    """The parts of a normalised document that `locator` may mean; the whole of it where headings do not tell."""
    parts = [part.strip() for part in normalise(locator).split(",")]
    head = parts[0]
    if match := re.fullmatch(r"Table (\S+)", head):
        start = re.search(rf"^Table {re.escape(match.group(1))}\b", body, re.MULTILINE)
        if start is None:
            return [body]
        lines = body[start.start() :].split("\n")
        last = next((i for i, line in enumerate(lines) if i > 3 and "\t" not in line and "|" not in line), len(lines))
        rows = lines[:last]
        if len(parts) > 1:
            key = re.sub(r"\W", "", parts[1])
            named = [row for row in rows if key and key in re.sub(r"\W", "", row)]
            return named or ["\n".join(rows)]
        return ["\n".join(rows)]
    if match := re.fullmatch(r"Section (\d+(?:\.\d+)*)", head):
        headings = list(_HEADING.finditer(body))
        for index, heading in enumerate(headings):
            if heading.group(1) == match.group(1):
                deeper = (h for h in headings[index + 1 :] if not h.group(1).startswith(f"{match.group(1)}."))
                end = next(deeper, None)
                return [body[heading.start() : (end.start() if end else len(body)) + _SLACK]]
        return [body]
    if match := re.match(r"(?:Fig(?:ure|\.)?) ?(\d+)", head):
        captions = re.finditer(rf"^\W*Fig(?:ure|\.)? ?{match.group(1)}\b.*$", body, re.MULTILINE)
        return [body[caption.start() : caption.end() + 600] for caption in captions] or [body]
    if head.lower().startswith("abstract"):
        begin = body.lower().find("abstract")
        return [body[begin : begin + 4000]] if begin >= 0 else [body[:8000]]
    return [body]
