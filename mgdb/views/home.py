"""The front page, and the search over everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, Count, F, QuerySet, Value, When, Window
from django.db.models.functions import Length, RowNumber
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.views.decorators.http import require_safe

from mgdb import search
from mgdb.lists import LIST_TYPES
from mgdb.lists.highlight import highlight
from mgdb.models import Comparison, DatasetFile, Material, Measurement, Pair, Phase, Source, Statement
from mgdb.models.base import Record, RecordQuerySet, read_id
from mgdb.projection.lists.columns import published_rows
from mgdb.records import BY_PREFIX
from mgdb.science import properties, typeset
from mgdb.science.formula import FormulaError, parse
from mgdb.science.markup import Html
from mgdb.science.typeset import plain
from mgdb.search import catch_timeout, folded

from .addresses import address
from .pages import public_page
from .search_entries import Entry, entries

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
            ("compare", Pair.objects.published(), "Modified and control",
             "Pairs that a source compares, side by side."),
            ("sources", Source.objects.published(), "Sources", "Documents read, and the papers they quote."),
        )
    ]  # fmt: skip
    comparisons = Comparison.objects.published().annotate(materials=Count("rows")).order_by("-created_at", "slug")
    documents = (
        DatasetFile.objects.filter(document__status="published").select_related("document").order_by("-loaded_at")
    )
    return render(request, "mgdb/home.html", {"ways": ways, "comparisons": comparisons[:5], "documents": documents[:5]})


@dataclass(frozen=True)
class Hit:
    """A record that a search found: its id, its typeset name, and what tells it apart, typeset."""

    id: str
    html: Html
    note_html: Html


@dataclass(frozen=True)
class Hits:
    """What a search found of one record type."""

    title: str
    count: int
    rows: Sequence[Hit]
    more: str


@dataclass(frozen=True)
class Kind:
    """What is searched: its heading, its rows, and the route of its list."""

    title: str
    rows: RecordQuerySet[Any]
    route: str
    name: str  # the column that a suggestion shows


def _kinds() -> list[Kind]:
    """What is searched, in the order of the lists; electrolytes stand apart from the other materials."""
    found = []
    for list_type in LIST_TYPES.values():
        record_type, roles = list_type.record_type, list_type.specification.roles
        if not record_type.search_name or roles not in ((), ("electrolyte",)):
            continue
        rows = published_rows(record_type, list_type.specification)
        if record_type.model is Material:
            materials = Material.objects.published().with_source()
            rows = materials.with_role(*roles) if roles else materials.exclude(roles__contains=["electrolyte"])
        found.append(Kind(list_type.title, rows, list_type.key, record_type.search_name))
    return found


@public_page(parameters=("q",))
def search_everything(request: HttpRequest) -> HttpResponse:
    """Materials, electrolytes, phases, sources, cells and statements that mention all words of `q`.

    A public id leads straight to its record. A DOI may stand as an address. A formula also finds materials of the same
    reduced formula, however it is written there. Properties, elements and entries of the vocabulary that `q` names are
    ways on. Where nothing holds every word, the most alike records are shown.
    """
    text = request.GET.get("q", "").strip()
    if (known := read_id(text)) and known[:3] in BY_PREFIX:
        return redirect(address(known))
    words = folded(text)[:200]
    found: list[Hits] = []
    alike: list[Hit] = []
    ways: list[Entry] = []
    with catch_timeout():
        if words:
            ways = entries(text[:200])
            found = _found(words, text)
        if words and not found:
            alike = _alike(words)
    context = {
        "q": text,
        "found": found,
        "alike": alike,
        "ways": ways,
        "total": sum(hits.count for hits in found),
    }
    return render(request, "mgdb/search.html", context)


def _matching(kind: Kind, words: str, text: str) -> RecordQuerySet[Any]:
    matching = kind.rows.matching(words)
    reduced = _reduced(text)
    if reduced and hasattr(kind.rows.model, "formula_reduced"):
        matching = matching | kind.rows.filter(formula_reduced=reduced)
    return matching


def _together(kinds: Sequence[Kind], branches: Sequence[QuerySet[Any, Any]]) -> dict[int, tuple[int, list[Record]]]:
    """Rows of several kinds: place of the kind → (how many there are, those fetched, in order).

    `branches` give (place, key, count of all, rank); all of them are one query, and the rows of each kind another.
    """
    rows = branches[0].union(*branches[1:], all=True) if len(branches) > 1 else branches[0]
    keys: dict[int, list[tuple[int, int]]] = {}
    counts: dict[int, int] = {}
    for place, key, count, rank in rows:
        keys.setdefault(place, []).append((rank, key))
        counts[place] = count
    found = {}
    for place in sorted(keys):
        records = kinds[place].rows.in_bulk([key for _, key in keys[place]])
        ordered = [records[key] for _, key in sorted(keys[place]) if key in records]
        found[place] = (counts[place], ordered)
    return found


def _branch(place: int, rows: QuerySet[Any], by: tuple[Any, ...], most: int) -> QuerySet[Any, Any]:
    ranked = (
        rows.select_related(None)
        .order_by()
        .annotate(place=Value(place), found=Window(Count("pk")), rank=Window(RowNumber(), order_by=by))
    )
    branch: QuerySet[Any, Any] = ranked.order_by("rank").values_list("place", "pk", "found", "rank")[:most]
    return branch


def _found(words: str, text: str) -> list[Hits]:
    kinds = _kinds()
    branches = [
        _branch(place, _matching(kind, words, text), (F(kind.name).asc(), F("pk").asc()), SHOWN)
        for place, kind in enumerate(kinds)
    ]
    hits = []
    for place, (count, rows) in _together(kinds, branches).items():
        kind = kinds[place]
        more = f"{reverse(kind.route)}?{urlencode({'q': text})}" if count > SHOWN else ""
        hits.append(Hits(kind.title, count, [_hit(row, words.split()) for row in rows], more))
    return hits


def _reduced(text: str) -> str:
    try:
        return parse(text).reduced or ""
    except FormulaError:
        return ""


def _alike(words: str) -> list[Hit]:
    kinds = _kinds()
    branches = []
    for place, kind in enumerate(kinds):
        likeness = TrigramWordSimilarity(words, "search_text")
        near = kind.rows.annotate(likeness=likeness).filter(likeness__gte=LIKE)
        branches.append(_branch(place, near, (F("likeness").desc(), F("pk").asc()), 4))
    return [_hit(row) for _, rows in _together(kinds, branches).values() for row in rows]


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Suggestions for what is being typed, grouped by kind: `{groups: [{title, items: [{html, note, href}]}]}`."""
    if problems := search.unknown_parameters(request.GET, ("q",)):
        return JsonResponse({"groups": [], "reason": str(problems[0])}, status=400)
    text = request.GET.get("q", "").strip()[:80]
    words = folded(text)[:200]
    groups: list[dict[str, Any]] = []
    if len(words) >= 2:
        try:
            with catch_timeout():
                groups = _suggestions(words, text)
        except search.InvalidQuery:
            groups = []  # the search itself will say that it is too broad
    return JsonResponse({"groups": groups})


