"""What the values of a plot may be asked for by: the facets of the list of measurements, counted over what it draws."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from mgdb import plots
from mgdb.lists.address import Address
from mgdb.lists.facet_groups import FacetGroup, facet_group
from mgdb.lists.list_page import MORE, PICKER
from mgdb.lists.periodic_table import ELEMENT_FACETS, PeriodicTable, read_mode
from mgdb.lists.range_fields import RangeFields, range_fields
from mgdb.models import Measurement
from mgdb.science.conditions import CONDITIONS
from mgdb.science.quoting import quoted
from mgdb.search import FILTER_SETS, ParameterProblem, Query, excluding, snapshots, suggestion
from mgdb.search.parameters import MOST

from .plot_offers import Offers

MEASUREMENTS = "measurements"
CHEMISTRY, PROPERTY, TEMPERATURE = "chemistry", "property", "temperature"
FORMAT = "format"
HIGHLIGHT = "highlight"  # ids of values that the page marks; its figure and files are the same without
# Characters of a question that names many records by their ids: it would stand in hundreds of links.
LONG = 500
OF_A_PAGE = (HIGHLIGHT, MORE, PICKER)  # what a page takes besides its question
FACETS = (
    "electrolyte_class",
    "structure_family",
    "carrier_cations",
    "chloride",
    "ion",
    "defect",
    "counter",
    "origin",
    "method",
    "role",
    "year",
)


@dataclass(frozen=True, slots=True)
class PlotFilters:
    """The facets of a plot with what clicks would draw, the periodic table, and limits of temperature, where values
    have one; neither facets nor table under a question that is too LONG. total: how many values of its properties match
    all that is asked."""

    facets: Sequence[FacetGroup]
    elements: PeriodicTable | None
    temperature: RangeFields | None
    total: int


def read_own(data: QueryDict) -> list[ParameterProblem]:
    """What is wrong with the parameters by which facets are unfolded and elements chosen."""
    problems: list[ParameterProblem] = []
    read_mode(data.get(PICKER, ""), problems)
    if (more := data.get(MORE, "")) and more not in FACETS:
        sentence, close = suggestion(more, FACETS)
        problems.append(
            ParameterProblem(MORE, more[:40], f"{quoted(more, 40)} is not a facet; {sentence}", tuple(close))
        )
    return problems


def properties_of(plot: plots.Plot, options: Mapping[str, Any], settled: Mapping[str, str]) -> list[str]:
    """The properties whose values are points of `plot`: of its axes, where these are properties, else all that it needs
    one of; none where it may be any."""
    needed = set(getattr(plot, "NEEDS", plot.PROPERTIES))
    shown = needed & {str(one) for one in (*options.values(), *settled.values())}
    found = sorted(shown or needed)
    return found if len(found) <= MOST else []


def filters_for(
    plot: plots.Plot,
    data: QueryDict,
    options: dict[str, Any],
    drawing: plots.Drawing | None,
    points: Sequence[Any],
    token: str,
) -> PlotFilters:
    """The filters of `plot` under the parameters `data` of its page, in the version `token` of the data.

    options: as they were chosen.
    points, drawing: of all that is asked, None where nothing is drawn. A facet keeps what the
    options that were left to the plot came to, as its counts are of what the plot draws with them.
    """
    settled = drawing.chosen if drawing else {}
    asked = data.copy()
    for name in (FORMAT, *OF_A_PAGE, *options, *[name for name, value in data.items() if not str(value).strip()]):
        asked.pop(name, None)
    drawn_of = asked.copy()
    if not asked.getlist(PROPERTY) and plots.takes(plot) != plots.COUNTS:
        asked.setlist(PROPERTY, properties_of(plot, options, settled))
    filters = FILTER_SETS[MEASUREMENTS]
    terms = {facet.name: facet for facet in filters.facets}
    if (chemistry := options.get(CHEMISTRY)) not in (None, plots.MAGNESIUM, plots.EVERY):
        asked[CHEMISTRY] = str(chemistry)

    def ask(parameters: QueryDict, within: Collection[int] | None = None) -> Query:
        query = Query(filters, parameters, Measurement.objects.published(), within=within)
        snapshots.answer(query, MEASUREMENTS, token)
        return query

    query = ask(asked)
    kept = data.copy()
    for name, value in settled.items():
        kept[name] = value
    address = Address(kept, without=(FORMAT, HIGHLIGHT, MORE))
    is_long = len(address.query()) > LONG
    unfolded, mode = data.get(MORE, ""), read_mode(data.get(PICKER, ""), [])
    elements = ELEMENT_FACETS[mode == "any"]
    names = () if is_long else (*FACETS, elements)
    offers = Offers(plot, drawn_of, {**options, **settled}, drawing, ask, points)
    if plots.takes(plot) == plots.COUNTS:
        values, total = query.counts().values, query.total()
    else:
        values, total = offers.values([terms[name] for name in names]), offers.total
    groups = [
        facet_group(
            terms[name],
            values[name],
            query.params,
            address,
            total,
            unfold=MORE,
            unfolded=unfolded == name,
            excludes=excluding(name) in filters.filters,
            labels=filters.filters[name].parameter.labels,
        )
        for name in FACETS
        if name in names
    ]
    spreads = query.spreads()
    entry = CONDITIONS[TEMPERATURE]
    unit = query.params.text(f"{TEMPERATURE}_unit")
    temperature = range_fields(TEMPERATURE, entry.label, entry, unit, spreads, query.params, data)
    has_temperature = temperature.asked or temperature.spread is not None
    return PlotFilters(
        [group for group in groups if group.choices],
        None if is_long else PeriodicTable(mode, values[elements], query.params, address, total, named=PICKER in data),
        temperature if has_temperature else None,
        query.total(),
    )
