"""Two who decide at the same moment: the second waits for the first, and is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from mgdb import ingest, review
from mgdb.models import Material, Measurement, Record, Report, Source
from tests.servers import wait_for


@pytest.fixture
def measurement(committed_db) -> Measurement:
    """A measurement that waits to be published, and that alone refers to its source."""
    source = Source.objects.create(title="A draft", year=2020)
    material = Material.objects.create(name="VS4", source=source, roles=["cathode"])
    found = Measurement.objects.create(
        material=material, source=source, property_key="specific_capacity", status="in_review"
    )
    Report.objects.create(
        measurement=found, document=source, locator="p. 1", printed_value="120", printed_unit="mAh g−1"
    )
    found.derive()
    found.save()
    for record in (source, material):
        publish(record)
    return stored(found)


def publish(record: Record) -> None:
    review.publish(record, by=review.OPERATOR, seen=record.revision)


def withdraw(record: Record) -> None:
    review.withdraw(record, "entered twice", by=review.OPERATOR, seen=record.revision)


def stored(record: Record) -> Record:
    return type(record)._base_manager.get(pk=record.pk)


def while_open(url, first, second) -> Exception | None:
    """What refuses `second`, which another connection begins while the transaction of `first` is open."""

    def other() -> None:
        try:
            second()
        finally:
            connection.close()

    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with ThreadPoolExecutor(1) as pool, psycopg.connect(url, autocommit=True) as observer:
        with transaction.atomic():
            first()
            done = pool.submit(other)
            wait_for(
                lambda: done.done() or observer.execute(waiting).fetchone()[0], "the second, until it waits or is done"
            )
            assert not done.done()
        return done.exception(timeout=30)


def test_what_is_referred_to_is_not_withdrawn_while_a_record_is_published(committed_db, measurement):
    material = measurement.material
    refused = while_open(committed_db, lambda: publish(measurement), lambda: withdraw(stored(material)))
    assert isinstance(refused, ValidationError)
    assert measurement.public_id in str(refused)
    assert (stored(measurement).status, stored(material).status) == ("published", "published")


def test_a_record_is_not_published_while_what_it_refers_to_is_withdrawn(committed_db, measurement):
    material = measurement.material
    refused = while_open(committed_db, lambda: withdraw(material), lambda: publish(stored(measurement)))
    assert isinstance(refused, ValidationError)
    assert "is withdrawn; publish it first" in str(refused)
    assert (stored(measurement).status, stored(material).status) == ("in_review", "withdrawn")


def test_a_file_does_not_refer_to_what_is_withdrawn_while_it_is_loaded(committed_db, measurement):
    material = measurement.material
    text = (
        f"mgdb: 1\ndocument: {material.source.public_id}\n\nstatements:\n- id: sta-0000001\n  topic: defect_effect\n"
        f"  subject: VS4\n  text: It has defects.\n  material: {material.public_id}\n"
        f"  document: {material.source.public_id}\n  locator: p. 1\n  readings: 1\n"
    )
    reports = []

    def load() -> None:
        reports.append(ingest.load({"made_up.yaml": text}, by=review.OPERATOR))

    assert while_open(committed_db, lambda: withdraw(material), load) is None
    reasons = [problem.reason for problem in reports[0].problems]
    assert len(reasons) == 1
    assert "is withdrawn; publish it first" in reasons[0]
