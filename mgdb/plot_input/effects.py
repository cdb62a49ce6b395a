"""Pairs → the points of plots that take factors: each value of a modified material against its control."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db.models import QuerySet, prefetch_related_objects

from mgdb import compare, plots
from mgdb.compare import Improvement
from mgdb.models import Material, Measurement, Pair
from mgdb.plots import Against, Point
from mgdb.presentation import MeasurementView
from mgdb.science import typeset, vocabulary

from .curves import Address
from .points import point_of

LIKE_CONTROLS = ("pristine", "partly_modified")
KINDS_OF_DEFECT = {term.key: (term.label, term.kind) for term in vocabulary.DEFECT_KINDS}
SUSPECT = "suspect"
UNLIKE = "set against a value of other conditions"
NO_RATIO = "without a ratio to the control"


def factor_points(
    slug: str, measurements: QuerySet[Measurement], *, with_suspect: bool, address: Address | None = None
) -> list[Point]:
    """A point for each value among `measurements` and each control that its material is set against, of the properties
    that the plot `slug` takes; in a fixed number of queries.

    The factors are those that comparisons and pairs show, over all published values: `measurements` say of which
    modified values, not which control is taken. A value without a factor says why as `unread`. Suspect values have
    factors only `with_suspect`. Raises plots.UnknownPlot.
    """
    keys = plots.get(slug).PROPERTIES
    pairs = list(
        Pair.objects.published()
        .filter(modified__in=measurements.filter(property_key__in=keys).order_by().values("material"))
        .select_related("modified", "control")
        .order_by("id")
    )
    wanted = set(
        measurements.filter(property_key__in=keys, material__in=[pair.modified_id for pair in pairs])
        .order_by()
        .values_list("public_id", flat=True)
    )
    sides = [material for pair in pairs for material in (pair.modified, pair.control)]
    prefetch_related_objects(sides, "defects", "modifications")
    materials = {material.pk: material for material in sides}
    # with everything a factor may need of both, whatever was asked for
    shown = compare.shown_of(Measurement.objects.published().of(*keys), list(materials.values()))
    points = []
    for pair in pairs:
        found = compare.improvements_of(
            pair, shown[pair.modified_id], shown[pair.control_id], with_suspect=with_suspect
        )
        for item in found:
            if item.is_shown and item.modified and item.modified.id in wanted:
                points.append(_point(pair, item, address))
    return points


def _point(pair: Pair, item: Improvement, address: Address | None) -> Point:
    assert item.modified is not None  # asked for
    point = replace(
        point_of(item.modified, role="modified", group=item.modified.source.id, controls=[item.against.id]),
        url=address(pair.public_id) if address else "",
    )
    control, result, mark = item.control, item.result, item.mark()
    factor = result.improvement if result else None
    doubted = item.modified.suspect or (control is not None and control.suspect)
    if control is None or result is None or mark is None or factor is None:
        return replace(point, unread=UNLIKE if result and result.unlike else SUSPECT if doubted else NO_RATIO)
    done, there, species = _done(pair.modified, pair.control)
    against = Against(
        pair=pair.public_id,
        control=item.against.id,
        control_name=item.against.text,
        control_kind=str(pair.get_kind_display()),
        is_like_control=pair.kind in LIKE_CONTROLS,
        factor=factor,
        text=item.factor_text,
        is_inverted=result.side == "lower",
        value=item.modified.text,
        control_value=control.text,
        control_quantity=control.quantity,
        is_comparable=mark.outcome == "comparable",
        verdict=mark.word,
        mark=mark.glyph,
        explanation=mark.explanation,
        strategy=typeset.unicode(pair.modified.strategy),
        strategies=done,
        defects=there,
        species=species,
        under=_under(item.modified),
    )
    return replace(point, suspect=doubted, against=against)


def _under(value: MeasurementView) -> str:
    """The conditions and the electrolyte in words; the ion is told by the chemistry."""
    return ", ".join(text for _, text in value.qualifiers if text != typeset.unicode(value.ion))


def _done(modified: Material, control: Material) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What `modified` has and `control` has not, or all of it where that is nothing: what was done on purpose (families
    of defects that no other brought about, and modifications), kinds of defect, and species."""
    own, other = _parts(modified), _parts(control)
    new = [part for part in own if part[:3] not in {one[:3] for one in other}] or own
    done = [vocabulary.label(vocabulary.MODIFICATION_KINDS, kind) for what, kind, _, _ in new if what == "modification"]
    defects = [(kind, species, induced) for what, kind, species, induced in new if what == "defect"]
    done = [KINDS_OF_DEFECT[kind][1] for kind, _, induced in defects if not induced] + done
    return (
        tuple(dict.fromkeys(done)),
        tuple(dict.fromkeys(KINDS_OF_DEFECT[kind][0] for kind, _, _ in defects)),
        tuple(dict.fromkeys(typeset.unicode(species) for _, species, _ in defects if species)),
    )


def _parts(material: Material) -> Sequence[tuple[str, str, str, bool]]:
    """What each defect and modification is, its kind, species or description, and whether another brought it about."""
    return [
        *(("defect", one.kind, one.species, one.induced_by_id is not None) for one in material.defects.all()),
        *(("modification", one.kind, one.description, False) for one in material.modifications.all()),
    ]
