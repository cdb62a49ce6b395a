"""After each kind of change that review makes, page, API and files say the same, and it is what the record says."""

import csv
import io
import json
import re

from django.test import Client

from mgdb import http_cache, review
from mgdb.models import Measurement, PublicForm
from mgdb.models.new_ids import new_id
from mgdb.projection import filling
from mgdb.review.readings import form_of
from tests.ingest.test_load import NEW, load
from tests.review.people import by_id, person, proposed, published_value


def read(address):
    http_cache.clear()
    answer = Client().get(address)
    assert answer.status_code == 200, answer.content[:300]
    return answer.content.decode("utf-8-sig")


def said_of(record):
    """Value and material of `record` at each interface, which agree; None where none of them shows it."""
    query = f"material={record.material.public_id}&property={record.property_key}"
    rows = json.loads(read(f"/api/v1/measurements/?{query}"))["results"]
    answer = {row["id"]: (row["value"], row["material"]["name"]) for row in rows}.get(record.public_id)
    files = []
    for address in ("/api/v1/measurements/", "/measurements/"):
        lines = {line["id"]: line for line in csv.DictReader(io.StringIO(read(f"{address}?{query}&format=csv")))}
        line = lines.get(record.public_id)
        files.append(line and (float(line["value"]), line["material"]))
    page = read(f"/measurements/?{query}")
    row = re.search(rf"<tr(?:(?!<tr).)*/{record.public_id}/.*?</tr>", page, re.DOTALL)
    assert files == [answer, answer]
    assert (row is not None) == (answer is not None)
    if row and answer:
        assert f"{answer[0]:g}" in re.sub(r"<[^>]*>", "", row[0])
    return answer


def said_before_and_after_filling(record):
    found = said_of(record)
    filling.fill()
    assert said_of(record) == found
    return found


def test_each_kind_of_change_request(few_public_db, monkeypatch):
    monkeypatch.setattr(filling, "FEW", 0)
    ada, rosalind = person("ada", "contributor"), person("rosalind", "reviewer")
    record = published_value()
    before = said_of(record)

    def again():
        return Measurement._base_manager.get(pk=record.pk)

    def accepted(request):
        review.accept(request, by=rosalind, seen=again().revision)
        return said_before_and_after_filling(record)

    def asked(kind, **more):
        return review.propose(kind, again(), by=ada, seen=again().revision, reason="Tried.", **more)

    assert accepted(proposed(record, ada, "997")) == (997.0, before[1])
    readings = again().readings
    assert accepted(review.confirm(again(), by=person("grace", "contributor"), seen=again().revision)) == (
        997.0,
        before[1],
    )
    assert json.loads(read(f"/api/v1/measurements/{record.public_id}/"))["readings"] == again().readings > readings
    assert accepted(asked("withdraw")) is None
    assert accepted(asked("reinstate")) == (997.0, before[1])
    twin = Measurement()
    review.apply(twin, form_of(again()) | {"id": new_id("mea")}, by_id, by=review.OPERATOR, status="published")
    assert accepted(asked("merge", into=twin.public_id, into_seen=twin.revision)) is None
    assert said_of(twin) == (997.0, before[1])


def test_a_dataset_file_that_comes_again(few_public_db, monkeypatch):
    """Changed in it: a value, and the name of a material that stands in the rows of others; gone from it: a value."""
    monkeypatch.setattr(filling, "FEW", 0)
    head, value = NEW.split("measurements:\n")
    values = [value.replace("mea-0000001", f"mea-000000{number}") for number in (1, 2, 3)]
    assert load(f"{head}measurements:\n{''.join(values)}").ok
    record, other, gone = (by_id(Measurement, f"mea-000000{number}") for number in (1, 2, 3))
    for one in (record, other, gone):
        assert said_before_and_after_filling(one) == (120.0, "VS4")
    values[0] = values[0].replace("120", "997")
    report = load(f"{head}measurements:\n{''.join(values[:2])}".replace("name: VS4", "name: Renamed"), prune=True)
    assert report.ok, report.problems
    assert PublicForm.objects.get(public_id=other.public_id).made_by is None
    assert said_before_and_after_filling(record) == (997.0, "Renamed")
    assert said_before_and_after_filling(other) == (120.0, "Renamed")
    assert said_before_and_after_filling(gone) is None
