"""Sources, with what was read from them and what they made."""

from __future__ import annotations

from django.db.models import QuerySet

from mgdb.models import Source
from mgdb.presentation import TableCell, TextSpan
from mgdb.projection.lists.list_type import Overrides
from mgdb.science import typeset
from mgdb.science.markup import Html


def _rows() -> QuerySet[Source]:
    return Source.objects.published().with_counts()


def _doi(row: Source) -> TableCell:
    if not row.doi:
        return TableCell(data={"doi": None})
    span = TextSpan(Html(f"doi:{typeset.html(row.doi)}"), row.doi, "doi", href=f"https://doi.org/{row.doi}")
    return TableCell(((span,),), {"doi": row.doi})


def _title(row: Source) -> TableCell:
    """Its title; that none was printed where it is cited, which its reference beside then stands for."""
    text = row.title or "no title printed where it is cited"
    span = TextSpan(typeset.html(text), text, "text" if row.title else "soft")
    return TableCell(((span,),), {"title": row.title or None})


SOURCES = Overrides(rows=_rows, cells={"doi": _doi, "title": _title})
