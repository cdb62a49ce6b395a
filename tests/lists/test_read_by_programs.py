"""Files of lists as programs read them: pandas, openpyxl, and R by the rules that read.csv documents."""

from __future__ import annotations

import csv
import io
import re

import orjson
import pandas as pd
import pytest
from openpyxl import load_workbook

from mgdb import http_cache
from mgdb.lists import LIST_TYPES
from mgdb.lists.readable import shown_number
from mgdb.lists.snippets import snippets
from mgdb.models import Measurement, Source, Statement
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES
from mgdb.science.units import from_canonical

pytestmark = pytest.mark.django_db
# utils::type.convert: what is a logical; what else may be a number, by C's strtod.
R_LOGICAL = {"T", "F", "TRUE", "FALSE", "true", "false"}
R_NUMBER = re.compile(r"\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*|\s*[-+]?(Inf|inf|NaN|NA)\s*", re.ASCII)
# base::make.names: a name that it leaves as it is.
R_NAME = re.compile(r"(?:[A-Za-z]|\.(?![0-9]))[A-Za-z0-9._]*", re.ASCII)
R_RESERVED = {"if", "else", "repeat", "while", "function", "for", "next", "break", "TRUE", "FALSE", "NULL", "in"}


def content(client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def read_csv_of_r(text: str) -> dict[str, list[object]]:
    """`text` as read.csv(fileEncoding = "UTF-8-BOM") has it: header, quote = "\\"", dec = ".", na.strings = "NA"."""
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert all(R_NAME.fullmatch(name) and name not in R_RESERVED for name in head)  # check.names changes none
    assert len(set(head)) == len(head)
    assert {len(row) for row in rows} <= {len(head)}  # fill = TRUE has nothing to fill
    found = {}
    for place, name in enumerate(head):
        given = [row[place] for row in rows]
        told = [text for text in given if text.strip() not in ("", "NA")]
        if all(text in R_LOGICAL for text in told):
            found[name] = [None if text in ("", "NA") else text in ("T", "TRUE", "true") for text in given]
        elif all(R_NUMBER.fullmatch(text) for text in told):
            found[name] = [float(text) if text.strip() not in ("", "NA") else None for text in given]
        else:
            found[name] = [None if text == "NA" else text for text in given]
    return found


@pytest.mark.parametrize("key", LIST_TYPES)
def test_r_takes_names_and_types_as_they_are(client, key: str) -> None:
    text = content(client, f"/{key}/?format=csv").decode("utf-8-sig")
    found = read_csv_of_r(text)
    assert list(found)[:2] == ["id", "address"]
    assert all(str(one).endswith("/") for one in found["address"])
    assert None not in (one for values in found.values() for one in values if isinstance(one, str))
    assert "NA" not in {cell for row in csv.reader(io.StringIO(text)) for cell in row}  # R would have it missing


def test_every_row_says_its_source_and_where_it_is(client) -> None:
    for key, list_type in LIST_TYPES.items():
        found = pd.read_csv(io.BytesIO(content(client, f"/{key}/?format=csv&columns={list_type.columns[0].key}")))
        assert len(found)
        assert found["id"].is_unique
        assert (found["address"].str.startswith("http://testserver/") & found["address"].str.endswith("/")).all()
        assert client.get(found["address"][0], follow=True).status_code == 200
        if list_type.record_type.cites:
            credited = found[found["source_id"].notna()]
            assert len(credited) > len(found) / 2
            assert credited["source"].str.contains(r"[12]\d{3}|year not known").all()
            assert credited["source_key"].notna().all()
            assert credited["source_doi"].dropna().str.startswith("10.").all()


def test_pandas_has_the_numbers_that_are_stored(client) -> None:
    found = pd.read_csv(io.BytesIO(content(client, "/measurements/?format=csv"))).set_index("id")
    stored = {one.public_id: one for one in Measurement.objects.published().prefetch_related("conditions")}
    assert set(found.index) == set(stored)
    for name in ("value", "value_min", "value_max", "uncertainty", "temperature_degC", "temperature_min_degC"):
        assert found[name].dtype == float, name
    assert found["suspect"].dtype == found["self_reviewed"].dtype == bool
    numbers = found["unit"].notna()
    assert numbers.sum() > 100
    for public_id, row in found[numbers].iterrows():
        measurement = stored[public_id]
        dimension = PROPERTIES[row["property"]].dimension
        for column, canonical in (("value", measurement.value), ("value_min", measurement.low)):
            said = None if pd.isna(row[column]) else row[column]
            expected = None if canonical is None else from_canonical(canonical, row["unit"], dimension)
            assert said == pytest.approx(expected, rel=1e-9) if expected is not None else said is None, public_id
        assert (row["bound"], row["approximate"]) == (measurement.bound, measurement.approximate)
    for public_id, measurement in stored.items():
        for condition in measurement.conditions.all():
            assert found.loc[public_id, f"{condition.key}_status"] == condition.status
            if condition.low is not None or condition.high is not None:
                assert found.loc[public_id, f"{condition.key}_assumed"] == condition.assumed


def test_a_range_of_a_condition_has_ends_and_no_number(client) -> None:
    found = pd.read_csv(io.BytesIO(content(client, "/measurements/?format=csv")))
    ranges = found[found["temperature_min_degC"].notna() & found["temperature_degC"].isna()]
    assert len(ranges)
    assert (ranges["temperature_min_degC"] < ranges["temperature_max_degC"]).all()
    single = found[found["temperature_degC"].notna()]
    assert (single["temperature_min_degC"] == single["temperature_max_degC"]).all()
    assert found.loc[found["temperature_status"] == "not_reported", "temperature_degC"].isna().all()


def test_a_unit_asked_for_is_in_the_name_of_its_column(client) -> None:
    question = "/measurements/?property=ionic_conductivity&temperature_unit=K&format=csv"
    kelvin = pd.read_csv(io.BytesIO(content(client, question)))
    usual = pd.read_csv(io.BytesIO(content(client, question.replace("&temperature_unit=K", ""))))
    assert "temperature_degC" not in kelvin
    told = usual["temperature_degC"].notna()
    assert told.sum() > 10
    assert (kelvin["temperature_K"] - usual["temperature_degC"])[told].round(9).unique().tolist() == [273.15]


@pytest.mark.parametrize(
    "question", ["measurements/?property=ionic_conductivity", "materials/?q=MgSc2Se4", "sources/?"]
)
@pytest.mark.parametrize("unit", ["", "&unit=S/m"])
def test_the_api_sends_the_file_of_the_page(client, question: str, unit: str) -> None:
    if unit and not question.startswith("measurements"):
        return
    page = content(client, f"/{question}{unit}&format=csv")
    http_cache.clear()
    assert page.count(b"\r\n") > 1
    assert content(client, f"/api/v1/{question}{unit}&format=csv") == page


def test_a_detail_is_the_row_of_its_list(client) -> None:
    rows = pd.read_csv(io.BytesIO(content(client, "/api/v1/measurements/?format=csv&property=ionic_conductivity")))
    one = pd.read_csv(io.BytesIO(content(client, f"/api/v1/measurements/{rows['id'][3]}/?format=csv")))
    pd.testing.assert_frame_equal(one, rows.iloc[[3]].reset_index(drop=True), check_dtype=False)


@pytest.mark.parametrize("key", ["measurements", "electrolytes", "statements"])
def test_a_workbook_has_data_first_and_opens_at_what_is_to_be_read(client, key: str) -> None:
    data = content(client, f"/{key}/?format=xlsx")
    book = load_workbook(io.BytesIO(data))
    assert (book.sheetnames, book.active.title) == (["data", "readable", "about"], "readable")
    total = orjson.loads(content(client, f"/api/v1/{key}/?page_size=1"))["count"]
    for name in ("data", "readable"):
        sheet = book[name]
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", sheet.dimensions), name
        assert sheet.max_row == total + 1
        widths = [one.width for one in sheet.column_dimensions.values()]
        assert len(widths) == sheet.max_column
        assert min(widths) >= 8
        assert max(widths) <= 62
    tidy = pd.read_csv(io.BytesIO(content(client, f"/{key}/?format=csv")))
    first = pd.read_excel(io.BytesIO(data), engine="openpyxl")
    assert list(first.columns) == list(tidy.columns)
    for column in tidy.select_dtypes("number"):
        assert first[column].dropna().tolist() == pytest.approx(tidy[column].dropna().tolist(), rel=1e-12), column


def test_the_readable_sheet_says_what_the_page_says_in_numbers(client) -> None:
    data = content(client, "/measurements/?property=ionic_conductivity&format=xlsx")
    book = load_workbook(io.BytesIO(data))
    sheet = book["readable"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert head[:5] == ("Property", "Value", "Unit", "Caution", "Material or cell")
    assert any(str(row[3]).startswith("caution: ") for row in rows)
    numbers = [row[1] for row in rows if isinstance(row[1], float | int)]
    assert len(numbers) > 0.8 * len(rows)
    formats = {sheet.cell(place, 2).number_format for place in range(2, sheet.max_row + 1)}
    assert {"0.0E+00", '"≈"0E+00'} & formats
    assert len(formats) < 100  # Excel takes some two hundred
    assert {row[2] for row in rows if isinstance(row[1], float | int)} == {"S cm⁻¹"}
    conditions = [str(row[head.index("Conditions")]).replace("\xa0", " ") for row in rows]
    assert any("temperature 25 °C" in text for text in conditions)
    tidy = pd.read_excel(io.BytesIO(data), sheet_name="data", engine="openpyxl")
    read = pd.read_excel(io.BytesIO(data), sheet_name="readable", engine="openpyxl")
    both = pd.to_numeric(read["Value"], errors="coerce").notna() & tidy["value"].notna()
    assert both.sum() > 20
    assert read["Value"][both].astype(float).tolist() == pytest.approx(tidy["value"][both].tolist(), rel=0.06)


@pytest.mark.parametrize(
    ("path", "column"),
    [
        ("/cathodes/?property=specific_capacity", "Specific capacity (mAh g⁻¹)"),
        ("/pairs/?property=specific_capacity", "Factor of specific capacity"),
    ],
)
def test_numbers_with_conditions_are_numbers_and_their_conditions_stand_beside_them(client, path, column) -> None:
    data = content(client, f"{path}&format=xlsx")
    read = pd.read_excel(io.BytesIO(data), sheet_name="readable", engine="openpyxl")
    assert pd.to_numeric(read[column], errors="coerce").notna().sum() > 8
    beside = read.columns[list(read.columns).index(column) + 1]
    assert beside.endswith(": conditions")
    assert read[beside].astype(str).str.contains("mA").any()


@pytest.mark.parametrize(
    ("text", "value", "shown", "rest"),
    [
        ("≈1.5 × 10⁻⁴ S cm⁻¹", 1.5e-4, '"≈"0.0E+00', "S cm⁻¹"),
        ("46.20", 46.2, "0.00", ""),
        (">50\N{NARROW NO-BREAK SPACE}000×", 50000, '">"0', "×"),
        ("10⁻⁴ S cm⁻¹", 1e-4, "0E+00", "S cm⁻¹"),
        ("−0.3 V", -0.3, "0.0", "V"),
    ],
)
def test_a_number_looks_on_the_sheet_as_on_the_page(text, value, shown, rest) -> None:
    number, behind = shown_number(text)
    assert (number.value, number.number_format, behind) == (pytest.approx(value), shown, rest)


@pytest.mark.parametrize("text", ["1–2 V", "0.5 ± 0.1 eV", "2.1 to 3.4 V", "not reported", ""])
def test_what_is_no_one_number_stays_words(text) -> None:
    assert shown_number(text) == (None, "")


@pytest.mark.parametrize(("key", "column"), [("measurements", "read_in_doi"), ("pairs", "document_doi")])
def test_files_tell_the_doi_of_the_document_that_was_read_and_of_the_source(client, key, column) -> None:
    rows = pd.read_csv(io.BytesIO(content(client, f"/{key}/?format=csv")))
    assert {column, "source_doi"} <= set(rows.columns)
    read, source = rows[column].dropna(), rows["source_doi"].dropna()
    assert len(read) > 20
    assert read.str.startswith("10.").all()
    assert not source.empty
    documents = set(Source.objects.exclude(doi=None).values_list("doi", flat=True))
    assert {one for text in read for one in text.split("; ")} <= documents


def test_names_are_of_their_conditions() -> None:
    names = LIST_TYPES["measurements"].file_columns(LIST_TYPES["measurements"].columns)
    for key, entry in CONDITIONS.items():
        assert f"{key}_status" in names
        assert [name for name in names if name.startswith(key)] if entry.kind == "number" else key in names
    assert names.index("temperature_degC") + 6 == names.index("temperature_status")


def test_lines_to_copy_read_the_rows_of_the_page(client) -> None:
    page = client.get("/measurements/?property=ionic_conductivity&q=MgSc2Se4").content.decode()
    address = "http://testserver/measurements/?property=ionic_conductivity&amp;q=MgSc2Se4&amp;format=csv"
    for start in ("pd.read_csv(&#34;", "mgdb-measurements.csv &#39;", "read.csv(&#34;"):
        assert f"{start}{address}" in page
    wanted = content(client, address.replace("&amp;", "&").removeprefix("http://testserver"))
    assert len(read_csv_of_r(wanted.decode("utf-8-sig"))["id"]) == len(pd.read_csv(io.BytesIO(wanted))) > 1


def test_lines_to_copy_run_as_they_are() -> None:
    address = "https://mgdb.example/materials/?q=%22it%27s%22+%24%28x%29&format=csv"
    said = {one.key: one.lines for one in snippets(address, "materials")}
    compile(said["pandas"], "lines", "exec")
    assert f'"{address}"' in said["pandas"]
    assert said["curl"].endswith(f"'{address}'")
    assert said["r"] == f'materials <- read.csv("{address}", fileEncoding = "UTF-8-BOM")'


def test_a_statement_in_a_file_says_what_it_is_about(client) -> None:
    found = pd.read_csv(io.BytesIO(content(client, "/statements/?format=csv"))).set_index("id")
    stored = Statement.objects.published().select_related("material", "phase").in_bulk(field_name="public_id")
    assert set(found.index) == set(stored)
    for name in ("material", "phase"):
        said = {public_id: getattr(one, name).public_id for public_id, one in stored.items() if getattr(one, name)}
        assert len(said) > 30
        assert found[f"{name}_id"].dropna().to_dict() == said
        assert found.loc[list(said), name].notna().all()
    defects = {public_id for public_id, one in stored.items() if one.defect_kind}
    assert set(found["defect"].dropna().index) == defects


def test_a_pair_in_a_file_has_both_formulas_and_its_place(client) -> None:
    found = pd.read_csv(io.BytesIO(content(client, "/pairs/?format=csv")))
    assert found["modified_formula"].notna().sum() > 20
    assert found[["document", "document_id", "locator"]].notna().all().all()


@pytest.mark.parametrize("plot", ["rate", "diffusion", "effects"])
def test_the_file_of_a_plot_has_the_numbers_of_its_values(client, plot: str) -> None:
    found = pd.read_csv(io.BytesIO(content(client, f"/plots/{plot}/?format=csv")))
    stored = Measurement.objects.in_bulk(field_name="public_id")
    rows = found[found["unit"].notna()]
    assert len(rows) > 10
    for _, row in rows.iterrows():
        measurement = stored[row["measurement" if plot == "effects" else "id"]]
        entry = PROPERTIES[measurement.property_key]
        assert row["unit"] == entry.display_unit
        for column, number in (("value_min", measurement.low), ("value_max", measurement.high)):
            assert (
                pd.isna(row[column])
                if number is None
                else row[column]
                == pytest.approx(from_canonical(number, row["unit"], entry.dimension) if entry.dimension else number)
            )
        assert row["bound"] == measurement.bound
    if plot == "effects":
        assert found["control_value_min"].dtype == float
        assert found["control_unit"].notna().all()


def test_a_text_has_no_bound_and_json_and_files_know_a_condition_in_the_same_words(client) -> None:
    rows = client.get("/api/v1/measurements/?page_size=1000&fields=id,kind,bound,conditions").json()["results"]
    assert {row["bound"] for row in rows if row["kind"] != "number"} == {None}
    assert None not in {row["bound"] for row in rows if row["kind"] == "number"}
    found = pd.read_csv(io.BytesIO(content(client, "/measurements/?format=csv"))).set_index("id")
    told = {row["id"]: row["conditions"]["temperature"] for row in rows if "temperature" in row["conditions"]}
    assert len(told) > 300
    assert found["temperature_status"].dropna().to_dict() == {key: one["status"] for key, one in told.items()}
    assumed = {key for key, one in told.items() if one["assumed"]}
    assert set(found.index[found["temperature_assumed"] == True]) == assumed  # noqa: E712 (a column)
    assert len(assumed) > 50
