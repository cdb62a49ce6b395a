"""Sources, with what was read from them and what they made."""

from __future__ import annotations

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mgdb.lists.list_type import Overrides
from mgdb.models import Material, Report, Source
from mgdb.presentation import TableCell, TextSpan
from mgdb.science import typeset


def _rows() -> QuerySet[Source]:
    reports = Report.objects.filter(document=OuterRef("pk"), measurement__status="published").order_by()
    read = reports.values("document").annotate(n=Count("measurement", distinct=True)).values("n")
    materials = Material.objects.published().filter(source=OuterRef("pk")).order_by()
    own = materials.values("source").annotate(n=Count("pk")).values("n")
    return Source.objects.published().annotate(
        values_read=Coalesce(Subquery(read), 0), own_materials=Coalesce(Subquery(own), 0)
    )


def _doi(row: Source) -> TableCell:
    if not row.doi:
        return TableCell(data={"doi": None})
    span = TextSpan(f"doi:{typeset.html(row.doi)}", row.doi, "doi", href=f"https://doi.org/{row.doi}")
    return TableCell(((span,),), {"doi": row.doi})


SOURCES = Overrides(rows=_rows, cells={"doi": _doi})
