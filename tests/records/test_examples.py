"""A record of any type can be made of its declaration alone."""

import pytest

from mgdb import review
from mgdb.records import RECORD_TYPES
from tests.records.examples import SAMPLES, made

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda record_type: record_type.name)
def test_a_record_is_made_with_a_row_of_each_part(record_type):
    record = made(record_type)
    assert type(record)._default_manager.published().filter(pk=record.pk).exists()
    if not record_type.part_of:
        form = review.to_dict(type(record)._base_manager.get(pk=record.pk))
        assert {part.name for part in record_type.parts} <= set(form)
    assert made(record_type) != record


def test_samples_are_of_types_that_exist():
    assert {file.stem for file in SAMPLES.iterdir()} <= {record_type.name for record_type in RECORD_TYPES}
