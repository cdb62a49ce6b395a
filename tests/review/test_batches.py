"""What one writer enters in thousands is said once for many: locks, words for search, that no trigger is left out."""

import pytest
from django.db import connection

from mgdb import review
from mgdb.models import Phase, Source
from mgdb.review.indexing import index_for_search
from tests.statements import statements

pytestmark = pytest.mark.django_db


def test_a_row_is_locked_once_and_its_status_is_the_one_that_it_has() -> None:
    one = Source.objects.published().first()
    with review.batch(review.OPERATOR):
        review.lock([one])
        again = Source.objects.get(pk=one.pk)
        again.status = "draft"
        with statements(most=0):
            review.lock([again])
        assert again.status == "published"


def test_a_status_that_changes_inside_is_looked_up() -> None:
    one = Phase.objects.create(name="A phase of this test", formula="MgO", status="published")
    with review.batch(review.OPERATOR):
        review.lock([one])
        review.withdraw(Phase.objects.get(pk=one.pk), "Not one.", by=review.OPERATOR, seen=one.revision)
        review.lock([one])
    assert one.status == "withdrawn"


def test_words_are_stored_for_all_at_once_and_none_are_lost() -> None:
    some = list(Source.objects.published()[:3])
    for source in some:
        source.title = f"{source.title} quokka"
    with review.batch(review.OPERATOR) as batch:
        with statements(most=0):
            assert all(index_for_search(source) for source in some)
        batch.flush()
        assert Source.objects.filter(search_text__contains="quokka").count() == 3


def test_no_trigger_finds_out_by_an_error_that_it_is_not_left_out() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore')")
        assert cursor.fetchone() == ("{}",)
