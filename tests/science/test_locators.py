"""Locators in the order in which a reader meets them."""

import random

from mgdb.science.locators import place, reading_order, within

IN_ORDER = [
    "Title",
    "Highlights",
    "Abstract",
    "Introduction",
    "Text, Introduction, paragraph 2",
    "Section 1",
    "Section 2.3, paragraph 2",
    "Section 2.3, paragraph 10",
    "Section 2.9",
    "Section 2.10",
    "Section 4.2.2",
    "Section 10",
    "Text, page 3",
    "Experimental section",
    "Text, Results and Discussion, XRD (Fig. 2d)",
    "Text, Conclusions",
    "Summary",
    "Table 1, VS4, rate performance",
    "Table 2",
    "Table 10",
    "Fig. 2 caption",
    "Fig. 2b",
    "Fig. 12",
    "References",
    "Fig. S1",
    "Table S2",
]


def test_locators_stand_in_reading_order_whatever_order_they_come_in():
    shuffled = random.Random(3).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=reading_order) == IN_ORDER


def test_the_place_is_the_largest_part_of_a_locator():
    assert [place(one) for one in ("Table 1, VS4, rate", " Section 2.3 ", "")] == ["Table 1", "Section 2.3", ""]


def test_a_text_without_numbered_sections_has_the_places_of_its_headings():
    text = "Text, Results and Discussion, XRD (Fig. 2d)"
    assert (place(text), within(text)) == ("Results and Discussion", "XRD (Fig. 2d)")
    assert (place("Text, page 3"), within("Text, page 3")) == ("Text", "page 3")
    assert within("Abstract") == ""
