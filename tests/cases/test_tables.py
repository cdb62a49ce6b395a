"""A table of conductivities as a data set has it, through the pages that import one: right at the first check."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mgdb import tasks
from mgdb.models import Job, JobRow, Measurement, TableUpload
from tests.admin.conftest import contributor, reviewer  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("conductivities.csv")


@pytest.fixture
def at_once(monkeypatch, django_capture_on_commit_callbacks):
    """Sends a form, does each job that it hands over, and gives the page that it leads to."""

    def work(job):
        class Held:
            def __init__(self):
                self.job = job

            def progress(self, done, total, message):
                assert done <= total

        good, message, report = tasks.WORK[job.kind](Held())
        job.finish(Job.Status.SUCCEEDED if good else Job.Status.FAILED, message, report)

    monkeypatch.setattr(tasks, "enqueue", work)

    def send(client, address, data):
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(address, data)
        return client.get(response.url)

    return send


def sent(form, **changes):
    """What the mapping page sends when nothing but `changes` is changed."""
    data = {"decimals": form.mapping.decimals, "first": form.mapping.first, "last": form.mapping.last}
    for place, column in enumerate(form.mapping.columns):
        data |= {f"target-{place}": column.target, f"unit-{place}": column.unit}
    return data | changes


def test_formula_conductivity_space_group_family_and_doi_are_mapped_checked_loaded_reviewed_and_undone(
    contributor,  # noqa: F811
    reviewer,  # noqa: F811
    at_once,
):
    upload = SimpleUploadedFile("conductivities.csv", TABLE.read_bytes())
    page = at_once(contributor, reverse("admin:import_table"), {"upload": upload})
    form = page.context["form"]
    assert {row.name: row.column.target for row in form.columns if row.column.target} == {
        "Reduced Composition": "material.formula",
        "Ionic conductivity (S cm-1)": "value:ionic_conductivity",
        "Space group": "material.space_group",
        "Family": "material.structure_family",
        "DOI": "source.doi",
        "note": "remarks",
    }
    assert page.context["preview"][1]["values"][0][1].startswith("<")
    said = sent(form, **{"common-material.roles": "electrolyte", "common-ion": "Li+", "check": "1"})
    said["conditions"] = "temperature: room temperature"
    page = at_once(contributor, reverse("admin:table", args=[TableUpload.objects.get().pk]), said)
    assert {value: count for value, _, count in page.context["states"] if count} == {"sound": 6}
    assert sum(line.reading.startswith("<") for line in page.context["page"]) == 2
    page = at_once(contributor, page.wsgi_request.path, {"load": "yes", "state": ["sound", "doubt"]})
    job = Job.objects.get(kind=Job.Kind.IMPORT_TABLE)
    assert job.status == Job.Status.SUCCEEDED, job.message
    own = JobRow.objects.filter(job=job, record_type="measurement").values("public_id")
    values = Measurement.objects.filter(public_id__in=own)
    assert (values.count(), values.filter(bound="<").count()) == (6, 2)
    assert set(values.values_list("status", "ion")) == {("draft", "Li+")}
    at_once(contributor, reverse("admin:table_batch", args=[job.pk]), {"submit": "yes"})
    assert set(values.values_list("status", flat=True)) == {"in_review"}
    [(batch, count, key)] = reviewer.get(reverse("admin:review")).context["batches"]
    assert (batch, count) == (job, JobRow.objects.filter(job=job).count())
    page = reviewer.get(reverse("admin:review_paper", args=[key]))
    assert (page.context["count"], len(page.context["items"])) == (count, count)
    page = contributor.get(reverse("admin:mgdb_job_change", args=[job.pk]))
    assert "Undo the import" in page.content.decode()
    at_once(contributor, reverse("admin:table_batch", args=[job.pk]), {"undo": "yes"})
    assert not values.exists()
