"""Loading dataset files: all or nothing, what was edited is kept, what is wrong says where."""

import re

import pytest
from django.contrib.auth.models import User

from mgdb import ingest, review
from mgdb.ingest.files import FORMAT
from mgdb.management.files import FIXTURES, dataset_texts
from mgdb.models import DatasetEntry, DatasetFile, Defect, Material, Measurement, ReportedFactor, Source
from tests.statements import statements

pytestmark = pytest.mark.django_db

NEW = """\
mgdb: 1
document: src-0000001

sources:
- id: src-0000001
  kind: article
  title: A paper made up for this test
  authors: [A. Tester]
  container: J. Test.
  year: 2020
  volume: 1
  pages: 1–9
  doi: 10.1234/test.1
  readings: 1

materials:
- id: mat-0000001
  name: VS4
  formula: VS4
  source: src-0000001
  roles: [cathode]
  defects:
  - id: def-0000001
    kind: cation_substitution
    species: Mo
  - id: def-0000002
    kind: anion_vacancy
    species: S
    induced_by: def-0000001
  readings: 1

measurements:
- id: mea-0000001
  material: mat-0000001
  property: specific_capacity
  origin: measured
  source: src-0000001
  conditions:
    current_density: 0.1 A g⁻¹
    temperature: room temperature
    cycle_number: not reported
  reports:
  - document: src-0000001
    locator: Section 3
    printed_value: ≈ 120
    printed_unit: mAh/g
  readings: 2
"""


def load(text=NEW, name="new.yaml", by=review.OPERATOR, **options):
    return ingest.load({name: text}, by=by, **options)


def loaded():
    report = load()
    assert report.ok, report.problems
    return Measurement.objects.get(public_id="mea-0000001")


def test_the_canonical_number_is_computed_from_the_print():
    measurement = loaded()
    assert (measurement.value, measurement.approximate, measurement.digits) == (120.0, True, 3)
    conditions = {condition.key: condition for condition in measurement.conditions.all()}
    assert conditions["current_density"].low == 100.0
    assert (conditions["temperature"].low, conditions["temperature"].assumed) == (298.15, True)
    assert (conditions["cycle_number"].status, conditions["cycle_number"].low) == ("not_reported", None)


def test_an_operators_load_is_published_and_anybody_elses_is_a_draft():
    assert loaded().status == "published"
    second = NEW.replace("0000001", "0000003").replace("test.1", "test.3").replace("volume: 1", "volume: 3")
    second = second.replace("def-0000002", "def-0000004")
    ada = User.objects.create_superuser("ada")
    report = load(second.replace("readings: 2", "readings: 1"), "other.yaml", by=ada)
    assert report.ok, report.problems
    entered = Measurement.objects.get(public_id="mea-0000003")
    assert (entered.status, entered.entered_by, entered.editors) == ("draft", ada, [ada.pk])


def test_a_defect_knows_what_induced_it():
    loaded()
    assert Defect.objects.get(public_id="def-0000002").induced_by.public_id == "def-0000001"


def test_loading_again_changes_nothing():
    first = loaded()
    report = load()
    assert (report.created, report.updated, report.unchanged) == ([], [], 3)
    assert Measurement.objects.get(pk=first.pk).updated_at == first.updated_at


def test_ids_are_read_in_any_letter_case():
    def forms(text):
        return [(entry.section, entry.id, entry.form) for entry in FORMAT.read(text, "new.yaml").entries]

    capitals = re.sub(r"\b(src|mat|def|mea)-", lambda match: match[0].upper(), NEW)
    assert capitals != NEW
    assert forms(capitals) == forms(NEW)
    quoted = NEW.replace("title: A paper made up for this test", 'title: "MAT-0000001"')
    assert forms(quoted)[0][2]["title"] == "MAT-0000001"  # a text stays what it is


