"""A snapshot answers as the database does."""

import math
import re
from collections.abc import Callable, Iterator
from unittest.mock import Mock

import numpy as np
import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.http import QueryDict

from mgdb import data_version
from mgdb.lists import LIST_TYPES
from mgdb.models import (
    Cell,
    DataVersion,
    Defect,
    Electrolyte,
    Flag,
    Material,
    Measurement,
    MeasurementCondition,
    Phase,
    Source,
)
from mgdb.search import FILTER_SETS, Query, snapshots
from mgdb.search.record_types import published_rows
from mgdb.search.snapshot import Snapshot, column_file, renewal, renewed, selection
from mgdb.search.snapshot.labels import Labels
from tests.statements import statements

from .columns import all_values, content, in_cell, whole_snapshot
from .test_facets import QUESTIONS
from .test_of_values import MORE as MORE_OF_VALUES
from .test_of_values import QUESTIONS as OF_VALUES

MORE = [
    ("measurements", ""),
    ("measurements", "property=ionic_conductivity"),
    ("measurements", "property=ionic_conductivity&value_min=1e-6&strict=1"),
    ("measurements", "property=specific_capacity&property=charge_density&origin=measured"),
    ("measurements", "temperature_min=290&temperature_max=310"),
    ("measurements", "temperature=25%20°C&temperature=60%20°C"),
    ("measurements", "cycle_number_min=100&strict=1&suspect=0"),
    ("measurements", "temperature=not_reported"),
    ("measurements", "elements_all=Mg,S&elements_none=Li"),
    ("measurements", "elements_any=V,Se&year_min=2015&year_max=2020"),
    ("measurements", "carrier_cations=Mg&carrier_cations=Mg,Li"),
    ("measurements", "carrier_cations=unknown"),
    ("measurements", "chemistry=Mg&strict_mg=no_departure"),
    ("measurements", "strict_mg=1&severity=suspect"),
    ("measurements", "q=vanadium&origin=measured"),
    ("measurements", "formula=MgSc2Se4&locator=Table%201"),
    ("measurements", "property=specific_capacity&temperature_min=9000"),
    ("materials", ""),
    ("materials", "property=specific_capacity&value_min=100&value_max=300"),
    ("materials", "without_property=specific_capacity&role=cathode"),
    ("materials", "elements_all=Mg,O&q=spinel"),
    ("statements", "elements_all=Mg"),
    ("statements", "phase=pha-tstj8bf&topic=mechanism"),
    ("sources", "read=1&year_max=2018"),
    ("curves", "strict_mg=1"),
]


def both(key: str, question: str) -> tuple[Query, Query]:
    """The query to the snapshot, and to the database."""
    rows = LIST_TYPES[key].rows() if key in LIST_TYPES else published_rows(key)
    kept = Query(
        FILTER_SETS[key], QueryDict(question), rows, snapshot=Snapshot(published_rows(key)), values=all_values()
    )
    fresh = Query(FILTER_SETS[key], QueryDict(question), rows)
    assert not kept.problems
    return kept, fresh


@pytest.mark.django_db
@pytest.mark.sampled(11)  # of each list one at least
@pytest.mark.parametrize(("key", "question"), [*QUESTIONS.items(), *MORE, *OF_VALUES, *MORE_OF_VALUES])
def test_it_answers_as_the_database_does(key, question):
    kept, fresh = both(key, question)
    assert kept.total() == fresh.total()
    assert kept.counts() == fresh.counts()
    assert [(one.names, count) for one, count in kept.counts_without_each()] == [
        (one.names, count) for one, count in fresh.counts_without_each()
    ]
    found, expected = kept.spreads(), fresh.spreads()
    assert set(found) == set(expected)
    for name, spread in expected.items():
        assert found[name].bins == spread.bins, name
        assert math.isclose(found[name].low, spread.low, rel_tol=1e-12)
        assert math.isclose(found[name].high, spread.high, rel_tol=1e-12)
    assert kept.page(0, 50) == fresh.page(0, 50)
    assert kept._selection is not None  # it was the snapshot that answered


@pytest.mark.django_db
@pytest.mark.parametrize("key", sorted(FILTER_SETS))
def test_every_order_is_that_of_the_database(key, some):
    whole = Snapshot(published_rows(key))
    rows = LIST_TYPES[key].rows() if key in LIST_TYPES else published_rows(key)
    for order in some([f"{sign}{name}" for name in FILTER_SETS[key].orderings for sign in ("", "-")], 3):
        data = QueryDict(f"ordering={order}")
        kept = Query(FILTER_SETS[key], data, rows, snapshot=whole)
        assert kept.page(5, 60) == Query(FILTER_SETS[key], data, rows).page(5, 60), order


