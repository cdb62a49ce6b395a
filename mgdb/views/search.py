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
from mgdb.models.base import Record, RecordQuerySet, holds, read_id
from mgdb.projection.lists.columns import published_rows
from mgdb.records import BY_PREFIX
from mgdb.science import typeset
from mgdb.science.formula import FormulaError, parse
from mgdb.science.markup import Html
from mgdb.science.question import telling
from mgdb.science.search_terms import stem, terms
from mgdb.science.spellings import FILLING
from mgdb.science.substances import by_name
from mgdb.search import catch_timeout, folded, looked_for
from mgdb.search.spelling import corrected, is_formula_of_several, nearest_formula

from .addresses import address
from .pages import public_page
from .search_entries import entries, known_words
from .search_values import ValuesAsked, counted

SUGGESTED = 5  # of each kind, while somebody types
SHORT = re.compile(r"[a-z]{1,3}")  # a word that is looked for as a whole
SOURCES = LIST_TYPES["sources"].title
MOST_WITHOUT_LIST = 60
SHOWN = 12  # of each record type; the list has the rest
MOST_OF_TEXT = 300  # characters
MOST_OF_EXCERPT = 200  # characters
YEAR = re.compile(r"(?:19|20)\d\d")
MOST_OF_REFERENCE = 4  # words of a question that may be one: two authors and a year
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
    """What is searched: its heading, its rows, and the list that has just these."""

    title: str
    rows: RecordQuerySet[Any]
    name: str  # the column that a suggestion shows
    route: str  # empty where there is no list: then all are shown
    narrowed: tuple[tuple[str, str], ...] = ()  # what the list is asked beside the words

    def address(self, text: str) -> str:
        """The list of what mentions `text`; empty where there is none."""
        return self.route and f"{reverse(self.route)}?{urlencode([('q', text), *self.narrowed])}"


def _kinds() -> list[Kind]:
    """What is searched, in the order of the lists; electrolytes stand apart from the other materials."""
    found = []
    for list_type in LIST_TYPES.values():
        record_type, roles = list_type.record_type, list_type.specification.roles
        if not record_type.search_name or roles not in ((), ("electrolyte",)):
            continue
        rows = published_rows(record_type, list_type.specification)
        narrowed: tuple[tuple[str, str], ...] = ()
        if record_type.model is Material:
            materials = Material.objects.published().with_source()
            rows = materials.with_role(*roles) if roles else materials.exclude(roles__contains=["electrolyte"])
            if not roles:
                narrowed = ((search.excluding("role"), "electrolyte"),)
        found.append(Kind(list_type.title, rows, record_type.search_name, list_type.key, narrowed))
    return [*found, Kind("Comparisons", Comparison.objects.published(), "title", "")]


@public_page(parameters=("q",))
def search_everything(request: HttpRequest) -> HttpResponse:
    """What mentions all words of `q`: values first where it names a property, then records of every kind.

    A public id leads straight to its record. A DOI may stand as an address. Every count is that of the list that it
    leads to. Where nothing has every word, the words are read as ones that do, or as the beginnings of words, or else
    what has most of them is shown, and the page says so.
    """
    text = request.GET.get("q", "").strip()
    if len(text) > MOST_OF_TEXT:
        reason = f"{len(text)} characters; a search has at most {MOST_OF_TEXT}. Leave words out."
        raise search.InvalidQuery([search.ParameterProblem("q", text[:40], reason)])
    if (known := read_id(text)) and known[:3] in BY_PREFIX:
        return redirect(address(known))
    with catch_timeout():
        context = _answer(text) if folded(text) else {"found": [], "values": [], "ways": [], "counted": []}
    context = {"q": text, "meant": "", "of": text, "is_partial": False, "is_begun": False, **context}
    context["papers_first"] = _is_reference(text)
    return render(request, "mgdb/search.html", context | {"total": sum(hits.count for hits in context["found"])})


def _answer(text: str) -> dict[str, Any]:
    """What the page shows of `text`: as it is, else as it may have been meant, else what has some of it."""
    asked = ValuesAsked(text)
    ways = [*asked.unclear(), *entries(text), *asked.without_values()]
    context: dict[str, Any] = {"values": asked.values, "ways": ways}
    found = _found(text)
    # what has values of these words is found by them
    context |= {"found": found, "counted": counted(text) if found and not asked.values else []}
    if not context["found"] and (rest := asked.question.rest) and asked.values:
        # the property was answered; whose it is has a page
        return context | {"found": _found(rest), "of": rest}
    if context["found"] or context["values"]:
        return context
    if (meant := _corrected(text)) and (answer := _answer_as_is(meant)):
        return context | answer | {"meant": meant}
    if SHORT.fullmatch(folded(text).rpartition(" ")[2]) and (begun := _found(text, is_begun=True)):
        return context | {"found": begun, "is_begun": True}
    return context | {"found": _partial(meant or text), "is_partial": True}


def _answer_as_is(text: str) -> dict[str, Any]:
    """What the page shows of `text` where something has all of it; else nothing."""
    asked = ValuesAsked(text)
    found = _found(text)
    if not found and asked.values and (rest := asked.question.rest):
        return {"values": asked.values, "found": _found(rest), "of": rest}
    return {"values": asked.values, "found": found, "of": text} if found or asked.values else {}


