"""Record types. To add one: a serializer, three lines here, one line in `api.router`."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from api import serializers
from mgdb import compare, search
from mgdb.models import (
    Anode,
    Cathode,
    Cell,
    Citation,
    Comparison,
    ComparisonRow,
    Component,
    Curve,
    Defect,
    Material,
    MaterialName,
    Modification,
    Pair,
    Phase,
    ReportedFactor,
    Source,
    Statement,
)

from .base import RecordViewSet


def with_everything(materials: QuerySet) -> QuerySet:
    """`materials` with all that their serializer shows."""
    return (
        materials.select_related("source", "phase", "electrolyte")
        .prefetch_related(
            Prefetch("names", MaterialName.objects.select_related("document")),
            Prefetch("defects", Defect.objects.select_related("document", "induced_by")),
            Prefetch("modifications", Modification.objects.select_related("document")),
            Prefetch("electrolyte__components", Component.objects.order_by("position", "id")),
            "flags",
        )
        .with_measurement_count()
    )


class Materials(RecordViewSet):
    """Specimens, each as one source names and makes it."""

    queryset = with_everything(Material.objects.all())
    filters = search.Materials
    serializer_class = serializers.Material


class Cathodes(Materials):
    """Materials that serve as cathode."""

    queryset = with_everything(Cathode.objects.all())
    filters = search.Cathodes


class Electrolytes(Materials):
    """Materials that serve as electrolyte, with class and components."""

    queryset = with_everything(Material.objects.with_role("electrolyte"))
    filters = search.Electrolytes


class Anodes(Materials):
    """Materials that serve as anode, interphase or coating."""

    queryset = with_everything(Anode.objects.all())
    filters = search.Anodes


class Phases(RecordViewSet):
    """Substances across papers: formula and structure."""

    queryset = Phase.objects.with_material_count()
    filters = search.Phases
    serializer_class = serializers.Phase


class Defects(RecordViewSet):
    """Defects of materials: kind, species, route."""

    queryset = Defect.objects.select_related("document", "induced_by", "material__source").prefetch_related(
        "material__names"
    )
    filters = search.Defects
    serializer_class = serializers.Defect


class Cells(RecordViewSet):
    """What measurements were done in."""

    queryset = Cell.objects.select_related(
        "source", "document", "working_material", "counter_material", "electrolyte"
    ).prefetch_related("flags")
    filters = search.Cells
    serializer_class = serializers.Cell


class Pairs(RecordViewSet):
    """Modified materials and their controls, as sources name them."""

    queryset = Pair.objects.select_related("modified", "control", "source", "document").prefetch_related(
        "modified__names", "control__names"
    )
    filters = search.Pairs
    serializer_class = serializers.Pair


class Factors(RecordViewSet):
    """Comparisons that sources state as a number."""

    queryset = ReportedFactor.objects.select_related("material", "relative_to", "source", "document").prefetch_related(
        "material__names", "relative_to__names", "flags"
    )
    filters = search.Factors
    serializer_class = serializers.Factor


class Statements(RecordViewSet):
    """Qualitative knowledge, in our own words."""

    queryset = Statement.objects.select_related("material", "phase", "source", "document").prefetch_related(
        "material__names"
    )
    filters = search.Statements
    serializer_class = serializers.Statement


class Curves(RecordViewSet):
    """Digitised curves."""

    queryset = Curve.objects.select_related("material", "cell", "source", "document").prefetch_related(
        "material__names"
    )
    filters = search.Curves
    serializer_class = serializers.Curve


class Sources(RecordViewSet):
    """Publications: those that values were read from, and those that are cited."""

    queryset = Source.objects.prefetch_related(
        Prefetch("citations", Citation.objects.select_related("cited").prefetch_related("flags"))
    )
    filters = search.Sources
    serializer_class = serializers.Source


class Comparisons(RecordViewSet):
    """Ready-made comparisons."""

    queryset = Comparison.objects.select_related("document").prefetch_related(
        Prefetch("rows", ComparisonRow.objects.select_related("material"))
    )
    filters = search.Comparisons
    serializer_class = serializers.Comparison

    def get_serializer_class(self) -> Any:
        return serializers.ComparisonWithTable if self.action == "retrieve" else super().get_serializer_class()

    def serialize_record(self, record: Comparison) -> dict[str, Any]:
        context = {**self.get_serializer_context(), "table": compare.table_of(record)}
        return self.get_serializer_class()(record, context=context).data

    def lookup(self, key: str) -> dict[str, Any] | None:
        return super().lookup(key) or ({"slug": key} if key.isascii() and key.replace("-", "").isalnum() else None)
