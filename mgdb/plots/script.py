"""A Python script that redraws a plot from the API."""

from __future__ import annotations

from collections.abc import Mapping
from pprint import pformat
from textwrap import dedent
from typing import Any

_TEMPLATE = dedent('''\
    """{title} of MgDB, redrawn from its API.

    Run: python {file}  (Python 3.9 or newer, with plotly: pip install plotly)
    It asks the address below for the figure as it is now, and writes {page} beside itself.
    """

    import json
    import sys
    import urllib.request
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


    if __name__ == "__main__":
        answer = fetch()
        page = Path(__file__).with_name({page_literal})
        figure(answer).update_layout(template="plotly_white").write_html(page, include_plotlyjs=True)
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