def _nearest(kind: Kind, text: str) -> tuple[Any, ...]:
    """What the rows of a kind are ordered by: that very name or formula, names that begin so, then short ones.

    All names of a substance are that very name, so that each finds the same first. Where words are those of a short
    reference (“Wang 2019”), papers of that first author and year come before all others, then those of that author.
    """
    names = tuple(one.names) if (one := by_name(folded(text))) else (text,)
    ways = [When(_any(f"{kind.name}__iexact", names), then=Value(0))]
    reduced = {found for name in names if (found := _reduced(name))}
    if reduced and hasattr(kind.rows.model, "formula_reduced"):
        ways.append(When(formula_reduced__in=reduced, then=Value(1)))
    path = "" if kind.rows.model is Source else "source__" if hasattr(kind.rows.model, "source") else None
    if path is not None:
        ways += [
            When(**{f"{path}search_text__regex": pattern}, then=Value(2 + n))
            for n, pattern in enumerate(_references(text))
        ]
    ways.append(When(_any(f"{kind.name}__istartswith", names), then=Value(4)))
    return Case(*ways, default=Value(5)).asc(), Length(kind.name).asc(), F(kind.name).asc(), F("pk").asc()


def _is_reference(text: str) -> bool:
    """Whether `text` is an author and a year, which ask for papers."""
    return len(_references(text)) > 1


def _references(text: str) -> list[str]:
    """Patterns of the search texts of papers whose short reference has a name and the year of `text`, then of those
    with the name alone; none where no word may be a name."""
    words = folded(text).split()
    names = [re.escape(word) for word in words if re.fullmatch(r"[^\W\d_][^\d_]+", word) and word not in FILLING]
    years = [word for word in words if YEAR.fullmatch(word)]
    if not names or len(words) > MOST_OF_REFERENCE:
        return []
    # behind the id: “wang et al. 2019”
    author = rf"^\S+ ({'|'.join(names)}) "
    return [rf"{author}(et al\. |and \S+ )?({'|'.join(years)}) ", author] if years else [author]


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


def _found(text: str, *, is_begun: bool = False) -> list[Hits]:
    """What holds all words of `text`, of each kind; the first of them are those that were suggested.

    is_begun: where the last of them may be the beginning of a word.
    """
    words = _asked(text)
    if not words:
        return []
    kinds = _kinds()
    branches = [
        _branch(
            place,
            kind.rows.matching(words, is_begun=is_begun),
            _nearest(kind, text),
            SHOWN if kind.route else MOST_WITHOUT_LIST,
        )
        for place, kind in enumerate(kinds)
    ]
    found = list(_hits(kinds, branches, words, listed="" if is_begun else text))
    return sorted(found, key=lambda hits: hits.title != SOURCES) if _is_reference(text) else found


def _hits(kinds: Sequence[Kind], branches: Sequence[QuerySet[Any, Any]], words: str, listed: str) -> Iterator[Hits]:
    """listed: what the lists are asked that have all of them; nothing where no list has just these."""
    for place, (count, rows) in _together(kinds, branches).items():
        kind = kinds[place]
        more = kind.address(words) if listed and count > len(rows) else ""
        yield Hits(kind.title, count, [_hit(row, folded(words).split()) for row in rows], more)


def _reduced(text: str) -> str:
    try:
        return parse(text).reduced or ""
    except FormulaError:
        return ""


def _asked(text: str) -> str:
    """The words of `text` that say what is looked for, as typed."""
    return " ".join(telling(looked_for(text).split()))


def _corrected(text: str) -> str:
    """`text` with the words that stand nowhere read as the ones most like them: a formula as the nearest of the same
    elements; names of properties, terms and elements first, then words of records. Empty where there is nothing to
    read.

    Materials have the words of their sources: others are not looked through for a slip.
    """
    words = text.split()
    formulas = {word: near for word in words if (near := nearest_formula(word))}
    others = folded(" ".join(word for word in words if not is_formula_of_several(word)))
    meant = corrected(Material.objects.published(), "search_text", others, known_words() | FILLING) if others else {}
    if not meant and not formulas:
        return ""
    return " ".join(formulas.get(word) or meant.get(folded(word), word) for word in words)


def _partial(text: str) -> list[Hits]:
    """What holds some of the words, most of them first."""
    words = _asked(text)
    asked = [holds("search_text", ways) for ways in terms(words)][:MOST_WORDS]
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
    groups: list[dict[str, Any]] = []
    if len(text) >= 2:
        try:
            with catch_timeout():
                groups = _suggestions(text)
        except search.InvalidQuery:
            groups = []  # the search itself will say that it is too broad
    return JsonResponse({"groups": groups})


def _suggestions(text: str) -> list[dict[str, Any]]:
    """Values first, then records; where nothing has the last word, what has one that begins so, as the search does."""
    values = [
        {
            "html": highlight(typeset.html(one.entry.label), folded(text).split()),
            "note": " ".join(filter(None, (f"{one.count} values", one.of and f"of what mentions {one.of}", one.asked))),
            "href": one.href,
        }
        for one in ValuesAsked(text).values
    ]
    found = _suggested(text, is_begun=False) or ([] if values else _suggested(text, is_begun=True))
    return [*([{"title": "Values", "items": values}] if values else []), *found]


def _suggested(text: str, *, is_begun: bool) -> list[dict[str, Any]]:
    words = _asked(text)
    kinds = _kinds()
    kinds = [*kinds[:4], kinds[-1]]
    branches = [
        _branch(place, kind.rows.matching(words, is_begun=is_begun), _nearest(kind, text), SUGGESTED)
        for place, kind in enumerate(kinds)
    ]
    marked = folded(words).split()
    return [
        {
            "title": kinds[place].title,
            "items": [
                {"html": highlight(_name_of(row), marked), "note": _note_of(row), "href": address(row.public_id)}
                for row in rows
            ],
        }
        for place, (_, rows) in _together(kinds, branches).items()
    ]


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