@pytest.mark.django_db
@pytest.mark.parametrize("question", ["q=spinel", "q=spinel&ordering=-formula", "elements_any=V&ordering=year"])
def test_a_few_rows_of_a_long_list_are_put_in_order_by_the_database(monkeypatch, question):
    monkeypatch.setattr(selection, "SHORT", 10)
    kept, fresh = both("materials", question)
    assert 2 < kept.total() == fresh.total()
    assert kept.page(1, 60) == fresh.page(1, 60)
    assert kept.snapshot is not None
    assert not kept.snapshot._orders


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("kept", [[], ["v3"], ["v0", "v1", "v2", "v9", "none"], [f"v{n}" for n in range(0, 20, 2)]])
def test_rows_that_have_one_of_some_values(several, kept):
    places = np.random.default_rng(7).integers(0, 100, (20, 30 if several else 4)).astype(np.int32)
    if not several:  # each row once at most
        places = np.random.default_rng(7).permutation(100)[:80].reshape(20, 4).astype(np.int32)
    column = Labels.of_groups(100, [(f"v{n}", np.unique(rows)) for n, rows in enumerate(places)])
    assert (column.starts is not None) == several
    wanted = {row for value in kept if value != "none" for row in places[int(value[1:])].tolist()}
    assert set(np.flatnonzero(column.having(kept)).tolist()) == wanted


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("key", "question"),
    [
        ("materials", "property=ionic_conductivity&value_min=2e-6&value_max=1e-4"),
        ("materials", "property=specific_capacity&value_min=100&value_max=150"),
        ("measurements", "c_rate=reported&c_rate_min=0.1"),
        ("measurements", "temperature=reported&temperature_min=300"),
    ],
)
def test_two_questions_that_differ_in_what_goes_with_a_condition_have_each_their_answer(key, question):
    whole, totals = Snapshot(published_rows(key)), []
    for asked in (f"{question}&strict=1", question, f"{question}&strict=1", f"{question}&suspect=0"):
        rows = published_rows(key)
        kept = Query(FILTER_SETS[key], QueryDict(asked), rows, snapshot=whole).total()
        assert kept == Query(FILTER_SETS[key], QueryDict(asked), rows).total(), asked
        totals.append(kept)
    assert totals[0] == totals[2]


# ---- renewed
def of_phase() -> Measurement:
    return Measurement.objects.published().filter(material__phase__isnull=False).latest("pk")


CHANGES: dict[str, Callable[[], object]] = {
    "a value": lambda: Measurement.objects.filter(pk=in_cell().pk).update(
        value=7e3, low=7e3, high=7e3, origin="design_target"
    ),
    "its interval": lambda: Measurement.objects.filter(pk=in_cell().pk).update(search_low=1.0, search_high=9e9),
    "a condition": lambda: MeasurementCondition.objects.filter(
        pk=MeasurementCondition.objects.filter(measurement__status="published", low__isnull=False).latest("pk").pk
    ).update(low=1.5, high=2.5),
    "a condition less": lambda: MeasurementCondition.objects.filter(measurement=in_cell()).delete(),
    "a withdrawal": lambda: Measurement.objects.filter(pk=of_phase().pk).update(
        status="withdrawn", withdrawn_reason="For a test."
    ),
    "a publication": lambda: Measurement.objects.filter(status="withdrawn").update(
        status="published", withdrawn_reason=""
    ),
    "a flag": lambda: Flag.objects.create(measurement=in_cell(), code="other", severity="note", reason="Look again."),
    "a material": lambda: Material.objects.filter(pk=of_phase().material_id).update(
        roles=["anode"], elements=["Xe"], fabrication_route="ball_milling", structure_family=""
    ),
    "a defect": lambda: Defect.objects.create(material_id=of_phase().material_id, kind="antisite", species="Hf"),
    "a phase": lambda: Phase.objects.filter(pk=of_phase().material.phase_id).update(structure_family="garnet"),
    "a cell": lambda: Cell.objects.filter(pk=in_cell().measured_in_id).update(
        counter_kind="carbon", chemistry_kind="Li"
    ),
    "an electrolyte": lambda: Electrolyte.objects.filter(material=in_cell().measured_in.electrolyte).update(
        electrolyte_class="aqueous", carrier_cations=["Zn"], chloride="no", identity="another", chemistry_kind="Zn"
    ),
    "a flag on an electrolyte": lambda: Flag.objects.create(
        material=in_cell().measured_in.electrolyte, code="other", severity="suspect", reason="It decomposes."
    ),
    "a source": lambda: Source.objects.filter(pk=in_cell().source_id).update(year=1999, kind="thesis"),
    "another material": lambda: Measurement.objects.filter(pk=of_phase().pk).update(
        material=Material.objects.published().earliest("pk")
    ),
}


