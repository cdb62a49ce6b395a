"""Excel workbooks."""

import io

from openpyxl import load_workbook

from mgdb.formats import Table, xlsx


def test_xlsx_keeps_texts_and_drops_what_excel_cannot_hold():
    table = Table(["a", "b", "c", "d"], [["=1+1", "x\x07y", "z" * 40_000, 1.5]])
    book = load_workbook(io.BytesIO(xlsx.write(table)))
    a, b, c, d = next(iter(book["data"].iter_rows(min_row=2)))
    assert (a.value, a.data_type, b.value, len(c.value), d.value) == ("=1+1", "s", "xy", 32_767, 1.5)


def test_what_the_rows_are_stands_on_the_second_sheet():
    book = load_workbook(io.BytesIO(xlsx.write(Table(["a"], [], {"MgDB": "=none", "licence": "CC BY 4.0"}))))
    assert list(book["about"].iter_rows(values_only=True)) == [("MgDB", "=none"), ("licence", "CC BY 4.0")]
