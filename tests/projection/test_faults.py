"""One record that cannot be shown stops neither the others nor a list, and operators are told of it."""

import json
import logging

import psycopg
import pytest
from django.core import checks
from django.core.management import CommandError, call_command
from django.test import Client

from mgdb import http_cache
from mgdb.models import Measurement, PublicForm
from mgdb.presentation import leaving_out, measurement_views
from mgdb.projection import filling, making

WHY = "KeyError: 'luck'"


@pytest.fixture
def faulty(few_public_db):
    """A measurement among others of its material; what is stored of it was changed past all interfaces."""
    record = Measurement.objects.published().filter(property_key="specific_capacity").order_by("pk").first()
    making._log_once.cache_clear()
    with psycopg.connect(few_public_db, autocommit=True) as other:
        other.execute("UPDATE mgdb_measurement SET property_key = 'luck' WHERE id = %s", [record.pk])
        other.execute("UPDATE mgdb_material SET name = 'Renamed' WHERE id = %s", [record.material_id])
    return record


def read(address, status=200):
    http_cache.clear()
    answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code == status, answer.content[:500]
    return b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()


@pytest.mark.parametrize("filled", [False, True])
def test_lists_show_the_others_and_name_it(faulty, filled):
    if filled:
        filling.fill()
    query = f"material={faulty.material.public_id}"
    others = Measurement.objects.published().filter(material=faulty.material)
    ids = {one.public_id for one in others} - {faulty.public_id}
    assert ids
    sentence = f"{faulty.public_id} cannot be shown"
    for asked in (query, f"{query}&current_density_unit=A/g"):
        page = read(f"/measurements/?{asked}")
        assert sentence in page
        assert all(f"/measurements/{public_id}/" in page for public_id in ids)
        answer = json.loads(read(f"/api/v1/measurements/?{asked}"))
        assert {row["id"] for row in answer["results"]} == ids
        assert (answer["count"], answer["next"]) == (len(ids) + 1, None)
        assert answer["hints"][0].startswith(sentence)
        for file in (f"/measurements/?{asked}&format=csv", f"/api/v1/measurements/?{asked}&format=csv"):
            lines = read(file)
            assert faulty.public_id not in lines
            assert all(public_id in lines for public_id in ids)
    detail = json.loads(read(f"/api/v1/measurements/{faulty.public_id}/", status=500))
    assert detail["type"] == "urn:mgdb:problem:not_shown"
    assert detail["detail"].startswith(sentence)


def test_what_is_made_of_rows_shows_the_rest_and_names_it(faulty):
    sentence = f"{faulty.public_id} cannot be shown"
    for address in (f"/materials/{faulty.material.public_id}/", f"/sources/{faulty.source.public_id}/"):
        page = read(address)
        assert sentence in page, address
        assert "Renamed" in page
    assert sentence in read(f"/measurements/{faulty.public_id}/", status=404)
    chosen = f"ids={faulty.public_id},{Measurement.objects.published().exclude(pk=faulty.pk).first().public_id}"
    assert sentence in read(f"/compare/chosen/?{chosen}", status=400)
    answer = json.loads(read(f"/api/v1/comparisons/chosen/?{chosen}", status=500))
    assert answer["type"] == "urn:mgdb:problem:not_shown"
    assert answer["detail"].startswith(sentence)


def test_of_a_slice_it_is_left_out_too(faulty):
    rows = Measurement.objects.published().filter(material=faulty.material).order_by("pk")[:1000]
    with leaving_out([faulty.pk]) as left:
        views = measurement_views(rows)
    assert {view.pk for view in views} == {one.pk for one in rows} - {faulty.pk}
    assert left.met == {faulty.public_id}


def test_all_others_are_stored_and_it_is_as_soon_as_it_can_be(faulty, few_public_db):
    empty = PublicForm.objects.filter(made_by=None).count()
    assert empty > 2
    assert filling.fill() == empty - 1
    assert PublicForm.objects.get(made_by=None).public_id == faulty.public_id
    assert filling.rebuild() == 0
    with psycopg.connect(few_public_db, autocommit=True) as other:
        other.execute("UPDATE mgdb_measurement SET property_key = 'specific_capacity' WHERE property_key = 'luck'")
    assert json.loads(read(f"/api/v1/measurements/{faulty.public_id}/"))["id"] == faulty.public_id
    assert filling.fill() > 0
    assert not PublicForm.objects.filter(made_by=None).exists()


def test_no_dataset_file_is_written_without_it(faulty, tmp_path):
    with pytest.raises(CommandError, match=f"{faulty.public_id} cannot be written"):
        call_command("export_dataset", str(tmp_path))
    assert not list(tmp_path.iterdir())


def test_operators_are_told_which_and_why(faulty, capsys, caplog):
    told = f"{faulty.public_id}: cannot be shown, {WHY}"
    with caplog.at_level(logging.ERROR, logger="mgdb.projection.making"):
        for _ in range(2):
            filling.fill()
    [entry] = caplog.records
    assert entry.getMessage() == told
    assert issubclass(entry.exc_info[0], KeyError)
    found = checks.run_checks(databases=["default"], tags=[checks.Tags.database])
    assert [one.msg for one in found if one.id == "mgdb.W001"] == [told]
    with pytest.raises(CommandError, match="1 records cannot be shown; correct what is stored of them"):
        call_command("check_data")
    assert told in capsys.readouterr().out
    call_command("rebuild", "--after", faulty.public_id)
    assert told in capsys.readouterr().err
