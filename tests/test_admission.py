"""No more requests are at work than places are; the others wait, or are told to come again."""

from __future__ import annotations

import threading
import time

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse_lazy

from mgdb import admission, web_server
from mgdb.admission import AdmissionMiddleware, FewPlaces, Places
from mgdb.lists import downloads


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "PLACES", Places())
    monkeypatch.setattr(admission, "FEW_PLACES", {address: FewPlaces() for address in admission.FEW_PLACES})


class Slow:
    """A view that works until it is let go."""

    def __init__(self) -> None:
        self.begun, self.go = 0, threading.Event()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.begun += 1
        assert self.go.wait(60)
        return HttpResponse("made")


def until(condition) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_so_many_work_so_many_wait_and_one_more_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "AT_WORK", 3)
    monkeypatch.setattr(admission, "WAITING", 3)
    view = Slow()
    door, answers = AdmissionMiddleware(view), []
    ask = lambda: answers.append(door(RequestFactory().get("/measurements/")))  # noqa: E731
    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    until(lambda: len(admission.PLACES.waiting) == 3)
    assert view.begun == 2
    refused = door(RequestFactory().get("/measurements/"))
    assert (refused.status_code, refused["Retry-After"]) == (503, str(admission.RETRY_SECONDS))
    view.go.set()
    for thread in threads:
        thread.join()
    assert [one.content for one in answers] == [b"made"] * 5
    assert (len(admission.PLACES.waiting), admission.PLACES.at_work.total()) == (0, 0)
    assert door(RequestFactory().get("/")).status_code == 200


@pytest.mark.parametrize("address", [reverse_lazy("admin:login"), reverse_lazy("own-data", args=["arrhenius"])])
def test_who_sends_passwords_or_tables_takes_no_place_of_readers_and_none_of_another_who_does(address: str) -> None:
    few = admission.places_of(RequestFactory().post(address))
    view = Slow()
    door, answers = AdmissionMiddleware(view), []

    def send(client: str) -> None:
        request = RequestFactory().post(address, REMOTE_ADDR=client)
        answers.append((client, door(request).status_code))

    sprayers = [threading.Thread(target=send, args=("192.0.2.1",)) for _ in range(16)]
    for thread in sprayers:
        thread.start()
    until(lambda: len(answers) == 16 - admission.FEW_AT_WORK - admission.FEW_WAITING)
    assert (view.begun, set(answers)) == (admission.FEW_AT_WORK, {("192.0.2.1", 503)})
    other = threading.Thread(target=send, args=("192.0.2.2",))
    other.start()
    until(lambda: any(seat.client == "192.0.2.2" for seat in few.waiting))
    reader = threading.Thread(target=lambda: door(RequestFactory().get(address)))
    reader.start()
    until(lambda: view.begun == admission.FEW_AT_WORK + 1)
    view.go.set()
    for thread in (*sprayers, other, reader):
        thread.join()
    assert ("192.0.2.2", 200) in answers
    assert (few.at_work.total(), admission.PLACES.at_work.total()) == (0, 0)


def test_who_waits_too_long_is_told_and_whether_the_server_lives_is_always_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(admission, "AT_WORK", 1)
    monkeypatch.setattr(admission, "WAIT_SECONDS", 0.05)
    view = Slow()
    door = AdmissionMiddleware(view)
    at_work = threading.Thread(target=door, args=[RequestFactory().get("/plots/")])
    at_work.start()
    until(lambda: view.begun == 1)
    assert door(RequestFactory().get("/plots/")).status_code == 503
    view.go.set()
    at_work.join()
    assert admission.PLACES.at_work.total() == 0
    assert door(RequestFactory().get("/healthz")).status_code == 200


def test_what_nobody_waits_for_is_not_begun() -> None:
    view = Slow()
    request = RequestFactory().get("/plots/", **{"waitress.client_disconnected": lambda: True})
    AdmissionMiddleware(view)(request)
    assert view.begun == 0


def test_an_error_gives_its_place_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "AT_WORK", 1)

    def fails(request: HttpRequest) -> HttpResponse:
        raise ValueError("tried")

    door = AdmissionMiddleware(fails)
    for _ in range(2):
        with pytest.raises(ValueError, match="tried"):
            door(RequestFactory().get("/"))


