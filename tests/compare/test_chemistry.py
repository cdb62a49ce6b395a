"""Cells of several chemistries beside one another: which battery a value belongs to is said in a column."""

from __future__ import annotations

import pytest
from django.test import Client

from mgdb import compare
from mgdb.models import Comparison


@pytest.fixture
def table(db: None) -> compare.ComparisonTable:
    return compare.table_of(Comparison.objects.get(slug="interface-strategies"))


def test_each_strategy_says_its_battery(table: compare.ComparisonTable) -> None:
    sheet = compare.grid_of(table)
    keys = [heading.key for heading in sheet.headings]
    assert {"chemistry", "cell"} <= set(keys)
    place = keys.index("chemistry")
    said = {item.name: " ".join(span.text for span in item.cells[place].spans) for item in sheet.items}
    assert len(said) == 19
    assert set(said.values()) == {"Mg", "Li", "Zn"}
    assert said["UiO-66 layer on Li"] == "Li"


def test_one_chemistry_alone_needs_no_column(db: None) -> None:
    sheet = compare.grid_of(compare.table_of(Comparison.objects.get(slug="defect-engineered-cathodes")))
    assert "chemistry" not in [heading.key for heading in sheet.headings]


def test_the_column_can_be_asked_for_everywhere(db: None) -> None:
    answer = Client().get("/compare/defect-engineered-cathodes/?columns=chemistry&columns=cell")
    assert answer.status_code == 200
    assert "Battery chemistry" in answer.content.decode()