def _suggestions(words: str, text: str) -> list[dict[str, Any]]:
    kinds = _kinds()[:4]
    branches = []
    for place, kind in enumerate(kinds):
        # names that begin so first, then short ones: what is typed is mostly the beginning of a name
        begins = Case(When(**{f"{kind.name}__istartswith": text}, then=Value(0)), default=Value(1))
        by = (begins.asc(), Length(kind.name).asc(), F("pk").asc())
        branches.append(_branch(place, _matching(kind, words, text), by, SUGGESTED))
    groups = []
    for place, (_, rows) in _together(kinds, branches).items():
        items = [
            {
                "html": highlight(_name_of(row), words.split()),
                "note": _note_of(row),
                "href": address(row.public_id),
            }
            for row in rows
        ]
        groups.append({"title": kinds[place].title, "items": items})
    named = [
        {
            "html": highlight(typeset.html(entry.label), words.split()),
            "note": "all values",
            "href": f"{reverse('measurements')}?property={entry.key}",
        }
        for entry in properties.PROPERTIES.values()
        if all(word in plain(entry.label) for word in words.split())
    ][:SUGGESTED]
    return [*groups, *([{"title": "Properties", "items": named}] if named else [])]


def _hit(row: Any, words: Sequence[str] = ()) -> Hit:
    """The record `row` with the `words` that it was found by highlighted."""
    note = Html()
    if isinstance(row, Source):
        note = Html(f"{highlight(typeset.html(row.title), words)} {escape(row.reference)}")
    elif source := getattr(row, "source", None):
        strategy = getattr(row, "strategy", "")
        note = Html(escape(source.short) + (f" · {typeset.html(strategy)}" if strategy else ""))
    elif isinstance(row, Statement):
        note = highlight(typeset.html(truncatechars(row.text, 120)), words)
    return Hit(row.public_id, highlight(_name_of(row), words), note)


def _name_of(row: Any) -> Html:
    html: Html = row.name_html if hasattr(row, "name_html") else typeset.html(row.label)
    return html


def _note_of(row: Any) -> str:
    """Plain words that tell records of one name apart."""
    if isinstance(row, Source):
        return (row.title or row.reference)[:90]
    return row.source.short if isinstance(row, Material) else ""
