"""Measurements: filters made from the catalogues of properties and conditions."""

from __future__ import annotations

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import CharField, Expression, ExpressionWrapper, F, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat, NullIf

from mgdb.models import Cell, Defect, Flag, Material, Measurement, MeasurementCondition, Phase, Report
from mgdb.records.shared import ION_HELP
from mgdb.science import conditions, vocabulary

from . import filter_groups as groups
from . import rows_of
from .by_number import ByNumber
from .filters import Facet, FilterSet, Group, labels_of
from .quantities import OF_A_VALUE, PROPERTY_LABELS, ConditionOfMeasurement, PropertyValue, condition_filters
from .read_at import ReadAt
from .strict_mg import LEVELS, is_strict_mg, strict_mg
from .values import ColumnValues, ExpressionValues, carriers, chemistry

IN_CELLS = ("measured_in__electrolyte__electrolyte__", "cell__electrolyte__electrolyte__", "material__electrolyte__")
# the subject's own first, where it is an electrolyte
IN_CELLS_BY_SUBJECT = (IN_CELLS[-1], *IN_CELLS[:-1])
CELLS = ("measured_in__", "cell__")
ELEMENTS = ("material__elements", "cell__elements")
VALUES = PropertyValue()


def _first(part: type[Report | Flag], order: tuple[str, ...], column: str | Concat) -> Subquery:
    """A column of the first of the parts of a measurement, to sort by."""
    rows = part._default_manager.filter(measurement=OuterRef("pk")).order_by(*order)
    return Subquery(rows.values(first=column)[:1] if isinstance(column, Concat) else rows.values(column)[:1])


def _condition_order(entry: conditions.Condition) -> Subquery:
    """The number, or the text, of a condition, to sort by."""
    rows = MeasurementCondition.objects.filter(measurement=OuterRef("pk"), key=entry.key).order_by()
    return Subquery(rows.values("low" if entry.kind == "number" else "text")[:1])


def _said(*paths: str) -> Expression:
    """The first of the columns that says something."""
    found = [NullIf(F(path), Value("")) for path in paths]
    return Coalesce(*found, output_field=CharField()) if len(found) > 1 else found[0]


def _defect_kinds() -> Expression:
    """The kinds of defects of the material, each once, in the order of the alphabet."""
    rows = Defect.objects.filter(material=OuterRef("material")).order_by().values("material")
    found = rows.annotate(kinds=StringAgg("kind", ",", distinct=True, order_by="kind")).values("kinds")
    return ExpressionWrapper(Subquery(found), output_field=CharField())


GROUPS = {
    "property": Group("Property", _said("property_key"), PROPERTY_LABELS),
    "electrolyte_class": Group(
        "Electrolyte class",
        _said(*(f"{path}electrolyte_class" for path in IN_CELLS_BY_SUBJECT)),
        labels_of(vocabulary.ELECTROLYTE_CLASSES),
    ),
    "carrier_cations": Group(
        "Carrier cations",
        Coalesce(*map(carriers, IN_CELLS_BY_SUBJECT), output_field=CharField()),
        joined=" + ",
    ),
    "chemistry": Group("Battery chemistry", chemistry(ion="ion"), labels_of(vocabulary.CHEMISTRIES)),
    "structure_family": Group(
        "Structure family",
        _said("material__structure_family", "material__phase__structure_family"),
        labels_of(vocabulary.STRUCTURE_FAMILIES),
    ),
    "phase": Group("Phase", _said("material__phase__name")),
    "defects": Group("Kinds of defects", _defect_kinds(), labels_of(vocabulary.DEFECT_KINDS), joined=" + "),
    "strategy": Group("Strategy", _said("material__strategy")),
}

