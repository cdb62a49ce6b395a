"""What an exported picture says of itself: what was asked, how many values it shows, and where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from .drawing import options_of
from .model import RANGE, Drawing, Plot, Point


def captioned(drawing: Drawing, plot: Plot, question: str, options: Mapping[str, Any]) -> Drawing:
    """`drawing` of `plot` with its caption in the figure, `layout.meta.caption`: pages and the script put it into
    pictures.

    question: of which values, in words; options: as they were chosen. It holds the title of the plot, both of these in
    words, how many values are drawn, and the sources of what is drawn, each once with its BibTeX key, author and year,
    and DOI.
    """
    layout = drawing.figure["layout"]
    asked = question if " " in question else f"all published {question}"
    caption = {
        "title": plot.TITLE,
        "question": ". ".join([asked[:1].upper() + asked[1:], *_chosen(drawing, plot, options)]) + ".",
        "values": drawing.account.partition(";")[0].rstrip("."),
        "sources": _sources(item.point for item in drawing.drawn),
    }
    meta = {**layout.get("meta", {}), "caption": caption}
    return replace(drawing, figure={**drawing.figure, "layout": {**layout, "meta": meta}})


def _chosen(drawing: Drawing, plot: Plot, options: Mapping[str, Any]) -> list[str]:
    """The options of `plot` in words, what was left to it as it settled it; axes that show what is plausible go without
    saying."""
    words = []
    for option in options_of(plot):
        value = drawing.chosen.get(option.key, options.get(option.key))
        if value in (None, "") or (option is RANGE and value == RANGE.default):
            continue
        shown = dict(option.choices).get(value) or f"{value:g} {option.unit}".rstrip()
        words.append(f"{option.label}: {shown}")
    return words


def _sources(points: Iterable[Point]) -> list[dict[str, str]]:
    """The sources of `points` by their keys, in alphabetical order."""
    found = {point.source_key: point for point in points if point.source_key}
    return [
        {"key": key, "text": found[key].source, "doi": found[key].doi}
        for key in sorted(found, key=lambda key: key.lower())
    ]
