"""How wide a window a comparison needs, and what stands beside the names in a narrower one."""

from math import inf

import pytest

from mgdb.compare.fit import arranged, needed, own_columns
from mgdb.compare.grid import GridHeading


def headings(*kinds):
    return [GridHeading(f"{kind}{place}", kind, kind) for place, kind in enumerate(kinds)]


REVIEW = headings("words", "words", "words", "capacity", "capacity", "gain", "reference")


@pytest.mark.parametrize(
    ("shown", "items", "across", "width"),
    [
        (headings("values"), 9, False, 27.1),  # a name of 11 rem, 11.6 rem, and 4.5 rem beside the table
        (REVIEW, 26, False, 85.0),
        (headings(*["values"] * 9), 9, False, inf),  # more than the widest page has
        (headings("values"), 6, True, 68.0),
        (headings("values"), 26, True, inf),
    ],
)
def test_a_table_needs_a_window_as_wide_as_its_columns_together(shown, items, across, width):
    assert needed(shown, items, across=across) == pytest.approx(width)


@pytest.mark.parametrize(
    ("shown", "own", "classes"),
    [
        (REVIEW, {"capacity3", "capacity4", "gain5"}, "of-4 with-wide-factors"),
        (headings("words", "values", "values", "stated", "reference"), {"values1", "values2"}, "of-2"),
        (headings("gain", *["values"] * 8), {"gain0", *(f"values{place}" for place in range(1, 9))}, "of-6"),
        # words are what there is to compare: of single values, or where these are the columns that were chosen
        (headings("words", "gain", "words", "reference"), {"words0", "gain1", "words2"}, "of-4 with-wide-factors"),
        (headings("reference"), set(), "of-1"),
    ],
)
def test_values_stand_beside_the_names_in_a_narrow_window_and_words_where_there_is_nothing_else(shown, own, classes):
    assert own_columns(shown) == own
    assert arranged(shown) == classes
