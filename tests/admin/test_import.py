"""A dataset file handed in through the admin: checked, reported line by line, loaded by a job."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from mgdb import tasks
from mgdb.models import Job, Material, Source
from mgdb.models.jobs import Claim

pytestmark = pytest.mark.django_db
SOUND = """\
mgdb: 1
sources:
- id: src-2z2z2z2
  title: A new paper
  year: 2024
  doi: 10.1000/new
"""
FAULTY = SOUND.replace("year: 2024", "year: soon").replace("title:", "titel:")


@pytest.fixture
def address():
    return reverse("admin:import_dataset")


@pytest.fixture
def no_queue(monkeypatch):
    """Notes what is put into the queue in place of putting it there."""
    sent = []
    monkeypatch.setattr(tasks, "enqueue", sent.append)
    return sent


def upload(text, name="new-2024.yaml"):
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def test_a_check_reports_and_keeps_nothing(contributor, address):
    response = contributor.post(address, {"upload": upload(SOUND), "check": "1"})
    assert "The file is sound" in response.content.decode()
    assert "1 created" in response.content.decode()
    assert not Source.objects.filter(public_id="src-2z2z2z2").exists()
    assert not Job.objects.exists()


def test_what_was_checked_is_what_the_second_button_sends(contributor, address):
    response = contributor.post(address, {"upload": upload(SOUND), "check": "1"})
    initial = response.context["form"].initial
    assert (initial["name"], initial["text"]) == ("new-2024.yaml", SOUND)


def test_faults_are_told_with_file_line_record_field_and_reason(contributor, address):
    response = contributor.post(address, {"name": "new-2024.yaml", "text": FAULTY, "import": "1"})
    faults = {(fault.file, fault.line, fault.record, fault.field) for fault in response.context["problems"]}
    assert ("new-2024.yaml", 4, "src-2z2z2z2", "titel") in faults
    assert ("new-2024.yaml", 5, "src-2z2z2z2", "year") in faults
    content = response.content.decode()
    assert "cannot be imported yet" in content
    assert "did you mean “title”?" in content
    assert not Job.objects.exists()


def test_a_sound_file_becomes_a_job_of_its_sender(contributor, address, no_queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        # Browsers send the lines of a text field with CR LF.
        text = SOUND.replace("\n", "\r\n")
        response = contributor.post(address, {"name": "new-2024.yaml", "text": text, "import": "1"})
    job = Job.objects.get()
    assert response.url == reverse("admin:mgdb_job_change", args=[job.pk])
    assert (job.content, job.arguments, job.created_by.username) == (SOUND, {"file": "new-2024.yaml"}, "ada")
    assert no_queue == [job]


# 101 rows: with a source its citations are rows too.
MANY = SOUND + "  citations:\n" + "".join(f"  - key: {number}\n" for number in range(100))


@pytest.mark.parametrize("text", [SOUND + f"# {'x' * 200_000}\n", MANY], ids=["bytes", "rows"])
@pytest.mark.parametrize(("button", "arguments"), [("check", {"dry_run": True}), ("import", {})])
def test_a_large_file_is_checked_by_a_job(
    text, button, arguments, contributor, address, no_queue, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert contributor.post(address, {"name": "new-2024.yaml", "text": text, button: "1"}).status_code == 302
    assert [job.arguments for job in no_queue] == [{"file": "new-2024.yaml"} | arguments]


def test_a_job_that_only_checks_keeps_nothing(contributor):
    arguments = {"file": "new-2024.yaml", "dry_run": True}
    job = Job.objects.create(kind="import_dataset", arguments=arguments, content=SOUND, created_by=contributor.user)
    # A real claim reports progress on a connection of its own, which would not see this test's transaction.
    good, message, details = tasks.import_dataset(Claim(job, connection))
    assert good
    assert message.startswith("Checked only, nothing was loaded: 1 created")
    assert details["created"] == ["src-2z2z2z2"]
    assert not Source.objects.filter(public_id="src-2z2z2z2").exists()


@pytest.mark.sampled(5)
@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose a dataset file"),
        ({"text": SOUND}, "needs a file name"),
        ({"text": SOUND, "name": "../../etc/passwd"}, "will not do"),
        ({"text": SOUND, "name": "new.csv"}, "ends in .yaml"),
        ({"upload": b"\xff\xfe\x00"}, "not UTF-8"),
        ({"upload": b"mgdb: 1\x00"}, "NUL"),
        ({"upload": b"x" * 2_000_001}, "up to 2 MB"),
        ({"text": "x" * 2_000_001, "name": "a.yaml"}, "up to 2 MB"),
        ({"text": "- a\n- b", "name": "a.yaml"}, "a dataset file is a mapping"),
        ({"text": "mgdb: [", "name": "a.yaml"}, "this is not YAML"),
        ({"text": "mgdb: &a [1]\na: *a", "name": "a.yaml"}, "YAML anchor"),
        ({"text": "mgdb: " + "[" * 100_000, "name": "a.yaml"}, "12 deep at most"),
        ({"text": SOUND.replace("A new paper", '"a\\0b"'), "name": "a.yaml"}, "a NUL character"),
    ],
    ids=[
        "nothing",
        "no name",
        "a path",
        "another ending",
        "no UTF-8",
        "NUL",
        "too large",
        "too long",
        "a list",
        "broken",
        "aliases",
        "brackets",
        "NUL escaped",
    ],
)
def test_what_is_no_dataset_file_is_refused_with_a_way_out(contributor, address, data, words):
    if "upload" in data:
        data = {"upload": upload(data["upload"])}
    response = contributor.post(address, data | {"import": "1"})
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Job.objects.exists()


def test_a_waiting_job_looks_again_and_a_finished_one_does_not(contributor):
    job = Job.objects.create(kind="import_dataset", arguments={"file": "a.yaml"})
    page = reverse("admin:mgdb_job_change", args=[job.pk])
    assert 'http-equiv="refresh"' in contributor.get(page).content.decode()
    assert "No worker has been heard of" in contributor.get(page).content.decode()
    job.finish("failed", "2 faults; nothing was loaded.", {"faults": ["a.yaml:4: <b>titel</b>"]})
    content = contributor.get(page).content.decode()
    assert 'http-equiv="refresh"' not in content
    assert "a.yaml:4: &lt;b&gt;titel&lt;/b&gt;" in content
    assert "2 faults" in contributor.get(reverse("admin:mgdb_job_changelist")).content.decode()


MEASURED = """\
mgdb: 1
measurements:
- id: mea-2z2z2z2
  material: {material}
  property: ionic_conductivity
  source: {source}
  conditions:
    temperature: 25 K
  reports:
  - document: {source}
    locator: Table 1
    printed_value: "{printed}"
    printed_unit: S cm-1
  readings: 1
