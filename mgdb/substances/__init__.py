"""What is known of a substance, the specimens of several papers together, as plain data for its page.

`spreads` says how far the values of each property lie apart, like with like; `effects` what was done to the specimens
and what came of it; `key_figures` are the first values of a material; `drawings` which plots show its values;
`substance` puts them together.
"""

from .drawings import PlotOfValues, figures_of, plots_of
from .effects import SpecimenEffects
from .key_figures import KeyFigure, key_figures_of
from .spreads import Spread, spreads_of
from .substance import (
    MOST_VALUES,
    SourceUse,
    Specimen,
    Substance,
    gathered,
    others_like,
    specimens_of,
    statements_of,
    substance_of,
)

__all__ = [
    "MOST_VALUES",
    "KeyFigure",
    "PlotOfValues",
    "SourceUse",
    "Specimen",
    "SpecimenEffects",
    "Spread",
    "Substance",
    "figures_of",
    "gathered",
    "key_figures_of",
    "others_like",
    "plots_of",
    "specimens_of",
    "spreads_of",
    "statements_of",
    "substance_of",
]
