"""In which format to answer: `format=` first, else the Accept header."""

from __future__ import annotations

from collections.abc import Iterable

from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from mgdb.search import ParameterProblem, suggestion

from .problems import BadParameters

PARAMETER = "format"


class Negotiation(DefaultContentNegotiation):
    """An explicit `format=` wins over Accept, and an unknown one is a 400."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        wanted = request.query_params.getlist(PARAMETER)
        renderers = list(renderers)
        if len(set(wanted)) > 1:
            raise BadParameters([ParameterProblem(PARAMETER, wanted[-1][:40], "given more than once; give it once.")])
        if not wanted:
            # the most wanted of Accept, by its q values; REST framework knows only how specific a type is
            asked = request._request
            if not asked.headers.get("Accept", "*/*").strip():
                return renderers[0], renderers[0].media_type
            media_type = asked.get_preferred_type([renderer.media_type for renderer in renderers])
            for renderer in renderers:
                if renderer.media_type == media_type:
                    return renderer, renderer.media_type
            raise NotAcceptable(available_renderers=renderers)
        for renderer in renderers:
            if renderer.format == wanted[-1]:
                return renderer, renderer.media_type
        sentence, close = suggestion(wanted[-1], [renderer.format for renderer in renderers])
        reason = f"“{wanted[-1][:40]}” is not a format of this address; {sentence}"
        raise BadParameters([ParameterProblem(PARAMETER, wanted[-1][:40], reason, tuple(close))])
