"""Files of tables (CSV and other text, XLSX, ODS) → lines of cells as text, up to a hundred thousand of them.

A file is what its content is, whatever its name says. What can be read in more than one way (sheet, encoding, sign
between columns) is guessed, said, and changed by a `Choice`. Everything has limits, and what is no table says why.
"""

from __future__ import annotations

from mgdb.formats.signatures import OLD_OFFICE, ZIP, compression_of, other_kind_of

from . import delimited, workbook
from .heads import Head, guess_head, head_of, number_text, told_decimals
from .model import LIMITS, Choice, Limits, Line, SheetFile, SheetName, UnreadableSheet

SAVE_AS = "Save the table as .xlsx, .ods or .csv."


def open_sheet(data: bytes, name: str = "", choice: Choice | None = None, limits: Limits = LIMITS) -> SheetFile:
    """The table in a file, known by its content; `name` serves to say what the name promises otherwise.

    Raises UnreadableSheet.
    """
    choice = choice or Choice()
    if len(data) > limits.size:
        raise UnreadableSheet(
            f"The file has {len(data) / 1e6:.1f} MB; up to {limits.size / 1e6:g} MB are taken. Divide it, or leave out "
            "columns that are not read."
        )
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableSheet("The file is empty.")
    if data.startswith(OLD_OFFICE):
        raise UnreadableSheet(
            "This is a workbook of Excel 2003 or older, or one with a password. Save it as .xlsx without a password, "
            "or as .csv."
        )
    if kind := other_kind_of(data):
        raise UnreadableSheet(f"This is {kind}, which holds no table. {SAVE_AS}")
    if kind := compression_of(data):
        raise UnreadableSheet(f"The file is compressed ({kind}). Unpack it first. {SAVE_AS}")
    read = workbook.read if data.startswith(ZIP) else delimited.read
    found = read(data, choice, limits)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending and ending not in found.endings:
        found.said.insert(0, f"The name ends in .{ending}; by its content the file is {found.kind}, and is read so.")
    return found


__all__ = [
    "LIMITS",
    "Choice",
    "Head",
    "Limits",
    "Line",
    "SheetFile",
    "SheetName",
    "UnreadableSheet",
    "guess_head",
    "head_of",
    "number_text",
    "open_sheet",
    "told_decimals",
]
