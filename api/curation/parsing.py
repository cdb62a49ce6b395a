"""The body of a request → a plain form: within limits, every number as it is written."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

from rest_framework.exceptions import APIException
from rest_framework.parsers import BaseParser

from api.parsers import MOST_BYTES, TooLarge
from mgdb.models.typed_text import unfit

JSON, MERGE_PATCH = "application/json", "application/merge-patch+json"
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{},]')


@dataclass(frozen=True)
class Limits:
    """How much of a body is read: bytes, values, objects, levels of lists and objects in one another, characters of one
    text.

    Each row of a part is an object, checked while the sender waits; the largest record of the dataset has 166.
    """

    size: int = MOST_BYTES
    values: int = 50_000
    objects: int = 2_000
    depth: int = 12
    length: int = 100_000


LIMITS = Limits()


class BadBody(APIException):
    """A body that cannot be read; the message says where and what to write."""

    status_code = 400
    default_code = "body"


class FormParser(BaseParser):
    """JSON. Numbers stay the text that they are written as: 1.10 is not 1.1 to whoever reads what was printed."""

    media_type = JSON

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        raw = stream.read(LIMITS.size + 1)
        if len(raw) > LIMITS.size:
            raise TooLarge(f"A body has at most {LIMITS.size / 1e6:g} MB; send the records one by one.")
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadBody(f"The body is not UTF-8: {error}.") from error
        if not text.strip():
            return {}
        _measure(text)
        try:
            found = json.loads(
                text, parse_float=str, parse_int=str, parse_constant=_constant, object_pairs_hook=_mapping
            )
        except json.JSONDecodeError as error:
            raise BadBody(f"The body is not JSON: {error.msg} in line {error.lineno}, column {error.colno}.") from error
        if not isinstance(found, dict):
            raise BadBody("The body should be one JSON object: {…}.")
        _check(found, ())
        return found


class PatchParser(FormParser):
    """A JSON Merge Patch (RFC 7396)."""

    media_type = MERGE_PATCH


def merged(form: Any, patch: Any) -> Any:
    """`form` after the JSON Merge Patch `patch`: null takes a member away, objects are merged, all else replaced."""
    if not isinstance(patch, Mapping):
        return patch
    found = dict(form) if isinstance(form, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            found.pop(name, None)
        else:
            found[name] = merged(found.get(name), value)
    return found


def _measure(text: str) -> None:
    """Refuses what is nested or counted beyond the limits before anything is made of it."""
    depth = values = objects = 0
    for token in _TOKENS.finditer(text):
        mark = token[0][0]
        if mark in "[{":
            depth += 1
            if depth > LIMITS.depth:
                raise BadBody(f"Lists and objects stand in one another {LIMITS.depth} deep at most.")
        elif mark in "]}":
            depth -= 1
        if mark in "[{,":
            values, objects = values + 1, objects + (mark == "{")
            if values > LIMITS.values:
                raise TooLarge(f"A body has at most {LIMITS.values:,} values.")
            if objects > LIMITS.objects:
                raise TooLarge(f"A body has at most {LIMITS.objects:,} objects, rows of a record among them.")


def _constant(name: str) -> Any:
    raise BadBody(f"“{name}” is not a finite number; give the number, or leave it out.")


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise BadBody(f"“{name[:60]}” is given twice in one object; keep one.")
        found[name] = value
    return found


def _check(value: Any, path: tuple[str, ...]) -> None:
    """Refuses texts that no column of the database holds."""
    if isinstance(value, dict):
        for name, inner in value.items():
            _check_text(name, path)
            _check(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            _check(inner, (*path, str(place)))
    elif isinstance(value, str):
        _check_text(value, path)


def _check_text(text: str, path: tuple[str, ...]) -> None:
    where = ".".join(path) or "the body"
    if len(text) > LIMITS.length:
        raise TooLarge(f"A text has at most {LIMITS.length:,} characters; that of {where} has {len(text):,}.")
    if reason := unfit(text):
        raise BadBody(f"{where}: {reason}")