# of what a list of materials shows nothing
NOT_OF_MATERIALS = {"its interval", "a condition", "a condition less", "a flag"}


def test_they_are_renewed_by_whatever_changes(committed_db, monkeypatch, some):
    monkeypatch.setattr(renewal, "MOST", 1.0)
    keys = ("measurements", "materials", "electrolytes")
    held = {key: whole_snapshot(key) for key in keys}
    before = {key: content(one) for key, one in held.items()}
    for name in some(CHANGES, 3):
        CHANGES[name]()
        for key in keys:
            made = renewed(held[key], *snapshots.RENEWED[key])
            assert made is not None, (key, name)
            assert made.token != held[key].token, (key, name)
            fresh = whole_snapshot(key)
            assert made.token == fresh.token
            mine, theirs = content(made), content(fresh)
            assert mine == theirs, (key, name)
            if key == "measurements" or (key == "materials" and name not in NOT_OF_MATERIALS):
                assert mine != before[key], (key, name)
            held[key], before[key] = made, mine


def test_the_columns_of_a_file_are_those_that_were_stored(committed_db, tmp_path):
    key, file = "measurements", tmp_path / "columns"
    named = snapshots._named(key)
    stored = whole_snapshot(key)
    column_file.write(file, stored, named)
    found = column_file.read(file, published_rows(key), named)
    assert found is not None
    made = renewed(found, *snapshots.RENEWED[key])
    assert made is not None
    assert made.token == stored.token
    groups = {str(id(one.values)) for one in FILTER_SETS[key].groups.values()}  # which are read when they are asked for

    def but_for_groups(snapshot: Snapshot) -> dict[str, object]:
        return {name: one for name, one in content(snapshot).items() if name not in groups}

    assert content(made) == but_for_groups(stored)
    question = QueryDict("electrolyte=" + in_cell().measured_in.electrolyte.public_id)
    answers = [Query(FILTER_SETS[key], question, published_rows(key), snapshot=one).counts() for one in (made, stored)]
    assert answers[0] == answers[1]
    Measurement.objects.filter(pk=in_cell().pk).update(origin="design_target")
    later = renewed(found, *snapshots.RENEWED[key])
    assert later is not None
    assert content(later) == but_for_groups(whole_snapshot(key))
    assert renewed(found, *snapshots.READ_ANEW) is None


@pytest.mark.django_db
def test_a_file_of_other_code_or_of_another_server_is_not_used(tmp_path, monkeypatch):
    key, file = "phases", tmp_path / "columns"
    rows, named = published_rows(key), snapshots._named(key)
    assert column_file.read(file, rows, named) is None
    stored = Snapshot(rows)
    column_file.write(file, stored, named)
    assert column_file.read(file, rows, named) is not None
    with monkeypatch.context() as other:
        other.setattr("mgdb.data_version.code", lambda: "other")
        assert column_file.read(file, rows, named) is None
    with monkeypatch.context() as other:
        other.setattr(column_file, "SERVER", column_file.SERVER.replace("timeline_id", "timeline_id + 1"))
        assert column_file.read(file, rows, named) is None
    found = column_file.read(file, rows, named)
    assert found is not None
    found.origin = "of a server before"
    assert renewed(found, *snapshots.READ_ANEW) is None
    column_file.write(file.with_name("another"), found, named)
    assert not file.with_name("another").exists()


