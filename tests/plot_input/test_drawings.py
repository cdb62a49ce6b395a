"""The plot that stands beside a comparison."""

from __future__ import annotations

import pytest

from mgdb import compare, plot_input
from mgdb.models import Comparison


@pytest.mark.parametrize(
    ("slug", "beside"),
    [
        ("defect-engineered-cathodes", "rate"),
        ("mzp-family", "arrhenius"),
        ("defects-diffusion-coefficients", "diffusion"),
    ],
)
def test_it_is_the_one_that_takes_most_of_the_values(db: None, slug: str, beside: str) -> None:
    table = compare.table_of(Comparison.objects.get(slug=slug))
    found, drawing = plot_input.drawing_beside(plot_input.points_of(table.shown, roles=table.roles))
    assert beside == found.SLUG
    assert {item.point.id for item in drawing.drawn} <= {value.id for value in table.shown}


def test_a_single_value_needs_no_plot(db: None) -> None:
    table = compare.table_of(Comparison.objects.get(slug="defect-engineered-cathodes"))
    assert plot_input.drawing_beside(plot_input.points_of(table.shown[:1])) is None
    assert plot_input.drawing_beside([]) is None
