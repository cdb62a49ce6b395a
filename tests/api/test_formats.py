"""Files: the same rows as JSON has, safe for spreadsheets."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from api import pagination
from tests.search.rows import material, measure

pytestmark = pytest.mark.django_db
TABLE_1 = "measurements/?property=specific_capacity&document=10.1007/s40820-024-01495-1&locator=Table 1"


def read_csv(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_holds_every_row_that_answers(get):
    answer = get(f"{TABLE_1}&format=csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="mgdb-measurements.csv"'
    rows = read_csv(answer.content)
    data = get(f"{TABLE_1}&page_size=1000").data["results"]
    assert [row["id"] for row in rows] == [row["id"] for row in data]
    assert [float(row["value"]) for row in rows if row["value"]] == [r["value"] for r in data if r["value"] is not None]
    assert rows[0]["unit"] == "mAh g⁻¹"
    printed = data[0]["reports"][0]
    assert rows[0]["printed"] == f"{printed['printed_value']} {printed['printed_unit']}"
    assert float(rows[0]["current_density_mA_per_g"]) == data[0]["conditions"]["current_density"]["value"]


def test_a_page_of_a_file_leads_to_the_next(get):
    answer = get(f"{TABLE_1}&format=csv&page_size=20")
    assert len(read_csv(answer.content)) == 20
    assert re.search(r'<http://testserver/api/v1/measurements/\?\S*page=2\S*>; rel="next"', answer["Link"])


def test_a_file_of_too_many_rows_is_refused_with_a_suggestion(get, monkeypatch):
    monkeypatch.setattr(pagination, "MOST_IN_FILE", 53)
    assert "page_size" in get(f"{TABLE_1}&format=xlsx", 400).data["detail"]
    assert get(f"{TABLE_1}&format=xlsx&page_size=50").status_code == 200


@pytest.mark.sampled(2)
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_text_becomes_a_formula(start, get):
    subject = material(name="harmless", fabrication=f"{start}cmd|' /C calc'!A0".strip())
    rows = read_csv(get(f"materials/?format=csv&q={subject.public_id}").content)
    if start != "\t":
        assert rows[0]["fabrication"].startswith(f"'{start}")
        assert read_csv(get(f"materials/?format=csv&fields=id,fabrication&q={subject.public_id}").content)[0][
            "fabrication"
        ].startswith(f"'{start}")
    book = load_workbook(io.BytesIO(get(f"materials/?format=xlsx&q={subject.public_id}").content))
    cells = [cell for row in book["data"].iter_rows() for cell in row]
    assert any(cell.value == subject.fabrication for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def test_a_negative_number_stays_a_number(get):
    row = measure(material(), "-1.02", "V", property_key="voltage")
    line = read_csv(get(f"measurements/?format=csv&material={row.material.public_id}").content)[0]
    assert (line["value"], line["printed"]) == ("-1.02", "'-1.02 V")


def test_xlsx_holds_the_rows_and_says_what_they_are(get):
    book = load_workbook(io.BytesIO(get(f"{TABLE_1}&format=xlsx").content))
    header, *rows = book["data"].iter_rows(values_only=True)
    assert len(rows) == 54
    data = get(f"{TABLE_1}&page_size=1000").data["results"]
    assert [row[header.index("value")] for row in rows] == [row["value"] for row in data]
    about = dict(book["about"].iter_rows(values_only=True))
    assert about["MgDB"].startswith("measurements of specific capacity, reported in 10.1007/s40820-024-01495-1")
    assert "CC BY 4.0" in about["licence"]


def test_bibtex_holds_each_source_of_the_rows_once(get):
    text = get(f"{TABLE_1}&format=bib").content.decode()
    data = get(f"{TABLE_1}&page_size=1000").data["results"]
    wanted = {row["source"]["id"] for row in data} | {r["document"]["id"] for row in data for r in row["reports"]}
    keys = {row["bibtex_key"] for row in get("sources/?page_size=1000").data["results"] if row["id"] in wanted}
    assert len(keys) == len(wanted)
    assert sorted(re.findall(r"^@\w+\{(\S+),$", text, re.MULTILINE)) == sorted(keys)
    assert "doi = {10.1007/s40820-024-01495-1}" in text
    assert "and others" in text


def test_bibtex_of_sources_holds_them_all(get):
    count = get("sources/").data["count"]
    assert get("sources/?format=bib").content.decode().count("\n@") == count - 1


def test_fields_choose_the_columns(get):
    assert list(read_csv(get(f"{TABLE_1}&format=csv&fields=id,value").content)[0]) == ["id", "value"]


def test_where_no_sources_are_there_is_no_bibliography(get):
    assert "json" in get("properties/?format=bib", 400).data["detail"]


@pytest.mark.parametrize("file_format", ["bib", "ris", "csv", "xlsx"])
def test_a_file_without_rows_has_its_media_type_all_the_same(file_format, get):
    answer = get(f"statements/?q=no-statement-says-this&format={file_format}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == get(f"statements/?page_size=1&format={file_format}")["Content-Type"]
