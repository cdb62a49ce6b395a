"""The table of a comparison and the figure of a plot."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from mgdb import presentation
from mgdb.plots import options_of
from mgdb.projection.serializers import SERIALIZERS
from mgdb.projection.serializers.base import Flag, NamedRef, ReadOnlySerializer, Text, TextList


class Quoted(NamedRef):
    """A record that is named."""

    id = serializers.CharField(read_only=True)  # type: ignore[assignment]
    name = serializers.CharField(source="text", read_only=True)


@extend_schema_serializer(component_name="Column")
class TableColumn(ReadOnlySerializer):
    """A column of values."""

    key = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    unit = Text(source="unit_text")
    property = serializers.CharField(source="property_key", read_only=True)
    test_step = Text(source="step")


class TableValue(ReadOnlySerializer):
    """A value in its column, as the page shows it; its measurement has the rest."""

    column = serializers.CharField(read_only=True)
    measurement = serializers.CharField(source="value.id", read_only=True)
    text = serializers.CharField(source="value.text", read_only=True)
    conditions = serializers.SerializerMethodField(help_text="Reported conditions, in words.")
    suspect = Flag(source="value.suspect")
    differing = Text(help_text="In what it differs from the control value that it is set against.")

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_conditions(self, placed: Any) -> dict[str, str]:
        return {item.entry.key: item.text for item in placed["value"].reported}


class Differing(ReadOnlySerializer):
    """A dimension in which the two values differ."""

    dimension = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    modified = serializers.CharField(source="a", read_only=True)
    control = serializers.CharField(source="b", read_only=True)


class Improvement(ReadOnlySerializer):
    """A modified material against one control."""

    topic = serializers.CharField(read_only=True)
    against = Quoted(read_only=True)
    factor = serializers.SerializerMethodField(help_text="With its qualifiers; null where the rules allow none.")
    difference = serializers.SerializerMethodField(
        help_text="Modified less control with its unit, where the property has no better side; else null."
    )
    at_least = Flag(help_text="Only the modified one was cycled longer.")
    reason = Text(help_text="Why there is no factor, or at which cycles it holds.")
    remark = Text(help_text="How the control differs in kind.")
    modified = serializers.SerializerMethodField(help_text="Id of the modified material's measurement.")
    control = serializers.SerializerMethodField(help_text="Id of the control's measurement.")
    differing = Differing(many=True, read_only=True)
    unknown = TextList(help_text="What is not known of one of the two.")
    pair = Text(help_text="Id of the pair.")

    def get_factor(self, improvement: Any) -> str | None:
        return improvement.factor_text if improvement.is_factor else None

    def get_difference(self, improvement: Any) -> str | None:
        return None if improvement.is_factor else improvement.factor_text or None

    def get_modified(self, improvement: Any) -> str | None:
        return improvement.modified.id if improvement.modified else None

    def get_control(self, improvement: Any) -> str | None:
        return improvement.control.id if improvement.control else None


class Reported(ReadOnlySerializer):
    """A factor as a source states it."""

    id = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    printed = serializers.CharField(read_only=True)
    relative = serializers.CharField(read_only=True)
    ion = Text(help_text="As claimed, in words.")
    locator = Text()


class TableRow(ReadOnlySerializer):
    """One material of the table, or its values of one medium."""

    material = Quoted(read_only=True)
    medium = serializers.SerializerMethodField(
        help_text="Of a material with values of several: battery chemistry, electrolyte, cell of these; else null."
    )
    role = Text(help_text="modified, control, or null.")
    strategy = Text()
    fabrication = Text()
    electrolytes = Quoted(many=True, read_only=True)
    values = serializers.SerializerMethodField()
    improvements = Improvement(many=True, read_only=True)
    reported = Reported(many=True, read_only=True)
    citation_key = Text(source="reference.key")
    doi = Text(source="reference.doi")

    def get_medium(self, row: Any) -> str | None:
        return row.medium.text if row.medium else None

    @extend_schema_field(TableValue(many=True))
    def get_values(self, row: Any) -> Any:
        placed = [
            {"column": column.key, "value": item.value, "differing": item.differing}
            for column, cell in zip(self.context["columns"], row.cells, strict=True)
            for item in cell
        ]
        return TableValue(placed, many=True).data


class TableGroup(ReadOnlySerializer):
    """Rows that belong together."""

    key = serializers.CharField(read_only=True)
    has_control = Flag()
    rows = TableRow(many=True, read_only=True)


@extend_schema_serializer(component_name="Table")
class ComparisonTable(ReadOnlySerializer):
    """A comparison as its page shows it."""

    columns = TableColumn(many=True, read_only=True)
    groups = TableGroup(many=True, read_only=True)
    unknown = TextList(help_text="Dimensions that are not known of any pair.")
    value_count = serializers.IntegerField(read_only=True)


COMPARISON = SERIALIZERS["comparison"]


class ComparisonWithTable(COMPARISON):  # type: ignore[valid-type, misc]
    """A ready-made comparison with its table."""

    table = serializers.SerializerMethodField()

    @extend_schema_field(ComparisonTable)
    def get_table(self, comparison: Any) -> Any:
        table = self.context["table"]
        return ComparisonTable(table, context={"columns": table.columns}).data


class PlotChoice(ReadOnlySerializer):
    """A value that an option of a plot can have."""

    value = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]


class PlotOption(ReadOnlySerializer):
    """What the reader of a plot may choose, as a parameter: one of its choices, or a number in its unit."""

    key = serializers.CharField(read_only=True, help_text="The parameter.")
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    default = Text(help_text="What holds where the parameter is not given.")
    unit = Text()
    choices = PlotChoice(many=True, read_only=True, help_text="Empty for a number.")

    def to_representation(self, option: Any) -> Any:
        choices = [{"value": value, "label": label} for value, label in option.choices]
        return super().to_representation(
            {
                "key": option.key,
                "label": option.label,
                "default": option.default,
                "unit": option.unit,
                "choices": choices,
            }
        )


class Plot(ReadOnlySerializer):
    """A plot that can be drawn."""

    slug = serializers.CharField(source="SLUG", read_only=True)
    title = serializers.CharField(source="TITLE", read_only=True)
    description = serializers.CharField(source="DESCRIPTION", read_only=True)
    properties = TextList(source="PROPERTIES", help_text="Keys of the properties whose measurements it takes.")
    options = PlotOption(many=True, read_only=True)

    def to_representation(self, plot: Any) -> Any:
        shown = {name: getattr(plot, name) for name in ("SLUG", "TITLE", "DESCRIPTION", "PROPERTIES")}
        return super().to_representation(shown | {"options": options_of(plot)})


class DrawnPoint(ReadOnlySerializer):
    """A value that was drawn, and where."""

    measurement = serializers.CharField(source="point.id", read_only=True)
    material = serializers.CharField(source="point.material", read_only=True)
    name = serializers.CharField(source="point.name", read_only=True)
    chemistry = Text(source="point.chemistry", help_text="Key of the battery chemistry; null where none is stated.")
    suspect = Flag(source="point.suspect")
    doubt = Text(source="point.doubt", help_text="Why it is to be read with caution.")
    x = serializers.FloatField(read_only=True)
    y = serializers.FloatField(read_only=True)
    x_text = serializers.CharField(read_only=True)
    y_text = serializers.CharField(read_only=True)


@extend_schema_field(
    {
        "type": "object",
        "description": "A Plotly figure.",
        "required": ["data", "layout"],
        "properties": {"data": {"type": "array", "items": {"type": "object"}}, "layout": {"type": "object"}},
    }
)
class PlotlyFigure(serializers.Field[Any, Any, Any, Any]):
    def to_representation(self, value: Any) -> Any:
        return value


class LeftOut(ReadOnlySerializer):
    """Why values were left out."""

    reason = serializers.CharField(read_only=True)
    count = serializers.IntegerField(read_only=True)


class PlotTable(ReadOnlySerializer):
    """What was worked out from the points: fits, readings at a temperature. Cells are plain text."""

    key = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    headings = TextList()
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField()), read_only=True)
    links = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField(allow_blank=True)),
        read_only=True,
        help_text="Where each cell leads, in the shape of `rows`; empty where none does.",
    )


class Figure(ReadOnlySerializer):
    """A plot of the measurements asked for; `figure` is null where nothing can be drawn, and `account` says why."""

    slug = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    question = serializers.CharField(read_only=True, help_text="What was asked, in words.")
    x_label = Text()
    y_label = Text()
    figure = PlotlyFigure(read_only=True, allow_null=True)
    drawn = DrawnPoint(many=True, read_only=True)
    outside = DrawnPoint(many=True, read_only=True, help_text="Those of `drawn` that lie outside the axes.")
    left_out = LeftOut(many=True, read_only=True)
    account = serializers.CharField(read_only=True, help_text="How many values are drawn, and why others are not.")
    note = Text(help_text="What a reader of the figure must know.")
    key = Text(help_text="What the markers mean.")
    tables = PlotTable(many=True, read_only=True)
    lines = serializers.ListField(
        child=serializers.DictField(),
        read_only=True,
        help_text="What the files of the plot hold, an object each, where they are no line for each of `drawn`.",
    )
    options = serializers.DictField(
        child=serializers.CharField(allow_null=True),
        read_only=True,
        help_text="The options as they were chosen, or as the plot settled them.",
    )

    def to_representation(self, answer: Any) -> Any:
        drawing = answer.get("drawing")
        return super().to_representation(
            {
                "slug": answer["plot"].SLUG,
                "title": answer["plot"].TITLE,
                "question": answer["question"],
                "x_label": drawing.x_label if drawing else "",
                "y_label": drawing.y_label if drawing else "",
                "figure": drawing.figure if drawing else None,
                "drawn": drawing.drawn if drawing else (),
                "outside": drawing.outside if drawing else (),
                "left_out": [{"reason": r, "count": n} for r, n in drawing.left_out] if drawing else (),
                "account": drawing.account if drawing else answer["reason"],
                "note": drawing.note if drawing else "",
                "key": drawing.key if drawing else "",
                "tables": drawing.tables if drawing else (),
                "lines": list(drawing.lines) if drawing else [],
                "options": {
                    key: f"{value:g}" if isinstance(value, float) else value
                    for key, value in (answer["options"] | (dict(drawing.chosen) if drawing else {})).items()
                },
            }
        )


class SheetColumn(ReadOnlySerializer):
    """A column of a comparison of one's choice."""

    key = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    unit = Text(source="unit_text")


