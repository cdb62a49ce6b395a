"""What somebody may paste in place of a table costs little: time of this thread, whatever the machine does besides."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from django.test import Client

from mgdb.formats import table_file
from mgdb.formats.table_file import UnreadableTable

pytestmark = pytest.mark.django_db
RUNS = ["a ", "1 ", "S", " ", "<sup>"]


@pytest.fixture
def send():
    client = Client()
    client.post("/plots/arrhenius/own-data/", {"text": "T (°C),a (S/cm)\n25,1e-4\n"})  # what is kept is there
    return lambda text: client.post("/plots/arrhenius/own-data/", {"text": text})


@pytest.mark.sampled(2)
@pytest.mark.parametrize("run", RUNS)
def test_a_heading_or_a_cell_of_a_thousand_characters_is_refused_at_once(run, send):
    long = (run * 4_000)[:3_800]
    for text in (f"T (°C),{long}x\n25,1\n30,2\n", f"{long}x,b\n1,2\n3,4\n", f"x;y\n1{long}!;2\n3;4\n"):
        began = time.thread_time()
        answer = send(text)
        assert time.thread_time() - began < 2, text[:40]
        assert answer.status_code == 200
    assert "has more than 200 characters" in send(f"x;y\n1{long.strip() or 'a' * 300}!;2\n3;4\n").content.decode()


@pytest.mark.sampled(2)
@pytest.mark.parametrize("run", RUNS)
def test_one_of_as_many_as_are_read_costs_little(run, send):
    long = (run * 200)[:190]
    for text in (f"T (°C) {long},sigma\n25,1\n30,2\n", f"{long},sigma\n25,1\n", f"T (°C),s (S/cm)\n25,{long}\n30,2\n"):
        began = time.thread_time()
        assert send(text).status_code == 200
        assert time.thread_time() - began < 3, text[:40]


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "text",
    [
        "a;b\n1;2\n" * 2490,
        "\n".join(";".join(["a b"] * 60) + "\n" + ";".join(["1"] * 60) for _ in range(700)),
        "1,2;3\t4|5\n" * 4000,
        "1|2\n" * 4990,
        "T (°C)," + ",".join(["<sup>" + " " * 180 + "x"] * 19) + "\n" + ",".join(["1"] * 20) + "\n",
        "T (°C);s (S/cm)\n" + ("25;" + "10 " * 60 + "\n") * 1400,
        "T (°C);s (S/cm)\n" + "25;abc\n26;1e-5\n" * 700,
        "\n\n1;2" * 700,
    ],
    ids=["tables", "wide tables", "separators", "bars", "headings", "long cells", "no numbers", "blank lines"],
)
def test_a_table_is_read_or_refused_in_a_few_seconds(text, send):
    began = time.thread_time()
    assert send(text).status_code == 200
    assert time.thread_time() - began < 8


@pytest.mark.parametrize("sheet", ["<row>" + "<c/>" * 2_000_000 + "</row>", "<row/>" * 1_500_000])
def test_a_workbook_of_empty_cells_is_refused_at_once(sheet):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{sheet}</sheetData></worksheet>")
    began = time.thread_time()
    with pytest.raises(UnreadableTable, match="empty ones counted"):
        table_file.read(packed.getvalue())
    assert time.thread_time() - began < 1
