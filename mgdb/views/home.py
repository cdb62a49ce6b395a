"""The front page."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from mgdb.models import Comparison, DatasetFile, Material, Measurement, Pair, Phase, Source

from .pages import public_page

SUGGESTED = 5  # of each kind, while somebody types
SHOWN = 12  # of each record type; the list has the rest
LIKE = 0.45  # how alike a misspelt word must be


@public_page()
def home(request: HttpRequest) -> HttpResponse:
    """What is in here, ways in, what is new, how to cite."""
    materials = Material.objects.published()
    ways = [
        (reverse(route), rows.count(), title, text)
        for route, rows, title, text in (
            ("measurements", Measurement.objects.published(), "Measurements",
             "Reported results, each with conditions and place."),
            ("cathodes", materials.with_role("cathode"), "Cathodes", "Specimens as one paper names and makes them."),
            ("electrolytes", materials.with_role("electrolyte"), "Electrolytes",
             "Classes, components, carrier cations, chloride."),
            ("phases", Phase.objects.published(), "Phases", "One substance across papers."),
            ("compare", Pair.objects.published(), "Modified vs. pristine",
             "Pairs that a source compares, side by side."),
            ("sources", Source.objects.published(), "Sources", "Documents read, and the papers they quote."),
        )
    ]  # fmt: skip
    comparisons = Comparison.objects.published().annotate(materials=Count("rows")).order_by("-created_at", "slug")
    documents = (
        DatasetFile.objects.filter(document__status="published").select_related("document").order_by("-loaded_at")
    )
    return render(request, "mgdb/home.html", {"ways": ways, "comparisons": comparisons[:5], "documents": documents[:5]})
