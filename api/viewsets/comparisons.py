"""Ready-made comparisons, and those of the reader's choice: what /compare/chosen/ shows, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar

from rest_framework.exceptions import APIException
from rest_framework.request import Request

from api import renderers, serializers
from api.negotiation import PARAMETER as FORMAT
from api.problems import BadParameters, NotShown
from mgdb import compare
from mgdb.models import Comparison
from mgdb.projection import leaving_out
from mgdb.projection.leaving_out import with_the_rest
from mgdb.science.quoting import quoted
from mgdb.search import ParameterProblem, suggestion, unknown_parameters

from .base import BaseViewSet, RecordViewSet


def _whole(make: Callable[[], dict[str, Any]], asked: Collection[str] = ()) -> dict[str, Any]:
    """An answer that leaves nothing out: to a program, a value that is missing is one that nobody knows."""
    try:
        made, sentence = with_the_rest(make, asked=asked, expected=(APIException, compare.NoColumn))
    except leaving_out.NotShown as error:
        raise NotShown(str(error)) from error
    if sentence:
        raise NotShown(sentence)
    return made


class Comparisons(RecordViewSet):
    """Ready-made comparisons; the answer of one has its table, and its slug finds it too."""

    def get_serializer_class(self) -> Any:
        return serializers.ComparisonWithTable if self.action == "retrieve" else super().get_serializer_class()

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        self.queryset = self.queryset.select_related("document")  # the table brings the rows
        return super().retrieve(request, *args, **kwargs)

    def serialize_record(self, record: Comparison) -> dict[str, Any]:
        def make() -> dict[str, Any]:
            context = {**self.get_serializer_context(), "table": compare.table_of(record)}
            return dict(self.get_serializer_class()(record, context=context).data)

        return _whole(make)

    def lookup(self, key: str) -> dict[str, Any] | None:
        return super().lookup(key) or ({"slug": key} if key.isascii() and key.replace("-", "").isalnum() else None)


class Chosen(BaseViewSet):
    """Two to twelve materials, electrolytes or measurements side by side, as their page shows them."""

    serializer_class = serializers.ChosenComparison
    renderer_classes = renderers.JSON_ONLY
    operation_id = "comparisons_chosen"
    required_parameters = ("ids",)
    option_parameters: ClassVar[Mapping[str, str]] = {
        "ids": "Two to twelve public ids, separated by commas: materials (mat-…) or measurements (mea-…).",
        "columns": "Keys of the columns to show, in their order, separated by commas; the page's own when not given.",
    }

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        data = request.query_params
        problems = unknown_parameters(data, [*self.option_parameters, FORMAT])
        if problems:
            raise BadParameters(problems)
        ids = compare.split_ids(data.getlist("ids"))
        wanted = compare.split_ids(data.getlist("columns"))
        try:
            chosen = compare.choose(ids)
        except compare.NoComparison as error:
            suggestions = [f"{one.words}: ids={','.join(one.ids)}" for one in error.suggestions if one.ids]
            reason = " ".join([str(error), *(f"{sentence}." for sentence in suggestions)])
            raise BadParameters([ParameterProblem("ids", ",".join(ids)[:200], reason)]) from error
        if (unchanged := self.conditional(request)) is not None:
            return unchanged

        def make() -> dict[str, Any]:
            records: Any = chosen.records  # all of its record type
            if chosen.record_type == "measurement":
                sheet, offers = compare.grid_of_values(records, wanted)
            else:
                table = compare.compare_materials(records, wanted)
                sheet, offers = compare.grid_of(table), table.offers
            return dict(self.get_serializer({"noun": chosen.record_type, "sheet": sheet, "offers": offers}).data)

        try:
            answer = _whole(make, ids)
        except compare.NoColumn as error:
            sentence, close = suggestion(error.key, error.known)
            reason = f"{quoted(error.key, 60)} is not a column of this comparison; {sentence}"
            raise BadParameters([ParameterProblem("columns", error.key[:60], reason, tuple(close))]) from error
        return self.respond(request, answer, "comparison")
