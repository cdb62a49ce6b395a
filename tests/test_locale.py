"""Times are written as in lists of the site, wherever Django writes them."""

from datetime import UTC, datetime

from django.utils import translation
from django.utils.formats import localize


def test_times_are_written_in_the_order_in_which_they_are_sorted():
    with translation.override("en"):
        assert localize(datetime(2026, 3, 9, 14, 5, tzinfo=UTC)) == "2026-03-09 14:05"
