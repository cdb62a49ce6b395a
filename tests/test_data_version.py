"""The version of the data changes whenever what a response shows may have changed."""

import json

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client

from mgdb import data_version
from mgdb.models import Phase


def test_what_a_transaction_wrote_before_others_is_shown_once_it_ends(committed_db):
    """Ids of the history are given before a change is visible: the transaction that ends last may have the smaller."""
    first, second = Phase.objects.published().order_by("id")[:2]
    address = f"/api/v1/phases/{first.public_id}/"
    with psycopg.connect(committed_db) as slow:
        slow.execute("UPDATE mgdb_phase SET remarks = 'Written first.' WHERE id = %s", [first.pk])
        Phase.objects.filter(pk=second.pk).update(remarks="Written second, visible first.")
        before = Client().get(address)
        assert json.loads(before.content)["remarks"] != "Written first."
        assert Client().get(address)["ETag"] == before["ETag"]
        slow.commit()
    after = Client().get(address, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert json.loads(after.content)["remarks"] == "Written first."


def test_a_connection_that_died_between_requests_is_replaced(committed_db):
    version = data_version.current()
    with psycopg.connect(committed_db, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    assert data_version.current() == version


def test_a_connection_that_dies_in_a_transaction_is_not_replaced(committed_db):
    with transaction.atomic():
        with psycopg.connect(committed_db, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
        with pytest.raises(OperationalError):
            data_version.current()
        transaction.set_rollback(True)
