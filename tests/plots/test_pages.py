"""Pages of plots: filters, options, files; the same answer as the API."""

import csv
import io
import json

import pytest

from mgdb import plots, tasks
from mgdb.models import Measurement

pytestmark = pytest.mark.django_db
SLUGS = list(plots.plots())
LISTS = ("", "/measurements/", "/materials/", "/electrolytes/")


@pytest.mark.sampled(4)
@pytest.mark.parametrize("slug", SLUGS)
def test_page_and_api_draw_the_same_figure_and_tell_the_same_of_it(client, slug):
    page = client.get(f"/plots/{slug}/")
    answer = json.loads(client.get(f"/api/v1/plots/{slug}/").content)
    drawing = page.context["drawing"]
    if drawing is None:
        assert answer["figure"] is None
        assert page.context["reason"] == answer["account"]
        return
    figure = json.loads(client.get(f"/plots/{slug}/?format=json").content)
    for trace in figure["data"]:
        if trace["type"] == "heatmap":  # its cells lead to lists
            assert all(data[1].partition("?")[0] in LISTS for line in trace["customdata"] for data in line)
            continue
        for data in trace.get("customdata", []):
            assert data[1].startswith(("/measurements/", "/curves/", "/pairs/"))
    assert figure == answer["figure"]
    assert (answer["account"], answer["note"], answer["key"]) == (drawing.account, drawing.note or None, drawing.key)
    assert [table["title"] for table in answer["tables"]] == [table.title for table in drawing.tables]
    assert set(answer["options"]) == {option.key for option in plots.options_of(plots.get(slug))}
    said = page.content.decode()
    assert drawing.account.split(";")[0] in said


def test_the_list_of_plots_names_their_options(client):
    rows = json.loads(client.get("/api/v1/plots/").content)["results"]
    [arrhenius] = [row for row in rows if row["slug"] == "arrhenius"]
    form, at, chemistry, axis_limits = arrhenius["options"]
    assert (chemistry["key"], chemistry["default"]) == ("chemistry", "magnesium")
    assert axis_limits["key"] == "range"
    assert [choice["value"] for choice in form["choices"]] == ["sigma", "sigmaT"]
    assert (at["key"], at["unit"], at["default"], at["choices"]) == ("at_celsius", "°C", "25", [])


@pytest.mark.sampled(4)
@pytest.mark.parametrize("slug", SLUGS)
def test_the_csv_holds_a_line_for_each_value_that_is_drawn(client, slug):
    drawing = client.get(f"/plots/{slug}/").context["drawing"]
    answer = client.get(f"/plots/{slug}/?format=csv")
    if drawing is None:
        assert answer.status_code == 400
        return
    assert answer["Content-Disposition"] == f'attachment; filename="mgdb-{slug}.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    if drawing.lines:
        assert len(rows) == len(drawing.lines)
        assert all(row["address"].startswith("http://testserver/") for row in rows)
        return
    assert [row["id"] for row in rows] == [item.point.id for item in drawing.drawn]
    x = next(name for name in rows[0] if name.startswith("x: "))
    assert [float(row[x]) for row in rows] == [item.x for item in drawing.drawn]
    assert all(row["address"].startswith("http://testserver/measurements/mea-") for row in rows)


def test_a_filter_narrows_the_plot_and_stands_in_words(client):
    everything = client.get("/plots/arrhenius/").context["drawing"]
    page = client.get("/plots/arrhenius/?electrolyte_class=polymer&origin=&q=")
    drawn = page.context["drawing"].drawn
    assert 0 < len(drawn) < len(everything.drawn)
    assert {item.point.electrolyte_class for item in drawn} == {"solid polymer electrolyte"}
    said = page.content.decode()
    assert "in electrolytes of class solid polymer electrolyte" in said
    assert '<input type="hidden" name="electrolyte_class" value="polymer">' in said
    answer = json.loads(client.get("/api/v1/plots/arrhenius/?electrolyte_class=polymer").content)
    assert [one["measurement"] for one in answer["drawn"]] == [item.point.id for item in drawn]


def test_a_filter_without_a_field_is_kept_by_the_form(client):
    said = client.get("/plots/rate/?locator=Table+1&ion=Mg2%2B&ion=Li%2B").content.decode()
    assert '<input type="hidden" name="locator" value="Table 1">' in said
    assert said.count('<input type="hidden" name="ion"') == 2


def test_one_value_is_a_value_and_not_values(client):
    point = next(item.point for item in client.get("/plots/rate/").context["drawing"].drawn)
    row = Measurement.objects.get(public_id=point.id)
    query = f"?material={point.material}&value_min={row.value}&value_max={row.value}&property={row.property_key}"
    said = client.get(f"/plots/rate/{query}").content.decode()
    assert "The value of the plot as a table" in said
    assert "1 values" not in said


def test_without_javascript_a_temperature_is_read_by_the_form(client):
    page = client.get("/plots/arrhenius/?at_celsius=400")
    said = page.content.decode()
    assert "Conductivity at 400\u00a0°C" in said
    assert 'name="at_celsius" type="text" inputmode="decimal" value="400"' in said


