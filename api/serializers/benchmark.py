"""A placed result: its standing, and every reported value beside it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from mgdb import benchmark
from mgdb.projection.serializers.base import Flag, Integer, Number, ReadOnlySerializer, SourceRef, Text, TextList
from mgdb.science.ranking import FEWEST

from .comparisons import LeftOut, PlotlyFigure, Quoted


class SaidOfResult(ReadOnlySerializer):
    """What was said of the result, as it was read."""

    key = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    text = serializers.CharField(read_only=True)


class Result(ReadOnlySerializer):
    """The result that is placed, as it was read."""

    property = serializers.CharField(source="entry.key", read_only=True)
    text = serializers.CharField(read_only=True, help_text="In the unit of pages.")
    value = Number(source="value.value", help_text="In the canonical unit; null for a range.")
    value_min = Number(source="value.low")
    value_max = Number(source="value.high")
    bound = serializers.CharField(source="value.bound", read_only=True)
    unit = serializers.CharField(source="entry.unit", read_only=True)
    better = serializers.CharField(
        source="side", read_only=True, allow_null=True, help_text="higher, lower, or null: then there is no rank."
    )
    said = SaidOfResult(many=True, read_only=True)
    doubts = TextList(help_text="What is implausible about its numbers.")


class Standing(ReadOnlySerializer):
    """A result among values: what cannot be ordered against it is counted apart."""

    count = Integer(help_text="All values of this standing.")
    materials = Integer(help_text="How many materials or cells they are of.")
    sources = Integer()
    lower = Integer(help_text="Values below the result.")
    equal = Integer()
    higher = Integer(help_text="Values above it.")
    open = Integer(help_text="Bounds and ranges that cannot be ordered against it.")
    rank_best = serializers.IntegerField(
        read_only=True, allow_null=True, help_text="1 is the best; null without a better side, or without values."
    )
    rank_worst = serializers.IntegerField(read_only=True, allow_null=True)
    percentile = Number(
        help_text="Share of the values that can be ordered which is less good, in %, equal ones counted half; null "
        f"without a better side, and where fewer than {FEWEST} can be ordered."
    )
    percentile_min = Number(help_text="The least that it may be, whichever way those fall that cannot be ordered.")
    percentile_max = Number()


class DimensionCompared(ReadOnlySerializer):
    """One dimension of the conditions."""

    dimension = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    outcome = serializers.ChoiceField(choices=["same", "differs", "unknown", "not applicable"], read_only=True)
    yours = serializers.CharField(source="a", read_only=True)
    reported = serializers.CharField(source="b", read_only=True)


class ReportedValue(ReadOnlySerializer):
    """A reported value beside the result."""

    measurement = serializers.CharField(source="view.id", read_only=True)
    subject = Quoted(source="view.subject", read_only=True)
    text = serializers.CharField(source="view.text", read_only=True)
    value = Number(source="quantity.value", help_text="In the canonical unit; null for a range.")
    value_min = Number(source="quantity.low")
    value_max = Number(source="quantity.high")
    bound = serializers.CharField(source="quantity.bound", read_only=True)
    order = serializers.ChoiceField(
        choices=["lower", "equal", "higher", "open"], read_only=True, help_text="How it stands to the result."
    )
    verdict = serializers.CharField(source="mark.word", read_only=True)
    explanation = serializers.CharField(source="mark.explanation", read_only=True)
    is_counted = Flag(help_text="Whether it counts in rank and percentile.")
    factor = Text(source="factor.text", help_text="Of the result over it, where the rules give one.")
    dimensions = DimensionCompared(many=True, read_only=True)
    chemistry = Text(source="view.chemistry_key")
    suspect = Flag(source="view.suspect")
    source = serializers.SerializerMethodField()  # type: ignore[assignment]

    @extend_schema_field(SourceRef)
    def get_source(self, value: benchmark.ReportedValue) -> dict[str, str | None]:
        return {"id": value.view.source.id, "doi": value.view.source.doi or None}


class NotGiven(ReadOnlySerializer):
    """Something that was not said of the result."""

    dimension = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    count = Integer(help_text="How many of the values state it.")
    is_needed = Flag(help_text="Values of the property mean little without it.")


class Placement(ReadOnlySerializer):
    """Where a result stands; `results` are the reported values, in the order asked for."""

    result = Result(source="placement.question", read_only=True)
    among = serializers.CharField(source="placement.question.among.description", read_only=True)
    headline = serializers.SerializerMethodField(help_text="The outcome in one sentence.")
    comparable = serializers.SerializerMethodField(help_text="Among the values that are comparable without reserve.")
    with_care = serializers.SerializerMethodField(
        help_text="Among these and those to be compared with caution, though nothing that decides is open."
    )
    not_given = NotGiven(source="placement.not_given", many=True, read_only=True)
    uncertain = serializers.SerializerMethodField(help_text="What makes the verdicts uncertain, in sentences.")
    left_out = serializers.SerializerMethodField()
    figure = PlotlyFigure(read_only=True, allow_null=True)
    count = Integer(help_text="Values that were looked at, on all pages.")
    next = serializers.URLField(read_only=True, allow_null=True)
    previous = serializers.URLField(read_only=True, allow_null=True)
    results = ReportedValue(many=True, read_only=True)

    def get_headline(self, answer: Any) -> str:
        return benchmark.headline(answer["placement"])

    @extend_schema_field(Standing)
    def get_comparable(self, answer: Any) -> Any:
        return standing_of(answer["placement"], with_care=False)

    @extend_schema_field(Standing)
    def get_with_care(self, answer: Any) -> Any:
        return standing_of(answer["placement"], with_care=True)

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_uncertain(self, answer: Any) -> list[str]:
        return benchmark.uncertain(answer["placement"])

    @extend_schema_field(LeftOut(many=True))
    def get_left_out(self, answer: Any) -> Any:
        return [{"reason": reason, "count": count} for reason, count in answer["placement"].left_out]

    def to_representation(self, answer: Any) -> Any:
        drawing = answer["drawing"]
        placed = {"figure": drawing.figure if drawing else None, "count": 0, "next": None, "previous": None}
        return super().to_representation({**answer, **placed, "results": ()})


def standing_of(placement: benchmark.Placement, *, with_care: bool) -> dict[str, Any]:
    """A standing as it looks in an answer."""
    found = placement.counted if with_care else placement.comparable
    best, worst = found.ranks or (None, None)
    least, most = found.percentiles or (None, None)
    shown = {
        "count": found.count,
        "materials": placement.materials(with_care=with_care),
        "sources": placement.sources(with_care=with_care),
        "lower": found.lower,
        "equal": found.equal,
        "higher": found.higher,
        "open": found.open,
        "rank_best": best,
        "rank_worst": worst,
        "percentile": found.percentile,
        "percentile_min": least,
        "percentile_max": most,
    }
    return dict(Standing(shown).data)
