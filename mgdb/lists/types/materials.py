"""Materials under their several names, phases and defects."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from mgdb import search
from mgdb.lists.cells import line_cell, lines_cell, link_cell, number_cell, text_cell
from mgdb.lists.list_type import ListColumn, ListType
from mgdb.models import Component, Defect, Material, Phase
from mgdb.presentation import TableCell, TextSpan
from mgdb.science import typeset, vocabulary


def of_source(source: Any) -> TableCell:
    """Author and year, leading to the source; files get its id and DOI too."""
    data = {"source": source.short, "source_id": source.public_id, "source_doi": source.doi or None}
    return link_cell(typeset.html(source.short), source.short, source.public_id, data)


def _name(row: Material) -> TableCell:
    return link_cell(row.name_html, row.name_unicode, row.public_id, {"id": row.public_id, "name": row.name})


def _formula(row: Material | Phase) -> TableCell:
    return text_cell(row.formula, "formula", html=row.formula_html)


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


def _mass(row: Any) -> TableCell:
    return number_cell(row.molar_mass, "molar_mass_g_per_mol", f"{row.molar_mass:.2f}" if row.molar_mass else "")


def _components(row: Material) -> TableCell:
    detail = getattr(row, "electrolyte", None)
    parts = detail.components.all() if detail else ()
    return line_cell(
        (TextSpan(f"{typeset.html(part.amount_printed)} {part.name_html}".strip(), str(part)) for part in parts),
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


_SOURCE = (
    ListColumn("source", "Source", lambda row: of_source(row.source), "source"),
    ListColumn("year", "Year", lambda row: number_cell(row.source.year, "year"), "year", numeric=True, hidden=True),
)
_COMMON = (
    ListColumn("structure_family", "Structure family", _family, "structure_family", hidden=True),
    ListColumn(
        "fabrication", "Fabrication", lambda row: text_cell(row.fabrication, "fabrication"), "fabrication", hidden=True
    ),
    ListColumn(
        "morphology", "Morphology", lambda row: text_cell(row.morphology, "morphology"), "morphology", hidden=True
    ),
    ListColumn("molar_mass", "Molar mass (g mol⁻¹)", _mass, "molar_mass", numeric=True, hidden=True),
    ListColumn("roles", "Roles", _roles, "roles", hidden=True),
)
_COUNT = ListColumn(
    "values", "Values", lambda row: number_cell(row.measurement_count, "values"), "values", numeric=True
)
_COLUMNS = (
    ListColumn("name", "Name", _name, "name"),
    ListColumn("formula", "Formula", _formula, "formula"),
    ListColumn("strategy", "Strategy", lambda row: text_cell(row.strategy, "strategy"), "strategy"),
    ListColumn("phase", "Phase", _phase, "phase"),
    *_COMMON,
    ListColumn("defects", "Defects", _defects, "defects", hidden=True),
    _COUNT,
    *_SOURCE,
)
_ELECTROLYTE_COLUMNS = (
    ListColumn("name", "Name", _name, "name"),
    ListColumn("electrolyte_class", "Class", _class, "electrolyte_class"),
    ListColumn("components", "Components", _components, "components"),
    ListColumn("carrier_cations", "Carrier cations", _carriers, "carrier_cations"),
    ListColumn("chloride", "Chloride", _chloride, "chloride"),
    ListColumn("formula", "Formula", _formula, "formula", hidden=True),
    ListColumn("phase", "Phase", _phase, "phase", hidden=True),
    *_COMMON,
    _COUNT,
    *_SOURCE,
)


def _materials() -> Any:
    return (
        Material.objects.published()
        .with_source()
        .with_measurement_count()
        .prefetch_related(Prefetch("defects", Defect.objects.order_by("position", "id")))
    )


def _electrolytes() -> Any:
    parts = Prefetch("electrolyte__components", queryset=Component.objects.order_by("position", "id"))
    rows = Material.objects.published().with_role("electrolyte").with_source().with_measurement_count()
    return rows.select_related("electrolyte").prefetch_related(parts)


def _source_of(row: Material) -> list[str]:
    return [row.source.public_id]


MATERIALS = ListType(
    "materials",
    "Materials",
    "Every specimen as one paper names and makes it; the same compound of two papers stands here twice.",
    search.FILTER_SETS["materials"],
    _materials,
    _COLUMNS,
    _source_of,
    compares=True,
)
CATHODES = ListType(
    "cathodes",
    "Cathodes",
    "Positive electrode materials. Choose from two to twelve to see them side by side.",
    search.FILTER_SETS["cathodes"],
    lambda: _materials().with_role("cathode"),
    _COLUMNS,
    _source_of,
    compares=True,
)
ANODES = ListType(
    "anodes",
    "Anodes and interphases",
    "Negative electrode materials, and the layers grown or applied on them.",
    search.FILTER_SETS["anodes"],
    lambda: _materials().with_role("anode", "interphase"),
    _COLUMNS,
    _source_of,
    compares=True,
)
ELECTROLYTES = ListType(
    "electrolytes",
    "Electrolytes",
    "What carries the ions, as each paper made it. Concentrations are as printed.",
    search.FILTER_SETS["electrolytes"],
    _electrolytes,
    _ELECTROLYTE_COLUMNS,
    _source_of,
    compares=True,
)


def _phase_name(row: Phase) -> TableCell:
    return link_cell(row.name_html, row.name, row.public_id, {"id": row.public_id, "name": row.name})


PHASES = ListType(
    "phases",
    "Phases",
    "A substance across papers: formula with structure. It groups the specimens that papers made of it.",
    search.FILTER_SETS["phases"],
    lambda: Phase.objects.published().with_material_count(),
    (
        ListColumn("name", "Name", _phase_name, "name"),
        ListColumn("formula", "Formula", _formula, "formula"),
        ListColumn(
            "structure_family",
            "Structure family",
            lambda row: text_cell(row.get_structure_family_display(), "structure_family"),
            "structure_family",
        ),
        ListColumn("space_group", "Space group", lambda row: text_cell(row.space_group, "space_group"), "space_group"),
        ListColumn("molar_mass", "Molar mass (g mol⁻¹)", _mass, "molar_mass", numeric=True, hidden=True),
        ListColumn(
            "specimens",
            "Specimens",
            lambda row: number_cell(row.material_count, "specimens"),
            "specimens",
            numeric=True,
        ),
    ),
    lambda row: [],
)


def _defect_name(row: Defect) -> TableCell:
    text = row.get_kind_display()
    return link_cell(typeset.html(text), text, row.public_id, {"id": row.public_id, "kind": text})


def _of_material(row: Defect) -> TableCell:
    own = row.material
    data = {"material": own.name, "material_id": own.public_id}
    return link_cell(own.name_html, own.name_unicode, own.public_id, data)


def _route(row: Defect) -> TableCell:
    return text_cell(row.get_route_display(), "route")


DEFECTS = ListType(
    "defects",
    "Defects",
    "Deviations from the ideal lattice that a source introduced or found, each in one material.",
    search.FILTER_SETS["defects"],
    lambda: Defect.objects.published().with_material(),
    (
        ListColumn("kind", "Kind", _defect_name, "kind"),
        ListColumn("species", "Species", lambda row: text_cell(row.species, "species"), "species"),
        ListColumn("site", "Site", lambda row: text_cell(row.site, "site"), "site"),
        ListColumn(
            "concentration",
            "Concentration",
            lambda row: text_cell(row.concentration_printed, "concentration"),
            "concentration",
        ),
        ListColumn("route", "Route", _route, "route"),
        ListColumn("material", "Material", _of_material, "material"),
        ListColumn("source", "Source", lambda row: of_source(row.material.source), "year"),
    ),
    lambda row: [row.material.source.public_id],
)
