"""Versions of records, and the changes that made them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from mgdb.projection.serializers.base import Integer, RawJSON, ReadOnlySerializer
from mgdb.review.history import changes_of
from mgdb.review.versions import RecordVersion as Version


@extend_schema_field(
    {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"field": {"type": "string"}, "old": {"type": "string"}, "new": {"type": "string"}},
        },
    }
)
class Columns(serializers.Field[Any, Any, Any, Any]):
    """What a change changed, in words."""

    def to_representation(self, value: Sequence[tuple[str, str, str]]) -> Any:
        return [{"field": name, "old": old, "new": new} for name, old, new in value]


class RecordChange(ReadOnlySerializer):
    """One row of a record that was entered, changed or removed."""

    at = serializers.DateTimeField(source="when", read_only=True)
    by = serializers.CharField(
        source="who", read_only=True, help_text="The name that they chose, or their role; empty: a dataset file."
    )
    action = serializers.CharField(read_only=True, help_text="entered, changed or removed.")
    row = serializers.CharField(read_only=True, help_text="What the row is: the record itself, or a part of it.")
    fields_changed = Columns(source="columns", read_only=True)
    reason = serializers.CharField(source="why", read_only=True)
    review = serializers.CharField(source="decision", read_only=True, help_text="Who else stands behind it.")


class RecordVersion(ReadOnlySerializer):
    """A record as it was at one of its published revisions."""

    id = serializers.CharField(source="record.public_id", read_only=True)
    revision = Integer()
    revisions = serializers.ListField(
        child=serializers.IntegerField(), read_only=True, help_text="All published revisions of this record."
    )
    form = RawJSON(help_text="All that it said, as dataset files have it.")
    merged_into = serializers.CharField(
        read_only=True, help_text="The record that it was merged into afterwards; empty where it stands by itself."
    )
    changes = serializers.SerializerMethodField(help_text="What made it this version, row by row.")

    @extend_schema_field(RecordChange(many=True))
    def get_changes(self, version: Version) -> Any:
        changes = changes_of(version.record, public=True)
        return RecordChange([one for one in changes if one.revision == version.revision], many=True).data
