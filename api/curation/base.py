"""What all addresses of curators share: who may come, which revision they saw, how a refusal of review is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from rest_framework import exceptions
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from api import renderers, throttling
from api.negotiation import PARAMETER as FORMAT
from api.pagination import PAGE, SIZE, Page, read_page
from api.problems import BadParameters, FormRefused
from api.viewsets.base import BaseViewSet
from mgdb import review
from mgdb.models import ApiToken, Record
from mgdb.models.base import read_id
from mgdb.records import BY_PREFIX, RecordType
from mgdb.review.actors import may
from mgdb.review.writer import Path
from mgdb.science.quoting import quoted
from mgdb.search import ParameterProblem, suggestion, unknown_parameters

from .idempotency import once
from .parsing import FormParser, PatchParser

MOST = 100  # whole records on a page
Texts = list[str]  # written here, for inside the classes `list` is a method
WHOSE = ("mine", "others", "all")
_ETAG = re.compile(r'"(\d{1,9})"')


class Curating(BasePermission):
    """A token of somebody who works here, made for what is asked; their rights to a record are review's to say."""

    def has_permission(self, request: Request, view: Any) -> bool:
        token, user = request.auth, request.user
        if not isinstance(token, ApiToken):
            return False
        if not user.is_staff:
            raise exceptions.PermissionDenied(f"{user} is not a curator.")
        wanted = ApiToken.Scope.READ_DRAFTS
        if request.method not in SAFE_METHODS:
            wanted = getattr(view, "scopes", {}).get(view.action, ApiToken.Scope.WRITE)
        if not token.allows(wanted):
            raise exceptions.PermissionDenied(f"This token lacks the scope “{wanted}”; make one that has it.")
        return True


def refused(problems: Iterable[tuple[Path, str]], form: Any, base: Path = ()) -> FormRefused:
    """What is wrong in `form`, which stands at `base` in the body: each problem with its place, value and reason."""
    return FormRefused(
        {
            "field": ".".join(map(str, path)),
            "pointer": "".join(f"/{_escaped(step)}" for step in (*base, *path)),
            "value": _value_at(form, path),
            "reason": reason,
        }
        for path, reason in problems
    )


class Refused(exceptions.APIException):
    """What the state of the record, or of its review, does not allow."""

    status_code = 409
    default_code = "conflict"


class Stale(exceptions.APIException):
    """The record is no longer as it was seen."""

    status_code = 412
    default_code = "stale"


class RevisionMissing(exceptions.APIException):
    """The request does not say which revision it is about."""

    status_code = 428
    default_code = "revision-missing"
    default_detail = (
        'Say which revision you saw: If-Match: "3", as in the ETag of the answer that showed it. A revision is one '
        "number in quotes; * is none."
    )


