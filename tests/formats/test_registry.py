"""The formats are found by being there, in the order of menus."""

import subprocess
import sys
from pathlib import Path

import pytest

from mgdb.formats import FORMATS, Format, SourcesFormat, TableFormat, TypesetFormat, registry, taking

ROOT = Path(__file__).resolve().parents[2]


OURS = ("csv", "xlsx", "json", "markdown", "latex", "bib", "ris")  # a new one stands anywhere among them


def test_menus_have_tables_first_then_print_then_references():
    assert tuple(key for key in FORMATS if key in OURS) == OURS
    assert all(one.key == key for key, one in FORMATS.items())


def test_formats_are_chosen_by_what_they_take():
    tables, print_, references = taking(TableFormat), taking(TypesetFormat), taking(SourcesFormat)
    assert {"csv", "xlsx", "json"} <= set(tables)
    assert {"markdown", "latex"} <= set(print_)
    assert {"bib", "ris"} <= set(references)
    assert taking(TableFormat, SourcesFormat) == {key: FORMATS[key] for key in FORMATS if key not in print_}


def test_the_charset_is_part_of_the_content_type_of_a_text():
    assert FORMATS["csv"].content_type == "text/csv; charset=utf-8"
    assert FORMATS["json"].content_type == "application/json"


def test_two_formats_of_one_key_are_refused(monkeypatch):
    twin = TableFormat(key="csv", label="Twin", media_type="text/plain", extension="txt", write=lambda table: b"")
    monkeypatch.setattr("mgdb.formats.ris.FORMAT", twin)
    with pytest.raises(ValueError, match="“csv” is the key of two formats: CSV, Twin"):
        registry.find()


def test_a_format_without_a_place_comes_last_by_its_label(monkeypatch):
    late = Format(key="a", label="\U0010ffff", media_type="text/plain", extension="txt")
    monkeypatch.setattr("mgdb.formats.csv.FORMAT", late)
    assert list(registry.find())[-1] == "a"


def test_formats_load_no_framework_and_no_openpyxl_before_it_is_needed():
    code = (
        "import sys; from mgdb import formats\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'openpyxl', 'django', 'psycopg'}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "[]"
