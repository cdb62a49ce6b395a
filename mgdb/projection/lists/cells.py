"""Cells of a list: typeset spans for the page, and the same as plain data for files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mgdb.presentation import MeasurementView, Scalar, TableCell, TextSpan, plain_span
from mgdb.science import typeset
from mgdb.science.markup import Html, escaped

SEPARATOR = ", "
CAUTION, SUSPECT = "caution", "suspect"
SIGN = "\N{WARNING SIGN}\N{VARIATION SELECTOR-15}"  # of what is to be read with caution


def text_cell(text: str, key: str, *, id: str = "", html: Html | None = None) -> TableCell:
    """A cell of plain words, typeset; nothing where there are none."""
    lines = ((TextSpan(html or typeset.html(text), text, id=id),),) if text else ()
    return TableCell(lines, {key: text or None} | ({f"{key}_id": id or None} if id else {}))


def number_cell(value: float | None, key: str, text: str = "") -> TableCell:
    """A cell with one number, kept as a number in files."""
    shown = text or (f"{value:g}" if value is not None else "")
    return TableCell(((plain_span(shown),),) if shown else (), {key: value})


def line_cell(spans: Iterable[TextSpan], key: str) -> TableCell:
    """A cell of several spans in one line; in files joined by “; ”."""
    line = tuple(spans)
    return TableCell((line,) if line else (), {key: _joined(line)}, SEPARATOR)


def lines_cell(spans: Iterable[TextSpan], key: str) -> TableCell:
    """A cell of several spans, one below the other; in files joined by “; ”."""
    found = tuple(spans)
    return TableCell(tuple((span,) for span in found), {key: _joined(found)})


def _joined(spans: tuple[TextSpan, ...]) -> str | None:
    return "; ".join(span.text for span in spans) or None


def link_cell(html: Html, text: str, id: str, data: Mapping[str, Scalar]) -> TableCell:
    """A cell that leads to the record `id` under its name; `data` as for files."""
    return TableCell(((TextSpan(html, text, id=id),),), data)


def flag_spans(view: MeasurementView) -> tuple[TextSpan, ...]:
    """The mark of a value that is suspect or to be read with caution, with the reasons; nothing where it is neither."""
    if not view.doubts:
        return ()
    tone = SUSPECT if view.suspect else CAUTION
    reasons = " ".join(typeset.capital(flag.because) for flag in view.doubts)
    shown = tone if view.suspect else SIGN
    return (TextSpan(escaped(shown), f"{tone}: {typeset.unicode(reasons)}", "flag", view.id, tone=tone),)
