"""The search over everything, and what it suggests while somebody types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from html import escape
from itertools import pairwise
from operator import add, or_
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When, Window
from django.db.models.functions import Length, RowNumber
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from mgdb import search
from mgdb.lists import LIST_TYPES
from mgdb.lists.highlight import highlight
from mgdb.models import Comparison, Material, Source, Statement
from mgdb.models.base import Record, RecordQuerySet, read_id
from mgdb.projection.lists.columns import published_rows
from mgdb.records import BY_PREFIX
from mgdb.science import typeset
from mgdb.science.formula import FormulaError, parse
from mgdb.science.markup import Html
from mgdb.science.search_terms import stem, terms
from mgdb.science.substances import by_name
from mgdb.search import catch_timeout, folded
from mgdb.search.spelling import corrected

from .addresses import address
from .pages import public_page
from .search_entries import FILLING, entries, known_words, telling, values_named

SUGGESTED = 5  # of each kind, while somebody types
SHOWN = 12  # of each record type; the list has the rest
MOST_OF_TEXT = 300  # characters
MOST_OF_EXCERPT = 200  # characters
SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z0-9(\[])")
MOST_WORDS = 8  # of a question of which no record has all, that are looked for one by one


@dataclass(frozen=True)
class Hit:
    """A record that a search found: its id, its typeset name, what tells it apart, typeset, and what it says, where
    that is a sentence."""

    id: str
    html: Html
    note_html: Html
    text_html: Html


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
    route: str  # empty where there is no list
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
    return [*found, Kind("Comparisons", Comparison.objects.published(), "", "title")]


@public_page(parameters=("q",))
def search_everything(request: HttpRequest) -> HttpResponse:
    """What mentions all words of `q`: values first where it names a property, then records of every kind.

    A public id leads straight to its record. A DOI may stand as an address. A formula also finds materials of the same
    reduced formula, however it is written there. Where nothing has every word, the words are read as ones that do, or
    else what has most of them is shown, and the page says so.
    """
    text = request.GET.get("q", "").strip()
    if len(text) > MOST_OF_TEXT:
        reason = f"{len(text)} characters; a search has at most {MOST_OF_TEXT}. Leave words out."
        raise search.InvalidQuery([search.ParameterProblem("q", text[:40], reason)])
    if (known := read_id(text)) and known[:3] in BY_PREFIX:
        return redirect(address(known))
    context: dict[str, Any] = {
        "q": text,
        "found": [],
        "values": [],
        "ways": [],
        "meant": "",
        "of": "",
        "is_partial": False,
    }
    words, meant = _asked(text), ""
    with catch_timeout():
        if words:
            context |= {"values": values_named(text), "ways": entries(text)}
            context["found"] = _found(words, text)
        if words and not context["found"] and not context["values"] and (meant := _corrected(text)):
            context |= {"meant": meant, "values": values_named(meant), "found": _found(_asked(meant), meant)}
        if words and not context["found"] and not context["values"]:
            context |= {"meant": "", "found": _partial(_asked(meant or text)), "is_partial": True}
        if words and not context["found"] and context["values"] and (rest := context["values"][0].of):
            # the property was answered; whose it is has a page
            context |= {"found": _found(_asked(rest), rest), "of": rest}
    return render(request, "mgdb/search.html", context | {"total": sum(hits.count for hits in context["found"])})


def _matching(kind: Kind, words: str, text: str) -> RecordQuerySet[Any]:
    matching = kind.rows.matching(words)
    reduced = _reduced(text)
    if reduced and hasattr(kind.rows.model, "formula_reduced"):
        matching = matching | kind.rows.filter(formula_reduced=reduced)
    return matching


def _nearest(kind: Kind, text: str) -> tuple[Any, ...]:
    """What the rows of a kind are ordered by: that very name or formula, names that begin so, then short ones.

    All names of a substance are that very name, so that each finds the same first.
    """
    names = tuple(one.names) if (one := by_name(folded(text))) else (text,)
    ways = [When(_any(f"{kind.name}__iexact", names), then=Value(0))]
    reduced = {found for name in names if (found := _reduced(name))}
    if reduced and hasattr(kind.rows.model, "formula_reduced"):
        ways.append(When(formula_reduced__in=reduced, then=Value(1)))
    ways.append(When(_any(f"{kind.name}__istartswith", names), then=Value(2)))
    return Case(*ways, default=Value(3)).asc(), Length(kind.name).asc(), F(kind.name).asc(), F("pk").asc()


def _any(lookup: str, texts: Iterable[str]) -> Q:
    return reduce(or_, (Q(**{lookup: text}) for text in texts))


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
    """What holds all `words`, of each kind; the first of them are those that were suggested."""
    kinds = _kinds()
    branches = [
        _branch(place, _matching(kind, words, text), _nearest(kind, text), SHOWN) for place, kind in enumerate(kinds)
    ]
    return list(_hits(kinds, branches, words, text))


def _hits(kinds: Sequence[Kind], branches: Sequence[QuerySet[Any, Any]], words: str, text: str) -> Iterator[Hits]:
    for place, (count, rows) in _together(kinds, branches).items():
        kind = kinds[place]
        more = f"{reverse(kind.route)}?{urlencode({'q': text})}" if text and kind.route and count > SHOWN else ""
        yield Hits(kind.title, count, [_hit(row, words.split()) for row in rows], more)


def _reduced(text: str) -> str:
    try:
        return parse(text).reduced or ""
    except FormulaError:
        return ""


def _asked(text: str) -> str:
    """The folded words of `text` that say what is looked for."""
    return " ".join(telling(folded(text).split()))


def _corrected(text: str) -> str:
    """`text` with the words that stand nowhere read as the ones most like them: names of properties, terms and elements
    first, then words of records. Empty where there is nothing to read.

    Materials have the words of their sources: others are not looked through for a slip.
    """
    meant = corrected(Material.objects.published(), "search_text", folded(text), known_words() | FILLING)
    return " ".join(meant.get(folded(word), word) for word in text.split()) if meant else ""


def _partial(words: str) -> list[Hits]:
    """What holds some of the words, most of them first."""
    asked = [reduce(or_, (Q(search_text__contains=way) for way in ways)) for ways in terms(words)][:MOST_WORDS]
    if len(asked) < 2:
        return []
    held = reduce(add, (Case(When(one, then=1), default=0, output_field=IntegerField()) for one in asked))
    kinds = _kinds()
    branches = [
        _branch(
            place, kind.rows.filter(reduce(or_, asked)).annotate(held=held), (F("held").desc(), F("pk").asc()), SHOWN
        )
        for place, kind in enumerate(kinds)
    ]
    return list(_hits(kinds, branches, words, ""))


@csrf_exempt
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
                groups = _suggestions(" ".join(telling(words.split())), text)
        except search.InvalidQuery:
            groups = []  # the search itself will say that it is too broad
    return JsonResponse({"groups": groups})


def _suggestions(words: str, text: str) -> list[dict[str, Any]]:
    kinds = _kinds()
    kinds = [*kinds[:4], kinds[-1]]
    branches = [
        _branch(place, _matching(kind, words, text), _nearest(kind, text), SUGGESTED)
        for place, kind in enumerate(kinds)
    ]
    groups = []
    for place, (_, rows) in _together(kinds, branches).items():
        items = [
            {"html": highlight(_name_of(row), words.split()), "note": _note_of(row), "href": address(row.public_id)}
            for row in rows
        ]
        groups.append({"title": kinds[place].title, "items": items})
    values = [
        {
            "html": highlight(typeset.html(one.entry.label), words.split()),
            "note": f"{one.count} values{f' of what mentions {one.of}' if one.of else ''}",
            "href": one.href,
        }
        for one in values_named(text)
    ]
    return [*([{"title": "Values", "items": values}] if values else []), *groups]


def _hit(row: Any, words: Sequence[str] = ()) -> Hit:
    """The record `row` with the `words` that it was found by highlighted, in all their forms."""
    words = [stem(word) for word in words]
    note, said = Html(), Html()
    if isinstance(row, Statement):
        said = highlight(typeset.html(excerpt(row.text, words)), words)
        note = Html(escape((row.source or row.document).short))
    elif isinstance(row, Source):
        note = Html(f"{highlight(typeset.html(row.title), words)} {escape(row.reference)}")
    elif source := getattr(row, "source", None):
        strategy = getattr(row, "strategy", "")
        note = Html(escape(source.short) + (f" · {typeset.html(strategy)}" if strategy else ""))
    return Hit(row.public_id, highlight(_name_of(row), words), note, said)


def excerpt(text: str, words: Sequence[str]) -> str:
    """The sentences of `text` from the first that holds one of the folded `words`, as much as two lines hold.

    >>> excerpt("Oxides are stable. Vacancies let magnesium in.", ["vacanc"])
    '… Vacancies let magnesium in.'
    """
    starts = [0, *(match.end() for match in SENTENCE_END.finditer(text))]
    held = (
        start for start, end in pairwise([*starts, len(text)]) if any(word in folded(text[start:end]) for word in words)
    )
    start = next(held, 0)
    return f"{'… ' if start else ''}{truncatechars(text[start:], MOST_OF_EXCERPT)}"


def _name_of(row: Any) -> Html:
    html: Html = row.name_html if hasattr(row, "name_html") else typeset.html(row.label)
    return html


def _note_of(row: Any) -> str:
    """Plain words that tell records of one name apart."""
    if isinstance(row, Source):
        return row.heading[:90]
    return row.source.short if isinstance(row, Material) else ""
