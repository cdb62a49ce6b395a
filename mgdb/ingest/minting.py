"""Public ids for new records of dataset files."""

from __future__ import annotations

from collections.abc import Mapping

from mgdb.models.base import mint_id

from .files import FORMAT


def mint(texts: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """`texts` with every handle replaced by a new id, the same in all files; and handle → id."""
    taken = {word for text in texts.values() for word in text.split()}
    identifiers: dict[str, str] = {}
    for text in texts.values():
        for handle in FORMAT.handles(text):
            if handle in identifiers:
                continue
            prefix = handle.partition(":")[0]
            identifier = mint_id(prefix)
            while identifier in taken:
                identifier = mint_id(prefix)
            taken.add(identifier)
            identifiers[handle] = identifier
    return {name: FORMAT.mint(text, identifiers) for name, text in texts.items()}, identifiers
