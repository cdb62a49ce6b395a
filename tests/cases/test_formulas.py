"""A formula has one outcome at every interface: the parser, the form of a record, the filter `formula`, the search."""

import pytest
from django.core.exceptions import ValidationError

from mgdb import review
from mgdb.models import Material, Phase, Source
from mgdb.science.formula import split_label
from tests.yaml_files import cases

pytestmark = pytest.mark.django_db
CASES = cases("formulas")
READ = [case for case in CASES if "reads" in case]
REFUSED = [case for case in CASES if "refused" in case]


def named(case: dict) -> str:
    return case["text"]


def form(text: str) -> Phase:
    """A phase with this formula, as the form of a curator makes it."""
    phase = Phase(name="A case", formula=text)
    phase.full_clean()
    return phase


@pytest.mark.sampled(6)
@pytest.mark.parametrize("case", READ, ids=named)
def test_what_is_read_is_taken_and_found(client, case):
    phase = form(case["text"])
    assert set(phase.elements) == set(case["reads"])
    phase.status = "published"
    phase.save()
    review.derive(phase)
    found = client.get("/api/v1/phases/", {"formula": case["text"], "page_size": 500})
    assert found.status_code == 200, found.json()
    assert phase.public_id in {row["id"] for row in found.json()["results"]}
    assert client.get("/search/", {"q": case["text"]}).context["total"] > 0


@pytest.mark.sampled(8)
@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_what_is_refused_is_refused_with_the_same_words(client, case):
    with pytest.raises(ValidationError, match=case["refused"]):
        form(case["text"])
    answer = client.get("/api/v1/phases/", {"formula": case["text"]})
    assert answer.status_code == 400
    assert case["refused"] in answer.json()["parameters"][0]["reason"]
    assert client.get("/search/", {"q": case["text"]}).status_code == 200


@pytest.mark.parametrize(
    ("text", "formula", "polymorph", "space_group"),
    [
        ("α-V2O5", "V2O5", "α", ""),
        ("δ-MnO2", "MnO2", "δ", ""),
        ("1T-TiS2", "TiS2", "1T", ""),
        ("O3-NaVO2", "NaVO2", "O3", ""),
        ("VO2 (Pmn21)", "VO2", "", "Pmn21"),
        ("TiO2 (anatase)", "TiO2", "anatase", ""),
        ("Mg2(dobdc)", "Mg2(dobdc)", "", ""),
    ],
)
def test_a_label_is_said_and_split_where_there_are_fields_for_it(text, formula, polymorph, space_group):
    found = split_label(text)
    assert (found.formula, found.polymorph, found.space_group) == (formula, polymorph, space_group)
    if polymorph or space_group:
        with pytest.raises(ValidationError, match=polymorph or space_group):
            form(text)


def test_an_ion_is_not_the_metal(client):
    source = Source.objects.create(title="x", year=2020, status="published")
    rows = {
        text: Material.objects.create(name=text, formula=text, source=source, roles=["species"], status="published")
        for text in ("Mg", "Mg2+")
    }
    for row in rows.values():
        row.full_clean()
        row.save()
    for text, row in rows.items():
        answer = client.get("/api/v1/materials/", {"formula": text, "source": source.public_id}).json()
        assert [one["id"] for one in answer["results"]] == [row.public_id]
