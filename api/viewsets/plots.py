"""Plots: the figures of the pages, for the same question."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from api import pagination, renderers, serializers
from api.negotiation import PARAMETER as FORMAT
from api.problems import BadParameters
from mgdb import plot_input, plots
from mgdb.models import Measurement
from mgdb.records import BY_PREFIX
from mgdb.search import ParameterProblem, Query, unknown_parameters

from .base import BaseViewSet

# Every option of every plot: each plot takes its own, which the list of plots names, and refuses others.
PARAMETERS = {
    key: f"Option of {', '.join(slugs)}: see its `options` in the list of plots."
    for key, slugs in (
        (key, [slug for slug, plot in plots.plots().items() if key in {one.key for one in plots.options_of(plot)}])
        for key in dict.fromkeys(option.key for plot in plots.plots().values() for option in plots.options_of(plot))
    )
}


def address(public_id: str) -> str:
    """Where a click on a point leads: the page of its measurement or curve."""
    record_type = BY_PREFIX[public_id.partition("-")[0]]
    try:
        return reverse(record_type.page, args=[public_id])
    except NoReverseMatch:  # a server of the API alone has no pages
        return reverse(f"api:{record_type.plural}-detail", args=[public_id])


class Plots(BaseViewSet):
    """The plots that there are, and each one's figure for the measurements that are asked for."""

    filters = plot_input.FILTERS
    serializer_class = serializers.Plot
    renderer_classes = renderers.JSON_ONLY
    option_parameters = PARAMETERS
    lookup_field = "slug"
    lookup_url_kwarg = "slug"

    def get_serializer_class(self) -> Any:
        return serializers.Figure if self.action == "retrieve" else super().get_serializer_class()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        data = request.query_params
        page, problems = pagination.read_page(data)
        problems += unknown_parameters(data, [FORMAT, pagination.PAGE, pagination.SIZE])
        if problems:
            raise BadParameters(problems)
        if (unchanged := self.conditional(request)) is not None:
            return unchanged
        found = list(plots.plots().values())
        rows = self.get_serializer(found[page.slice(len(found))], many=True).data
        return self.respond(request, pagination.envelope(request, page, len(found), rows), "plots")

    def retrieve(self, request: Request, slug: str = "", *args: Any, **kwargs: Any) -> Any:
        try:
            plot = plots.get(slug)
        except plots.UnknownPlot as error:
            raise NotFound(str(error)) from error
        data = request.query_params
        own = (FORMAT, *(option.key for option in plots.options_of(plot)))
        query = Query(plot_input.filters_of(plot), data, Measurement.objects.published(), own=own)
        options, problems = plot_input.read_options(plot, data)
        if problems := [*query.problems, *problems]:
            raise BadParameters(problems)
        if (unchanged := self.conditional(request)) is not None:
            return unchanged
        rows: Any = query.queryset
        most = plot_input.MOST
        if plots.takes(plot) != plots.COUNTS and (count := rows.of(*plot.PROPERTIES).count()) > most:
            reason = f"{count} values are too many for one figure (at most {most}); ask for less."
            raise BadParameters([ParameterProblem("property", "", reason)])
        points = plot_input.points_for(plot, query, options, address=address)
        answer: dict[str, Any] = {"plot": plot, "question": query.description, "options": options}
        try:
            drawing = plot_input.drawing_of(slug, points, options)
            answer["drawing"] = plots.captioned(drawing, plot, query.description, options)
        except plots.NothingToDraw as error:
            answer["reason"] = str(error)
        return self.respond(request, self.get_serializer(answer).data, slug)
