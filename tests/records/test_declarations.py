"""The declarations of record types: every path leads to a column, and nothing is declared twice."""

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db.models import ForeignKey

from mgdb.models.base import VocabularyField
from mgdb.records import RECORD_TYPES, Filter, column_of, kind_of, type_of

# What the querysets of lists add to a row, and properties of the model.
ANNOTATED = {"material_count", "values_read", "own_materials", "short", "reference"}


@pytest.fixture(params=RECORD_TYPES, ids=lambda record_type: record_type.name)
def record_type(request):
    return request.param


def unknown(record_type, paths):
    found = []
    for path in paths:
        try:
            column_of(record_type.model, path)
        except FieldDoesNotExist:
            found.append(path)
    return set(found)


def test_every_field_and_every_identity_is_a_column(record_type):
    assert not unknown(record_type, [field.column for field in record_type.fields])
    for part in record_type.all_parts():
        names = [field.column for field in part.fields] + [part.parent, *part.identity]
        assert {name for name in names if name} <= {column.name for column in part.model._meta.get_fields()}


def test_every_editable_column_is_declared_or_made_by_the_record_itself(record_type):
    own = {"id", "material", "position"} if record_type.part_of else {"id"}
    columns = {column.name for column in record_type.model._meta.concrete_fields if column.editable}
    declared = {field.column for field in record_type.fields}
    assert columns - declared - own == set() if record_type.part_of else columns - declared - own <= {"readings"}


def test_every_path_of_filters_facets_orderings_and_columns_leads_to_a_column(record_type):
    for one in record_type.filters:
        if not isinstance(one, Filter) or one.kind == "own":
            continue
        if one.kind == "search":
            assert not unknown(record_type, [f"{one.column}search_text"])
            continue
        column = column_of(record_type.model, one.column)
        assert one.kind != "term" or isinstance(column, VocabularyField), one.name
        assert one.kind != "reference" or isinstance(column, ForeignKey), one.name
    for facet in record_type.facets:
        assert bool(facet.columns) != facet.own, facet.name
        assert not unknown(record_type, facet.columns)
    assert unknown(record_type, record_type.orderings.values()) <= ANNOTATED
    for page in record_type.lists:
        for column in page.columns:
            if column.kind in ("own", "place"):
                continue
            path = column.path or column.key
            if not (unknown(record_type, [path]) - ANNOTATED):
                assert column.kind != "term" or kind_of(column_of(record_type.model, path)) == "term", column.key
            else:
                pytest.fail(f"{column.key}: {path} is not a column")


def test_names_and_parameters_are_declared_once(record_type):
    for names in (
        [field.name for field in record_type.fields],
        [one.name for one in record_type.filters if isinstance(one, Filter)],
        [facet.name for facet in record_type.facets],
        [part.name for part in record_type.parts],
    ):
        assert len(names) == len(set(names))
    assert type_of(record_type.model) is record_type


def test_no_two_types_share_a_name_a_prefix_or_a_list():
    for words in (
        [one.name for one in RECORD_TYPES],
        [one.plural for one in RECORD_TYPES],
        [one.prefix for one in RECORD_TYPES],
        [page.key for one in RECORD_TYPES for page in one.lists],
    ):
        assert len(words) == len(set(words))