def test_programs_are_told_in_their_own_shape(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(admission, "WAITING", 0)
    monkeypatch.setattr(admission, "AT_WORK", 0)
    client = Client()
    page, answer = client.get("/phases/"), client.get("/api/v1/phases/")
    assert (page.status_code, answer.status_code) == (503, 503)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    for one in (page, answer):
        assert one["Retry-After"] == str(admission.RETRY_SECONDS)
    assert not caplog.records, "a flood of requests would be a flood of lines"


def test_what_is_sent_while_it_is_made_is_at_work_until_then_unless_it_has_a_place_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(admission, "AT_WORK", 1)
    monkeypatch.setattr(admission, "WAITING", 0)

    def long(request: HttpRequest) -> StreamingHttpResponse:
        response = StreamingHttpResponse(iter([b"a", b"b"]))
        response.has_place = request.path == "/downloads/"  # type: ignore[attr-defined]
        return response

    door = AdmissionMiddleware(long)
    download = door(RequestFactory().get("/downloads/"))
    sent = door(RequestFactory().get("/other/"))
    assert (download.status_code, sent.status_code) == (200, 200)
    assert door(RequestFactory().get("/other/")).status_code == 503
    sent.close()
    assert door(RequestFactory().get("/other/")).status_code == 200


def test_as_many_clients_as_there_are_places_and_seats_are_never_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "AT_WORK", 3)
    monkeypatch.setattr(admission, "WAITING", 2)
    door = AdmissionMiddleware(lambda request: HttpResponse("made"))
    statuses: list[int] = []

    def client() -> None:
        statuses.extend(door(RequestFactory().get("/plots/")).status_code for _ in range(200))

    threads = [threading.Thread(target=client) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 800


def asked_by(door: AdmissionMiddleware, client: str, answers: list[tuple[str, int]]) -> threading.Thread:
    """A request of `client`, which is now at work or waits; its answer comes to `answers`."""

    def ask() -> None:
        answers.append((client, door(RequestFactory().get("/plots/", REMOTE_ADDR=client)).status_code))

    thread = threading.Thread(target=ask)
    thread.start()
    return thread


def test_a_place_goes_to_whoever_has_fewest_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    go = threading.Semaphore(0)

    def view(request: HttpRequest) -> HttpResponse:
        order.append(request.META["REMOTE_ADDR"])
        assert go.acquire(timeout=60)
        return HttpResponse("made")

    monkeypatch.setattr(admission, "AT_WORK", 4)
    door, answers, threads = AdmissionMiddleware(view), [], []
    for number, client in enumerate(["192.0.2.1"] * 6 + ["192.0.2.2"] * 2, start=1):
        threads.append(asked_by(door, client, answers))
        until(lambda number=number: len(order) + len(admission.PLACES.waiting) == number)
    assert order == ["192.0.2.1"] * 3 + ["192.0.2.2"], "the last place is kept for another"
    go.release()
    until(lambda: len(order) == 5)
    assert order[4] == "192.0.2.2", "it came last, and the others wait for one that has more at work"
    go.release(7)
    for thread in threads:
        thread.join()
    assert [status for _, status in answers] == [200] * 8
    assert not admission.PLACES.at_work


def test_where_all_seats_are_taken_a_newcomer_has_one_of_whoever_has_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "AT_WORK", 1)
    monkeypatch.setattr(admission, "WAITING", 3)
    view, answers, threads = Slow(), [], []
    door = AdmissionMiddleware(view)
    for number in range(1, 5):
        threads.append(asked_by(door, "192.0.2.1", answers))
        until(lambda number=number: view.begun + len(admission.PLACES.waiting) == number)
    assert door(RequestFactory().get("/plots/", REMOTE_ADDR="192.0.2.1")).status_code == 503
    threads.append(asked_by(door, "192.0.2.2", answers))
    until(lambda: answers == [("192.0.2.1", 503)])
    view.go.set()
    for thread in threads:
        thread.join()
    assert ("192.0.2.2", 200) in answers
    assert len(answers) == 5


def test_who_waits_for_what_another_request_makes_keeps_no_newcomer_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "AT_WORK", 1)
    monkeypatch.setattr(admission, "WAITING", 3)
    view, answers, made = Slow(), [], [threading.Event() for _ in range(3)]
    door = AdmissionMiddleware(view)
    threads = [asked_by(door, "192.0.2.1", answers)]
    until(lambda: view.begun == 1)
    for number, one in enumerate(made, start=1):
        threads.append(threading.Thread(target=admission.PLACES.follow, args=(one, "192.0.2.1")))
        threads[-1].start()
        until(lambda number=number: len(admission.PLACES.following) == number)
    assert door(RequestFactory().get("/plots/", REMOTE_ADDR="192.0.2.1")).status_code == 503
    threads.append(asked_by(door, "192.0.2.2", answers))
    until(lambda: len(admission.PLACES.waiting) == 1)
    assert [one.is_set() for one in made] == [False, False, True]
    view.go.set()
    for one in made:
        one.set()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [("192.0.2.1", 200), ("192.0.2.2", 200)]
    assert admission.PLACES.following == []


def test_some_threads_are_free_for_what_passes_by() -> None:
    few = len(admission.FEW_PLACES) * (admission.FEW_AT_WORK + admission.FEW_WAITING)
    assert web_server.threads > admission.AT_WORK + admission.WAITING + few + downloads.MOST


def test_one_client_of_sixteen_connections_is_not_refused() -> None:
    assert admission.AT_WORK - 1 + admission.WAITING >= 16
