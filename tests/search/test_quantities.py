"""What a range in a query meets: bounds, ranges, approximations, orders of magnitude, units."""

import pytest
from django.http import QueryDict

from mgdb.models import Measurement
from mgdb.search import InvalidQuery, Query
from mgdb.search.measurements import MEASUREMENTS
from mgdb.search.quantities import in_words

from .rows import material, measure

pytestmark = pytest.mark.django_db


def found(question: str, rows: list[Measurement]) -> list[bool]:
    """Which of `rows` answer."""
    answer = set(Query(MEASUREMENTS, QueryDict(question), Measurement.objects.published()).queryset)
    return [row in answer for row in rows]


RANGES = [
    ("100", "value_min=100", True),
    ("100", "value_min=100.1", False),
    ("100", "value_max=100", True),
    ("100", "value_max=99.9", False),
    ("< 100", "value_min=50", True),
    ("< 100", "value_min=101", False),
    ("< 100", "value_max=1", True),
    ("> 100", "value_min=1e6", True),
    ("> 100", "value_max=99", False),
    ("> 100", "value_max=150", True),
    ("≈ 100", "value_min=100&value_max=100", True),
    ("≈ 100", "value_min=101", False),
    ("80–120", "value_min=110", True),
    ("80–120", "value_max=90", True),
    ("80–120", "value_min=90&value_max=110", True),
    ("80–120", "value_min=121", False),
    ("80–120", "value_min=110&strict=1", False),
    ("80–120", "value_min=80&strict=1", True),
    ("80–120", "value_min=80&value_max=120&strict=1", True),
    ("80–120", "value_min=80&value_max=119&strict=1", False),
    ("< 100", "value_max=100&strict=1", True),
    ("< 100", "value_min=1&strict=1", False),
    ("> 100", "value_min=100&strict=1", True),
    ("> 100", "value_max=1e9&strict=1", False),
    ("100", "value_min=0.1&unit=Ah/g", True),
    ("100", "value_min=0.1001&unit=Ah/g", False),
    ("0", "value_max=0", True),
    ("0", "value_min=0", True),
]


@pytest.fixture(scope="module")
def values(module_db):
    return {printed: measure(material(), printed) for printed in {printed for printed, _, _ in RANGES}}


@pytest.mark.sampled(5)
@pytest.mark.parametrize(("printed", "question", "answers"), RANGES)
def test_a_value_meets_a_range(values, printed, question, answers):
    assert found(f"property=specific_capacity&{question}", [values[printed]]) == [answers]


@pytest.mark.parametrize(
    ("printed", "below", "inside", "above"),
    [
        # value_min alone: reached from below and from inside; value_max alone: from inside and from above
        ("100", 99, 100, 101),
        ("≈ 100", 99, 100, 101),
        ("80–120", 79, 100, 121),
    ],
)
def test_one_limit_alone_leaves_the_other_side_open(printed, below, inside, above):
    row = measure(material(), printed)
    base = "property=specific_capacity&"
    asked = [f"{base}value_{end}={limit}" for end in ("min", "max") for limit in (below, inside, above)]
    assert [found(question, [row]) for question in asked] == [[True], [True], [False], [False], [True], [True]]


@pytest.mark.parametrize(
    ("printed", "lowest", "highest"),
    [("< 100", True, False), ("> 100", False, True), ("≤ 100", True, False), ("≥ 100", False, True)],
)
def test_a_bound_is_open_on_its_other_side(printed, lowest, highest):
    row = measure(material(), printed)
    assert found("property=specific_capacity&value_max=0", [row]) == [lowest]
    assert found("property=specific_capacity&value_min=1e9", [row]) == [highest]
    for limit in ("value_min=100", "value_max=100"):
        assert found(f"property=specific_capacity&{limit}", [row]) == [True], limit


ONE_LIMIT = [
    ("> 60 °C", "temperature_min=900", True),
    ("> 60 °C", "temperature_max=300", False),
    ("> 60 °C", "temperature_max=340", True),
    ("< 60 °C", "temperature_max=1", True),
    ("< 60 °C", "temperature_min=340", False),
    ("< 60 °C", "temperature_min=300", True),
    ("60 °C", "temperature_min=333", True),
    ("60 °C", "temperature_min=334", False),
    ("60 °C", "temperature_max=333", False),
    ("60 °C", "temperature_max=334", True),
    ("not_reported", "temperature_min=0", False),
    ("not_reported", "temperature_max=1e6", False),
]


