"""Factors in the files of pairs: those that the page of a pair shows, as numbers, in columns that never change."""

import csv
import io
import re

import pytest

from mgdb import compare
from mgdb.lists import factors
from mgdb.models import Measurement, Pair
from mgdb.science.properties import PROPERTIES

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
                if note.startswith(f"{one.topic} {one.factor_text}") and factors.note(one, len(mine)) == note
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


def test_what_is_chosen_of_the_columns_has_no_factor(client):
    [*rows] = lines(client, "/pairs/?columns=strategy&format=csv")
    assert not any("_factor" in name for name in rows[0])
