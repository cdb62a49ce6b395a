"""Pages of comparisons: chosen ones, columns and layout, refusals, citing, size and queries."""

import re

import pytest

from mgdb import compare
from mgdb.models import Comparison, Material, Measurement
from tests.corpus import ids
from tests.statements import statements
from tests.views.test_every_page import check

pytestmark = pytest.mark.django_db

TABLE = "/compare/defect-engineered-cathodes/"


def headings(html):
    found = re.findall(r'<th scope="col"(?: class="[a-z ]+")?>(.*?)(?:<span|</th>)', html)
    return [re.sub(r"<[^>]+>", "", text) for text in found]


def names_in_order(html):
    table = html[html.index('<table class="data compare') :]
    headers = "".join(re.findall(r'<th scope="(?:row|col)".*?</th>', table, re.DOTALL))
    return re.findall(r'<a class="name" href="/materials/(mat-[a-z0-9]{7})/">', headers)


def chosen_pages():
    three = ids("Bulk-type Li4Ti5O12", "Nanosized Li4Ti5O12", "Li3Ti3Cr3O12")
    cathodes = Material.objects.published().with_role("cathode").order_by("id").values_list("public_id", flat=True)[:12]
    liquids = Material.objects.published().filter(roles=["electrolyte"]).order_by("id")
    values = Measurement.objects.published().order_by("id").values_list("public_id", flat=True)[:12]
    for some in (three, cathodes, liquids.values_list("public_id", flat=True)[:12], values):
        yield "/compare/chosen/?ids=" + ",".join(some)


def test_chosen_pages_keep_policy_size_and_twelve_queries(client):
    for path in chosen_pages():
        with statements(most=12):
            check(client.get(path))


@pytest.mark.parametrize("path", ["/", "/compare/"])
def test_the_table_of_the_review_is_the_first_comparison_and_the_largest_of_the_others_follow(client, path):
    html = client.get(path).content.decode()
    slugs = re.findall(r'href="/compare/([a-z0-9-]+)/"', html)
    assert slugs[0] == "defect-engineered-cathodes"
    assert slugs[1] == "solid-electrolytes-by-class"
    assert len(slugs) == Comparison.objects.published().count()


def test_materials_that_are_not_published_are_not_counted(client):
    comparison = Comparison.objects.published().flagship_first()[0]
    Material.objects.filter(pk=comparison.rows.first().material_id).update(status="draft")
    assert Comparison.objects.published().flagship_first()[0].materials == comparison.materials - 1


@pytest.mark.parametrize("layout", ["materials", "properties"])
def test_columns_and_layout_are_those_of_the_address(client, layout):
    response = client.get(TABLE, {"columns": ["cycling", "reference"], "rows": layout})
    check(response)
    html = response.content.decode().partition("<figure")[0]  # the plot has a table of its own
    if layout == "materials":
        assert headings(html) == ["Material", "Cycling performance", "Reference"]
    else:
        assert html.count("data-chosen-id") == 0
        assert re.findall(r'<th scope="row">(?:<a [^>]*>)?([^<]+)', html) == ["Cycling performance", "Reference"]
    assert 'name="columns" value="cycling" aria-label="Cycling performance" checked' in html
    assert 'name="columns" value="rate" aria-label="Rate performance">' in html


def test_the_links_of_files_carry_the_view(client):
    html = client.get(TABLE, {"columns": "cycling", "rows": "properties"}).content.decode()
    for name in (*compare.FILES, "values"):
        link = f'href="{TABLE}?columns=cycling&amp;rows=properties&amp;format={name}"'
        assert link in html
        assert client.get(TABLE, {"columns": "cycling", "rows": "properties", "format": name}).status_code == 200


def test_a_chosen_material_moves_and_leaves_by_plain_links(client):
    first, second, third = ids("VS4", "Mo-VS4/N-TG", "HMoOF")
    html = client.get("/compare/chosen/", {"ids": f"{first},{second},{third}", "columns": "rate"}).content.decode()
    assert list(dict.fromkeys(names_in_order(html))) == [first, second, third]
    up = re.search(r'<a href="([^"]+)" aria-label="Move HMoOF up"', html)[1].replace("&amp;", "&")
    assert up == f"/compare/chosen/?ids={first},{third},{second}&columns=rate"
    assert list(dict.fromkeys(names_in_order(client.get(up).content.decode()))) == [first, third, second]
    without = re.search(r'<a href="([^"]+)" aria-label="Remove VS₄ from the comparison"', html)[1].replace("&amp;", "&")
    assert list(dict.fromkeys(names_in_order(client.get(without).content.decode()))) == [second, third]


