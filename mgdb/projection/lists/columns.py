"""Columns of lists made of the declarations of record types."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from mgdb.models.base import RecordQuerySet
from mgdb.presentation import Scalar, TableCell
from mgdb.records import Column, ListSpecification, RecordType
from mgdb.science import typeset

from .cells import link_cell, number_cell, text_cell
from .list_type import SOURCE_NAMES, ListColumn, Overrides, credit


def value_at(row: Any, path: str) -> Any:
    """What stands at `path` (``modified__strategy``) from `row`; None where a relation on the way is empty."""
    for name in path.split("__") if path else ():
        row = getattr(row, name, None)
    return row


def _credit(source: Any) -> tuple[Scalar, ...]:
    return credit(source.short, source.container, source.public_id, source.doi, source.bibtex_key)


def credit_of(record_type: RecordType, row: Any) -> tuple[Scalar, ...]:
    """What files say of the first source that a row is credited to."""
    sources = (value_at(row, path) if path else row for path in record_type.cites)
    return next((_credit(source) for source in sources if source), ())


def source_cell(source: Any) -> TableCell:
    """Author and year, leading to the source; files get its journal, id, DOI and BibTeX key too."""
    data = dict(zip(SOURCE_NAMES, _credit(source), strict=True))
    return link_cell(typeset.html(source.short), source.short, source.public_id, data)


def record_cell(record: Any, key: str, empty: str = "") -> TableCell:
    """Another record under its name; the words `empty` where there is none."""
    if record is None:
        return text_cell(empty, key)
    name = getattr(record, "name", None) or record.label
    html = getattr(record, "name_html", None) or typeset.html(name)
    return link_cell(
        html, getattr(record, "name_unicode", name), record.public_id, {key: name, f"{key}_id": record.public_id}
    )


def _name(column: Column, key: str, row: Any) -> TableCell:
    """The record itself under its own name."""
    path = column.path or column.key
    value = value_at(row, path)
    html = getattr(row, f"{path}_html", None) or typeset.html(value)
    text = getattr(row, f"{path}_unicode", value)
    return link_cell(html, text, row.public_id, {"id": row.public_id, key: value})


def _text(column: Column, key: str, row: Any) -> TableCell:
    *relations, name = (column.path or column.key).split("__")
    owner = value_at(row, "__".join(relations))
    html = getattr(owner, f"{name}_html", None)
    return text_cell(value_at(owner, name) or column.empty, key, html=html)


def _term(column: Column, key: str, row: Any) -> TableCell:
    *relations, name = (column.path or column.key).split("__")
    owner = value_at(row, "__".join(relations))
    return text_cell(getattr(owner, f"get_{name}_display")() if owner else "", key)


def _number(column: Column, key: str, row: Any) -> TableCell:
    return number_cell(value_at(row, column.path or column.key), key)


def _reference(column: Column, key: str, row: Any) -> TableCell:
    return record_cell(value_at(row, column.path or column.key), key, column.empty)


def _source(column: Column, key: str, row: Any) -> TableCell:
    return source_cell(value_at(row, column.path or column.key))


def _place(column: Column, key: str, row: Any) -> TableCell:
    """The document and the place in it where the record was read."""
    document = value_at(row, column.path or column.key)
    text = f"{document.short}, {row.locator}"
    data = {
        key: document.short,
        f"{key}_id": document.public_id,
        "locator": row.locator,
        f"{key}_doi": document.doi or None,
    }
    return link_cell(typeset.html(text), text, document.public_id, data)


CELLS: dict[str, Callable[[Column, str, Any], TableCell]] = {
    "name": _name,
    "text": _text,
    "term": _term,
    "number": _number,
    "reference": _reference,
    "source": _source,
    "place": _place,
}


# What the cells of a kind have for files beside a member of the column's own name, {}.
NAMES: dict[str, tuple[str, ...]] = {
    "name": ("id", "{}"),
    "reference": ("{}", "{}_id"),
    "source": SOURCE_NAMES,
    "place": ("{}", "{}_id", "locator", "{}_doi"),
}


def list_column(column: Column, overrides: Overrides) -> ListColumn:
    """The column that `column` declares."""
    own = column.kind == "own"
    names = NAMES.get(column.kind, ("{}",))
    make = overrides.cells[column.key] if own else partial(CELLS[column.kind], column, column.export_key or column.key)
    return ListColumn(
        column.key,
        column.label,
        make,
        column.order or column.key,
        numeric=column.kind == "number" or column.key in overrides.numeric,
        hidden=column.hidden,
        wide=column.wide,
        names=overrides.names.get(column.key, ())
        if own
        else tuple(name.format(column.export_key or column.key) for name in names),
    )


def record_rows(record_type: RecordType) -> RecordQuerySet[Any]:
    """All records of a type."""
    return cast("RecordQuerySet[Any]", record_type.model._default_manager.all())


def published_rows(record_type: RecordType, specification: ListSpecification) -> RecordQuerySet[Any]:
    """The published records with what their columns lead to."""
    relations = [
        column.path or column.key for column in specification.columns if column.kind in ("reference", "source", "place")
    ]
    return (
        record_rows(record_type)
        .published()
        .select_related(*dict.fromkeys([*relations, *filter(None, record_type.cites)]))
    )


def cited_sources(record_type: RecordType, row: Any) -> list[str]:
    """Ids of the sources that a row is credited to, each once."""
    found = [value_at(row, path) for path in record_type.cites]
    return list(dict.fromkeys(source.public_id for source in found if source))
