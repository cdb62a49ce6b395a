"""How the lists and the autocompletes of the admin find rows."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from mgdb.models.base import read_id
from mgdb.records import RECORD_TYPES
from mgdb.science import typeset
from mgdb.science.search_terms import terms
from mgdb.search import folded

from .generic import ModelAdmin


class Searching(ModelAdmin):
    """Search as the site does it: folded words, so that V₂O₅ finds V2O5, and names of a substance alike.

    A row is found by all that a list of choices shows of it: its id, and the words of its label, also of a key's.
    """

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if ids := [known for part in search_term.split() if (known := read_id(part, self.prefix))]:
            return queryset.filter(public_id__in=ids), False
        folded_words = terms(folded(search_term))
        given = search_term.split()
        # a word also as it was typed: columns beside the search text are not folded
        typed = given if len(given) == len(folded_words) else [""] * len(folded_words)
        for ways, word in zip(folded_words, typed, strict=True):
            if any(char.isalnum() for way in ways for char in way):  # what stands between the parts of a label
                queryset = queryset.filter(reduce(or_, map(self.holding, filter(None, {*ways, word}))))
        return queryset, False

    @property
    def prefix(self) -> str:
        """Of the ids of these rows; what no id begins with where they have none."""
        has_id = any(column.name == "public_id" for column in self.model._meta.fields)
        return next((one.prefix for one in RECORD_TYPES if one.model is self.model and has_id), "none")

    def holding(self, word: str) -> Q:
        """The rows that hold the folded `word`."""
        found = Q()
        for name in self.search_fields:
            choices = () if "__" in name else getattr(self.model._meta.get_field(name), "choices", None) or ()
            found |= Q(**{f"{name}__icontains": word})
            found |= Q(**{f"{name}__in": [key for key, label in choices if word in typeset.plain(str(label))]})
        return found
