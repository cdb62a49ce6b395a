"""A reader's result as the parameters of a request say it: what is read, and what is refused in which words."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from mgdb import benchmark
from mgdb.models import Electrolyte
from mgdb.science.judgement import Reading, judge_asked
from mgdb.search import InvalidQuery

SIGMA = "property=ionic_conductivity"


def read(query: str) -> benchmark.Question:
    return benchmark.read(QueryDict(query))


@pytest.mark.parametrize(
    ("query", "value", "bound"),
    [
        (f"{SIGMA}&value=1.2e-5 S/cm", 1.2e-5, "="),
        (f"{SIGMA}&value=0.012&unit=mS/cm", 1.2e-5, "="),
        (f"{SIGMA}&value=0.012 mS/cm&unit=S/cm", 1.2e-5, "="),  # the unit behind the number is its own
        ("property=specific_capacity&value=> 300&unit=mAh g⁻¹", 300.0, ">"),
        ("property=capacity_retention&value=92%25", 92.0, "="),
        ("property=activation_energy&value=35 kJ/mol", 0.36275, "="),
        ("property=cycles_demonstrated&value=500", 500.0, "="),
    ],
)
def test_a_value_is_read_with_its_unit(query, value, bound):
    found = read(query).value
    assert found.value == pytest.approx(value, rel=1e-4)
    assert found.bound == bound


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("property=specific_capacity", "value", "write for example 185 mAh g⁻¹"),
        ("value=5", "property", "choose what your result is of"),
        ("property=capcity&value=5", "property", "did you mean"),
        ("property=space_group&value=5", "property", "in words"),
        (f"{SIGMA}&value=0.5", "unit", "stands without one"),
        (f"{SIGMA}&value=10-5 S/cm", "value", "10⁻⁵, or 5–10"),
        (f"{SIGMA}&value=-1 S/cm", "value", "impossible"),
        (f"{SIGMA}&value=5 mAh/g", "value", "is not a value of conductivity"),
        (f"{SIGMA}&value=5&unit=bananas", "unit", "bananas"),
        (f"{SIGMA}&value=1e-5 S/cm&temperature=-300 °C", "temperature", "−300"),
        (f"{SIGMA}&value=1e-5 S/cm&temperature=banana", "temperature", "25 °C"),
        (f"{SIGMA}&value=1e-5 S/cm&temperature=25&temperature_unit=V", "temperature_unit", "V"),
        (f"{SIGMA}&value=1e-5 S/cm&temperature=25", "temperature", "“25 °C” or “25 K”?"),
        ("property=specific_capacity&value=5 mAh/g&c_rate=0.1", "c_rate", "without a unit"),
        (f"{SIGMA}&value=1e-5 S/cm&method=eiss", "method", "did you mean eis"),
        (f"{SIGMA}&value=1e-5 S/cm&chemistry=Mg,Li", "chemistry", "a result has one"),
        (f"{SIGMA}&value=1e-5 S/cm&role=kathode", "role", "did you mean cathode"),
        (f"{SIGMA}&value=1e-5 S/cm&suspect=2", "suspect", "neither 1"),
        (f"{SIGMA}&value=1e-5 S/cm&sort=rank", "sort", "choose from"),
        (f"{SIGMA}&value=1e-5 S/cm&temprature=25", "temprature", "did you mean temperature"),
        (f"{SIGMA}&value=1e-5 S/cm&ordering=value", "ordering", "unknown parameter"),
        (f"{SIGMA}&value=1e-5 S/cm&value=1e-6 S/cm", "value", "give it once"),
        (f"{SIGMA}&value={'1' * 301}", "value", "longer than 300"),
        ("property=specific_capacity&value=5 mAh/g&window=2 V", "window", "write for example 0.2 to 2.2"),
        ("property=specific_capacity&value=5 mAh/g&window=2 V to x", "window", "number"),
        ("property=specific_capacity&value=5 mAh/g&electrolyte=0.4 M Xyzzy/THF", "electrolyte", "Xyzzy"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_parameter(query, parameter, words):
    with pytest.raises(InvalidQuery) as caught:
        read(query)
    found = {problem.parameter: problem.reason for problem in caught.value.problems}
    assert words in found[parameter]


def test_every_problem_is_named_once():
    with pytest.raises(InvalidQuery) as caught:
        read(f"{SIGMA}&value=10-5 S/cm&temperature=-300 °C&method=eiss&nothing=1&value=3 S/cm")
    named = [problem.parameter for problem in caught.value.problems]
    assert sorted(named) == ["method", "nothing", "temperature", "value"]


def test_what_is_implausible_is_said_and_stays():
    found = read(f"{SIGMA}&value=5 S/cm&temperature=25 K")
    assert found.value.value == 5
    assert found.is_doubted
    assert not read(f"{SIGMA}&value=5 S/cm&confirmed=1").is_doubted
    assert any("likely slip: the unit mS cm⁻¹" in doubt for doubt in found.doubts)
    assert any(doubt.startswith("Temperature: 25") for doubt in found.doubts)


@pytest.mark.parametrize(
    ("query", "is_doubted"),
    [
        (f"{SIGMA}&value=50 S/cm", True),
        (f"{SIGMA}&value=0 S/cm", True),
        ("property=capacity_retention&value=150%25", True),
        ("property=capacity_retention&value=104%25", False),  # activation
        ("property=coulombic_efficiency&value=120%25", True),
        ("property=coulombic_efficiency&value=99.6%25", False),
        ("property=plating_stripping_efficiency&value=103%25", True),
    ],
)
def test_what_nobody_reports_is_in_doubt(query, is_doubted):
    assert read(query).is_doubted is is_doubted


def test_terms_are_read_whatever_their_case():
    found = read(f"{SIGMA}&value=1e-5 S/cm&chemistry=mg&method=EIS")
    assert (found.own.chemistry, found.own.method) == ("Mg", "eis")


def test_conditions_stand_in_canonical_units():
    found = read("property=specific_capacity&value=185 mAh/g&current_density=0.1 A/g&c_rate=C/10&temperature=RT"
                 "&cycle_number=50&test_step=rate&direction=not applicable")  # fmt: skip
    assert found.own.conditions == {
        "temperature": 298.15, "current_density": 100.0, "c_rate": 0.1, "cycle_number": 50.0, "test_step": "rate",
    }  # fmt: skip
    assert found.own.not_applicable == {"direction"}
    assert found.own.assumed == {"temperature"}
    assert {one.key: one.text for one in found.said}["temperature"].endswith("(assumed)")


def test_an_electrolyte_in_words_is_the_stored_one(db):
    """Equal by what is in it: the identity is that of the electrolytes of the records."""
    found = read("property=specific_capacity&value=185 mAh/g&electrolyte=0.4 M APC/THF")
    assert Electrolyte.objects.filter(identity=found.own.electrolyte).exists()
    assert found.own.carrier_cations == {"Mg"}
    stored = Electrolyte.objects.filter(identity=found.own.electrolyte).first()
    again = read(f"property=specific_capacity&value=185 mAh/g&electrolyte={stored.material.public_id}")
    assert again.own.electrolyte == found.own.electrolyte


def test_what_is_told_of_the_cell_is_compared():
    found = read("property=specific_capacity&value=185 mAh/g&window=0.2 to 2.2&counter_electrode=Mg foil&water=dry")
    assert found.own.window == (0.2, 2.2)
    assert (found.own.counter_electrode, found.own.water, found.own.formulation) == ("Mg foil", "dry", None)
    assert {one.label for one in found.said} >= {"Window", "Counter electrode", "Water"}


def test_a_dual_salt_electrolyte_makes_a_dual_salt_cell():
    found = read("property=specific_capacity&value=185 mAh/g&electrolyte=0.4 M APC %2B 0.4 M LiCl/THF")
    assert found.own.chemistry == "Mg-Li"


@pytest.mark.parametrize(
    ("given", "chemistry"),
    [
        ("", "Mg"),
        ("&electrolyte=1 M LiPF6/EC", "Li"),  # no magnesium was spoken of
        ("&electrolyte=1 M LiPF6/EC&chemistry=Mg", "Mg-Li"),  # a magnesium electrode in a lithium salt
        ("&electrolyte=0.4 M APC/THF&ion=Li%2B", "Mg"),
        ("&ion=Li%2B", "Li"),
        ("&chemistry=Zn", "Zn"),
    ],
)
def test_a_chemistry_that_is_not_given_is_that_of_the_salts_else_of_the_ion(given, chemistry):
    assert read(f"property=specific_capacity&value=185 mAh/g{given}").own.chemistry == chemistry


def test_what_says_nothing_is_left_out_of_the_link():
    given = QueryDict("property=specific_capacity&value=185&unit=mAh g⁻¹&temperature=&temperature_unit=°C&sort=nearest")
    assert dict(benchmark.minimal(given).items()) == {
        "property": "specific_capacity", "value": "185", "unit": "mAh g⁻¹",
    }  # fmt: skip


@pytest.mark.parametrize("entry", benchmark.properties_offered(), ids=lambda entry: entry.key)
def test_the_form_of_every_property_asks_what_it_needs_and_its_examples_are_read(entry):
    unit = next(iter(benchmark.units_of(entry)), "")
    assert isinstance(judge_asked(entry, benchmark.value_example(entry).split(",")[0], unit), Reading)
    asked, others = benchmark.condition_fields(entry, benchmark.usual_origin(entry))
    assert {field.key for field in asked if field.is_needed} == set(entry.needed_conditions)
    for field in (*asked, *others):
        if field.entry.kind == "number":
            assert isinstance(judge_asked(field.entry, field.example.split(" or ")[0], field.unit), Reading)
