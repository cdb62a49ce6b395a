"""The count of statements misses none."""

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from mgdb import data_version
from mgdb.models import Phase

from .statements import statements

pytestmark = pytest.mark.django_db


def test_whatever_sends_a_statement_it_is_counted():
    with statements() as sent, transaction.atomic():
        connection.connection.execute("SET LOCAL statement_timeout = 0")
        connection.connection.execute("SELECT 'two\nlines'")
        data_version.current()
        data_version.current()
        assert Phase.objects.count() > 0
    assert sent[0].startswith("SAVEPOINT ")
    assert sent[1:3] == ["SET LOCAL statement_timeout = 0", "SELECT 'two\nlines'"]
    assert sent[3].startswith("SELECT changed_at, version")
    assert sent[4] == sent[3]
    assert sent[5].startswith("SELECT COUNT(*)")
    assert sent[6].startswith("RELEASE SAVEPOINT ")
    assert len(sent) == 7


def test_each_request_tests_the_connection():
    """By the version of the data, its first statement; of who may be somebody by the test of Django."""
    somebody = Client(headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}=x"})
    with statements() as sent:
        Client().get("/api/v1/phases/pha-0000000/")
        somebody.get("/api/v1/phases/pha-0000000/")
        somebody.get("/api/v1/phases/pha-0000000/")
    assert sent[0].startswith("SELECT changed_at, version")
    assert sent.count("SELECT 1") == 2


def test_more_than_allowed_fails_with_their_list():
    counting = statements(most=1)
    counting.__enter__()
    Phase.objects.first()
    Phase.objects.last()
    with pytest.raises(pytest.fail.Exception, match=r"(?s)2 statements, more than 1:.*1\. SELECT"):
        counting.__exit__(None, None, None)
