"""What is sent: JSON of a bounded size and depth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser as DjangoRestJSONParser

MOST_BYTES = 1_000_000


class TooLarge(APIException):
    """More than is read of one request."""

    status_code = 413
    default_code = "too_large"
    default_detail = f"The request has more than {MOST_BYTES // 1000} kB; send less at once."


class JSONParser(DjangoRestJSONParser):
    """Reads no more than it was promised and no more than `MOST_BYTES`; a list in lists in lists is no request."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        request = (parser_context or {})["request"]
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            raise TooLarge
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError("The JSON is nested too deeply to be read.") from error
