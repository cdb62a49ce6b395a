"""Properties and conditions: declared in code, not stored."""

from __future__ import annotations

from rest_framework import serializers

from mgdb.projection.serializers.base import ReadOnlySerializer, Text, TextList


class Plausible(ReadOnlySerializer):
    """Between these numbers a value is believed without question; in the canonical unit."""

    value_min = serializers.SerializerMethodField()
    value_max = serializers.SerializerMethodField()

    def get_value_min(self, limits: tuple[float, float]) -> float:
        return limits[0]

    def get_value_max(self, limits: tuple[float, float]) -> float:
        return limits[1]


class Entry(ReadOnlySerializer):
    """What properties and conditions have in common."""

    key = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    symbol = serializers.CharField(read_only=True, help_text="HTML")
    definition = serializers.CharField(read_only=True)
    kind = serializers.CharField(read_only=True)
    dimension = Text()
    unit = Text(help_text="Canonical unit.")
    display_unit = Text(help_text="Unit that pages show.")
    accepted_units = TextList()
    plausible = Plausible(read_only=True, allow_null=True)
    plausible_reason = Text(help_text="Why these limits lie where they do.")
    scale = serializers.CharField(read_only=True, help_text="linear or log")


class Property(Entry):
    """A property that can be measured, computed or stated."""

    applies_to = TextList()
    better = Text(help_text="higher, lower, or null where neither is an improvement.")
    needed_conditions = TextList(help_text="Keys of the conditions without which a value means little.")
    group = serializers.CharField(read_only=True)
    iri = Text(help_text="The concept in EMMO or its electrochemistry domain.")


class Choice(ReadOnlySerializer):
    """One choice of a condition."""

    key = serializers.SerializerMethodField()
    label = serializers.SerializerMethodField()  # type: ignore[assignment]

    def get_key(self, choice: tuple[str, str]) -> str:
        return choice[0]

    def get_label(self, choice: tuple[str, str]) -> str:
        return choice[1]


class Condition(Entry):
    """A circumstance under which a value was obtained."""

    choices = Choice(many=True, read_only=True)
