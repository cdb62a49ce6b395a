"""Properties and conditions: lists that stand in code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.http import QueryDict
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from api import pagination, renderers, serializers
from api.negotiation import PARAMETER as FORMAT
from api.problems import BadParameters
from mgdb.science import conditions, properties, typeset
from mgdb.search import ParameterError, ParameterProblem, suggestion, unknown_parameters
from mgdb.search.parameters import Keywords

from .base import FIELDS, BaseViewSet

SEARCH = "q"


class Catalogue(BaseViewSet):
    """Entries of a catalogue by key, in its own order."""

    entries: ClassVar[Mapping[str, Any]] = {}
    entry_name = "entry"
    renderer_classes = renderers.TABLE
    lookup_url_kwarg = "key"
    lookup_field = "key"
    list_parameters: ClassVar[Mapping[str, str]] = {SEARCH: "Words that all stand in key, label or definition."}

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        data = request.query_params
        names, problems = self.read_fields(data)
        page, page_problems = pagination.read_page(data)
        known = [*self.list_parameters, FIELDS, FORMAT, pagination.PAGE, pagination.SIZE]
        words, word_problems = _read_words(data)
        problems += page_problems + word_problems + unknown_parameters(data, known)
        if problems:
            raise BadParameters(problems)
        if (unchanged := self.conditional(request)) is not None:
            return unchanged
        found = [entry for entry in self.entries.values() if self.matches(entry, words)]
        if request.accepted_renderer.format != "json" and not page.asked:
            page = pagination.Page(1, max(1, len(found)))
        rows = self.get_serializer(found[page.slice(len(found))], many=True).data
        envelope = pagination.envelope(request, page, len(found), self.select_fields(rows, names))
        return self.respond(request, envelope, str(self.basename))

    def matches(self, entry: Any, words: Sequence[str]) -> bool:
        text = typeset.plain(f"{entry.key} {entry.label} {entry.definition}")
        return all(word in text for word in words)

    def retrieve(self, request: Request, key: str = "", *args: Any, **kwargs: Any) -> Any:
        data = request.query_params
        names, problems = self.read_fields(data)
        problems += unknown_parameters(data, [FIELDS, FORMAT])
        if problems:
            raise BadParameters(problems)
        if key not in self.entries:
            sentence, _ = suggestion(key, self.entries)
            raise NotFound(f"There is no {self.entry_name} “{key[:60]}”; {sentence}")
        if (unchanged := self.conditional(request)) is not None:
            return unchanged
        row = self.get_serializer(self.entries[key]).data
        return self.respond(request, self.select_fields([row], names)[0], key)


def _read_words(data: QueryDict) -> tuple[list[str], list[ParameterProblem]]:
    """The words that are asked for, read as those of every list, and what is wrong with them."""
    try:  # given twice they are refused as all that is given twice
        return (Keywords().clean(data.getlist(SEARCH)[:1]) or "").split(), []
    except ParameterError as error:
        return [], [ParameterProblem(SEARCH, error.value, error.reason, error.nearest)]


class Properties(Catalogue):
    """The properties that measurements may have, with their units."""

    entries = properties.PROPERTIES
    entry_name = "property"
    serializer_class = serializers.Property


class Conditions(Catalogue):
    """The conditions that measurements may have, with their units and choices."""

    entries = conditions.CONDITIONS
    entry_name = "condition"
    serializer_class = serializers.Condition
