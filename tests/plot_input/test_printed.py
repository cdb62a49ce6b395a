"""Plots as tables in print: every row once, with its source cited."""

import io
import zipfile

import pytest

pytestmark = pytest.mark.django_db


def printed(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def rows(table):
    return [line for line in table.splitlines() if line.endswith(r"\\")][1:]  # without the headings


@pytest.mark.parametrize("slug", ["effects", "coverage", "windows"])
def test_a_plot_in_latex_has_a_row_for_each_line(client, slug):
    drawing = client.get(f"/plots/{slug}/").context["drawing"]
    files = printed(client, f"/plots/{slug}/?format=latex")
    assert len(rows(files["table.tex"])) == len(drawing.listing.rows)
    assert drawing.account[:20] in files["notes.tex"]


def test_each_factor_cites_its_paper_and_numbers_go_through_siunitx(client):
    files = printed(client, "/plots/effects/?format=latex")
    for row in rows(files["table.tex"]):
        assert r"\cite{" in row
        assert r"\num{" in row
    drawing = client.get("/plots/effects/").context["drawing"]
    assert files["references.bib"].count("@article{") == len({item.point.group for item in drawing.drawn})


def test_a_table_of_values_tells_their_chemistry_and_which_are_suspect(client):
    files = printed(client, "/plots/cycling/?format=latex")
    drawing = client.get("/plots/cycling/").context["drawing"]
    told = rows(files["table.tex"])
    assert len(told) == len(drawing.drawn)
    for row, item in zip(told, drawing.drawn, strict=True):
        assert ("(suspect)" in row) == item.point.suspect
        assert ("(with caution)" in row) == bool(item.point.doubt and not item.point.suspect)
        assert ("(dual salt)" in row) == (item.point.chemistry == "Mg-Li")
        assert ("& not stated &" in row) == (not item.point.chemistry)
    assert {item.point.chemistry for item in drawing.drawn} == {"Mg", "Mg-Li", ""}
    assert any(item.point.suspect for item in drawing.drawn)
