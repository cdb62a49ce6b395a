"""Clients of the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.yaml_files import read_yaml

Get = Callable[..., Any]


@pytest.fixture
def get(db: None) -> Get:
    """GET below /api/v1/; the response, with `data` as read from JSON."""
    from django.test import Client

    client = Client()

    def ask(path: str, status: int = 200, **options: Any) -> Any:
        response = client.get(f"/api/v1/{path}", **options)
        assert response.status_code == status, response.content[:2000]
        if response.get("Content-Type", "").endswith("json"):
            response.data = json.loads(response.content)
        return response

    return ask


@pytest.fixture(scope="session")
def schema() -> dict[str, Any]:
    """The committed description of the API."""
    from api.views import SCHEMA

    return read_yaml(SCHEMA)
