"""The process that opens and reads: bytes in, blocks or marked blocks as JSON out. Started by `confined` alone.

It knows no database; the names that reading needs are given to it.
"""

from __future__ import annotations

import contextlib
import json
import re
import resource
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from mgdb.science.extraction import Block, Extractor, Name, TableBlock, TooManyCells, marked, unread_in
from mgdb.science.extraction.carried import marked_data, name_of

from .model import Limits, ReadDocument, UnreadableDocument

_NUMBER: Final = re.compile("[0-9]+")


def main() -> int:
    """Reads what is asked (a line of JSON) and a document from the standard input, and prints an answer or an error."""
    asked = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**asked["limits"])
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):  # where memory runs out all the same, this ends and not the web server
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    data = sys.stdin.buffer.read()
    said: dict[str, Any]
    with contextlib.redirect_stdout(sys.stderr):  # a parser that prints does not speak for us
        try:
            said = _answer(asked, data, limits)
        except (UnreadableDocument, TooManyCells) as error:
            said = {"error": str(error)}
        except MemoryError:
            said = {
                "error": f"It needs more than {limits.memory / 1e9:g} GB of memory, which is the limit. Paste one "
                "section at a time instead."
            }
    sys.stdout.write(json.dumps(said))
    return 0


def _answer(asked: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any]:
    document = _opened(asked["parser"], data, limits)
    if "extractor" not in asked:
        return asdict(document)
    _check(document.blocks, limits)
    module, _, name = asked["extractor"].partition(":")
    extractor: Extractor = getattr(import_module(module), name)()
    return _read(document, extractor, [name_of(one) for one in asked["names"]], limits)


def _opened(parser: str, data: bytes, limits: Limits) -> ReadDocument:
    # each parser loads its libraries, which take their time
    module = import_module({"pdf": ".pdf", "markup": ".markup", "text": ".text"}[parser], __package__)
    document: ReadDocument = module.read(data, limits)
    return document


def _check(blocks: list[Block], limits: Limits) -> None:
    """Raises UnreadableDocument where there is more than is read at once."""
    cells = [cell for block in blocks if isinstance(block, TableBlock) for row in block.rows for cell in row]
    texts = [*cells, *(block.text for block in blocks if not isinstance(block, TableBlock))]
    if (length := sum(map(len, texts))) > limits.read:
        raise UnreadableDocument(
            f"The text has {length:,} characters; up to {limits.read:,} are read at once. Give a section."
        )
    if (numbers := sum(len(_NUMBER.findall(text)) for text in texts)) > limits.numbers:
        raise UnreadableDocument(
            f"The text has {numbers:,} numbers; up to {limits.numbers:,} are read at once. Give a section, and "
            "long tables as files of tables."
        )
    if len(cells) > limits.cells:
        raise UnreadableDocument(
            f"The tables have {len(cells):,} cells; up to {limits.cells:,} are read at once. Give a section, and "
            "long tables as files of tables."
        )


def _read(document: ReadDocument, extractor: Extractor, names: list[Name], limits: Limits) -> dict[str, Any]:
    found, said = extractor(document.blocks, names), list(document.said)
    shown = found[: limits.quantities]
    if len(found) > len(shown):
        said.insert(0, f"Only the first {len(shown):,} of {len(found):,} quantities are shown.")
    unread = unread_in(document.blocks, found)
    if unread:
        count = sum(len(one.cells) for one in unread)
        numbers = "1 number" if count == 1 else f"{count:,} numbers"
        said.insert(0, f"{numbers} in tables could not be read; below each table stands why, and what helps.")
    return {
        "marked": [marked_data(block) for block in marked(document.blocks, shown, unread)],
        "candidates": [asdict(one) for one in shown],
        "said": said,
    }


if __name__ == "__main__":
    sys.exit(main())
