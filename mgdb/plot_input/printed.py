"""A plot as a table in print: its listing, the papers behind it, and how it is cited."""

from __future__ import annotations

from mgdb.citation import ViewCitation
from mgdb.formats import RowGroup, TypesetCell, TypesetTable
from mgdb.models import Source
from mgdb.plots import Drawing
from mgdb.science import typeset
from mgdb.science.latex import escape

SOURCE = "Source"


def typeset_table(drawing: Drawing, citation: ViewCitation) -> TypesetTable:
    """The rows that the page lists beside the figure; a row that is one of the values drawn cites its source."""
    cited = Source.objects.published().entries(item.point.group for item in drawing.drawn)
    keys = {source["id"]: source["key"] for source in cited}
    listing = drawing.listing
    papers = [keys.get(item.point.group, "") for item in (*drawing.drawn, *drawing.own)]
    rows = [
        [_cell(text, key if heading == SOURCE else "") for heading, text in zip(listing.headings, row, strict=True)]
        for row, key in zip(listing.rows, papers or [""] * len(listing.rows), strict=True)
    ]
    return TypesetTable(
        title=citation.title,
        columns=[_cell(heading) for heading in listing.headings],
        groups=[RowGroup("", rows)],
        notes=(),
        remarks=[text for text in (drawing.account, drawing.note) if text],
        sources=cited,
        itself=citation.entry,
        citation=citation.text,
    )


def _cell(text: str, key: str = "") -> TypesetCell:
    """`key`: by which the source that the text names is cited; names of authors are no formulas."""
    if key:
        return TypesetCell([text], [rf"{escape(text)}~\cite{{{key}}}"], [key])
    return TypesetCell([text], [typeset.latex(text).replace("/", r"/\allowbreak{}")])
