"""What OPTIONS says of an address."""

from __future__ import annotations

from typing import Any

from rest_framework.metadata import SimpleMetadata


class Metadata(SimpleMetadata):
    """Name, formats and methods; what may be sent is in the schema, not in a form made from a serializer."""

    def determine_actions(self, request: Any, view: Any) -> dict[str, Any]:
        return {}
