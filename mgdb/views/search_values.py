"""The values that a search asks for: of the properties it names, by the method, under the conditions; and how many
values there are of what mentions its words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.http import QueryDict
from django.urls import reverse

from mgdb import plots, search
from mgdb.lists import LIST_TYPES, ListColumn, evaluated
from mgdb.lists.default_columns import CARRIER, SUBJECT
from mgdb.lists.rows import rows as shown_rows
from mgdb.models import Measurement
from mgdb.models.flags import is_suspect
from mgdb.presentation import TableCell, plain_span
from mgdb.science import question
from mgdb.science.conditions import CONDITIONS
from mgdb.science.judgement import Reading, judge_asked
from mgdb.science.properties import PROPERTIES, Property
from mgdb.science.quantity import in_unit
from mgdb.science.question import AskedCondition, Question
from mgdb.science.typeset import plain
from mgdb.search import Params
from mgdb.search.by_number import by_number
from mgdb.search.values import chemistry

MAY_LIE_BEYOND = "may lie beyond what is asked"
MOST_PROPERTIES, MOST_VALUES, MOST_COUNTED = 3, 5, 8
OF_LIMITS = ("value_min", "value_max", "unit")
OF_FEW = 8  # properties: a plot of these few is one of each, not of any
COLUMNS = ("value", "material", "conditions", "source")
OF_BATTERIES = "chemistry"
# Values that are not of magnesium come behind those that are; of batteries, of magnesium alone.
OF_OTHERS = Case(
    When(Q(ion__startswith="Mg") | Q(material__electrolyte__carrier_cations__contains=["Mg"]), then=0),
    default=1,
    output_field=IntegerField(),
)
OF_OTHER_BATTERIES = Case(When(of_chemistry="Mg", then=0), default=1, output_field=IntegerField())
# Vocabulary → the filter of the list of values that asks for its terms.
FILTERS: Mapping[str, str] = {
    "methods": "method",
    "roles": "role",
    "electrolyte-classes": "electrolyte_class",
    "structure-families": "structure_family",
    "defects": "defect",
    "modifications": "modification",
    "ions": "ion",
}


@dataclass(frozen=True)
class Entry:
    """A way on from a search: its words, where it leads, and what is said of it."""

    words: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class Values:
    """The values of a property that a search asks for: how many the list has that `href` leads to, and some.

    of: what they shall be of, as typed. asked: what else is asked of them, in words. missing: a condition that none of
    them has, so that it was not asked. order: how those shown are chosen, in a sentence.
    """

    entry: Property
    of: str
    asked: str
    missing: str
    count: int
    href: str
    order: str
    columns: Sequence[ListColumn]
    rows: Sequence[Sequence[tuple[ListColumn, TableCell]]]
    plots: Sequence[Entry]
    definition: str


class ValuesAsked:
    """What a search asks of values, put to the list of values: its counts are those of the lists that it leads to."""

    def __init__(self, text: str) -> None:
        self.question: Question = question.read(text, FILTERS)
        self.list_type = LIST_TYPES["measurements"]
        if not self.question.properties and not self.question.terms:
            self._name_by_beginning(text)

    def _name_by_beginning(self, text: str) -> None:
        """While a property is being typed: those whose label holds all words."""
        words = question.telling(plain(text).split())
        keys = [
            key
            for key, entry in PROPERTIES.items()
            if words and all(len(word) > 2 and word in plain(entry.label) for word in words)
        ]
        if keys:
            self.question = Question(tuple(keys))

    @property
    def is_asked(self) -> bool:
        """Whether values are asked for: a property is named, or a method."""
        return bool(self.question.properties or self.question.terms.get("methods"))

    def _params(self, conditions: Sequence[AskedCondition]) -> dict[str, list[str]]:
        asked = self.question
        params = {FILTERS[name]: list(keys) for name, keys in asked.terms.items()}
        params |= {one.key: [one.printed] for one in conditions}
        return params | ({"q": [asked.rest]} if asked.rest else {})

    def _query(self, params: Mapping[str, Sequence[str]], celsius: float | None = None) -> search.Query:
        data = QueryDict(mutable=True)
        for name, values in params.items():
            data.setlist(name, list(values))
        given = evaluated.given(celsius)
        return search.Query(self.list_type.filters, data, self.list_type.rows(), given=given)

    @cached_property
    def values(self) -> list[Values]:
        """Of the properties that most values match, the values; without a property, those of the method."""
        if not self.is_asked:
            return []
        asked = self.question
        counts = self._counts(asked.conditions)
        conditions, missing = asked.conditions, ""
        if not counts and conditions:
            counts, missing = self._counts(()), " and ".join(one.label for one in conditions)
            conditions = ()
        keys = sorted(counts, key=lambda key: (-counts[key], key))
        found = [self._values(PROPERTIES[key], conditions, missing) for key in self._in_unit(keys)[:MOST_PROPERTIES]]
        if not asked.limits or any(one.count for one in found):
            return [one for one in found if one.count]
        # what lies beyond all values is said, and the values are shown without it
        missing = " and ".join(filter(None, [missing, *(one.label for one in asked.limits)]))
        self.question = replace(asked, limits=())
        return [self._values(PROPERTIES[key], conditions, missing) for key in self._in_unit(keys)[:MOST_PROPERTIES]]

    def _in_unit(self, keys: Sequence[str]) -> list[str]:
        """Those properties that have the units of all limits, if any has."""
        units = {one.unit for one in self.question.limits}
        return [key for key in keys if units <= {*PROPERTIES[key].accepted_units}] or list(keys)

    def _limits(self, entry: Property) -> dict[str, list[str]]:
        """The parameters that the limits are, of a property that has their unit."""
        limits = [one for one in self.question.limits if one.unit in entry.accepted_units]
        asked = {("value_min" if one.is_least else "value_max"): [one.number] for one in limits}
        return {**asked, "unit": [limits[-1].unit]} if len({one.unit for one in limits}) == 1 else {}

    def _counts(self, conditions: Sequence[AskedCondition]) -> dict[str, int]:
        params = self._params(conditions)
        if self.question.properties:
            params["property"] = list(self.question.properties)
        query = self._query(params)
        if not query.ok or query.corrections:  # which the page suggests before it answers with them
            return {}
        return dict(query.queryset.order_by().values_list("property_key").annotate(Count("pk")))

    def _values(self, entry: Property, conditions: Sequence[AskedCondition], missing: str) -> Values:
        params: dict[str, list[str]] = {"property": [entry.key], **self._params(conditions), **self._limits(entry)}
        celsius = self._celsius() if missing and entry.key == evaluated.PROPERTY else None
        query = self._query(params, celsius)
        columns = [self.list_type.column(key) for key in _columns(entry)]
        shown: Params = query.params
        address: dict[str, Any] = dict(params)
        unsure: Collection[int] = ()
        if celsius is not None:
            shown = evaluated.with_temperature(query.params, celsius)
            columns = evaluated.with_column(self.list_type, columns, shown)
            address[evaluated.AT] = [f"{celsius:g}"]
            keys = query.page(0, MOST_VALUES)
        else:
            sure = self._query({**params, "strict": ["1"]}).queryset if self._limits(entry) else None
            keys, unsure = self._first(query.queryset, entry, sure)
            if self.question.order:
                address[search.ORDERING] = ["value" if self._is_lowest_first(entry) else "-value"]
        rows = shown_rows(self.list_type, keys, columns, shown)
        of_plot = {name: values for name, values in params.items() if name == "q"}
        return Values(
            entry,
            self.question.rest,
            self._in_words(params),
            missing,
            query.total(),
            f"{reverse('measurements')}?{urlencode(address, doseq=True)}",
            self._order_in_words(entry, is_evaluated=celsius is not None, has_unsure=bool(unsure)),
            columns,
            [
                list(zip(columns, _marked(row.cells) if key in unsure else row.cells, strict=True))
                for key, row in zip(keys, rows, strict=True)
            ],
            [
                Entry(plot.TITLE, f"{reverse('plot', args=[slug])}{'?' if of_plot else ''}{urlencode(of_plot, True)}")
                for slug, plot in plots.plots().items()
                if plots.takes(plot) == plots.VALUES and len(plot.PROPERTIES) <= OF_FEW and entry.key in plot.PROPERTIES
            ],
            f"{reverse('vocabulary')}#{entry.key}",
        )

    def _in_words(self, params: Mapping[str, Sequence[str]]) -> str:
        """What is asked beside the property and the words, as the list says it."""
        others = {name: values for name, values in params.items() if name not in ("property", "q", *OF_LIMITS)}
        said = self.list_type.filters.describe(self._query(others).params) if others else []
        return ", ".join([*said, *(one.label for one in self.question.limits if "unit" in params)])

    def _celsius(self) -> float | None:
        """The temperature that is asked for, where one number is."""
        asked = next((one for one in self.question.conditions if one.key == "temperature"), None)
        if asked is None or len(self.question.conditions) > 1:
            return None
        judged = judge_asked(CONDITIONS[asked.key], asked.printed)
        if not isinstance(judged, Reading) or judged.canonical is None:
            return None
        return in_unit(judged.canonical, "temperature", "°C").value

    def _is_lowest_first(self, entry: Property) -> bool:
        order = self.question.order
        return order == "lowest" or (order != "highest" and entry.better == "lower")

    def _order_in_words(self, entry: Property, *, is_evaluated: bool, has_unsure: bool) -> str:
        """How the first values are chosen."""
        order = "Lowest first" if self._is_lowest_first(entry) and not is_evaluated else "Highest first"
        if entry.key in CARRIER and not is_evaluated and not self.question.terms.get("ions"):
            alone = " alone" if CARRIER[entry.key] == OF_BATTERIES else ""
            order = f"{order}, those of magnesium{alone} before others"
        return f"{order}; those that only may lie within what is asked come last." if has_unsure else f"{order}."

    def _first(
        self, rows: QuerySet[Measurement], entry: Property, sure: QuerySet[Measurement] | None
    ) -> tuple[list[int], set[int]]:
        """The keys of the best values, those that are probably wrong last; before these those that are not among
        `sure`, which of the values shown these are is told as well."""
        is_sure = Q(pk__in=sure.order_by().values("pk")) if sure is not None else ~Q(pk=None)
        doubted = Case(When(is_suspect("measurement"), then=1), default=0, output_field=IntegerField())
        is_of_battery = CARRIER.get(entry.key) == OF_BATTERIES
        others = OF_OTHER_BATTERIES if is_of_battery else OF_OTHERS if entry.key in CARRIER else Value(0)
        rows = rows.annotate(of_chemistry=chemistry(ion="ion")) if is_of_battery else rows
        falling = not self._is_lowest_first(entry)
        order = [
            one.desc(nulls_last=True) if falling else one.asc(nulls_last=True) for one in by_number(descending=falling)
        ]
        found = list(
            rows.annotate(others=others, unsure=Case(When(is_sure, then=0), default=1, output_field=IntegerField()))
            .order_by(doubted, "unsure", "others", *order, "pk")
            .values_list("pk", "unsure")[:MOST_VALUES]
        )
        return [key for key, _ in found], {key for key, unsure in found if unsure}

    def without_values(self) -> list[Entry]:
        """The properties that are named and have no values here: their entries in the vocabulary."""
        if self.values or self.question.rest or self.question.terms:
            return []
        page = reverse("vocabulary")
        return [
            Entry(PROPERTIES[key].label, f"{page}#{key}", "(vocabulary: property, without values so far)")
            for key in self.question.properties[:MOST_COUNTED]
        ]

    def unclear(self) -> list[Entry]:
        """The readings of a condition that can be read in several ways: each a question of its own."""
        if not self.question.unclear or not self.question.properties:
            return []
        base = {"property": list(self.question.properties), **self._params(self.question.conditions)}
        return [
            Entry(
                f"values at {one.label}",
                f"{reverse('measurements')}?{urlencode({**base, one.key: [one.printed]}, doseq=True)}",
                "which of these is meant?",
            )
            for one in self.question.unclear
        ]


def _marked(cells: Sequence[TableCell]) -> list[TableCell]:
    """The cells of a value that only may lie within the limits that are asked for."""
    value, *others = cells
    return [replace(value, lines=(*value.lines, (plain_span(MAY_LIE_BEYOND, "soft"),))), *others]


def _columns(entry: Property) -> tuple[str, ...]:
    """The columns of a few values of `entry`; of what moves an ion also which."""
    if not (carrier := CARRIER.get(entry.key)):
        return COLUMNS
    place = COLUMNS.index(SUBJECT) + 1
    return (*COLUMNS[:place], carrier, *COLUMNS[place:])


def counted(text: str) -> list[Entry]:
    """How many values there are of what mentions `text`: of all properties, then of those with most."""
    # as the list finds them; what it would read as a slip has none here
    rows = Measurement.objects.published().matching(search.looked_for(text))
    counts = dict(rows.order_by().values_list("property_key").annotate(Count("pk")))
    if not counts:
        return []
    base, total = reverse("measurements"), sum(counts.values())
    keys = sorted(counts, key=lambda key: (-counts[key], key))[:MOST_COUNTED]
    entries = [
        Entry(PROPERTIES[key].label, f"{base}?{urlencode({'property': key, 'q': text})}", f"{counts[key]}")
        for key in keys
    ]
    every = Entry(f"All {total} values", f"{base}?{urlencode({'q': text})}")
    return [every, *entries] if len(counts) > 1 else entries
