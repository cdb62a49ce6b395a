"""Typing errors: a word that stands nowhere is read as the word most like it that does.

Only words of plain letters are read so: V2O3 is another compound than V2O5, γ another phase than δ, and a short
abbreviation another substance.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import QuerySet, TextField, Value

from mgdb.models import Material
from mgdb.science.formula import FormulaError, parse
from mgdb.science.search_terms import is_substance, stem

LIKE = 0.4  # how alike, in trigrams, a row's words must be to be looked at; a slip in a short word leaves little more
NEAR = 0.8  # how alike, letter by letter, the word itself, which begins with the same letter
_WORD = re.compile(r"[a-z]{4,40}")
_LETTERS = re.compile(r"[^\W\d_]+")
_ROWS = 20


def corrected(rows: QuerySet[Any], column: str, text: str, known: Collection[str] = ()) -> dict[str, str]:
    """The words of `text` that stand in no row's `column`, each with the word that is meant instead, if any.

    `text` is folded as the column is. `known`: words that are none of the rows' and mean something nevertheless, as the
    names of properties do; a slip is one in these first. A query for all words, and one for each that is not found.
    """
    if is_substance(text):
        return {}
    phrase = [word for word in dict.fromkeys(text.split()) if not is_substance(word)]
    mistyped = [word for word in phrase if _WORD.fullmatch(word) and word not in known]
    found = _standing(rows, column, mistyped)
    return {
        word: meant
        for word in mistyped
        if word not in found and (meant := _most_like(word, known) or _nearest(rows, column, word))
    }


def is_formula_of_several(word: str) -> bool:
    """Whether `word`, as typed, is a formula of several elements, which no other word is meant by: MgScSe, never COF.

    Worked: "MgScSe" → True; "NASICON" → False, which is all capitals.
    """
    if not re.search("[A-Z].*[A-Z]", word) or not re.search(r"[a-z\d₀-₉]", word):
        return False
    try:
        return len(parse(word).elements) > 1
    except FormulaError:
        return False


def nearest_formula(word: str) -> str:
    """The formula of a material of the same elements as the formula `word`, of which there is none, with amounts most
    like its own; empty where there is one, or no other.

    Worked: "MgScSe" → "MgSc2Se4".
    """
    if not is_formula_of_several(word):
        return ""
    asked = parse(word)
    rows = Material.objects.published().filter(elements__contains=list(asked.elements))
    rows = rows.filter(composition__has_keys=list(asked.elements))
    known = {text: data for text, data in rows.values_list("formula", "composition") if len(data) == asked.nelements}
    if asked.reduced and rows.filter(formula_reduced=asked.reduced).exists():
        return ""
    own = _shares(asked.composition_data)
    near = sorted((sum(abs(_shares(data)[key] - own[key]) for key in own), text) for text, data in known.items())
    return near[0][1] if near else ""


def _shares(composition: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """Symbol → its share of the atoms, by the middle of its amount; what is unknown counts as one."""
    amounts = {
        symbol: ((one["low"] if one["low"] is not None else 1) + (one["high"] if one["high"] is not None else 1)) / 2
        for symbol, one in composition.items()
    }
    total = sum(amounts.values()) or 1
    return {symbol: amount / total for symbol, amount in amounts.items()}


def _standing(rows: QuerySet[Any], column: str, words: Collection[str]) -> set[str]:
    """Those of `words` that stand in some row's `column`."""
    asked = [
        rows.filter(**{f"{column}__contains": stem(word)})
        .order_by()
        .annotate(asked_word=Value(word, output_field=TextField()))
        .values_list("asked_word", flat=True)[:1]
        for word in words
    ]
    return set(asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]) if asked else set()


def _nearest(rows: QuerySet[Any], column: str, word: str) -> str:
    """The word in any row's `column` most like `word`; empty when none is."""
    # the index finds what is as alike as pg_trgm.word_similarity_threshold, of which LIKE is the role's default
    near = (
        rows.filter(**{f"{column}__trigram_word_similar": word})
        .annotate(likeness=TrigramWordSimilarity(word, column))
        .filter(likeness__gte=LIKE)
        .order_by("-likeness", "pk")
        .values_list(column, flat=True)[:_ROWS]
    )
    return _most_like(word, (one for text in near for one in re.findall(r"[^\W\d_]+", text)))


def _most_like(word: str, words: Iterable[str]) -> str:
    """Of `words` the one most like `word`, with the same first letter; empty when none is."""
    known = {one for one in words if _WORD.fullmatch(one) and one[0] == word[0]}
    ranked = sorted(known, key=lambda one: (-SequenceMatcher(None, word, one).ratio(), one))
    return ranked[0] if ranked and SequenceMatcher(None, word, ranked[0]).ratio() >= NEAR else ""
