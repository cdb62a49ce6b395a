"""Facets as shown: the values of each with their counts, and the address of a click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from mgdb.search import Facet, FacetValue, Params, excluding, to_query_values

from .address import Address

VALUES_SHOWN = 8  # of a facet; the rest on request
# characters of a question, as of one with many columns: each link repeats it, so that fewer values are shown of a facet
LONG, FEWER_SHOWN = 150, 5


class FacetChoice(NamedTuple):
    """One value of a facet: whether it is chosen or excluded, and the address of a click on it; `exclude`: the
    parameter that excludes it, empty where none does; `added`: how many rows a click adds to those that there are,
    where other values are chosen."""

    value: FacetValue
    chosen: bool
    href: str
    exclude: str = ""
    excluded: bool = False
    added: int | None = None


@dataclass(frozen=True)
class FacetGroup:
    """A facet as shown. `chosen`: what is asked of it, in words; `more`: the address that unfolds all values, where
    some are folded away."""

    facet: Facet
    choices: Sequence[FacetChoice]
    chosen: str
    hidden: int
    more: str

    unfolded: bool = False

    @property
    def open(self) -> bool:
        return self.facet.open or bool(self.chosen) or self.unfolded


def facet_group(
    facet: Facet,
    values: Sequence[FacetValue],
    params: Params,
    address: Address,
    total: int,
    *,
    unfold: str,
    unfolded: bool,
    excludes: bool,
    labels: Mapping[str, str],
) -> FacetGroup:
    """`facet` with its `values`, those asked for first, and those excluded, in a list of `total` rows; `unfold` is the
    parameter that shows all of them, `excludes`: whether there is one that excludes, `labels`: what values are called
    that no row has."""
    other = excluding(facet.name)
    asked, unwanted = to_query_values(params.get(facet.name)), to_query_values(params.get(other))
    chosen = [one for one in values if one.value in asked]
    without = [_excluded(value, labels.get(value) or value, unwanted, address, other) for value in unwanted]
    rest = [one for one in values if one.value not in asked and one.value not in unwanted]
    if facet.name == "year":
        chosen, rest = [], sorted([*chosen, *rest], key=lambda one: one.value, reverse=True)
    at_first = FEWER_SHOWN if len(address.query()) > LONG else VALUES_SHOWN
    most = len(values) if unfolded else max(at_first, len(chosen))
    shown = [*chosen, *rest][:most]
    changes: dict[str, Any] = dict.fromkeys(facet.drops)
    choices = []
    is_new = not asked and address.given.keys().isdisjoint((facet.name, *facet.drops))
    for one in shown:
        if is_new and one.value.strip():
            exclude = other if excludes and one.count else ""
            choices.append(FacetChoice(one, False, address.adding(facet.name, one.value), exclude))
            continue
        if one.value in asked:
            values_then = [value for value in asked if value != one.value]
        else:
            values_then = [one.value] if facet.single else [*asked, one.value]
        href = address(**changes, **{facet.name: values_then or None})
        exclude = other if excludes and one.count and one.value not in asked else ""
        added = None if one.together is None else one.together - total
        choices.append(FacetChoice(one, one.value in asked, href, exclude, added=added))
    hidden = len(chosen) + len(rest) - len(shown)
    more = f"{address.then(f'{unfold}={facet.name}')}#facet-{facet.name}" if hidden else ""
    said = {one.value: one.label for one in values}
    words = [said.get(value, value) for value in asked] + [f"not “{one.value.label}”" for one in without]
    return FacetGroup(facet, [*without, *choices], ", ".join(words), hidden, more, unfolded)


def _excluded(value: str, label: str, unwanted: Sequence[str], address: Address, name: str) -> FacetChoice:
    """A value that is excluded; a click takes that back."""
    href = address(**{name: [one for one in unwanted if one != value] or None})
    return FacetChoice(FacetValue(value, label, 0), False, href, excluded=True)
