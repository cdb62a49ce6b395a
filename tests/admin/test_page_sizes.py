"""No page of curators is larger than what is served as a page, however long the list that it is of."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from mgdb.admin import site
from mgdb.models import Citation, Comparison, Material, Measurement, MeasurementCondition, Record, Source, WorkbenchRow
from mgdb.models.comparisons import ComparisonRow
from mgdb.models.materials import MaterialName
from mgdb.models.new_ids import new_id
from mgdb.science.conditions import CONDITIONS
from mgdb.views.pages import MOST_BYTES

from .conftest import person

pytestmark = pytest.mark.django_db
LONG = 300
RECORDS = sorted((model for model in site._registry if issubclass(model, Record)), key=lambda model: model.__name__)


def size(client: Client, address: str) -> int:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return len(answer.content)


def longest_of(model: type[Record]) -> set[int]:
    """Of each kind of part, the record that has most of them."""
    found = {model._default_manager.values_list("pk", flat=True).first()}
    for inline in site._registry[model].inlines:
        for column in inline.model._meta.fields:
            if column.related_model is model and (inline.fk_name or column.name) == column.name:
                counted = inline.model._base_manager.order_by().values(column.name).annotate(count=Count("pk"))
                found.add(counted.order_by("-count").values_list(column.name, flat=True).first())
    return {pk for pk in found if pk}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_the_longest_record_has_pages_of_a_size_that_is_served(model: type[Record]) -> None:
    curator = person("root", is_superuser=True)
    name = f"admin:mgdb_{model._meta.model_name}"
    addresses = [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
    addresses += [reverse(f"{name}_{page}", args=[pk]) for pk in longest_of(model) for page in ("change", "history")]
    assert {address: kb for address in addresses if (kb := size(curator, address)) > MOST_BYTES} == {}


def long_source() -> Record:
    source, cited = Source.objects.create(title="A long review", year=2024), list(Source.objects.published()[:60])
    Citation.objects.bulk_create(
        Citation(document=source, key=str(n), cited=cited[n % len(cited)], position=n, remark="as printed " * 5)
        for n in range(LONG)
    )
    return source


def long_comparison() -> Record:
    comparison = Comparison.objects.first()
    assert comparison is not None
    there = ComparisonRow.objects.filter(comparison=comparison).values("material")
    materials = Material.objects.published().exclude(pk__in=there)[:LONG]
    ComparisonRow.objects.bulk_create(
        ComparisonRow(comparison=comparison, material=material, position=1000 + n)
        for n, material in enumerate(materials)
    )
    return comparison


def long_material() -> Record:
    material = Material.objects.published().first()
    assert material is not None
    MaterialName.objects.bulk_create(MaterialName(material=material, name=f"Another name {n}") for n in range(LONG))
    return material


def long_measurement() -> Record:
    measurement = Measurement.objects.published().first()
    assert measurement is not None
    there = set(measurement.conditions.values_list("key", flat=True))
    MeasurementCondition.objects.bulk_create(
        MeasurementCondition(measurement=measurement, key=key, status="not_reported")
        for key in CONDITIONS.keys() - there
    )
    return measurement


@pytest.mark.sampled(2)
@pytest.mark.parametrize("make", [long_source, long_comparison, long_material, long_measurement])
def test_a_record_of_hundreds_of_parts_is_shown_in_parts(make: Any) -> None:
    record = make()
    curator = person("root", is_superuser=True)
    address = reverse(f"admin:mgdb_{record._meta.model_name}_change", args=[record.pk])
    assert size(curator, address) <= MOST_BYTES


def test_a_hundred_lines_of_values_share_one_list_of_properties(contributor: Client) -> None:
    lines: dict[str, Any] = {"values-TOTAL_FORMS": 100, "values-INITIAL_FORMS": 0}
    lines |= {f"values-{n}-value": "≈ 251.3 mAh g-1" for n in range(100)}
    answer = contributor.post(reverse("admin:mgdb_measurement_several"), lines)
    assert "Choose what it is a value of" in answer.content.decode()
    assert len(answer.content) <= MOST_BYTES


@pytest.mark.parametrize("length", [20, 4_000])
def test_rows_of_a_workbench_that_do_not_come_with_the_page_are_read_in_pieces(
    contributor: Client, length: int
) -> None:
    user = contributor.user  # type: ignore[attr-defined]
    paper, others = Source.objects.create(title="A long paper", year=2025), 400
    typed = {"property": "Thickness", "printed": "7 nm", "remarks": "x" * length}
    WorkbenchRow.objects.bulk_create(
        WorkbenchRow(key=f"row-number-{n}", paper=paper, user=user, tab="values", position=-n, payload=typed)
        for n in range(LONG)
    )
    Material.objects.bulk_create(
        Material(public_id=new_id(Material.PREFIX), source=paper, name=f"Another specimen {n}", formula="VS4")
        for n in range(others)
    )
    page = contributor.get(reverse("admin:workbench", args=[paper.public_id]))
    assert len(page.content) <= MOST_BYTES
    data = page.context["data"]
    rows, named, more, pieces = list(data["rows"]), list(data["others"]), data["more"], 0
    while more:
        piece = contributor.get(data["addresses"]["rows"], more)
        assert len(piece.content) <= 600_000
        rows += piece.json()["rows"]
        named += piece.json()["others"]
        more = piece.json()["more"]
        pieces += 1
    assert sorted(one["key"] for one in rows) == sorted(f"row-number-{n}" for n in range(LONG))
    assert len([one for one in named if one["grid"] == "specimens"]) == others
    assert 2 < pieces < 12
    assert contributor.get(data["addresses"]["rows"], {"after": "x"}).status_code == 400
