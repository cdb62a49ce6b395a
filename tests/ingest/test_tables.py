"""Tables of curators' own: what is guessed, what a check says of each line, what loading keeps."""

import hashlib
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.utils import timezone

from mgdb import tasks
from mgdb.formats.sheets import Choice, open_sheet
from mgdb.ingest import tables
from mgdb.ingest.tables import TableMapping, running
from mgdb.ingest.tables.mapping import guess
from mgdb.models import Job, JobRow, Material, Measurement, Source, TableLine, TableUpload
from tests.statements import statements

pytestmark = pytest.mark.django_db

TABLE = """\
ID,Reduced Composition,Ionic conductivity (S cm-1),Space group,Family,DOI,note
a1,Li7La3Zr2O12,3.1e-4,Ia-3d ,garnet,10.1234/one,
a2,Li7La3Zr2O12,<1E-10,I41/acd,garnet,https://doi.org/10.1234/ONE,
a3,Li10GeP2S12,1.2E-2,P42/nmc,LGPS,10.1234/two.,the paper says 12 mS cm⁻¹

a4,Li3PO4,10-5,Pnma,LISICON,10.1234/two,
a5,Li2O2x!,1e-9,Pnma,oxides,10.1234/three,
a6,LiCl,7.5,Fm-3m,halides,10.1234/three,
a7,LiBr,1e-9,Fm-3m,halides,not known,
a8,Li10GeP2S12,1.2E-2,P42/nmc,LGPS,10.1234/two,
Total,,5,,,,
"""


def curator(name="ada"):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.set(Group.objects.filter(name="contributor"))
    return user


def uploaded(text=TABLE, name="table.csv", by=None, **common):
    common = {"material.roles": "electrolyte", **common}
    content = text.encode()
    lines = tables.first_lines(open_sheet(content, name, Choice()))
    mapping = tables.guessed(lines)
    mapping.common |= common
    return TableUpload.objects.create(
        owner=by or curator(),
        name=name,
        content=content,
        size=len(content),
        content_hash=hashlib.sha256(content).hexdigest(),
        mapping=mapping.as_data(),
    )


def nothing(done, total, message):
    assert done <= total


def checked(upload):
    upload.save()
    tables.check(upload, by=upload.owner, progress=nothing)
    upload.refresh_from_db()
    return {line.number: line for line in upload.lines.all()}


def loaded(upload, *states):
    job = Job.objects.create(kind=Job.Kind.IMPORT_TABLE, created_by=upload.owner)
    return job, tables.load(upload, job, by=upload.owner, states=states, progress=nothing)


def test_columns_are_guessed_by_their_heads():
    mapping = TableMapping.from_data(uploaded().mapping)
    assert [(one.target, one.unit) for one in mapping.columns] == [
        ("", ""),
        ("material.formula", ""),
        ("value:ionic_conductivity", "S cm⁻¹"),
        ("material.space_group", ""),
        ("material.structure_family", ""),
        ("source.doi", ""),
        ("remarks", ""),
    ]
    assert (mapping.first, mapping.last, mapping.decimals) == (1, 1, "point")
    assert mapping.faults() == []


@pytest.mark.parametrize(
    "head",
    ["D (10^-12 cm2/s)", "σ × 10³ (S/cm)", "Ionic conductivity (×10-3 S/cm)", "Ionic conductivity (1e-3 S/cm)"],
)
def test_a_head_with_a_power_of_ten_is_not_guessed_and_says_what_to_write(head):
    [column] = guess([head], [["1.2"], ["3.4"]], "point")
    assert (column.target, column.unit) == ("", "")
    assert "Write them out in the file" in column.said


def test_a_check_says_of_each_line_what_loading_would_give_and_keeps_nothing():
    before = Source.objects.count(), Material.objects.count(), Measurement.objects.count()
    lines = checked(uploaded())
    assert (Source.objects.count(), Material.objects.count(), Measurement.objects.count()) == before
    assert {number: line.state for number, line in lines.items()} == {
        2: "sound",
        3: "sound",
        4: "sound",
        6: "fault",
        7: "fault",
        8: "doubt",
        9: "fault",
        10: "duplicate",
        11: "left_out",
    }
    assert "10⁻⁵, or 5–10?" in lines[6].said[0]
    assert lines[7].about == ["formula"]
    assert "outside the plausible range" in lines[8].said[0]
    assert "“not known” is not a DOI" in lines[9].said[0]
    assert lines[10].said == ["Line 4 says the same."]
    assert lines[11].said == ["By its first word it sums up the other lines."]
    assert lines[3].reading.startswith("<")