def test_the_last_but_one_that_leaves_leads_to_choosing_another(client):
    first, second = ids("VS4", "Mo-VS4/N-TG")
    html = client.get("/compare/chosen/", {"ids": f"{first},{second}"}).content.decode()
    assert f'href="/compare/?ids={second}#own" aria-label="Remove VS₄ from the comparison"' in html


def test_each_is_put_under_its_control_on_request(client):
    modified, control = ids("Mo-VS4/N-TG", "VS4")
    html = client.get("/compare/chosen/", {"ids": f"{modified},{control}"}).content.decode()
    assert f'href="/compare/chosen/?ids={control},{modified}">Group with pristine reference</a>' in html
    html = client.get("/compare/chosen/", {"ids": f"{control},{modified}"}).content.decode()
    assert "Group with pristine reference" not in html


def test_a_comparison_is_put_together_without_javascript(client):
    [first] = ids("VS4")
    page = client.get(f"/materials/{first}/").content.decode()
    assert f'href="/compare/?ids={first}"' in page
    html = client.get("/compare/", {"ids": first, "q": "Mo-VS4"}).content.decode()
    assert "Choose at least one more" in html
    add = re.search(r'<a href="([^"]+)" aria-label="Add Mo-VS₄/N-TG of', html)[1]
    html = client.get(add).content.decode()
    go = re.search(r'<a class="button" href="([^"]+)">Compare these 2</a>', html)[1]
    assert "3.81×" in client.get(go).content.decode()


@pytest.mark.parametrize(
    ("query", "words", "way"),
    [
        ("ids=mat-0000000", "Only mat-0000000 is chosen", "/compare/?ids=mat-0000000"),
        ("ids=", "Nothing is chosen", "/compare/"),
        ("ids=x", "is not an id of a material", "/compare/"),
        ("ids=mat-0000000,mat-0000001,mat-0000002", "no published", "/compare/chosen/?ids=mat-0000001,mat-0000002"),
        ("ids=%00,mat-0000001", "is not an id of a material", "/compare/?ids=mat-0000001"),
        ("ids=mat-0000000,mea-0000001", "do not stand in one table", "/compare/?ids=mat-0000000"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_a_400_with_a_way_out(client, query, words, way):
    response = client.get(f"/compare/chosen/?{query}")
    assert response.status_code == 400
    html = response.content.decode()
    assert words in html
    assert f'<a href="{way}">' in html


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("columns=colour", "“colour” is not a column of this comparison"),
        ("columns=cyclin", "did you mean cycling"),
        ("rows=elements", "what lies in rows is another word"),
        ("format=pdf", f"saved as {', '.join(compare.FILES)}, values"),
        ("ids=mat-0000000", "unknown parameter"),
    ],
)
def test_a_view_that_there_is_none_of_is_refused(client, query, words):
    response = client.get(f"{TABLE}?{query}")
    assert response.status_code == 400
    assert words in response.content.decode()


def test_a_view_can_be_cited_with_version_date_and_address(client):
    html = client.get(TABLE, {"columns": "rate"}).content.decode()
    [said] = re.findall(r'<div class="cite small">(.*?)</div>', html, re.S)
    assert re.search(r"dataset version \d{4}-\d\d-\d\d \([0-9a-f]{8}\), http://testserver/compare/defect-engineered-cathodes/\?columns=rate, seen \d+ \w+ \d{4}", said)  # fmt: skip  # noqa: E501
    [entry] = re.findall(r'<pre class="cite">(.*?)</pre>', html, re.S)
    assert entry.startswith("@misc{mgdb-")
    assert "url = {http://testserver/compare/defect-engineered-cathodes/?columns=rate}" in entry


def test_marks_have_a_glyph_a_word_and_a_note_each(client):
    html = client.get(TABLE).content.decode()
    marks = re.findall(r'<a class="verdict v-(\w+)" href="#(note-\w+)"[^>]*aria-describedby="(note-\w+)"[^>]*><span aria-hidden="true">(.)</span> <span[^>]*>([^<]+)</span>', html)  # fmt: skip  # noqa: E501
    assert {(tone, glyph, word) for tone, _, _, glyph, word in marks} == {
        ("comparable", "✓", "comparable"), ("care", "!", "compare with caution"), ("not", "≠", "not comparable"),
    }  # fmt: skip
    assert all(f'<li id="{note}">' in html and note == described for _, note, described, _, _ in marks)


def test_an_arrhenius_plot_beside_a_comparison_is_read_at_the_temperature_asked_for(client):
    said = client.get("/compare/mzp-family/?at_celsius=400").content.decode()
    assert "Conductivity at 400\u00a0°C" in said
    assert "Conductivity at 25\u00a0°C" in client.get("/compare/mzp-family/").content.decode()
    refused = client.get("/compare/mzp-family/?at_celsius=warm")
    assert refused.status_code == 400
    assert "“warm” is not a number" in refused.content.decode()
