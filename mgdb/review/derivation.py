"""What follows from a record and its parts is stored with it: elements of its constituents, words for search."""

from __future__ import annotations

from mgdb.models import Material, Phase, Record

from .indexing import index_for_search


def derive(record: Record) -> None:
    """Stores what follows from `record` as it and its parts stand; of a phase also what its materials take from it."""
    if isinstance(record, Material):
        derive_elements(record)
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
