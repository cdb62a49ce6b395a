"""Place my result: the page's answer, for the same parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework.request import Request

from api import pagination, renderers, serializers
from api.negotiation import PARAMETER as FORMAT
from api.problems import BadParameters
from mgdb import benchmark
from mgdb.search import InvalidQuery, ParameterProblem

from .base import BaseViewSet
from .plots import address

AMONG = {name: f"Among which values: {benchmark.FILTERS.filters[name].help_text}" for name in benchmark.AMONG}
PAGES = {name: about.split(" A file ")[0] for name, about in pagination.ABOUT.items()}


class Benchmark(BaseViewSet):
    """Where a value of yours stands among the reported ones, nearest conditions first; nothing is stored."""

    serializer_class = serializers.Placement
    renderer_classes = renderers.JSON_ONLY
    operation_id = "benchmark"
    required_parameters = ("property", "value")
    option_parameters: ClassVar[Mapping[str, str]] = {**benchmark.PARAMETERS, **AMONG, **PAGES}

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        data = request.query_params
        page, problems = pagination.read_page(data)
        try:
            question = benchmark.read(data, own=(FORMAT, pagination.PAGE, pagination.SIZE))
        except InvalidQuery as error:
            raise BadParameters([*error.problems, *problems]) from error
        if problems:
            raise BadParameters(problems)
        if (unchanged := self.conditional(request)) is not None:
            return unchanged
        try:
            placement = benchmark.place(question)
        except benchmark.TooMany as error:
            raise BadParameters([ParameterProblem("property", question.entry.key, str(error))]) from error
        shown = placement.values[page.slice(len(placement.values))]
        drawing = benchmark.figure_of(placement, address)
        answer = self.get_serializer({"placement": placement, "drawing": drawing}).data
        values = list(serializers.ReportedValue(shown, many=True).data)
        return self.respond(
            request, {**answer, **pagination.envelope(request, page, len(placement.values), values)}, "benchmark"
        )
