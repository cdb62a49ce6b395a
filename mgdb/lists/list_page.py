"""One page of a list, with everything that stands around it: the query in words, facets, ranges, suggestions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.http import QueryDict

from mgdb import data_version
from mgdb.presentation import TableCell
from mgdb.projection import forms
from mgdb.projection.lists import ListColumn, ListRow, ListType
from mgdb.science import vocabulary
from mgdb.science.properties import Property
from mgdb.science.quoting import quoted
from mgdb.science.typeset import plain
from mgdb.science.vocabulary import Term
from mgdb.search import (
    ORDERING,
    Condition,
    Counts,
    Facet,
    InvalidQuery,
    ParameterProblem,
    Query,
    Spread,
    excluding,
    snapshots,
    suggestion,
)

from . import default_columns, evaluated, factors, rows, summaries
from .address import Address
from .facet_groups import FacetGroup, facet_group
from .list_file import ListFile, asked_column
from .periodic_table import ELEMENT_FACETS, PeriodicTable, read_mode
from .plottable import of_what, plots_of_others, plots_of_rows
from .range_fields import RangeFields, range_fields
from .snippets import Snippet, snippets
from .sorting import sorted_heads

PAGE_SIZE = 50
MOST_COLUMNS = 16  # on a page; a file may have them all
COLUMNS, PAGE, MORE, PICKER, FORMAT, GROUP = "columns", "page", "more", "picker", "format", "group"
NEWEST = "updated_at"  # what a list is sorted by, downwards, for what is new
OWN = (COLUMNS, PAGE, MORE, PICKER, FORMAT, GROUP)
NO_GROUP = "none given"
# never part of a link that changes the question
VOLATILE = (PAGE, MORE, FORMAT)


@dataclass(frozen=True)
class Chip:
    """One condition of the question, and the address without it."""

    words: str
    href: str


class RowGroup(NamedTuple):
    """Rows of a page that stand together, under what they have in common; `total`: how many of the list have it."""

    label: str
    total: int
    rows: list[tuple[ListRow, list[tuple[ListColumn, TableCell]]]]


class ListPage:
    """A list as asked for in `data`. Raises InvalidQuery for a question that cannot be answered.

    token: the version of the data, where it is known already.
    """

    def __init__(self, list_type: ListType, data: QueryDict, *, with_page: bool = True, token: str = "") -> None:
        self.list_type, self.data = list_type, data
        self.address = Address(data, without=VOLATILE)
        celsius, problems = evaluated.read_temperature(list_type.record_type, data)
        own = (*OWN, *evaluated.parameters(list_type))
        given = evaluated.given(celsius) | factors.given(list_type.record_type)
        self.query = Query(list_type.filters, data, list_type.rows(), own=own, given=given)
        problems += self.query.problems
        self.asked = evaluated.with_temperature(self.query.params, celsius)
        self.asked_columns = default_columns.read_chosen(
            list_type, data.getlist(COLUMNS), problems, most=None if data.get(FORMAT) else MOST_COLUMNS
        )
        self.group = self._group(problems)
        self.element_mode = read_mode(data.get(PICKER, ""), problems)
        number = self._page_number(problems)
        if (more := data.get(MORE, "")) and more not in {facet.name for facet in list_type.filters.facets}:
            sentence, close = suggestion(more, [facet.name for facet in list_type.filters.facets])
            problems.append(
                ParameterProblem(MORE, more[:40], f"{quoted(more, 40)} is not a facet; {sentence}", tuple(close))
            )
        self.format = data.get(FORMAT, "")
        if self.format and self.format not in list_type.files:
            sentence, close = suggestion(self.format, list_type.files)
            reason = f"{quoted(self.format, 20)} is not a format of this list; {sentence}"
            problems.append(ParameterProblem(FORMAT, self.format[:20], reason, tuple(close)))
        if problems:
            raise InvalidQuery(problems)
        self.columns = self._columns(self._chosen(), in_file=not with_page) if self.asked_columns else []
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
        if not self.asked_columns:
            self.columns = self._columns(
                default_columns.of_page(list_type, self.query.params, self._spreads, self.total)
            )
        self.number = number
        start = (number - 1) * PAGE_SIZE
        keys = self.query.page(start, start + PAGE_SIZE) if self.counts.total else []
        found = rows.rows(list_type, keys, self.columns, self.asked)
        if not self.asked_columns:
            wanted = self.query.params.texts("property")
            self.columns, found = default_columns.without_empty(self.columns, found, wanted, self.sorted_by[0])
        self.not_shown = forms.not_shown(list_type.record_type, keys) if len(found) < len(keys) else []
        self.rows = [(row, list(zip(self.columns, row.cells, strict=True))) for row in found]
        self._keys = keys

    # ---- what this page reads by itself
    def _columns(self, keys: list[str], *, in_file: bool = False) -> list[ListColumn]:
        """The columns of these keys, each with the unit that it is asked for in, in a file also that of the groups."""
        if (in_file or self.format) and self.group and self.group not in keys:
            keys = [*keys, self.group]
        columns = [asked_column(self.list_type, key, self.query.params) for key in keys]
        return evaluated.with_column(self.list_type, columns, self.asked)

    def file(self, here: str) -> ListFile:
        """What its files say; `here`: where it stands."""
        return ListFile.of(self.list_type, self.asked, here, self.columns if self.asked_columns else ())

    def _chosen(self) -> list[str]:
        """The keys of the columns that are chosen, in the order of the list; the first of them heads the rows."""
        wanted, first = set(self.asked_columns), self.list_type.columns[0]
        return [column.key for column in self.list_type.all_columns if column.key in wanted or column is first]

    def _group(self, problems: list[ParameterProblem]) -> str:
        """What the rows are put together by; empty for nothing."""
        name = self.data.get(GROUP, "").strip()
        groups = self.list_type.filters.groups
        if not name:
            return ""
        if name not in groups:
            sentence, close = suggestion(name, groups) if groups else ("the rows of this list have no groups.", ())
            problems.append(
                ParameterProblem(GROUP, name[:40], f"{quoted(name)} is not a group; {sentence}", tuple(close))
            )
            return ""
        self.query.group_by(name)
        return name

    def _page_number(self, problems: list[ParameterProblem]) -> int:
        text = self.data.get(PAGE, "1")
        if text.isascii() and text.isdigit() and 0 < int(text[:9]) == int(text[:10] or 0):
            return int(text)
        reason = f"{quoted(text)} is not a page: there are pages 1 to the last; start at page=1."
        problems.append(ParameterProblem(PAGE, text[:20], reason))
        return 1

    @property
    def sorted_by(self) -> tuple[str, bool]:
        """The name that the list is sorted by, and whether downwards; empty where by default."""
        order = self.query.order[1:] if self.group else self.query.order
        return order[0] if order else ("", False)

    @property
    def headings(self) -> list[tuple[ListColumn, str, str]]:
        """(column, address that sorts by it, "ascending" or "descending" where it is sorted so)."""
        asked = self.query.params.texts("property")
        return [
            (column, self.address(ordering=name) if name else "", state)
            for column, name, state in sorted_heads(self.list_type, self.columns, asked, self.sorted_by)
        ]

    @property
    def group_choices(self) -> list[tuple[str, bool, str]]:
        """(label, whether it is chosen, address) of what rows can be put together by; nothing first."""
        groups = self.list_type.filters.groups
        named = [("none", "")] + [(group.label, name) for name, group in groups.items()] if groups else []
        return [(label, name == self.group, self.address(**{GROUP: name or None})) for label, name in named]

    @property
    def bodies(self) -> list[RowGroup]:
        """The rows in their groups; all in one without a head where there are none."""
        if not self.group:
            return [RowGroup("", 0, self.rows)]
        group = self.list_type.filters.groups[self.group]
        key_of, counts = self.query.grouped(self.group, self._keys)
        return [
            RowGroup(group.named(key) if key else NO_GROUP, counts.get(key, 0), list(rows))
            for key, rows in groupby(self.rows, key=lambda row: key_of.get(row[0].pk))
        ]

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
        shown = {column.key for column in self.columns}
        own = (one for one in self.list_type.all_columns if not (one.property_key or one.factor_of))
        return [(column, column.key in shown) for column in own]

    @property
    def property_choices(self) -> list[tuple[ListColumn, bool]]:
        """The same of properties that some rows have a value of."""
        shown = {column.key for column in self.columns}
        there = shown | {one.value for one in self.counts.values.get("property", ())}
        of_property = ((one, one.property_key or one.factor_of) for one in self.list_type.all_columns)
        return [(one, one.key in shown) for one, of in of_property if of and (of in there or one.key in shown)]

    @property
    def fields_but_columns(self) -> list[tuple[str, str]]:
        return self.address.pairs(COLUMNS, *evaluated.names_in(self.data))

    @property
    def temperature(self) -> tuple[str, str] | None:
        """The field of the temperature at which conductivities are evaluated."""
        return evaluated.field(self.list_type, self.asked)

    @property
    def files(self) -> list[tuple[str, str, str]]:
        """(format, its name, address) of each file that holds what is on screen, all pages of it."""
        query = self.address.query(**{PICKER: None})
        start = f"?{query}{'&' if query else ''}"
        return [(key, one.label, f"{start}format={key}") for key, one in self.list_type.files.items()]

    def snippets(self, here: str) -> list[Snippet]:
        """Lines that read the rows in programs. `here`: the address of the list without its question."""
        query = self.address.query(**{PICKER: None})
        return snippets(f"{here}?{query}{'&' if query else ''}{FORMAT}=csv", self.list_type.key)

    @property
    def api_address(self) -> str:
        """The same query to the API."""
        query = self.address.query(**{PICKER: None, COLUMNS: None, GROUP: None})
        return f"/api/v1/{self.list_type.key}/{'?' + query if query else ''}"

    @cached_property
    def plots(self) -> list[tuple[str, str, int]]:
        """The plots that can draw the rows, or what belongs to them: title, address, and how many of them they take at
        most."""
        values = self.counts.values.get("property", [])
        found = plots_of_rows(self.list_type.key, self.query.params, self.address, values)
        found = found or plots_of_others(self.list_type.key, self.query.params, self.address)
        return [(one.title, f"/plots/{one.slug}/?{one.query}", one.count) for one in found]

    @property
    def plotted(self) -> str:
        """What these plots are drawn of, in words."""
        return of_what(self.list_type.key)

    @property
    def feed_address(self) -> str:
        """The feed of what is new among the rows; empty where records of this type have no date of their own."""
        if NEWEST not in self.list_type.filters.orderings:
            return ""
        query = self.address.query(**{PICKER: None, ORDERING: None, GROUP: None, evaluated.AT: None})
        return f"/feeds/{self.list_type.key}/{'?' + query if query else ''}"

    @property
    def highlighted_words(self) -> tuple[str, ...]:
        """The folded words that are highlighted where they stand."""
        return tuple(plain(self.query.params.text("q")).split())

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
        return evaluated.described(self.query.describe_results(self.total), self.asked)

    @property
    def chips(self) -> list[Chip]:
        asked = [self._chip(one) for one in self.query.conditions if one.description]
        if (celsius := evaluated.asked_at(self.asked)) is not None:
            drops = evaluated.names_in(self.data)
            asked.append(Chip(evaluated.in_words(celsius), self.address(**dict.fromkeys(drops))))
        return asked

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
    def facets(self) -> list[FacetGroup]:
        return [
            group
            for facet in self.list_type.filters.facets
            if facet.name not in ELEMENT_FACETS and (group := self._facet(facet)).choices
        ]

    def _facet(self, facet: Facet) -> FacetGroup:
        values, is_unfolded = self.counts.values[facet.name], self.data.get(MORE) == facet.name
        filters = self.list_type.filters.filters
        return facet_group(
            facet,
            values,
            self.query.params,
            self.address,
            self.total,
            unfold=MORE,
            unfolded=is_unfolded,
            excludes=excluding(facet.name) in filters,
            labels=filters[facet.name].parameter.labels,
        )

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
        named = PICKER in self.data
        return PeriodicTable(self.element_mode, values, self.query.params, self.address, self.total, named=named)

    @cached_property
    def _spreads(self) -> dict[str, Spread]:
        if self.kept_spreads is not None:
            return self.kept_spreads
        return self.query.spreads() if self.counts.total else {}

    @cached_property
    def limits(self) -> list[RangeFields]:
        """Fields for the value (where one property is asked for) and for each condition that the rows state."""
        spreads = self._spreads
        asked, found = self.query.params, []
        for name, entry in self.query.quantities.items():
            if isinstance(entry, Property):
                found.append(range_fields(name, entry.label, entry, asked.text("unit"), spreads, asked, self.data))
            elif name in spreads or f"{name}_min" in asked or f"{name}_max" in asked:
                unit = asked.text(f"{name}_unit")
                found.append(range_fields(name, entry.label, entry, unit, spreads, asked, self.data))
        return found