class SheetCell(ReadOnlySerializer):
    """A cell as the page prints it, line by line; letters in brackets are those of notes."""

    column = serializers.CharField(read_only=True)
    lines = serializers.ListField(child=serializers.CharField(), read_only=True)


class SheetItem(ReadOnlySerializer):
    """A material or value that is compared."""

    id = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    medium = Text(help_text="Of a material with values of several: battery chemistry, electrolyte, cell of these.")
    role = Text(help_text="modified, control, or null.")
    cells = SheetCell(many=True, read_only=True)


class SheetNote(ReadOnlySerializer):
    """A footnote."""

    letter = serializers.CharField(read_only=True)
    words = serializers.CharField(read_only=True)


class ChosenComparison(ReadOnlySerializer):
    """Materials or measurements of one's choice side by side, as their page prints them."""

    noun = serializers.CharField(read_only=True, help_text="material or measurement.")
    title = serializers.CharField(source="sheet.title", read_only=True)
    columns = SheetColumn(source="sheet.headings", many=True, read_only=True)
    items = serializers.SerializerMethodField()
    notes = serializers.SerializerMethodField()
    legend = TextList(source="sheet.legend", help_text="What the marks mean, and what is known of no pair.")
    sources = TextList(source="sheet.sources", help_text="Ids of the papers behind it.")
    offered_columns = serializers.SerializerMethodField(help_text="Keys that `columns=` takes.")

    @extend_schema_field(SheetItem(many=True))
    def get_items(self, answer: Any) -> Any:
        sheet = answer["sheet"]
        rows = []
        for item, cells in sheet.filled():
            printed = [
                {"column": head.key, "lines": presentation.cell_lines(cell)}
                for head, cell in zip(sheet.headings, cells, strict=True)
            ]
            rows.append({"id": item.id, "name": item.name, "medium": item.medium, "role": item.role, "cells": printed})
        return SheetItem(rows, many=True).data

    @extend_schema_field(SheetNote(many=True))
    def get_notes(self, answer: Any) -> Any:
        return [{"letter": letter, "words": words} for letter, words in answer["sheet"].notes]

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_offered_columns(self, answer: Any) -> list[str]:
        return [offer.key for offer in answer["offers"]]
