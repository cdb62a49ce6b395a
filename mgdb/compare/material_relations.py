"""One material by itself: its values, and how it stands to its controls and to what was made of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from mgdb.models import Material, Measurement, Pair
from mgdb.plots.model import Role
from mgdb.presentation import MeasurementView, RecordLink
from mgdb.science import properties

from .factors import Improvement, improvements_of
from .table import shown_of


@dataclass(frozen=True, slots=True)
class RelatedPair:
    """A pair that a material belongs to, with its factors."""

    pair: str
    other: RecordLink
    kind: str
    improvements: tuple[Improvement, ...]


@dataclass(frozen=True, slots=True)
class MaterialRelations:
    """A material among its pairs.

    values: its own; controls: its pairs as the modified one; made_of_it: its pairs as the control; around: the values
    of all these materials, for a plot; roles: public id of each → its role towards the others.
    """

    values: tuple[MeasurementView, ...]
    controls: tuple[RelatedPair, ...]
    made_of_it: tuple[RelatedPair, ...]
    around: tuple[MeasurementView, ...]
    roles: dict[str, Role]


def material_relations_of(material: Material) -> MaterialRelations:
    """The published values and pairs of `material`, in a fixed number of queries."""
    pairs = list(
        Pair.objects.published()
        .filter(Q(modified=material) | Q(control=material))
        .select_related("modified", "control")
        .order_by("id")
    )
    partners = {row.pk: row for pair in pairs for row in (pair.modified, pair.control)}
    partners.pop(material.pk, None)
    shown = shown_of(Measurement.objects.published(), [material, *partners.values()])
    controls: list[RelatedPair] = []
    made: list[RelatedPair] = []
    for pair in pairs:
        found = [
            item
            for item in improvements_of(pair, shown[pair.modified_id], shown[pair.control_id])
            # where neither direction is better, that there is no factor is no news
            if item.is_shown and (item.allowed or properties.get(item.property_key).better)
        ]
        other = pair.control if pair.modified_id == material.pk else pair.modified
        side = controls if pair.modified_id == material.pk else made
        quote = RecordLink.to_material(other)
        side.append(RelatedPair(pair.public_id, quote, pair.get_kind_display(), tuple(found)))
    roles: dict[str, Role] = {pair.control.public_id: "control" for pair in pairs}
    roles |= {pair.modified.public_id: "modified" for pair in pairs}
    return MaterialRelations(
        values=tuple(shown[material.pk]),
        controls=tuple(controls),
        made_of_it=tuple(made),
        around=tuple(value for values in shown.values() for value in values),
        roles=roles,
    )