MEASUREMENTS = FilterSet(
    ("measurement", "measurements"),
    {
        **VALUES.filters,
        **condition_filters(),
        **groups.bibliography(),
        **groups.composition(
            "material__",
            *(f"cell__{part}__" for part in ("working_material", "counter_material", "electrolyte")),
            elements=ELEMENTS,
            apart=Measurement,
        ),
        **groups.electrolytes(*IN_CELLS, apart=Measurement),
        **groups.defects("material__"),
        **groups.flags("measurement"),
        **ReadAt.filters,
        "material": groups.reference(Material, ColumnValues("material__public_id"), "about {}"),
        "cell": groups.reference(Cell, ColumnValues("cell__public_id"), "about {}"),
        "measured_in": groups.reference(Cell, ColumnValues("measured_in__public_id"), "measured in {}"),
        "phase": groups.reference(Phase, ColumnValues("material__phase__public_id"), "about materials of {}"),
        rows_of.NAME: rows_of.ROWS_OF,
        "q": groups.keywords(""),
        "role": groups.role("material__roles", "about materials that serve as {}", "Role of the material"),
        "structure_family": groups.family("material__structure_family", "material__phase__structure_family"),
        "kind": groups.choice(
            vocabulary.MEASUREMENT_KINDS, ColumnValues("kind"), "given as {}", "Number, text or relation."
        ),
        "origin": groups.choice(
            vocabulary.ORIGINS,
            ColumnValues("origin"),
            "of data type {}",
            "Where the value comes from; repeated: any.",
        ),
        "method": groups.choice(vocabulary.METHODS, ColumnValues("method"), "by {}", "Method; repeated: any of them."),
        "ion": groups.ion(
            ColumnValues("ion"),
            "for the ion {}",
            ION_HELP,
        ),
        "electrolyte": groups.reference(
            Material,
            ColumnValues(
                *(f"{path}electrolyte__public_id" for path in CELLS), are_electrolytes=True, apart=Measurement
            ),
            "in the electrolyte {}",
            "Public id of the electrolyte that it was measured in; repeated: any of them.",
        ),
        "modification": groups.modification("material__"),
        "fabrication": groups.choice(
            vocabulary.ROUTES,
            ColumnValues("material__fabrication_route"),
            "about materials made by {}",
            "How the material was made.",
        ),
        "chemistry": groups.chemistries(
            lambda keys: Q(
                pk__in=Measurement.objects.alias(battery=chemistry(ion="ion"))
                .filter(battery__in=keys)
                .order_by()
                .values("pk")
            )
        ),
        "strict_mg": strict_mg({level: is_strict_mg(level) for level in LEVELS}),
        "counter": groups.counter(*CELLS, apart=Measurement),
        "counter_electrode": groups.contains_text(
            *(f"{path}counter_electrode" for path in CELLS),
            phrase="against {}",
            help_text="Words in the counter electrode as printed.",
            example="Mg",
        ),
    },
    combinations=(
        VALUES,
        *(ConditionOfMeasurement(entry) for entry in conditions.CONDITIONS.values()),
        ReadAt(),
    ),
    facets=(
        Facet("property", "Property", ColumnValues("property_key"), single=True, drops=OF_A_VALUE, open=True),
        Facet("origin", "Data type", open=True),
        Facet("method", "Method"),
        Facet("ion", "Charge carrier"),
        Facet("chemistry", "Battery chemistry", ExpressionValues(chemistry(ion="ion"))),
        Facet("role", "Role of the material"),
        Facet("structure_family", "Structure family"),
        *groups.PREPARATION_FACETS,
        Facet("electrolyte", "Electrolyte used"),
        Facet("electrolyte_class", "Electrolyte class"),
        groups.carrier_facet(*IN_CELLS),
        Facet("chloride", "Chloride"),
        Facet("counter", "Counter electrode"),
        *groups.SOURCE_FACETS,
        *groups.FLAG_FACETS,
        *groups.element_facets(*ELEMENTS),
    ),
    orderings={
        "id": "public_id",
        **{name: group.expression for name, group in GROUPS.items()},
        "property": "property_key",
        "value": ByNumber(),
        "ion": "ion",
        "source": "source__search_text",
        "electrolyte": "measured_in__electrolyte__name",
        "cell": "measured_in__name",
        "read_in": _first(
            Report,
            ("position", "pk"),
            Concat("document__search_text", Value(" "), "locator", output_field=TextField()),
        ),
        "printed": _first(Report, ("position", "pk"), "printed_value"),
        "flags": _first(Flag, ("id",), "code"),
        **{key: _condition_order(entry) for key, entry in conditions.CONDITIONS.items()},
        "value_min": "low",
        "value_max": "high",
        "material": "material__name",
        "year": "source__year",
        "origin": "origin",
        "method": "method",
        "updated_at": "revised_at",
    },
    groups=GROUPS,
    given={"evaluated": "at_celsius"},
)
