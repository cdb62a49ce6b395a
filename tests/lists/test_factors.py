"""Factors in the files of pairs: those that the page of a pair shows, as numbers, in columns that never change."""

import csv
import io
import re

import pytest
from django.http import QueryDict

from mgdb import compare
from mgdb.lists import LIST_TYPES, ListPage, factors
from mgdb.models import Measurement, Pair
from mgdb.science.properties import PROPERTIES
from mgdb.search import FILTER_SETS, Query
from mgdb.search.snapshot import Snapshot
from tests.statements import statements

pytestmark = pytest.mark.django_db


def lines(client, path):
    text = client.get(path).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_columns_are_those_of_the_catalogue_in_its_order_whatever_rows_there_are(client):
    whole = lines(client, "/pairs/?format=csv")
    few = lines(client, "/pairs/?kind=pristine&role=electrolyte&format=csv")
    assert list(whole[0]) == list(few[0])
    named = [name for name in whole[0] if name.endswith("_factor")]
    assert named == list(factors.KEYS) == [f"{key}_factor" for key in PROPERTIES if f"{key}_factor" in factors.KEYS]
    assert len(named) > 15
    assert lines(client, "/api/v1/pairs/?format=csv") == whole


def test_a_factor_is_one_that_the_page_shows_with_its_words(client):
    found = 0
    for line in lines(client, "/pairs/?format=csv"):
        notes = {
            name.removesuffix("_factor_note"): line[name] for name in line if name.endswith("_note") and line[name]
        }
        if not notes:
            continue
        pair = Pair.objects.select_related("modified", "control").get(public_id=line["id"])
        shown = compare.shown_of(Measurement.objects.published(), [pair.modified, pair.control])
        own = compare.improvements_of(pair, shown[pair.modified_id], shown[pair.control_id])
        for key, note in notes.items():
            found += 1
            mine = [one for one in own if one.is_shown and one.allowed and one.property_key == key]
            [chosen] = [
                one
                for one in mine
                if note.startswith(f"{one.label} {one.factor_text}") and factors.note(one, len(mine)) == note
            ][:1]
            quantity = chosen.result.improvement
            for name, number in (("", quantity.value), ("_min", quantity.low), ("_max", quantity.high)):
                text = line[f"{key}_factor{name}"]
                assert (float(text) if text else None) == (pytest.approx(number) if number is not None else None)
            assert line[f"{key}_factor_bound"] in ("=", "≥", "≤", "<", ">", "up to")
            assert chosen.modified.text in note
            assert chosen.control.text in note
    assert found > 30


def test_a_pair_without_a_factor_has_none(client):
    rows = lines(client, "/pairs/?format=csv")
    bare = [row for row in rows if not any(row[f"{name}_note"] for name in factors.KEYS)]
    assert all(not row[name] for row in bare for name in row if re.search(r"_factor(_|$)", name))


def test_where_no_factor_is_computed_what_is_stated_or_known_of_one_side_is_shown():
    """A dash stands where neither material has a value of a property with a better side, or both have incomparable."""
    pairs = {pair.pk: pair for pair in Pair.objects.published()}
    found = factors.of_pairs(list(pairs))
    told = {pairs[key].public_id: factors.cell(one, "factors") for key, one in found.items()}
    words = " ".join(span.text for line in told["pai-bazdpxg"].lines for span in line)
    assert words == "Ionic conductivity ≈2080 times as stated"
    assert "control not reported" in " ".join(span.text for line in told["pai-5b1zrgb"].lines for span in line)
    values = Measurement.objects.published().filter(property_key__in=factors.KEYS.values())
    for key, pair in pairs.items():
        sides = [
            {one.property_key for one in values.filter(material=side) if pair.covers(one.property_key)}
            for side in (pair.modified_id, pair.control_id)
        ]
        assert told[pair.public_id] or sides[0] == sides[1], pair.public_id
        assert told[pair.public_id].data == {"factors": None} or found[key].factors


def test_what_is_chosen_of_the_columns_has_no_factor(client):
    [*rows] = lines(client, "/pairs/?columns=strategy&format=csv")
    assert not any("_factor" in name for name in rows[0])


# ---- the list itself, and the API
def page_of(question):
    return ListPage(LIST_TYPES["pairs"], QueryDict(question))


