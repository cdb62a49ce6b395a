"""The front page, and the search over everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from mgdb import search
from mgdb.models import Cell, Comparison, DatasetFile, Material, Measurement, Pair, Phase, Source, Statement
from mgdb.models.base import ID_ALPHABET, ID_LENGTH, Record
from mgdb.models.sources import clean_doi
from mgdb.science.formula import FormulaError, parse
from mgdb.science.typeset import plain

from .addresses import ROUTES, address
from .pages import page

SHOWN = 12  # of each noun; the list has the rest
LIKE = 0.45  # how alike a misspelt word must be


@page()
def home(request: HttpRequest) -> HttpResponse:
    """What is in here, ways in, what is new, how to cite."""
    materials = Material.objects.published()
    counts = {
        "measurements": Measurement.objects.published().count(),
        "cathodes": materials.with_role("cathode").count(),
        "electrolytes": materials.with_role("electrolyte").count(),
        "phases": Phase.objects.published().count(),
        "sources": Source.objects.published().count(),
        "pairs": Pair.objects.published().count(),
    }
    comparisons = Comparison.objects.published().annotate(materials=Count("rows")).order_by("-created_at", "slug")
    documents = (
        DatasetFile.objects.filter(document__status="published").select_related("document").order_by("-loaded_at")
    )
    return render(
        request, "mgdb/home.html", {"counts": counts, "comparisons": comparisons[:5], "documents": documents[:5]}
    )


@dataclass(frozen=True)
class Hits:
    """What a search found of one noun."""

    title: str
    count: int
    rows: Sequence[Record]
    more: str


def _nouns() -> tuple[tuple[str, type[search.SearchFilterSet], QuerySet, str], ...]:
    materials = Material.objects.published().with_source()
    return (
        ("Materials", search.Materials, materials.exclude(roles__contains=["electrolyte"]), "materials"),
        ("Electrolytes", search.Electrolytes, materials.with_role("electrolyte"), "electrolytes"),
        ("Phases", search.Phases, Phase.objects.published(), "phases"),
        ("Sources", search.Sources, Source.objects.published(), "sources"),
        ("Cells", search.Cells, Cell.objects.published().with_parts(), "cells"),
        ("Statements", search.Statements, Statement.objects.published(), ""),
    )


@page(takes=("q",))
def search_everything(request: HttpRequest) -> HttpResponse:
    """Materials, electrolytes, phases, sources, cells and statements that mention all words of `q`.

    A public id leads straight to its record. A DOI may stand as an address. A formula also finds materials of the same
    reduced formula, however it is written there. Where nothing holds every word, the most alike records are shown.
    """
    text = request.GET.get("q", "").strip()
    if is_id(text):
        return redirect(address(text))
    words = plain(clean_doi(text) if "10." in text else text)[:200].replace("\0", " ")
    found: list[Hits] = []
    if words:
        found = [hits for title, _, rows, name in _nouns() if (hits := _hits(title, rows, name, words, text)).count]
    alike: list[Record] = [] if found or not words else _alike(words)
    context = {"q": text, "found": found, "alike": alike, "total": sum(hits.count for hits in found)}
    return render(request, "mgdb/search.html", context)


def is_id(text: str) -> bool:
    """Whether `text` has the shape of a public id."""
    prefix, _, rest = text.partition("-")
    return prefix in ROUTES and len(rest) == ID_LENGTH and set(rest) <= set(ID_ALPHABET)


def _hits(title: str, rows: QuerySet, name: str, words: str, text: str) -> Hits:
    matching = rows.matching(words)
    reduced = _reduced(text)
    if reduced and hasattr(rows.model, "formula_reduced"):
        matching = matching | rows.filter(formula_reduced=reduced)
    rows_shown = list(matching[: SHOWN + 1])
    count = len(rows_shown) if len(rows_shown) <= SHOWN else matching.count()
    more = f"{reverse(name)}?{urlencode({'q': text})}" if name and count > SHOWN else ""
    return Hits(title, count, rows_shown[:SHOWN], more)


def _reduced(text: str) -> str:
    try:
        return parse(text).reduced or ""
    except FormulaError:
        return ""


def _alike(words: str) -> list[Record]:
    found: list[Record] = []
    for _, _, rows, _ in _nouns():
        near = rows.annotate(likeness=TrigramWordSimilarity(words, "search_text")).filter(likeness__gte=LIKE)
        found += near.order_by("-likeness", "pk")[:4]
    return found
