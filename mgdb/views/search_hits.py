"""The records that a search finds, of every kind in one query, the best first."""

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
from django.template.defaultfilters import truncatechars
from django.urls import reverse

from mgdb import search
from mgdb.lists import LIST_TYPES
from mgdb.lists.highlight import highlight
from mgdb.models import Comparison, Material, Source, Statement
from mgdb.models.base import Record, RecordQuerySet, holds
from mgdb.projection.lists.columns import published_rows
from mgdb.science import typeset
from mgdb.science.formula import FormulaError, parse
from mgdb.science.markup import Html
from mgdb.science.question import telling
from mgdb.science.search_terms import stem, terms
from mgdb.science.spellings import FILLING
from mgdb.science.substances import by_name
from mgdb.search import folded, looked_for
from mgdb.search.spelling import is_formula_of_several

SOURCES = LIST_TYPES["sources"].title
MOST_WITHOUT_LIST = 60
SHOWN = 12  # of each record type; the list has the rest
MOST_OF_EXCERPT = 200  # characters
YEAR = re.compile(r"(?:19|20)\d\d")
MOST_OF_REFERENCE = 4  # words of a question that may be one: two authors and a year
SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z0-9(\[])")
MOST_WORDS = 8  # of a question of which no record has all, that are looked for one by one
NO_SCORE = Value(0)


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


def kinds_searched() -> list[Kind]:
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


def nearest(kind: Kind, text: str) -> tuple[Any, ...]:
    """What the rows of a kind are ordered by: that very name or formula, names that begin so, then short ones.

    All names of a substance are that very name, so that each finds the same first. Where words are those of a short
    reference (“Wang 2019”), papers of that first author and year come before all others, then those of that author.
    """
    names = _names(text)
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


def _names(text: str) -> tuple[str, ...]:
    """All names of the substance that `text` names, else itself."""
    return tuple(one.names) if (one := by_name(folded(text))) else (text,)


def is_reference(text: str) -> bool:
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
    # as it begins: “wang et al. 2019”
    author = rf"^({'|'.join(names)}) "
    return [rf"{author}(et al\. |and \S+ )?({'|'.join(years)}) ", author] if years else [author]


def _any(lookup: str, texts: Iterable[str]) -> Q:
    return reduce(or_, (Q(**{lookup: text}) for text in texts))


def together(kinds: Sequence[Kind], branches: Sequence[QuerySet[Any, Any]]) -> dict[int, tuple[int, list[Record]]]:
    """Rows of several kinds: place of the kind → (how many there are, those fetched, in order); kinds with the highest
    score first.

    `branches` give (place, key, count of all, rank, score); all of them are one query, and the rows of each kind
    another.
    """
    rows = branches[0].union(*branches[1:], all=True) if len(branches) > 1 else branches[0]
    keys: dict[int, list[tuple[int, int]]] = {}
    counts: dict[int, int] = {}
    best: dict[int, int] = {}
    for place, key, count, rank, score in rows:
        keys.setdefault(place, []).append((rank, key))
        counts[place] = count
        best[place] = max(score, best.get(place, 0))
    found = {}
    for place in sorted(keys, key=lambda place: (-best[place], place)):
        records = kinds[place].rows.in_bulk([key for _, key in keys[place]])
        ordered = [records[key] for _, key in sorted(keys[place]) if key in records]
        found[place] = (counts[place], ordered)
    return found


def branch(
    place: int, rows: QuerySet[Any], by: tuple[Any, ...], most: int, score: Any = NO_SCORE
) -> QuerySet[Any, Any]:
    """The first `most` of the rows of a kind, for `together`; `score`: by which kinds are ordered."""
    ranked = (
        rows.select_related(None)
        .order_by()
        .annotate(place=Value(place), found=Window(Count("pk")), rank=Window(RowNumber(), order_by=by), best=score)
    )
    chosen: QuerySet[Any, Any] = ranked.order_by("rank").values_list("place", "pk", "found", "rank", "best")[:most]
    return chosen


