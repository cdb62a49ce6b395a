"""Long files are made by a worker, and are the same as short ones."""

import pytest
from django.utils import timezone

from mgdb import tasks
from mgdb.models import Job
from mgdb.views import exports


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


ASKED = {"list": "cathodes", "format": "csv", "question": ""}


@pytest.fixture
def ask(committed_db, client, monkeypatch):
    """Asks for a file from an address; no worker makes it, but where `made` says so."""
    monkeypatch.setattr(tasks, "enqueue", lambda job: None)

    def post(address, made=False):
        answer = client.post("/exports/", ASKED, REMOTE_ADDR=address)
        if made:
            Job.objects.unfinished().update(status="succeeded", finished_at=timezone.now(), result=b"a file")
        return answer

    return post


def test_nobody_takes_the_places_of_others(ask):
    """Two files of a client are being made, of an IPv6 network as of an address; eight of all together."""
    mine = [ask(address) for address in ("2001:db8::1", "2001:db8::2", "2001:db8::3")]
    assert [answer.status_code for answer in mine] == [302, 302, 429]
    assert "for your network already" in mine[-1].text
    assert int(mine[-1]["Retry-After"]) > 0
    others = [ask(f"192.0.{n // 2}.7").status_code for n in range(7)]
    assert others == [302] * 6 + [429]
    assert not [job for job in Job.objects.all() if "192.0." in str(job.arguments)], "no address is kept"


def test_a_block_of_addresses_has_half_of_the_places(ask):
    answers = [ask(f"2001:db8:1:{n}::1") for n in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 4 + [429] * 2
    assert "for addresses near yours" in answers[-1].text
    assert ask("2001:db8:2::1").status_code == 302


def test_a_client_is_made_so_many_files_in_an_hour_and_others_their_own(ask):
    answers = [ask("192.0.2.1", made=True) for _ in range(exports.OF_A_CLIENT.burst + 1)]
    assert [answer.status_code for answer in answers] == [302] * exports.OF_A_CLIENT.burst + [429]
    assert "Too many files were asked for from your network. Try again in 6 minutes." in answers[-1].text
    assert ask("192.0.2.2").status_code == 302


def test_the_oldest_files_go_and_those_of_others_stay(ask, monkeypatch):
    monkeypatch.setattr(exports, "MOST_KEPT", 4)
    monkeypatch.setattr(exports, "OWN_KEPT", 2)
    first, *mine = [ask(address, made=True)["Location"] for address in ("192.0.2.1", *["192.0.2.2"] * 3)]
    left = {f"/exports/{job.arguments['key']}/" for job in Job.objects.all()}
    assert left == {first, *mine[1:]}
    for n in range(3, 6):
        ask(f"192.0.2.{n}", made=True)
    assert Job.objects.count() == 4
    assert not Job.objects.filter(arguments__key=first.split("/")[2]).exists()
