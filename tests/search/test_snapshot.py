"""A snapshot answers as the database does."""

import math
from collections.abc import Callable

import pytest
from django.db import connection, transaction
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
from mgdb.search.snapshot import Snapshot, renewal, renewed

from .test_facets import QUESTIONS

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
    ("sources", "read=1&year_max=2018"),
    ("curves", "strict_mg=1"),
]


def both(key: str, question: str) -> tuple[Query, Query]:
    """The query to the snapshot, and to the database."""
    rows = LIST_TYPES[key].rows() if key in LIST_TYPES else published_rows(key)
    kept = Query(FILTER_SETS[key], QueryDict(question), rows, snapshot=Snapshot(published_rows(key)))
    fresh = Query(FILTER_SETS[key], QueryDict(question), rows)
    assert not kept.problems
    return kept, fresh


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "question"), [*QUESTIONS.items(), *MORE])
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
def test_every_order_is_that_of_the_database(key):
    whole = Snapshot(published_rows(key))
    rows = LIST_TYPES[key].rows() if key in LIST_TYPES else published_rows(key)
    for name in FILTER_SETS[key].orderings:
        for sign in ("", "-"):
            data = QueryDict(f"ordering={sign}{name}")
            kept = Query(FILTER_SETS[key], data, rows, snapshot=whole)
            assert kept.page(5, 60) == Query(FILTER_SETS[key], data, rows).page(5, 60), (name, sign)


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
def content(snapshot: Snapshot) -> dict[str, object]:
    """All columns of a snapshot, by the keys of rows."""
    columns, numbers = snapshot.taken()
    found: dict[str, object] = {"pks": snapshot.pks.tolist()}
    for place, (values, column) in enumerate(columns.items()):
        rows, codes = column._entries()
        pairs = zip(snapshot.pks[rows].tolist(), (column.values[code] for code in codes), strict=True)
        found[f"{place} {vars(values)}"] = sorted(pairs)
    for name, one in numbers.items():
        ends = zip(snapshot.pks[one.rows].tolist(), one.low.tolist(), one.high.tolist(), strict=True)
        found[str(name)] = sorted(map(str, ends))
    return found


def whole_snapshot() -> Snapshot:
    """That of measurements, with every column."""
    made = Snapshot(published_rows("measurements"))
    for facet in FILTER_SETS["measurements"].facets:
        made.labels(FILTER_SETS["measurements"].values_of(facet))
    for kind, key in (("search", ""), ("value", "specific_capacity"), ("condition", "temperature")):
        made.numbers(kind, key)
    return made


def in_cell() -> Measurement:
    return Measurement.objects.published().filter(measured_in__electrolyte__isnull=False).latest("pk")


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


def test_it_is_renewed_by_whatever_changes(committed_db, monkeypatch):
    monkeypatch.setattr(renewal, "MOST", 1.0)
    held = whole_snapshot()
    for name, change in CHANGES.items():
        before = content(held)
        change()
        made = renewed(held, *snapshots.RENEWED["measurements"])
        assert made is not None, name
        assert made.token != held.token, name
        fresh = whole_snapshot()
        assert made.token == fresh.token
        mine, theirs = content(made), content(fresh)
        assert mine == theirs, name
        assert mine != before, name
        held = made


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


def test_a_long_list_is_read_apart_and_then_renewed(committed_db, monkeypatch):
    monkeypatch.setattr(snapshots, "SHORT", 10)
    snapshots.clear()
    token, _ = data_version.current()
    connection.cursor().execute("ANALYZE mgdb_measurement")
    assert snapshots.current("measurements", token) is None  # the database answers until it is there
    with snapshots._locks["measurements"]:
        pass  # it has been read
    held = snapshots.current("measurements", token)
    assert held is not None
    Measurement.objects.filter(pk=in_cell().pk).update(origin="design_target")
    later, _ = data_version.current()
    made = snapshots.current("measurements", later)
    assert made is not None
    assert made.token == later
    assert made.labels(FILTER_SETS["measurements"].filters["origin"].where) is not held.labels(
        FILTER_SETS["measurements"].filters["origin"].where
    )
    snapshots.clear()