@pytest.fixture(scope="module")
def temperatures(module_db):
    return {
        printed: measure(material(), "1", conditions={"temperature": printed})
        for printed in {printed for printed, _, _ in ONE_LIMIT}
    }


@pytest.mark.sampled(4)
@pytest.mark.parametrize(("printed", "question", "answers"), ONE_LIMIT)
def test_one_limit_of_a_condition_leaves_the_other_side_open(temperatures, printed, question, answers):
    assert found(question, [temperatures[printed]]) == [answers]


def test_an_order_of_magnitude_reaches_half_a_decade_either_way():
    row = measure(material(), "order of 10⁻⁵", "S/cm", property_key="ionic_conductivity")
    assert (row.search_low, row.search_high) == pytest.approx((10**-5.5, 10**-4.5))
    for limit, answers in (
        ("value_min=3.1e-5", True), ("value_min=3.3e-5", False), ("value_min=1e-9", True),
        ("value_max=3.2e-6", True), ("value_max=3.1e-6", False), ("value_max=1", True),
    ):  # fmt: skip
        assert found(f"property=ionic_conductivity&{limit}", [row]) == [answers], limit


def test_a_value_without_known_unit_meets_no_range():
    row = measure(material(), "100", "")
    assert row.value is None
    for limits in ("value_min=0", "value_max=1e9", "value_min=0&strict=1"):
        assert found(f"property=specific_capacity&{limits}", [row]) == [False]
    assert found("property=specific_capacity", [row]) == [True]


@pytest.fixture(scope="module")
def told_in_all_ways(module_db):
    subject = material()
    return [
        measure(subject, "1", conditions={"temperature": "room temperature", "direction": "discharge"}),
        measure(subject, "2", conditions={"temperature": "60 °C", "direction": "charge"}),
        measure(subject, "3", conditions={"temperature": "not_reported"}),
        measure(subject, "4"),
    ]


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("temperature_min=298&temperature_max=299", [True, False, False, False]),
        ("temperature_min=50&temperature_unit=°C", [False, True, False, False]),
        ("temperature=60&temperature_unit=°C", [False, True, False, False]),
        ("temperature=333.15", [False, True, False, False]),
        ("temperature=not_reported", [False, False, True, False]),
        ("temperature=reported", [True, True, False, False]),
        ("temperature=not_checked", [False, False, False, True]),
        ("temperature=not_checked&temperature=not_reported", [False, False, True, True]),
        ("direction=discharge", [True, False, False, False]),
        ("direction=charge&direction=discharge", [True, True, False, False]),
        ("direction=discharge&temperature_min=300", [False, False, False, False]),
    ],
)
def test_conditions_are_asked_by_number_choice_or_status(told_in_all_ways, question, answers):
    assert found(question, told_in_all_ways) == answers


def test_an_interval_of_a_condition_is_met_or_strictly_held():
    row = measure(material(), "1", conditions={"temperature": "20–30 °C"})
    assert found("temperature_min=25&temperature_unit=°C", [row]) == [True]
    assert found("temperature_min=25&temperature_unit=°C&strict=1", [row]) == [False]
    assert found("temperature_min=20&temperature_max=30&temperature_unit=°C&strict=1", [row]) == [True]


@pytest.mark.parametrize(
    ("question", "parameter", "named"),
    [
        ("unit=V", "unit", "property"),
        ("unit=V&property=voltage&property=specific_capacity", "unit", "exactly one property"),
        ("unit=V&property=specific_capacity", "unit", "mAh g⁻¹"),
        ("unit=mAhh&property=specific_capacity", "unit", "mAh"),
        ("property=voltage&value_min=5&value_max=4", "value_min", "exchange"),
        ("temperature_min=5&temperature_max=4", "temperature_min", "exchange"),
        ("temperature_unit=V&temperature_min=3", "temperature_unit", "°C"),
        ("value_min=1e308&unit=Ah g⁻¹&property=specific_capacity", "value_min", "too large"),
        ("value_min=10-5&property=ionic_conductivity", "value_min", "A limit is one number: write “10^-5”"),
        ("value_min=10-5", "value_min", "of what?"),
        ("value_max=1,073&property=specific_capacity", "value_max", "write “1073” or “1.073”"),
        ("value_max=-1&property=ionic_conductivity", "value_max", "is impossible"),
        ("value_min=1.3&property=transference_number", "value_min", "is impossible"),
        ("value_min=140&property=capacitive_contribution", "value_min", "is impossible"),
        ("temperature_min=-300 °C", "temperature_min", "is impossible"),
        ("temperature_min=-300&temperature_unit=°C", "temperature_min", "is impossible"),
        ("temperature_max=20–30 °C", "temperature_max", "not one number"),
        ("areal_current_density_min=10-2 mA/cm2", "areal_current_density_min", "write “10^-2 mA/cm2”"),
        ("temperature=-300 °C", "temperature", "is impossible"),
        ("value_min=5&property=space_group", "value_min", "in words"),
        ("value_min=4.2 V&property=ionic_conductivity", "value_min", "is not a value of conductivity"),
        ("value_min=Oct-14&property=ionic_conductivity", "value_min", "a spreadsheet has made a date"),
    ],
)
def test_limits_and_units_that_do_not_fit_are_refused(question, parameter, named):
    query = Query(MEASUREMENTS, QueryDict(question), Measurement.objects.published())
    assert [problem.parameter for problem in query.problems] == [parameter]
    assert named in query.problems[0].reason
    with pytest.raises(InvalidQuery):
        _ = query.queryset


