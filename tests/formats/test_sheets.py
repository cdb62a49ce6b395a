"""Tables of files: what is read, how it is said, and what is refused."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook

from mgdb.formats.sheets import (
    Choice,
    Limits,
    UnreadableSheet,
    guess_head,
    head_of,
    model,
    number_text,
    open_sheet,
    packages,
    told_decimals,
)
from mgdb.formats.sheets.heads import is_sum, letter


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook():
    book = Workbook()
    sheet = book.active
    sheet.title = "data"
    for row in (
        ["Conductivities"],
        ["Name", "σ", "T"],
        ["", "(S/cm)", "(°C)"],
        ["a", 1e-5, 25],
        [None, dt.date(2014, 10, 1), 30],
        ["b", 0.68, "1,5"],
    ):
        sheet.append(row)
    sheet["B6"].number_format = "0%"
    sheet.merge_cells("A4:A5")
    hidden = book.create_sheet("old")
    hidden.sheet_state = "hidden"
    hidden["A1"] = 1
    return book


def ods(content, mimetype="application/vnd.oasis.opendocument.spreadsheet"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr(
            "content.xml",
            '<?xml version="1.0"?><office:document-content '
            'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            f"{content}</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return out.getvalue()


def cells_of(found):
    return [line.cells for line in found.lines()]


def test_a_workbook_is_read_with_its_merged_cells_percentages_and_dates_and_says_so():
    found = open_sheet(saved(workbook()), "table.csv")
    assert cells_of(found)[3:] == [["a", "1e-05", "25"], ["a", "2014-10-01", "30"], ["b", "68%", "1,5"]]
    assert [(sheet.name, sheet.hidden) for sheet in found.sheets] == [("data", False), ("old", True)]
    said = " ".join(found.said)
    assert "ends in .csv; by its content the file is a workbook" in said
    assert "not read: “old” (hidden)" in said
    assert "1 merged range: its text stands in each cell." in said
    assert "hold a date" in said
    alone = open_sheet(saved(workbook()), "table.xlsx", Choice(spread=False))
    assert cells_of(alone)[4][0] == ""


def test_heads_in_two_lines_are_found_below_a_title():
    lines = list(open_sheet(saved(workbook())).lines())
    assert guess_head(lines) == (2, 3)
    assert head_of(lines, 2, 3, 4).names == ("Name", "σ (S/cm)", "T (°C)", "column D")


def test_a_hidden_sheet_is_read_when_it_is_chosen():
    found = open_sheet(saved(workbook()), choice=Choice(sheet="old"))
    assert cells_of(found) == [["1"]]
    assert "though it is hidden" in found.said[0]


def test_formulas_give_their_saved_results_or_a_refusal():
    book = workbook()
    book.active["D4"] = "=B4*2"
    with pytest.raises(UnreadableSheet, match=r"D4 on the sheet “data” is a formula"):
        open_sheet(saved(book))
    data = saved(book)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<f>B4*2</f><v />", b"<f>B4*2</f><v>2e-05</v>").replace(
                    b"<f>B4*2</f><v></v>", b"<f>B4*2</f><v>2e-05</v>"
                )
            new.writestr(part.filename, content)
        new.writestr("xl/vbaProject.bin", b"macro")
    found = open_sheet(out.getvalue(), "table.xlsm")
    assert cells_of(found)[3] == ["a", "1e-05", "25", "2e-05"]
    assert any("1 cell holds a formula" in one for one in found.said)
    assert any("macros; they are not run" in one for one in found.said)


def test_an_opendocument_spreadsheet_is_read():
    row = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="0.00012"/></table:table-row>'
    )
    found = open_sheet(ods(f'<table:table table:name="T">{row}</table:table>'), "t.ods")
    assert cells_of(found) == [["a", "0.00012"]]
    assert found.sheet == "T"


@pytest.mark.parametrize(
    ("code", "value", "cell"),
    [
        ('0.0" Ah/g"', 0.2437, "0.2437 Ah/g"),
        ("0.0\\ \\m\\V", 3, "3 mV"),
        ('0.0,"k"', 1234, "1.234k"),
        ("0.0,", 1500, "1.5"),
        ('#,##0.00,," M"', 2.5e6, "2.5 M"),
        ('[<0.01]"<0.01";0.00', 0.001, "<0.01"),
        ('[<0.01]"<0.01";0.00', 0.5, "0.5"),
        ('0;-0;"n.d."', 0, "n.d."),
        ('"~"0.0', 3.2, "~3.2"),
        ('General" mAh"', 3, "3 mAh"),
        ("[$€-407]0.0", 2, "€2"),
        ('0.0" %"', 12.5, "12.5 %"),
        ("0.0%", 0.125, "12.5%"),
        ("0.00E+00", 1e-5, "1e-05"),
        ("#,##0.0", 1500, "1500"),
        ("0.0;(0.0)", -3, "-3"),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', 0, "0"),
        ("# ?/?", 0.5, "0.5"),
        ("[Red]0", 2, "2"),
    ],
)
def test_a_cell_of_a_workbook_is_read_as_its_number_format_shows_it(code, value, cell):
    book = Workbook()
    book.active.append(["x", value])
    book.active["B1"].number_format = code
    found = open_sheet(saved(book), "t.xlsx")
    assert cells_of(found) == [["x", cell]]
    if cell == "0.2437 Ah/g":
        assert any("as they show it (row 1, column 2)" in one for one in found.said)


@pytest.mark.parametrize(
    ("value", "printed", "cell"),
    [
        ("0.2437", "0,2<text:s/>Ah/g", "0.2437 Ah/g"),
        ("1234", "1.2k", "1.234k"),
        ("1500", "1,500", "1500"),
        ("0.001", "&lt;0.01", "<0.01"),
        ("0", "n.d.", "n.d."),
        ("0.5", "1/2", "0.5"),
        ("-3", "(3.0)", "-3"),
        ("1e-5", "1.00E-05", "1e-05"),
    ],
)
def test_a_cell_of_an_opendocument_spreadsheet_is_read_as_it_shows_it(value, printed, cell):
    note = "<office:annotation><text:p>7 mV</text:p></office:annotation>"
    row = (
        f'<table:table-row><table:table-cell office:value-type="float" office:value="{value}">{note}'
        f"<text:p>{printed}</text:p></table:table-cell></table:table-row>"
    )
    assert cells_of(open_sheet(ods(f'<table:table table:name="T">{row}</table:table>'), "t.ods")) == [[cell]]


def test_a_sheet_with_more_formats_than_are_kept_is_refused(monkeypatch):
    monkeypatch.setattr(packages, "MOST_SHOWN", 1)
    book = Workbook()
    book.active.append([0.1, 0.2])
    for name in ("A1", "B1"):
        book.active[name].number_format = "0%"
    with pytest.raises(UnreadableSheet, match="show a unit, words or a percentage"):
        open_sheet(saved(book), "t.xlsx")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: b"", "is empty"),
        (lambda: b"\xd0\xcf\x11\xe0 old", "Excel 2003 or older, or one with a password"),
        (lambda: b"%PDF-1.4", "This is a PDF"),
        (lambda: b"\x1f\x8b12", "compressed"),
        (lambda: b"PK\x03\x04 broken", "damaged"),
        (lambda: ods("", "application/vnd.oasis.opendocument.text"), "no spreadsheet"),
        (lambda: b"a,b\n1," + b"x" * 6000, "6,000 characters"),
        (lambda: b"a,b\n" + b"1" * 200_000 + b",2", "characters|cannot be read"),
        (lambda: ",".join("abc" * 80).encode(), "240 columns"),
        (lambda: b"a,b\x00,c\n1,2,3\n", "NUL"),
    ],
)
def test_what_is_no_table_is_refused_with_the_way_out(make, words):
    with pytest.raises(UnreadableSheet, match=words):
        list(open_sheet(make()).lines())


def test_a_sheet_that_reaches_too_far_and_a_bomb_are_refused_before_they_are_read():
    book = workbook()
    book.active["XFD1048576"] = 1
    with pytest.raises(UnreadableSheet, match="row 1,048,576 and column 16,384"):
        open_sheet(saved(book))
    with pytest.raises(UnreadableSheet, match="unpacks to more than"):
        open_sheet(saved(workbook()), limits=Limits(unpacked=1000))
    cell = '<table:table-cell table:number-columns-repeated="16000" office:value-type="float" office:value="1"/>'
    rows = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    with pytest.raises(UnreadableSheet, match="row 1,000,000 and column 16,000"):
        open_sheet(ods(f'<table:table table:name="T">{rows}</table:table>'))


def test_entities_of_a_workbook_are_refused():
    data = ods("")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        new.writestr("mimetype", old.read("mimetype"))
        new.writestr("content.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(UnreadableSheet, match="document type"):
        open_sheet(out.getvalue())


@pytest.mark.parametrize(
    ("data", "encoding", "separator", "cells"),
    [
        ("Name;σ;T\na;2,5;°C\n".encode("utf-16"), "utf-16", ";", ["a", "2,5", "°C"]),
        ("Name;T\nµ;25 °C\n".encode("cp1252"), "cp1252", ";", ["µ", "25 °C"]),
        ("\ufeffName\tT\na\t1,5\nb\t2,5\n".encode(), "utf-8-sig", "\t", ["a", "1,5"]),
        ("Name\tT\na\t1\n".encode("utf-16-le"), "utf-16-le", "\t", ["a", "1"]),
        (b'Name,Note\n"a, b","two\nlines"\n', "utf-8-sig", ",", ["a, b", "two lines"]),
    ],
)
def test_encoding_and_separator_are_guessed(data, encoding, separator, cells):
    found = open_sheet(data)
    assert (found.encoding, found.separator, cells_of(found)[1]) == (encoding, separator, cells)


def test_an_encoding_that_does_not_fit_is_refused_and_a_chosen_one_is_used():
    data = "Name;T\né;1\n".encode("cp1252")
    with pytest.raises(UnreadableSheet, match="byte 8 stands for no character"):
        open_sheet(data, choice=Choice(encoding="utf-8-sig"))
    assert cells_of(open_sheet(data, choice=Choice(encoding="cp1251")))[1] == ["й", "1"]


def test_decimals_are_told_by_the_table_or_left_to_be_asked():
    assert told_decimals(["1,5", "12,25"]) == "comma"
    assert told_decimals(["1,234,567"]) == "point"
    assert told_decimals(["1.5", "2"]) == "point"
    assert told_decimals(["1,073"]) == ""
    assert [number_text(one, "comma") for one in ("<1.234,5", "1,2E-4", "a, b", ",5")] == [
        "<1234.5",
        "1.2E-4",
        "a, b",
        "0.5",
    ]
    assert number_text("1,073", "point") == "1073"
    assert number_text("1,073", "") == "1,073"


def test_lines_that_sum_up_are_known_by_their_first_word():
    assert is_sum(["", "Total", "5"])
    assert is_sum(["Mean value"])
    assert not is_sum(["Summit ore", "1"])
    assert (letter(0), letter(26)) == ("A", "AA")


def test_seconds_of_reading_are_not_those_of_what_is_done_with_the_lines(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(model.time, "monotonic", lambda: now[0])

    def lines(slow: float):
        for number in range(3):
            now[0] += slow
            yield model.Line(number, ["a"])

    for _ in model.within(lines(0.1), Limits(seconds=1)):
        now[0] += 100
    with pytest.raises(UnreadableSheet, match="Reading took longer than 1 s"):
        list(model.within(lines(0.6), Limits(seconds=1)))
