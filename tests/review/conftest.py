"""A contributor, a reviewer and an administrator."""

from __future__ import annotations

import sys

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


@pytest.fixture
def tell(capsys):
    """Says how much was tried, whatever pytest shows of a test that passes."""

    def told(words):
        with capsys.disabled():
            sys.stdout.write(f"\n{words}\n")

    return told


@pytest.fixture
def people(db):
    """Somebody of each role, at a browser and with a program."""
    from tests.review.entry_points import ROLES, Curator  # which need Django set up

    return {role: Curator(role) for role in ROLES}
