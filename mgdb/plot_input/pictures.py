"""Pictures of the plots of all that is published: made by a worker after each change, shown by pages as they are kept.

A picture names the state of the data that it was made of. All are replaced at once. Until those of the present state
are made, pages show the former ones, for a few minutes after a change at most: they may show a value where it no longer
stands. Such a page is kept by nobody.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import NamedTuple

from django.db import connection, transaction
from django.http import QueryDict
from django.utils import timezone

from mgdb import data_version, plots
from mgdb.models import Curve, Measurement, PlotPicture
from mgdb.plots import VALUES, Count, Drawing, NothingToDraw, Plot, Point, takes
from mgdb.science.markup import Html
from mgdb.search import Query

from .curves import with_parts
from .drawings import drawing_of, filters_of, read_options
from .inputs import points_for
from .points import all_points

MOST = 5000
"""More values than this make no readable figure, and are not drawn as pictures."""
# Any fixed number: it names the advisory lock behind which pictures are made.
LOCK = 0x4D675063
SMALL, WIDE = (320, 200), (760, 380)
FORMER = timedelta(minutes=5)
"""For so long after a change pages show the pictures of before it, where no others are made."""
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture of a plot as a page shows it.

    size: its width and height. values: how many it shows, in words; reason: why it shows none. legend: place in the
    palette and what has it. here: what is marked in it, and `highlight` the ids of these.
    """

    plot: Plot
    size: tuple[int, int]
    content: Html
    values: str = ""
    reason: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    here: tuple[Place, ...] = ()
    highlight: tuple[str, ...] = ()


class Shown(NamedTuple):
    """Pictures that a page shows, and whether they are all those of its version of the data."""

    pictures: list[ShownPicture]
    are_present: bool


def refresh() -> int:
    """Makes the pictures that are void, unless another process makes them; how many were made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if cursor.fetchone() != (True,):
            return 0
        try:
            return _refresh()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _refresh() -> int:
    token, _ = data_version.current()
    right = set(PlotPicture.objects.filter(state=token).values_list("slug", flat=True))
    void = [plot for slug, plot in plots.plots().items() if slug not in right]
    PlotPicture.objects.exclude(slug__in=plots.plots()).delete()
    if not void:
        return 0
    published = Measurement.objects.published()
    is_small = published.count() <= MOST
    points = all_points(published, with_parts(Curve.objects.published())) if is_small else []
    made = {plot.SLUG: _fields(plot, points) if is_small else {} for plot in void}
    with transaction.atomic():  # a page has all of one state
        for slug, fields in made.items():
            PlotPicture.objects.update_or_create(slug=slug, defaults={**EMPTY, **fields, "state": token})
    return len(void)


EMPTY = {"small": "", "wide": "", "places": {}, "legend": [], "values": "", "reason": ""}


def _fields(plot: Plot, points: list[Point]) -> dict[str, object]:
    """What is kept of `plot`, drawn as its page does without a choice."""
    options, _ = read_options(plot, {})
    if takes(plot) == VALUES:
        given: list[Point] | list[Count] = [point for point in points if point.property_key in plot.PROPERTIES]
    else:
        given = points_for(plot, Query(filters_of(plot), QueryDict(""), Measurement.objects.published()), options)
    try:
        drawing = drawing_of(plot.SLUG, given, options)
    except NothingToDraw as error:
        return {"reason": str(error)}
    small, wide = plots.pictured(drawing, *SMALL), plots.pictured(drawing, *WIDE)
    return {
        "small": small.content,
        "wide": wide.content,
        "places": small.places,
        "legend": _legend(drawing),
        "values": _counted(drawing),
    }


def _counted(drawing: Drawing) -> str:
    count, (one, several) = len(drawing.drawn), drawing.counted
    return f"{count} {one if count == 1 else several}" if count else ""


def _legend(drawing: Drawing) -> list[tuple[str, str]]:
    """The colours of the points, each once with all that has it."""
    found: dict[str, dict[str, None]] = {}
    for trace in drawing.figure["data"]:
        meta = trace.get("meta") or {}
        if "customdata" in trace and "markers" in trace.get("mode", "") and meta.get("symbol"):
            found.setdefault(str(meta.get("colour")), {})[unescape(trace["name"])] = None
    return [(colour, ", ".join(names)) for colour, names in found.items()]


def shown(version: data_version.Version, *, wide: str = "") -> Shown:
    """The pictures that a page of a version of the data shows, in the order of the plots; the plot `wide` in the larger
    size. None where there are none that may be shown."""
    kept = {one.slug: one for one in PlotPicture.objects.defer("places") if _may_be_shown(one, version)}
    found = [_shown(kept[slug], plot, is_wide=slug == wide) for slug, plot in plots.plots().items() if slug in kept]
    return Shown(found, bool(found) and all(one.state == version[0] for one in kept.values()))


def of_drawing(plot: Plot, drawing: Drawing) -> ShownPicture:
    """A drawing that is at hand, as a small picture in which nothing is marked: it is of the page's own values."""
    content = plots.pictured(drawing, *SMALL).content
    return ShownPicture(plot, SMALL, Html(content), _counted(drawing), legend=tuple(_legend(drawing)))


def awaited(*, wide: str = "") -> list[ShownPicture]:
    """What a page shows in the place of pictures that are still to be made: of the same sizes, without content."""
    return [ShownPicture(plot, WIDE if slug == wide else SMALL, Html("")) for slug, plot in plots.plots().items()]


def holding(ids: Collection[str], version: data_version.Version, *, most: int = 3) -> Shown:
    """The pictures that show any of the values `ids`, with these marked, those with most of them first."""
    if not ids:
        return Shown([], are_present=True)
    found = PlotPicture.objects.filter(places__has_any_keys=list(ids)).defer("wide")
    kept = [one for one in found if one.slug in plots.plots() and _may_be_shown(one, version)]
    pictures = []
    for one in kept:
        own = [public_id for public_id in ids if public_id in one.places]
        here = tuple(dict.fromkeys((x, y) for public_id in own for x, y in one.places[public_id]))
        pictures.append(_shown(one, plots.get(one.slug), here=here, highlight=tuple(own)))
    order = list(plots.plots())
    pictures.sort(key=lambda one: (-len(one.highlight), order.index(one.plot.SLUG)))
    states = {one.state for one in kept} or {*PlotPicture.objects.values_list("state", flat=True)[:1]}
    return Shown(pictures[:most], are_present=states == {version[0]})


def _may_be_shown(kept: PlotPicture, version: data_version.Version) -> bool:
    state, changed = version
    return kept.state == state or (changed is not None and timezone.now() - changed < FORMER)


def _shown(
    kept: PlotPicture,
    plot: Plot,
    *,
    is_wide: bool = False,
    here: tuple[Place, ...] = (),
    highlight: tuple[str, ...] = (),
) -> ShownPicture:
    return ShownPicture(
        plot,
        WIDE if is_wide else SMALL,
        Html(kept.wide if is_wide else kept.small),  # written by `plots.picture`, which escapes all words
        kept.values,
        kept.reason,
        tuple((colour, name) for colour, name in kept.legend),
        here,
        highlight,
    )
