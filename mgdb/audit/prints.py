"""Printed strings looked up in the text of their document, near the place that their locator names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from mgdb.models import Measurement, ReportedFactor, Source


@dataclass
class PrintAudit:
    """What became of looking them up."""

    near: int = 0
    elsewhere: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


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


def pattern(printed: str) -> re.Pattern[str]:
    tokens = re.findall(r"\d+|[^\W\d]+|[^\w\s]", normalise(printed))
    body = r"\s*".join(re.escape(token) for token in tokens)
    before = r"(?<!\d)(?<!\d\.)" if printed[:1].isdigit() else ""
    after = r"(?!\d|\.\d)" if printed[-1:].isdigit() else ""
    return re.compile(before + body + after)


def body_of(document: Source, bodies: Mapping[str, str]) -> str:
    """The text whose head holds the document's title or DOI."""
    title = re.sub(r"\W+", "", normalise(document.title)).lower()
    for body in bodies.values():
        head = body[:6000]
        if (document.doi and document.doi in head.lower()) or (title and title in re.sub(r"\W+", "", head).lower()):
            return body
    return ""


def look_up(document: Source, body: str) -> PrintAudit:
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
        wanted = pattern(printed)
        regions = region(body, locator)
        if any(wanted.search(part) for part in regions):
            result.near += 1
        elif wanted.search(body):
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
