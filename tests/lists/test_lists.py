"""The lists: what is on screen, in words, in the address, and in a file."""

import csv
import io
import json
import re
from itertools import product

import openpyxl
import pytest
from django.http import QueryDict

from mgdb import search
from mgdb.lists import LIST_TYPES, ListPage, export
from mgdb.lists.highlight import highlight
from mgdb.lists.list_page import MOST_COLUMNS, PAGE_SIZE
from mgdb.models import Flag, Material, Measurement
from mgdb.science import typeset
from tests.statements import statements

pytestmark = pytest.mark.django_db
QUESTION = "property=specific_capacity&value_min=0.05&unit=Ah g⁻¹&ordering=-value&current_density_unit=A g⁻¹"
COLUMNS = "columns=property,value,material,current_density,source"


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode())).replace("\N{NO-BREAK SPACE}", " ")


def asked(**parameters):
    data = QueryDict(mutable=True)
    for name, value in parameters.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def ids_on_screen(client, path):
    """Ids of the rows, page after page, as the links of the second cell (the value) or the first say."""
    found, address = [], path
    while address:
        html = client.get(address).content.decode()
        body = html[html.index("<tbody>") :]
        for row in body.split("<tr>")[1:]:
            found.append(re.search(r'href="/measurements/(mea-\w+)/"', row)[1])
        following = re.search(r'rel="next" href="([^"]+)"', html)
        address = "/measurements/" + following[1].replace("&amp;", "&") if following else ""
    return found


def test_the_question_stands_in_words_and_each_condition_can_be_taken_out(client):
    response = client.get("/cathodes/?structure_family=layered&structure_family=spinel&year_min=2015")
    said = text_of(response)
    assert re.search(r"\d+ cathodes published in 2015 or later, of structure family layered or spinel", said)
    html = response.content.decode()
    assert 'href="?year_min=2015"><span>of structure family' in html
    assert 'href="?structure_family=layered&amp;structure_family=spinel"><span>published in 2015' in html


def test_what_is_found_is_marked_also_across_subscripts(client):
    assert "<mark>VS</mark><sub><mark>4</mark></sub>" in client.get("/materials/?q=vs4").content.decode()


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("VS4", ("vs4",), "<mark>VS</mark><sub><mark>4</mark></sub>"),
        ("Müller & co", ("muller",), "<mark>Müller</mark> &amp; co"),
        ("a & b", ("amp",), "a &amp; b"),
        ("γ-MnO2", ("δ-mno2",), "γ-MnO<sub>2</sub>"),
        ("<b>", ("b",), "&lt;<mark>b</mark>&gt;"),
        ("Mo", (), "Mo"),
    ],
)
def test_marks_add_nothing_but_marks(text, words, expected):
    assert highlight(typeset.html(text), words) == expected


def test_columns_are_chosen_by_the_address_and_the_first_always_stays(client):
    html = client.get("/materials/?columns=molar_mass&columns=year,defects").content.decode()
    heads = re.findall(r"<th scope=\"col\"[^>]*>(?:<a[^>]*>)?([^<]+)", html)
    assert heads == ["Name", "Molar mass (g mol⁻¹)", "Defects", "Year"]


@pytest.mark.sampled(2)
@pytest.mark.parametrize("key", LIST_TYPES)
def test_a_list_can_be_sorted_by_every_column_that_says_so(key):
    list_type = LIST_TYPES[key]
    total = list_type.rows().count()
    for column in list_type.columns:
        if not column.order:
            continue
        for ordering in (column.order, f"-{column.order}"):
            list_page = ListPage(list_type, asked(ordering=ordering), with_page=False)  # its rows are shown alike
            assert list_page.sorted_by == (column.order, ordering.startswith("-"))
            shown = [row.pk for row in list_page.query.queryset[:PAGE_SIZE]]
            assert len(set(shown)) == len(shown) == min(PAGE_SIZE, total)
    unsorted = [column.key for column in list_type.columns if column.order not in list_type.filters.orderings]
    assert set(unsorted) <= {"conditions"}  # which are several; each has a column of its own


