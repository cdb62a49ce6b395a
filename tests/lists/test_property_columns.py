"""The one value of a property that lists of materials show, sort by and save: which it is, and that it stays right."""

import csv
import html
import io
import re

import pytest
from django.db.models import F
from django.http import QueryDict

from mgdb.lists import LIST_TYPES, ListPage
from mgdb.models import Cell, Flag, Material, Measurement, MeasurementCondition
from mgdb.projection.lists import property_columns
from mgdb.science.vocabulary import CHEMISTRIES, label
from mgdb.search import FILTER_SETS, Query, representative, snapshots
from mgdb.search.snapshot import Snapshot
from tests.statements import statements

pytestmark = pytest.mark.django_db
CONDUCTS, STORES = "ionic_conductivity", "specific_capacity"


@pytest.fixture
def specimen():
    """A material with one value of each, whose values are the test's own."""
    material = Material.objects.published().with_role("electrolyte").filter(measurements__property_key=CONDUCTS).first()
    Measurement.objects.filter(material=material).update(status="draft")
    return material


def value(material, number, *, of=CONDUCTS, kelvin=None, origin="measured", **more):
    template = Measurement.objects.filter(property_key=CONDUCTS).first()
    row = Measurement.objects.create(
        material=material, property_key=of, source=template.source, status="published", kind="number", origin=origin,
        **{"value": number, "low": number, "high": number, "search_low": number, "search_high": number} | more,
    )  # fmt: skip
    if kelvin is not None:
        MeasurementCondition.objects.create(
            measurement=row, key="temperature", status="reported", printed=f"{kelvin} K", low=kelvin, high=kelvin
        )
    return row


def shown(material, of=CONDUCTS):
    return representative.chosen([material.pk], [of]).get((material.pk, of), (None, ""))[0]


def test_of_transport_the_value_nearest_to_25_degrees_is_shown_and_not_the_hottest(specimen):
    value(specimen, 1e-1, kelvin=1073.15)
    near = value(specimen, 2e-5, kelvin=303.15)
    value(specimen, 5e-2)
    assert shown(specimen) == near.pk
    best = value(specimen, 3e-5, kelvin=303.15)
    assert shown(specimen) == best.pk


def test_of_all_else_the_best_is_shown(specimen):
    value(specimen, 100, of=STORES)
    best = value(specimen, 200, of=STORES)
    value(specimen, 150, of=STORES)
    assert shown(specimen, STORES) == best.pk