class CurationViewSet(BaseViewSet):
    """Addresses that a curator's token alone opens; nothing of them is cached."""

    permission_classes: Any = (Curating,)
    parser_classes = (FormParser, PatchParser)
    renderer_classes = renderers.JSON_ONLY
    throttle_classes = (*BaseViewSet.throttle_classes, throttling.WriteLimit)
    http_method_names = ["get", "head", "options", "post", "put", "patch", "delete"]
    # The scope that an action other than of reading or writing needs.
    scopes: Mapping[str, str] = {}
    members: Mapping[str, str] = {}

    @property
    def user(self) -> User:
        assert isinstance(self.request.user, User)
        return self.request.user

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        patch_vary_headers(response, ["Authorization"])
        return response

    def handle_exception(self, error: Exception) -> Any:
        return super().handle_exception(self.as_api_error(error))

    def as_api_error(self, error: Exception) -> Exception:
        """A refusal of review as an answer of the API."""
        if isinstance(error, review.FormError):
            name = "changes" if "changes" in self.data else "form"
            return refused(error.problems, self.data.get(name), (name,))
        if isinstance(error, review.NotAllowed):
            return exceptions.PermissionDenied(" ".join(error.messages))
        if isinstance(error, review.StaleRevision):
            return Stale(" ".join(error.messages))
        if isinstance(error, ValidationError):
            if hasattr(error, "error_dict"):
                problems: list[tuple[Path, str]] = [
                    (() if name == NON_FIELD_ERRORS else (name,), message)
                    for name, messages in error.message_dict.items()
                    for message in messages
                ]
                return refused(problems, self.data)
            return Refused(" ".join(error.messages))
        return error

    # ---- what is asked
    @property
    def data(self) -> dict[str, Any]:
        return self.request.data if isinstance(self.request.data, dict) else {}

    def member(self, name: str, *, kind: type = str, needed: bool = True) -> Any:
        """The member `name` of the body; refused where it is missing or another kind."""
        value = self.data.get(name)
        if value is None or value == "":
            if not needed:
                return kind()
            raise refused([((name,), "is missing; give it.")], self.data)
        if not isinstance(value, kind):
            words = "a text" if kind is str else "an object" if kind is dict else "a list"
            raise refused([((name,), f"should be {words}.")], self.data)
        return value

    def texts(self, name: str) -> Texts:
        """The list of texts `name` of the body; empty where it is not given."""
        found = self.member(name, kind=list, needed=False)
        if not all(isinstance(one, str) for one in found):
            raise refused([((name,), "should be a list of texts.")], self.data)
        return list(found)

    def only(self, *names: str) -> None:
        """Refuses members of the body that this address does not know."""
        problems: list[tuple[Path, str]] = []
        for name in self.data:
            if name not in names:
                sentence, _ = suggestion(name, names) if names else ("this request takes no members.", ())
                problems.append(((name[:60],), f"is no member here; {sentence}"))
        if problems:
            raise refused(problems, self.data)

    def parameters(self, request: Request, **choices: tuple[str, ...]) -> tuple[dict[str, str], Page]:
        """The parameters of a list: one of `choices` each, "" where none is given; and the page asked for."""
        page, problems = read_page(request.query_params)
        found = {name: request.query_params.get(name, "") for name in choices}
        for name, value in found.items():
            if value and value not in choices[name]:
                sentence, close = suggestion(value, list(choices[name]))
                reason = f"{quoted(value, 40)} is not a known {name} here; {sentence}"
                problems.append(ParameterProblem(name, value[:40], reason, tuple(close)))
        if page.size > MOST and page.asked:
            problems.append(ParameterProblem(SIZE, str(page.size), f"is at most {MOST} here."))
        problems += unknown_parameters(request.query_params, [*choices, FORMAT, PAGE, SIZE])
        if problems:
            raise BadParameters(problems)
        return found, page

    def no_parameters(self, request: Request) -> None:
        if problems := unknown_parameters(request.query_params, [FORMAT]):
            raise BadParameters(problems)

    def seen(self, record: Record) -> int:
        """The revision that If-Match names: that of `record` where it is among several."""
        given = self.request.headers.get("If-Match")
        if given is None:
            raise RevisionMissing
        revisions = [_ETAG.fullmatch(tag.strip()) for tag in given.split(",")]
        found = [int(one[1]) for one in revisions if one]
        if len(found) < len(revisions):
            raise RevisionMissing
        return record.revision if record.revision in found else found[0]

    # ---- what is answered
    def write(self, write: Callable[[], str], show: Callable[[str], Response], *, created: bool = False) -> Response:
        """Carries out `write` once, which gives the key of what it wrote, and shows that."""
        key, is_first = once(self.request, write)
        response = show(key)
        if created:
            response.status_code = 201
        if not is_first:
            response["Idempotent-Replayed"] = "true"
        return response


def may_view(user: User, record_type: RecordType) -> bool:
    """Whether `user` may look at records of the type that are not published."""
    return issubclass(record_type.model, Record) and may(user, "view", record_type.model)


def record_of(public_id: str, user: User) -> Record:
    """The record with this id, whatever its status. Raises NotFound, or PermissionDenied to who may not look at it."""
    public_id = read_id(public_id) or public_id
    found = BY_PREFIX.get(public_id.partition("-")[0])
    if found is None or not issubclass(found.model, Record) or not public_id.isprintable():
        raise exceptions.NotFound(f"No record has the id {quoted(public_id, 60)}.")
    if not may_view(user, found):
        raise exceptions.PermissionDenied(f"{user} may not look at {found.label_plural} that are not published.")
    record = found.model._base_manager.filter(public_id=public_id).first()
    if record is None:
        raise exceptions.NotFound(f"No {found.label} has the id {quoted(public_id, 60)}; it may have been discarded.")
    assert isinstance(record, Record)
    return record


def missing(detail: str) -> NoReturn:
    raise exceptions.NotFound(detail)


def address_of(request: Request, name: str, **kwargs: Any) -> str:
    return request.build_absolute_uri(reverse(f"api:{name}", kwargs=kwargs))


def _escaped(step: str | int) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")


def _value_at(form: Any, path: Path) -> Any:
    """What `form` has at `path`, if it is one value and short enough to be told."""
    for step in path:
        if isinstance(form, Mapping):
            form = form.get(step)
        elif isinstance(form, list) and isinstance(step, int) and step < len(form):
            form = form[step]
        else:
            return None
    return form[:200] if isinstance(form, str) else form if isinstance(form, bool | int) else None
