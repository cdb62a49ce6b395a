"""Programs of curators, with a token."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from mgdb.accounts import tokens
from mgdb.models import ApiToken, Material

ALL = ApiToken.Scope.values


class Program:
    """A program with a token of `user`."""

    def __init__(self, user, scopes=ALL):
        _, text = tokens.make(user, "a script", scopes, 30)
        self.user, self.client = user, Client(headers={"authorization": f"Token {text}"}, raise_request_exception=False)

    def __call__(
        self, method: str, path: str, body: Any = None, status: int = 0, seen: Any = None, **headers: str
    ) -> Any:
        media = headers.pop("Content_Type", "application/merge-patch+json" if method == "patch" else "application/json")
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if seen is not None:
            sent["If-Match"] = seen if isinstance(seen, str) else f'"{seen}"'
        raw = b"" if body is None else body if isinstance(body, str | bytes) else json.dumps(body)
        response = self.client.generic(method.upper(), f"/api/v1/{path}", raw, media if raw else "", headers=sent)
        assert not status or response.status_code == status, (response.status_code, response.content[:1500])
        assert response.status_code < 500
        assert response["Cache-Control"] == "private, no-store"
        assert "Authorization" in response["Vary"]
        response.data = json.loads(response.content) if response.content else None
        return response


def value_form(**report):
    material = Material.objects.published().with_role("electrolyte").first()
    report = {"locator": "Fig. 9", "printed_value": "2.8e-4", "printed_unit": "S cm-1", **report}
    return {
        "material": material.public_id,
        "property": "ionic_conductivity",
        "source": material.source.public_id,
        "conditions": {"temperature": "25 °C"},
        "reports": [{"document": material.source.public_id, **report}],
    }


def new(program, form, record_type="measurement", **more):
    return program("post", "drafts/", {"type": record_type, "form": form}, 201, **more)
