"""What follows from a record and its parts is stored with it: elements of its constituents, which electrolyte it is,
the chemistry of cells, words for search."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Model, Q

from mgdb.models import Cell, Electrolyte, Material, Phase, Record
from mgdb.projection import filling

from .indexing import index_dependants, index_for_search

FROM_MATERIALS = ("counter_kind", "chemistry_kind", "constituents", "elements")
"""What is derived of a cell, from its words and from its materials."""


def derive(record: Record, *, parts: Collection[type[Model]] | None = None) -> None:
    """Stores what follows from `record` as it and its parts stand; also what materials take from their phase, cells
    from their materials, and the words for search of all that refer to it.

    parts: what parts a record has that was just entered, and to which nothing refers yet.
    """
    if isinstance(record, Material) and (parts is None or parts):  # without parts it is as it was validated
        derive_elements(record)
        details = Electrolyte.objects.filter(material=record).prefetch_related("components")
        if (parts is None or Electrolyte in parts) and (detail := details.first()):
            derive_electrolyte(record, detail)
    if isinstance(record, Material) and parts is None:
        for cell in Cell._base_manager.filter(
            Q(working_material=record) | Q(counter_material=record) | Q(electrolyte=record)
        ).select_related("working_material", "counter_material", "electrolyte__electrolyte"):
            derive_cell(cell)
    if isinstance(record, Cell):
        derive_cell(record)
    before = record.search_text
    if index_for_search(record) and before and parts is None:
        index_dependants(record)
    filling.after_commit()
    if isinstance(record, Phase) and parts is None:
        for material in Material.objects.filter(phase=record).select_related("source", "phase"):
            derive(material)


def derive_elements(material: Material) -> bool:
    """Stores the constituents of `material` and their elements; whether anything changed."""
    before = (material.constituents, material.elements)
    material.derive_constituents()
    if before == (material.constituents, material.elements):
        return False
    rows = type(material)._base_manager.filter(pk=material.pk)
    rows.update(constituents=material.constituents, elements=material.elements)
    return True


def derive_electrolyte(material: Material, detail: Electrolyte) -> bool:
    """Stores which electrolyte `material` is, with its `detail` and its components; whether anything of it changed."""
    before = (detail.identity, detail.chemistry_kind)
    detail.material = material
    detail.derive()
    if changed := before != (detail.identity, detail.chemistry_kind):
        rows = Electrolyte.objects.filter(pk=detail.pk)
        rows.update(identity=detail.identity, chemistry_kind=detail.chemistry_kind)
    return changed


def derive_cell(cell: Cell) -> None:
    """Stores what `cell` takes from its materials: its elements, and its chemistry."""
    before = {name: getattr(cell, name) for name in FROM_MATERIALS}
    cell.derive()
    after = {name: getattr(cell, name) for name in FROM_MATERIALS}
    if before != after:
        Cell._base_manager.filter(pk=cell.pk).update(**after)
