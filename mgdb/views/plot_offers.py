"""How many values a plot draws of each value of its facets: what a click on it would draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import QueryDict

from mgdb import plot_input, plots
from mgdb.models import Measurement
from mgdb.plots import Drawing, Point
from mgdb.search import FILTER_SETS, Facet, FacetValue, Query, rows_by_value, to_query_values

MEASUREMENTS = FILTER_SETS["measurements"]
Ask = Callable[..., Query]  # parameters, and the keys of the rows looked at → the question


class Offers:
    """What `plot` draws under the parameters `asked`, and of each value of its facets.

    ask: puts parameters to the list of measurements; drawing: of all that is asked, None where nothing is drawn;
    points: of all that is asked.
    options: as they were chosen, with what those left to the plot came to. Of most plots a value is drawn or not
    whatever else is: what is drawn now is counted, and for a facet that has values chosen what would be drawn without
    these. A plot of factors, or one that brings several properties together, says for each value how many it would
    draw. Points of curves are not counted: the facets are of values.
    """

    def __init__(
        self,
        plot: plots.Plot,
        asked: QueryDict,
        options: Mapping[str, Any],
        drawing: Drawing | None,
        ask: Ask,
        points: Sequence[Any] = (),
    ) -> None:
        self.plot, self.asked, self.options, self.ask, self.points = plot, asked, options, ask, points
        self.now = times_drawn(drawing)

    @property
    def total(self) -> int:
        """How many values are drawn."""
        return self.now.total()

    def values(self, facets: Sequence[Facet]) -> dict[str, list[FacetValue]]:
        """The values of each facet of which something would be drawn, and those that are chosen; most first."""
        found = self._by_number(facets) if plots.can_number(self.plot) else self._by_counting(facets)
        chosen = self.ask(self.asked).params
        return {
            name: [one for one in values if one.count or one.value in to_query_values(chosen.get(name))]
            for name, values in found.items()
        }

    # ---- counted
    def _by_counting(self, facets: Sequence[Facet]) -> dict[str, list[FacetValue]]:
        own = [facet for facet in facets if self._is_chosen(facet)]
        found = self._counted(self.now, [facet.name for facet in facets if facet not in own])
        for facet in own:
            found |= self._counted(self._without(facet), [facet.name])
        return found

    def _apart(self, facet: Facet) -> QueryDict:
        """What is asked but of a facet."""
        asked = self.asked.copy()
        for name in (facet.name, *facet.drops):
            asked.pop(name, None)
        return asked

    def _is_chosen(self, facet: Facet) -> bool:
        """Whether values of a facet are asked for that its counts leave out."""
        return not facet.narrows and any(name in self.asked for name in (facet.name, *facet.drops))

    def _without(self, facet: Facet) -> Counter[str]:
        """What is drawn where nothing is asked of a facet."""
        asked = _of_plot(self.plot, self._apart(facet))
        query = Query(plot_input.filters_of(self.plot), asked, Measurement.objects.published())
        return times_drawn(_drawn(self.plot, plot_input.points_for(self.plot, query, self.options), self.options))

    def _counted(self, drawn: Counter[str], names: Sequence[str]) -> dict[str, list[FacetValue]]:
        """The facets `names` over the values that are drawn, each as often as it is."""
        if not names:
            return {}
        keys = dict(Measurement.objects.filter(public_id__in=list(drawn)).values_list("public_id", "pk"))
        found: dict[str, dict[str, FacetValue]] = {name: {} for name in names}
        for least in range(1, max(drawn.values(), default=1) + 1):
            some = [keys[one] for one, times in drawn.items() if times >= least and one in keys]
            counts = self.ask(self.asked, within=some).counts()
            for name in names:
                for one in counts.values[name]:
                    found[name][one.value] = _sum(found[name].get(one.value), one)
        return {name: sorted(values.values(), key=_first) for name, values in found.items()}

    # ---- counted for each value, of plots of which a part is drawn otherwise than in the whole
    def _by_number(self, facets: Sequence[Facet]) -> dict[str, list[FacetValue]]:
        points = self._points()
        keys = dict(Measurement.objects.filter(public_id__in=[one.id for one in points]).values_list("pk", "public_id"))
        having = rows_by_value(Measurement.objects.filter(pk__in=list(keys)), MEASUREMENTS, facets)
        now = set(self.ask(self.asked, within=keys).page(0, len(keys)))

        def number(rows: Collection[int]) -> int:
            ids = {keys[key] for key in rows}
            return plot_input.number_of(self.plot, [one for one in points if one.id in ids], self.options)

        found = {}
        for facet in facets:
            rows = now
            if self._is_chosen(facet):
                rows = set(self.ask(self._apart(facet), within=keys).page(0, len(keys)))
            found[facet.name] = self._of_facet(facet, having[facet.name], rows, number)
        return found

    def _of_facet(
        self, facet: Facet, having: Mapping[str, set[int]], rows: set[int], number: Callable[[Collection[int]], int]
    ) -> list[FacetValue]:
        """The values of a facet that those of `rows` have, with what is drawn of these rows; those that are chosen."""
        labels = MEASUREMENTS.filters[facet.name].parameter.labels
        chosen = to_query_values(self.ask(self.asked).params.get(facet.name))
        joined = [] if facet.single or facet.narrows else chosen
        of_chosen = rows & set().union(*(having.get(one, set()) for one in joined))
        found = []
        for value in {*having, *chosen}:
            own = rows & having.get(value, set())
            if own or value in chosen:
                together = number(of_chosen | own) if joined and value not in chosen else None
                found.append(FacetValue(value, labels.get(value) or value, number(own), together=together))
        return sorted(found, key=_first)

    def _points(self) -> list[Point]:
        """The points of all that any click may ask for: of what is asked without the facets' own parameters."""
        asked = self.asked.copy()
        for facet in MEASUREMENTS.facets:
            if facet.name != "property" and not facet.narrows:
                for name in (facet.name, *facet.drops):
                    asked.pop(name, None)
        points = self.points
        if asked.keys() != self.asked.keys() or not points:
            query = Query(plot_input.filters_of(self.plot), _of_plot(self.plot, asked), Measurement.objects.published())
            points = plot_input.points_for(self.plot, query, self.options)
        return [one for one in points if isinstance(one, Point) and not one.curve]


def _first(one: FacetValue) -> tuple[int, str]:
    return -one.count, one.label


def _sum(one: FacetValue | None, more: FacetValue) -> FacetValue:
    if one is None:
        return more
    both = one.together is not None and more.together is not None
    together = (one.together or 0) + (more.together or 0) if both else None
    return replace(one, count=one.count + more.count, together=together)


def _of_plot(plot: plots.Plot, asked: QueryDict) -> QueryDict:
    """The parameters that the measurements of a plot are asked by: without the chemistry, where it is an option."""
    data = asked.copy()
    for name in [name for name in data if name not in plot_input.filters_of(plot).filters]:
        del data[name]
    return data


def _drawn(plot: plots.Plot, points: Sequence[Any], options: Mapping[str, Any]) -> Drawing | None:
    try:
        return plot_input.drawing_of(plot.SLUG, points, options)
    except plots.NothingToDraw:
        return None


def times_drawn(drawing: Drawing | None) -> Counter[str]:
    """id of a measurement → how often it is drawn."""
    return Counter(item.point.id for item in drawing.drawn if not item.point.curve) if drawing else Counter()
