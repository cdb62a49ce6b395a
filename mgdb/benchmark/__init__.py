"""Where a reader's own result stands among the reported values; nothing of it is stored.

`fields` says what can be told of a result of one property, `question` reads it from the `parameters` of a request,
`placing` compares every reported value with it, `words` says the outcome in sentences, `files` gives it as a table and
a figure. Page and API show one and the same `Placement`.
"""

from .fields import (
    CHOSEN_FIRST,
    ConditionField,
    condition_fields,
    has_mass_basis,
    is_in_cells,
    properties_offered,
    units_of,
    usual_origin,
    value_example,
)
from .files import STANDS, figure_of, table_of
from .parameters import AMONG, FILTERS, NEAREST, PARAMETERS, SORTS, TERMS, choices_of, minimal
from .placing import MAGNESIUM, MOST, NotGiven, Placement, ReportedValue, TooMany, place
from .question import Question, read
from .spelling import spelled
from .words import Sentence, headline, standing_rows, uncertain

__all__ = [
    "AMONG",
    "CHOSEN_FIRST",
    "FILTERS",
    "MAGNESIUM",
    "MOST",
    "NEAREST",
    "PARAMETERS",
    "SORTS",
    "STANDS",
    "TERMS",
    "ConditionField",
    "NotGiven",
    "Placement",
    "Question",
    "ReportedValue",
    "Sentence",
    "TooMany",
    "choices_of",
    "condition_fields",
    "figure_of",
    "has_mass_basis",
    "headline",
    "is_in_cells",
    "minimal",
    "place",
    "properties_offered",
    "read",
    "spelled",
    "standing_rows",
    "table_of",
    "uncertain",
    "units_of",
    "usual_origin",
    "value_example",
]
