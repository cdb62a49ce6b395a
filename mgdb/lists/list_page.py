"""One page of a list, with everything that stands around it: the query in words, facets, ranges, suggestions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from mgdb import data_version
from mgdb.projection import forms
from mgdb.projection.lists import ListColumn, ListType
from mgdb.science import vocabulary
from mgdb.science.properties import Property
from mgdb.science.vocabulary import Term
from mgdb.search import (
    ORDERING,
    Condition,
    Counts,
    Facet,
    InvalidQuery,
    ParameterProblem,
    Query,
    snapshots,
    suggestion,
)

from . import summaries
from .address import Address
from .facet_groups import FacetGroup, facet_group
from .periodic_table import ELEMENT_FACETS, PeriodicTable, read_mode
from .range_fields import RangeFields, range_fields

PAGE_SIZE = 50
MOST_COLUMNS = 16  # on a page; a file may have them all
COLUMNS, PAGE, MORE, PICKER, FORMAT = "columns", "page", "more", "picker", "format"
NEWEST = "updated_at"  # what a list is sorted by, downwards, for what is new
OWN = (COLUMNS, PAGE, MORE, PICKER, FORMAT)
# never part of a link that changes the question
VOLATILE = (PAGE, MORE, FORMAT)


@dataclass(frozen=True)
class Chip:
    """One condition of the question, and the address without it."""

    words: str
    href: str


class ListPage:
    """A list as asked for in `data`. Raises InvalidQuery for a question that cannot be answered.

    token: the version of the data, where it is known already.
    """

    def __init__(self, list_type: ListType, data: QueryDict, *, with_page: bool = True, token: str = "") -> None:
        self.list_type, self.data = list_type, data
        self.address = Address(data, without=VOLATILE)
        self.query = Query(list_type.filters, data, list_type.rows(), own=OWN)
        problems = list(self.query.problems)
        self.columns = self._columns(problems)
        self.element_mode = read_mode(data.get(PICKER, ""), problems)
        number = self._page_number(problems)
        if (more := data.get(MORE, "")) and more not in {facet.name for facet in list_type.filters.facets}:
            sentence, close = suggestion(more, [facet.name for facet in list_type.filters.facets])
            problems.append(ParameterProblem(MORE, more[:40], f"“{more[:40]}” is no facet; {sentence}", tuple(close)))
        self.format = data.get(FORMAT, "")
        if self.format and self.format not in list_type.files:
            sentence, close = suggestion(self.format, list_type.files)
            reason = f"“{self.format[:20]}” is no format of this list; {sentence}"
            problems.append(ParameterProblem(FORMAT, self.format[:20], reason, tuple(close)))
        if problems:
            raise InvalidQuery(problems)
        if not with_page:
            return  # a worker counts and reads for itself
        token = token or data_version.current()[0]
        snapshots.answer(self.query, list_type.key, token)
        if self.format:
            return  # a file needs the rows alone
        kept = None if self.query.conditions else summaries.recall(list_type, token)
        self.counts: Counts = kept[0] if kept else self.query.counts()
        self.kept_spreads = kept[1] if kept else None
        self.pages = max(1, math.ceil(self.counts.total / PAGE_SIZE))
        if number > self.pages:
            reason = f"there are pages 1 to {self.pages}; start at page=1."
            raise InvalidQuery([ParameterProblem(PAGE, str(number), reason)])
        self.number = number
        start = (number - 1) * PAGE_SIZE
        keys = self.query.page(start, start + PAGE_SIZE) if self.counts.total else []
        found = forms.rows(list_type, keys, self.columns, self.query.params)
        self.not_shown = forms.not_shown(list_type.record_type, keys) if len(found) < len(keys) else []
        self.rows = [(row, list(zip(self.columns, row.cells, strict=True))) for row in found]

    # ---- what this page reads by itself
    def _columns(self, problems: list[ParameterProblem]) -> list[ListColumn]:
        texts = [name for text in self.data.getlist(COLUMNS) for name in text.split(",") if name.strip()]
        known = {column.key: column for column in self.list_type.columns}
        for name in texts:
            if name.strip() not in known:
                sentence, close = suggestion(name, known)
                problems.append(
                    ParameterProblem(COLUMNS, name[:40], f"“{name[:40]}” is no column; {sentence}", tuple(close))
                )
        if len(set(texts)) > MOST_COLUMNS and not self.data.get(FORMAT):
            reason = f"{len(set(texts))} columns; a page shows at most {MOST_COLUMNS} columns, a file (format=) all."
            problems.append(ParameterProblem(COLUMNS, "", reason))
        wanted = {name.strip() for name in texts} or {c.key for c in self.list_type.columns if not c.hidden}
        first = self.list_type.columns[0]
        return [column for column in self.list_type.columns if column.key in wanted or column is first]

    def _page_number(self, problems: list[ParameterProblem]) -> int:
        text = self.data.get(PAGE, "1")
        if text.isascii() and text.isdigit() and 0 < int(text[:9]) == int(text[:10] or 0):
            return int(text)
        problems.append(ParameterProblem(PAGE, text[:20], "there are pages 1 to …, a whole number; start at page=1."))
        return 1

    @property
    def sorted_by(self) -> tuple[str, bool]:
        """The name that the list is sorted by, and whether downwards; empty where by default."""
        return self.query.order[0] if self.query.order else ("", False)

    @property
    def headings(self) -> list[tuple[ListColumn, str, str]]:
        """(column, address that sorts by it, "ascending" or "descending" where it is sorted so)."""
        name, down = self.sorted_by
        found = []
        for column in self.columns:
            sortable = column.order in self.list_type.filters.orderings
            here = sortable and column.order == name
            turned = f"-{column.order}" if here and not down else column.order
            href = self.address(ordering=turned) if sortable else ""
            found.append((column, href, ("descending" if down else "ascending") if here else ""))
        return found

    @property
    def hidden_fields(self) -> list[tuple[str, str]]:
        """What the form of limits and words must carry along."""
        own = {"q", "formula", *(f"{limits.name}_{end}" for limits in self.limits for end in ("min", "max"))}
        own |= {limits.unit_name for limits in self.limits}
        return self.address.pairs(*own)

    @property
    def plural(self) -> str:
        return self.list_type.filters.names[1]

    @property
    def has_formula(self) -> bool:
        return "formula" in self.list_type.filters.filters

    @property
    def column_choices(self) -> list[tuple[ListColumn, bool]]:
        return [(column, column in self.columns) for column in self.list_type.columns]

    @property
    def fields_but_columns(self) -> list[tuple[str, str]]:
        return self.address.pairs(COLUMNS)

    @property
    def files(self) -> list[tuple[str, str, str]]:
        """(format, its name, address) of each file that holds what is on screen, all pages of it."""
        query = self.address.query(**{PICKER: None})
        start = f"?{query}{'&' if query else ''}"
        return [(key, one.label, f"{start}format={key}") for key, one in self.list_type.files.items()]

    @property
    def api_address(self) -> str:
        """The same query to the API."""
        query = self.address.query(**{PICKER: None, COLUMNS: None})
        return f"/api/v1/{self.list_type.key}/{'?' + query if query else ''}"

    @property
    def feed_address(self) -> str:
        """The feed of what is new among the rows; empty where records of this type have no date of their own."""
        if NEWEST not in self.list_type.filters.orderings:
            return ""
        query = self.address.query(**{PICKER: None, ORDERING: None})
        return f"/feeds/{self.list_type.key}/{'?' + query if query else ''}"

    @property
    def highlighted_words(self) -> tuple[str, ...]:
        """The folded words that are highlighted where they stand."""
        return tuple(self.query.params.text("q").split())

    @property
    def previous(self) -> str:
        return self._page(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        return self._page(self.number + 1) if self.number < self.pages else ""

    def _page(self, number: int) -> str:
        return self.address.then(f"{PAGE}={number}")

    # ---- around the rows
    @cached_property
    def total(self) -> int:
        """How many rows answer."""
        return self.counts.total if hasattr(self, "counts") else self.query.total()

    @property
    def words(self) -> str:
        return self.query.describe_results(self.total)

    @property
    def chips(self) -> list[Chip]:
        return [self._chip(one) for one in self.query.conditions if one.description]

    def _chip(self, condition: Condition) -> Chip:
        drops = list(condition.names)
        for facet in self.list_type.filters.facets:
            if facet.name in drops:
                drops += facet.drops
        return Chip(condition.description, self.address(**dict.fromkeys(drops)))

    @property
    def suggestions(self) -> list[tuple[Chip, int]]:
        """For an empty list: what would be found without each condition."""
        return [(self._chip(condition), count) for condition, count in self.query.counts_without_each()]

    @property
    def hints(self) -> list[str]:
        """What the numbers asked for may have meant, where they are implausible or find nothing; what is not shown."""
        return [*self.not_shown, *self.query.hints(self.total)]

    @property
    def groups(self) -> list[FacetGroup]:
        return [
            group
            for facet in self.list_type.filters.facets
            if facet.name not in ELEMENT_FACETS and (group := self._group(facet)).choices
        ]

    def _group(self, facet: Facet) -> FacetGroup:
        values, is_unfolded = self.counts.values[facet.name], self.data.get(MORE) == facet.name
        return facet_group(facet, values, self.query.params, self.address, unfold=MORE, unfolded=is_unfolded)

    @property
    def strict(self) -> list[tuple[Term, bool, str]]:
        """The levels of “strict Mg”: the rule, whether it is on, the address that turns it on or off."""
        levels = vocabulary.STRICT_MG if "strict_mg" in self.list_type.filters.filters else ()
        on = self.query.params.get("strict_mg")
        return [(one, one.key == on, self.address(strict_mg=None if one.key == on else one.key)) for one in levels]

    @property
    def periodic_table(self) -> PeriodicTable | None:
        values = self.counts.values.get("elements_any" if self.element_mode == "any" else "elements_all")
        if values is None:
            return None
        counts = {one.value: one.count for one in values}
        return PeriodicTable(self.element_mode, counts, self.query.params, self.address, named=PICKER in self.data)

    @cached_property
    def limits(self) -> list[RangeFields]:
        """Fields for the value (where one property is asked for) and for each condition that the rows state."""
        spreads = self.kept_spreads
        if spreads is None:
            spreads = self.query.spreads() if self.counts.total else {}
        asked, found = self.query.params, []
        for name, entry in self.query.quantities.items():
            if isinstance(entry, Property):
                found.append(range_fields(name, entry.label, entry, asked.text("unit"), spreads, asked, self.data))
            elif name in spreads or f"{name}_min" in asked or f"{name}_max" in asked:
                unit = asked.text(f"{name}_unit")
                found.append(range_fields(name, entry.label, entry, unit, spreads, asked, self.data))
        return found
