"""In which format to answer: `format=` first, else the Accept header."""

from __future__ import annotations

from collections.abc import Iterable

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from mgdb.search import ParameterProblem, suggestion

from .problems import BadParameters

PARAMETER = "format"


class Negotiation(DefaultContentNegotiation):
    """As REST framework does it, but an explicit `format=` wins over Accept, and an unknown one is a 400."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        wanted = request.query_params.getlist(PARAMETER)
        if not wanted:
            chosen: tuple[BaseRenderer, str] = super().select_renderer(request, list(renderers), format_suffix)
            return chosen
        for renderer in renderers:
            if renderer.format == wanted[-1]:
                return renderer, renderer.media_type
        sentence, close = suggestion(wanted[-1], [renderer.format for renderer in renderers])
        reason = f"“{wanted[-1][:40]}” is no format of this address; {sentence}"
        raise BadParameters([ParameterProblem(PARAMETER, wanted[-1][:40], reason, tuple(close))])
