"""Rows become drafts of their author; what stands in the way is said; nothing is written twice or over another's."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mgdb import review, workbench
from mgdb.models import Cell, Material, Measurement, Pair, ReportedFactor, Source, Statement, WorkbenchRow
from mgdb.workbench import Bench, Sent, sent_rows
from tests.review.people import by_id, person


def paper_of(by) -> Source:
    source = Source()
    review.apply(source, {"title": "A new paper", "year": 2025}, by_id, by=by)
    return Source.objects.get(pk=source.pk)


@pytest.fixture
def ada(db):
    return person("ada", "contributor")


@pytest.fixture
def bench(ada):
    return Bench(paper_of(ada), ada)


def row(key: str, grid: str, *, revision: int = 0, deleted: bool = False, **payload: str) -> Sent:
    return Sent(f"row-{key:0>8}", grid, 0.0, revision, payload, deleted)


SPECIMEN = {"name": "L-VX", "formula": "V2O5·nH2O", "role": "cathode", "where": "Section 2"}
CONTROL = {"name": "B-VX", "formula": "V2O5", "role": "cathode"}
VALUE = {"of": "L-VX", "property": "Specific capacity", "printed": "355.3 mAh/g", "where": "Fig. 4c",
         "conditions": "0.1 A/g; discharge; T n.r.; others n.r."}  # fmt: skip


def save(bench, *rows):
    return {one.key: one for one in workbench.save(bench, rows)}


def told(bench) -> dict:
    return {one.key: one for one in workbench.tell(bench, workbench.rows_of(bench))}


def test_a_row_becomes_a_draft_of_its_author(bench, ada):
    save(bench, row("1", "specimens", **SPECIMEN), row("2", "values", **VALUE))
    material, value = Material.objects.get(source=bench.paper), Measurement.objects.get(source=bench.paper)
    assert (material.name, material.formula, material.roles, material.status) == (
        "L-VX", "V2O5·nH2O", ["cathode"], "draft",
    )  # fmt: skip
    assert (value.value, value.material, value.status, value.entered_by) == (355.3, material, "draft", ada)
    report = value.reports.get()
    assert (report.document, report.locator, report.printed_value, report.printed_unit) == (
        bench.paper, "Fig. 4c", "355.3", "mAh/g",
    )  # fmt: skip
    conditions = {one.key: one.printed or one.status for one in value.conditions.all()}
    assert conditions == {
        "current_density": "0.1 A/g",
        "direction": "discharge",
        "temperature": "not_reported",
        "cycle_number": "not_reported",
        "test_step": "not_reported",
    }
    found = told(bench)
    assert found["row-00000002"].state == "draft"
    assert found["row-00000002"].records == [value]
    assert "355.3" in found["row-00000002"].reading.said


def test_a_value_waits_for_its_specimen_and_then_becomes_a_draft(bench):
    save(bench, row("2", "values", **VALUE))
    note = told(bench)["row-00000002"].notes[0]
    assert (note["column"], "Waits for a specimen or cell “L-VX”" in note["text"]) == ("of", True)
    assert not Measurement.objects.filter(source=bench.paper).exists()
    saved = save(bench, row("1", "specimens", **SPECIMEN))
    assert saved["row-00000002"].row.problems == []
    assert Measurement.objects.get(source=bench.paper).material.name == "L-VX"


def test_a_control_makes_the_pair_once_both_are_there(bench):
    save(bench, row("1", "specimens", **SPECIMEN, control="B-VX"))
    assert not Pair.objects.filter(source=bench.paper).exists()
    assert told(bench)["row-00000001"].notes[0]["kind"] == "wait"
    save(bench, row("2", "specimens", **CONTROL))
    pair = Pair.objects.get(source=bench.paper)
    assert (pair.modified.name, pair.control.name, pair.locator) == ("L-VX", "B-VX", "Section 2")
    save(bench, row("1", "specimens", revision=1, **SPECIMEN))  # the control is taken out
    assert not Pair.objects.filter(source=bench.paper).exists()
    assert Material.objects.filter(source=bench.paper).count() == 2


def test_a_rate_series_is_one_row(bench):
    series = VALUE | {"printed": "347.2, 300.4, 161, 299.7 mAh/g", "conditions": "0.05, 0.1, 1, 0.1 A/g; T n.r."}
    save(bench, row("1", "specimens", **SPECIMEN), row("2", "values", **series))
    steps = [
        (one.value, *(one.conditions.get(key=key).printed for key in ("current_density", "test_step")))
        for one in Measurement.objects.filter(source=bench.paper).order_by("pk")
    ]
    assert steps == [
        (347.2, "0.05 A/g", "rate"),
        (300.4, "0.1 A/g", "rate"),
        (161.0, "1 A/g", "rate"),
        (299.7, "0.1 A/g", "recovery"),
    ]
    ids = set(Measurement.objects.filter(source=bench.paper).values_list("public_id", flat=True))
    shorter = series | {"printed": "347.2, 300.4, 162 mAh/g", "conditions": "0.05, 0.1, 1 A/g; T n.r."}
    save(bench, row("2", "values", revision=1, **shorter))
    left = Measurement.objects.filter(source=bench.paper).order_by("pk")
    assert [one.value for one in left] == [347.2, 300.4, 162.0]
    assert {one.public_id for one in left} < ids


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    ("more", "column", "kind", "words"),
    [
        ({"printed": "355.3"}, "", "doubt", "printed without a unit"),
        ({"printed": "10-5 mAh/g"}, "printed", "question", "10"),
        ({"printed": "−5 mAh/g"}, "printed", "fault", "impossible"),
        ({"printed": "355.3 eV"}, "printed", "fault", "eV"),
        ({"property": "Specifc capacty"}, "property", "fault", "did you mean"),
        ({"property": "", "where": ""}, "property", "fault", "three letters"),
        ({"conditions": "25 C"}, "conditions", "question", "C-rate"),
        ({"conditions": "0.1, 0.2 A/g"}, "printed", "fault", "one value and 2 steps"),
        ({"flag": "odd: it is"}, "flag", "fault", "misprint"),
        ({"of": "Mo6S8"}, "of", "question", "another paper has"),
        ({"source": "10.1000/none"}, "source", "fault", "No source"),
        ({"ion": "MgCl2"}, "ion", "fault", "has no charge"),
    ],
)
def test_what_stands_in_the_way_is_said_at_its_column(bench, more, column, kind, words):
    other = Source.objects.published().first()
    review.apply(Material(), {"name": "Mo6S8", "source": other.public_id, "roles": ["cathode"]}, by_id, by=bench.user)
    save(bench, row("1", "specimens", **SPECIMEN), row("2", "values", **(VALUE | more)))
    notes = told(bench)["row-00000002"].notes
    assert [note for note in notes if note["column"] == column and note["kind"] == kind and words in note["text"]]
    assert Measurement.objects.filter(source=bench.paper).exists() == (kind == "doubt")


@pytest.mark.parametrize(
    ("typed", "ion"), [("MgCl3-", "MgCl₃⁻"), ("Li+ + Mg2+", "Mg2++Li+"), ("Mg²⁺", "Mg2+"), ("not stated", "not_stated")]
)
def test_the_ion_of_a_value_may_be_given_by_its_formula(bench, typed, ion):
    save(bench, row("1", "specimens", **SPECIMEN), row("2", "values", **VALUE, ion=typed))
    assert Measurement.objects.get(source=bench.paper).ion == ion


def test_an_edited_row_updates_its_own_draft(bench):
    save(bench, row("1", "specimens", **SPECIMEN), row("2", "values", **VALUE))
    before = Measurement.objects.get(source=bench.paper)
    save(bench, row("2", "values", revision=1, **(VALUE | {"printed": "256.6 mAh/g"})))
    after = Measurement.objects.get(source=bench.paper)
    assert (after.public_id, after.value) == (before.public_id, 256.6)
    save(bench, row("2", "values", revision=2, **(VALUE | {"printed": "nonsense"})))
    assert Measurement.objects.get(source=bench.paper).value == 256.6  # the draft stands until the row reads again
    assert told(bench)["row-00000002"].state == "waiting"


def test_a_row_that_is_sent_twice_is_written_once_and_no_other_window_is_written_over(bench):
    first = row("1", "specimens", **SPECIMEN)
    assert [one.outcome for one in (*save(bench, first).values(), *save(bench, first).values())] == ["saved", "same"]
    assert Material.objects.filter(source=bench.paper).count() == WorkbenchRow.objects.count() == 1
    [other] = save(bench, row("1", "specimens", **(SPECIMEN | {"name": "V2O5"}))).values()
    assert (other.outcome, other.row.payload["name"]) == ("moved", "L-VX")
    [gone] = save(bench, row("9", "specimens", revision=3, **SPECIMEN)).values()
    assert gone.outcome == "gone"


def test_a_deleted_row_discards_its_draft_unless_others_refer_to_it(bench):
    save(bench, row("1", "specimens", **SPECIMEN), row("2", "values", **VALUE))
    [kept] = save(bench, row("1", "specimens", revision=1, deleted=True)).values()
    assert "Others refer to it" in kept.row.problems[0][1]
    save(bench, row("1", "specimens", revision=1, deleted=True), row("2", "values", revision=1, deleted=True))
    assert not WorkbenchRow.objects.exists()
    assert not Material.objects.filter(source=bench.paper).exists()


def test_what_was_handed_in_is_not_written_from_here(bench):
    save(bench, row("1", "specimens", **SPECIMEN))
    material = Material.objects.get(source=bench.paper)
    review.submit(material, by=bench.user, seen=material.revision)
    save(bench, row("1", "specimens", revision=1, **(SPECIMEN | {"name": "V2O5"})))
    assert Material.objects.get(pk=material.pk).name == "L-VX"
    assert "in review" in told(bench)["row-00000001"].notes[0]["text"]
    save(bench, row("1", "specimens", revision=2, deleted=True))
    assert Material.objects.filter(pk=material.pk).exists()


def test_a_draft_that_somebody_changed_elsewhere_is_not_written_over(bench):
    save(bench, row("1", "specimens", **SPECIMEN))
    material = Material.objects.get(source=bench.paper)
    stored = WorkbenchRow.objects.get()
    stored.records["material"][1] -= 1  # as after another transaction, which alone raises the revision
    stored.save()
    save(bench, row("1", "specimens", revision=1, **(SPECIMEN | {"formula": "V2O5"})))
    assert Material.objects.get(pk=material.pk).formula == "V2O5·nH2O"
    assert "was saved while you had it open" in told(bench)["row-00000001"].notes[0]["text"]


def test_two_curators_have_rows_of_their_own_and_name_each_others_records(bench):
    grace = Bench(bench.paper, person("grace", "contributor"))
    save(bench, row("1", "specimens", **SPECIMEN))
    save(grace, row("1", "specimens", **SPECIMEN), row("2", "values", **VALUE))
    found = told(grace)
    assert Material.objects.get(source=bench.paper).entered_by == bench.user
    assert found["row-00000001"].state == "known"
    assert found["row-00000001"].known[0].name == "L-VX"
    assert Measurement.objects.get(source=bench.paper).entered_by == grace.user
    save(bench, row("2", "values", **VALUE))
    assert [one.entered_by for one in told(bench)["row-00000002"].known] == [grace.user]  # the same value is said


def test_a_doubt_stays_until_it_is_answered_or_flagged(bench):
    wild = VALUE | {"printed": "355300 mAh/g"}
    save(bench, row("1", "specimens", **SPECIMEN), row("2", "values", **wild))
    doubt = told(bench)["row-00000002"]
    assert doubt.state == "doubt"
    assert "likely slip" in doubt.notes[0]["text"]
    workbench.answer(bench, "row-00000002", doubt.notes[0]["text"])
    assert told(bench)["row-00000002"].state == "draft"
    with pytest.raises(ValidationError, match="not open"):
        workbench.answer(bench, "row-00000002", doubt.notes[0]["text"])
    save(bench, row("3", "values", **wild | {"printed": "355400 mAh/g"}, flag="suspect magnitude: far above theory"))
    assert told(bench)["row-00000003"].state == "draft"


def test_electrolytes_cells_pairs_factors_and_statements(bench):
    save(
        bench,
        row("1", "specimens", **SPECIMEN),
        row("2", "specimens", **CONTROL),
        row("3", "electrolytes", line="0.4 M APC + 0.4 M LiCl in THF"),
        row("4", "cells", working="L-VX", counter="Mg foil", electrolyte="0.4 M APC + 0.4 M LiCl in THF",
            window="0.2 to 2.1 V vs Mg", loading="1.2 mg cm-2", configuration="half"),
        row("5", "pairs", modified="L-VX", control="B-VX", where="Table 1", properties="specific capacity"),
        row("6", "factors", of="L-VX", property="migration barrier", printed="about three times lower", number="≈3",
            against="B-VX", where="Abstract"),
        row("7", "statements", subject="shape of L-VX", text="The sheets are thin.", topic="observation",
            of="L-VX", where="Fig. 2a"),
        row("8", "electrolytes", line="MgSc2Se4 + Se (second phase)", name="MgSc2Se4, Se-rich", formula="MgSc2Se4",
            family="spinel", preparation="solid-state reaction", strategy="excess of Se", morphology="pellet"),
    )  # fmt: skip
    assert {key: [note["text"] for note in one.notes] for key, one in told(bench).items() if one.state != "draft"} == {}
    material = Material.objects.get(source=bench.paper, roles=["electrolyte"], name__startswith="0.4 M")
    electrolyte = material.electrolyte
    assert [(one.role, one.name, one.low, one.unit) for one in electrolyte.components.all()][-2:] == [
        ("salt", "LiCl", 0.4, "M"),
        ("solvent", "THF", None, ""),
    ]
    assert (electrolyte.carrier_cations, electrolyte.chloride) == (["Li", "Mg"], "yes")
    solid = Material.objects.get(source=bench.paper, name="MgSc2Se4, Se-rich")
    assert (solid.formula, solid.structure_family, solid.fabrication, solid.strategy, solid.morphology) == (
        "MgSc2Se4", "spinel", "solid-state reaction", "excess of Se", "pellet",
    )  # fmt: skip
    assert [one.role for one in solid.electrolyte.components.all()] == ["salt", "second_phase"]
    cell = Cell.objects.get(source=bench.paper)
    assert (cell.name, cell.window_low, cell.window_high, cell.window_scale, cell.loading_low) == (
        "Mg foil | 0.4 M APC + 0.4 M LiCl in THF | L-VX", 0.2, 2.1, "Mg", 1.2,
    )  # fmt: skip
    assert Pair.objects.get(source=bench.paper).properties == ["specific_capacity"]
    factor = ReportedFactor.objects.get(source=bench.paper)
    assert (factor.value, factor.approximate, factor.relative_to.name) == (3.0, True, "B-VX")
    assert Statement.objects.get(document=bench.paper).material.name == "L-VX"


def test_the_person_must_be_allowed_to_enter_records(bench):
    visitor = Bench(bench.paper, person("vera", "reviewer"))
    visitor.user.groups.clear()
    visitor.user = type(visitor.user).objects.get(pk=visitor.user.pk)
    save(visitor, row("1", "specimens", **SPECIMEN))
    assert "contributor’s task" in told(visitor)["row-00000001"].notes[0]["text"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({}, "rows"),
        ([[]], "mapping"),
        ([{"key": "short", "grid": "values"}], "8 to 32"),
        ([{"key": "x" * 12, "grid": "odd"}], "is not a grid"),
        ([{"key": "x" * 12, "grid": "values", "revision": -1}], "revision"),
        ([{"key": "x" * 12, "grid": "values", "revision": True}], "revision"),
        ([{"key": "x" * 12, "grid": "values", "position": float("inf")}], "position"),
        ([{"key": "x" * 12, "grid": "values", "payload": {"odd": "1"}}], "is not a column"),
        ([{"key": "x" * 12, "grid": "values", "payload": {"of": 1}}], "should be text"),
        ([{"key": "x" * 12, "grid": "values"}] * 2, "one key"),
        ([{"key": f"x{n:011}", "grid": "values"} for n in range(101)], "at most 100"),
    ],
)
def test_what_is_sent_has_limits(rows, words):
    with pytest.raises(ValidationError, match=words):
        sent_rows({"rows": rows})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * 1001, "at most 1,000"),
        ("a\u202eb", "direction"),
        ("a\u200bb", "nobody can see"),
        ("a\x00b", "nobody can see"),
        ("a\ud800", "nobody can see"),
    ],
)
def test_a_row_that_cannot_be_kept_says_why_and_holds_up_no_other(bench, text, words):
    rows = [{"key": f"row-0000000{n}", "grid": "specimens", "payload": {"name": f"A{n}"}} for n in range(3)]
    rows[1]["payload"]["name"] = text
    sent = sent_rows({"rows": rows})
    saved = save(bench, *sent)
    assert [saved[one.key].outcome for one in sent] == ["saved", "refused", "saved"]
    [told] = workbench.tell(bench, [saved["row-00000001"].row])
    assert (told.state, [note["column"] for note in told.notes]) == ("waiting", ["name"])
    assert words in told.notes[0]["text"]
    assert {one.key for one in workbench.rows_of(bench)} == {"row-00000000", "row-00000002"}


def test_what_is_stored_stands_when_its_row_cannot_be_kept_as_it_is_now(bench):
    save(bench, row("1", "specimens", **SPECIMEN))
    [sent] = sent_rows(
        {"rows": [{"key": "row-00000001", "grid": "specimens", "revision": 1, "payload": {"name": "\u200b"}}]}
    )
    assert save(bench, sent)[sent.key].outcome == "refused"
    assert [(one.revision, one.payload) for one in workbench.rows_of(bench)] == [(1, SPECIMEN)]


def test_a_workbench_holds_so_many_rows(bench, monkeypatch):
    monkeypatch.setattr("mgdb.workbench.saving.MOST_ROWS", 1)
    save(bench, row("1", "specimens", name="A"))
    saved = save(bench, row("2", "specimens", name="B"), row("1", "specimens", revision=1, name="C"))
    assert [one.outcome for one in saved.values()] == ["refused", "saved"]
    assert "holds 1 rows" in saved["row-00000002"].row.problem[1]
    saved = save(bench, row("2", "specimens", name="B"), row("1", "specimens", revision=2, deleted=True))
    assert [one.outcome for one in saved.values()] == ["saved", "gone"]


@pytest.mark.parametrize(
    ("printed", "more", "report"),
    [
        ("28.21 [Ω s-1/2]", {"property": "Warburg coefficient"}, ("28.21", "", "", "Ω s-1/2")),
        ("four-coordination [4]", {"property": "Coordination number"}, ("four-coordination", "", "4", "")),
        ("[VO5]", {"property": "Coordination number", "reading": "5"}, ("[VO5]", "", "5", "")),
    ],
)
def test_what_is_meant_and_not_printed_stands_in_brackets(bench, printed, more, report):
    save(
        bench,
        row("1", "specimens", **SPECIMEN),
        row("2", "values", **(VALUE | {"conditions": "", "printed": printed} | more)),
    )
    stored = Measurement.objects.get(source=bench.paper).reports.get()
    assert (stored.printed_value, stored.printed_unit, stored.reading, stored.assumed_unit) == report


def test_several_values_in_one_row_are_as_many_values_or_are_asked_about(bench):
    of_cycles = VALUE | {"printed": "120, 110, 100 mAh/g", "conditions": "cycle 1, 2, 3; 0.1 A/g; others n.r."}
    save(bench, row("1", "specimens", **SPECIMEN), row("2", "values", **of_cycles))
    stored = Measurement.objects.filter(source=bench.paper).order_by("pk")
    assert [(one.value, one.conditions.get(key="cycle_number").low) for one in stored] == [(120, 1), (110, 2), (100, 3)]
    [told] = workbench.tell(bench, [row("3", "values", **(VALUE | {"printed": "20, 11, 10 mAh/g"}))])
    assert [(note["kind"], "3 values as one" in note["text"]) for note in told.notes] == [("hint", True)]
    [told] = workbench.tell(bench, [row("3", "values", **(VALUE | {"printed": "20, 11 mAh/g", "range": "samples"}))])
    assert told.notes == []


def test_what_a_ratio_is_of_stays_with_the_electrolyte(bench):
    line = {"line": "MgCl2·6H2O : PEO : H2O = 4:1:1 by mass", "where": "Section 2", "class": "polymer"}
    save(bench, row("1", "electrolytes", **line))
    [one] = told(bench).values()
    assert (one.state, "Ratio by mass." in one.reading.said) == ("draft", True)
    assert Material.objects.get(source=bench.paper).electrolyte.remarks == "Ratio by mass."
