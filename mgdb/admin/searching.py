"""How the lists and the autocompletes of the admin find rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache, reduce
from operator import and_, or_
from typing import Any

from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import BadRequest
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from mgdb.models import Flag, Source
from mgdb.models.base import read_id
from mgdb.records import RECORD_TYPES
from mgdb.science import typeset
from mgdb.science.search_terms import terms
from mgdb.search import folded, looked_for

from .generic import ModelAdmin

# What is looked for at once: the title of a paper as it is pasted. Each word of it is a part of the statement.
MOST_CHARACTERS, MOST_WORDS = 200, 30
TERM = "term"  # as Django's autocompletes call what is looked for


def refuse_long(request: HttpRequest) -> None:
    """Raises BadRequest where a list or an autocomplete is asked for more than one statement can look for.

    Whichever class makes the list: before anything of it is read, and without repeating what was sent.
    """
    name = getattr(request.resolver_match, "url_name", None) or ""
    parameter = TERM if name == "autocomplete" else SEARCH_VAR if name.endswith("_changelist") else ""
    given = request.GET.get(parameter, "")
    if len(given) > MOST_CHARACTERS or max(len(given.split()), len(folded(given).split())) > MOST_WORDS:
        raise BadRequest(
            f"{parameter} is too long to be looked for: {len(given)} characters. At most {MOST_CHARACTERS} characters "
            f"in {MOST_WORDS} words are; leave some out."
        )


class Searching(ModelAdmin):
    """Search as the site does it: folded words, so that V₂O₅ finds V2O5, and names of a substance alike.

    A row is found by all that a list of choices shows of it: its id, and the words of its label, also of a key's; and
    by the title, authors and DOI of the papers that it comes from.
    """

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if ids := [known for part in search_term.split() if (known := read_id(part, self.prefix))]:
            return queryset.filter(public_id__in=ids), False
        terms(looked_for(search_term))  # refuses more words than one search takes
        for word in search_term.split():
            # each as it was typed, too: columns beside the search text are not folded
            ways = [{way.text for way in ways} for ways in terms(looked_for(word))] or [set()]
            if any(char.isalnum() for char in "".join((word, *set().union(*ways)))):  # else it parts a label
                found = reduce(and_, (reduce(or_, map(self.holding, one | {word})) for one in ways))
                queryset = queryset.filter(found)
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
        papers = Source._base_manager.filter(search_text__contains=word).values("pk")
        for path in ways_to_papers(self.model):  # type: ignore[arg-type]  # a class is hashable
            rows = self.model._base_manager.filter(**{f"{path}__in": papers}).values("pk")
            found |= Q(pk__in=rows) if "__" in path else Q(**{f"{path}__in": papers})
        return found


@cache
def ways_to_papers(model: type[Model]) -> tuple[str, ...]:
    """The lookups that lead from a row of `model` to the papers that it comes from.

    Those of a record are its own and those of its parts; those of a part, and of a record without a source of its own,
    are also those of what it belongs to.
    """
    concrete = model._meta.concrete_model
    if concrete is Source:
        return ()
    declared = next((one for one in RECORD_TYPES if one.model is concrete), None)
    if declared is None:
        return (*_columns_to(model, {Source}), *_through(model, _columns_to(model, _OWNERS)))
    parts = [part for part in declared.parts if part.model is not Flag]  # whose source is about the doubt
    relations = {part.model: part.model._meta.get_field(part.parent).remote_field for part in parts}
    of_parts = (
        f"{relation.get_accessor_name()}__{name}"  # type: ignore[union-attr]
        for part, relation in relations.items()
        for name in _columns_to(part, {Source})
    )
    own = tuple(_columns_to(model, {Source}))
    owners = () if "source" in own else _through(model, _columns_to(model, _OWNERS))
    return (*own, *of_parts, *owners) or ("materials__source",)  # of a phase


def _through(model: type[Model], columns: Iterable[str]) -> Iterator[str]:
    for name in columns:
        owner = model._meta.get_field(name).related_model
        direct = tuple(_columns_to(owner, {Source}))  # type: ignore[arg-type]
        yield from (f"{name}__{way}" for way in direct or _through(owner, _columns_to(owner, _OWNERS)))  # type: ignore[arg-type]


_OWNERS = {part.model for one in RECORD_TYPES for part in one.all_parts()} | {one.model for one in RECORD_TYPES}
_OWNERS -= {Source}


def _columns_to(model: type[Model], targets: Collection[type[Model]]) -> Iterator[str]:
    return (column.name for column in model._meta.fields if column.is_relation and column.related_model in targets)
