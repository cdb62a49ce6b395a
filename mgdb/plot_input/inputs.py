"""What each plot is drawn of, for a query about measurements: pages and API ask here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mgdb.plots import COUNTS, FACTORS, Count, Plot, Point, takes
from mgdb.search import Query

from .counts import cell_counts
from .curves import Address, curves_for
from .effects import factor_points
from .points import plot_points


def points_for(
    plot: Plot, query: Query, options: Mapping[str, Any], *, address: Address | None = None
) -> list[Point] | list[Count]:
    """What `plot` takes of the rows of `query`, which is about measurements; `options` as `read_options` gives them."""
    if takes(plot) == FACTORS:
        doubtful = options.get("doubtful") == "1"
        return factor_points(plot.SLUG, query.queryset, with_suspect=doubtful, address=address)
    if takes(plot) == COUNTS:
        return cell_counts(query, options["table"])
    return plot_points(plot.SLUG, query.queryset, curves=curves_for(query), address=address)
