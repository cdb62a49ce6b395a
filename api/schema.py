"""How the API is described: parameters from the filter sets, formats, errors, examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from drf_spectacular.openapi import AutoSchema as Base
from drf_spectacular.utils import OpenApiExample

from mgdb.models.base import id_pattern
from mgdb.search import ORDERING, FilterSet
from mgdb.search.parameters import MOST, TEXT
from mgdb.search.query import MOST_ORDERINGS

from . import problems
from .examples import enveloped, examples
from .negotiation import PARAMETER as FORMAT
from .viewsets.base import FIELDS, RecordViewSet

ERRORS = {
    "400": "A parameter is unknown or malformed; `parameters` names each, with the nearest valid ones.",
    "401": "The token is not valid.",
    "404": "There is nothing here.",
    "405": "Only reading is possible here.",
    "406": "None of the formats that the Accept header names.",
    "410": "The record was withdrawn; `reason` says why.",
    "429": "Too many requests; Retry-After says when to come back.",
}
# Endpoints whose detail has more than a row of their list.
OTHER_DETAILS = ("comparisons", "plots")
PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:mgdb:problem:parameters"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "description": "The address that was asked."},
        "reason": {"type": "string", "description": "Why a record was withdrawn."},
        "errors": {
            "type": "array",
            "description": "What is wrong in a body: the place in it, the value there, why, and a suggestion.",
            "items": {
                "type": "object",
                "required": ["field", "pointer", "value", "reason"],
                "properties": {
                    "field": {"type": "string", "examples": ["reports.0.printed_value"]},
                    "pointer": {"type": "string", "examples": ["/form/reports/0/printed_value"]},
                    "value": {},
                    "reason": {"type": "string"},
                },
            },
        },
        "parameters": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["parameter", "value", "reason", "nearest"],
                "properties": {
                    "parameter": {"type": "string"},
                    "value": {"type": "string"},
                    "reason": {"type": "string"},
                    "nearest": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
    "additionalProperties": True,
}


class AutoSchema(Base):
    """One operation of the API."""

    @property
    def is_detail(self) -> bool:
        return getattr(self.view, "action", "") == "retrieve"

    @property
    def is_writing(self) -> bool:
        return str(self.method) not in ("GET", "HEAD", "OPTIONS")

    def get_request_serializer(self) -> Any:
        return getattr(self.view, "request_serializer_class", None) or super().get_request_serializer()

    def get_tags(self) -> list[str]:
        return [self._tokenize_path()[0] if self._tokenize_path() else "root"]

    def get_operation_id(self) -> str:
        if given := getattr(self.view, "operation_id", ""):
            return given
        if self.is_writing:
            return f"{self.get_tags()[0]}_{getattr(self.view, 'action', '')}"
        return f"{self.get_tags()[0]}_{'detail' if self.is_detail else 'list'}"

    def get_summary(self) -> str | None:
        if self.is_writing:
            return (getattr(self.view, getattr(self.view, "action", "")).__doc__ or "").strip().split("\n")[0]
        return ("One of: " if self.is_detail else "") + (type(self.view).__doc__ or "").strip().split("\n")[0]

    def get_description(self) -> str:  # type: ignore[override]  # drf-spectacular calls it so
        return ""

    # ---- parameters
    def _resolve_path_parameters(self, variables: list[str]) -> list[dict[str, Any]]:
        model = getattr(getattr(self.view, "queryset", None), "model", None)
        schema: dict[str, Any] = {"type": "string"}
        if model is not None and self.get_tags()[0] != "comparisons":  # these are found by their slug too
            schema["pattern"] = id_pattern(model.PREFIX).replace(r"\Z", "$")
        return [{"in": "path", "name": name, "required": True, "schema": schema} for name in variables]

    def _get_format_parameters(self) -> list[dict[str, Any]]:
        if self.is_writing:
            return []
        formats = [renderer.format for renderer in self.view.renderer_classes]
        return [_parameter(FORMAT, {"type": "string", "enum": formats}, "Format of the answer; wins over Accept.")]

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        filters: FilterSet | None = getattr(self.view, "filters", None)
        found: list[dict[str, Any]] = []
        if self.is_writing:
            return found
        if hasattr(self.view, "read_fields") and hasattr(self.view, "renderer_classes") and self._has_fields():
            names: list[str] = self.view.field_names  # type: ignore[attr-defined]
            about = "Members of the answer, separated by commas; all when not given."
            found.append(_parameter(FIELDS, _list_of(names), about, example=",".join(names[:2])))
        required = getattr(self.view, "required_parameters", ())
        if self.is_detail and type(self.view).__name__ != "Plots":
            for name, text in getattr(self.view, "option_parameters", {}).items():
                found.append(_parameter(name, dict(TEXT), text, required=name in required))
            if "unit" in getattr(self.view, "detail_parameters", ()):
                found.append(_parameter("unit", dict(TEXT), "Unit of the numbers in the answer."))
            return found
        for name, text in getattr(self.view, "list_parameters", {}).items():
            found.append(_parameter(name, dict(getattr(self.view, "list_schemas", {}).get(name, TEXT)), text))
        if filters is None or (type(self.view).__name__ == "Plots" and not self.is_detail):
            return found
        for name, text in getattr(self.view, "option_parameters", {}).items():
            found.append(_parameter(name, dict(TEXT), text, required=name in required))
        for name, one in filters.filters.items():
            schema = dict(one.parameter.schema)
            if one.parameter.many:
                schema = {"type": "array", "items": schema, "maxItems": MOST}
            found.append(_parameter(name, schema, one.help_text, example=one.example, many=one.parameter.many))
        about = f"Sort by: {', '.join(filters.sorts_by)}; a minus before it turns the order round; several with commas."
        found.append(_parameter(ORDERING, _list_of(filters.sorts_by, "-?", MOST_ORDERINGS), about))
        return found

    def _has_fields(self) -> bool:
        return type(self.view).__name__ not in ("Plots", "Chosen", "Benchmark", "Root", "Schema")

    # ---- answers
    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        tag = self.get_tags()[0]
        if self.is_writing:
            errors = ("400", "401", "404", "406", "429")
            return {**bodies, **{status: {"$ref": f"#/components/responses/{status}"} for status in errors}}
        stated = getattr(self.view, "example", None) or examples().get(tag)
        texts = {renderer.media_type for renderer in self.view.renderer_classes if renderer.charset}
        for media, body in bodies.get("200", {}).get("content", {}).items():
            if media in texts:
                body["schema"] = {"type": "string"}
                body.pop("examples", None)
            elif media not in ("application/json",):
                body["schema"] = {"type": "string", "contentMediaType": media}
                body.pop("examples", None)
            elif stated and not (self.is_detail and tag in OTHER_DETAILS):
                body["examples"] = {"Example": {"value": stated if self.is_detail else enveloped(stated)}}
        if self.is_detail and isinstance(self.view, RecordViewSet):
            bodies["301"] = {"description": "The record was merged into another; Location is its address."}
        bodies["304"] = {"description": "Nothing has changed since (ETag, Last-Modified)."}
        for status in ERRORS:
            if status == "410" and not self.is_detail:
                continue
            bodies[status] = {"$ref": f"#/components/responses/{status}"}
        return bodies

    def get_examples(self) -> list[OpenApiExample]:
        return []


def _list_of(names: Iterable[str], sign: str = "", most: int | None = None) -> dict[str, Any]:
    """A list of `names` with commas between them, in one string."""
    one = f"{sign}({'|'.join(names)})"
    return {"type": "string", "pattern": f"^{one}(,{one}){'*' if most is None else f'{{0,{most - 1}}}'}$"}


def _parameter(
    name: str, schema: dict[str, Any], about: str, *, example: Any = None, many: bool = False, required: bool = False
) -> dict[str, Any]:
    found: dict[str, Any] = {"name": name, "in": "query", "required": required, "description": about, "schema": schema}
    if many:
        found |= {"explode": True, "style": "form"}
    if example is not None:
        found["example"] = [example] if many else example
    return found


def add_problem(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Adds the one shape of errors to the components."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    result["components"]["schemas"]["NewProblem"]["additionalProperties"] = False  # what is not known is refused
    result["components"]["responses"] = {
        status: {
            "description": text,
            "content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status, text in ERRORS.items()
    }
    return result


def share_parameters(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Parameters that several operations have stand once, in the components; those of curators apart.

    One of its name is called after it; where operations mean different things by one name, each meaning is called
    after its first operation too.
    """
    everybody = [one for one in _operations(result) if {} in one.get("security", [{}])]
    curators = [one for one in _operations(result) if one not in everybody]
    components = _share(everybody, "", {})
    components |= _share(curators, "curators.", components)
    result["components"]["parameters"] = dict(sorted(components.items()))
    return result


def _share(
    operations: list[dict[str, Any]], prefix: str, known: dict[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Puts references in place of the parameters that are `known`, or that several of `operations` have; all of them by
    their names."""
    uses: dict[str, list[tuple[dict[str, Any], list[str]]]] = defaultdict(list)
    for operation in operations:
        for parameter in operation.get("parameters", ()):
            forms = uses[parameter["name"]]
            owners = next((owners for form, owners in forms if form == parameter), None)
            if owners is None:
                forms.append((parameter, owners := []))
            owners.append(operation["operationId"])
    components = dict(known)
    for name, forms in uses.items():
        shared = [(form, owners) for form, owners in forms if len(owners) > 1 and form not in known.values()]
        for form, owners in shared:
            components[prefix + (name if len(shared) == 1 else f"{name}.{owners[0]}")] = form
    for operation in operations:
        operation["parameters"] = [
            next(
                ({"$ref": f"#/components/parameters/{key}"} for key, form in components.items() if form == parameter),
                parameter,
            )
            for parameter in operation.get("parameters", ())
        ]
    return components


def _operations(result: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in result["paths"].values():
        yield from path.values()