def test_page_file_and_api_say_the_same_factor_of_every_pair_as_its_own_page(client):
    found = 0
    answered = {one["id"]: one["factors"] for one in client.get("/api/v1/pairs/?page_size=1000").json()["results"]}
    for line in lines(client, "/pairs/?format=csv"):
        said = {one["property"]: one for one in answered[line["id"]]}
        assert said.keys() == {key for name, key in factors.KEYS.items() if line[f"{name}_note"]}
        for key, one in said.items():
            found += 1
            name = f"{key}_factor"
            assert (float(line[name]) if line[name] else None) == pytest.approx(one["value"])
            assert (line[f"{name}_bound"], line[f"{name}_verdict"]) == (one["bound"], one["verdict"])
            assert line[f"{name}_note"].startswith(f"{one['topic']} {one['text']}")
            assert line[f"{name}_modified_value_id"] == one["modified_value"]
    assert found > 30
    some = lines(client, "/pairs/?property=specific_capacity&format=csv")[0]
    html = re.sub(r"<[^>]+>|\s+", "", client.get(f"/pairs/{some['id']}/").content.decode())
    for one in answered[some["id"]]:
        assert re.sub(r"\s", "", one["text"]) in html
    alone = client.get(f"/api/v1/pairs/{some['id']}/").json()
    assert alone["factors"] == answered[some["id"]]


def test_a_page_shows_all_factors_in_one_column_and_those_of_a_property_that_is_asked_for_in_its_own():
    keys = [column.key for column in page_of("").columns]
    assert keys[:3] == ["modified", "control", "factors"]
    asked = page_of("property=specific_capacity")
    assert [column.key for column in asked.columns][:3] == ["modified", "control", "specific_capacity_factor"]
    shown = [cells[2][1] for _, cells in asked.rows]
    assert sum(map(bool, shown)) > 10
    texts = [cell.spans[0].text for cell in shown if cell]
    verdicts = {cell.spans[1].text for cell in shown if cell}
    assert any("×" in text for text in texts)
    assert verdicts <= {"comparable", "compare with caution"}


@pytest.mark.parametrize("name", ["factors", "specific_capacity_factor", "migration_barrier_factor"])
def test_rows_are_sorted_by_a_factor_those_without_last_on_page_and_api_alike(client, name):
    by_key = factors.of_pairs(Pair.objects.published().values_list("pk", flat=True))
    numbers = factors.numbers(Pair.objects.published(), name=name)
    found = Query(FILTER_SETS["pairs"], QueryDict(f"ordering=-{name}"), Pair.objects.published(), given=given())
    keys = found.page(0, 1000)
    assert len(keys) == len(by_key)
    known = [numbers[key] for key in keys if key in numbers]
    assert known == sorted(known, reverse=True)
    assert len(known) > 3
    assert all(key in numbers for key in keys[: len(known)])
    ids = [one["id"] for one in client.get(f"/api/v1/pairs/?ordering=-{name}&page_size=1000").json()["results"]]
    assert [cells.pk for cells, _ in page_of(f"ordering=-{name}").rows] == keys[:50]
    assert dict(Pair.objects.values_list("public_id", "pk"))[ids[0]] == keys[0]


def given():
    return factors.given(LIST_TYPES["pairs"].record_type)


def test_the_order_from_memory_is_that_of_the_database():
    rows = Pair.objects.published()
    whole = Snapshot(rows)
    for name in ("factors", "-ionic_conductivity_factor"):
        query = Query(FILTER_SETS["pairs"], QueryDict(f"ordering={name}"), rows, given=given())
        asked = query.page(0, 1000)
        kept = Query(FILTER_SETS["pairs"], QueryDict(f"ordering={name}"), rows, given=given(), snapshot=whole)
        assert kept.page(0, 1000) == asked


def test_a_property_is_that_of_which_both_materials_have_a_value_and_each_count_is_what_a_click_gives():
    rows = Pair.objects.published()
    for one in page_of("").counts.values["property"]:
        assert Query(FILTER_SETS["pairs"], QueryDict(f"property={one.value}"), rows).total() == one.count
    for pair in Pair.objects.published().filter(pk__in=page_of("property=ionic_conductivity")._keys):
        assert pair.covers("ionic_conductivity")
        for side in (pair.modified_id, pair.control_id):
            assert Measurement.objects.published().filter(
                material=side, property_key="ionic_conductivity", kind="number"
            )


def test_a_name_to_sort_pairs_by_is_refused_where_nothing_gives_its_numbers():
    query = Query(FILTER_SETS["pairs"], QueryDict("ordering=factors"), Pair.objects.published())
    assert [problem.parameter for problem in query.problems] == ["ordering"]


def test_factors_are_made_once_for_a_version_and_a_page_needs_few_statements(client):
    page_of("")
    with statements(most=4):
        factors.of_pairs(list(Pair.objects.published().values_list("pk", flat=True)))
    with statements(most=12):
        client.get("/pairs/?ordering=-factors")
