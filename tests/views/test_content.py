"""What pages say."""

import csv
import io
import json
import re

import pytest

from mgdb import review as reviewing
from mgdb.models import Cell, Material, Measurement, Report, Source
from mgdb.views.addresses import address

pytestmark = pytest.mark.django_db

QUESTION = {
    "property": "specific_capacity",
    "document": "10.1007/s40820-024-01495-1",
    "locator": "Table 1",
}
TABLE = "/compare/defect-engineered-cathodes/"


def text_of(response):
    """The page's text, tags taken out, blanks folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode())).replace("&nbsp;", " ")


def test_the_comparison_shows_every_material_with_typeset_name_and_factor(client):
    response = client.get(TABLE)
    html = response.content.decode()
    assert len(re.findall(r'<th scope="row"><span class="line"><a class="name" href="/materials/', html)) == 26
    assert html.count("<tbody id=") == 13
    assert "B-TiO<sub>2−<i>x</i></sub>" in html
    assert '<span class="factor">≈2.2×</span>' in html
    said = text_of(response)
    assert "at cycle 600 against 185" in said
    assert "≠ not comparableh current density 1000 against 100 mA g⁻¹, cycle number 800 against 100" in said
    assert "Not computed: current density 1000 against 100 mA g⁻¹, cycle number 800 against 100." in said
    assert said.count("not computed: no control in the group") == 3
    assert "26 materials in 13 groups, 54 values" in said
    assert "23 values drawn; not plotted: 28 measured in another step of the test (cycling); 3 suspect." in said
    asked = text_of(client.get(TABLE, {"suspect": "1"}))
    assert "24 values drawn; not plotted: 30 measured in another step of the test (cycling)." in asked


def test_the_values_of_a_comparison_can_be_saved_as_csv(client):
    response = client.get(f"{TABLE}?format=values")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 54
    assert {row["test_step"] for row in rows} == {"rate test", "cycling"}
    first = rows[0]
    assert (first["printed_value"], first["group"], first["role"]) == ("~48 mAh g⁻¹", "69", "control")


def test_a_value_shows_the_doubts_about_its_specimen_and_electrolyte(client):
    value = Measurement.objects.get(material__name="ZnMnO3", reports__printed_value="~45")
    assert not value.flags.exists()
    said = text_of(client.get(address(value.public_id)))
    assert "caution: electrolyte unclear About ZnMnO3: Discussed as a host for Mg2+" in said
    assert "suspect: electrolyte unclear About 0.5 M LiTfSA/DEME-TfSA: The table gives a lithium salt" in said


def test_a_value_that_was_read_in_its_own_paper_too_is_not_cited_as_quoted(client):
    [value] = [
        one
        for one in Measurement.objects.filter(source__bibtex_key="Roedern2017").prefetch_related("reports")
        if {report.document_id == one.source_id for report in one.reports.all()} == {True, False}
    ]
    assert "; as recorded in MgDB" in (page := text_of(client.get(address(value.public_id))))
    assert "as quoted by" not in page
    quoted = Measurement.objects.filter(source=value.source).exclude(reports__document=value.source).first()
    assert "as quoted by Guo et al. 2022" in text_of(client.get(address(quoted.public_id)))


def test_a_cell_of_a_csv_is_no_formula_for_a_spreadsheet(client, modified):
    Material.objects.filter(pk=modified.pk).update(strategy="=HYPERLINK(1)")
    rows = list(csv.DictReader(io.StringIO(client.get(f"{TABLE}?format=values").content.decode("utf-8-sig"))))
    assert {row["strategy"] for row in rows if row["material_id"] == modified.public_id} == {"'=HYPERLINK(1)"}


def test_any_two_materials_stand_side_by_side(client, modified):
    control = modified.controls.get().control
    response = client.get("/compare/", {"material": [modified.public_id, control.public_id]}, follow=True)
    assert response.redirect_chain == [(f"/compare/chosen/?ids={control.public_id},{modified.public_id}", 302)]
    assert "2 materials side by side" in text_of(response)
    assert "≈2.2×" in text_of(response)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/materials/?colour=red", 400, "colour: unknown parameter"),
        ("/materials/?page=99", 400, "there are pages 1 to"),
        ("/materials/?page=x", 400, "there are pages 1 to"),
        ("/materials/?ordering=shoe", 400, "shoe"),
        ("/compare/?material=mat-0000000", 400, "Only mat-0000000 is chosen; choose 2 to 12 to compare"),
        (f"{TABLE}?format=pdf", 400, "a comparison is shown as html or saved as csv, "),
        ("/compare/nothing/", 404, "There is no comparison “nothing”"),
        ("/plots/nothing/", 404, "“nothing” is not a plot"),
        ("/materials/mat-0000000/", 404, "No material has the id “mat-0000000”"),
        ("/defects/def-0000000/", 404, "No defect has the id"),
        ("/nowhere/", 404, "There is no page at this address"),
        ("/about/?x=1", 400, "unknown parameter"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_way_out(client, path, status, words):
    response = client.get(path)
    assert response.status_code == status
    assert words in text_of(response)


def test_a_withdrawn_record_says_why_at_its_address(client, review):
    measurement = Measurement.objects.published().first()
    reviewing.withdraw(measurement, "Read from the wrong row.", by=reviewing.OPERATOR, seen=measurement.revision)
    response = client.get(address(measurement.public_id))
    assert response.status_code == 410
    assert "Reason: Read from the wrong row." in text_of(response)


def test_an_unpublished_record_is_as_good_as_none(client, modified):
    Material.objects.filter(pk=modified.pk).update(status="draft")
    assert client.get(address(modified.public_id)).status_code == 404


def test_a_material_page_says_what_is_known_of_it(client, modified):
    response = client.get(address(modified.public_id))
    said = text_of(response)
    for words in (
        "Oxygen vacancy",
        "anionic vacancy",
        "Atomic substitution",
        "Specific capacity (cycling) ≈2.2×",
        "not reported:",
        "quoting",
    ):
        assert words in said
    assert '<link rel="stylesheet"' in response.content.decode()


def test_a_material_page_carries_its_values_as_json_ld(client, modified):
    html = client.get(address(modified.public_id)).content.decode()
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    data = json.loads(block)
    assert data["identifier"] == modified.public_id
    assert {"name": "specific capacity", "unitText": "mAh g⁻¹", "value": 106.0} in [
        {key: item[key] for key in ("name", "unitText", "value") if key in item} for item in data["additionalProperty"]
    ]


def test_nothing_in_a_record_can_end_a_data_block(client, modified):
    Material.objects.filter(pk=modified.pk).update(formula="</script><script>alert(1)</script>")
    html = client.get(address(modified.public_id)).content.decode()
    assert "<script>alert" not in html


def test_markup_in_a_record_is_shown_and_not_obeyed(client, modified):
    Material.objects.filter(pk=modified.pk).update(name="<b>x</b>", markup="", strategy="<s>y</s>", remarks="<u>z</u>")
    for path in (address(modified.public_id), TABLE, "/materials/"):
        html = client.get(path).content.decode()
        assert not re.search(r"<b>x|<s>y|<s><i>y|<u>z", re.sub(r"<script type=.*?</script>", "", html, flags=re.S))


def test_the_theoretical_capacity_is_that_of_the_ion_and_number_asked_for(client):
    material = Material.objects.published().filter(formula="VS4").first()
    # z·x·F/(3.6·M) with M = 50.942 + 4 × 32.06 = 179.18: 2 × 26801.48 / 179.18 = 299.2; filled: + 24.305 → 263.4
    example = text_of(client.get(address(material.public_id)))
    assert "As an example, not a claim of the source" in example
    assert "299.2 mAh g−1" in example.replace("\u00a0", " ")
    assert "263.4 mAh g−1" in example.replace("\u00a0", " ")
    asked = text_of(client.get(address(material.public_id), {"x": "2", "ion": "Li+"}))
    assert "As an example" not in asked
    assert "299.2 mAh g−1" in asked.replace("\u00a0", " ")


@pytest.mark.parametrize("query", [{"x": "abc"}, {"x": "-1"}, {"x": "nan"}, {"x": "1e9"}, {"ion": "Xe+"}])
def test_a_capacity_of_nonsense_is_refused(client, modified, query):
    assert client.get(address(modified.public_id), query).status_code == 400


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("VS4", "VS₄"),
        ("VS₄", "VS₄"),
        ("oxygen vacancy", "B-TiO₂₋ₓ"),
        ("APC", "0.4 M APC/THF"),
        ("S4V", "VS₄"),
        ("https://doi.org/10.1007/S40820-024-01495-1", "Fan et al. 2025"),
        ("oxygen vacncy", "Did you mean"),
    ],
)
def test_the_search_finds_what_people_type(client, asked, found):
    from mgdb.science import typeset

    html = re.sub(r"</?mark>", "", client.get("/search/", {"q": asked}).content.decode())
    assert found in html or typeset.html(found) in html


def test_a_public_id_leads_straight_to_its_record(client, modified):
    response = client.get("/search/", {"q": modified.public_id})
    assert (response.status_code, response["Location"]) == (302, address(modified.public_id))


@pytest.mark.parametrize("asked", ["", "   ", "\0", "%", "_", "'; drop table", "x" * 300, "(", "mat-", "🧪"])
def test_the_search_takes_anything(client, asked):
    assert client.get("/search/", {"q": asked}).status_code == 200


def test_a_list_says_its_question_and_counts_what_it_shows(client):
    response = client.get("/measurements/", QUESTION)
    assert "54 measurements of specific capacity" in text_of(response)
    assert response.content.decode().count("<tr>") == 1 + 50
    assert "Page 1 of 2" in text_of(response)


def test_the_source_page_holds_everything_read_from_it(client, review):
    said = text_of(client.get(address(review.public_id)))
    reports = Report.objects.filter(document=review, measurement__status="published")
    values = Measurement.objects.filter(reports__in=reports).distinct().count()
    assert f"Extracted from this document {values} values in {reports.count()} places" in said
    assert f"Table 1 {reports.at('Table 1').count()} " in said
    assert "misprinted" in said


def test_a_place_has_no_column_in_which_nothing_stands(client):
    page = client.get(address(Source.objects.get(doi="10.1002/smll.202106981").public_id)).content.decode()
    tables = re.findall(r"<thead>.*?</thead>", page, re.S)
    heads = [re.findall(r'<th scope="col">(.*?)</th>', table) for table in tables]
    assert ["Property", "As reported", "Material or cell"] in heads
    assert ["Property", "As reported", "Material or cell", "Cites"] in heads


def test_a_value_in_doubt_is_marked_on_the_page_of_its_document(client):
    flagged = Report.objects.filter(measurement__status="published", measurement__flags__severity="suspect").first()
    page = client.get(address(flagged.document.public_id)).content.decode()
    assert '<span class="flag suspect" title=' in page


def test_the_vocabulary_has_an_anchor_for_each_key(client):
    from mgdb.science import conditions, properties, vocabulary

    html = client.get("/vocabulary/").content.decode()
    ids = set(re.findall(r'id="([^"]+)"', html))
    assert "dimensionless" in html  # where there is no unit
    assert not re.search(r'<td class="nowrap">\s*</td>', html)
    assert set(properties.PROPERTIES) <= ids
    assert {f"defects-{term.key}" for term in vocabulary.DEFECT_KINDS} <= ids
    assert {f"condition-{key}" for key in conditions.CONDITIONS} <= ids


def test_a_change_is_told_in_the_history(client, modified):
    modified.morphology = "thin sheets"
    modified.save()
    said = text_of(client.get(address(modified.public_id)))
    assert "morphology from “ultrathin porous nanosheets” to “thin sheets”" in said


@pytest.mark.parametrize("path", ["/cathodes", "/electrolytes", "/anodes"])
def test_a_record_under_its_role_leads_to_its_one_address(client, modified, path):
    response = client.get(f"{path}/{modified.public_id}/")
    assert (response.status_code, response["Location"]) == (301, address(modified.public_id))


def test_what_a_cell_does_not_state_is_one_row(client):
    """A cell that a review quotes states two of a dozen things: those are seen, the others named together."""
    cell = Cell.objects.published().filter(counter_electrode="", collector="", electrolyte__isnull=False).first()
    facts = (
        client.get(address(cell.public_id)).content.decode().partition('<dl class="facts">')[2].partition("</dl>")[0]
    )
    labels = [one.strip() for one in re.findall(r"<dt>(.*?)</dt>", facts, re.DOTALL)]
    assert "Electrolyte" in labels
    assert "Counter electrode" not in labels
    assert labels.count("Not stated") == 1
    [words] = re.findall(r'<dd class="soft">\s*(.*?)\s*</dd>', facts, re.DOTALL)
    assert {"counter electrode", "current collector"} <= {*words.split(", ")}
    assert len(labels) == len(set(labels))


def test_who_used_a_form_is_led_back_to_it_with_what_was_not_in_fault(client):
    answer = client.get("/measurements/?property=specific_capacity&page=2&nonsense=1")
    assert answer.status_code == 400
    first = re.search('<main.*?<a href="([^"]*)"', answer.content.decode(), re.DOTALL)[1]
    assert first == "?property=specific_capacity&amp;page=2"
    assert client.get("/measurements/" + first.replace("&amp;", "&")).status_code == 200
