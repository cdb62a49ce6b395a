"""One page of a list, with everything that stands around it: the query in words, facets, ranges, suggestions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from mgdb import data_version
from mgdb.presentation import TableCell
from mgdb.projection.lists.list_type import ListColumn, ListType
from mgdb.science import units, vocabulary
from mgdb.science.properties import Property
from mgdb.science.vocabulary import Term
from mgdb.search import (
    Condition,
    Counts,
    Facet,
    FacetValue,
    InvalidQuery,
    ParameterProblem,
    Params,
    Query,
    Spread,
    interval_of,
    snapshots,
    suggestion,
    to_query_values,
)

from . import summaries
from .periodic_table import ELEMENT_FACETS, PeriodicTable, read_mode

PAGE_SIZE = 50
MOST_COLUMNS = 16  # on a page; a file may have them all
VALUES_SHOWN = 10  # of a facet; the rest on request
COLUMNS, PAGE, MORE, PICKER, FORMAT = "columns", "page", "more", "picker", "format"
OWN = (COLUMNS, PAGE, MORE, PICKER, FORMAT)
# never part of a link that changes the question
VOLATILE = (PAGE, MORE, FORMAT)


@dataclass(frozen=True)
class FacetChoice:
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


@dataclass(frozen=True)
class Chip:
    """One condition of the question, and the address without it."""

    words: str
    href: str


@dataclass(frozen=True)
class RangeFields:
    """The fields for the limits of one quantity, in the unit of the reader's choice, with its histogram."""

    name: str
    label: str
    unit: str
    units: Sequence[str]
    minimum: str
    maximum: str
    spread: Spread | None
    dimension: str | None
    low: float | None
    high: float | None

    @property
    def unit_name(self) -> str:
        return "unit" if self.name == "value" else f"{self.name}_unit"

    @property
    def asked(self) -> bool:
        return bool(self.minimum or self.maximum)

    def shown(self, number: float) -> str:
        """`number` of the canonical unit in the unit shown, four digits."""
        if self.dimension:
            number = units.from_canonical(number, self.unit, self.dimension)
        return f"{number:.4g}".replace("e-0", "e-").replace("e+0", "e").replace("e+", "e")

    @property
    def ends(self) -> tuple[str, str]:
        assert self.spread is not None
        return self.shown(self.spread.low), self.shown(self.spread.high)

    @property
    def bars(self) -> tuple[str, str]:
        """Paths of the bars (inside the limits, outside) in a drawing of 240 by 36."""
        spread = self.spread
        assert spread is not None
        inside: list[str] = []
        outside: list[str] = []
        width, most = 240 / len(spread.bins), max(spread.bins)
        for place, count in enumerate(spread.bins):
            if count:
                height = max(2.0, 34 * count / most)
                bar = f"M{place * width:g} 36v-{height:.4g}h{width - 1:.4g}v{height:.4g}z"
                left, right = spread.edge(place), spread.edge(place + 1)
                out = (self.low is not None and right < self.low) or (self.high is not None and left > self.high)
                (outside if out else inside).append(bar)
        return "".join(inside), "".join(outside)


