"""The workbench of a paper: rows as they are typed → forms of records → review → drafts. Nothing here publishes."""

from .bench import Bench
from .curves import rows_of_file
from .desk import Desk, read_text
from .grids import GRIDS, Grid, GridColumn
from .limits import MOST_BYTES, MOST_SENT, Sent, sent_rows
from .saving import Saved, answer, paper_of, rows_of, save
from .telling import Told, tell

__all__ = [
    "GRIDS",
    "MOST_BYTES",
    "MOST_SENT",
    "Bench",
    "Desk",
    "Grid",
    "GridColumn",
    "Saved",
    "Sent",
    "Told",
    "answer",
    "paper_of",
    "read_text",
    "rows_of",
    "rows_of_file",
    "save",
    "sent_rows",
    "tell",
]