@pytest.mark.parametrize("key", LIST_TYPES)
def test_a_list_needs_few_queries_and_bytes_with_all_columns(client, key):
    columns = ",".join(column.key for column in LIST_TYPES[key].columns[:MOST_COLUMNS])
    with statements(most=12):
        response = client.get(f"/{key}/", {"columns": columns})
    assert response.status_code == 200
    assert len(response.content) < 160_000


def test_the_part_of_the_page_is_the_page_without_its_frame(client):
    whole = client.get("/phases/?elements_all=Mg")
    part = client.get("/phases/?elements_all=Mg", headers={"HX-Request": "true"})
    assert "HX-Request" in whole["Vary"]
    assert "HX-Request" in part["Vary"]
    assert part.content.decode().strip() in whole.content.decode()
    assert b"<html" not in part.content


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/materials/?columns=nme", "nme” is not a column; did you mean name"),
        ("/measurements/?columns=" + ",".join(c.key for c in LIST_TYPES["measurements"].columns), "at most 16 columns"),
        ("/materials/?picker=some", "choose from all, any, none"),
        ("/materials/?more=colour", "is not a facet"),
        ("/materials/?format=pdf", f"choose from {', '.join(LIST_TYPES['materials'].files)}"),
        ("/materials/?page=0", "start at page=1"),
        ("/materials/?page=²", "start at page=1"),
        ("/measurements/?property=voltage&value_min=2x5e-5", "write for example"),
        ("/measurements/?counter=mg", "mg_metal"),
        ("/cathodes/?year=19x", "whole number"),
    ],
)
def test_what_cannot_be_answered_names_parameter_value_and_way_out(client, path, told):
    response = client.get(path)
    assert response.status_code == 400
    assert told in text_of(response)


def test_an_empty_list_says_which_condition_to_drop(client):
    response = client.get("/cathodes/?structure_family=spinel&elements_all=S,V,Ti")
    assert "none without the condition of structure family spinel" in text_of(response)
    html = response.content.decode()
    count = ListPage(LIST_TYPES["cathodes"], asked(structure_family="spinel")).total
    assert f'<a href="?structure_family=spinel">{count} without the condition <em>with S and V and Ti</em></a>' in html


