"""The catalogue of properties: every property declared once, with unit, range, meaning and what must stand beside it.

Keys are public: they stand in dataset files, addresses and API answers, and stay. To add a property, add one entry in
the module of its field; units, bounds, filters, columns and axis labels follow from it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from mgdb.science.properties import composition, electrochemical, energetics, structure, transport
from mgdb.science.properties.model import Property, better_side

__all__ = ["PROPERTIES", "Property", "UnknownProperty", "better_side", "fingerprint", "get"]


class UnknownProperty(KeyError):
    """A key that the catalogue does not have; `near` are the keys like it."""

    def __init__(self, key: str, near: tuple[str, ...]) -> None:
        self.key, self.near = key, near
        hint = f"did you mean {' or '.join(near)}?" if near else "the vocabulary page lists them all"
        super().__init__(f"“{key}” is not a property; {hint}")

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would put quotation marks around it


def _catalogue(entries: Iterable[Property]) -> dict[str, Property]:
    table: dict[str, Property] = {}
    for entry in entries:
        if table.setdefault(entry.key, entry) is not entry:
            raise ValueError(f"“{entry.key}” is the key of two properties: {table[entry.key].label}, {entry.label}.")
    return table


PROPERTIES = _catalogue(
    (
        *electrochemical.ENTRIES,
        *transport.ENTRIES,
        *energetics.ENTRIES,
        *structure.ENTRIES,
        *composition.ENTRIES,
        structure.SPACE_GROUP,
    )
)


def get(key: str) -> Property:
    """The property `key`. Raises UnknownProperty, a KeyError, naming the nearest keys."""
    try:
        return PROPERTIES[key]
    except KeyError:
        wanted = str(key).strip().lower().replace(" ", "_").replace("-", "_")
        near = difflib.get_close_matches(wanted, PROPERTIES, n=3, cutoff=0.5)
        if not near:
            near = [name for name in PROPERTIES if wanted and wanted in name][:3]
        raise UnknownProperty(str(key), tuple(near)) from None


def fingerprint() -> dict[str, str]:
    """Each key with "dimension|unit|kind": what stored numbers depend on, compared with the stored one.

    Worked: fingerprint()["specific_capacity"] is "specific_capacity|mAh g⁻¹|number".
    """
    return {key: f"{entry.dimension or ''}|{entry.unit}|{entry.kind}" for key, entry in PROPERTIES.items()}
