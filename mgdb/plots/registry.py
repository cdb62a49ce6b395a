"""Finds the plots: the modules of this package that have a SLUG."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from functools import cache
from typing import cast

import mgdb.plots as package

from .model import Plot


class UnknownPlot(KeyError):
    """A slug that no plot has; the message names the nearest."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would put quotation marks around it


@cache
def plots() -> dict[str, Plot]:
    """Every plot by its slug, in the order of the titles."""
    modules = [
        importlib.import_module(f"{package.__name__}.{info.name}") for info in pkgutil.iter_modules(package.__path__)
    ]
    found = [cast("Plot", module) for module in modules if hasattr(module, "SLUG")]
    return {plot.SLUG: plot for plot in sorted(found, key=lambda plot: plot.TITLE)}


def get(slug: str) -> Plot:
    """The plot `slug`. Raises UnknownPlot, a KeyError, naming what there is."""
    try:
        return plots()[slug]
    except KeyError:
        near = difflib.get_close_matches(slug, plots(), n=3, cutoff=0.4) or list(plots())
        raise UnknownPlot(f"“{slug}” is not a plot; there is {', '.join(near)}.") from None
