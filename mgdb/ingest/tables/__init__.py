"""Tables of curators' own → drafts: what the columns are, which records they mean, a check line by line, one batch.

A line becomes the forms that a dataset file would have, and the loader of dataset files does the rest.
"""

from .correcting import correct, line_of
from .jobs import check_for, load_for
from .lines import first_lines, guessed, head_in, width_of
from .mapping import (
    CELL,
    COMMON,
    SEVERAL,
    TERMS,
    ColumnMapping,
    TableMapping,
    all_targets,
    label_of,
    term_of,
    usual_unit,
)
from .running import TableFault, check, choices_of, fingerprint, load
from .stating import FACTORS, factors_of, unread_in

__all__ = [
    "CELL",
    "COMMON",
    "FACTORS",
    "SEVERAL",
    "TERMS",
    "ColumnMapping",
    "TableFault",
    "TableMapping",
    "all_targets",
    "check",
    "check_for",
    "choices_of",
    "correct",
    "factors_of",
    "fingerprint",
    "first_lines",
    "guessed",
    "head_in",
    "label_of",
    "line_of",
    "load",
    "load_for",
    "term_of",
    "unread_in",
    "usual_unit",
    "width_of",
]
