"""Cells of a checked table that are corrected where the check found fault, and values of cells that are here."""

import pytest

from mgdb import review
from mgdb.ingest import tables
from mgdb.ingest.tables import correcting
from mgdb.models import Cell, Job, Material, Measurement, Source
from tests.review.people import by_id

from .test_tables import TABLE, checked, curator, loaded, uploaded

pytestmark = pytest.mark.django_db


def corrected(upload, number, **texts):
    row = tables.correct(upload, number, {int(name[1:]): text for name, text in texts.items()}, by=upload.owner)
    upload.refresh_from_db()
    return row


def test_a_corrected_line_is_checked_alone_and_loaded_as_it_was_corrected():
    upload = uploaded()
    checked(upload)
    assert upload.report["states"]["fault"] == 3
    row = corrected(upload, 6, _2="1e-5")
    assert (row.state, row.printed, row.reading, row.said) == (
        "sound",
        "1e-5 S cm⁻¹",
        "10⁻⁵\u00a0S cm⁻¹",
        ["Corrected here."],
    )
    assert upload.report["states"] == {"sound": 4, "fault": 2, "doubt": 1, "duplicate": 1, "left_out": 1}
    assert upload.report["new"]["measurements"] == 6
    assert upload.choices["cells"] == {"6": {"2": ["10-5", "1e-5"]}}
    assert tables.line_of(upload, 6).cells[2] == "1e-5"
    loaded(upload, "sound")
    assert Measurement.objects.get(material__formula="Li3PO4").value == 1e-5
    assert bytes(upload.content).decode() == TABLE


def test_the_whole_check_says_the_same_as_the_check_of_the_corrected_line():
    upload = uploaded()
    checked(upload)
    corrected(upload, 7, _1="Li2O")
    corrected(upload, 9, _5="10.1234/three")
    alone = {line.number: (line.state, line.said) for line in upload.lines.all()}
    states = upload.report["states"]
    whole = {number: (line.state, line.said) for number, line in checked(upload).items()}
    assert alone == whole
    assert upload.report["states"] == states
    assert upload.report["unreadable"] == []


def test_a_line_that_says_what_another_says_is_a_duplicate_once_it_is_corrected():
    upload = uploaded()
    checked(upload)
    row = corrected(upload, 8, _1="Li10GeP2S12", _2="1.2E-2", _3="P42/nmc", _4="LGPS", _5="10.1234/two")
    assert (row.state, row.said) == ("duplicate", ["Corrected here.", "Line 4 says the same."])


def test_a_correction_that_is_no_better_says_so_and_the_files_own_text_takes_it_back():
    upload = uploaded()
    checked(upload)
    row = corrected(upload, 6, _2="much")
    assert row.state == "fault"
    corrected(upload, 6, _2="10-5")
    assert "cells" not in upload.choices
    assert upload.lines.get(number=6).said[0].startswith("“10-5”") or "10⁻⁵" in upload.lines.get(number=6).said[0]


def test_what_cannot_be_corrected_is_refused_with_the_reason(monkeypatch):
    upload = uploaded()
    checked(upload)
    for number, texts, words in (
        (99, {2: "1"}, "no line 99"),
        (11, {2: "1"}, "left out"),
        (6, {40: "1"}, "no column 41"),
        (6, {2: "1" * 501}, "up to 500"),
    ):
        with pytest.raises(tables.TableFault, match=words):
            tables.correct(upload, number, texts, by=upload.owner)
    monkeypatch.setattr(correcting, "MOST", 1)
    corrected(upload, 6, _2="1e-5")
    with pytest.raises(tables.TableFault, match="Up to 1 lines"):
        corrected(upload, 7, _1="Li2O")
    upload.job = Job.objects.create(kind=Job.Kind.IMPORT_TABLE, created_by=upload.owner)
    upload.save()
    with pytest.raises(tables.TableFault, match="being checked or loaded"):
        corrected(upload, 6, _2="2e-5")
    upload.job = None
    upload.mapping["decimals"] = "comma"
    upload.save()
    with pytest.raises(tables.TableFault, match="changed since it was checked"):
        corrected(upload, 6, _2="2e-5")


def test_lines_whose_source_cannot_be_read_are_left_out_all_at_once_and_so_are_words_without_a_term():
    upload = uploaded()
    upload.choices = {"default": {"source": "leave out", "material.structure_family": "leave out"}}
    assert checked(upload)[9].state == "left_out"
    loaded(upload, "sound")
    assert Material.objects.get(formula="Li10GeP2S12", source__doi="10.1234/two").remarks == ""


CELLS = """\
Sample,Cell,Capacity (mAh g-1),Interfacial,DOI
VS4,Mg | APC | VS4,120,,{doi}
,mg | apc |  vs4,,55,{doi}
VS4,Mg | APC | MoS2,110,,{doi}
VS4,,,60,{doi}
"""


def test_values_are_of_cells_that_the_source_has_here_and_of_no_others():
    by = curator()
    source, cell = Source(), Cell()
    review.apply(source, {"title": "Of cells", "doi": "10.1234/cells"}, by_id, by=by)
    review.apply(cell, {"name": "Mg | APC | VS4", "source": source.public_id, "chemistry": "Mg"}, by_id, by=by)
    upload = uploaded(CELLS.format(doi=source.doi), by=by, **{"material.roles": "cathode"})
    assert upload.mapping["columns"][1][:2] == ["measured_in", ""]
    upload.mapping["columns"][2] = ["value:specific_capacity", "mAh/g"]
    upload.mapping["columns"][3] = ["value:cell_capacity", "mAh"]
    assert tables.TableMapping.from_data(upload.mapping).faults() == []
    lines = checked(upload)
    assert [lines[number].state for number in (2, 3)] == ["sound", "sound"], [line.said for line in lines.values()]
    assert "has no cell “Mg | APC | MoS2” here: its cells are “Mg | APC | VS4”" in lines[4].said[0]
    assert "is a value of a cell. Name the cell" in lines[5].said[0]
    loaded(upload, "sound", "doubt")
    of_material = Measurement.objects.get(source=source, property_key="specific_capacity")
    assert (of_material.material.name, of_material.measured_in, of_material.cell) == ("VS4", cell, None)
    of_cell = Measurement.objects.get(source=source, property_key="cell_capacity")
    assert (of_cell.material, of_cell.cell) == (None, cell)
    upload.mapping["columns"][1] = ["", ""]
    assert "is a value of a cell" in " ".join(tables.TableMapping.from_data(upload.mapping).faults())