# ---- files
def test_a_csv_holds_the_rows_of_the_screen_in_their_order_and_units(client):
    path = f"/measurements/?{QUESTION}&{COLUMNS}"
    response = client.get(f"{path}&format=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == ids_on_screen(client, path)
    assert len(rows) > 50
    assert {row["unit"] for row in rows} == {"Ah g⁻¹"}
    assert "current_density_A_per_g" in rows[0]
    assert list(rows[0])[:3] == ["id", "address", "property"]
    assert float(rows[0]["value_max"]) == Measurement.objects.get(public_id=rows[0]["id"]).high / 1000
    html = client.get(path).content.decode()
    assert "Ah g<sup>−1</sup>" in html
    assert "mAh g<sup>−1</sup>" not in html


def _as_text(value):
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_xlsx_and_json_hold_what_the_csv_holds(client):
    path = f"/measurements/?{QUESTION}&{COLUMNS}&format="
    rows = list(csv.reader(io.StringIO(client.get(path + "csv").content.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(client.get(path + "xlsx").content))
    sheet = [[_as_text(cell) for cell in line] for line in book["data"].iter_rows(values_only=True)]
    assert sheet == [[re.sub(r"^(-?\d+)\.0$", r"\1", cell) for cell in line] for line in rows]
    about = {line[0]: line[1] for line in book["about"].iter_rows(values_only=True)}
    assert about["MgDB"].endswith("measurements of specific capacity, at least 0.05 Ah g⁻¹")
    assert "property=specific_capacity" in about["address"]
    data = json.loads(client.get(path + "json").content)
    assert data["count"] == len(data["rows"]) == len(rows) - 1
    assert data["columns"] == rows[0]
    plain = [[_as_text(row[name]) for name in data["columns"]] for row in data["rows"]]
    assert plain == rows[1:]


@pytest.mark.parametrize(("file_format", "key"), [("bib", r"^@\w+\{(\w+),"), ("ris", r"^ID  - (\w+)\r?$")])
def test_a_bibliography_holds_each_source_of_the_rows_once(client, file_format, key):
    text = client.get(f"/cathodes/?structure_family=layered&format={file_format}").content.decode()
    found = re.findall(key, text, re.MULTILINE)
    rows = Material.objects.published().with_role("cathode")
    layered = search.Query(search.FILTER_SETS["cathodes"], QueryDict("structure_family=layered"), rows).queryset
    assert found == list(dict.fromkeys(layered.values_list("source__bibtex_key", flat=True)))
    assert len(found) == len(set(found)) > 3


def test_a_text_of_a_record_is_no_formula_of_a_spreadsheet(client):
    row = Material.objects.published().with_role("cathode").first()
    Material.objects.filter(pk=row.pk).update(strategy="=cmd|' /C calc'!A0", name="+SUM(A1)")
    rows = csv.DictReader(io.StringIO(client.get("/cathodes/?format=csv").content.decode("utf-8-sig")))
    [found] = [line for line in rows if line["id"] == row.public_id]
    assert (found["strategy"], found["name"]) == ("'=cmd|' /C calc'!A0", "'+SUM(A1)")


@pytest.mark.sampled(8)
@pytest.mark.parametrize(("key", "file_format"), list(product(LIST_TYPES, LIST_TYPES["materials"].files)))
def test_every_list_can_be_saved_in_every_format_that_it_offers(client, key, file_format):
    """Phases have no sources: a bibliography of them would be empty."""
    response = client.get(f"/{key}/?format={file_format}")
    if file_format not in LIST_TYPES[key].files:
        assert (key, file_format in ("bib", "ris"), response.status_code) == ("phases", True, 400)
        assert client.get(f"/api/v1/{key}/?format={file_format}").status_code == 400
        assert f"format={file_format}" not in client.get(f"/{key}/").content.decode()
        return
    assert response.status_code == 200
    if file_format in ("bib", "ris"):
        assert re.search(rb"^(@\w+\{|ID  - )[A-Z][A-Za-z]+[0-9]{4}[a-z]?\b", response.content, re.MULTILINE)
    assert response["Content-Disposition"] == f'attachment; filename="mgdb-{key}.{file_format}"'
    if file_format == "json":
        assert json.loads(response.content)["count"] == ListPage(LIST_TYPES[key], QueryDict("")).total


@pytest.mark.parametrize("key", LIST_TYPES)
def test_page_and_api_count_alike(client, key):
    question = "" if key in ("sources", "statements", "phases") else "year_min=2015"
    listed = ListPage(LIST_TYPES[key], QueryDict(question))
    assert client.get(f"/api/v1/{key}/?{question}&page_size=1&fields=id").json()["count"] == listed.total
    assert listed.api_address.startswith(f"/api/v1/{key}/")
    assert client.get(listed.api_address).status_code == 200


def test_a_long_file_is_asked_for_on_a_page_of_its_own(client, monkeypatch):
    monkeypatch.setattr(export, "AT_ONCE", 10)
    response = client.get("/cathodes/?structure_family=layered&format=xlsx")
    assert response.status_code == 302
    page = client.get(response["Location"])
    assert "cathodes of structure family layered: that takes a while" in text_of(page)
    assert "csrfmiddlewaretoken" in page.content.decode()


@pytest.mark.parametrize("query", ["", "list=cathodes&format=pdf", "list=x&format=csv", "list=cathodes&format=csv&a=1"])
def test_a_file_that_cannot_be_is_refused(client, query):
    assert client.get(f"/exports/?{query}").status_code == 400


def test_a_file_that_is_gone_is_told(client):
    assert client.get("/exports/abc/").status_code == 404
    assert client.get("/exports/abc/file").status_code == 404


# ---- search and suggestions
def test_a_search_without_a_hit_needs_at_most_twelve_queries(client):
    for text in ("zzzz qqqq", "oxygen vacncy", "magnesuim borohydrde", "VS4", "mg"):
        with statements(most=12):
            assert client.get("/search/", {"q": text}).status_code == 200


def test_suggestions_are_grouped_by_kind_and_lead_to_records(client):
    groups = client.get("/search/suggestions/", {"q": "vs4"}).json()["groups"]
    titles = [group["title"] for group in groups]
    assert titles[0] == "Materials"
    first = groups[0]["items"][0]
    assert "<mark>VS</mark><sub><mark>4</mark></sub>" in first["html"]
    assert re.fullmatch(r"/materials/mat-\w{7}/", first["href"])
    assert client.get(first["href"]).status_code == 200
    [named] = [group for group in client.get("/search/suggestions/", {"q": "conduct"}).json()["groups"]
               if group["title"] == "Values"]  # fmt: skip
    assert "/measurements/?property=ionic_conductivity" in [item["href"] for item in named["items"]]


@pytest.mark.parametrize("text", ["", "a", "\0", "%", "<script>", "x" * 5000, "'"])
def test_suggestions_take_anything(client, text):
    assert client.get("/search/suggestions/", {"q": text}).status_code == 200
    assert client.get("/search/suggestions/", {"w": text}).status_code == 400


# ---- groups
@pytest.mark.sampled(4)
@pytest.mark.parametrize("group", LIST_TYPES["measurements"].filters.groups)
def test_rows_stand_in_groups_that_go_on_over_pages(group):
    """Each group is one run of rows, its count is that of its rows, and the sum is that of the list."""
    first = ListPage(LIST_TYPES["measurements"], asked(group=group))
    pages = [ListPage(LIST_TYPES["measurements"], asked(group=group, page=str(n))) for n in range(1, first.pages + 1)]
    seen: dict[str, int] = {}
    totals: dict[str, int] = {}
    runs = []
    for one in pages:
        assert group == "property" or group not in [column.key for column in one.columns]  # the headings say it
        for body in one.bodies:
            seen[body.label] = seen.get(body.label, 0) + len(body.rows)
            totals[body.label] = body.total
            if not runs or runs[-1] != body.label:
                runs.append(body.label)
    assert len(runs) == len(set(runs))
    assert seen == totals
    assert sum(seen.values()) == first.total


def test_a_group_is_what_its_column_says():
    shown = ListPage(
        LIST_TYPES["measurements"],
        asked(group="electrolyte_class", property="ionic_conductivity", columns="value,electrolyte_class"),
    )
    assert len(shown.bodies) > 1
    for body in shown.bodies:
        said = {cell.spans[0].text if cell else "none given" for _, row in body.rows for column, cell in row
                if column.key == "electrolyte_class"}  # fmt: skip
        assert said == {body.label}


@pytest.mark.parametrize(("key", "group"), [("measurements", "colour"), ("cathodes", "phase")])
def test_a_group_that_is_none_is_told(client, key, group):
    response = client.get(f"/{key}/", {"group": group})
    assert response.status_code == 400
    assert f"“{group}” is not a group" in text_of(response)


# ---- conditions as columns
def test_conditions_that_a_property_needs_are_columns_with_their_unit(client):
    html = client.get("/measurements/?property=specific_capacity&current_density_unit=A g⁻¹").content.decode()
    heads = [re.sub(r"<[^>]+>", "", one).strip() for one in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', html, re.S)]
    assert heads[:2] == ["Value", "Material or cell"]
    assert {"Current density A g⁻¹", "Cycle number", "Test step"} < set(heads)
    assert "Property" not in heads  # the question says it
    assert "Supercell" not in heads
    in_file = client.get("/measurements/?property=specific_capacity&format=csv").content.decode("utf-8-sig")
    assert {"current_density_mA_per_g", "cycle_number", "test_step"} < set(in_file.split("\r\n", 1)[0].split(","))


def test_what_is_not_reported_is_a_quiet_sign_with_words(client):
    html = client.get("/measurements/?columns=value,temperature&temperature=not_reported").content.decode()
    assert '<span class="quiet" title="not reported"><span aria-hidden="true">n.r.</span>' in html
    assumed = client.get("/measurements/?columns=value,temperature&property=ionic_conductivity").content.decode()
    assert re.search(r'title="25\s°C \(assumed\)"><span aria-hidden="true">25<sup>\*</sup>', assumed)


@pytest.mark.parametrize(("severity", "sign"), [("caution", "⚠"), ("suspect", "suspect")])
def test_a_value_in_doubt_says_so_beside_its_number_and_why(client, severity, sign):
    row = Measurement.objects.published().filter(flags=None, material__flags=None).first()
    Flag.objects.create(code="implausible", severity=severity, reason="The unit is lost.", measurement=row)
    page = ListPage(LIST_TYPES["measurements"], asked(material=row.material.public_id))
    [cell] = [{column.key: cell for column, cell in cells}["value"] for one, cells in page.rows if one.pk == row.pk]
    assert len(cell.lines) == 1  # the row is no higher for it
    html = client.get("/measurements/", {"material": row.material.public_id}).content.decode()
    [mark] = re.findall(rf'<a class="flag {severity}" href="/measurements/{row.public_id}/"[^>]*>.*?</a>', html)
    assert f'title="{severity}: The unit is lost."' in mark
    assert sign in mark
    assert severity in re.sub("<[^>]*>", "", mark)  # for who hears the page


@pytest.mark.parametrize(
    ("key", "question", "column", "first"),
    [
        ("cathodes", {}, "specific_capacity", "-specific_capacity"),
        ("measurements", {"property": "specific_capacity"}, "value", "-value"),
        ("measurements", {"property": "activation_energy"}, "value", "value"),
        ("measurements", {}, "material", "material"),
        ("measurements", {"property": "specific_capacity"}, "cycle_number", "-cycle_number"),
        ("materials", {"columns": "name,year"}, "year", "-year"),
        ("materials", {"columns": "name,molar_mass"}, "molar_mass", "-molar_mass"),
        ("materials", {}, "name", "name"),
    ],
)
def test_the_first_click_sorts_best_first_highest_first_or_from_a_to_z_and_the_second_turns_it(
    key, question, column, first
):
    def link(**more):
        page = ListPage(LIST_TYPES[key], asked(**question, **more))
        return next((href, state) for one, href, state in page.headings if one.key == column)

    href, state = link()
    assert f"ordering={first}" in href.split("&")[-1] or f"ordering={first}&" in href + "&"
    assert state == ""
    href, state = link(ordering=first)
    assert state == ("descending" if first.startswith("-") else "ascending")
    turned = first.removeprefix("-") if first.startswith("-") else f"-{first}"
    assert f"ordering={turned}" in href


def test_of_a_property_of_moving_ions_the_list_says_which_ion():
    for key, column in (("ionic_conductivity", "carrier_cations"), ("migration_barrier", "ion")):
        page = ListPage(LIST_TYPES["measurements"], asked(property=key))
        assert column in [one.key for one in page.columns]


@pytest.mark.parametrize(
    ("key", "question"), [("cathodes", "property=voltage"), ("electrolytes", ""), ("measurements", ""), ("pairs", "")]
)
def test_no_column_of_a_page_is_empty_but_what_is_asked_for(key, question):
    page = ListPage(LIST_TYPES[key], QueryDict(question))
    for place, column in enumerate(page.columns):
        assert any(cells[place][1] for _, cells in page.rows) or column.key == "voltage", column.key


def test_a_property_that_the_rows_have_no_value_of_leaves_its_column_and_comes_back_when_chosen():
    question = "property=voltage&without_property=specific_capacity"
    keys = [column.key for column in ListPage(LIST_TYPES["cathodes"], QueryDict(question)).columns]
    assert "voltage" in keys
    assert "specific_capacity" not in keys
    chosen = ListPage(LIST_TYPES["cathodes"], QueryDict(f"{question}&columns=specific_capacity"))
    assert [column.key for column in chosen.columns] == ["name", "specific_capacity"]
