"""Addresses beside the lists: the root, the schema and its pages, and everything that does not exist."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import orjson
import yaml
from django.http import HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve, reverse
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.renderers import TemplateHTMLRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from mgdb.search import suggestion, unknown_parameters

from . import router
from .authentication import ApiTokenAuthentication
from .negotiation import PARAMETER as FORMAT
from .problems import BadParameters
from .renderers import JSONRenderer
from .viewsets.base import BaseViewSet

SCHEMA = Path(__file__).with_name("openapi.yaml")


class Root(BaseViewSet):
    """The lists and their addresses."""

    schema = None

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        if problems := unknown_parameters(request.query_params, [FORMAT]):
            raise BadParameters(problems)
        if (unchanged := self.conditional(request)) is not None:
            return unchanged
        names = {prefix: f"api:{prefix}-list" for prefix, _, _ in router.router.registry}
        names |= {"schema": "api:schema", "docs": "api:docs"}
        return self.respond(
            request, {name: request.build_absolute_uri(reverse(view)) for name, view in names.items()}, "root"
        )


class SchemaYAML(JSONRenderer):
    media_type = "application/yaml"
    format = "yaml"


class SchemaJSON(JSONRenderer):
    media_type = "application/vnd.oai.openapi+json"


@cache
def schema_bytes(kind: str) -> bytes:
    """The committed schema, as YAML (as it stands) or JSON."""
    text = SCHEMA.read_bytes()
    return text if kind == "yaml" else orjson.dumps(yaml.load(text, Loader=yaml.CSafeLoader))


class Schema(BaseViewSet):
    """The OpenAPI description of this API: the file that is under version control."""

    schema = None
    renderer_classes = (JSONRenderer, SchemaJSON, SchemaYAML)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if problems := unknown_parameters(request.query_params, [FORMAT]):
            raise BadParameters(problems)
        if (unchanged := self.conditional(request)) is not None:
            return unchanged
        renderer = request.accepted_renderer
        return HttpResponse(schema_bytes(renderer.format), content_type=renderer.media_type)


class Docs(SpectacularSwaggerSplitView):
    """Swagger UI from our own server; its script stands at an address of its own, as the content policy wants it."""

    authentication_classes = [ApiTokenAuthentication]
    permission_classes = [AllowAny]
    renderer_classes = [TemplateHTMLRenderer]
    url_name = "api:schema"
    template_name = "api/docs.html"
    title = "MgDB API"


class Unknown(APIView):
    """Whatever else stands under /api/: a redirect where only the slash at the end is missing, else a 404."""

    schema = None
    authentication_classes = ()
    permission_classes = (AllowAny,)
    renderer_classes = (JSONRenderer,)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[Any, str]:
        """In JSON whatever is asked for: that there is nothing here comes before the form it cannot have."""
        return super().perform_content_negotiation(request, force=True)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.missing(request)

    def get(self, request: Request, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotFound

    def missing(self, request: Request) -> NoReturn:
        path = request.path_info
        endpoints = [prefix for prefix, _, _ in router.router.registry]
        word = path.removeprefix("/api/").removeprefix("v1/").strip("/").split("/")[0]
        sentence, _ = suggestion(word, endpoints)
        raise NotFound(f"There is nothing at {path[:200]}; {sentence} The root, {reverse('api:root')}, lists all.")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        path = request.path_info
        if not path.endswith("/") and request.method in ("GET", "HEAD"):
            try:
                found = resolve(f"{path}/")
            except Resolver404:
                found = None
            if found is not None and getattr(found.func, "cls", None) is not type(self):
                query = request.META.get("QUERY_STRING", "")
                return HttpResponsePermanentRedirect(f"{path}/{'?' if query else ''}{query}")
        return super().dispatch(request, *args, **kwargs)
