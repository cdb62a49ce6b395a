"""A Python script that redraws a plot from the API."""

from __future__ import annotations

from collections.abc import Mapping
from pprint import pformat
from textwrap import dedent
from typing import Any

_TEMPLATE = dedent('''\
    """{title} of MgDB, redrawn from its API.

    Run: python {file} [--sources] [picture.png | .svg | .pdf]  (Python 3.9 or newer; pip install plotly)
    It asks the address below for the figure as it is now, and writes {page} beside itself; with kaleido the picture
    too (pip install kaleido; it draws with Chrome or Chromium, and plotly_get_chrome fetches one). Both say what was
    asked, how many values they show, and when; with --sources also whose they are.
    """

    import html
    import json
    import sys
    import textwrap
    import urllib.request
    from datetime import date
    from pathlib import Path

    import plotly.graph_objects as go

    ADDRESS = {address}
    {own}

    def fetch(address=ADDRESS):
        """The answer of the API: the figure, its account, the values that are drawn."""
        with urllib.request.urlopen(address, timeout=60) as answer:
            return json.load(answer)


    def figure(answer):
        """The figure, ready to change: figure.update_layout(...), figure.data, figure.write_image(...)."""
        if answer["figure"] is None:
            sys.exit(answer["account"])
        {drawn}


    def captioned(figure, sources=False, width=960, day=None):
        """The figure as a picture of this width: its title and what was asked above it, the rest below."""
        caption, day = figure.layout.meta["caption"], day or date.today()

        def lines(text, size):
            found = textwrap.wrap(text, int((width - 20) / (0.54 * size)), break_on_hyphens=False)
            return [f'<span style="font-size:{{size}}px">{{html.escape(line, quote=False)}}</span>' for line in found]

        above = [f"<b>{{line}}</b>" for line in lines(caption["title"], 16)] + lines(caption["question"], 12)
        seen = f"MgDB, {{day.day}} {{day:%B %Y}}"
        below = lines(" \\u00b7 ".join([caption["values"], seen, ADDRESS]), 11)
        if sources and caption["sources"]:
            named = [f"[{{one['key']}}] {{one['text']}}, doi:{{one['doi']}}" for one in caption["sources"]]
            below += lines("Sources: " + "; ".join(name.removesuffix(", doi:") for name in named), 10)
        top, bottom = 20 * len(above) + 30, 15 * len(below) + 20
        left, right, over, under = (getattr(figure.layout.margin, side) or 40 for side in ("l", "r", "t", "b"))
        over += 44 * any(axis.side == "top" for axis in figure.select_xaxes())
        shown = [trace for trace in figure.data if trace.showlegend is not False]
        named = {{trace.legendgroup or trace.name: trace.name or "" for trace in shown}}
        rows = -(-sum(45 + 8 * len(name) for name in named.values()) // (width - left - right))
        legend = 24 * rows + 12 if figure.layout.showlegend is not False else 0
        place = figure.layout.legend
        is_below = place.yref == "container" and place.y < 0.5
        height = (figure.layout.height or 560) + top + bottom + legend
        if place.yref == "container":  # between what is written and the plot
            place.y = bottom / height if is_below else 1 - top / height
        under += 30 + legend * is_below
        figure.update_layout(
            width=width,
            height=height,
            margin={{"l": left, "r": right, "t": over + top + legend * (not is_below), "b": under + bottom}},
            title={{"text": "<br>".join(above), "x": 10 / width, "y": 1 - 20 / height, "xref": "container",
                   "yref": "container", "xanchor": "left", "yanchor": "top"}},
        )
        wide = bool(figure.layout.meta.get("rows"))  # names of rows take room at the left
        return figure.add_annotation(
            text="<br>".join(below), xref="paper", yref="paper", x=int(wide), y=0, yanchor="top", align="left",
            xanchor="right" if wide else "left", xshift=right - 10 if wide else 10 - left, yshift=-under,
            showarrow=False,
        )


    if __name__ == "__main__":
        answer = fetch()
        page = Path(__file__).with_name({page_literal})
        options = sys.argv[1:]
        picture = captioned(figure(answer), "--sources" in options).update_layout(template="plotly_white")
        picture.write_html(page, include_plotlyjs=True)
        for name in options:
            if not name.startswith("-"):
                picture.write_image(name, scale=1 if name.endswith((".svg", ".pdf")) else 3)
        print(answer["question"])
        print(answer["account"])
        print(f"Written to {{page}}")
''')


_OWN = dedent("""\

    # Data of your own, as they lay over the plot; nobody else has them.
    OWN = {}
""")
_WITH_OWN = 'return go.Figure(answer["figure"]).add_traces(OWN["data"]).update_layout(OWN["layout"])'


def script_of(slug: str, title: str, address: str, own: Mapping[str, Any] | None = None) -> str:
    """The script for the plot `slug`; `address` is the absolute one of its figure in the API, options and all.

    own: what a reader's own data add to the figure (`own.additions`), which then stands in the script.
    """
    page = f"mgdb-{slug}.html"
    # ASCII alone, as in `_literal`
    literal = (
        pformat(own, width=110, compact=True, sort_dicts=False).encode("ascii", "backslashreplace").decode()
        if own
        else ""
    )
    return _TEMPLATE.format(
        title=title,
        file=f"mgdb-{slug}.py",
        page=page,
        address=_literal(address),
        page_literal=_literal(page),
        own=_OWN.format(literal) if own else "",
        drawn=_WITH_OWN if own else 'return go.Figure(answer["figure"])',
    )


def _literal(text: str) -> str:
    """`text` as a literal in double quotes, printable ASCII alone: nothing in an address can end it."""
    return '"' + "".join(_character(character) for character in text) + '"'


def _character(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    return character if " " <= character <= "~" else f"\\U{ord(character):08x}"
