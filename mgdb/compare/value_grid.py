"""Single values side by side: each against the first, dimension by dimension."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mgdb.presentation import (
    ConditionView,
    MeasurementView,
    TableCell,
    TextSpan,
    link_span,
    plain_span,
    text_span,
)
from mgdb.science import typeset
from mgdb.science.comparability import Compared, factor, verdict
from mgdb.science.markup import Html

from .columns import COMPARISON, Offer, picked
from .factors import differing_text
from .grid import ComparisonGrid, GridHeading, GridItem, Kind, Orientation, legend_of
from .measurement_context import context_of
from .spans import Notes, flagged, lines, marked
from .verdict_marks import VerdictMark, doubts_of, verdict_mark

OWN = (Offer("material", "Material or cell", COMPARISON), Offer("factor", "Against the first", COMPARISON))
LAST = (
    Offer("conditions", "Conditions stated", COMPARISON),
    Offer("printed", "As printed", COMPARISON),
    Offer("reference", "Reference", COMPARISON),
)
_KINDS: dict[str, Kind] = {"factor": "gain", "reference": "reference"}
# what the value itself, its conditions or its reference say already
STATED_ELSEWHERE = ("source",)


def offers_of(dimensions: Sequence[Compared]) -> tuple[Offer, ...]:
    """The columns of a comparison of values: every dimension that the rules compare among them."""
    shown = (
        Offer(row.dimension, typeset.capital(row.label), "Dimensions")
        for row in dimensions
        if row.dimension not in STATED_ELSEWHERE
    )
    return (*OWN, *shown, *LAST)


def grid_of_values(
    shown: Sequence[MeasurementView], wanted: Sequence[str] = (), orientation: Orientation | None = None
) -> tuple[ComparisonGrid, tuple[Offer, ...]]:
    """Values side by side, read with `presentation.SHOWN`, and the columns that there are to choose from.

    The first is what the others are compared with: where a dimension differs from it, a mark says so, and a factor
    stands where the rules allow one. Unasked, the dimensions are shown of which something is known. Raises NoColumn.
    """
    notes = Notes()
    contexts = [context_of(value) for value in shown]
    verdicts = [verdict(contexts[0], context) for context in contexts]
    offers = offers_of(verdicts[0].rows)
    known = [
        row.dimension
        for row in verdicts[0].rows
        if row.dimension not in STATED_ELSEWHERE
        and any(other.of(row.dimension).b not in ("unknown", "not applicable") for other in verdicts)
    ]
    order = picked(wanted, offers) or ["material", "factor", *known, "printed", "reference"]
    items = []
    for place, (value, compared) in enumerate(zip(shown, verdicts, strict=True)):
        result = factor(contexts[place], contexts[0])
        differing = compared.with_outcome("differs")
        judged = verdict_mark(
            compared,
            property=value.property_key,
            step=value.step,
            allowed=result.allowed,
            at_least=result.at_least,
            reason=result.reason,
            differences=", ".join(_backwards(row) for row in differing),
            doubts=doubts_of({"this value": value, "the first": shown[0]}) if place else (),
        )
        cells: dict[str, TableCell] = {
            "material": _subject(value),
            "factor": _factor(place, result.html, result.text, result.reason, judged, notes),
            "conditions": lines(*([_condition(item)] for item in value.reported)),
            "printed": lines(*([text_span(report.printed)] for report in value.reports)),
            "reference": _reference(value),
        }
        dimensions = {row.dimension: _dimension(row, place, notes) for row in compared.rows}
        if value.electrolyte and dimensions["electrolyte"]:
            # by its name; the rule compares its components
            first, *rest = dimensions["electrolyte"].lines[0]
            name = replace(first, html=value.electrolyte.html, text=value.electrolyte.text, id=value.electrolyte.id)
            dimensions["electrolyte"] = lines([name, *rest])
        cells |= {key: cell for key, cell in dimensions.items() if key not in cells}
        header = lines(
            [
                TextSpan(value.html, value.text, "name", value.id, quantity=value.displayed),
                *flagged(value.worst_flag, notes),
            ],
            [TextSpan(typeset.html(value.label), value.label, "role")],
        )
        role = "control" if place == 0 else "modified"
        items.append(GridItem(value.id, value.text, "values", role, header, tuple(cells[key] for key in order)))
    labels = {offer.key: offer.label for offer in offers}
    unknown = [row.label for row in verdicts[0].rows if all(v.of(row.dimension).b == "unknown" for v in verdicts)]
    sources = [value.source.id for value in shown] + [report.document.id for value in shown for report in value.reports]
    sheet = ComparisonGrid(
        title=f"{len(shown)} values side by side",
        description="Each beside the first: what is the same, what differs, and a factor where the rules allow one.",
        slug="",
        corner="Value",
        headings=tuple(GridHeading(key, labels[key], _KINDS.get(key, "words")) for key in order),
        items=tuple(items),
        notes=notes.all(),
        legend=legend_of(notes, [label for label in unknown if label != "source"]),
        sources=tuple(dict.fromkeys(sources)),
        across=orientation != "rows",
    )
    return sheet, offers


def _backwards(row: Compared) -> str:
    """`differing_text` with the value in hand first, then the one that it stands beside."""
    return differing_text(replace(row, a=row.b, b=row.a))


def _subject(value: MeasurementView) -> TableCell:
    if value.material:
        return lines([link_span(value.material)])
    return lines([text_span(value.subject.text, "name", value.subject.id)])


def _factor(place: int, html: Html, text: str, reason: str, judged: VerdictMark, notes: Notes) -> TableCell:
    if place == 0:
        return lines([plain_span("the first", "soft")])
    why = [TextSpan(typeset.html(reason), typeset.unicode(reason), "why")] if reason else []
    return lines([*([TextSpan(html, text, "factor")] if text else []), marked(judged, notes)], why)


def _condition(item: ConditionView) -> TextSpan:
    label = item.entry.label.lower()
    return TextSpan(Html(f"{typeset.html(label)} {item.html}"), f"{label} {typeset.unicode(item.text)}", "text")


def _dimension(row: Compared, place: int, notes: Notes) -> TableCell:
    if row.b in ("unknown", "not applicable"):
        text = "not known" if row.b == "unknown" else "–"
        return lines([plain_span(text, "soft")])
    line = [text_span(row.b)]
    if place and row.outcome == "differs":
        line.append(marked(VerdictMark("differs", f"Differs: {_backwards(row)}."), notes, compact=True))
    return lines(line)


def _reference(value: MeasurementView) -> TableCell:
    doi = value.source.doi
    places = [
        [
            plain_span("read in", "soft"),
            text_span(report.short, "reference", report.document.id),
            TextSpan(typeset.html(report.locator), typeset.unicode(report.locator), "soft"),
        ]
        for report in value.reports
    ]
    link = [TextSpan(Html("DOI"), f"doi:{doi}", "doi", href=f"https://doi.org/{doi}")] if doi else []
    return lines([link_span(value.source, "reference")], link, *places)