"""


def measured(printed):
    source = Source.objects.published().first()
    material = Material.objects.published().first()
    return MEASURED.format(material=material.public_id, source=source.public_id, printed=printed)


def test_doubts_are_listed_row_by_row_and_read_before_anything_is_imported(contributor, address, no_queue):
    given = {"name": "new-2024.yaml", "text": measured("28"), "import": "1"}
    response = contributor.post(address, given)
    doubts = [(one.line, one.record, one.field) for one in response.context["doubts"]]
    assert doubts == [(8, "mea-2z2z2z2", "conditions.temperature"), (12, "mea-2z2z2z2", "reports.1.printed_value")]
    content = " ".join(response.content.decode().split()).replace("&nbsp;", " ").replace("\xa0", " ")
    assert "2 doubts" in content
    assert "25 K is outside the plausible range" in content
    assert "likely slip: the unit °C" in content
    assert "Import with these doubts" in content
    assert not Job.objects.exists()
    contributor.post(address, given | {"doubts": response.context["doubts_shown"]})
    assert Job.objects.get().arguments == {"file": "new-2024.yaml"}
    Job.objects.all().delete()
    contributor.post(address, given | {"text": measured("29"), "doubts": response.context["doubts_shown"]})
    assert not Job.objects.exists()  # other doubts than those that were read


@pytest.mark.parametrize(("printed", "told"), [("10-5", "10⁻⁵, or 5–10?"), ("-1e-5", "is impossible")])
def test_what_is_ambiguous_or_impossible_is_a_fault_of_its_row(contributor, address, printed, told):
    response = contributor.post(address, {"name": "new-2024.yaml", "text": measured(printed), "import": "1"})
    [fault] = response.context["problems"]
    assert (fault.line, fault.record, fault.field) == (12, "mea-2z2z2z2", "reports.1.printed_value")
    assert told in fault.reason
    assert not Job.objects.exists()


def test_the_job_keeps_the_doubts_of_its_file(contributor):
    given = {"arguments": {"file": "a.yaml"}, "content": measured("28"), "created_by": contributor.user}
    job = Job.objects.create(kind=Job.Kind.IMPORT_DATASET, **given)
    good, message, report = tasks.import_dataset(Claim(job, connection))
    assert good, report
    assert "2 doubts" in message
    assert "a.yaml:8: mea-2z2z2z2 conditions.temperature: 25" in report["doubts"][0]