def test_a_change_in_the_file_updates_the_same_row():
    first = loaded()
    report = load(NEW.replace("≈ 120", "121.5"))
    assert report.updated == ["mea-0000001"]
    again = Measurement.objects.get(public_id="mea-0000001")
    assert (again.pk, again.value, again.approximate, again.digits) == (first.pk, 121.5, False, 4)


def test_what_a_changed_print_stands_for_is_computed_again():
    loaded()
    changed = NEW.replace("≈ 120", "110–130").replace("0.1 A g⁻¹", "50–200 mA g⁻¹").replace("room temperature", "55 °C")
    assert load(changed).updated == ["mea-0000001"]
    measurement = Measurement.objects.get(public_id="mea-0000001")
    report = measurement.reports.get()
    conditions = {condition.key: condition for condition in measurement.conditions.all()}
    assert (measurement.value, measurement.low, measurement.high) == (None, 110.0, 130.0)
    assert (report.low, report.high) == (110.0, 130.0)
    assert (conditions["current_density"].low, conditions["current_density"].high) == (50.0, 200.0)
    temperature = conditions["temperature"]
    assert (temperature.low, temperature.high, temperature.assumed) == (328.15, 328.15, False)


def test_a_condition_that_is_no_longer_reported_keeps_no_number():
    loaded()
    assert load(NEW.replace("room temperature", "not reported")).updated == ["mea-0000001"]
    temperature = Measurement.objects.get(public_id="mea-0000001").conditions.get(key="temperature")
    kept = (temperature.status, temperature.printed, temperature.low, temperature.unit, temperature.assumed)
    assert kept == ("not_reported", "", None, "", False)


def test_a_row_that_was_edited_since_is_kept_and_reported():
    measurement = loaded()
    measurement.remarks = "looked up again"
    measurement.save()
    report = load(NEW.replace("≈ 120", "121.5"))
    assert (report.kept, report.updated) == (["mea-0000001"], [])
    assert Measurement.objects.get(pk=measurement.pk).value == 120.0


def test_an_exported_edit_of_a_record_that_says_yes_or_no_is_read_again_as_unchanged():
    factor = ReportedFactor.objects.filter(approximate=True)[0]
    ReportedFactor.objects.filter(pk=factor.pk).update(remarks="Looked at again.")
    report = ingest.load(ingest.export(), by=review.OPERATOR)
    assert (report.ok, report.kept, report.updated) == (True, [], [])


def test_an_edit_that_was_exported_is_read_again_as_unchanged():
    measurement = loaded()
    measurement.remarks = "looked up again"
    measurement.save()
    report = load(ingest.export()["new.yaml"])
    assert (report.kept, report.updated, report.unchanged) == ([], [], 3)
    assert load(ingest.export()["new.yaml"].replace("looked up again", "and again")).updated == ["mea-0000001"]


def test_a_record_gone_from_the_file_is_reported_and_withdrawn_only_on_request():
    loaded()
    without = NEW[: NEW.index("measurements:")]
    assert load(without).gone == ["mea-0000001"]
    assert Measurement.objects.get(public_id="mea-0000001").status == "published"
    report = load(without + "\n", prune=True)
    assert report.withdrawn == ["mea-0000001"]
    tombstone = Measurement.objects.get(public_id="mea-0000001")
    assert (tombstone.status, "new.yaml" in tombstone.withdrawn_reason) == ("withdrawn", True)


def test_a_dry_run_keeps_nothing():
    report = load(dry_run=True)
    assert len(report.created) == 3
    assert not Material.objects.filter(public_id="mat-0000001").exists()
    assert not DatasetEntry.objects.filter(file="new.yaml").exists()