@pytest.mark.django_db
def test_a_damaged_file_is_not_used(tmp_path):
    key, file = "phases", tmp_path / "columns"
    rows, named = published_rows(key), snapshots._named(key)
    column_file.write(file, whole_snapshot(key), named)
    good = file.read_bytes()
    size = len(good)
    damaged = [good[:length] for length in (0, 3, 15, 40, size // 2, size - 1)] + [good + b"0", bytes(size)]
    for place in [*range(40), *range(40, size, size // 50), size - 1]:
        damaged.append(good[:place] + bytes([good[place] ^ 4]) + good[place + 1 :])
    damaged += [good[: size - length] + bytes(length) for length in (64, size // 3)]
    for content_of_file in damaged:
        assert content_of_file != good
        file.write_bytes(content_of_file)
        assert column_file.read(file, rows, named) is None
    file.write_bytes(good)
    assert column_file.read(file, rows, named) is not None


@pytest.mark.django_db
def test_what_could_not_be_written_leaves_nothing_behind(tmp_path, monkeypatch):
    key, file = "phases", tmp_path / "columns"
    monkeypatch.setattr("os.fsync", Mock(side_effect=OSError("no space left")))
    with pytest.raises(OSError, match="no space left"):
        column_file.write(file, Snapshot(published_rows(key)), snapshots._named(key))
    assert list(tmp_path.iterdir()) == []


def test_who_may_not_ask_which_server_it_is_has_no_files(committed_db, database_server, tmp_path):
    key, file = "phases", tmp_path / "columns"
    rows, named = published_rows(key), snapshots._named(key)
    column_file.write(file, Snapshot(rows), named)
    assert column_file.read(file, rows, named) is not None
    name = connection.settings_dict["NAME"]
    with psycopg.connect(**database_server.postgres.conninfo(name, superuser=True), autocommit=True) as root:
        root.execute("REVOKE EXECUTE ON FUNCTION pg_control_system(), pg_control_checkpoint() FROM PUBLIC")
    with pytest.raises(DatabaseError, match="permission denied"):
        connection.cursor().execute(column_file.SERVER)
    held = Snapshot(rows)
    assert renewed(held, *snapshots.READ_ANEW) is not None
    assert column_file.read(file, rows, named) is None
    column_file.write(file.with_name("another"), held, named)
    assert not file.with_name("another").exists()


@pytest.fixture
def standby(committed_db: str) -> Iterator[None]:
    """The server says that it is a standby, until the test ends or `promoted`."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA standby")
        cursor.execute("CREATE FUNCTION standby.pg_is_in_recovery() RETURNS boolean RETURN TRUE")
        cursor.execute("SET search_path = standby, pg_catalog, public")
    yield
    promoted()


def promoted() -> None:
    connection.cursor().execute("RESET search_path")


def test_on_a_standby_nothing_is_renewed_by_the_log_nor_stored(standby, tmp_path):
    key, file = "measurements", tmp_path / "columns"
    named = snapshots._named(key)
    before = whole_snapshot()
    assert before.seen == ""
    assert renewed(before, *snapshots.RENEWED[key]) is None
    column_file.write(file, before, named)
    assert not file.exists()
    promoted()
    assert renewed(before, *snapshots.RENEWED[key]) is None
    of_primary = whole_snapshot()
    assert of_primary.seen
    column_file.write(file, of_primary, named)
    connection.cursor().execute("SET search_path = standby, pg_catalog, public")
    stored = column_file.read(file, published_rows(key), named)
    assert stored is not None
    same = renewed(stored, *snapshots.RENEWED[key])  # it is of the present version
    assert same is not None
    assert same.seen == ""
    Measurement.objects.filter(pk=in_cell().pk).update(origin="design_target")
    assert renewed(of_primary, *snapshots.RENEWED[key]) is None
    promoted()
    assert renewed(of_primary, *snapshots.RENEWED[key]) is not None


def test_of_a_log_that_begins_too_late_or_says_too_much_nothing_is_renewed(committed_db):
    held = whole_snapshot()
    Measurement.objects.published().update(readings=9)
    assert renewed(held, *snapshots.RENEWED["measurements"]) is None
    held = whole_snapshot()
    Measurement.objects.filter(pk=in_cell().pk).update(readings=8)
    DataVersion.objects.update(log_from=2**40)
    assert renewed(held, *snapshots.RENEWED["measurements"]) is None


def test_a_snapshot_of_another_version_answers_nothing_more(committed_db):
    old = Snapshot(published_rows("measurements"))
    query = Query(
        FILTER_SETS["measurements"], QueryDict("origin=design_target"), published_rows("measurements"), snapshot=old
    )
    Measurement.objects.filter(pk=in_cell().pk).update(origin="design_target")
    assert query.total() == query.queryset.count()
    assert query._selection is None


def test_inside_a_transaction_the_database_answers(committed_db):
    token, _ = data_version.current()
    snapshots.clear()
    with transaction.atomic():
        assert snapshots.current("measurements", token) is None
    held = snapshots.current("measurements", token)
    assert held is not None
    assert held.token == token
    Measurement.objects.filter(pk=in_cell().pk).update(origin="design_target")
    later, _ = data_version.current()
    renewed_then = snapshots.current("measurements", later)
    assert renewed_then is not None
    assert renewed_then.token == later
    snapshots.clear()


@pytest.mark.parametrize("key", FILTER_SETS)
def test_no_column_looks_for_each_row_through_a_list_of_keys(db, key):
    """PostgreSQL hashes no list that is larger than its memory for it: of a million values it would take hours."""
    with statements() as read:
        whole_snapshot(key)
    assert read
    assert [text for text in read if re.search(r"\bCASE WHEN [^()]* IN \(SELECT\b", text)] == []
