"""A query is read once, for every entry point; what is unknown or malformed is named, with a suggestion."""

import re

import pytest
from django.http import QueryDict

from mgdb.models import Material, Measurement, Source
from mgdb.science import conditions
from mgdb.search import FILTER_SETS, Query
from mgdb.search.materials import MATERIALS
from mgdb.search.measurements import MEASUREMENTS
from mgdb.search.parameters import STATUS_WORDS, ConditionValue, Ids, SourceRefs, Unit
from tests.statements import statements

from .rows import ask, material, measure

DOCUMENT = "10.1007/s40820-024-01495-1"
TABLE_1 = f"property=specific_capacity&document={DOCUMENT}&locator=Table 1"


def measurements(question: str) -> Query:
    return Query(MEASUREMENTS, QueryDict(question), Measurement.objects.published())


def materials(question: str) -> list[str]:
    query = Query(MATERIALS, QueryDict(question), Material.objects.published())
    return [row.name for row in query.queryset]


@pytest.mark.parametrize(
    ("question", "parameter", "named"),
    [
        ("propery=voltage", "propery", "did you mean property?"),
        ("temprature_min=3", "temprature_min", "temperature_min"),
        ("status=draft", "status", "unknown"),
        ("property=specific_capcity", "property", "specific_capacity"),
        ("origin=Measured", "origin", "measured"),
        ("property=voltage&value_min=12abc", "value_min", "write for example"),
        ("property=voltage&value_min=nan", "value_min", "not a number"),
        ("property=voltage&value_min=1e400", "value_min", "too large"),
        ("value_min=1&value_min=2", "value_min", "give it once"),
        ("strict=maybe", "strict", "1 (yes)"),
        ("elements_all=Mg,Xx", "elements_all", "Xx"),
        ("elements_all=magnesium", "elements_all", "Mg"),
        ("formula=Ti-V2O5-x", "formula", "character"),
        ("document=Table", "document", "10.1007/"),
        ("material=cel-7h3k9qa", "material", "mat-"),
        ("year_min=19a", "year_min", "whole number"),
        ("q=a%00b", "q", "control character"),
        ("locator=" + "x" * 301, "locator", "300 characters"),
        ("carrier_cations=Magnesium", "carrier_cations", "Mg"),
        ("ordering=colour", "ordering", "value"),
        ("direction=sideways", "direction", "discharge"),
        ("cycle_number=many", "cycle_number", "not reported"),
    ],
)
def test_what_is_unknown_or_malformed_is_named_with_a_suggestion(question, parameter, named):
    query = measurements(question)
    assert [problem.parameter for problem in query.problems] == [parameter]
    assert named in str(query.problems[0])


def test_all_problems_are_named_at_once():
    assert [problem.parameter for problem in measurements("foo=1&q=%00&origin=y").problems] == [
        "foo",
        "q",
        "origin",
    ]


def test_parameters_of_the_entry_point_and_empty_ones_are_no_problems():
    query = Query(MEASUREMENTS, QueryDict("page=2&q=&origin="), Measurement.objects.none(), own=("page",))
    assert query.ok
    assert query.params == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "count"),
    [
        (TABLE_1, 54),
        (TABLE_1.replace(DOCUMENT, DOCUMENT.upper()), 54),
        (TABLE_1.replace(DOCUMENT, f"https://doi.org/{DOCUMENT}"), 54),
        (f"{TABLE_1}&test_step=rate", 24),
        (f"{TABLE_1}&test_step=cycling", 30),
        (TABLE_1.replace("Table 1", "table 1 "), 54),
        (TABLE_1.replace("Table 1", "Table"), 0),
        (f"{TABLE_1}&citation_key=69", 4),
        (f"{TABLE_1}&citation_key=69&citation_key=71", 8),
        (f"{TABLE_1}&elements_none=Ti", 38),
        ("document=10.9999/none", 0),
    ],
)
def test_the_first_table_is_found(question, count):
    assert measurements(question).queryset.count() == count


@pytest.mark.django_db
def test_a_document_may_be_named_by_its_id():
    document = Source.objects.get(doi=DOCUMENT)
    assert (
        measurements(f"property=specific_capacity&document={document.public_id}&locator=Table 1").queryset.count() == 54
    )


