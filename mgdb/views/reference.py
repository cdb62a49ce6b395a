"""What the terms mean, how values are curated, how the data may be used, and who is behind it."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mgdb.lists import LIST_TYPES
from mgdb.models import DatasetFile
from mgdb.science import conditions, properties, vocabulary
from mgdb.science.comparability import DIMENSIONS_COMPARED, tolerances_in_words
from mgdb.science.judgement import expected
from mgdb.science.ranking import FEWEST
from mgdb.science.representative import RULE

from .pages import public_page


@public_page()
def vocabulary_page(request: HttpRequest) -> HttpResponse:
    """Every property, condition and term, with an anchor each."""
    entries = list(properties.PROPERTIES.values())
    names = dict.fromkeys(entry.group for entry in entries)
    groups = [(name, [entry for entry in entries if entry.group == name]) for name in names]
    terms = [
        (key, title, [(kind, list(part)) for kind, part in groupby(found, key=lambda term: term.kind)])
        for key, (title, found) in vocabulary.VOCABULARIES.items()
    ]
    context = {
        "groups": groups,
        "conditions": conditions.CONDITIONS.values(),
        "vocabularies": terms,
        "expected": expected,
    }
    return render(request, "mgdb/vocabulary.html", context)


@public_page()
def methods(request: HttpRequest) -> HttpResponse:
    """The rules of curation."""
    context = {
        "dimensions": DIMENSIONS_COMPARED,
        "tolerance": tolerances_in_words(),
        "fewest": FEWEST,
        "conditions": conditions.CONDITIONS.values(),
        "strict_mg": vocabulary.STRICT_MG,
        "shown_value": RULE,
    }
    return render(request, "mgdb/methods.html", context)


@public_page()
def data(request: HttpRequest) -> HttpResponse:
    """Licence, how to cite, every list, how to get everything."""
    files = DatasetFile.objects.select_related("document").order_by("name")
    return render(request, "mgdb/data.html", {"files": files, "lists": LIST_TYPES.values()})


@public_page()
def about(request: HttpRequest) -> HttpResponse:
    """What this is."""
    return render(request, "mgdb/about.html")
