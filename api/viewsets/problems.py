"""Problems that readers report: what came of them, and reporting one, without a key."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import orjson
from django.core.exceptions import ValidationError
from rest_framework.exceptions import NotFound, Throttled
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from api import renderers, serializers
from api.problems import BadParameters
from api.renderers import JSONRenderer
from mgdb import review
from mgdb.accounts.addresses import client_address
from mgdb.accounts.limits import TooManyAttempts
from mgdb.models import Problem, Record
from mgdb.models.base import read_id
from mgdb.presentation import ProblemView
from mgdb.review import problems
from mgdb.search import ParameterProblem, suggestion, unknown_parameters
from mgdb.search.problems import PROBLEMS

from .base import Names, RecordViewSet

MEMBERS = ("record", "revision", *problems.FIELDS)


class Problems(RecordViewSet):
    """Problems that readers reported with records, the newest first."""

    http_method_names = ["get", "head", "options", "post"]
    filters = PROBLEMS
    queryset = Problem.objects.select_related("change_request")
    serializer_class = serializers.ReportedProblem
    renderer_classes = renderers.TABLE
    request_serializer_class = serializers.NewProblem
    example = {
        "id": "prb-7h3k9qa",
        "record": "mea-3dp47zc",
        "record_type": "measurement",
        "reported_at": "2026-01-31T12:00:00Z",
        "revision": 1,
        "times": 1,
        "state": "answered",
        "kind": "value",
        "text": "Table 1 prints 383.3, the record says 3833.",
        "document_says": "383.3",
        "locator": "Table 1, VS4",
        "answer": "Table 1 of the version of record prints 3833; the accepted manuscript has 383.3.",
        "decided_at": "2026-02-02T09:30:00Z",
        "corrected_in": None,
    }

    def get_renderers(self) -> list[BaseRenderer]:
        """A report is answered in JSON; lists are files too."""
        return [JSONRenderer()] if self.action == "create" else super().get_renderers()

    def answers(self, keys: Collection[int], names: Names | tuple[()] = ()) -> Iterable[bytes | str]:
        found = self.queryset.in_bulk(keys)
        rows = [self.serialize_record(found[key]) for key in keys if key in found]
        return map(orjson.dumps, self.select_fields(rows, list(names)))

    def shapes(self, keys: Collection[int]) -> Mapping[int, str]:
        return {}

    def file_lines(self, keys: Collection[int]) -> Mapping[int, Sequence[str]]:
        return {}

    def not_shown(self, keys: Collection[int]) -> Sequence[str]:
        """None: it is no record, and made when it is asked for."""
        return []

    def serialize_record(self, record: Any) -> dict[str, Any]:
        return dict(self.get_serializer(ProblemView.of(record)).data)

    def get_record(self, key: str) -> Problem:
        known = read_id(key, Problem.PREFIX)
        found = self.queryset.filter(public_id=known).first() if known else None
        if found is None:
            raise NotFound(f"There is no reported problem “{key[:60]}”; ids of this kind look like prb-7h3k9qa.")
        return found

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Reports a problem; under the limits of the form on the site."""
        if unknown := unknown_parameters(request.query_params, ()):
            raise BadParameters(unknown)
        given = request.data
        if not isinstance(given, dict):
            raise BadParameters([ParameterProblem("", "", "is no object; send one with record, revision, kind, text.")])
        found = [
            ParameterProblem(name[:60], "", f"unknown member; {suggestion(name, MEMBERS)[0]}")
            for name in given
            if name not in MEMBERS
        ]
        public_id, seen = given.get("record", ""), given.get("revision")
        record = problems.reportable(public_id) if isinstance(public_id, str) else None
        if record is None or (record.status == "withdrawn" and (into := self.merged_into(record))):
            words = f"it was merged into {into}; look there." if record else "no public record has this id."
            found.append(ParameterProblem("record", str(public_id)[:60], words))
        if isinstance(seen, float) and seen.is_integer():
            seen = int(seen)
        if not isinstance(seen, int) or isinstance(seen, bool):
            found.append(ParameterProblem("revision", str(seen)[:60], "give the one that you saw, a whole number."))
        if found or record is None or not isinstance(seen, int):
            raise BadParameters(found)
        texts = {name: given[name] for name in problems.FIELDS if name in given}
        try:
            kept = problems.report(record, texts, seen=seen, address=client_address(request._request))
        except ValidationError as error:
            raise BadParameters(
                ParameterProblem(name, str(given.get(name, ""))[:60], " ".join(reasons))
                for name, reasons in error.message_dict.items()
            ) from error
        except TooManyAttempts as error:
            raise Throttled(wait=error.wait, detail=str(error)) from error
        address = reverse("api:problems-detail", args=[kept.public_id], request=request)
        row = self.serialize_record(self.queryset.get(pk=kept.pk))
        return Response(row, status=201, headers={"Location": address})

    def merged_into(self, record: Record) -> str:
        return review.current_id(type(record), record.public_id)
