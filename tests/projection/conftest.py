"""Databases of few public records, whose forms are compared in a tenth of the time that those of all records take."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers import DatabaseServer, application_on


@pytest.fixture(scope="session")
def few_public_template(
    django_db_setup: None, database_server: DatabaseServer, django_db_blocker: object
) -> Iterator[str]:
    """The name of a database of which others are cloned."""
    from django.db import transaction  # this file is read before Django is set up

    from mgdb.projection import checking, filling
    from tests.projection.few import leave_few_public

    name = database_server.clone("few_template")
    with django_db_blocker.unblock(), application_on(database_server, name):
        with transaction.atomic():
            leave_few_public()
        filling.rebuild(everything=True)
        report = checking.check()
        assert report.differences == []
        assert report.empty == 0
        assert 60 < report.right < 200
    yield name
    database_server.drop(name)


@pytest.fixture
def few_public_db(
    few_public_template: str, database_server: DatabaseServer, django_db_blocker: object
) -> Iterator[str]:
    """As `committed_db`, with few public records."""
    name = database_server.clone("few", few_public_template)
    with django_db_blocker.unblock(), application_on(database_server, name):
        yield database_server.url(name)
    database_server.drop(name)
