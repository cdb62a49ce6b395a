"""Serializers and viewsets of a record type come from its declaration alone; what is written is an exception to it."""

import pytest

from api.viewsets.records import endpoints
from mgdb.models import Source
from mgdb.projection.relations import with_relations
from mgdb.projection.serializers import SERIALIZERS
from mgdb.projection.serializers.derived import serializer_from
from mgdb.projection.serializers.records import CHANGES
from mgdb.records import BY_NAME, RECORD_TYPES

from ..statements import statements


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda one: one.name)
def test_a_declaration_is_enough_for_a_serializer(record_type):
    shown = list(serializer_from(record_type)().fields)
    assert shown[0] == "id"
    assert {field.name for field in record_type.fields} - {"low", "high"} <= set(shown)
    assert {part.name for part in record_type.parts} <= set(shown)


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda one: one.name)
def test_every_record_type_has_an_address(record_type):
    addresses = {address for address, viewset in endpoints() if viewset.record_type is record_type}
    assert addresses == ({page.key for page in record_type.lists} or {record_type.plural})


def test_changes_are_of_what_is_declared():
    for name, changes in CHANGES.items():
        declared = {field.name for field in BY_NAME[name].fields} | {part.name for part in BY_NAME[name].parts}
        assert set(changes) <= declared
        assert set(SERIALIZERS) == set(BY_NAME)


def test_parts_of_parts_are_shown(db):
    serializer = serializer_from(BY_NAME["source"])
    assert list(serializer().fields["citations"].child.fields) == ["key", "cited", "printed_doi", "remark", "flags"]
    rows = with_relations(Source.objects.filter(citations__isnull=False).distinct()[:2], serializer())
    with statements() as sent:
        shown = serializer(rows, many=True).data
    assert len(sent) == 4  # sources, their citations with what is cited, the flags of both
    assert shown[0]["citations"][0]["cited"]["id"].startswith("src-")
