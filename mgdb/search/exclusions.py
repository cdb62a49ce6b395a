"""Excluding values of a facet: for each parameter that has one, a second that asks for rows with none of its values.

Such a condition is no facet's own: every facet is counted over the rows that it leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .parameters import Boolean
from .params import to_query_values
from .values import Values

if TYPE_CHECKING:  # which make use of this
    from .filters import AnyFilter, Facet
    from .snapshot import Snapshot
    from .snapshot.labels import Mask

SUFFIX = "_not"


def excluding(name: str) -> str:
    """The parameter that excludes values of the parameter `name`."""
    return f"{name}{SUFFIX}"


def with_exclusions(
    filters: Mapping[str, AnyFilter], facets: Sequence[Facet], values_of: Callable[[Facet], Values]
) -> dict[str, AnyFilter]:
    """`filters`, each of those with a facet followed by the one that excludes its values.

    Elements have a parameter of their own for it (`elements_none`); what is yes or no has its other value.
    """
    of_facets = {
        facet.name: values_of(facet)
        for facet in facets
        if not facet.name.startswith("elements") and not isinstance(filters[facet.name].parameter, Boolean)
    }
    made: dict[str, AnyFilter] = {}
    for name, one in filters.items():
        made[name] = one
        if name in of_facets and excluding(name) not in filters:
            made[excluding(name)] = _exclusion(name, one, of_facets[name])
    return made


def _denied(phrase: str) -> str:
    """“of kind article” → “not of kind article”; “that serve as cathode” → “that do not serve as cathode”."""
    return f"that do not {phrase.removeprefix('that ')}" if phrase.startswith("that ") else f"not {phrase}"


def _exclusion(name: str, one: AnyFilter, values: Values) -> AnyFilter:
    having: Any = one.where or values
    if not callable(having):
        raise TypeError(f"neither the filter {name} nor its facet says which rows have a value")

    def mask(snapshot: Snapshot, unwanted: Any) -> Mask:
        return ~snapshot.labels(values).having(to_query_values(unwanted))

    return type(one)(
        one.parameter,
        lambda unwanted: ~having(unwanted),
        phrase=lambda unwanted: _denied(one.describe(unwanted)),
        example=one.example,
        help_text=f"Excludes these values of {name}, repeated: all of them; what has no value of it stays.",
        mask=mask,
    )
