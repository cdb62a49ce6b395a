"""What is said of a record type, as plain data: the rooms above make forms, filters, lists, answers and pages of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from django.contrib.postgres.fields import ArrayField
from django.db import models

from mgdb.models.base import VocabularyField
from mgdb.models.ions import IonField
from mgdb.science import typeset
from mgdb.science.vocabulary import Term

Kind = Literal["text", "term", "ion", "reference", "list", "number", "integer", "boolean", "json"]
# Headings under which curators find record types, in the order in which they work.
Group = Literal["Literature", "What is measured", "What was found"]
GROUPS: tuple[Group, ...] = get_args(Group)


@dataclass(frozen=True)
class Field:
    """A column of a record: `column` is its name on the model, `key` its public one (dataset files, addresses, API).

    `description` explains it to readers of the API; empty where the name says it.
    """

    column: str
    key: str = ""
    description: str = ""

    @property
    def name(self) -> str:
        return self.key or self.column


@dataclass(frozen=True)
class Part:
    """Rows that belong to a record and stand in it: `name` is the relation that leads to them, `parent` the way back.

    `identity`: the columns that tell them apart. `keyed_by`: written as a mapping from this column's values, where the
    column `shorthand` stands alone as the value. `single`: one row, written as a mapping of its fields.
    """

    name: str
    model: type[models.Model]
    parent: str
    fields: tuple[Field, ...]
    identity: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    keyed_by: str = ""
    shorthand: str = ""
    single: bool = False

    @property
    def has_position(self) -> bool:
        return any(column.name == "position" for column in self.model._meta.fields)

    @property
    def has_public_id(self) -> bool:
        return "public_id" in self.identity


@dataclass(frozen=True)
class Filter:
    """One parameter of a list.

    `kind` says how it is read and asked: `search` words in the search text of the record at `path`; `term` a key of the
    vocabulary of the column `path`; `reference` the public id of the record at `path`; `text` words in the column;
    `texts` and `integers` one of its values; `from` and `to` a limit of a number; `property` a key of the catalogue of
    properties, one of those in the column where that is a list; `own` what `mgdb.search` declares for this parameter
    itself. `path` is the parameter's name unless given. `phrase` states it, {} being the value; `help_text` explains
    it.
    """

    name: str
    kind: Literal["search", "term", "ion", "reference", "text", "texts", "integers", "from", "to", "property", "own"]
    path: str | None = None
    phrase: str = ""
    help_text: str = ""
    example: str | None = None

    @property
    def column(self) -> str:
        return self.name if self.path is None else self.path


@dataclass(frozen=True)
class FilterGroup:
    """Parameters that several record types have in common, asked of what is at `paths`.

    `elements`: of a composition, the columns of elements where they are not those at `paths`.

    `provenance`: document, locator. `bibliography`: the primary source and its year. `composition`: elements, formula.
    `electrolyte`: class, carrier cations, chloride. `flags`: code, severity, suspect.
    """

    kind: Literal["provenance", "bibliography", "composition", "electrolyte", "flags"]
    paths: tuple[str, ...] = ("",)
    elements: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facet:
    """Counts beside a list of the values of the parameter `name`, found in `columns` (a value may stand in several).

    `array`: the column is a list. `free`: its values are words, of which only the most frequent are shown. `narrows`:
    one more value is an “and”. `open`: unfolded from the start. `own`: `mgdb.search` says where the values are.
    """

    name: str
    title: str
    columns: tuple[str, ...] = ()
    array: bool = False
    free: bool = False
    narrows: bool = False
    open: bool = False
    own: bool = False


@dataclass(frozen=True)
class Column:
    """One column of a list; `path` leads to its value, the column's key unless given.

    `kind`: `name` the record's own name, leading to its page; `text` words, typeset; `term` the label of a key;
    `number`; `reference` another record, named and linked; `source` a source, by author and year; `place` the document
    and the place in it; `own` what `mgdb.projection` makes of the row itself. `order`: the name to sort by, the key
    unless given. `export_key`: the column of files, the key unless given. `empty`: what stands where there is nothing.
    """

    key: str
    label: str
    kind: Literal["name", "text", "term", "number", "reference", "source", "place", "own"] = "text"
    path: str = ""
    order: str = ""
    export_key: str = ""
    empty: str = ""
    wide: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class ListSpecification:
    """The list of a record type on the site: its heading, the sentence below it, its columns.

    `roles`: only materials that serve as one of them. `compares`: rows can be chosen for a comparison. `about`: what it
    holds, in one sentence, where that is not what the record type says. `properties`: those of which its rows show a
    value unasked.
    """

    key: str
    title: str
    lead: str
    columns: tuple[Column, ...] = ()
    roles: tuple[str, ...] = ()
    compares: bool = False
    about: str = ""
    properties: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordType:
    """All that is declared of a record type.

    `name` and `plural` are its words in addresses, routes, templates and files: statement, statements. `group`: the
    heading that curators find it under. `place`: in loading order, in which what is referred to comes first. `part_of`:
    the column that leads to the record in which it stands and with which it is public; it has no status of its own.
    `orderings`: name to sort by → column. `lists`: its lists on the site, the first one of all its records.
    `cites`: paths to the sources that a row is credited to. `search_name`: the column that a hit of the search over
    everything is named by; empty where it is not searched. `about_one` says what one of them is, `about_list` what
    their list holds, each in one sentence.
    """

    model: type[models.Model]
    name: str
    plural: str
    fields: tuple[Field, ...]
    group: Group
    place: int = 1000
    parts: tuple[Part, ...] = ()
    part_of: str = ""
    filters: tuple[Filter | FilterGroup, ...] = ()
    facets: tuple[Facet, ...] = ()
    orderings: Mapping[str, str] = field(default_factory=dict)
    default_order: tuple[str, ...] = ()
    lists: tuple[ListSpecification, ...] = ()
    cites: tuple[str, ...] = ()
    search_name: str = ""
    route: str = ""
    about_one: str = ""
    about_list: str = ""

    @property
    def prefix(self) -> str:
        """The prefix of its public ids."""
        return str(self.model.PREFIX)  # type: ignore[attr-defined]

    @property
    def label(self) -> str:
        """What one of them is called in a sentence: “reported factor”."""
        return str(self.model._meta.verbose_name)

    @property
    def label_plural(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def description(self) -> str:
        """What one of them is: the model's own words where nothing else is said."""
        return self.about_one or (self.model.__doc__ or "").strip().split("\n")[0]

    @property
    def summary(self) -> str:
        """What their list holds."""
        return self.about_list or f"{typeset.capital(self.label_plural)}."

    @property
    def page(self) -> str:
        """The name of the route of its page, which takes a public id."""
        return self.route or self.name

    def all_parts(self) -> Iterator[Part]:
        """Its parts, and theirs."""
        return nested(self.parts)


