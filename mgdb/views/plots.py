"""Plots: the page of each, its filters and options, and the figure as a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from mgdb import citation, http_cache, plot_input, plots
from mgdb.formats import Format, Table, TableFormat, TypesetFormat, licence, taking
from mgdb.models import Curve, Measurement
from mgdb.models.base import read_id
from mgdb.plot_input import pictures
from mgdb.plots.plain_numbers import plain_numbers
from mgdb.science.vocabulary import CHEMISTRIES
from mgdb.search import InvalidQuery, ParameterProblem, Query, quoted
from mgdb.search.parameters import MOST, Choice, Integer
from mgdb.search.strict_mg import LEVELS, Level

from .addresses import address
from .environment import with_query
from .pages import VersionedRequest, passing, public_page
from .plot_filters import FORMAT, HIGHLIGHT, OF_A_PAGE, filters_for, properties_of, read_own

MOST_MARKED = 50
BARE: dict[str, Any] = dict.fromkeys(OF_A_PAGE)
# of a plot's own; JSON is the figure, not a table of its values
FIGURE = Format(key="json", label="figure JSON", media_type="application/json", extension="json")
SCRIPT = Format(key="py", label="Python script", media_type="text/x-python", charset="utf-8", extension="py")
OWN = {one.key: one for one in (FIGURE, SCRIPT)}
TABLES = {key: one for key, one in taking(TableFormat).items() if key not in OWN}
PRINTED = taking(TypesetFormat)
FILES: dict[str, Format] = TABLES | PRINTED | OWN
# the filters that are typed or chosen in the form; facets are links (plot_filters.py), and the address takes all others
OFFERED = {
    "q": "Keyword: material, author",
    "formula": "Formula",
    "phase_name": "Phase",
    "strict_mg": "Strict Mg",
    "year_min": "Published from",
    "year_max": "Published to",
    "suspect": "Suspect values",
}
MOST_IN_PAGE = 64_000  # bytes of a figure that stands in its page; a larger one is fetched from its own address
TEMPERATURE = ("temperature_min", "temperature_max", "temperature_unit")
SUSPECT = (("", "show hollow"), ("0", "exclude"), ("1", "only suspect"))
MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Field:
    """A field of the form of filters; without choices it takes text, or a number."""

    name: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    numeric: bool = False


@public_page()
def plot_index(request: HttpRequest) -> HttpResponse:
    """The plots with a picture of each, how many values it shows, and why some show none."""
    held = pictures.shown(http_cache.read_version(request))
    found = {one.plot.SLUG: one for one in held.pictures or pictures.awaited()}
    every = [(plot, found.get(slug)) for slug, plot in plots.plots().items()]
    context = {
        "pictures": bool(held.pictures),
        "shown": [(plot, one) for plot, one in every if not (one and one.reason)],
        "empty": [(plot, one) for plot, one in every if one and one.reason],
    }
    response = render(request, "mgdb/plots.html", context)
    return response if held.are_present else passing(response)


@dataclass(frozen=True)
class Asked:
    """A plot as an address asks for it: its options, the measurements that it is of, and the kind of file, if any."""

    plot: plots.Plot
    query: Query
    options: dict[str, Any]
    kind: str
    highlight: tuple[str, ...] = ()

    def points(self) -> list[plots.Point] | list[plots.Count]:
        return plot_input.points_for(self.plot, self.query, self.options, address=address)


def read_asked(request: HttpRequest, slug: str, kind: str) -> Asked:
    """What the address asks for; `kind` is the file asked for. Raises Http404, InvalidQuery."""
    try:
        plot = plots.get(slug)
    except plots.UnknownPlot as error:
        raise Http404(str(error)) from None
    own = [FORMAT, *OF_A_PAGE, *(option.key for option in plots.options_of(plot))]
    query = Query(plot_input.filters_of(plot), request.GET, Measurement.objects.published(), own=own)
    chosen, problems = plot_input.read_options(plot, request.GET)
    if kind not in ("", "html", *FILES):
        reason = f"a plot is shown as html, or saved as {', '.join(FILES)}"
        problems.append(ParameterProblem(FORMAT, kind[:40], reason, tuple(FILES)))
    marked = _read_marked(request.GET.get(HIGHLIGHT, ""), problems)
    if problems := [*query.problems, *problems, *read_own(request.GET)]:
        raise InvalidQuery(problems)
    return Asked(plot, query, chosen, kind, marked)


def _read_marked(text: str, problems: list[ParameterProblem]) -> tuple[str, ...]:
    """The ids of values that are to be marked; adds to `problems` for what is none, and for too many."""
    asked = [one for one in text.split(",") if one.strip()]
    known = [read_id(one, Measurement.PREFIX) or read_id(one, Curve.PREFIX) for one in asked]
    for one, public_id in zip(asked, known, strict=True):
        if not public_id:
            problems.append(ParameterProblem(HIGHLIGHT, one[:40], f"{quoted(one)} is not the id of a value.", ()))
    if len(asked) > MOST_MARKED:
        problems.append(ParameterProblem(HIGHLIGHT, "", f"{len(asked)} ids; at most {MOST_MARKED} are marked.", ()))
    return tuple(dict.fromkeys(known))


@public_page(parameters=None, plots=True)
def plot_page(request: VersionedRequest, slug: str) -> HttpResponse:
    """One plot of all published values that it takes, with options and filters; `format` gives it as a file."""
    asked = read_asked(request, slug, request.GET.get(FORMAT, ""))
    plot, query = asked.plot, asked.query
    if asked.kind == SCRIPT.key:
        return file_of(request, asked, None)
    context: dict[str, Any] = {"plot": plot, "query": query, "drawing": None, "fetched": ""}
    points = asked.points()
    try:
        drawing = plot_input.drawing_of(slug, points, asked.options)
        drawing = plots.captioned(drawing, plot, query.description, asked.options)
    except plots.NothingToDraw as error:
        if asked.kind in FILES:
            raise InvalidQuery(
                [ParameterProblem(FORMAT, asked.kind, f"there is no file, since nothing is drawn: {error}")]
            ) from None
        context["reason"] = str(error)
    else:
        if asked.kind in FILES:
            return file_of(request, asked, drawing)
        axes = [(axis, plot_input.unit_choices(axis)) for axis in drawing.axes]
        if len(_figure(drawing).encode()) > MOST_IN_PAGE:
            context["fetched"] = with_query(request, **BARE, **{FORMAT: FIGURE.key})
        here = {item.point.id for item in drawing.drawn}
        context["absent"] = [one for one in asked.highlight if one not in here]
        context |= {"drawing": drawing, "axes": axes or None, "panels": plots.panels_of(drawing) if axes else []}
    settled = context["drawing"].chosen if context["drawing"] else {}
    filters = filters_for(plot, request.GET, asked.options, context["drawing"], points, request.version.token)
    fields = _fields(request.GET)
    offered = plots.options_of(plot)
    known = {FORMAT, *OF_A_PAGE, *TEMPERATURE, *asked.options, *(field.name for field in fields)}
    context |= {
        "highlight": asked.highlight,
        "options": [(_settled(option, context["drawing"]), asked.options[option.key]) for option in offered],
        "strict_mg": LEVELS.values(),
        "fields": fields,
        "filters": filters,
        "chemistry_is_open": asked.options.get("chemistry") == plots.MAGNESIUM,
        "filtered": len(query.conditions),
        "kept": [(name, value) for name, values in request.GET.lists() if name not in known for value in values],
        "api": _in_api(request, slug),
        "listed": _listed(request, asked, settled, context["drawing"].drawn if context["drawing"] else ()),
        "query_string": f"?{request.GET.urlencode()}" if request.GET else "",
        "exports": [(with_query(request, **BARE, **{FORMAT: key}), one.label) for key, one in FILES.items()],
    }
    return render(request, "mgdb/plot.html", context)


def file_of(
    request: HttpRequest, asked: Asked, drawing: plots.Drawing | None, bare: plots.Drawing | None = None
) -> HttpResponse:
    """A plot as the file that is asked for; `bare` is its drawing without a reader's own data. A script needs none."""
    plot, kind = asked.plot, asked.kind
    if kind == SCRIPT.key or drawing is None:
        own = plots.additions(bare, drawing) if bare and drawing else None
        return _file(plot, SCRIPT, plots.script_of(plot.SLUG, plot.TITLE, _in_api(request, plot.SLUG), own))
    if kind == FIGURE.key:
        return _file(plot, FIGURE, _figure(drawing))
    if kind in PRINTED:
        citing = citation.ViewCitation(
            plot.TITLE, citation.dataset_version(), timezone.now().date(), request.build_absolute_uri()
        )
        return _file(plot, PRINTED[kind], PRINTED[kind].write(plot_input.typeset_table(drawing, citing)))
    about = {"MgDB": plot.TITLE, "values": asked.query.description, "address": request.build_absolute_uri()}
    about |= {"licence": licence.STATEMENT}
    return _file(plot, TABLES[kind], TABLES[kind].write(Table.flattened(_rows(request, drawing), about)))


