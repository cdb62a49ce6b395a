"""The lists of the site, by key."""

from __future__ import annotations

from mgdb.browse.noun import Noun

from .materials import ANODES, CATHODES, DEFECTS, ELECTROLYTES, MATERIALS, PHASES
from .measurements import MEASUREMENTS
from .records import CELLS, PAIRS, SOURCES, STATEMENTS

NOUNS: dict[str, Noun] = {
    noun.key: noun
    for noun in (
        MATERIALS, CATHODES, ANODES, ELECTROLYTES, PHASES, DEFECTS, MEASUREMENTS, SOURCES, CELLS, PAIRS, STATEMENTS,
    )
}  # fmt: skip