def found_of(text: str, *, is_begun: bool = False) -> list[Hits]:
    """What holds all words of `text`, of each kind; the first of them are those that were suggested.

    is_begun: where the last of them may be the beginning of a word.
    """
    words = asked_of(text)
    if not words:
        return []
    kinds = kinds_searched()
    branches = [
        branch(
            place,
            kind.rows.matching(words, is_begun=is_begun),
            nearest(kind, text),
            SHOWN if kind.route else MOST_WITHOUT_LIST,
        )
        for place, kind in enumerate(kinds)
    ]
    found = list(_hits(kinds, branches, words, listed="" if is_begun else text))
    return sorted(found, key=lambda hits: hits.title != SOURCES) if is_reference(text) else found


def _hits(kinds: Sequence[Kind], branches: Sequence[QuerySet[Any, Any]], words: str, listed: str) -> Iterator[Hits]:
    """listed: what the lists are asked that have all of them; nothing where no list has just these."""
    for place, (count, rows) in together(kinds, branches).items():
        kind = kinds[place]
        more = kind.address(words) if listed and count > len(rows) else ""
        yield Hits(kind.title, count, [_hit(row, folded(words).split()) for row in rows], more)


def _reduced(text: str) -> str:
    try:
        return parse(text).reduced or ""
    except FormulaError:
        return ""


def asked_of(text: str) -> str:
    """The words of `text` that say what is looked for, as typed."""
    return " ".join(telling(looked_for(text).split()))


def partly_found(text: str) -> list[Hits]:
    """What holds some of the words: what is named like one of them first, then what has most of them, then what has
    those that are formulas, which tell more than others; kinds of record in the same order."""
    words = asked_of(text)
    asked = [holds("search_text", ways) for ways in terms(words)][:MOST_WORDS]
    if len(asked) < 2:
        return []
    formulas = [word for word in words.split() if is_formula_of_several(word)]
    telling_more = [holds("search_text", ways) for ways in terms(" ".join(formulas))][:MOST_WORDS]
    kinds = kinds_searched()
    branches = []
    for place, kind in enumerate(kinds):
        named, by_name_first = _named(kind, words.split()), nearest(kind, words)
        score = 10_000 * _held([named]) + 100 * _held(asked) + _held(telling_more)
        rows = kind.rows.filter(reduce(or_, asked)).annotate(score=score)
        branches.append(branch(place, rows, (F("score").desc(), *by_name_first[1:]), SHOWN, score=F("score")))
    return list(_hits(kinds, branches, words, ""))


def _held(conditions: Iterable[Q]) -> Any:
    """How many of the conditions a row meets."""
    whether = [Case(When(one, then=1), default=0, output_field=IntegerField()) for one in conditions]
    return reduce(add, whether, Value(0))


def _named(kind: Kind, words: Sequence[str]) -> Q:
    """Whether a record has one of the words as its name, or as its formula in any spelling; where some are formulas or
    names of substances, one of these."""
    telling_more = [word for word in words if is_formula_of_several(word) or by_name(folded(word))]
    names = [name for word in telling_more or words for name in _names(word)]
    named = _any(f"{kind.name}__iexact", names)
    reduced = {found for name in names if is_formula_of_several(name) and (found := _reduced(name))}
    has_formula = reduced and hasattr(kind.rows.model, "formula_reduced")
    return named | Q(formula_reduced__in=reduced) if has_formula else named


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
    return Hit(row.public_id, highlight(name_of(row), words), note, said)


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


def name_of(row: Any) -> Html:
    html: Html = row.name_html if hasattr(row, "name_html") else typeset.html(row.label)
    return html


def note_of(row: Any) -> str:
    """Plain words that tell records of one name apart."""
    if isinstance(row, Source):
        return row.heading[:90]
    return row.source.short if isinstance(row, Material) else ""