@pytest.mark.parametrize(
    ("doubted", "told"),
    [
        ({"origin": "computed"}, "measured"),
        ({"origin": "theoretical"}, "measured"),
        ({"value": None, "low": 300.0, "high": 500.0}, "a range"),
        ({"bound": "<", "low": None}, "a limit"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_is_computed_or_no_plain_number_stands_behind(specimen, doubted, told):
    instead = value(specimen, 400, of=STORES, **doubted)
    assert shown(specimen, STORES) == instead.pk
    plain = value(specimen, 100, of=STORES)
    assert shown(specimen, STORES) == plain.pk


def test_a_target_is_no_value(specimen):
    value(specimen, 400, of=STORES, origin="design_target")
    assert shown(specimen, STORES) is None


@pytest.mark.parametrize("on", ["measurement", "material", "cell", "source"])
def test_a_suspect_value_is_not_shown_whatever_is_doubted(specimen, on):
    cell = Cell.objects.published().first()
    row = value(specimen, 100, of=STORES)
    Measurement.objects.filter(pk=row.pk).update(measured_in=cell)
    assert shown(specimen, STORES) == row.pk
    doubted = {"measurement": row, "material": specimen, "cell": cell, "source": row.source}[on]
    Flag.objects.create(code="implausible", severity="suspect", reason="Tried.", **{on: doubted})
    assert shown(specimen, STORES) is None
    assert not representative.numbers(STORES, [specimen.pk])


def test_a_dash_stands_only_where_a_specimen_has_no_value_of_the_property():
    """Over all published specimens and properties; what stands in for a result is no number in files, nor sorted by."""
    keys = list(Material.objects.published().values_list("pk", flat=True))
    cells = property_columns.cells(keys, property_columns.PROPERTY_COLUMNS, {}, LIST_TYPES["materials"].filters)
    shown = {(key, name) for key, row in cells.items() for name, cell in row.items() if cell}
    stored = set(
        Measurement.objects.published()
        .filter(material__in=keys, property_key__in=[one.key for one in property_columns.PROPERTY_COLUMNS])
        .values_list("material", "property_key")
    )
    assert shown == stored
    sound = representative.chosen(keys, [name for _, name in stored])
    instead = stored - sound.keys()
    assert len(instead) > 30
    for key, name in instead:
        cell = cells[key][name]
        assert [cell.data[f"{name}{end}"] for end in ("", "_min", "_max")] == [None] * 3
        assert cell.data[f"{name}_id"]


def test_what_stands_in_for_a_result_says_what_it_is(specimen):
    [column] = [one for one in property_columns.PROPERTY_COLUMNS if one.key == STORES]

    def said():
        cell = property_columns.cells([specimen.pk], [column], {}, LIST_TYPES["materials"].filters)[specimen.pk][STORES]
        return "; ".join(span.text for line in cell.lines for span in line), cell.data[f"{STORES}_suspect"]

    target = value(specimen, 400, of=STORES, origin="design_target")
    assert said() == ("400; design target", False)
    Measurement.objects.filter(pk=target.pk).update(status="draft")
    doubted = value(specimen, 300, of=STORES)
    Flag.objects.create(code="implausible", severity="suspect", reason="Tried.", measurement=doubted)
    words, suspect = said()
    assert words.startswith("300; suspect: ")
    assert suspect is True
    value(specimen, 100, of=STORES)
    assert said() == ("100", False)


@pytest.mark.sampled(6)
@pytest.mark.parametrize("key", ["electrolytes", "cathodes"])
@pytest.mark.parametrize("name", [CONDUCTS, STORES, "voltage", "migration_barrier"])
@pytest.mark.parametrize("minus", ["", "-"])
def test_memory_and_database_sort_alike(key, name, minus):
    data = QueryDict(f"ordering={minus}{name}")
    rows = LIST_TYPES[key].rows()
    fresh = Query(FILTER_SETS[key], data, rows)
    kept = Query(FILTER_SETS[key], data, rows, snapshot=Snapshot(snapshots.published_rows(key)))
    assert kept.page(0, 500) == fresh.page(0, 500)
    some = QueryDict(f"ordering={minus}{name}&year_min=2018")
    kept = Query(FILTER_SETS[key], some, rows, snapshot=Snapshot(snapshots.published_rows(key)))
    assert kept.page(0, 500) == Query(FILTER_SETS[key], some, rows).page(0, 500)


def test_a_page_shows_what_it_sorts_by(client):
    html = client.get(f"/electrolytes/?ordering=-{CONDUCTS}&property={CONDUCTS}&unit=mS cm⁻¹").content.decode()
    ids = re.findall(r'<td class="n shown"[^>]*><span class="line"><a href="/measurements/(mea-\w+)/"', html)
    numbers = dict(Measurement.objects.filter(public_id__in=ids).annotate(n=F("value")).values_list("public_id", "n"))
    assert len(ids) > 40
    found = [numbers[one] for one in ids if numbers[one] is not None]
    assert len(found) > 30
    assert '<span class="unit">mS cm⁻¹</span>' in html
    assert "nearest to 25 °C" in html
    with statements(most=12):
        client.get(f"/electrolytes/?ordering=-{CONDUCTS}&columns={CONDUCTS},activation_energy,anodic_limit")


def test_a_property_that_is_asked_for_has_a_column(client):
    found = ListPage(LIST_TYPES["cathodes"], QueryDict("property=diffusion_coefficient"))
    assert [column.key for column in found.columns][:2] == ["name", "diffusion_coefficient"]
    cells = [{column.key: cell for column, cell in cells}["diffusion_coefficient"] for _, cells in found.rows]
    assert cells
    assert any(cells)


def test_specimens_with_values_come_first_and_can_be_asked_for():
    first = ListPage(LIST_TYPES["cathodes"], QueryDict(""))
    have = [any(cell for column, cell in cells if column.property_key) for _, cells in first.rows]
    assert have.index(False) > 20
    asked = ListPage(LIST_TYPES["cathodes"], QueryDict("with_values=1"))
    without = ListPage(LIST_TYPES["cathodes"], QueryDict("with_values=0"))
    assert asked.total + without.total == first.total
    assert asked.words.endswith("cathodes with values")


def test_a_file_has_value_ends_unit_and_conditions_as_numbers(client):
    text = client.get(f"/electrolytes/?format=csv&columns={CONDUCTS}&property={CONDUCTS}").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {f"{CONDUCTS}_min", f"{CONDUCTS}_max", f"{CONDUCTS}_unit", f"{CONDUCTS}_temperature_degC"} < set(rows[0])
    told = [row for row in rows if row[f"{CONDUCTS}_temperature_degC"]]
    assert len(told) > 10
    for row in told:
        assert row[f"{CONDUCTS}_temperature_status"] == "reported"
        assert -150 < float(row[f"{CONDUCTS}_temperature_degC"]) < 1500
        stored = Measurement.objects.get(public_id=row[f"{CONDUCTS}_id"])
        assert (float(row[f"{CONDUCTS}_max"]) if row[f"{CONDUCTS}_max"] else None) == stored.high


def test_cells_of_many_rows_take_as_many_statements_as_of_one():
    keys = list(Material.objects.published().values_list("pk", flat=True))
    columns = [column for column in LIST_TYPES["materials"].property_columns if column.key in (CONDUCTS, STORES)]
    with statements(most=4):
        assert len(property_columns.cells(keys, columns, {}, LIST_TYPES["materials"].filters)) == len(keys)


def test_a_value_of_magnesium_stands_before_a_better_one_of_another_chemistry_which_is_said(client):
    """Anatase with (001) facets: Mg²⁺ 0.475 eV and Li⁺ 0.381 eV; 206 mAh/g in cells of Mg alone, 333 in Mg–Li cells."""
    columns = "columns=name,migration_barrier,specific_capacity"
    rows = list(csv.DictReader(io.StringIO(client.get(f"/cathodes/?{columns}&format=csv").content.decode("utf-8-sig"))))
    own = next(row for row in rows if row["id"] == "mat-ahhqwyw")
    assert (float(own["migration_barrier"]), own["migration_barrier_chemistry"]) == (0.475, "Mg")
    assert own["specific_capacity_chemistry"] == "Mg"
    assert float(own["specific_capacity"]) < 207
    other = next(row for row in rows if row["specific_capacity_chemistry"] not in ("", "Mg"))
    said = html.escape(label(CHEMISTRIES, other["specific_capacity_chemistry"]))
    shown = Material.objects.get(public_id=other["id"])
    [column] = [one for one in property_columns.PROPERTY_COLUMNS if one.key == STORES]
    cell = property_columns.cells([shown.pk], [column], {}, LIST_TYPES["cathodes"].filters)[shown.pk][STORES]
    assert said in " ".join(span.text for line in cell.lines for span in line)
    page = client.get(f"/materials/{other['id']}/").content.decode()
    assert said in page.split('class="key-figures"')[1].split("</dl>")[0]


@pytest.mark.parametrize(
    ("question", "allowed"),
    [
        ("chemistry=Li", {"Li", ""}),
        ("chemistry=Mg", {"Mg", ""}),
        ("chemistry=Mg-Li&chemistry=Li", {"Mg-Li", "Li", ""}),
        ("strict_mg=no_departure", {"Mg", ""}),
    ],
)
def test_a_question_about_a_chemistry_shows_values_of_no_other(client, question, allowed):
    columns = "columns=name,migration_barrier,specific_capacity,voltage,diffusion_coefficient"
    text = client.get(f"/materials/?{question}&{columns}&format=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    names = [name for name in rows[0] if name.endswith("_chemistry")]
    assert len(names) == 4
    assert {row[name] for row in rows for name in names} == allowed
    # without a value in a column there is nothing of it at all, not another chemistry's
    assert all(not row["specific_capacity"] or row["specific_capacity_chemistry"] for row in rows)
    page = client.get(f"/materials/?{question}&{columns}").content.decode()
    heads = re.findall(r"<th scope=\"col\" class=\"n shown\"[^>]*title=\"([^\"]*)\"[^>]*>(.*?)</th>", page, re.DOTALL)
    assert len(heads) == 4
    for title, head in heads:
        assert "Only values that answer what is asked of values" in title
        assert "only)" in head or "strict Mg)" in head


def test_an_excluded_chemistry_is_not_shown_and_what_is_of_no_stated_one_stays(client):
    columns = "columns=name,migration_barrier,specific_capacity"
    text = client.get(f"/materials/?chemistry_not=Mg-Li&{columns}&format=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["specific_capacity_chemistry"] for row in rows if row["specific_capacity"]} >= {"Mg"}
    assert "Mg-Li" not in {row["specific_capacity_chemistry"] for row in rows}


def test_the_facets_of_anatase_show_lithium_where_lithium_is_asked_for(client):
    """Anatase with (001) facets: Mg²⁺ 0.475 eV, Li⁺ 0.381 eV."""
    text = client.get("/cathodes/?chemistry=Li&columns=migration_barrier&format=csv").content.decode("utf-8-sig")
    own = next(row for row in csv.DictReader(io.StringIO(text)) if row["id"] == "mat-ahhqwyw")
    assert (float(own["migration_barrier"]), own["migration_barrier_chemistry"]) == (0.381, "Li")


@pytest.mark.sampled(2)
@pytest.mark.parametrize("question", ["chemistry=Li", "chemistry=Mg-Li", "chemistry_not=Mg", "strict_mg=no_departure"])
def test_memory_and_database_sort_by_what_is_shown_under_a_chemistry(question):
    data, rows = QueryDict(f"{question}&ordering=-{STORES}"), LIST_TYPES["cathodes"].rows()
    snapshot = Snapshot(snapshots.published_rows("cathodes"))
    Query(FILTER_SETS["cathodes"], QueryDict(f"ordering=-{STORES}"), rows, snapshot=snapshot).page(0, 500)
    kept = Query(FILTER_SETS["cathodes"], data, rows, snapshot=snapshot).page(0, 500)
    assert kept == Query(FILTER_SETS["cathodes"], data, rows).page(0, 500)
    two = QueryDict(f"{question}&ordering=-{STORES},name")
    plain = QueryDict(f"ordering=-{STORES},name")
    Query(FILTER_SETS["cathodes"], plain, rows, snapshot=snapshot).page(0, 500)
    kept = Query(FILTER_SETS["cathodes"], two, rows, snapshot=snapshot).page(0, 500)
    assert kept == Query(FILTER_SETS["cathodes"], two, rows).page(0, 500)
    shown = ListPage(LIST_TYPES["cathodes"], QueryDict(f"{question}&ordering=-{STORES}&columns={STORES}"))
    numbers = [row[1][1][1].data[STORES] for row in shown.rows] if shown.rows[0][1][1][1].data else []
    assert numbers == sorted(numbers, key=lambda one: (one is None, -(one or 0)))
