"""Text with a sign between columns: CSV, TSV and their kin."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from .model import Choice, Limits, Line, SheetFile, UnreadableSheet, within

# As people call them; the first that fits is guessed.
ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16, little end first",
    "utf-16-be": "UTF-16, big end first",
    "cp1252": "Windows-1252 (Western European)",
    "latin-1": "ISO 8859-1 (Latin-1)",
    "iso8859-15": "ISO 8859-15 (Latin-9)",
    "mac-roman": "Mac Roman",
    "cp1250": "Windows-1250 (Central European)",
    "cp1251": "Windows-1251 (Cyrillic)",
}
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
LOOKED_AT = 60  # lines, to guess the sign between columns


def read(data: bytes, choice: Choice, limits: Limits) -> SheetFile:
    """The table in a text. Raises UnreadableSheet."""
    said: list[str] = []
    encoding = choice.encoding if choice.encoding in ENCODINGS else guess_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSheet(
            f"The file is not {ENCODINGS[encoding]} text: byte {error.start + 1} stands for no character there. "
            "Choose another encoding, or save it as UTF-8."
        ) from None
    if encoding not in ("utf-8-sig", choice.encoding):
        strange = sorted({character for character in text if character > "\x7f"})[:12]
        shown = f" Look whether these characters are right: {' '.join(strange)}" if strange else ""
        said.append(f"The file is not UTF-8; it is read as {ENCODINGS[encoding]}.{shown}")
    text = text.removeprefix("\ufeff")
    if "\x00" in text:
        raise UnreadableSheet(
            "The file holds NUL characters: it is not a text. Save the table as .csv in UTF-8, or .xlsx."
        )
    separator = choice.separator if choice.separator in SEPARATORS else guess_separator(text)
    kind = "text with tabs" if separator == "\t" else f"text with a {SEPARATORS[separator]} between columns"

    def lines() -> Iterator[Line]:
        return within(_lines(text, separator), limits)

    return SheetFile(kind, ("csv", "tsv", "txt", "tab", "dat"), lines, said, encoding=encoding, separator=separator)


def _lines(text: str, separator: str) -> Iterator[Line]:
    # not StringIO, which takes four bytes of memory for each character
    lines = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", newline="")
    rows = csv.reader(lines, delimiter=separator, strict=False)
    before = 0
    try:
        for cells in rows:
            yield Line(before + 1, [" ".join(cell.split()) for cell in cells])
            before = rows.line_num
    except csv.Error as error:
        raise UnreadableSheet(
            f"Line {before + 1} cannot be read ({error}). Look for a quotation mark that is not closed."
        ) from None


def guess_encoding(data: bytes) -> str:
    """UTF-8 where it can be that; UTF-16 by its mark or its zeros; else what Windows writes in western Europe."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:4000]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros and zeros.count(0) > 0.6 * len(zeros):
            return encoding
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252" if not set(data) & {0x81, 0x8D, 0x8F, 0x90, 0x9D} else "latin-1"
    return "utf-8-sig"


def guess_separator(text: str) -> str:
    """The sign that parts most lines into the same number of cells, more than one; a comma where none does."""
    best, found = (0.0, 0), ","
    for separator in ("\t", ";", ",", "|"):
        try:
            some = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), LOOKED_AT))
        except csv.Error:
            continue
        counts = Counter(len(row) for row in some if any(cell.strip() for cell in row))
        if not counts:
            continue
        width, lines = max(counts.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        mark = (round(lines / sum(counts.values()), 2) if width > 1 else 0.0, width)
        # A comma that parts decimals parts many lines alike too: the others come first.
        if mark > best and (mark[0] > best[0] + 0.2 or not best[0]):
            best, found = mark, separator
    return found
