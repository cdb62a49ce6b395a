"""The search over everything, and what it suggests while somebody types."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from mgdb import search
from mgdb.lists.highlight import highlight
from mgdb.models import Material
from mgdb.models.base import read_id
from mgdb.records import BY_PREFIX
from mgdb.science import typeset
from mgdb.science.spellings import FILLING
from mgdb.search import catch_timeout, folded
from mgdb.search.spelling import corrected, is_formula_of_several, nearest_formula

from .addresses import address
from .pages import public_page
from .search_entries import entries, known_words
from .search_hits import (
    asked_of,
    branch,
    found_of,
    is_reference,
    kinds_searched,
    name_of,
    nearest,
    note_of,
    partly_found,
    together,
)
from .search_values import ValuesAsked, counted

SUGGESTED = 5  # of each kind, while somebody types
SHORT = re.compile(r"[a-z]{1,3}")  # a word that is looked for as a whole
MOST_OF_TEXT = 300  # characters


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
    context["papers_first"] = is_reference(text)
    return render(request, "mgdb/search.html", context | {"total": sum(hits.count for hits in context["found"])})


def _answer(text: str) -> dict[str, Any]:
    """What the page shows of `text`: as it is, else as it may have been meant, else what has some of it."""
    asked = ValuesAsked(text)
    ways = [*asked.unclear(), *entries(text), *asked.without_values()]
    context: dict[str, Any] = {"values": asked.values, "ways": ways}
    found = found_of(text)
    # what has values of these words is found by them
    context |= {"found": found, "counted": counted(text) if found and not asked.values else []}
    if not context["found"] and (rest := asked.question.rest) and asked.values:
        # the property was answered; whose it is has a page
        return context | {"found": found_of(rest), "of": rest}
    if context["found"] or context["values"]:
        return context
    if (meant := _corrected(text)) and (answer := _answer_as_is(meant)):
        return context | answer | {"meant": meant}
    if SHORT.fullmatch(folded(text).rpartition(" ")[2]) and (begun := found_of(text, is_begun=True)):
        return context | {"found": begun, "is_begun": True}
    return context | {"found": partly_found(meant or text), "is_partial": True}


def _answer_as_is(text: str) -> dict[str, Any]:
    """What the page shows of `text` where something has all of it; else nothing."""
    asked = ValuesAsked(text)
    found = found_of(text)
    if not found and asked.values and (rest := asked.question.rest):
        return {"values": asked.values, "found": found_of(rest), "of": rest}
    return {"values": asked.values, "found": found, "of": text} if found or asked.values else {}


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
            "note": " ".join(filter(None, (f"{one.count} values", one.of and f"in records with {one.of}", one.asked))),
            "href": one.href,
        }
        for one in ValuesAsked(text).values
    ]
    found = _suggested(text, is_begun=False) or ([] if values else _suggested(text, is_begun=True))
    return [*([{"title": "Values", "items": values}] if values else []), *found]


def _suggested(text: str, *, is_begun: bool) -> list[dict[str, Any]]:
    words = asked_of(text)
    kinds = kinds_searched()
    kinds = [*kinds[:4], kinds[-1]]
    branches = [
        branch(place, kind.rows.matching(words, is_begun=is_begun), nearest(kind, text), SUGGESTED)
        for place, kind in enumerate(kinds)
    ]
    marked = folded(words).split()
    return [
        {
            "title": kinds[place].title,
            "items": [
                {"html": highlight(name_of(row), marked), "note": note_of(row), "href": address(row.public_id)}
                for row in rows
            ],
        }
        for place, (_, rows) in together(kinds, branches).items()
    ]
