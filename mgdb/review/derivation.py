"""What follows from a record and its parts is stored with it: elements of its constituents, which electrolyte it is,
the chemistry of cells, words for search."""

from __future__ import annotations

from mgdb.models import Cell, Electrolyte, Material, Phase, Record

from .indexing import index_for_search


def derive(record: Record) -> None:
    """Stores what follows from `record` as it and its parts stand; of a phase also what its materials take from it, of
    an electrolyte what its cells do."""
    if isinstance(record, Material):
        derive_elements(record)
        derive_electrolyte(record)
    index_for_search(record)
    if isinstance(record, Phase):
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


def derive_electrolyte(material: Material) -> bool:
    """Stores which electrolyte `material` is, if it is one, and the chemistry of the cells that have it; whether
    anything of the electrolyte changed."""
    detail = Electrolyte.objects.filter(material=material).prefetch_related("components").first()
    changed = False
    if detail is not None:
        before = (detail.identity, detail.chemistry_kind)
        detail.material = material
        detail.derive()
        if changed := before != (detail.identity, detail.chemistry_kind):
            rows = Electrolyte.objects.filter(pk=detail.pk)
            rows.update(identity=detail.identity, chemistry_kind=detail.chemistry_kind)
    for cell in Cell._base_manager.filter(electrolyte=material).select_related("electrolyte__electrolyte"):
        kind = cell.chemistry_kind
        cell.derive()
        if cell.chemistry_kind != kind:
            Cell._base_manager.filter(pk=cell.pk).update(chemistry_kind=cell.chemistry_kind)
    return changed
