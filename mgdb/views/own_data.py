"""A reader's own data over a plot: a table is read and drawn, and nothing of it is stored, logged or sent on.

The address keeps no state and needs no cookie: each request brings the table, and is answered from it alone.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from mgdb import plot_input, plots
from mgdb.formats import table_file
from mgdb.formats.table_file import TableText, UnreadableTable
from mgdb.plot_input.own_table import MOST_CHARACTERS
from mgdb.search import InvalidQuery

from .environment import with_query
from .errors import forged, is_foreign
from .plot_filters import FORMAT
from .plots import FILES, Asked, file_of, read_asked

MOST_BYTES = table_file.MOST_BYTES + 50_000  # of the form around the table


@csrf_exempt
@never_cache
@sensitive_post_parameters()
@require_POST
def own_data(request: HttpRequest, slug: str) -> HttpResponse:
    """A plot with a reader's own data over it: its figure and tables as a fragment of the page, or as a file.

    Form: `text` or `file`, the table; `unit_x`, `unit_y`, a choice of `plot_input.unit_choices`; `name`, of a series
    that the table does not name; `panel`, the title of one of several; `format`, a key of the plot's files.
    """
    if is_foreign(request):
        return forged(request)
    given = request.META.get("CONTENT_LENGTH") or "0"
    if not given.isdecimal() or len(given) > 9 or int(given) > MOST_BYTES:
        return _answer(request, fault="This is more than 1 MB, which is not taken. Send less of it.")
    if request.content_type not in ("multipart/form-data", "application/x-www-form-urlencoded"):
        kind = request.content_type or "nothing"
        return _answer(
            request, fault=f"A form with the field “text”, or a file in “file”, is read here, not {kind[:60]}."
        )
    try:
        asked = read_asked(request, slug, request.POST.get(FORMAT, ""))
    except InvalidQuery as error:
        return render(request, "400.html", {"problems": error.problems}, status=400)
    try:
        table = _table(request)
    except UnreadableTable as error:
        return _answer(request, asked, fault=str(error))
    points = asked.points()
    try:
        bare = plot_input.drawing_of(slug, points, asked.options)
    except plots.NothingToDraw as error:
        return _answer(request, asked, fault=f"Nothing is drawn that yours could lie over: {error}")
    if not bare.axes:
        return _answer(request, asked, fault="This plot takes no data of your own.")
    chosen = [request.POST.get(name, "") for name in ("unit_x", "unit_y")]
    named = {key: request.POST.get(key, "") for key in ("name", "panel")}
    own = plot_input.read_own(table.text, bare, chosen=chosen, **named)
    drawing = plot_input.drawing_with(slug, points, asked.options, bare, own) if own.series else None
    if drawing is not None:
        bare, drawing = (
            plots.captioned(one, asked.plot, asked.query.description, asked.options) for one in (bare, drawing)
        )
    if drawing is not None and asked.kind in FILES:
        return file_of(request, asked, drawing, bare)
    return _answer(request, asked, table=table, own=own, drawing=drawing)


def _table(request: HttpRequest) -> TableText:
    """The table of a file, else of the field. Raises UnreadableTable."""
    if upload := request.FILES.get("file"):
        return table_file.read(upload.read())
    return TableText(request.POST.get("text", ""))


def _answer(
    request: HttpRequest,
    asked: Asked | None = None,
    *,
    table: TableText | None = None,
    own: plot_input.OwnData | None = None,
    drawing: plots.Drawing | None = None,
    fault: str = "",
) -> HttpResponse:
    """What was read and drawn, or why nothing was; a fault of the table is an answer as any other."""
    context: dict[str, Any] = {
        "plot": asked.plot if asked else None,
        "table": table,
        # what a browser does not hold already: a file as it was read, if it can be
        "text": table.text if table and "file" in request.FILES and len(table.text) <= MOST_CHARACTERS else "",
        "own": own,
        "drawing": drawing,
        "faults": [fault] if fault else own.faults if own else (),
        "files": [(key, one.label) for key, one in FILES.items()],
        "whole": with_query(request, range="all"),
    }
    return render(request, "mgdb/own_data.html", context)
