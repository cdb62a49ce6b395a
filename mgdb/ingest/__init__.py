"""Dataset files → rows and back: one transaction, everything validated, a report for each record.

Loading keeps what was loaded last: a record that changed in the file and not in the database is updated; one that was
edited in the database since is kept and reported; one that is gone from the file is reported, and withdrawn only on
request.
"""

from .exporting import ExportError, export
from .loading import load, row_count
from .minting import mint
from .papers import sources_file
from .report import LoadReport

__all__ = ["ExportError", "LoadReport", "export", "load", "mint", "row_count", "sources_file"]