@pytest.mark.django_db
def test_document_and_locator_are_those_of_one_report():
    row = measure(material(), "77")
    assert row in measurements("locator=Section 3").queryset
    assert row not in measurements(f"locator=Section 3&document={DOCUMENT}").queryset


@pytest.mark.django_db
def test_unpublished_rows_are_never_found():
    row = measure(material(), "77")
    Measurement.objects.filter(pk=row.pk).update(status="in_review")
    assert row not in measurements("").queryset


@pytest.mark.django_db
def test_materials_are_found_by_composition():
    both = material(formula="MgMn2O4", name="both")
    one = material(formula="MnO2", name="one")
    neither = material(formula="VS4", name="neither")
    other = material(formula="", name="no formula")

    def found(question: str) -> list[bool]:
        query = Query(MATERIALS, QueryDict(question), Material.objects.published())
        answer = set(query.queryset)
        return [row in answer for row in (both, one, neither, other)]

    assert found("elements_all=Mg,Mn") == [True, False, False, False]
    assert found("elements_any=Mg,Mn") == [True, True, False, False]
    assert found("elements_none=Mg,V") == [False, True, False, True]
    assert found("elements_all=Mn&elements_none=Mg") == [False, True, False, False]
    assert found("formula=Mn2O4Mg") == [True, False, False, False]


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["V2O5", "O5V2", "V₂O₅", "V4O10", "V_2O_5"])
def test_a_formula_is_found_however_it_is_written(written):
    made = material(formula="V2O5", name="anything at all")
    question = QueryDict(mutable=True)
    question["formula"] = written
    assert made in Query(MATERIALS, question, Material.objects.published()).queryset


@pytest.mark.django_db
def test_a_formula_with_unknown_amounts_is_found_as_written():
    made = material(formula="TiO2-x", name="reduced titania")
    assert made.name in materials("formula=TiO2-x")
    assert made.name not in materials("formula=TiO2")


@pytest.mark.django_db
def test_materials_are_found_by_what_was_measured_of_them():
    good, bad = material(name="good one"), material(name="bad one")
    measure(good, "0.3", "Ah/g")
    measure(bad, "20")
    answer = materials("property=specific_capacity&value_min=0.29&unit=Ah/g")
    assert "good one" in answer
    assert "bad one" not in answer


@pytest.mark.django_db
def test_a_row_is_counted_once_however_often_it_matches():
    query = Query(MATERIALS, QueryDict("defect=anion_vacancy&defect=cation_vacancy"), Material.objects.all())
    keys = [row.pk for row in query.queryset]
    assert keys
    assert len(keys) == len(set(keys))


@pytest.mark.django_db
def test_rows_without_a_value_come_last_either_way():
    subject = material(name="Ordered")
    low, high, none = measure(subject, "1"), measure(subject, "2"), measure(subject, "3", "")
    base = f"material={subject.public_id}&ordering="
    assert list(measurements(base + "value").queryset) == [low, high, none]
    assert list(measurements(base + "-value").queryset) == [high, low, none]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("", "measurements"),
        ("property=specific_capacity", "measurements of specific capacity"),
        (
            "property=specific_capacity&value_min=100&value_max=200",
            "measurements of specific capacity, from 100 to 200 mAh g⁻¹",
        ),
        (
            "property=voltage&value_max=500&unit=mV&temperature_min=20&temperature_unit=°C",
            "measurements of voltage, at most 500 mV, temperature at least 20 °C",
        ),
        ("property=xps_binding_energy&origin=measured&origin=derived",
         "measurements of XPS binding energy, of data type measured or derived from measurement"),
        ("elements_all=Mg,V&elements_none=Li&suspect=0", "measurements with Mg and V, without Li, not suspect"),
        ("cycle_number=not_reported", "measurements cycle number not reported"),
    ],
)  # fmt: skip
def test_the_question_is_stated_in_words(question, words):
    query = Query(MEASUREMENTS, QueryDict(question), Measurement.objects.none())
    assert query.problems == []
    assert query.description == words


