"""What the terms mean, how values are curated, how the data may be used, and who is behind it."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from mgdb import compare, plots
from mgdb.models import DatasetFile, Measurement
from mgdb.science import conditions, properties, vocabulary
from mgdb.science.comparability import DIMENSIONS_COMPARED, TOLERANCE
from mgdb.search import Measurements, Question, Refused

from .addresses import address
from .pages import page


@page()
def vocabulary_page(request: HttpRequest) -> HttpResponse:
    """Every property, condition and term, with an anchor each."""
    entries = list(properties.PROPERTIES.values())
    names = dict.fromkeys(entry.group for entry in entries)
    groups = [(name, [entry for entry in entries if entry.group == name]) for name in names]
    terms = [
        (key, title, [(kind, list(part)) for kind, part in groupby(found, key=lambda term: term.kind)])
        for key, (title, found) in vocabulary.VOCABULARIES.items()
    ]
    context = {"groups": groups, "conditions": conditions.CONDITIONS.values(), "vocabularies": terms}
    return render(request, "mgdb/vocabulary.html", context)


@page()
def methods(request: HttpRequest) -> HttpResponse:
    """The rules of curation."""
    return render(
        request, "mgdb/methods.html", {"dimensions": DIMENSIONS_COMPARED, "tolerance": f"{TOLERANCE * 100:g}"}
    )


@page()
def data(request: HttpRequest) -> HttpResponse:
    """Licence, how to cite, how to get everything."""
    files = DatasetFile.objects.select_related("document").order_by("name")
    return render(request, "mgdb/data.html", {"files": files})


@page()
def about(request: HttpRequest) -> HttpResponse:
    """What this is."""
    return render(request, "mgdb/about.html")


@page()
def plot_index(request: HttpRequest) -> HttpResponse:
    """The plots that there are."""
    return render(request, "mgdb/plots.html", {"plots": plots.plots().values()})


@page(takes=None, plots=True)
def plot_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One plot of all published values that it takes, with its options; the address may filter like a list."""
    try:
        plot = plots.get(slug)
    except plots.UnknownPlot as error:
        raise Http404(str(error)) from None
    offered = plots.options_of(plot)
    own = [option.key for option in offered]
    question = Question(Measurements, request.GET, Measurement.objects.published(), own=own)
    chosen, faults = compare.read_options(plot, request.GET)
    if faults := [*question.faults, *faults]:
        raise Refused(faults)
    context = {
        "plot": plot,
        "question": question,
        "options": [(option, chosen[option.key]) for option in offered],
        "kept": [(name, value) for name, values in request.GET.lists() if name not in own for value in values],
    }
    try:
        drawing = compare.drawing_of(slug, compare.plot_points(slug, question.queryset, address=address), chosen)
    except plots.NothingToDraw as error:
        return render(request, "mgdb/plot.html", {**context, "drawing": None, "reason": str(error)})
    return render(request, "mgdb/plot.html", {**context, "drawing": drawing})
