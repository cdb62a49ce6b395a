"""Tables of a reader's own as files: what is in them counts, not what they are called; what is no table says so."""

import io
import random
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from mgdb.formats import table_file
from mgdb.formats.table_file import UnreadableTable


def workbook(*sheets):
    """A workbook with sheets of cells: (title, {"A1": value})."""
    book = Workbook()
    book.remove(book.active)
    for title, cells in sheets:
        sheet = book.create_sheet(title)
        for place, value in cells.items():
            sheet[place] = value
    return book


def saved(book):
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def packed(**parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return content.getvalue()


def test_a_workbook_gives_its_first_sheet_with_numbers_and_says_so():
    cells = {"B2": "T (°C)", "C2": "σ (S/cm)", "B3": 25, "C3": 1.2e-4, "B4": 50.1, "C4": 0.1 + 0.2, "B6": "RT"}
    table = table_file.read(saved(workbook(("notes", {"A1": "words"}), ("data", cells), ("old", {"A1": 7}))))
    assert table.text == "\nT (°C)\tσ (S/cm)\n25\t0.00012\n50.1\t0.3\n\nRT"  # a line for each row
    assert table.said == ("The sheet “data” is read; not read: “notes”, “old”.",)


def test_hidden_sheets_are_not_read_and_percentages_keep_their_sign():
    book = workbook(("hidden", {"A1": 1}), ("shown", {"A1": 0.68, "B1": date(2024, 10, 14), "C1": True}))
    book["hidden"].sheet_state = "hidden"
    book["shown"]["A1"].number_format = "0.0%"
    assert table_file.read(saved(book)).text == "68%\t2024-10-14 00:00:00\tTrue"


def test_a_formula_without_its_result_is_refused_and_named():
    book = workbook(("data", {"A1": 25, "B1": "=A1*2"}))
    with pytest.raises(UnreadableTable, match="B1 on the sheet “data” is a formula, and the file does not hold its"):
        table_file.read(saved(book))


def test_a_formula_with_its_result_is_read_and_said():
    content = saved(workbook(("data", {"A1": 25, "B1": "=A1*2"})))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b"<v />" in sheet or b"<v></v>" in sheet or b"<v/>" in sheet
    for empty in (b"<v />", b"<v></v>", b"<v/>"):
        sheet = sheet.replace(empty, b"<v>50</v>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in (parts | {"xl/worksheets/sheet1.xml": sheet}).items():
            archive.writestr(name, data)
    table = table_file.read(out.getvalue())
    assert table.text == "25\t50"
    assert table.said == ("1 cell holds a formula; the results that were saved are read.",)


def test_text_is_text_whatever_its_name_says():
    assert table_file.read("\ufeff25,5; 0,1".encode()).text == "25,5; 0,1"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b"25;1\n" * 250_000, "up to 1 MB is taken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel 2003 or older, or one with a password"),
        (b"%PDF-1.7", "This is a PDF"),
        (b"\x89PNG\r\n", "This is a picture"),
        (b"PK\x03\x04 and nothing more", "damaged"),
        (packed(word__document_xml="<w/>"), "an archive, and no workbook"),
        (packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "an OpenDocument file"),
        (packed(xl__workbook_xml="<workbook/>"), "damaged"),
        (packed(xl__workbook_xml="0" * 11_000_000), "unpacks to more than 10 MB"),
        ("25;1".encode("utf-16"), "UTF-16"),
        ("25 °C".encode("cp1252"), "not UTF-8"),
        (saved(workbook(("a", {"A1": "words"}))), "No sheet of the workbook holds a number"),
        (saved(workbook(("a", {"A1": 1, "A5002": 2}))), "more than 5000 rows"),
        (saved(workbook(("a", {"A1": 1, "BJ1": 2}))), "60 columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_holds_no_table_says_so(data, words):
    with pytest.raises(UnreadableTable, match=words):
        table_file.read(data)


def test_a_workbook_damaged_anywhere_is_refused_or_read():
    content, chance, refused = saved(workbook(("a", {f"A{row}": row for row in range(1, 20)}))), random.Random(7), 0
    for _ in range(150):
        damaged = bytearray(content)
        for _ in range(chance.choice((1, 20, 200))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            table_file.read(bytes(damaged[: chance.choice((None, -40, 2000))]))
        except UnreadableTable:
            refused += 1
    assert refused > 50
