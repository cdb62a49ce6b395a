"""The search over everything, and what it suggests."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from mgdb.models import Material, Measurement, Statement
from mgdb.science import typeset
from mgdb.views.search_hits import excerpt

pytestmark = pytest.mark.django_db


def page_of(text: str) -> str:
    response = Client().get("/search/", {"q": text})
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def headings(page: str) -> list[str]:
    found = re.findall(r"<h2>(.*?)</h2>", page, flags=re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub("<[^>]*>", "", one)).strip() for one in found]


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", "", page))


def suggestions(text: str) -> list[str]:
    groups = Client().get("/search/suggestions/", {"q": text}).json()["groups"]
    return [item["href"] for group in groups for item in group["items"]]


def test_values_come_first_where_a_property_is_named_with_their_plot_and_the_definition():
    page = page_of("MgSc2Se4 conductivity")
    first = headings(page)[0]
    assert first.startswith(("Ionic conductivity", "Electronic conductivity"))
    assert "in records that mention MgSc₂Se₄" in first or "in records that mention MgSc2Se4" in first
    links = re.findall(r'href="([^"]+)"', page)
    assert "/measurements/?property=ionic_conductivity&q=MgSc2Se4" in links
    assert "/plots/arrhenius/?q=MgSc2Se4" in links
    assert "/vocabulary/#ionic_conductivity" in links
    assert Client().get("/measurements/?property=ionic_conductivity&q=MgSc2Se4").status_code == 200


def test_whose_values_they_are_is_found_too():
    page = page_of("MgSc2Se4 conductivity")
    assert re.search(r"records? mention.{0,10}“MgSc2Se4”", text_of(page))
    assert [one for one in headings(page) if one.startswith(("Electrolytes", "Phases", "Materials"))]


def test_the_values_shown_are_as_many_as_the_list_says():
    page = page_of("specific capacity")
    count = Measurement.objects.published().filter(property_key="specific_capacity").count()
    assert f"All {count} values" in page
    assert page.count("<tr>") >= 5


@pytest.mark.parametrize(("one", "other"), [("oxygen vacancy", "oxygen vacancies"), ("cathode", "cathodes")])
def test_word_forms_find_the_same(one: str, other: str):
    counts = [re.search(r"(\d+) records? mention", text_of(page_of(text))) for text in (one, other)]
    first, second = (match and match[1] for match in counts)
    assert first == second
    assert first not in (None, "0")


def test_what_is_mistyped_is_read_as_what_finds_something_and_the_page_says_so():
    page = text_of(page_of("oxygen vacncy"))
    assert "Nothing mentions all of “oxygen vacncy”. Did you mean oxygen vacancy?" in page
    assert "Did you mean" not in page_of("zzzzqqqq")
    assert "Nothing found." in page_of("zzzzqqqq")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("MgSc2Se4 conductivty", "MgSc2Se4 conductivity"),
        ("condutivity of MgSc2Se4", "conductivity of MgSc2Se4"),
        ("MgSc2Se4 ionc conductivity", "MgSc2Se4 ionic conductivity"),
        ("V2O5 specfic capacty", "V2O5 specific capacity"),
        ("MgSc2Se4 activaton energy", "MgSc2Se4 activation energy"),
    ],
)
def test_a_slip_beside_a_formula_is_read_as_the_word_of_science_and_finds_the_same_values(typed: str, meant: str):
    page, plain = page_of(typed), page_of(meant)
    assert f"Nothing mentions all of “{typed}”. Did you mean {meant}?" in text_of(page)
    assert headings(page) == headings(plain)
    assert headings(page)
    assert re.findall(r'href="(/measurements/mea-[^"]+)"', page) == re.findall(
        r'href="(/measurements/mea-[^"]+)"', plain
    )


@pytest.mark.parametrize("typed", ["MgSc2Se4", "VS4 conductivity zzzzqqqq", "V2O3 conductivity", "magnesium"])
def test_nothing_is_suggested_where_no_slip_is_or_nothing_would_be_found(typed: str):
    assert "Did you mean" not in page_of(typed)


def test_where_a_slip_is_mended_and_nothing_has_all_words_still_what_has_most_is_shown():
    page = text_of(page_of("MgSc2Se4 vacncy perovskite"))
    assert "No record mentions all of" in page
    assert "Did you mean" not in page


def test_where_nothing_has_all_words_what_has_most_of_them_is_shown_and_the_page_says_so():
    page = page_of("VS4 B-TiO2 perovskite")
    assert "No record mentions all of “VS4 B-TiO2 perovskite”. These mention some of it" in text_of(page)
    assert headings(page)


def test_the_very_name_or_formula_comes_first():
    name = Material.objects.published().exclude(roles__contains=["electrolyte"]).order_by("pk")[0].name
    page = page_of(name)
    materials = page.split("Materials <span", 1)[1]
    shown = re.search(r"<li>\s*<a[^>]*>(.*?)</a>", materials, flags=re.DOTALL)
    assert shown
    found = Material.objects.published().filter(name__iexact=name)
    assert re.sub("<[^>]*>", "", shown[1]) in {re.sub("<[^>]*>", "", one.name_html) for one in found}


@pytest.mark.parametrize("text", ["VS4", "MgSc2Se4 cond", "capacity", "conduc", "APC", "Table 1", "defect"])
def test_what_is_suggested_is_found_by_enter(text: str):
    offered = suggestions(text)
    assert offered
    found = {urlsplit(href).geturl() for href in re.findall(r'href="([^"]+)"', page_of(text))}
    assert set(offered) <= found


def test_comparisons_and_plots_are_found():
    assert "Comparisons" in " ".join(headings(page_of("defect-engineered cathodes")))
    assert 'href="/plots/arrhenius/"' in page_of("arrhenius")


def test_words_that_say_nothing_are_no_condition():
    assert headings(page_of("conductivity of the MgSc2Se4")) == headings(page_of("conductivity MgSc2Se4"))


def test_a_statement_is_found_with_what_it_says_and_whose_it_is():
    page = page_of("vacancies")
    [part] = re.findall(r"<h2>Statements.*?<ul.*?</ul>", page, flags=re.DOTALL)
    hits = re.findall(r"<li>(.*?)</li>", part, flags=re.DOTALL)
    assert len(hits) > 3
    for hit in hits:
        key = re.search(r'href="/statements/(sta-\w+)/"', hit)[1]
        row = Statement.objects.get(public_id=key)
        [said] = re.findall(r'<span class="said">(.*?)</span>\s*<span class="soft">', hit, flags=re.DOTALL)
        words = re.sub(r"\s+", " ", re.sub("<[^>]*>", "", said)).strip().removeprefix("… ").removesuffix("…")
        assert words
        assert words[:25] in re.sub("<[^>]*>", "", typeset.html(row.text)).replace("&#39;", "'")
        assert len(words) <= 202
        assert (row.source or row.document).short in text_of(hit)
    assert any("<mark>" in hit.split('class="said"')[1] for hit in hits)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Oxides are stable. Vacancies let Mg in.", ["vacanc"], "… Vacancies let Mg in."),
        ("Vacancies let Mg in. Oxides are stable.", ["vacanc"], "Vacancies let Mg in. Oxides are stable."),
        ("The 0.5 eV barrier is low. It falls.", ["falls"], "… It falls."),
        ("Nothing of it is here.", ["vacanc"], "Nothing of it is here."),
    ],
)
def test_an_excerpt_begins_with_the_sentence_that_was_found(text, words, expected):
    assert excerpt(text, words) == expected


def test_a_long_statement_is_cut_to_two_lines():
    assert len(excerpt("word " * 200, ["word"])) <= 200


def counts_of_links(page: str) -> list[tuple[int, str]]:
    """Each count that a page of results gives, with the address that it leads to."""
    found = re.findall(r'<a href="([^"]+)">All (\d+)(?: values)?</a>', page)
    found += re.findall(r'<a href="([^"]+)">[^<]*</a> <span class="soft small">(\d+)</span>', page)
    found += [(href, number) for href, number in re.findall(r'<a href="([^"]+)">(\d+) [a-z][^<]*</a>', page)]
    return [(int(number), href) for href, number in found]


@pytest.mark.parametrize(
    "text", ["borohydride", "V2O5", "GITT", "MgSc2Se4 conductivity", "best cathode capacity", "CE"]
)
def test_every_count_is_that_of_the_list_that_it_leads_to(text: str):
    page = page_of(text)
    counts = counts_of_links(page)
    assert counts
    for count, href in counts[:6]:
        body = html.unescape(Client().get(href).content.decode())
        assert re.search(rf"\b{count} [a-z]", text_of(body)), (count, href)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("b-value", "b value"),
        ("GITT", "Diffusion coefficient, by GITT"),
        ("sigma", "Ionic conductivity"),
        ("CE", "Plating/stripping Coulombic efficiency"),
        ("best cathode capacity", "Specific capacity, about materials that serve as cathode"),
        ("S/cm", "Ionic conductivity"),
    ],
)
def test_a_symbol_an_abbreviation_a_method_or_a_unit_leads_to_its_values(text: str, first: str):
    assert headings(page_of(text))[0] == first


def test_a_class_leads_to_its_electrolytes_and_its_values():
    page = page_of("borohydride")
    assert 'href="/electrolytes/?electrolyte_class=hydride"' in page
    assert 'href="/measurements/?property=ionic_conductivity&q=borohydride"' in page


def test_the_order_of_words_does_not_matter():
    for one, other in (("MgSc2Se4 vacancy", "vacancy MgSc2Se4"), ("VS4 Ding", "Ding VS4")):
        found, other_way = (re.findall(r'href="(/\w+/[a-z]{3}-\w+/)"', page_of(text)) for text in (one, other))
        assert found == other_way
        assert found


def test_an_author_and_a_year_find_papers_of_that_first_author_and_year_first():
    page = page_of("Wang 2019")
    assert headings(page)[0].startswith("Sources")
    names = [re.sub("<[^>]*>", "", one) for one in re.findall(r'<a href="/sources/[^"]+">(.*?)</a>', page)]
    own = [one.startswith("Wang") and "2019" in one for one in names]
    assert own[0]
    assert own == sorted(own, reverse=True)


def test_a_formula_that_nobody_has_is_read_as_the_nearest_of_the_same_elements():
    assert "Did you mean MgSc2Se4?" in text_of(page_of("MgScSe"))
    assert "Did you mean MgSc2Se4 conductivity?" in text_of(page_of("MgScSe conductivity"))


def test_a_temperature_that_nobody_reported_is_evaluated_and_the_page_says_so():
    page = page_of("conductivity of MgSc2Se4 at 60 C")
    assert "None of these was reported at temperature 60 °C." in text_of(page)
    assert "/measurements/?property=ionic_conductivity&q=MgSc2Se4&at_celsius=60" in page
    assert "σ at 60 °C" in text_of(page)


def test_a_condition_that_can_be_read_in_two_ways_is_asked():
    page = text_of(page_of("capacity of VS4 at 1 C"))
    assert "values at temperature 1 °C which of these is meant?" in page
    assert "values at C-rate 1 C which of these is meant?" in page


def test_a_short_word_that_nothing_has_is_read_as_a_beginning():
    assert "Nothing has “spi” as a word." in text_of(page_of("spi"))


@pytest.mark.parametrize("text", ["\x00", "\u0301", "^", "  ", "≡", "1", "— –"])
def test_what_has_no_words_finds_nothing_and_is_no_fault(text: str):
    page_of(text)
    suggestions(text)


@pytest.mark.parametrize("text", ["\x00", "\x00 \x00", "\x01", "\u0301", "\u200b"])
def test_what_folds_to_nothing_is_answered_as_an_empty_search(client, text: str):
    response = client.get("/search/", {"q": text})
    assert (response.status_code, response.context["total"]) == (200, 0)


def test_where_nothing_has_all_words_the_formula_itself_is_first_then_what_has_most_of_them(client):
    """No record speaks of MgSc2Se4 and of vacancies; in whatever order they are asked for, the spinel is first."""
    first = None
    for asked in ("MgSc2Se4 vacancy", "vacancy MgSc2Se4", "vacancies in Sc2MgSe4"):
        page = client.get("/search/", {"q": asked}).content.decode()
        assert "mention some of it" in page
        found = re.findall(r'<li>\s*<a href="(/[\w/-]+/)">', page[page.index("mention some of it") :])
        assert Material.objects.get(public_id=found[0].split("/")[2]).name == "MgSc2Se4"
        assert first in (None, found[0])
        first = found[0]
        statements = page[page.index("<h2>Statements") :]
        said = [re.sub("<[^>]+>", "", one) for one in re.findall(r"<li>(.*?)</li>", statements, re.DOTALL)[:2]]
        assert all("MgSc2Se4" in re.sub(r"\s", "", one) for one in said)


def test_what_has_two_of_three_words_stands_before_what_has_one(client):
    page = client.get("/search/", {"q": "magnesium scandium selenide"}).content.decode()
    heads = re.findall(r"<h2>\s*(\w+)", page[page.index("mention some of it") :])
    assert heads[0] == "Electrolytes"
    first = re.search(r'href="/materials/([\w-]+)/"', page[page.index("mention some of it") :])
    assert Material.objects.get(public_id=first[1]).name == "MgSc2Se4"


def test_a_limit_is_asked_of_the_values_and_what_lies_beyond_all_is_said(client):
    page = client.get("/search/", {"q": "capacity > 300 mAh/g"})
    [one] = page.context["values"]
    assert (one.entry.key, one.asked) == ("specific_capacity", "300 mAh g⁻¹ or more")
    assert one.count == client.get("/api/v1/measurements/?property=specific_capacity&value_min=300").json()["count"]
    assert client.get(one.href).context["list"].total == one.count
    beyond = client.get("/search/", {"q": "migration barrier above 90 eV"})
    [one] = beyond.context["values"]
    assert one.count > 10
    assert "None of these was reported at 90 eV or more." in " ".join(beyond.content.decode().split())


def test_what_is_only_known_to_be_less_is_not_the_highest():
    for text in ("coulombic efficiency", "highest coulombic efficiency"):
        found = Client().get("/search/", {"q": text}).context["values"]
        one = next(one for one in found if one.entry.key == "coulombic_efficiency")
        assert not one.rows[0][0][1].spans[0].text.startswith("<")
    first = Client().get("/api/v1/measurements/?property=coulombic_efficiency&ordering=-value").json()["results"][0]
    assert Measurement.objects.get(public_id=first["id"]).low is not None


def test_values_that_only_may_lie_within_a_limit_come_last_and_are_marked():
    page = Client().get("/search/", {"q": "conductivity below 1e-9 S/cm"})
    one = next(one for one in page.context["values"] if one.entry.key == "ionic_conductivity")
    marked = ["may lie beyond what is asked" in " ".join(span.text for span in row[0][1].spans) for row in one.rows]
    assert not marked[0]
    assert marked == sorted(marked)
    assert "those that only may lie within what is asked come last." in one.order