def test_the_list_of_plots_counts_what_each_draws_and_says_why_one_draws_nothing(client):
    tasks.refresh_pictures()
    page = client.get("/plots/")
    shown = {plot.SLUG: one.values for plot, one in page.context["shown"]}
    drawn = client.get("/plots/rate/").context["drawing"].drawn
    assert shown["rate"] == f"{len(drawn)} values"
    for plot, one in page.context["empty"]:
        assert client.get(f"/plots/{plot.SLUG}/").context["reason"] == one.reason
    assert "plotly" not in page.content.decode()


@pytest.mark.parametrize("chemistry", ["magnesium", "Li", "all"])
def test_page_api_and_files_show_the_same_battery_chemistry(client, chemistry):
    """mea-d0fegv2 and mea-nbaewkp are of lithium and sodium, mea-1r61115 is of a dual-salt electrolyte."""
    query = f"ranked=ionic_conductivity&chemistry={chemistry}"
    drawn = client.get(f"/plots/records/?{query}").context["drawing"].drawn
    answer = json.loads(client.get(f"/api/v1/plots/records/?{query}").content)
    rows = list(
        csv.DictReader(io.StringIO(client.get(f"/plots/records/?{query}&format=csv").content.decode("utf-8-sig")))
    )
    found = [item.point.id for item in drawn]
    assert [one["measurement"] for one in answer["drawn"]] == [row["id"] for row in rows] == found
    assert ("mea-d0fegv2" in found) == (chemistry != "magnesium")
    assert ("mea-nbaewkp" in found) == (chemistry == "all")
    assert answer["options"] == {"ranked": "ionic_conductivity", "chemistry": chemistry, "range": "bulk"}


def test_what_the_flag_calls_impossible_is_no_record(client):
    """Cu-S5HHTP (mea-7t1fxzp): 15 electrons where nine exist."""
    drawing = client.get("/plots/records/?ranked=specific_capacity").context["drawing"]
    assert "mea-7t1fxzp" not in {item.point.id for item in drawing.drawn}
    assert dict(drawing.left_out)["suspect"] >= 1


def test_the_rule_of_strict_mg_stands_where_it_is_asked(client):
    for address in ("/plots/rate/", "/measurements/", "/methods/"):
        said = client.get(address).content.decode()
        assert "no counter electrode that is not magnesium" in said
        assert "an aprotic electrolyte in which no other cation is known" in said


@pytest.mark.parametrize("query", ["format=bib", "format=csv&show=x", "nonsense=1", "at_celsius=hot"])
def test_what_cannot_be_answered_is_refused_by_name(client, query):
    answer = client.get(f"/plots/rate/?{query}")
    assert answer.status_code == 400
    assert query.split("&")[-1].split("=")[0] in answer.content.decode()


def test_a_figure_that_is_large_stands_at_its_own_address(client, monkeypatch):
    small = client.get("/plots/arrhenius/?q=Mg").content.decode()
    assert "data-address" not in small
    monkeypatch.setattr("mgdb.views.plots.MOST_IN_PAGE", 100)
    page = client.get("/plots/arrhenius/?chemistry=all&q=Mg")
    content = page.content.decode()
    address = "?chemistry=all&amp;q=Mg&amp;format=json"
    assert f'data-address="{address}"></script>' in content
    assert f'<link rel="preload" as="fetch" crossorigin href="{address}">' in content
    figure = json.loads(client.get("/plots/arrhenius/?chemistry=all&q=Mg&format=json").content)
    assert figure == json.loads(json.dumps(page.context["drawing"].figure))


@pytest.mark.parametrize("query", ["", "?chemistry=all&range=all&origin=measured"])
def test_the_values_of_a_plot_are_listed_with_its_question(client, query):
    page = client.get(f"/plots/arrhenius/{query}")
    listed = page.context["listed"]
    assert listed.replace("&", "&amp;") in page.content.decode()
    assert ("origin=measured" in listed, "range" in listed) == ("origin" in query, False)
    assert client.get(listed).status_code == 200
    assert client.get("/plots/coverage/").context["listed"] == ""


def test_values_to_be_marked_leave_figure_files_and_list_as_they_are(client):
    bare = client.get("/plots/rate/")
    marked = [bare.context["drawing"].drawn[3].point.id, "mea-0000000"]
    page = client.get(f"/plots/rate/?highlight={','.join(marked).upper()}")
    said = page.content.decode()
    assert page.context["drawing"].figure == bare.context["drawing"].figure
    assert f'data-highlight="{",".join(marked)}"' in said
    assert page.context["absent"] == ["mea-0000000"]
    assert "is not among the values that are drawn here" in said
    assert page.context["exports"] == bare.context["exports"]
    assert page.context["listed"] == bare.context["listed"]
    assert page.context["api"] == bare.context["api"]
    assert said.count('<tr class="here">') == 1
    large = client.get(f"/plots/records/?highlight={marked[0]}").context["fetched"]
    assert "highlight" not in large


@pytest.mark.parametrize("asked", ["x", "mat-7h3k9qa", "mea-<script>", ",".join(["mea-0000000"] * 51)])
def test_what_is_no_value_cannot_be_marked(client, asked):
    page = client.get("/plots/rate/", {"highlight": asked})
    assert page.status_code == 400
    assert "highlight" in page.content.decode()
    assert "<script>" not in page.content.decode().split("<main")[1].split("</main")[0].replace("<script ", "")
