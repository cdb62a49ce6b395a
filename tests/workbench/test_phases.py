"""Rows name the phase of their material: one of all papers, or a new one, which is made where somebody says so."""

from __future__ import annotations

import pytest

from mgdb.models import Material, Phase
from mgdb.workbench import Bench
from mgdb.workbench.phases import form_of_new
from tests.review.people import person

from .test_saving import SPECIMEN, paper_of, row, save, told

pytestmark = pytest.mark.django_db
NEW = "TiO2 (bronze)"


@pytest.fixture
def ada(db):
    return person("ada", "contributor")


@pytest.fixture
def bench(ada):
    return Bench(paper_of(ada), ada)


@pytest.mark.parametrize("typed", ["TiO2 (anatase)", "tio₂  (Anatase)", "{id}", "anatase ({id})"])
def test_a_specimen_is_of_the_phase_that_is_named(bench, typed):
    phase = Phase.objects.get(name="TiO2 (anatase)")
    save(bench, row("1", "specimens", **SPECIMEN, phase=typed.format(id=phase.public_id)))
    assert Material.objects.get(source=bench.paper).phase == phase
    solid = {"line": "MgSc2Se4", "phase": typed.format(id=phase.public_id)}
    save(bench, row("2", "electrolytes", **solid))
    assert Material.objects.get(source=bench.paper, name="MgSc2Se4").phase == phase


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("TiO2 (anatas)", ["TiO2 (anatase)", "new: TiO2 (anatas)"]),
        ("no such phase at all", ["new: no such phase at all"]),
        ("pha-0000000", []),
        ("new:", []),
    ],
)
def test_a_phase_that_is_not_there_is_said_with_those_that_are_called_alike(bench, typed, ways):
    save(bench, row("1", "specimens", **SPECIMEN, phase=typed))
    one = told(bench)["row-00000001"]
    assert one.state == "waiting"
    [note] = one.notes
    assert (note["column"], note["kind"]) == ("phase", "question" if ways else "fault")
    assert note["spellings"][:1] + note["spellings"][1:][-1:] == ways
    assert not Material.objects.filter(source=bench.paper).exists()


@pytest.mark.parametrize(
    ("name", "form"),
    [
        (NEW, {"formula": "TiO2", "polymorph": "bronze"}),
        ("Mo6Te8 (Chevrel)", {"formula": "Mo6Te8", "polymorph": "Chevrel"}),
        ("α-V2O5", {"formula": "V2O5", "polymorph": "α"}),
        ("VO2 (Pmn21)", {"formula": "VO2", "space_group": "Pmn21"}),
        ("Mg(BH4)2", {"formula": "Mg(BH4)2"}),
        ("NASICON", {}),
    ],
)
def test_the_name_of_a_new_phase_says_its_formula_and_structure(name, form):
    assert form_of_new(name) == {"name": name, **form}


def test_a_new_phase_is_asked_for_and_made_with_the_row_that_says_so(bench, ada):
    save(bench, row("1", "specimens", **SPECIMEN, phase=NEW))
    [note] = told(bench)["row-00000001"].notes
    assert "a draft of the formula TiO2 and the structure bronze" in note["text"]
    assert not Phase.objects.filter(name=NEW).exists()
    one = save(bench, row("1", "specimens", revision=1, **SPECIMEN, phase=note["spellings"][-1]))["row-00000001"].row
    phase = Phase.objects.get(name=NEW)
    assert (phase.formula, phase.polymorph, phase.status, phase.entered_by) == ("TiO2", "bronze", "draft", ada)
    assert Material.objects.get(source=bench.paper).phase == phase
    assert phase.public_id in one.record_ids
    # The row stays as it is typed, and makes no second one; nor does another row, or another person.
    save(bench, row("1", "specimens", revision=2, **SPECIMEN, phase=f"new: {NEW}", strategy="annealing"))
    save(bench, row("2", "electrolytes", line="MgSc2Se4", phase=f"new: {NEW}"))
    save(
        Bench(bench.paper, person("mary", "contributor")), row("3", "specimens", **SPECIMEN | {"name": "N"}, phase=NEW)
    )
    assert Phase.objects.get(name=NEW) == phase
    assert {one.phase for one in Material.objects.filter(source=bench.paper)} == {phase}
    assert [one.notes for one in told(bench).values()] == [[], []]