def test_what_was_chosen_is_loaded_as_drafts_and_rows_of_the_job():
    upload = uploaded(**{"material.roles": "electrolyte", "ion": "Li+", "locator": "Table S1"})
    upload.mapping["conditions"] = {"temperature": "room temperature"}
    upload.save()
    checked(upload)
    job, counts = loaded(upload, "sound")
    assert counts == {"source": 2, "material": 3, "measurement": 3}
    bound = Measurement.objects.get(material__space_group="I41/acd")
    assert (bound.bound, bound.high, bound.status) == ("<", 1e-10, "draft")
    assert bound.source.doi == "10.1234/one"
    assert (bound.material.roles, bound.material.structure_family, bound.ion) == (["electrolyte"], "garnet", "Li+")
    [report] = bound.reports.all()
    assert (report.locator, report.document, report.printed_unit) == ("Table S1, line 3", bound.source, "S cm⁻¹")
    assert [one.printed for one in bound.conditions.all()] == ["room temperature"]
    other = Material.objects.get(formula="Li10GeP2S12", source__doi="10.1234/two")
    assert other.remarks == "Structure family as printed: LGPS."
    rows = JobRow.objects.filter(job=job)
    assert set(rows.values_list("outcome", flat=True)) == {"done"}
    assert rows.count() == 8
    upload.refresh_from_db()
    assert (upload.checked, upload.job) == ("", job)


def test_what_is_there_already_is_matched_and_its_values_are_duplicates():
    upload = uploaded()
    checked(upload)
    loaded(upload, "sound")
    upload.refresh_from_db()
    lines = checked(upload)
    assert [lines[number].state for number in (2, 3, 4)] == ["duplicate"] * 3
    assert any("The same value exists: mea-" in one for one in lines[2].said)
    upload.refresh_from_db()
    assert upload.report["new"]["sources"] == 1  # of the line in doubt


def test_what_changed_after_the_check_is_not_loaded():
    upload = uploaded()
    checked(upload)
    upload.mapping["decimals"] = "comma"
    upload.save()
    with pytest.raises(tables.TableFault, match="since it was checked"):
        loaded(upload, "sound")


def test_two_jobs_that_load_the_same_check_bring_one_batch():
    upload = uploaded()
    checked(upload)
    waiting = TableUpload.objects.get(pk=upload.pk)  # as a second job has read it before its turn
    loaded(upload, "sound")
    with pytest.raises(tables.TableFault, match="was loaded"):
        loaded(waiting, "sound")
    assert Measurement.objects.filter(source__doi__startswith="10.1234/").count() == 3


def test_choices_decide_what_texts_mean():
    upload = uploaded()
    upload.choices = {
        "source": {"not known": Source.objects.first().public_id},
        "term": {"material.structure_family": {"LGPS": "other", "halides": "leave out"}},
    }
    lines = checked(upload)
    assert lines[9].state == "sound"
    assert {tuple(one[:2]) for one in upload.report["terms"]} == {
        ("material.structure_family", "LISICON"),
        ("material.structure_family", "oxides"),
    }


def test_a_line_may_have_a_specimen_of_its_own():
    text = TABLE.replace("a8,Li10GeP2S12,1.2E-2", "a8,Li10GeP2S12,2.2E-2")
    upload = uploaded(text)
    assert "Line 4 gives 1.2E-2 S cm⁻¹ for the same material" in checked(upload)[10].said[0]
    upload.mapping["common"]["specimens"] = "line"
    assert checked(upload)[10].state == "sound"


def test_decimal_commas_units_in_cells_and_columns_of_units():
    text = (
        "Sample;Formula;Conductivity;Unit;T (°C);Activation energy (eV);DOI\n"
        "s1;Li3N;1,5;mS/cm;25,5;0,25;10.1234/x\n"
        "s2;Li3P;2,5 S/m;mS/cm;RT;;10.1234/x\n"
    )
    upload = uploaded(text)
    mapping = TableMapping.from_data(upload.mapping)
    assert [one.target for one in mapping.columns][3:] == [
        "unit",
        "condition:temperature",
        "value:activation_energy",
        "source.doi",
    ]
    upload.mapping["columns"][2] = ["value:ionic_conductivity", ""]
    lines = checked(upload)
    assert [line.said for line in lines.values()] == [[], []]
    assert lines[2].printed == "1.5 mS/cm; 0.25 eV"
    assert lines[3].printed == "2.5 S/m"
    loaded(upload, "sound")
    first = Measurement.objects.get(material__name="s1", property_key="ionic_conductivity")
    assert first.conditions.get().printed == "25.5 °C"
    assert first.value == pytest.approx(1.5e-3)