@pytest.fixture(scope="module")
def around(module_db):
    """One value little above and one little below each number."""
    return {
        number: [
            measure(material(), f"{number * factor:.6g}", "S/cm", property_key="ionic_conductivity")
            for factor in (1.01, 0.99)
        ]
        for number in (2.5e-5, 2.51189e-5)
    }


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [
        ("2,5e-5", "", 2.5e-5),
        ("2.5×10⁻⁵", "", 2.5e-5),
        ("2.5 x 10^-5", "", 2.5e-5),
        ("2.5 × 10-5 S/cm", "", 2.5e-5),
        ("0.025 mS cm−1", "", 2.5e-5),
        ("0.025", "mS/cm", 2.5e-5),
        ("0.025 mS/cm", "S/cm", 2.5e-5),
        ("10^-4.6", "", 2.51189e-5),
    ],
)
def test_a_limit_is_read_as_a_print_is_with_or_without_its_unit(around, typed, unit, number):
    data = QueryDict(mutable=True)
    data["property"], data["value_min"] = "ionic_conductivity", typed
    if unit:
        data["unit"] = unit
    query = Query(MEASUREMENTS, data, Measurement.objects.published())
    assert query.ok, query.problems
    answer = set(query.queryset)
    assert [row in answer for row in around[number]] == [True, False]


@pytest.fixture(scope="module")
def warm_and_hot(module_db):
    return [measure(material(), "1", conditions={"temperature": printed}) for printed in ("25 °C", "60 °C")]


@pytest.mark.parametrize(
    "question",
    [
        "temperature_min=24 °C&temperature_max=26 °C",
        "temperature_min=24&temperature_max=26&temperature_unit=C",
        "temperature_min=24 °C&temperature_max=300",
        "temperature=RT",
        "temperature=25 °C",
        "temperature=25&temperature_unit=deg C",
        "temperature=20–30 °C",
        "temperature=at 25,0 °C",
        "property=voltage,specific_capacity&temperature=25 °C",
    ],
)
def test_conditions_are_asked_for_as_people_write_them(warm_and_hot, question):
    assert found(question, warm_and_hot) == [True, False]


def test_a_query_in_the_wrong_unit_finds_nothing_and_says_in_which_there_are_rows():
    for printed in ("21 °C", "25 °C", "29 °C"):
        measure(material(), "1", "V", property_key="voltage", conditions={"temperature": printed})
    only = Measurement.objects.filter(conditions__printed__in=("21 °C", "25 °C", "29 °C"), property_key="voltage")
    query = Query(MEASUREMENTS, QueryDict("temperature_min=20&temperature_max=30"), only)
    assert not query.queryset.exists()
    assert query.hints() == [f"Temperature is read in K; {only.count()} rows in °C."]
    assert Query(MEASUREMENTS, QueryDict("temperature=25"), only).hints() == ["Temperature is read in K; 1 row in °C."]
    [doubt] = Query(MEASUREMENTS, QueryDict("temperature_max=5"), only).hints()
    assert "5 K is outside the plausible range" in doubt.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("Specific capacity", "specific capacity"),
        ("Raman shift", "Raman shift"),
        ("Warburg coefficient", "Warburg coefficient"),
        ("XPS binding energy", "XPS binding energy"),
    ],
)
def test_a_label_in_a_sentence_keeps_the_names_of_persons(label, inside):
    assert in_words(label) == inside