def test_a_new_phase_goes_with_its_row_unless_others_name_it(bench):
    save(bench, row("1", "specimens", **SPECIMEN, phase=f"new: {NEW}"))
    save(bench, row("1", "specimens", revision=1, **SPECIMEN, phase="TiO2 (anatase)"))
    assert not Phase.objects.filter(name=NEW).exists()
    save(bench, row("1", "specimens", revision=2, **SPECIMEN, phase=f"new: {NEW}"))
    save(bench, row("2", "electrolytes", line="MgSc2Se4", phase=NEW))
    save(bench, row("1", "specimens", revision=3, deleted=True))
    assert [one.name for one in Material.objects.filter(source=bench.paper)] == ["MgSc2Se4"]
    assert Phase.objects.get(name=NEW).status == "draft"


def test_a_new_phase_that_others_name_is_not_rewritten_with_its_row(bench):
    save(bench, row("1", "specimens", **SPECIMEN, phase=f"new: {NEW}"))
    save(bench, row("1", "specimens", revision=1, **SPECIMEN, phase="new: TiO2 (bronse)"))  # this row's alone
    save(bench, row("1", "specimens", revision=2, **SPECIMEN, phase=f"new: {NEW}"))
    assert not Phase.objects.filter(name="TiO2 (bronse)").exists()
    save(bench, row("2", "electrolytes", line="MgSc2Se4", phase=NEW))
    save(bench, row("1", "specimens", revision=3, **SPECIMEN, phase="new: TiO2 (zinc blende)"))
    phases = dict(Material.objects.filter(source=bench.paper).values_list("name", "phase__name"))
    assert phases == {"L-VX": "TiO2 (zinc blende)", "MgSc2Se4": NEW}
    assert [one.notes for one in told(bench).values()] == [[], []]


def test_a_new_phase_that_is_said_twice_is_made_once(bench):
    save(bench, row("1", "specimens", **SPECIMEN, phase=f"new: New:{NEW}"))
    [phase] = Phase.objects.filter(name__endswith=NEW)
    assert phase.name == NEW


def test_rows_that_are_sent_together_make_one_phase(bench):
    both = (
        row("1", "specimens", **SPECIMEN, phase=f"new: {NEW}"),
        row("2", "electrolytes", line="MgSc2Se4", phase=f"new:{NEW}"),
    )
    save(bench, *both)
    assert Phase.objects.filter(name=NEW).count() == 1
    assert Material.objects.filter(source=bench.paper, phase__name=NEW).count() == 2


@pytest.mark.parametrize("empty", [{}, {"name": "", "phase": " "}])
def test_a_new_phase_goes_when_its_row_is_emptied(bench, empty):
    save(bench, row("1", "specimens", **SPECIMEN, phase=f"new: {NEW}"))
    save(bench, row("1", "specimens", revision=1, **empty))
    assert not Phase.objects.filter(name=NEW).exists()
    assert not Material.objects.filter(source=bench.paper).exists()


@pytest.mark.parametrize("change", [{"deleted": True}, {}, SPECIMEN | {"phase": "TiO2 (anatase)"}])
def test_a_new_phase_goes_with_the_last_row_that_names_it(bench, change):
    save(bench, row("1", "specimens", **SPECIMEN, phase=f"new: {NEW}"))
    save(bench, row("2", "electrolytes", line="MgSc2Se4", phase=NEW))
    save(bench, row("1", "specimens", revision=1, **change))
    assert Phase.objects.filter(name=NEW).exists()
    save(bench, row("2", "electrolytes", revision=1))
    assert not Phase.objects.filter(name=NEW).exists()
    assert [one.notes for one in told(bench).values() if one.notes] == []