# What to write in place of what; the field and words of the fault; the text of the line that it must name.
FAULTS = [
    ("formula: VS4", "formula: V(S4", "formula", "V(S4", "formula: V(S4"),
    ("roles: [cathode]", "roles: [cathod]", "roles", "choose from cathode", "roles: [cathod]"),
    ("roles: [cathode]", "roles: cathode", "roles", "should be a list", "roles: cathode"),
    ("source: src-0000001\n  roles", "source: src-9999999\n  roles", "source", "no source", "src-9999999"),
    ("specific_capacity", "specific_capacty", "property", "did you mean specific_capacity", "specific_capacty"),
    ("origin: measured", "origin: guessed", "origin", "measured, derived, computed", "origin: guessed"),
    ("origin: measured", "origins: measured", "origins", "did you mean “origin”", "origins: measured"),
    ("0.1 A g⁻¹", "0.1 A cm⁻²", "conditions.current_density", "mA g⁻¹", "0.1 A cm⁻²"),
    ("0.1 A g⁻¹", "fast", "conditions.current_density", "fast", "fast"),
    ("temperature: room", "temperatur: room", "conditions.temperatur", "temperature", "temperatur:"),
    ("printed_unit: mAh/g", "printed_unit: mAh/kg²", "reports.1.printed_unit", "mAh/kg²", "mAh/kg²"),
    ("≈ 120", "a lot", "reports.1.printed_value", "reading", "a lot"),
    ("≈ 120", "1,2,3", "reports.1.printed_value", "1,2,3", "1,2,3"),
    ("    locator: Section 3\n", "", "reports.1.locator", "blank", "  - document"),
    ("doi: 10.1234/test.1", "doi: test.1", "doi", "10.1007/s40820", "doi: test.1"),
    ("kind: anion_vacancy", "kind: hole", "defects.2.kind", "hole", "kind: hole"),
    ("  material: mat-0000001\n", "", "", "exactly one", "- id: mea-0000001"),
    ("readings: 2", "readings: 0", "readings", "1", "readings: 0"),
    ("readings: 2", "readings: two", "readings", "two", "readings: two"),
]


@pytest.mark.sampled(8)
@pytest.mark.parametrize(("old", "new", "field", "words", "line"), FAULTS)
def test_a_fault_names_line_and_field_and_nothing_is_kept(old, new, field, words, line):
    text = NEW.replace(old, new, 1)
    before = Source.objects.count()
    report = load(text)
    assert [fault.field for fault in report.problems] == [field], report.problems
    assert words in report.problems[0].reason
    assert line in text.splitlines()[report.problems[0].line - 1]
    assert Source.objects.count() == before


def test_all_faults_of_a_file_are_reported_at_once():
    report = load(NEW.replace("0.1 A g⁻¹", "fast").replace("≈ 120", "a lot").replace("readings: 2", "reading: 2"))
    fields = [fault.field for fault in report.problems]
    assert fields == ["conditions.current_density", "reports.1.printed_value", "reading"]


def test_what_refers_to_a_faulty_record_is_not_at_fault():
    assert [fault.record for fault in load(NEW.replace("doi: 10.1234/", "doi: ")).problems] == ["src-0000001"]


def test_an_id_that_was_never_minted_is_refused_with_the_way_out():
    report = load(NEW.replace("mat-0000001", "mat:vs4"))
    assert {"run mint_ids" in fault.reason for fault in report.problems} == {True}


def test_a_work_without_doi_is_entered_once():
    loaded()
    twin = "mgdb: 1\nsources:\n- id: src-0000002\n  title: The same\n  container: J. Test\n  year: 2020\n"
    report = load(twin + "  volume: 1\n  pages: 1-9\n", "twin.yaml")
    assert "src-0000001" in report.problems[0].reason


def test_a_doi_exists_once_in_any_letter_case():
    loaded()
    twin = "mgdb: 1\nsources:\n- id: src-0000002\n  title: The same\n  doi: 10.1234/TEST.1\n"
    assert [fault.reason for fault in load(twin, "twin.yaml").problems] == ["A source with this DOI exists already."]


