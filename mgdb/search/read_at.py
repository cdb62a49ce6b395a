"""Where records were read: the document, the place in it, the key by which it cites the primary source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.db.models import Q

from mgdb.models import Report, Source
from mgdb.models.measurements import is_at

from .errors import ParameterProblem
from .filter_groups import is_source, source
from .filters import AnyFilter, Condition, Filters, Hint, ParameterFilter
from .parameters import SourceRefs, Text, TextList
from .params import Params


def locator(where: Callable[[str], Q] | None = None) -> AnyFilter:
    return ParameterFilter(
        Text(),
        where,
        phrase="at {}",
        help_text="Place in the document: “Table 1” is that table and everything in it, and not Table 10.",
        example="Table 1",
    )


def provenance() -> Filters:
    """Where a record was read that is read at one place."""
    return {
        "document": source("document", "reported in {}", "The document that reports it, by DOI or id."),
        "locator": locator(is_at),
    }


class ReadAt:
    """Measurements with one report that has the document, the locator and the citation key together."""

    filters: Filters = {
        "document": ParameterFilter(
            SourceRefs(),
            phrase="reported in {}",
            help_text="The document that it was read in, by DOI (any letter case) or id; repeated: any of them.",
            example="10.1007/s40820-024-01495-1",
        ),
        "locator": locator(),
        "citation_key": ParameterFilter(
            TextList(), phrase="cited as [{}]", help_text="Key by which the document cites the primary source."
        ),
    }

    names = tuple(filters)

    def conditions(self, params: Params) -> Iterator[Condition]:
        names = tuple(name for name in self.names if params.get(name))
        if not names:
            return
        found = Report.objects.all()
        if documents := params.texts("document"):
            found = found.filter(document__in=Source.objects.filter(is_source(documents)).values("pk"))
        if place := params.text("locator"):
            found = found.at(place)
        if keys := params.texts("citation_key"):
            found = found.filter(citation_key__in=keys)
        in_words = ", ".join(self.filters[name].describe(params[name]) for name in names)
        yield Condition(names, Q(pk__in=found.order_by().values("measurement")), in_words)

    def describe(self, params: Params) -> Iterable[str]:
        return ()  # the filters do

    def hints(self, params: Params) -> Iterable[Hint]:
        return ()

    def problems(self, params: Params) -> Iterable[ParameterProblem]:
        return ()