def _figure(drawing: plots.Drawing) -> str:
    return json.dumps(drawing.figure, ensure_ascii=False, separators=(",", ":"))


def _listed(request: HttpRequest, asked: Asked, settled: Mapping[str, str], drawn: Sequence[plots.Drawn] = ()) -> str:
    """The address of the list of measurements that the plot is drawn of; empty where it is drawn of none.

    settled: what the options that were left to the plot came to. Of factors the values are those of the materials that
    are set against a control, where these are not too many to be named.
    """
    if plots.takes(asked.plot) == plots.COUNTS:
        return ""
    query = request.GET.copy()
    options = {FORMAT, *OF_A_PAGE, *(option.key for option in plots.options_of(asked.plot))}
    for name in [name for name, value in request.GET.items() if name in options or not str(value).strip()]:
        del query[name]
    if (chemistry := asked.options.get("chemistry")) in {term.key for term in CHEMISTRIES}:
        query["chemistry"] = str(chemistry)
    of_factors = plots.takes(asked.plot) == plots.FACTORS
    modified, own = ({getattr(item.point, name) for item in drawn} for name in ("material", "property_key"))
    if "property" not in query:
        query.setlist("property", sorted(own) if of_factors else properties_of(asked.plot, asked.options, settled))
    if of_factors and "material" not in query and len(modified) <= MOST:
        query.setlist("material", sorted(modified))
    return f"{reverse('measurements')}?{query.urlencode()}"