def test_all_that_the_database_refuses_is_told_beside_all_that_is_seen_before():
    loaded()
    text = "mgdb: 1\nsources:\n" + "".join(
        f"- id: src-000000{number}\n  title: Number {number}\n  {line}\n"
        for number, line in enumerate(
            ("doi: 10.1234/TEST.1", "doi: 10.1234/test.2", "doi: none", "doi: 10.1234/test.1"), 2
        )
    )
    report = load(text, "twins.yaml")
    assert [(fault.record, fault.line) for fault in report.problems] == [
        ("src-0000002", 3),
        ("src-0000004", 11),
        ("src-0000005", 12),
    ]
    assert not Source.objects.filter(public_id__in=["src-0000002", "src-0000003"]).exists()


def test_no_record_of_a_file_has_a_savepoint_of_its_own():
    with statements() as sent:
        loaded()
    inserted = [number for number, one in enumerate(sent) if 'INSERT INTO "mgdb_' in one]
    assert len(inserted) > 5
    assert not [
        one for one in sent[inserted[0] : inserted[-2]] if one.startswith("SAVEPOINT")
    ]  # the last notes the file


def test_the_loaded_files_come_out_byte_for_byte():
    texts = {path.name: text for path, text in dataset_texts([FIXTURES]).items()}
    assert ingest.export() == texts


def test_an_edit_comes_out_in_the_file_of_its_document():
    material = Material.objects.get(name="B-TiO2-x")
    material.morphology = "edited"
    material.save()
    assert "morphology: edited" in ingest.export()["defect-engineering-2025.yaml"]


def test_minting_gives_one_id_to_a_handle_in_all_files():
    texts = {"a": "id: mat:x\nphase: pha:y", "b": "material: mat:x"}
    minted, identifiers = ingest.mint(texts)
    assert minted == {
        "a": f"id: {identifiers['mat:x']}\nphase: {identifiers['pha:y']}",
        "b": f"material: {identifiers['mat:x']}",
    }


def test_a_draft_reaches_no_file():
    source = Source.objects.create(title="A draft", year=2020)
    waiting = Material.objects.create(name="VS4", source=source, roles=["cathode"], status="in_review")
    texts = ingest.export()
    assert ingest.exporting.CURATED not in texts
    assert not [name for name, text in texts.items() if source.public_id in text or waiting.public_id in text]


def test_a_document_that_no_file_has_got_is_exported_to_one_of_its_own():
    loaded()
    texts = ingest.export()
    DatasetEntry.objects.filter(file="new.yaml").delete()
    DatasetFile.objects.filter(name="new.yaml").delete()
    cited = Source.objects.create(title="Cited alone", year=2020, status="published")
    exported = ingest.export()
    assert exported["tester2020.yaml"] == texts["new.yaml"]
    assert cited.public_id in exported[ingest.exporting.CURATED]
    assert sorted(exported) == sorted({*texts, "tester2020.yaml", ingest.exporting.CURATED} - {"new.yaml"})


def test_a_file_that_is_withdrawn_as_a_whole_may_refer_within_itself():
    other = "\n- id: src-0000002\n  title: Cited\n  year: 2019\n  readings: 1\n\nmaterials:"
    text = NEW.replace("\nmaterials:", other, 1).replace(
        "  readings: 1\n", "  citations:\n  - key: 1\n    cited: src-0000002\n  readings: 1\n", 1
    )
    assert load(text).ok
    report = load("mgdb: 1\n", prune=True)
    assert (report.problems, len(report.withdrawn)) == ([], 4)


def test_a_published_record_cannot_be_loaded_with_a_reference_to_a_draft():
    loaded()
    draft = Source.objects.create(title="A draft", year=2020)
    report = load(NEW.replace("  - document: src-0000001", f"  - document: {draft.public_id}"))
    assert [problem.record for problem in report.problems] == ["mea-0000001"]
    assert "publish it first" in report.problems[0].reason
