"""Long files are made by a worker, and are the same as short ones."""

import pytest

from mgdb import tasks
from mgdb.models import Job


@pytest.mark.parametrize("file_format", ["csv", "ris"])
def test_a_file_of_a_worker_is_the_file_of_the_list(committed_db, client, monkeypatch, file_format):
    monkeypatch.setattr(tasks, "enqueue", lambda job: None)  # the test does the worker's work
    question = "structure_family=layered&ordering=-year&columns=name,year"
    asked = {"list": "cathodes", "format": file_format, "question": question}
    answer = client.post("/exports/", asked)
    assert answer.status_code == 302
    job = Job.objects.get(kind=Job.Kind.EXPORT_LIST)
    assert answer["Location"] == f"/exports/{job.arguments['key']}/"
    waiting = client.get(answer["Location"])
    assert "Waiting for a worker" in waiting.content.decode()
    assert "no-store" in waiting["Cache-Control"]
    assert client.get(f"{answer['Location']}file").status_code == 302
    tasks.run_job.apply(kwargs={"job_id": job.pk}, throw=True)
    job.refresh_from_db()
    assert (job.status, job.done) == ("succeeded", job.total)
    assert "cathodes of structure family layered" in job.message
    made = client.get(f"{answer['Location']}file")
    direct = client.get(f"/cathodes/?{question}&format={file_format}")
    assert made.content == direct.content
    assert made["Content-Type"] == direct["Content-Type"]
    assert "Save the file" in client.get(answer["Location"]).content.decode()


def test_no_more_files_are_begun_than_workers_can_make(committed_db, client, monkeypatch):
    monkeypatch.setattr(tasks, "enqueue", lambda job: None)
    asked = {"list": "cathodes", "format": "csv", "question": ""}
    statuses = [client.post("/exports/", asked).status_code for _ in range(9)]
    assert statuses == [302] * 8 + [429]
