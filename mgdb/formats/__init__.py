"""One module per file format. No database, no framework.

A format is a module of this package that has a FORMAT, a `model.Format`: written from a table of plain values, from a
typeset table, or from a list of sources. To add a format, add its module and its sample: lists, comparisons, plots and
the API offer it wherever they have what it is written from. Beside them stand what is no choice of a reader: dataset
files, what WebPlotDigitizer saves, and the JSON-LD of pages.
"""

from .model import Format, SourcesFormat, TableFormat, TypesetFormat
from .registry import FORMATS, taking
from .source_entry import SourceEntry
from .table import Scalar, Table
from .typeset_table import RowGroup, TypesetCell, TypesetTable

__all__ = [
    "FORMATS",
    "Format",
    "RowGroup",
    "Scalar",
    "SourceEntry",
    "SourcesFormat",
    "Table",
    "TableFormat",
    "TypesetCell",
    "TypesetFormat",
    "TypesetTable",
    "taking",
]
