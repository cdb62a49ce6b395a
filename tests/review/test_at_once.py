"""Several people at once: nothing is overwritten unseen, and nobody waits for ever. Real commits, two connections."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connections, transaction
from django.test import Client
from django.urls import reverse

from mgdb import ingest, review
from mgdb.models import ChangeRequest, Material, Measurement, Record, Source
from mgdb.review import change_requests
from mgdb.review.readings import form_of
from tests.admin.browsers_part import FIELD, errors_of, filled
from tests.review.people import person, proposed, published_value

pytestmark = pytest.mark.usefixtures("committed_db")
SECONDS = 60


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def by_id(model, public_id):
    return model._base_manager.get(public_id=public_id)


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each of `works` gives or raises, each on a connection of its own, begun together."""
    barrier = threading.Barrier(len(works))
    found: list[object] = [None] * len(works)

    def run(place: int, work: Callable[[], object]) -> None:
        try:
            barrier.wait(SECONDS)
            found[place] = work()
        except Exception as error:  # whatever it is: the test looks at it
            found[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
        assert not thread.is_alive(), "somebody waits for ever"
    return found


def a_draft(by: User) -> Material:
    form = {"name": "VS4 on foam", "source": Source.objects.published().first().public_id, "roles": ["cathode"]}
    record = Material()
    with transaction.atomic():
        review.apply(record, form, by_id, by=by)
    return Material.objects.get(pk=record.pk)


def fresh(record: Record) -> Record:
    return type(record)._base_manager.get(pk=record.pk)


def test_a_reviewer_publishes_what_they_opened_and_not_what_was_saved_meanwhile():
    ada, rosalind = person("ada", "contributor"), person("rosalind", "reviewer")
    record = a_draft(ada)
    review.submit(record, by=ada, seen=record.revision)
    opened = fresh(record)
    page = logged_in(rosalind)
    seen = {f"seen-{record.pk}": opened.revision}
    review.apply(fresh(record), form_of(record) | {"name": "VS66"}, by_id, by=ada, seen=opened.revision)
    data = {"action": "publish_selected", "_selected_action": [record.pk]}
    response = page.post(reverse("admin:mgdb_material_changelist"), data | seen, follow=True)
    assert "was saved while you had it open" in response.content.decode()
    response = page.post(reverse("admin:mgdb_material_changelist"), data, follow=True)  # a page that showed nothing
    assert fresh(record).status == "in_review"
    with pytest.raises(review.StaleRevision):
        review.publish(fresh(record), by=rosalind, seen=opened.revision)


def test_what_somebody_else_saved_meanwhile_is_not_overwritten():
    ada, grace = person("ada", "contributor"), person("grace", "contributor")
    record = a_draft(ada)
    address = reverse("admin:mgdb_material_change", args=[record.pk])
    first, second = logged_in(ada), logged_in(grace)
    mine = filled(first.get(address)) | {"remarks": "mine"}
    theirs = filled(second.get(address)) | {"remarks": "theirs"}
    assert second.post(address, theirs).status_code == 302
    for data in (mine, {name: value for name, value in mine.items() if name != FIELD}):  # and one that showed nothing
        answer = first.post(address, data)
        assert "grace saved it at" in answer.context["moved"].who
        assert "it is now “theirs”" in answer.content.decode()
        assert "mine</textarea>" in answer.content.decode()
    assert (fresh(record).remarks, fresh(record).editors) == ("theirs", [ada.pk, grace.pk])


def test_a_published_value_is_proposed_in_its_own_form_and_accepted_by_another():
    ada, rosalind = person("ada", "contributor"), person("rosalind", "reviewer")
    record = Measurement.objects.published().filter(kind="number", value__isnull=False).order_by("pk").first()
    address = reverse("admin:mgdb_measurement_change", args=[record.pk])
    client, other = logged_in(ada), logged_in(rosalind)
    data = filled(client.get(address)) | {"reports-0-printed_value": "999"}
    assert "Say why" in errors_of(client.post(address, data))
    response = client.post(address, data | {"reason": "Table 1 prints 999."})
    request = ChangeRequest.objects.get()
    assert response.url == reverse("admin:mgdb_changerequest_change", args=[request.pk])
    assert fresh(record).revision == record.revision
    assert fresh(record).value == record.value
    page = other.get(response.url).content.decode()
    assert "Table 1 prints 999." in page
    assert "<ins>999</ins>" in page
    decision = {"accept": "1", f"seen-{record.pk}": record.revision}
    other.post(response.url, decision | {f"seen-{record.pk}": record.revision - 1})
    assert fresh(record).value == record.value
    other.post(response.url, decision)
    changed = fresh(record)
    assert changed.reports.first().printed_value == "999"
    assert (changed.revision, changed.published_by) == (record.revision + 1, rosalind)
    request.refresh_from_db()
    assert (request.status, request.revision) == ("accepted", changed.revision)


def test_a_merge_takes_no_edit_along_that_was_begun_before_it_was_proposed():
    ada = person("ada", "contributor")
    old, into = Source(), Source()
    for record, title in ((old, "One paper"), (into, "One paper, too")):
        review.apply(record, {"title": title, "year": "2024"}, by_id, by=ada)
    old, into = fresh(old), fresh(into)
    begun, saved = threading.Event(), threading.Event()

    def edit() -> None:
        with transaction.atomic():
            review.apply(fresh(into), form_of(into) | {"year": "1999"}, by_id, by=ada, seen=into.revision)
            begun.set()
            saved.wait(1.0)  # whoever proposes waits for this row

    def ask() -> object:
        assert begun.wait(SECONDS)
        seen = {"seen": old.revision, "into": into.public_id, "into_seen": into.revision}
        return review.propose("merge", fresh(old), by=ada, reason="One.", **seen)

    _, refused = at_once(edit, ask)
    assert isinstance(refused, review.StaleRevision)
    assert into.public_id in str(refused)


def test_who_proposes_again_and_who_decides_never_wait_for_one_another():
    ada, rosalind = person("ada", "contributor"), person("rosalind", "reviewer")
    record = published_value()
    for printed in ("997", "998", "999"):
        asked = proposed(record, ada, printed)
        words = {"by": rosalind, "seen": record.revision, "comment": "Which table?"}
        found = at_once(lambda: proposed(record, ada, "996"), lambda: change_requests.send_back(asked, **words))  # noqa: B023
        assert not [one for one in found if isinstance(one, OperationalError)]
        assert ChangeRequest.objects.open().count() == 1


FILES = "mgdb: 1\nsources:\n{}"
ONE = "- id: src-2z2z2z{}\n  title: A paper {}\n  year: 2024\n  doi: 10.1000/new.{}\n"


def text(*numbers: int) -> str:
    return FILES.format("".join(ONE.format(number, number, number) for number in numbers))


def test_two_imports_at_once_wait_for_one_another():
    ada, grace = person("ada", "contributor"), person("grace", "contributor")
    for _ in range(3):
        first, second = at_once(
            lambda: ingest.load({"a.yaml": text(1, 2, 3)}, by=ada),
            lambda: ingest.load({"b.yaml": text(3, 2, 1)}, by=grace),
        )
        assert first.ok, first
        assert second.ok, second
        assert Source.objects.filter(public_id__startswith="src-2z2z2z").count() == 3


def test_two_checks_of_one_file_at_once_both_answer():
    clients = [logged_in(person(name, "contributor")) for name in ("ada", "grace")]
    data = {"name": "new.yaml", "text": text(1, 2), "check": "1"}
    answers = at_once(*(lambda one=one: one.post(reverse("admin:import_dataset"), data) for one in clients * 2))
    assert [getattr(answer, "status_code", answer) for answer in answers] == [200] * 4
    assert not Source.objects.filter(public_id__startswith="src-2z2z2z").exists()


def test_an_import_does_not_overwrite_what_was_saved_while_it_ran():
    ada = person("ada", "contributor")
    assert ingest.load({"a.yaml": text(1)}, by=ada).ok
    record = Source.objects.get(public_id="src-2z2z2z1")
    begun, saved = threading.Event(), threading.Event()

    def save() -> object:
        with transaction.atomic():
            mine = Source.objects.get(pk=record.pk)
            review.apply(mine, form_of(mine) | {"year": "1999"}, by_id, by=ada, seen=mine.revision)
            begun.set()
            saved.wait(1.0)  # the import waits for this row
        return None

    def load() -> object:
        assert begun.wait(SECONDS)
        return ingest.load({"a.yaml": text(1).replace("2024", "2020")}, by=ada)

    _, report = at_once(save, load)
    assert (report.updated, report.kept) == ([], [record.public_id])
    assert fresh(record).year == 1999
    assert [request.form["year"] for request in ChangeRequest.objects.open()] == [2020]


def test_a_published_record_cannot_lose_what_it_refers_to_at_the_same_moment():
    ada, rosalind = person("ada", "contributor"), person("rosalind", "reviewer")
    material = a_draft(ada)
    source = Source()
    review.apply(source, {"title": "New", "year": "2024"}, by_id, by=ada)
    review.submit(source, by=ada, seen=source.revision)
    review.publish(source, by=rosalind, seen=source.revision)
    form = form_of(material) | {"source": source.public_id}
    review.apply(material, form, by_id, by=ada, seen=material.revision)
    material = fresh(material)
    review.submit(material, by=ada, seen=material.revision)
    material, source = fresh(material), fresh(source)
    at_once(
        lambda: review.publish(material, by=rosalind, seen=material.revision),
        lambda: review.withdraw(source, "At once.", by=review.OPERATOR, seen=source.revision),
    )
    assert (fresh(material).status, fresh(source).status) in {
        ("published", "published"),
        ("in_review", "withdrawn"),
    }