def _settled(option: plots.Option, drawing: plots.Drawing | None) -> plots.Option:
    """`option` with what it came to, where it was left to the plot: “automatic (Overpotential)”."""
    came_to = drawing.chosen.get(option.key) if drawing else None
    if came_to is None or plots.AUTOMATIC not in option.values:
        return option
    said = f"automatic ({dict(option.choices)[came_to]})"
    return replace(option, choices=((plots.AUTOMATIC, said), *option.choices[1:]))


def _fields(data: QueryDict) -> list[Field]:
    """The filters of OFFERED; one that is asked several times cannot be a field, and is kept as it is."""
    found = []
    for name, label in OFFERED.items():
        given = [value for value in data.getlist(name) if value.strip()]
        if len(given) > 1:
            continue
        parameter = plot_input.FILTERS.filters[name].parameter
        choices: tuple[tuple[str, str], ...] = ()
        if name == "suspect":
            choices = SUSPECT
        elif isinstance(parameter, (Choice, Level)):
            choices = (("", "any"), *parameter.labels.items())
        found.append(Field(name, label, given[0] if given else "", choices, isinstance(parameter, Integer)))
    return found


def _in_api(request: HttpRequest, slug: str) -> str:
    """The absolute address of the same figure in the API."""
    query = request.GET.copy()
    empty = [name for name, value in request.GET.items() if not str(value).strip()]
    for name in (FORMAT, *OF_A_PAGE, *empty):
        query.pop(name, None)
    path = reverse("api:plots-detail", args=[slug])
    return request.build_absolute_uri(f"{path}?{query.urlencode()}" if query else path)


def _file(plot: plots.Plot, chosen: Format, content: str | bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=chosen.content_type)
    response["Content-Disposition"] = f'attachment; filename="mgdb-{plot.SLUG}.{chosen.extension}"'
    return response


def _rows(request: HttpRequest, drawing: plots.Drawing) -> Iterable[dict[str, Any]]:
    """The lines that the plot has for files, else one for each point: x and y as numbers on the axes of the figure, and
    as they read."""
    if drawing.lines:
        for line in drawing.lines:
            yield {
                name: request.build_absolute_uri(str(cell)) if name == "address" and cell else cell
                for name, cell in line.items()
            }
        return
    layout = drawing.figure["layout"]
    titles = [MARKUP.sub("", layout[axis]["title"]["text"]) for axis in ("xaxis", "yaxis")]
    if "yaxis2" in layout:  # panels: the title of one is not that of another
        titles = [drawing.x_label, drawing.y_label]
    outside = set(map(id, (*drawing.outside, *drawing.own_outside)))
    for item in (*drawing.drawn, *drawing.own):
        point = item.point
        yield {
            "id": point.id,
            "material": point.material if point.id else "",
            "name": point.name,
            f"x: {titles[0]}": item.x,
            f"y: {titles[1]}".removesuffix(": "): item.y,
            drawing.x_label if drawing.x_label != titles[0] else f"{drawing.x_label}, as reported": item.x_text,
            drawing.y_label if drawing.y_label != titles[1] else f"{drawing.y_label}, as reported": item.y_text,
            **plain_numbers(point.property_key, point.quantity),
            "formula": point.formula,
            "role": point.role,
            "chemistry": point.chemistry,
            "ion": point.ion,
            "method": point.method,
            "origin": point.origin,
            "conditions": "; ".join(f"{key} {one.printed or one.text}" for key, one in point.conditions.items()),
            "electrolyte": point.electrolyte,
            "electrolyte class": point.electrolyte_class,
            "suspect": point.suspect,
            "to be read with caution because": point.doubt,
            "outside the axes": id(item) in outside,
            "source": point.source,
            "source key": point.source_key,
            "doi": point.doi,
            "year": point.year,
            "address": request.build_absolute_uri(point.url) if point.url else "",
        }
