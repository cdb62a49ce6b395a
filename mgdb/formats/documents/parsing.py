"""The process that parses: bytes in, blocks as JSON out. Started by `opening` alone."""

from __future__ import annotations

import contextlib
import json
import resource
import sys
from dataclasses import asdict
from typing import Any

from .model import Limits, ReadDocument, UnreadableDocument


def main(parser: str, given: str) -> int:
    """Parses what stands in the standard input within the limits `given` (JSON), and prints blocks or an error."""
    limits = Limits(**json.loads(given))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    said: dict[str, Any]
    with contextlib.redirect_stdout(sys.stderr):  # a parser that prints does not speak for us
        try:
            said = asdict(_read(parser, data, limits))
        except UnreadableDocument as error:
            said = {"error": str(error)}
        except MemoryError:
            said = {"error": "The document needs more memory than is given. Paste the text of the section instead."}
    sys.stdout.write(json.dumps(said))
    return 0


def _read(parser: str, data: bytes, limits: Limits) -> ReadDocument:
    if parser == "pdf":
        from . import pdf  # each parser loads its libraries, which take their time

        return pdf.read(data, limits)
    from . import markup

    return markup.read(data, limits)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