@pytest.mark.django_db
def test_records_are_stated_by_their_names_not_their_ids():
    named = Material.objects.published().filter(phase__isnull=False).select_related("source", "phase").first()
    question = f"material={named.public_id}&phase={named.phase.public_id}&source={named.source.public_id}"
    words = ask("statements", question).description
    assert f"about {named.name} of {named.source.short}" in words
    assert f"about {named.phase.name} or a specimen of it" in words
    assert f"from {named.source.short}" in words
    assert not re.search(r"(mat|pha|src)-", words)


@pytest.mark.django_db
def test_what_the_public_does_not_read_is_stated_by_its_id_alone():
    hidden = material(name="a secret")
    Material.objects.filter(pk=hidden.pk).update(status="draft")
    assert ask("measurements", f"material={hidden.public_id}").description.endswith(f"about {hidden.public_id}")


def test_the_answer_is_stated_in_words():
    query = Query(MEASUREMENTS, QueryDict("property=voltage"), Measurement.objects.none())
    assert query.describe_results(1) == "1 measurement of voltage"
    assert query.describe_results(1234) == "1\N{NARROW NO-BREAK SPACE}234 measurements of voltage"


@pytest.mark.django_db
@pytest.mark.sampled(5)
@pytest.mark.parametrize("key", FILTER_SETS)
def test_every_filter_and_order_of_every_record_type_makes_a_query_that_runs(key, some):
    from api.router import router

    filters = FILTER_SETS[key]
    viewset = next(view for _, view, _ in router.registry if getattr(view, "filters", None) is filters)
    rows = viewset.queryset.published()
    whole = rows.count()
    plain = {"number": "1", "integer": "2020", "string": "Mg"}
    # these do not stand alone, or not for any text
    special = {
        "unit": {"property": "voltage", "unit": "V"},
        "value_min": {"property": "voltage", "value_min": "1"},
        "value_max": {"property": "voltage", "value_max": "1"},
        "temperature_unit": {"temperature_unit": "°C"},
    }
    assert [name for name, one in filters.filters.items() if one.help_text[-1] not in ".…"] == []
    for name in some(filters.filters, 8):
        one = filters.filters[name]
        schema = one.parameter.schema
        if name in special:
            questions = [special[name]]
        elif isinstance(one.parameter, Unit):
            questions = [{name: conditions.CONDITIONS[name.removesuffix("_unit")].accepted_units[-1]}]
        elif isinstance(one.parameter, Ids):
            questions = [{name: f"{one.parameter.prefix}-0000001"}]
        elif isinstance(one.parameter, ConditionValue):
            value = {"number": "1", "text": "any"}.get(one.parameter.entry.kind, "reported")
            questions = [{name: word} for word in (*STATUS_WORDS, value)]
        elif isinstance(one.parameter, SourceRefs):
            questions = [{name: "10.1007/s40820-024-01495-1"}, {name: "src-0000001"}]
        else:
            questions = [
                {name: value} for value in schema.get("enum", [one.example or plain[schema.get("type", "number")]])
            ]
        for question in questions:
            data = QueryDict(mutable=True)
            data.update(question)
            query = Query(filters, data, rows)
            assert query.problems == [], question
            assert query.queryset.count() <= whole
    for name in some(filters.orderings, 2):
        question = QueryDict(f"ordering={name},-{name}")
        assert Query(filters, question, rows).queryset.count() == whole


@pytest.mark.django_db
def test_an_empty_result_says_what_each_condition_costs():
    material(name="lone", structure_family="garnet", formula="CaXeO4")
    query = ask("materials", "structure_family=garnet&elements_all=Xe&role=electrolyte")
    assert query.queryset.count() == 0
    with statements() as queries:
        suggestions = query.counts_without_each()
    assert len(queries) == 1
    assert {condition.names: count for condition, count in suggestions}[("role",)] == 1
    for condition, count in suggestions:
        rest = QueryDict("structure_family=garnet&elements_all=Xe&role=electrolyte", mutable=True)
        for name in condition.names:
            rest.pop(name)
        assert ask("materials", rest).queryset.count() == count
