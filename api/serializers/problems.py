"""Reported problems: as the public reads them, and as anybody reports one."""

from __future__ import annotations

from rest_framework import serializers

from mgdb.models import Problem
from mgdb.models.problems import TEXT_LEAST, TEXT_MOST
from mgdb.projection.serializers.base import DateTime, Integer, ReadOnlySerializer, Text

HIDDEN = "Null until two curators have confirmed or answered it."


class ReportedProblem(ReadOnlySerializer):
    """A problem that a reader reported with a record, and what came of it."""

    id = serializers.CharField(read_only=True)
    record = serializers.CharField(read_only=True, help_text="Id of the record as it was reported.")
    record_type = serializers.CharField(read_only=True)
    reported_at = DateTime()
    revision = Integer(help_text="The revision of the record that the reporter saw.")
    times = Integer(help_text="How often the same was reported within a day.")
    state = serializers.ChoiceField(choices=Problem.State.choices, read_only=True)
    kind = Text(help_text=HIDDEN)
    text = Text(help_text=HIDDEN)
    document_says = Text(help_text=HIDDEN)
    locator = Text(help_text=HIDDEN)
    answer = Text(help_text="What curators answer, or why it is no fault.")
    decided_at = DateTime(allow_null=True)
    corrected_in = Integer(allow_null=True, help_text="The revision of the record that corrects it.")


class NewProblem(serializers.Serializer[object]):
    """What is sent to report a problem."""

    record = serializers.CharField(help_text="Id of the record.")
    revision = serializers.IntegerField(min_value=1, help_text="The revision of it that you saw.")
    kind = serializers.ChoiceField(choices=Problem.Kind.choices)
    text = serializers.CharField(
        min_length=TEXT_LEAST, max_length=TEXT_MOST, help_text="What is wrong, in plain text; no HTML."
    )
    document_says = serializers.CharField(required=False, max_length=1000, help_text="As printed.")
    locator = serializers.CharField(required=False, max_length=200, help_text="Where in the document.")
    name = serializers.CharField(required=False, max_length=100, help_text="For an answer; never public.")
    email = serializers.EmailField(required=False, help_text="For an answer; never public.")
