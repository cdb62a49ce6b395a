"""Materials under their several names."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from mgdb.models import Component, Defect, Material
from mgdb.models.materials import MaterialQuerySet
from mgdb.presentation import TableCell, TextSpan
from mgdb.projection.lists.cells import line_cell, lines_cell, number_cell, text_cell
from mgdb.projection.lists.columns import list_column
from mgdb.projection.lists.list_type import ListColumn, Overrides
from mgdb.records import Column
from mgdb.science import typeset, vocabulary
from mgdb.science.markup import Html


def _phase(row: Material) -> TableCell:
    if not row.phase:
        return TableCell(data={"phase": None, "phase_id": None})
    return text_cell(row.phase.name, "phase", id=row.phase.public_id)


def _family(row: Material) -> TableCell:
    key = row.structure_family or (row.phase.structure_family if row.phase else "")
    return text_cell(vocabulary.label(vocabulary.STRUCTURE_FAMILIES, key) if key else "", "structure_family")


def _defects(row: Material) -> TableCell:
    return lines_cell((TextSpan(typeset.html(str(one)), str(one)) for one in row.defects.all()), "defects")


def _roles(row: Material) -> TableCell:
    return text_cell(", ".join(vocabulary.label(vocabulary.ROLES, role) for role in row.roles), "roles")


MOLAR_MASS = ("molar_mass_g_per_mol",)


def molar_mass(row: Any) -> TableCell:
    return number_cell(row.molar_mass, *MOLAR_MASS, f"{row.molar_mass:.2f}" if row.molar_mass else "")


def _components(row: Material) -> TableCell:
    detail = getattr(row, "electrolyte", None)
    parts = detail.components.all() if detail else ()
    return line_cell(
        (TextSpan(Html(f"{typeset.html(part.amount_printed)} {part.name_html}".strip()), str(part)) for part in parts),
        "components",
    )


def _class(row: Material) -> TableCell:
    detail = getattr(row, "electrolyte", None)
    return text_cell(detail.get_electrolyte_class_display() if detail else "", "electrolyte_class")


def _carriers(row: Material) -> TableCell:
    detail = getattr(row, "electrolyte", None)
    if detail is None:
        return TableCell(data={"carrier_cations": None})
    text = "unknown" if detail.carrier_cations is None else " + ".join(detail.carrier_cations) or "none"
    return text_cell(text, "carrier_cations")


def _chloride(row: Material) -> TableCell:
    detail = getattr(row, "electrolyte", None)
    return text_cell(detail.get_chloride_display() if detail else "", "chloride")


_COMMON = (
    Column("structure_family", "Structure family", "own", hidden=True),
    Column("fabrication", "Fabrication", hidden=True),
    Column("morphology", "Morphology", hidden=True),
    Column("molar_mass", "Molar mass (g mol⁻¹)", "own", hidden=True),
    Column("roles", "Roles", "own", hidden=True),
)
_LAST = (
    Column("values", "Values", "number", "measurement_count", hidden=True),
    Column("source", "Source", "source"),
    Column("year", "Year", "number", "source__year", hidden=True),
)
_COLUMNS = (
    Column("name", "Name", "name"),
    Column("formula", "Formula", hidden=True),
    Column("strategy", "Strategy"),
    Column("phase", "Phase", "own"),
    *_COMMON,
    Column("defects", "Defects", "own", hidden=True),
    *_LAST,
)
_ELECTROLYTE_COLUMNS = (
    Column("name", "Name", "name"),
    Column("electrolyte_class", "Class", "own"),
    Column("components", "Components", "own"),
    Column("carrier_cations", "Carrier cations", "own"),
    Column("chloride", "Chloride", "own", hidden=True),
    Column("formula", "Formula", hidden=True),
    Column("phase", "Phase", "own", hidden=True),
    *_COMMON,
    *_LAST,
)
_OWN = Overrides(
    cells={
        "phase": _phase,
        "structure_family": _family,
        "molar_mass": molar_mass,
        "roles": _roles,
        "defects": _defects,
        "electrolyte_class": _class,
        "components": _components,
        "carrier_cations": _carriers,
        "chloride": _chloride,
    },
    numeric=("molar_mass",),
    names={"phase": ("phase", "phase_id"), "molar_mass": MOLAR_MASS},
)


def _materials() -> MaterialQuerySet:
    return (
        Material.objects.published()
        .with_source()
        .with_measurement_count()
        .prefetch_related(Prefetch("defects", Defect.objects.order_by("position", "id")))
    )


def _electrolytes() -> QuerySet[Material]:
    parts = Prefetch("electrolyte__components", queryset=Component.objects.order_by("position", "id"))
    rows = Material.objects.published().with_role("electrolyte").with_source().with_measurement_count()
    return rows.select_related("electrolyte").prefetch_related(parts)


def _columns(columns: tuple[Column, ...]) -> tuple[ListColumn, ...]:
    return tuple(list_column(column, _OWN) for column in columns)


MATERIALS = Overrides(rows=_materials, columns=_columns(_COLUMNS))
CATHODES = Overrides(rows=lambda: _materials().with_role("cathode"), columns=MATERIALS.columns)
ANODES = Overrides(rows=lambda: _materials().with_role("anode", "interphase"), columns=MATERIALS.columns)
ELECTROLYTES = Overrides(rows=_electrolytes, columns=_columns(_ELECTROLYTE_COLUMNS))
