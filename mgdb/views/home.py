"""The front page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from mgdb import http_cache
from mgdb.lists import LIST_TYPES
from mgdb.lists.contents import facet_counts
from mgdb.lists.periodic_table import PeriodicTable
from mgdb.models import Comparison, DatasetFile, Material, Measurement, Pair, Phase, Source
from mgdb.plot_input import pictures
from mgdb.search import FacetValue

from .pages import passing, public_page

LIVING = "arrhenius"  # the plot that the page opens with
BESIDE = 4  # pictures of other plots below it
UNCLASSED = ("not_stated", "other", "", None)
MOST_YEARS = 25
YEARS = (760, 150, 24)  # px: width and height of the chart of years, and what its labels take


@dataclass(frozen=True)
class Bar:
    """How many values there are of something, its share of the most (in percent), and the list of them."""

    label: str
    count: int
    share: float
    href: str


@dataclass(frozen=True)
class YearColumn:
    """A column of the chart of years: where it stands, in pixels; label: beneath it, for some."""

    years: str
    count: int
    x: float
    y: float
    width: float
    height: float
    label: str
    href: str


@public_page()
def home(request: HttpRequest) -> HttpResponse:
    """What is in here as figures, ways in, what is new, how to cite."""
    token, _ = http_cache.read_version(request)
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
    comparisons = list(Comparison.objects.published().flagship_first())
    documents = (
        DatasetFile.objects.filter(document__status="published").select_related("document").order_by("-loaded_at")
    )
    held = pictures.shown(http_cache.read_version(request), wide=LIVING)
    shown = [one for one in held.pictures if one.content] if held.pictures else pictures.awaited(wide=LIVING)
    values = facet_counts(LIST_TYPES["measurements"], token)
    response = render(
        request,
        "mgdb/home.html",
        {
            "ways": ways,
            "comparisons": comparisons,
            "documents": documents[:5],
            "living": next((one for one in shown if one.plot.SLUG == LIVING), None),
            "beside": [one for one in shown if one.plot.SLUG != LIVING][:BESIDE],
            "years": _years(values.get("year", [])),
            "years_size": YEARS,
            "classes": [
                ("Electrolytes", _bars("electrolyte_class", values)),
                ("Structure families", _bars("structure_family", values)),
            ],
            "elements": _elements(facet_counts(LIST_TYPES["materials"], token).get("elements_all", [])),
        },
    )
    return response if held.are_present else passing(response)


def _bars(name: str, values: dict[str, list[FacetValue]]) -> list[Bar]:
    """The values of a facet of measurements that say something, the most frequent first."""
    own = sorted((one for one in values.get(name, []) if one.value not in UNCLASSED), key=lambda one: -one.count)
    most = max((one.count for one in own), default=1)
    address = reverse("measurements")
    return [
        Bar(one.label, one.count, round(100 * one.count / most, 1), f"{address}?{urlencode({name: one.value})}")
        for one in own
    ]


def _years(found: list[FacetValue]) -> list[YearColumn]:
    """Values by the year of the paper that reports them: a column for each of the last years, one for all before."""
    counts = {int(one.value): one.count for one in found if str(one.value or "").isdigit()}
    if not counts:
        return []
    last = max(counts)
    first = max(min(counts), last - MOST_YEARS + 1)
    shown = {year: counts.get(year, 0) for year in range(first, last + 1)}
    earlier = sum(count for year, count in counts.items() if year < first)
    if earlier:
        shown = {first - 1: earlier, **shown}
    wide, high, foot = YEARS
    step, most = wide / len(shown), max(shown.values())
    columns = []
    for place, (year, count) in enumerate(shown.items()):
        is_rest = year < first
        tall = max(round((high - foot - 16) * count / most, 1), 1.5) if count else 0
        label = f"to {year}" if is_rest else str(year) if year % 5 == 0 and place > 2 else ""
        query = {"year_max": year} if is_rest else {"year_min": year, "year_max": year}
        columns.append(
            YearColumn(
                f"to {year}" if is_rest else str(year),
                count,
                round(place * step, 1),
                high - foot - tall,
                round(step * 0.8, 1),
                tall,
                label,
                f"{reverse('measurements')}?{urlencode(query)}",
            )
        )
    return columns


def _elements(found: list[FacetValue]) -> PeriodicTable:
    """The periodic table, each element with how many materials have it and leading to them."""
    address = reverse("materials")

    def leading(**changes: str | None) -> str:
        return f"{address}?{urlencode({name: value for name, value in changes.items() if value})}"

    return PeriodicTable("all", found, {}, leading, 0, named=False)
