"""How the addresses of curators are described: forms from the declarations, one operation for each step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from api import problems
from api.schema import AutoSchema
from mgdb.models.base import VocabularyField, id_pattern
from mgdb.records import SECTIONS, Field, Part, RecordType, kind_of, target_of

from .examples import DRAFT, PROPOSAL

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NULLABLE: Schema = {"type": ["string", "null"]}
WHOSE: Schema = {"type": "string", "enum": ["mine", "others", "all"]}
TEXTS: Schema = {"type": "array", "items": TEXT}
INTEGER: Schema = {"type": "integer"}
ANY: Schema = {"type": "object", "additionalProperties": True}
TIME: Schema = {"type": "string", "format": "date-time"}
PAGES = {"page": "Number of the page, from 1.", "page_size": "Records of a page, from 1 to 100."}
IF_MATCH = 'The revision that you saw, as the ETag of the answer that showed it: "3".'
KEY = "A word of your own, such as a UUID: the request repeated with it writes once."
ERRORS = {
    "400": "The body or a parameter cannot be read.",
    "401": "No token, or one that is not valid.",
    "403": "The token lacks the scope, or its account may not do this.",
    "404": "There is nothing here.",
    "405": "Not this method here.",
    "406": "The answer is JSON alone.",
    "413": "The body is too large.",
    "415": "The body is not sent as JSON.",
    "429": "Too many requests; Retry-After says when to come back.",
}
CONFLICT = "The state of the record or of its review does not allow it."
REFUSED = "Something in the body is wrong; `errors` names field, value and reason with a suggestion."
STALE = "The record is no longer at the revision that If-Match names."
NO_REVISION = "If-Match is missing."
NOTE: Schema = {
    "type": "object",
    "properties": {"step": TEXT, "text": TEXT, "by": NULLABLE, "at": TIME},
}


def _object(properties: Schema, required: Iterable[str] = (), **more: Any) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required), **more}


DRAFT_SHOWN = _object(
    {
        "id": TEXT,
        "type": {"type": "string", "enum": [one.name for one in SECTIONS.values()]},
        "name": TEXT,
        "status": {"type": "string", "enum": ["draft", "in_review", "published"]},
        "revision": {"type": "integer", "description": "As in the ETag; a change names the one that it started from."},
        "form": {**ANY, "description": "All that it says, as it may be sent again."},
        "canonical": {
            "type": ["object", "null"],
            "additionalProperties": True,
            "description": "What the print of a measurement was read as, in the canonical unit.",
        },
        "doubts": {
            "type": "array",
            "items": _object({"field": TEXT, "doubt": TEXT}),
            "description": "What is implausible and not answered yet: it holds publication.",
        },
        "entered_by": NULLABLE,
        "is_mine": {"type": "boolean"},
        "steps": {
            **TEXTS,
            "description": "What you may try now with this token; to discard is DELETE.",
        },
        "thread": {"type": "array", "items": NOTE},
        "created_at": TIME,
        "updated_at": TIME,
    }
)
REQUEST_BRIEF: Schema = {
    "number": INTEGER,
    "record": TEXT,
    "type": TEXT,
    "kind": {"type": "string", "enum": ["edit", "withdraw", "reinstate", "merge", "confirm"]},
    "into": TEXT,
    "into_revision": {"type": ["integer", "null"], "description": "Of the record that stays, as its author saw it."},
    "reason": TEXT,
    "author": NULLABLE,
    "base_revision": INTEGER,
    "created_at": TIME,
    "status": {"type": "string", "enum": ["open", "accepted", "returned", "rejected", "superseded"]},
    "decided_by": NULLABLE,
    "decided_at": {"type": ["string", "null"], "format": "date-time"},
    "comment": TEXT,
    "revision": {"type": ["integer", "null"], "description": "The revision that it made."},
    "self_reviewed": {"type": "boolean"},
}
REQUEST_SHOWN = _object(
    REQUEST_BRIEF
    | {
        "present_revision": {"type": "integer", "description": "Of the record now; as in the ETag."},
        "form": ANY,
        "base_form": ANY,
        "changes": {"type": "array", "items": _object({"field": TEXT, "old": TEXT, "new": TEXT})},
        "conflicts": {**TEXTS, "description": "What was changed otherwise meanwhile; its author proposes again."},
        "doubts": TEXTS,
        "may_decide": {"type": "boolean"},
        "thread": {"type": "array", "items": NOTE},
    }
)
COMMENT = _object({"comment": TEXT})
SAID = _object({"comment": TEXT}, ["comment"])
PRINTED = _object({"comment": TEXT, "as_printed": {**TEXTS, "description": "Doubts that the document answers."}})
PROPOSED = _object(
    {
        "record": TEXT,
        "kind": REQUEST_BRIEF["kind"],
        "reason": {"type": "string", "description": "For the reviewer and for readers of the history."},
        "base_revision": {"type": "integer", "minimum": 1, "description": "The revision of the record that you saw."},
        "form": {**ANY, "description": "The whole form as it should be; of an edit."},
        "changes": {**ANY, "description": "In its place: only what differs (JSON Merge Patch)."},
        "into": {"type": "string", "description": "The id of the record that it is to be merged into; of a merge."},
        "into_revision": {"type": "integer", "minimum": 1, "description": "The revision of that which you saw."},
    },
    ["record", "kind", "reason", "base_revision"],
    additionalProperties=False,
)


class CurationSchema(AutoSchema):
    """One operation of an address of curators."""

    shown = "Draft"
    bodies: dict[str, Schema] = {}
    summaries: dict[str, str] = {}
    choices: dict[str, Schema] = {}
    seen: tuple[str, ...] = ()  # actions that name a revision
    example: dict[str, Any] = {}
    tag = ""

    @property
    def action(self) -> str:
        return str(getattr(self.view, "action", ""))

    def get_operation_id(self) -> str:
        return f"{self.tag}_{self.action}"

    def get_summary(self) -> str | None:
        own = (getattr(type(self.view), self.action).__doc__ or "").strip().split("\n")[0]
        return self.summaries.get(self.action) or own

    def get_operation(self, path: str, path_regex: str, path_prefix: str, method: str, registry: Any) -> dict[str, Any]:
        self.registry, self.path, self.path_regex, self.method = registry, path, path_regex, method.upper()
        self.path_prefix = path_prefix
        operation: dict[str, Any] = {
            "operationId": self.get_operation_id(),
            "summary": self.get_summary(),
            "parameters": list(self.parameters()),
            "tags": [self.tag],
            "security": [{"tokenAuth": []}],
            "responses": dict(self.responses()),
        }
        if (body := self.bodies.get(self.action)) is not None:
            media = "application/merge-patch+json" if self.action == "partial_update" else "application/json"
            content: dict[str, Any] = {"schema": body}
            if self.action == "create":
                content["examples"] = {"Example": {"value": self.example}}
            operation["requestBody"] = {"required": body.get("required", []) != [], "content": {media: content}}
        return operation

    def parameters(self) -> Iterable[dict[str, Any]]:
        if "{id}" in self.path:
            yield {"in": "path", "name": "id", "required": True, "description": "Of the record.", "schema": TEXT}
        if "{number}" in self.path:
            yield {"in": "path", "name": "number", "required": True, "schema": INTEGER}
        if self.action == "list":
            for name, schema in self.choices.items():
                yield _query(name, schema, str(schema.get("description", f"Only with this {name}.")))
            for name, about in PAGES.items():
                yield _query(name, {"type": "integer", "minimum": 1}, about)
        if self.method == "GET":
            yield _query("format", {"type": "string", "enum": ["json"]}, "Format of the answer.")
        if self.action in self.seen:
            yield {"in": "header", "name": "If-Match", "required": True, "description": IF_MATCH, "schema": TEXT}
        if self.method == "POST":
            yield {"in": "header", "name": "Idempotency-Key", "required": False, "description": KEY, "schema": TEXT}

    def responses(self) -> Iterable[tuple[str, dict[str, Any]]]:
        one: Schema = {"$ref": f"#/components/schemas/{self.shown}"}
        if self.action == "list":
            several = {"$ref": f"#/components/schemas/{self.shown if self.shown == 'Draft' else 'ChangeRequestBrief'}"}
            pages: Schema = {"results": {"type": "array", "items": several}, "count": INTEGER}
            one = _object(pages | {"next": NULLABLE, "previous": NULLABLE}, ["count", "next", "previous", "results"])
        if self.method == "DELETE":
            yield "204", {"description": "Discarded."}
        else:
            status = "201" if self.action in ("create", "comments", "answers") else "200"
            headers = {"ETag": {"description": "The revision, in quotes.", "schema": TEXT}}
            found: dict[str, Any] = {"description": "", "content": {"application/json": {"schema": one}}}
            yield status, found if self.action == "list" else found | {"headers": headers}
        if self.method != "GET":
            yield "409", _problem(CONFLICT)
            yield "422", _problem(REFUSED)
        if self.action in self.seen:
            yield "412", _problem(STALE)
            yield "428", _problem(NO_REVISION)
        for status, text in ERRORS.items():
            if self.method != "GET" or status not in ("413", "415"):
                yield status, _problem(text)


def form_name(record_type: RecordType) -> str:
    """The name of the component that describes the form of a record type."""
    return f"{''.join(word.capitalize() for word in record_type.name.split('_'))}Form"


NEW_DRAFT: Schema = {
    "oneOf": [
        _object(
            {"type": {"const": one.name}, "form": {"$ref": f"#/components/schemas/{form_name(one)}"}},
            ["type", "form"],
            additionalProperties=False,
        )
        for one in SECTIONS.values()
    ],
    "required": ["type", "form"],
}
CHANGED = _object({"form": ANY}, ["form"], additionalProperties=False)


class DraftSchema(CurationSchema):
    tag = "drafts"
    shown = "Draft"
    summaries = {
        "list": "Records that are not published yet: one’s own, or those of others",
        "retrieve": "A record that is not published yet",
        "create": "Enters a draft of a record with its parts",
    }
    seen = (
        "update", "partial_update", "destroy", "submit", "take_back", "send_back", "reject", "publish", "answers",
    )  # fmt: skip
    choices = {
        "whose": {**WHOSE, "description": "mine: entered or edited by you. All when not given."},
        "status": {"type": "string", "enum": ["draft", "in_review"]},
        "type": {"type": "string", "enum": [one.name for one in SECTIONS.values()]},
    }
    bodies = {
        "create": NEW_DRAFT,
        "update": CHANGED,
        "partial_update": CHANGED,
        "submit": COMMENT,
        "take_back": COMMENT,
        "send_back": SAID,
        "reject": SAID,
        "publish": PRINTED,
        "comments": SAID,
        "answers": _object({"doubt": TEXT, "comment": TEXT}, ["doubt"]),
    }
    example = DRAFT


class RequestSchema(CurationSchema):
    tag = "change-requests"
    shown = "ChangeRequest"
    summaries = {
        "list": "Proposed changes of published records, and what became of them",
        "retrieve": "A proposed change: what it would change now, what contradicts it, what is said of it",
    }
    seen = ("accept", "send_back", "reject", "take_back")
    choices = {
        "whose": {**WHOSE, "description": "mine: proposed by you. All when not given."},
        "status": REQUEST_BRIEF["status"],
        "kind": REQUEST_BRIEF["kind"],
        "type": DraftSchema.choices["type"],
    }
    bodies = {
        "create": PROPOSED,
        "accept": PRINTED,
        "send_back": SAID,
        "reject": SAID,
        "take_back": COMMENT,
        "comments": SAID,
    }
    example = PROPOSAL


def add_forms(result: Schema, generator: Any, request: Any, public: bool) -> Schema:
    """Adds the form of each record type, and what the addresses of curators show, to the components."""
    schemas = result["components"]["schemas"]
    for record_type in SECTIONS.values():
        form = form_of(record_type.model, record_type.fields, record_type.parts)
        schemas[form_name(record_type)] = form | {"description": record_type.description}
    schemas["Draft"], schemas["ChangeRequest"] = DRAFT_SHOWN, REQUEST_SHOWN
    schemas["ChangeRequestBrief"] = _object(REQUEST_BRIEF)
    return result


def form_of(model: type[models.Model], fields: Iterable[Field], parts: Iterable[Part]) -> Schema:
    """The form of rows of `model`, as it is declared."""
    properties: Schema = {}
    required = []
    for one in fields:
        column = model._meta.get_field(one.column)
        assert isinstance(column, models.Field)
        about = one.description or str(column.help_text)
        properties[one.name] = value_of(column) | ({"description": about} if about else {})
        if not (column.blank or column.has_default()):
            required.append(one.name)
    for part in parts:
        rows = form_of(part.model, part.fields, part.parts)
        if part.has_public_id:
            about = "Minted where none is given; a word behind the prefix (def:first) lets other parts refer to it."
            rows["properties"] = {"id": {"type": "string", "description": about}} | rows["properties"]
        if part.keyed_by:
            words = str(part.model._meta.verbose_name)
            about = f"Each {words} as printed, by its key; or “not reported”, “not applicable”."
            properties[part.name] = {"type": "object", "additionalProperties": TEXT, "description": about}
        else:
            properties[part.name] = rows if part.single else {"type": "array", "items": rows}
    return _object(properties, required, additionalProperties=False)


def value_of(column: models.Field[Any, Any]) -> Schema:
    """What `column` takes; a number may be sent as the text that is printed."""
    if isinstance(column, ArrayField):
        return {"type": "array", "items": value_of(column.base_field)}
    kind = kind_of(column)
    if kind == "ion":
        return {**TEXT, "examples": ["Mg2+", "MgCl3-"]}
    if isinstance(column, VocabularyField) and column.terms:
        return {"type": "string", "enum": [*([""] if column.blank else []), *(term.key for term in column.terms)]}
    if kind == "reference":
        prefix = getattr(target_of(column), "PREFIX", "")
        return {"type": "string", "pattern": id_pattern(prefix).replace(r"\Z", "$")} if prefix else TEXT
    plain: Schema = {
        "boolean": {"type": "boolean"},
        "integer": {"type": ["integer", "string", "null"]},
        "number": {"type": ["number", "string", "null"]},
        "json": ANY,
    }
    return dict(plain.get(kind, TEXT))


def _query(name: str, schema: Schema, about: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": about, "schema": schema}


def _problem(text: str) -> dict[str, Any]:
    return {
        "description": text,
        "content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
