"""The forms of the other record types: lists, parts and what follows from a formula."""

import pytest
from django.urls import reverse

from mgdb.models import ChangeRequest, Comparison, Curve, Electrolyte, Material, Phase, Source

from .browsers_part import empty_form, errors_of, filled, row

pytestmark = pytest.mark.django_db


def form(client, model: str, **values):
    """The empty form of `model` filled with `values`; its address and what to send."""
    address, empty = empty_form(client, model)
    return address, empty | values


@pytest.fixture
def source():
    return Source.objects.published().first()


@pytest.fixture
def material(contributor, source):
    return form(contributor, "material", name="MgMn2O4 test", source=source.pk, roles=["cathode"], formula="MgMn2O4")


def test_elements_and_molar_mass_follow_from_the_formula(contributor, material):
    address, data = material
    assert contributor.post(address, data).status_code == 302
    stored = Material.objects.get(name="MgMn2O4 test")
    assert stored.elements == ["Mg", "Mn", "O"]
    assert stored.molar_mass == pytest.approx(198.18, abs=0.01)  # 24.305 + 2 × 54.938 + 4 × 15.999
    page = contributor.get(reverse("admin:mgdb_material_change", args=[stored.pk])).content.decode()
    assert "MgMn<sub>2</sub>O<sub>4</sub>" in page
    assert "198.1" in page


def test_a_faulty_formula_points_at_the_character(contributor, material):
    address, data = material
    assert "character 3" in errors_of(contributor.post(address, data | {"formula": "MgXx2O4"}))
    assert not Material.objects.filter(name="MgMn2O4 test").exists()


def test_parts_are_written_with_their_material_or_not_at_all(contributor, material, source):
    address, data = material
    data |= row("defects", 0, kind="anion_vacancy", species="O", route="not_stated", position=0)
    data |= row("names", 0, name="MMO", document=source.pk)
    broken = data | row("modifications", 0, kind="no such kind", description="")
    assert "no such kind" in errors_of(contributor.post(address, broken))
    assert not Material.objects.filter(name="MgMn2O4 test").exists()
    assert contributor.post(address, data).status_code == 302
    stored = Material.objects.get(name="MgMn2O4 test")
    assert stored.defects.get().public_id.startswith("def-")
    assert "mmo" in stored.search_text


def test_a_second_material_of_that_name_in_that_source_is_refused(contributor, material):
    address, data = material
    contributor.post(address, data)
    assert "has a material of this name already" in errors_of(contributor.post(address, data))


@pytest.mark.sampled(2)
@pytest.mark.parametrize(("typed", "stored"), [("", None), ("none", []), ("Mg", ["Mg"]), ("Mg, Li", ["Li", "Mg"])])
def test_unknown_cations_are_not_the_same_as_none(contributor, source, typed, stored):
    owner = Material.objects.create(name="0.5 M test/DME", source=source, roles=["electrolyte"])
    address, data = form(contributor, "electrolyte", material=owner.pk, carrier_cations=typed)
    data |= row("components", 0, role="salt", name="MgTest", position=0)
    assert contributor.post(address, data).status_code == 302
    assert Electrolyte.objects.get(pk=owner.pk).carrier_cations == stored
    owner.refresh_from_db()
    assert "mgtest" in owner.search_text
    again = reverse("admin:mgdb_electrolyte_change", args=[owner.pk])
    assert contributor.post(again, filled(contributor.get(again))).status_code == 302
    assert Electrolyte.objects.get(pk=owner.pk).carrier_cations == stored


def test_a_cation_outside_the_list_is_named(contributor, source):
    owner = Material.objects.create(name="0.5 M test/DME", source=source, roles=["electrolyte"])
    address, data = form(contributor, "electrolyte", material=owner.pk, carrier_cations="Mg, Xe")
    assert "“Xe” is none of Mg, Li" in errors_of(contributor.post(address, data))


def test_the_detail_of_a_published_electrolyte_is_proposed(contributor):
    detail = Electrolyte.objects.filter(material__status="published", components__isnull=False).first()
    address = reverse("admin:mgdb_electrolyte_change", args=[detail.pk])
    before = detail.components.first().amount_printed
    changes = {"components-0-amount_printed": "0.123 M", "reason": "Table 2 says so."}
    data = filled(contributor.get(address)) | changes
    assert "“0.123 M” is printed" in errors_of(contributor.post(address, data))  # beside the number of before
    response = contributor.post(address, data | {"components-0-low": "0.123", "components-0-high": "0.123"})
    assert response.status_code == 302, errors_of(response)
    assert detail.components.first().amount_printed == before
    request = ChangeRequest.objects.get()
    assert (request.public_id, request.author) == (detail.material.public_id, contributor.user)
    assert request.form["electrolyte"]["components"][0]["amount_printed"] == "0.123 M"


