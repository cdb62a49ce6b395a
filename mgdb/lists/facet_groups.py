"""Facets as shown: the values of each with their counts, and the address of a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from mgdb.search import Facet, FacetValue, Params, to_query_values

from .address import Address

VALUES_SHOWN = 10  # of a facet; the rest on request


class FacetChoice(NamedTuple):
    """One value of a facet: whether it is chosen, and the address of a click."""

    value: FacetValue
    chosen: bool
    href: str


@dataclass(frozen=True)
class FacetGroup:
    """A facet as shown. `more`: the address that unfolds all values, where some are folded away."""

    facet: Facet
    choices: Sequence[FacetChoice]
    chosen: int
    hidden: int
    more: str

    unfolded: bool = False

    @property
    def open(self) -> bool:
        return self.facet.open or bool(self.chosen) or self.unfolded


def facet_group(
    facet: Facet, values: Sequence[FacetValue], params: Params, address: Address, *, unfold: str, unfolded: bool
) -> FacetGroup:
    """`facet` with its `values`, the chosen ones first; `unfold` is the parameter that shows all of them."""
    asked = to_query_values(params.get(facet.name))
    chosen = [one for one in values if one.value in asked]
    rest = [one for one in values if one.value not in asked]
    if facet.name == "year":
        chosen, rest = [], sorted(values, key=lambda one: one.value, reverse=True)
    most = len(values) if unfolded else max(VALUES_SHOWN, len(chosen))
    shown = [*chosen, *rest][:most]
    changes: dict[str, Any] = dict.fromkeys(facet.drops)
    choices = []
    is_new = not asked and address.given.keys().isdisjoint((facet.name, *facet.drops))
    for one in shown:
        if is_new and one.value.strip():
            choices.append(FacetChoice(one, False, address.adding(facet.name, one.value)))
            continue
        if one.value in asked:
            values_then = [value for value in asked if value != one.value]
        else:
            values_then = [one.value] if facet.single else [*asked, one.value]
        href = address(**changes, **{facet.name: values_then or None})
        choices.append(FacetChoice(one, one.value in asked, href))
    hidden = len(values) - len(shown)
    more = f"{address.then(f'{unfold}={facet.name}')}#facet-{facet.name}" if hidden else ""
    return FacetGroup(facet, choices, len(asked), hidden, more, unfolded)