def test_several_dois_in_a_cell_are_asked_about_and_ions_are_read_by_their_formulas():
    text = TABLE.splitlines()[0] + ",Ion\na1,Li3PO4,1e-9,Pnma,garnet,10.1234/one|10.1234/two,,MgCl3-\n"
    upload = uploaded(text)
    assert "may be 10.1234/one or 10.1234/two" in checked(upload)[2].said[0]
    upload.choices = {"source": {"10.1234/one|10.1234/two": "10.1234/two"}}
    assert checked(upload)[2].state == "sound"
    loaded(upload, "sound")
    found = Measurement.objects.get(source__doi="10.1234/two")
    assert found.ion == "MgCl₃⁻"


def test_a_job_checks_and_another_loads(monkeypatch):
    monkeypatch.setattr(tasks, "enqueue", lambda job: None)
    upload = uploaded()
    job = tasks.submit(Job.Kind.CHECK_TABLE, arguments={"upload": upload.pk}, created_by=upload.owner)
    good, message, _ = tables.check_for(job, nothing)
    assert good
    assert "1 left out" in message
    job = tasks.submit(
        Job.Kind.IMPORT_TABLE, arguments={"upload": upload.pk, "states": ["sound", "fault"]}, created_by=upload.owner
    )
    good, message, _ = tables.load_for(job, nothing)
    assert not good
    assert message.startswith("Nothing was loaded: ")
    assert "line 6: reports.1.printed_value: 10⁻⁵, or 5–10?" in message
    assert not Source.objects.filter(doi="10.1234/one").exists()
    assert TableLine.objects.filter(upload=upload).exists()


def said(upload):
    upload.refresh_from_db()
    columns = ("number", "state", "material", "source", "properties", "printed", "reading", "about", "said")
    return list(upload.lines.values_list(*columns)), upload.report


def test_a_check_whose_time_is_up_goes_on_behind_what_it_has_said(monkeypatch):
    monkeypatch.setattr(tasks, "enqueue", lambda job: None)
    monkeypatch.setattr(running, "CHUNK", 3)
    upload = uploaded()
    checked(upload)
    at_once = said(upload)
    monkeypatch.setattr(running, "PIECE", -1.0)
    job = tasks.submit(Job.Kind.CHECK_TABLE, arguments={"upload": upload.pk}, created_by=upload.owner)
    pieces = []
    while tables.check_for(job, nothing) is None:
        pieces.append(upload.lines.count())
        upload.refresh_from_db()
        assert upload.checked == ""
    assert pieces == [3, 6]
    assert said(upload) == at_once
    assert upload.checked == tables.fingerprint(upload)


def test_another_check_begins_again_where_one_was_cut_off(monkeypatch):
    monkeypatch.setattr(tasks, "enqueue", lambda job: None)
    monkeypatch.setattr(running, "CHUNK", 3)
    monkeypatch.setattr(running, "PIECE", -1.0)
    upload = uploaded()
    for _ in range(2):
        job = tasks.submit(Job.Kind.CHECK_TABLE, arguments={"upload": upload.pk}, created_by=upload.owner)
        assert tables.check_for(job, nothing) is None
        assert upload.lines.count() == 3
    upload.refresh_from_db()
    upload.mapping["decimals"] = "comma"  # and so does the same one when it is read otherwise
    upload.save()
    assert tables.check_for(job, nothing) is None
    assert upload.lines.count() == 3


def test_what_is_loaded_is_counted_before_the_transaction_ends(monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 1)
    monkeypatch.setattr(running, "COUNTED", 2)
    upload = uploaded()
    checked(upload)
    with statements() as sent:
        loaded(upload, "sound")
    assert len([one for one in sent if one.startswith("ANALYZE")]) == 1  # of three lines
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'mgdb_measurement'::regclass")
        assert cursor.fetchone() == (Measurement.objects.count() - 1,)


def test_long_tables_take_as_many_statements_as_short_ones():
    counts = []
    for lines in (20, 120):
        text = "Sample,Formula,Ionic conductivity (S cm-1),T (°C),DOI\n" + "".join(
            f"s{n},Li3N,{1 + n / 1000}e-4,{20 + n % 9},10.1234/{lines}.{n // 10}\n" for n in range(lines)
        )
        upload = uploaded(text, by=User.objects.filter(username="ada").first())
        with statements() as sent:
            checked(upload)
        assert set(upload.lines.values_list("state", flat=True)) == {"sound"}
        with statements() as more:
            loaded(upload, "sound")
        counts.append((len(sent), len(more)))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_tables_that_nobody_uses_are_forgotten():
    owner = User.objects.create_user("hoarder")
    old = timezone.now() - timedelta(days=31)
    kept = TableUpload.objects.create(owner=owner, name="new.csv", content=b"a", size=1)
    TableUpload.objects.create(owner=owner, name="old.csv", content=b"a", size=1, used_at=old)
    assert tasks.forget_tables() == "1 uploaded tables deleted."
    assert list(TableUpload.objects.all()) == [kept]
