"""CSV files as spreadsheets read them."""

import pytest

from mgdb.formats import Table, csv


def test_csv_has_mark_quotes_and_windows_line_ends():
    content = csv.write(Table(["a", "b"], [['say "x", y', True], [None, False]]))
    assert content == '\ufeffa,b\r\n"say ""x"", y",true\r\n,false\r\n'.encode()


def test_rows_keep_the_order_of_their_columns_and_are_no_formulas():
    assert csv.write(Table(["b_x", "a", "b_y"], [["=1", "2", None]])) == "\ufeffb_x,a,b_y\r\n'=1,2,\r\n".encode()


def test_csv_without_rows_is_empty():
    assert csv.write(Table.flattened([], {"MgDB": "nothing"})) == "\ufeff".encode()


@pytest.mark.parametrize(
    "text", ["", "plain", "a, b", 'said "so"', "two\r\nlines", "=1+1", "-1.02", "'", " blank ", "\x1f", "−"]
)
def test_cells_joined_are_the_line_of_a_row(text):
    row = [text, 1.5, None, True, 3, -2e-9, text]
    columns = [f"c{number}" for number in range(len(row))]
    assert b"".join(csv.stream(columns, [",".join(csv.cells(row))])) == b"".join(csv.stream(columns, [row]))
