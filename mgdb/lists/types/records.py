"""Sources, cells, pairs and statements."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from mgdb import search
from mgdb.lists.cells import link_cell, number_cell, text_cell
from mgdb.lists.list_type import ListColumn, ListType
from mgdb.models import Cell, Material, Pair, Report, Source, Statement
from mgdb.presentation import TableCell, TextSpan
from mgdb.science import typeset

from .materials import of_source


def _sources() -> Any:
    read = Report.objects.filter(document=OuterRef("pk"), measurement__status="published").order_by()
    read = read.values("document").annotate(n=Count("measurement", distinct=True)).values("n")
    own = Material.objects.published().filter(source=OuterRef("pk")).order_by().values("source")
    own = own.annotate(n=Count("pk")).values("n")
    return Source.objects.published().annotate(
        values_read=Coalesce(Subquery(read), 0), own_materials=Coalesce(Subquery(own), 0)
    )


def _short(row: Source) -> TableCell:
    return link_cell(typeset.html(row.short), row.short, row.public_id, {"id": row.public_id, "source": row.short})


def _doi(row: Source) -> TableCell:
    if not row.doi:
        return TableCell(data={"doi": None})
    span = TextSpan(f"doi:{typeset.html(row.doi)}", row.doi, "doi", href=f"https://doi.org/{row.doi}")
    return TableCell(((span,),), {"doi": row.doi})


SOURCES = ListType(
    "sources",
    "Sources",
    "Documents that values were read from, and the works that they cite.",
    search.FILTER_SETS["sources"],
    _sources,
    (
        ListColumn("reference", "Reference", _short, "reference"),
        ListColumn("title", "Title", lambda row: text_cell(row.title, "title"), "title", wide=True),
        ListColumn("container", "Journal or book", lambda row: text_cell(row.reference, "reference"), "container"),
        ListColumn("year", "Year", lambda row: number_cell(row.year, "year"), "year", numeric=True, hidden=True),
        ListColumn("kind", "Kind", lambda row: text_cell(row.get_kind_display(), "kind"), "kind", hidden=True),
        ListColumn(
            "values",
            "Values read here",
            lambda row: number_cell(row.values_read, "values_read"),
            "values",
            numeric=True,
        ),
        ListColumn(
            "materials",
            "Own materials",
            lambda row: number_cell(row.own_materials, "materials"),
            "materials",
            numeric=True,
        ),
        ListColumn("doi", "DOI", _doi, "doi"),
    ),
    lambda row: [row.public_id],
)


def _material(own: Material | None, words_for_it: str, key: str) -> TableCell:
    if own is None:
        return text_cell(words_for_it or "not stated", key)
    return link_cell(own.name_html, own.name_unicode, own.public_id, {key: own.name, f"{key}_id": own.public_id})


def _cell_name(row: Cell) -> TableCell:
    return link_cell(typeset.html(row.name), row.name, row.public_id, {"id": row.public_id, "name": row.name})


CELLS = ListType(
    "cells",
    "Cells",
    "Electrodes, electrolyte and window in which something was measured.",
    search.FILTER_SETS["cells"],
    lambda: Cell.objects.published().with_parts(),
    (
        ListColumn("name", "Name", _cell_name, "name"),
        ListColumn(
            "chemistry", "Chemistry", lambda row: text_cell(row.chemistry or "not stated", "chemistry"), "chemistry"
        ),
        ListColumn(
            "working",
            "Working electrode",
            lambda row: _material(row.working_material, row.working_electrode, "working_electrode"),
            "working",
        ),
        ListColumn(
            "counter",
            "Counter electrode",
            lambda row: text_cell(row.counter_electrode or "not stated", "counter_electrode"),
            "counter",
        ),
        ListColumn(
            "electrolyte", "Electrolyte", lambda row: _material(row.electrolyte, "", "electrolyte"), "electrolyte"
        ),
        ListColumn(
            "configuration",
            "Configuration",
            lambda row: text_cell(row.get_configuration_display(), "configuration"),
            "configuration",
        ),
        ListColumn("source", "Source", lambda row: of_source(row.source), "source"),
    ),
    lambda row: [row.source.public_id],
)


def _pair_name(row: Pair) -> TableCell:
    own = row.modified
    data = {"id": row.public_id, "modified": own.name, "modified_id": own.public_id}
    return link_cell(own.name_html, own.name_unicode, row.public_id, data)


PAIRS = ListType(
    "pairs",
    "Modified and control",
    "A modified material beside the control that its source names.",
    search.FILTER_SETS["pairs"],
    lambda: Pair.objects.published().with_materials(),
    (
        ListColumn("modified", "Modified", _pair_name, "modified"),
        ListColumn("control", "Control", lambda row: _material(row.control, "", "control"), "control"),
        ListColumn("strategy", "Strategy", lambda row: text_cell(row.modified.strategy, "strategy"), "strategy"),
        ListColumn("kind", "Kind of control", lambda row: text_cell(row.get_kind_display(), "kind"), "kind"),
        ListColumn("source", "Source", lambda row: of_source(row.source), "source"),
    ),
    lambda row: [row.source.public_id],
)


def _subject(row: Statement) -> TableCell:
    return link_cell(
        typeset.html(row.subject), row.subject, row.public_id, {"id": row.public_id, "subject": row.subject}
    )


def _place(row: Statement) -> TableCell:
    text = f"{row.document.short}, {row.locator}"
    data = {"document": row.document.short, "document_id": row.document.public_id, "locator": row.locator}
    return link_cell(typeset.html(text), text, row.document.public_id, data)


STATEMENTS = ListType(
    "statements",
    "Statements",
    "What documents say without a number, in our own words.",
    search.FILTER_SETS["statements"],
    lambda: Statement.objects.published().select_related("document", "source"),
    (
        ListColumn("subject", "About", _subject, "subject"),
        ListColumn("text", "Statement", lambda row: text_cell(row.text, "text"), "text", wide=True),
        ListColumn("topic", "Topic", lambda row: text_cell(row.get_topic_display(), "topic"), "topic"),
        ListColumn("sign", "Judgement", lambda row: text_cell(row.get_sign_display(), "sign"), "sign"),
        ListColumn("document", "Read in", _place, "document"),
    ),
    lambda row: list(dict.fromkeys([row.document.public_id, *([row.source.public_id] if row.source else [])])),
)
