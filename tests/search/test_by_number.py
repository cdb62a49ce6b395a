"""Rows in the order of their numbers: what is only known to be less than something is never the highest."""

import pytest

from .rows import material, measure
from .test_snapshot import both

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("-value", ["30-50", "20", ">5", "<100", "up to 60", "<1", "3"]),
        ("value", ["<1", "20", "30-50", "up to 60", "<100", ">5", "3"]),
    ],
)
def test_a_bound_heads_no_order_that_it_is_open_to(order, expected):
    subject = material(name="Open")
    rows = {one: measure(subject, one, "" if one == "3" else "mAh/g").pk for one in expected}  # no unit: no number
    for query in both("measurements", f"material={subject.public_id}&ordering={order}"):
        assert query.page(0, 9) == [rows[one] for one in expected]


@pytest.mark.parametrize("limit", ["", "&origin=measured"])
@pytest.mark.parametrize(("sign", "expected"), [("-", ["30-50", "20", ">5", "<9"]), ("", ["<9", "20", "30-50", ">5"])])
def test_nor_does_one_that_is_shown_of_a_material(sign, expected, limit):
    named = {}
    for printed in expected:
        subject = material(name="opensided")
        measure(subject, printed)
        named[printed] = subject.pk
    for query in both("cathodes", f"q=opensided{limit}&ordering={sign}specific_capacity"):
        assert query.page(0, 9) == [named[one] for one in expected]
