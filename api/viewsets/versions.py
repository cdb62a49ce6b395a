"""What a record said at each of its published revisions."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from api import renderers, serializers
from api.negotiation import PARAMETER as FORMAT
from api.problems import BadParameters
from api.problems import Withdrawn as Gone
from mgdb.review.versions import NoVersion, Withdrawn, read_version
from mgdb.search import unknown_parameters

from .base import FIELDS, BaseViewSet


class Versions(BaseViewSet):
    """A version of a record: all that it said at one published revision, and what changed it to that."""

    serializer_class = serializers.RecordVersion
    renderer_classes = renderers.JSON_ONLY
    operation_id = "versions_detail"

    def retrieve(self, request: Request, record: str = "", revision: int = 0, *args: Any, **kwargs: Any) -> Any:
        names, problems = self.read_fields(request.query_params)
        if problems := problems + unknown_parameters(request.query_params, [FIELDS, FORMAT]):
            raise BadParameters(problems)
        try:
            found = read_version(record, revision)
        except NoVersion as error:
            raise NotFound(str(error)) from None
        except Withdrawn as error:
            raise Gone(error.record.type_name(), error.record.public_id, str(error)) from None
        if (unchanged := self.conditional(request)) is not None:
            return unchanged
        row = dict(self.get_serializer(found).data)
        return self.respond(request, self.select_fields([row], names)[0], f"{found.record.public_id}-{found.revision}")
