"""What a record said at each of its published revisions."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from api import renderers, serializers
from api.negotiation import PARAMETER as FORMAT
from api.problems import BadParameters, Merged, Withdrawn
from mgdb import review
from mgdb.models import Record
from mgdb.records import BY_PREFIX
from mgdb.review.history import changes_of
from mgdb.review.versions import form_at, published_revisions
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
        found = self.published(record)
        revisions = published_revisions(found)
        form = form_at(found, revision) if revision in revisions else None
        if form is None:
            known = ", ".join(map(str, revisions))
            raise NotFound(f"{record} has no published revision {revision}; it has {known}.")
        if (unchanged := self.conditional(request)) is not None:
            return unchanged
        changes = [change for change in changes_of(found, public=True) if change.revision == revision]
        version = {"id": record, "revision": revision, "revisions": revisions, "form": form, "changes": changes}
        row = dict(self.get_serializer(version).data)
        return self.respond(request, self.select_fields([row], names)[0], f"{record}-{revision}")

    def published(self, public_id: str) -> Record:
        """The published record `public_id`; a tombstone says why it is none."""
        declared = BY_PREFIX.get(public_id.partition("-")[0])
        if declared is None or not issubclass(declared.model, Record):
            raise NotFound(f"No record has the id “{public_id[:60]}”.")
        found = declared.model._base_manager.filter(public_id=public_id).first()
        if (found is None or found.status != "published") and (into := review.current_id(declared.model, public_id)):
            raise Merged(declared.label, public_id, into, self.request.get_full_path().replace(public_id, into, 1))
        if found is not None and found.status == "withdrawn":
            raise Withdrawn(declared.label, public_id, found.withdrawn_reason)
        if found is None or found.status != "published":
            raise NotFound(f"No {declared.label} has the id “{public_id[:60]}”.")
        return found
