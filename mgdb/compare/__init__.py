"""What a comparison shows, as plain data: for pages, the API and exports alike.

`measurement_context` says under which conditions a value was measured, `factors` how a modified material stands to its
controls, `verdict_marks` whether the two may be compared. `material_relations` shows one material, `pair_values` the
two of a pair, `table` several side by side, in groups, rows and `columns`, `selection` those that a reader chose.
`grid` prints a table cell by cell, `value_grid` does the same for single values; `exports` makes files of what is
shown.
"""

from .columns import NoColumn, Offer, ValueColumn
from .exports import FILES, long_table, write
from .factors import Improvement, Reported, differing_text, improvements, improvements_of, reported
from .grid import ComparisonGrid, GridHeading, GridItem, grid_of
from .material_relations import DIFFERENT_COMPOUND, MaterialRelations, RelatedPair, material_relations_of
from .measurement_context import context_of
from .pair_values import PairValues, TopicValues, pair_values_of
from .selection import (
    FEWEST,
    MOST,
    NoComparison,
    Selection,
    Suggestion,
    arranged,
    choose,
    compare_materials,
    split_ids,
)
from .table import ComparisonTable, MaterialGroup, MaterialRow, PlacedValue, compare_rows, shown_of, table_of
from .value_grid import grid_of_values
from .verdict_marks import WITHOUT_CYCLES, VerdictMark, needed_dimensions, verdict_mark

__all__ = [
    "DIFFERENT_COMPOUND",
    "FEWEST",
    "FILES",
    "MOST",
    "WITHOUT_CYCLES",
    "ComparisonGrid",
    "ComparisonTable",
    "GridHeading",
    "GridItem",
    "Improvement",
    "MaterialGroup",
    "MaterialRelations",
    "MaterialRow",
    "NoColumn",
    "NoComparison",
    "Offer",
    "PairValues",
    "PlacedValue",
    "RelatedPair",
    "Reported",
    "Selection",
    "Suggestion",
    "TopicValues",
    "ValueColumn",
    "VerdictMark",
    "arranged",
    "choose",
    "compare_materials",
    "compare_rows",
    "context_of",
    "differing_text",
    "grid_of",
    "grid_of_values",
    "improvements",
    "improvements_of",
    "long_table",
    "material_relations_of",
    "needed_dimensions",
    "pair_values_of",
    "reported",
    "shown_of",
    "split_ids",
    "table_of",
    "verdict_mark",
    "write",
]