def nested(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from nested(part.parts)


def fields(*names: str | Field) -> tuple[Field, ...]:
    """Fields; those of which nothing else is to say by their names."""
    return tuple(name if isinstance(name, Field) else Field(name) for name in names)


def column_of(model: type[models.Model], path: str) -> models.Field[Any, Any]:
    """The column at `path` (``document__year``) from `model`."""
    *relations, last = path.split("__")
    for name in relations:
        related = model._meta.get_field(name).related_model
        assert isinstance(related, type)
        model = related
    found = model._meta.get_field(last)
    assert isinstance(found, models.Field)
    return found


def kind_of(column: models.Field[Any, Any]) -> Kind:
    """What a column holds, as far as forms, filters and answers need to know it."""
    if column.is_relation:
        return "reference"
    kinds: tuple[tuple[type[models.Field[Any, Any]], Kind], ...] = (
        (IonField, "ion"),
        (VocabularyField, "term"),
        (ArrayField, "list"),
        (models.JSONField, "json"),
        (models.BooleanField, "boolean"),
        (models.IntegerField, "integer"),
        (models.FloatField, "number"),
    )
    return next((kind for known, kind in kinds if isinstance(column, known)), "text")


def terms_of(model: type[models.Model], path: str) -> tuple[Term, ...]:
    """The vocabulary of the column at `path`."""
    column = column_of(model, path)
    assert isinstance(column, VocabularyField)
    return column.terms


def target_of(column: models.Field[Any, Any]) -> type[models.Model]:
    """The model that a relation leads to."""
    target = column.related_model
    assert isinstance(target, type)
    return target


def references(model: type[models.Model], declared: tuple[Field, ...]) -> list[str]:
    """Those of the columns that are relations."""
    return [one.column for one in declared if model._meta.get_field(one.column).is_relation]
