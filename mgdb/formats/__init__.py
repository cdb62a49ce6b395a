"""One module per file format. No database, no framework.

A format is a module of this package that has a FORMAT, a `model.Format`: written from a table of plain values, from a
typeset table, or from a list of sources. To add a format, add its module and its sample: lists, comparisons, plots and
the API offer it wherever they have what it is written from. A module that has CURVES, a `curves.CurveFormat`, is read:
the curators' form of several curves takes it. Beside them stand what is no choice of a reader: dataset files and the
JSON-LD of pages.
"""

from .curves import Bar, CurveData, CurveFile, CurveFormat, UnreadableCurves
from .model import Format, SourcesFormat, TableFormat, TypesetFormat
from .registry import CURVE_FORMATS, FORMATS, read_curves, taking
from .source_entry import SourceEntry
from .table import Readable, Scalar, ShownNumber, Table, flatten, in_groups
from .typeset_table import RowGroup, TypesetCell, TypesetTable

__all__ = [
    "CURVE_FORMATS",
    "FORMATS",
    "Bar",
    "CurveData",
    "CurveFile",
    "CurveFormat",
    "Format",
    "Readable",
    "RowGroup",
    "Scalar",
    "ShownNumber",
    "SourceEntry",
    "SourcesFormat",
    "Table",
    "TableFormat",
    "TypesetCell",
    "TypesetFormat",
    "TypesetTable",
    "UnreadableCurves",
    "flatten",
    "in_groups",
    "read_curves",
    "taking",
]
