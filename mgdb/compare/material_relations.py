"""One material by itself: its values, and how it stands to its controls and to what was made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from mgdb.models import Material, Measurement, Pair
from mgdb.plots.model import Role
from mgdb.presentation import MeasurementView, RecordLink
from mgdb.science import properties

from .factors import Improvement, improvements_of
from .table import shown_of

DIFFERENT_COMPOUND = "different_compound"


@dataclass(frozen=True, slots=True)
class RelatedPair:
    """A pair that a material belongs to, with its factors; is_like: both are one compound, so that a factor says what
    was done to it."""

    pair: str
    other: RecordLink
    kind: str
    improvements: tuple[Improvement, ...]
    is_like: bool = True


@dataclass(frozen=True, slots=True)
class MaterialRelations:
    """A material among its pairs.

    values: its own; controls: its pairs as the modified one; made_of_it: its pairs as the control; around: the values
    of all these materials, for a plot; roles: public id of each → its role towards the others. beside: the values of
    materials that were asked for too.
    """

    values: tuple[MeasurementView, ...]
    controls: tuple[RelatedPair, ...]
    made_of_it: tuple[RelatedPair, ...]
    around: tuple[MeasurementView, ...]
    roles: dict[str, Role]
    beside: tuple[MeasurementView, ...] = ()


def material_relations_of(material: Material, beside: Sequence[Material] = ()) -> MaterialRelations:
    """The published values and pairs of `material`, and the values of others `beside` it, in three queries."""
    pairs = list(
        Pair.objects.published()
        .filter(Q(modified=material) | Q(control=material))
        .select_related("modified", "control")
        .order_by("id")
    )
    partners = {row.pk: row for pair in pairs for row in (pair.modified, pair.control)}
    partners.pop(material.pk, None)
    extra = [one for one in beside if one.pk not in partners and one.pk != material.pk]
    shown = shown_of(Measurement.objects.published(), [material, *partners.values(), *extra])
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
        is_like = pair.kind != DIFFERENT_COMPOUND
        side.append(RelatedPair(pair.public_id, quote, pair.get_kind_display(), tuple(found), is_like))
    roles: dict[str, Role] = {pair.control.public_id: "control" for pair in pairs}
    roles |= {pair.modified.public_id: "modified" for pair in pairs}
    return MaterialRelations(
        values=tuple(shown[material.pk]),
        controls=tuple(controls),
        made_of_it=tuple(made),
        around=tuple(value for key in (material.pk, *partners) for value in shown[key]),
        roles=roles,
        beside=tuple(value for one in beside for value in shown[one.pk]),
    )
