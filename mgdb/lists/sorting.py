"""Which way a click on the head of a column sorts: one rule for all lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mgdb.projection.lists import ListColumn, ListType
from mgdb.science.properties import PROPERTIES
from mgdb.science.properties.model import better_side
from mgdb.search import roles_of
from mgdb.search.factors import LARGEST

from . import evaluated

IN_TIME = ("year", "updated_at")


def starts_downwards(list_type: ListType, column: ListColumn, asked: Sequence[str]) -> bool:
    """Whether the first click on `column` sorts downwards: the best values of a property first, else the highest
    numbers and what is newest; names from A to Z.

    asked: the properties that the list is asked for; its values are of one where there is one.
    """
    key = column.property_key or (asked[0] if column.key == "value" and len(asked) == 1 else "")
    if key and (side := better_side(PROPERTIES[key], roles_of(list_type.key))):
        return side == "higher"
    return column.numeric or column.key in (evaluated.KEY, LARGEST) or column.order in IN_TIME


def sorted_heads(
    list_type: ListType, columns: Sequence[ListColumn], asked: Sequence[str], sorted_by: tuple[str, bool]
) -> Iterator[tuple[ListColumn, str, str]]:
    """(column, what the next click sorts by, "ascending" or "descending" where the list is sorted by it).

    sorted_by: the name that the list is sorted by, and whether downwards. What cannot be sorted by has no name.
    """
    name, is_down = sorted_by
    for column in columns:
        if column.order not in list_type.filters.sorts_by:
            yield column, "", ""
            continue
        is_here = column.order == name
        turned = not is_down if is_here else starts_downwards(list_type, column, asked)
        state = ("descending" if is_down else "ascending") if is_here else ""
        yield column, f"-{column.order}" if turned else column.order, state
