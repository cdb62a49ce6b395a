"""`docker-compose.yml` as Compose reads it: variables filled in, `$$` for `$`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.servers import ROOT
from tests.yaml_files import read_yaml

SECRETS = ("MGDB_SECRET_KEY", "POSTGRES_PASSWORD", "DATABASE_PASSWORD", "DATABASE_WEB_PASSWORD", "VALKEY_PASSWORD")
_VARIABLE = re.compile(r"\$(?:(?P<dollar>\$)|\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<rest>[^}]*))?\})")


def read_compose(variables: Mapping[str, str]) -> Any:
    """The file with `variables` in place; raises KeyError for one that it insists on and that is not there."""

    def value(match: re.Match[str]) -> str:
        if match["dollar"]:
            return "$"
        if given := variables.get(match["name"]):
            return given
        if match["kind"] == "-":
            return match["rest"]
        raise KeyError(f"{match['name']}: {match['rest']}")

    def filled(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: filled(child) for key, child in node.items()}
        if isinstance(node, list):
            return [filled(child) for child in node]
        return _VARIABLE.sub(value, node) if isinstance(node, str) else node

    return filled(read_yaml(ROOT / "docker-compose.yml"))