def test_a_published_material_gets_no_electrolyte_detail(contributor):
    owner = Material.objects.published().filter(electrolyte__isnull=True).first()
    address, data = form(contributor, "electrolyte", material=owner.pk)
    assert "choose a draft" in errors_of(contributor.post(address, data))
    assert not Electrolyte.objects.filter(pk=owner.pk).exists()


@pytest.fixture
def curve(contributor, source):
    subject = Material.objects.published().first()
    return form(
        contributor, "curve", name="A curve", material=subject.pk, y_axis="ionic_conductivity", y_unit="S cm⁻¹",
        source=source.pk, x_axis="temperature", x_unit="K", document=source.pk, locator="Fig. 2",
    )  # fmt: skip


def test_points_are_typed_one_a_line(contributor, curve):
    address, data = curve
    assert contributor.post(address, data | {"points": "300, 1e-5\n320\t3e-5\n"}).status_code == 302
    assert Curve.objects.get(name="A curve").points == [[300.0, 1e-5], [320.0, 3e-5]]


@pytest.mark.sampled(2)
@pytest.mark.parametrize("line", ["320; 3e-5; 1", "a, b", "320, nan", "320"])
def test_a_faulty_point_is_named_with_its_line(contributor, curve, line):
    address, data = curve
    assert f"Line 2, “{line}”" in errors_of(contributor.post(address, data | {"points": f"300, 1e-5\n{line}"}))
    assert not Curve.objects.filter(name="A curve").exists()


def test_authors_are_typed_one_a_line_and_a_doi_as_it_comes(contributor):
    address, data = form(
        contributor, "source", title="T", authors="R. Li\n Li, Ruimin \n", doi="https://doi.org/10.1000/ABC"
    )
    assert contributor.post(address, data).status_code == 302, errors_of(contributor.post(address, data))
    stored = Source.objects.get(doi="10.1000/abc")
    assert stored.authors == ["R. Li", "Li, Ruimin"]


def test_a_doi_that_is_there_already_is_refused_in_any_case(contributor):
    address, data = form(contributor, "source", title="T", doi="10.1007/S40820-024-01495-1")
    assert "A source with this DOI exists already" in errors_of(contributor.post(address, data))


def test_an_unknown_property_of_a_comparison_is_named(contributor):
    address, data = form(contributor, "comparison", title="T", slug="t", properties="voltage\ncolour")
    assert "Line 2: “colour” is not a property" in errors_of(contributor.post(address, data))
    assert contributor.post(address, data | {"properties": "voltage\nband_gap"}).status_code == 302
    assert Comparison.objects.get(slug="t").properties == ["voltage", "band_gap"]


def test_a_new_record_is_a_draft_and_can_be_found(contributor):
    address, data = form(contributor, "phase", name="MgTest2O4 (spinel)", formula="MgMn2O4")
    assert contributor.post(address, data).status_code == 302
    assert Phase.objects.get(name="MgTest2O4 (spinel)").status == "draft"
    found = contributor.get(reverse("admin:mgdb_phase_changelist"), {"q": "mgtest2o4"})
    assert found.context["cl"].result_count == 1


REFERENCES = [
    ("measurement", "material"), ("measurement", "source"), ("material", "source"), ("curve", "material"),
    ("cell", "electrolyte"), ("statement", "source"), ("pair", "modified"), ("comparison", "document"),
]  # fmt: skip
NO_NUMBERS = ["abc", "1.5", "9" * 30, "²"]


@pytest.mark.sampled(3)
@pytest.mark.parametrize(("model", "field", "key"), [(*one, key) for one in REFERENCES for key in NO_NUMBERS])
def test_a_key_that_is_no_number_chooses_nothing(contributor, model, field, key):
    address = reverse(f"admin:mgdb_{model}_add")
    page = contributor.get(address, {field: key})
    assert page.status_code == 200
    answer = contributor.post(address, filled(page) | {field: key})
    assert answer.status_code == 200
    assert errors_of(answer)


@pytest.mark.parametrize("action", ["submit_selected", "merge_selected"])
def test_a_row_that_is_no_number_is_refused(contributor, action):
    address = reverse("admin:mgdb_measurement_changelist")
    answer = contributor.post(address, {"action": action, "_selected_action": ["1", "abc"]})
    assert answer.status_code == 400


def test_a_column_without_a_name_and_a_way_on_that_is_no_path_are_refused(contributor):
    address = reverse("admin:mgdb_material_change", args=[Material.objects.published().first().pk])
    assert contributor.get(address, {"_to_field": ""}).status_code == 400
    assert contributor.post(address, {"_to_field": ""}).status_code == 400
    for onward in ("nan", "<x>", "admin:nowhere"):
        assert contributor.post(reverse("admin:bulk"), {"onward": onward}).url == reverse("admin:index")
    answer = contributor.post(reverse("admin:bulk"), {"onward": f"{address}?a=1"})
    assert answer.url == f"{address}?a=1"
