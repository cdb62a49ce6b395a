"""Flat tables, CSV, XLSX and BibTeX from plain rows."""

import io

import pytest
from openpyxl import load_workbook

from mgdb.formats import bibtex, csv, xlsx
from mgdb.formats.table import flatten, inert, table


def test_members_of_objects_and_lists_become_columns():
    row = {"id": "a", "source": {"id": "s", "doi": None}, "names": ["x", "y"], "flags": [{"code": "u"}, {"code": "v"}]}
    assert flatten(row) == {"id": "a", "source_id": "s", "source_doi": None, "names": "x; y", "flags_code": "u; v"}


def test_columns_of_one_object_stand_together():
    columns, lines = table([{"c": {"t": 1}, "z": 2}, {"c": {"t": 3, "u": 4}, "z": 5}])
    assert columns == ["c_t", "c_u", "z"]
    assert lines == [[1, None, 2], [3, 4, 5]]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "'=1+1"), ("+90.24 %", "'+90.24 %"), ("-x", "'-x"), ("@a", "'@a"), ("\tx", "'\tx"), ("\rx", "'\rx"),
        ("-1.02", "-1.02"), ("+5", "+5"), ("-1e-4", "-1e-4"), ("plain", "plain"), (-1.5, -1.5), (None, None), ("", ""),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_made_inert(value, shown):
    assert inert(value) == shown


def test_csv_has_mark_quotes_and_windows_line_ends():
    content = csv.write([{"a": 'say "x", y', "b": True}, {"a": None, "b": False}])
    assert content == '\ufeffa,b\r\n"say ""x"", y",true\r\n,false\r\n'.encode()


def test_csv_without_rows_is_empty():
    assert csv.write([]) == "\ufeff".encode()


def test_xlsx_keeps_texts_and_drops_what_excel_cannot_hold():
    book = load_workbook(io.BytesIO(xlsx.write([{"a": "=1+1", "b": "x\x07y", "c": "z" * 40_000, "d": 1.5}], {})))
    a, b, c, d = next(iter(book["data"].iter_rows(min_row=2)))
    assert (a.value, a.data_type, b.value, len(c.value), d.value) == ("=1+1", "s", "xy", 32_767, 1.5)


def test_bibtex_escapes_what_latex_reads():
    source = {
        "id": "src-0000001", "kind": "article", "title": "50% of Mg²⁺ & V₂O₅ {x}_y", "authors": ["A. Bö", "C. D"],
        "et_al": True, "container": "J. Test.", "year": 2020, "volume": "1", "issue": None, "pages": "1–9",
        "doi": "10.1234/a_b", "url": None,
    }  # fmt: skip
    assert bibtex.write([source]).decode() == (
        "@article{src-0000001,\n"
        "  author = {A. Bö and C. D and others},\n"
        "  title = {{50\\% of Mg\\textsuperscript{2+} \\& V\\textsubscript{2}O\\textsubscript{5} \\{x\\}\\_y}},\n"
        "  journal = {J. Test.},\n"
        "  year = {2020},\n"
        "  volume = {1},\n"
        "  pages = {1--9},\n"
        "  doi = {10.1234/a_b},\n"
        "}\n"
    )


def test_bibtex_names_a_book_by_its_publisher():
    source = dict.fromkeys(("title", "authors", "et_al", "container", "year", "volume", "issue", "pages", "doi", "url"))
    text = bibtex.write([{**source, "id": "src-0000001", "kind": "book", "container": "Press"}]).decode()
    assert text == "@book{src-0000001,\n  publisher = {Press},\n}\n"


def test_a_list_without_sources_is_no_empty_file() -> None:
    assert bibtex.write([]) == b"% No source.\n"
