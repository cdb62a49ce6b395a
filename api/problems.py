"""Errors in one shape: problem details (RFC 9457) for everything under /api/."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpResponse
from rest_framework import exceptions

from mgdb import database_errors
from mgdb.search import NotReady, ParameterProblem

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger(__name__)


class BadParameters(exceptions.APIException):
    """Parameters that are unknown or malformed; each is named, with suggestions."""

    status_code = 400
    default_code = "parameters"

    def __init__(self, problems: Iterable[ParameterProblem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(map(str, self.problems)))


class Withdrawn(exceptions.APIException):
    """A record that was taken back; its address says why."""

    status_code = 410
    default_code = "withdrawn"

    def __init__(self, record_type: str, public_id: str, reason: str) -> None:
        self.reason = reason
        super().__init__(f"The {record_type} {public_id} was withdrawn: {reason}")


class NotShown(exceptions.APIException):
    """A record of which something is stored that cannot be read."""

    status_code = 500
    default_code = "not_shown"


class Merged(exceptions.APIException):
    """A record that was merged into another: the answer leads to `address`."""

    status_code = 301
    default_code = "merged"

    def __init__(self, record_type: str, public_id: str, into: str, address: str) -> None:
        self.into, self.address = into, address
        super().__init__(f"The {record_type} {public_id} was merged into {into}.")


class FormRefused(exceptions.APIException):
    """A body with something wrong in it: `errors` name field, value and reason with a suggestion."""

    status_code = 422
    default_code = "form"

    def __init__(self, errors: Iterable[Mapping[str, Any]]) -> None:
        self.errors = list(errors)
        super().__init__("; ".join(f"{one['field']}: {one['reason']}".removeprefix(": ") for one in self.errors))


class Unavailable(exceptions.APIException):
    """There is no answer for the moment."""

    status_code = 503
    default_code = "unavailable"
    default_detail = database_errors.AWAY

    def __init__(self, detail: str | None = None, wait: int = database_errors.AWAY_SECONDS) -> None:
        super().__init__(detail)
        self.wait = wait


def problem(
    status: int, detail: str, *, code: str = "", headers: Mapping[str, str] | None = None, **more: Any
) -> HttpResponse:
    """A problem details answer. `code` names the kind of problem; `more` are members beyond the standard ones."""
    body = {
        "type": f"urn:mgdb:problem:{code}" if code else "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    # What was sent may hold halves of surrogate pairs, which no UTF-8 has.
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE, headers=dict(headers or {}))


def parameter_problems(problems: Iterable[ParameterProblem]) -> list[dict[str, Any]]:
    return [
        {
            "parameter": problem.parameter,
            "value": problem.value,
            "reason": problem.reason,
            "nearest": list(problem.nearest),
        }
        for problem in problems
    ]


def exception_handler(error: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """Every exception of an API view as problem details; what nobody foresaw is logged and becomes a plain 500."""
    request = context.get("request")
    if isinstance(error, Http404):
        error = exceptions.NotFound(*error.args)
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied(*error.args)
    elif isinstance(error, SuspiciousOperation):
        error = exceptions.ParseError("The request is malformed.")
    elif reason := database_errors.unavailable(error):
        log.error("The database does not answer: %s", error)
        error = Unavailable(reason)
    elif isinstance(error, NotReady):
        error = Unavailable(str(error), error.wait)
    elif database_errors.is_unfit(error):
        error = exceptions.ParseError(database_errors.UNFIT)
    if not isinstance(error, exceptions.APIException):
        log.exception("An API view failed.", exc_info=error)
        got_request_exception.send(sender=None, request=getattr(request, "_request", request))
        return problem(500, "Something failed on our side; it was logged.", code="internal")

    headers = {}
    more: dict[str, Any] = {}
    if isinstance(error, Merged):
        headers["Location"], more["into"] = error.address, error.into
    if auth_header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = auth_header
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = f"{wait:.0f}"
    if request is not None:
        more["instance"] = request.get_full_path()
    if isinstance(error, BadParameters):
        more["parameters"] = parameter_problems(error.problems)
    if isinstance(error, Withdrawn):
        more["reason"] = error.reason
    if isinstance(error, FormRefused):
        more["errors"] = error.errors
    detail = error.detail if isinstance(error.detail, str) else orjson.dumps(error.detail, default=str).decode()
    codes = error.get_codes()
    return problem(
        error.status_code, str(detail), code=codes if isinstance(codes, str) else "", headers=headers, **more
    )
