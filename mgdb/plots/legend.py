"""The legend of a figure, from what its traces declare: never from whichever point happens to come first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .style import MUTED

HOLLOW = {"-open": "suspect"}
"""End of a marker's name → what it says of a value, in most plots; a plot that says something else has its own."""

BOUND = "bound, points to where the value may lie"


def entries(figure: Mapping[str, Any], hollow: Mapping[str, str] = HOLLOW) -> list[dict[str, Any]]:
    """The traces of `figure`, each whose first marker is not its declared one (`meta.symbol`) behind an entry of the
    legend that shows the declared; then entries for what markers say beside that: a bound, and the ends in `hollow`."""
    data: list[dict[str, Any]] = []
    seen: list[str] = []
    has_legend = figure["layout"].get("showlegend", True)
    for trace in figure["data"]:
        symbols = _symbols(trace)
        seen += symbols
        declared = trace.get("meta", {}).get("symbol")
        if has_legend and declared and symbols and symbols[0] != declared and trace.get("showlegend", True):
            group = trace.get("legendgroup", trace["name"])
            data.append(_entry(trace["name"], declared, trace["marker"], trace["meta"]) | {"legendgroup": group})
            trace = {**trace, "legendgroup": group, "showlegend": False}
        data.append(trace)
    if has_legend:
        muted = {"color": MUTED, "size": 9, "line": {"width": 1.5, "color": MUTED}}
        told = [(f"circle{end}", word) for end, word in hollow.items() if any(_ending(one) == end for one in seen)]
        told += [(one.removesuffix("-open"), BOUND) for one in seen if one.startswith("triangle")][:1]
        data += [_entry(word, symbol, muted, {"colour": "muted"}) for symbol, word in told]
    return data


def _symbols(trace: Mapping[str, Any]) -> list[str]:
    """The symbols of the markers of a trace that stand for values."""
    found = trace.get("marker", {}).get("symbol")
    return found if isinstance(found, list) and "customdata" in trace else []


def _ending(symbol: str) -> str:
    at = symbol.find("-open")
    return "" if at < 0 else symbol[at:]


def _entry(name: str, symbol: str, marker: Mapping[str, Any], meta: Mapping[str, Any]) -> dict[str, Any]:
    """A trace without a point, which stands in the legend alone."""
    return {
        "type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": name, "hoverinfo": "skip",
        "marker": {**marker, "symbol": symbol}, "showlegend": True, "meta": dict(meta),
    }  # fmt: skip
