"""Names, candidates and marks as plain data and back, for what reads in a process of its own.

Data and no pickles: what read a document from outside is not trusted with more than words and numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mgdb.science.quantity import Printed, Quantity

from .marks import Marked, MarkedCell, Span
from .model import Block, Candidate, Name, Place, Reading, TableBlock, TextBlock


def name_of(told: Sequence[Any]) -> Name:
    """The name that [key, names, cited, roles] says."""
    key, *lists = told
    return Name(key, *map(tuple, lists))


def name_data(name: Name) -> list[Any]:
    return [name.key, name.names, name.cited, name.roles]


def blocks_from(told: Iterable[Mapping[str, Any]]) -> list[Block]:
    """The blocks whose fields are told."""
    return [
        TableBlock(tuple(map(tuple, one["rows"])), one["caption"], one["locator"])
        if "rows" in one
        else TextBlock(**one)
        for one in told
    ]


def candidate_from(told: Mapping[str, Any]) -> Candidate:
    """The candidate whose fields are told."""
    place = told["place"]
    return Candidate(
        **{
            **told,
            "place": Place(**{**place, "cell": tuple(place["cell"]) if place["cell"] else None}),
            "readings": tuple(map(_reading_from, told["readings"])),
            "properties": tuple(told["properties"]),
            "conditions": tuple((key, printed) for key, printed in told["conditions"]),
        }
    )


def _reading_from(told: Mapping[str, Any]) -> Reading:
    numbers = {key: tuple(Printed(**one) for one in told["quantity"][key]) for key in ("members", "typeset")}
    return Reading(Quantity(**{**told["quantity"], **numbers}), told["unit"], told["spelling"])


def marked_data(block: Marked) -> list[Any]:
    """Kind, locator, spans, rows and what is not read of a block; of each span its text, and its mark where it has
    one."""
    rows = [[[_spans_data(cell.spans), cell.is_unread] for cell in row] for row in block.rows]
    return [block.kind, block.locator, _spans_data(block.spans), rows, block.unread]


def _spans_data(spans: Iterable[Span]) -> list[Any]:
    return [span.text if span.mark < 0 else [span.text, span.mark] for span in spans]


def marked_from(told: Sequence[Any]) -> Marked:
    kind, locator, spans, rows, unread = told
    cells = tuple(tuple(MarkedCell(_spans_from(said), is_unread) for said, is_unread in row) for row in rows)
    return Marked(kind, locator, _spans_from(spans), cells, tuple(unread))


def _spans_from(told: Iterable[Any]) -> tuple[Span, ...]:
    return tuple(Span(one) if isinstance(one, str) else Span(*one) for one in told)
