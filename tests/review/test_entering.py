"""New records that are entered together are what they are when each is entered by itself."""

from __future__ import annotations

import json

import pytest
from django.db import connection, transaction

from mgdb import review
from mgdb.models import Material, Measurement, RecordedReading, Source
from mgdb.models.new_ids import new_id
from mgdb.records import type_of
from tests.review.people import by_id
from tests.statements import statements

pytestmark = pytest.mark.django_db

VALUE = {
    "property": "ionic_conductivity",
    "origin": "measured",
    "conditions": {"temperature": "25 °C", "atmosphere": "not reported"},
}


def renamed(form, number):
    """`form` as that of another record: with new ids for itself and its defects, and another name."""
    old = [form["id"], *(defect["id"] for defect in form.get("defects", ()))]
    text = json.dumps({key: value for key, value in form.items() if key not in ("readings", "merged_ids")})
    for place, one in enumerate(old):
        text = text.replace(f'"{one}"', f'"{one[:4]}{number:05}{place:02}"')
    found = json.loads(text)
    return found | {"name": f"{found['name']} again"} if "name" in found else found


def state(record):
    """All that is stored of `record`: its columns, its form, its reading, how many versions the history has."""
    stored = review.with_parts(type_of(type(record))).get(pk=record.pk)
    passed_over = {"id", "created_at", "updated_at", "revised_at"}
    columns = {
        column.name: getattr(stored, column.attname)
        for column in stored._meta.concrete_fields
        if column.name not in passed_over
    }
    detail = getattr(stored, "electrolyte", None) if isinstance(stored, Material) else None
    readings = RecordedReading.objects.filter(public_id=stored.public_id).values(
        "content_hash", "count", "method", "by"
    )
    return (
        columns,
        review.to_dict(stored),
        (detail.identity, detail.chemistry_kind) if detail else None,
        list(readings),
        list(stored.events.values_list("pgh_label", flat=True)),
        [(one.low, one.high) for one in stored.reports.all()] if isinstance(stored, Measurement) else None,
    )


@pytest.mark.parametrize("model", [Material, Measurement, Source], ids=["materials", "values", "sources"])
def test_they_are_what_each_would_be(ada, model):
    rows = review.with_parts(type_of(model)).filter(status="published").order_by("pk")
    if model is Source:
        rows = rows.filter(citations=None)
    forms = [renamed(review.to_dict(row), place) for place, row in enumerate(rows[:100])]
    if model is Source:
        forms = [{**form, "doi": f"10.1234/again.{n}", "volume": f"{9000 + n}"} for n, form in enumerate(forms)]
    apart, together = [], []
    with transaction.atomic(), review.batch(ada):
        for form in forms:
            record = model()
            review.apply(record, form, by_id, by=ada, method=review.Method.IMPORTED)
            apart.append(record)
    apart = [state(record) for record in apart]
    model._base_manager.filter(public_id__in=[form["id"] for form in forms]).delete()
    RecordedReading.objects.filter(public_id__in=[form["id"] for form in forms]).delete()
    with transaction.atomic(), review.batch(ada):
        entering = review.Entering(ada, by_id, status="", method=review.Method.IMPORTED)
        for form in forms:
            record = model()
            entering.add(record, form, lambda record=record: together.append(record))
        entering.write()
    assert len(forms) >= 40
    for one, other in zip(apart, map(state, together), strict=True):
        assert one == other


def values(number):
    source = Source.objects.published().first().public_id
    material = Material.objects.published().first().public_id
    for place in range(number):
        report = {
            "document": source,
            "locator": f"Table {place}",
            "printed_value": f"{place + 1}",
            "printed_unit": "mS/cm",
        }
        yield {**VALUE, "id": new_id("mea"), "material": material, "source": source, "reports": [report]}


@pytest.mark.parametrize("kept", [True, False])
def test_many_take_as_many_statements_as_few(ada, kept):
    counts = []
    for number in (2, 20):
        forms = list(values(number))
        with transaction.atomic(), review.batch(ada, kept=kept) as batch:
            entering = review.Entering(ada, by_id, status="", method=review.Method.IMPORTED)
            for form in forms:
                entering.add(Measurement(), form, lambda: None)
            with statements() as sent:
                entering.write()
                batch.flush()
        counts.append(len(sent))
        stored = Measurement.objects.filter(public_id__in=[form["id"] for form in forms])
        assert stored.count() == number
        assert RecordedReading.objects.filter(public_id__in=stored.values("public_id")).count() == (
            number if kept else 0
        )
        assert all(bool(one.search_text) == kept for one in stored)
    assert counts[0] == counts[1]


def test_who_refers_to_one_that_waits_has_it_written_first(ada):
    source = {"id": new_id("src"), "title": "An invented paper", "year": 2024}
    material = {"id": new_id("mat"), "name": "One", "source": source["id"], "roles": ["cathode"]}
    written = []
    with transaction.atomic(), review.batch(ada):
        entering = review.Entering(ada, by_id, status="", method=review.Method.IMPORTED)
        entering.add(Source(), source, lambda: written.append("source"))
        assert not Source.objects.filter(public_id=source["id"]).exists()
        entering.add(Material(), material, lambda: written.append("material"))
        assert written == ["source"]
        entering.write()
    assert written == ["source", "material"]
    assert Material.objects.get(public_id=material["id"]).source.public_id == source["id"]


def test_what_is_wrong_with_one_is_told_and_the_others_are_written(ada):
    first, second = values(2)
    with transaction.atomic(), review.batch(ada):
        entering = review.Entering(ada, by_id, status="", method=review.Method.IMPORTED)
        first["reports"][0]["printed_value"] = "10-5"
        with pytest.raises(review.FormError, match="10⁻⁵, or 5–10"):
            entering.add(Measurement(), first, lambda: None)
        entering.add(Measurement(), second, lambda: None)
        entering.write()
    assert [Measurement.objects.filter(public_id=one["id"]).count() for one in (first, second)] == [0, 1]


def entered_twice(entering, form):
    for _ in range(2):
        assert not connection.needs_rollback
        entering.add(Measurement(), form, lambda: None)
        try:
            entering.write()
        except review.FormError:
            assert connection.needs_rollback
            raise


def test_what_the_database_refuses_breaks_the_transaction_and_is_told(ada):
    [form] = values(1)
    entering = review.Entering(ada, by_id, status="", method=review.Method.IMPORTED)
    with pytest.raises(review.FormError, match="another measurement has it"), transaction.atomic(), review.batch(ada):
        entered_twice(entering, form)
    assert not Measurement.objects.filter(public_id=form["id"]).exists()
