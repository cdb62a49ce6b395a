"""A contributor, a reviewer and an administrator."""

from __future__ import annotations

import pytest


def _person(name, role):
    from tests.review.people import person  # which needs Django set up

    return person(name, role)


@pytest.fixture
def ada(db):
    return _person("ada", "contributor")


@pytest.fixture
def rosalind(db):
    return _person("rosalind", "reviewer")


@pytest.fixture
def grace(db):
    return _person("grace", "administrator")