class ListPage:
    """A list as asked for in `data`. Raises InvalidQuery for a question that cannot be answered.

    token: the version of the data, where it is known already.
    """

    def __init__(self, list_type: ListType, data: QueryDict, *, with_page: bool = True, token: str = "") -> None:
        self.list_type, self.data = list_type, data
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
        if self.format or not with_page:
            return  # a file needs the rows alone
        token = token or data_version.current()[0]
        self.query.snapshot = snapshots.current(list_type.key, token)
        kept = None if self.query.conditions else summaries.recall(list_type, token)
        self.counts: Counts = kept[0] if kept else self.query.counts()
        self.kept_spreads = kept[1] if kept else None
        self.pages = max(1, math.ceil(self.counts.total / PAGE_SIZE))
        if number > self.pages:
            reason = f"there are pages 1 to {self.pages}; start at page=1."
            raise InvalidQuery([ParameterProblem(PAGE, str(number), reason)])
        self.number = number
        start = (number - 1) * PAGE_SIZE
        found = list_type.page(self.query, start, start + PAGE_SIZE) if self.counts.total else []
        self.rows = [(row, list(zip(self.columns, self.cells(row), strict=True))) for row in found]

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

    # ---- the rows
    def cells(self, row: Any) -> list[TableCell]:
        return self.list_type.cells(row, self.query.params, self.columns)

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

    # ---- addresses: each is the whole state
    def parameters(self, **changes: Any) -> QueryDict:
        """The parameters of this page with `changes` (None takes one out), without empty ones."""
        query = self.data.copy()
        for name in VOLATILE:
            query.pop(name, None)
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query.setlist(name, value if isinstance(value, list) else [str(value)])
        for name in list(query):
            kept = [value for value in query.getlist(name) if value.strip()]
            query.setlist(name, kept)
            if not kept:
                del query[name]
        return query

    def address(self, **changes: Any) -> str:
        return f"?{self.parameters(**changes).urlencode()}"

    @property
    def hidden_fields(self) -> list[tuple[str, str]]:
        """What the form of limits and words must carry along."""
        own = {"q", "formula", *(f"{limits.name}_{end}" for limits in self.limits for end in ("min", "max"))}
        own |= {limits.unit_name for limits in self.limits}
        return [(name, value) for name, values in self.parameters().lists() if name not in own for value in values]

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
        return [(name, value) for name, values in self.parameters(columns=None).lists() for value in values]

    @property
    def files(self) -> list[tuple[str, str, str]]:
        """(format, its name, address) of each file that holds what is on screen, all pages of it."""
        query = self.parameters(**{PICKER: None})
        start = f"?{query.urlencode()}{'&' if query else ''}"
        return [(key, one.label, f"{start}format={key}") for key, one in self.list_type.files.items()]

    @property
    def api_address(self) -> str:
        """The same query to the API."""
        query = self.parameters(**{PICKER: None, COLUMNS: None}).urlencode()
        return f"/api/v1/{self.list_type.key}/{'?' + query if query else ''}"

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
        query = self.parameters().urlencode()
        return f"?{query}{'&' if query else ''}{PAGE}={number}"

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
        """What the numbers asked for may have meant, where they are implausible or find nothing."""
        return self.query.hints(self.total)

    @property
    def groups(self) -> list[FacetGroup]:
        return [
            group
            for facet in self.list_type.filters.facets
            if facet.name not in ELEMENT_FACETS and (group := self._group(facet)).choices
        ]

    def _group(self, facet: Facet) -> FacetGroup:
        asked = to_query_values(self.query.params.get(facet.name))
        values = self.counts.values[facet.name]
        chosen = [one for one in values if one.value in asked]
        rest = [one for one in values if one.value not in asked]
        most = len(values) if self.data.get(MORE) == facet.name else VALUES_SHOWN
        if facet.name == "year":
            chosen, rest = [], sorted(values, key=lambda one: one.value, reverse=True)
        shown = [*chosen, *rest][: max(most, len(chosen))]
        choices = []
        for one in shown:
            if one.value in asked:
                values_then = [value for value in asked if value != one.value]
            else:
                values_then = [one.value] if facet.single else [*asked, one.value]
            changes: dict[str, Any] = dict.fromkeys(facet.drops)
            choices.append(
                FacetChoice(one, one.value in asked, self.address(**changes, **{facet.name: values_then or None}))
            )
        hidden = len(values) - len(shown)
        query = self.parameters().urlencode()
        more = f"?{query}{'&' if query else ''}{MORE}={facet.name}#facet-{facet.name}" if hidden else ""
        return FacetGroup(facet, choices, len(asked), hidden, more, self.data.get(MORE) == facet.name)

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
                found.append(self._limits(name, entry.label, entry, asked.text("unit"), spreads, asked))
            elif name in spreads or f"{name}_min" in asked or f"{name}_max" in asked:
                found.append(self._limits(name, entry.label, entry, asked.text(f"{name}_unit"), spreads, asked))
        return found

    def _limits(
        self,
        name: str,
        label: str,
        entry: Any,
        unit: str | None,
        spreads: Mapping[str, Spread],
        asked: Params,
    ) -> RangeFields:
        interval = interval_of(asked, name)
        # limits typed without a unit are meant in the canonical one, and must be shown so
        unit = unit or (entry.unit if interval.is_limited else entry.display_unit)
        dimension = entry.dimension
        low, high = interval.canonical
        accepted = [unit, *(one for one in entry.accepted_units if one != unit)] if unit != "1" else []
        minimum, maximum = (str(self.data.get(f"{name}_{end}", "")) for end in ("min", "max"))
        return RangeFields(name, label, unit, accepted, minimum, maximum, spreads.get(name), dimension, low, high)
