"""Results placed among the real records: what counts, what is left out, and the verdicts of comparisons."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from mgdb import benchmark, compare
from mgdb.models import Measurement
from mgdb.presentation import measurement_views
from mgdb.science.comparability import verdict
from mgdb.search import FILTER_SETS, Query
from tests.statements import statements

pytestmark = pytest.mark.django_db

SIGMA = "property=ionic_conductivity&value=1.2e-5 S/cm"
AT_25 = f"{SIGMA}&temperature=25 °C"
CAPACITY = "property=specific_capacity&value=185 mAh/g"


def placed(query: str) -> benchmark.Placement:
    return benchmark.place(benchmark.read(QueryDict(query)))


def test_a_conductivity_counts_against_values_at_its_temperature_alone():
    found = placed(AT_25)
    counted = [value for value in found.values if value.is_counted]
    assert len(counted) == found.counted.count >= 20
    for value in counted:
        kelvin = value.view.number("temperature")
        assert kelvin is not None
        assert abs(kelvin - 298.15) <= 2
    # but for those of which nobody says whether they were measured
    assert {value.view.origin_key for value in counted if value.mark.outcome == "care"} <= {"not_stated", ""}
    assert {value.mark.outcome for value in counted} == {"comparable", "care"}


def test_rank_and_percentile_are_those_counted_by_hand():
    """Against the numbers of the records themselves: of every value at 25 °C, its interval against 1.2 × 10⁻⁵."""
    found = placed(AT_25)
    lower = higher = undecided = 0
    for row in Measurement.objects.published().filter(
        pk__in=[value.view.pk for value in found.values if value.is_comparable]
    ):
        low = float("-inf") if row.low is None else row.low
        high = float("inf") if row.high is None else row.high
        lower += high < 1.2e-5
        higher += low > 1.2e-5
        undecided += low <= 1.2e-5 <= high
    standing = found.comparable
    assert (standing.lower, standing.higher, standing.open) == (lower, higher, undecided)
    assert standing.equal == 0
    assert undecided > 0  # an order of magnitude and a bound are among them
    assert standing.ranks == (higher + 1, higher + undecided + 1)
    assert standing.percentile == pytest.approx(100 * lower / (lower + higher))


def test_what_is_in_doubt_has_a_place_and_no_rank_until_its_reader_confirms_it():
    doubted = placed("property=ionic_conductivity&value=50 S/cm&temperature=25 °C")
    assert doubted.comparable.higher == 0
    assert doubted.comparable.lower >= 20
    assert (doubted.comparable.ranks, doubted.comparable.percentile) == (None, None)
    assert not any(value.factor.text for value in doubted.values)
    assert "is in doubt, and has neither rank nor percentile" in benchmark.headline(doubted)
    assert {row.percentile for row in benchmark.standing_rows(doubted)} == {"none: your value is in doubt"}
    confirmed = placed("property=ionic_conductivity&value=50 S/cm&temperature=25 °C&confirmed=1")
    assert confirmed.comparable.ranks is not None
    assert confirmed.question.doubts


def test_a_percentile_that_may_move_stands_as_a_range():
    found = placed(AT_25)
    least, most = found.comparable.percentiles
    assert least < most
    assert f" to {benchmark.words.ordinal(benchmark.words.whole(most))} percentile, n = " in benchmark.headline(found)


def test_of_equal_conditions_the_stated_come_before_the_assumed():
    counted = [value.view for value in placed(AT_25).values if value.is_comparable]
    assumed = [view.conditions["temperature"].assumed for view in counted if view.number("temperature") == 298.15]
    assert assumed == sorted(assumed)
    assert {*assumed} == {False, True}


def test_without_its_temperature_a_conductivity_has_no_rank_and_the_page_says_why():
    found = placed(SIGMA)
    assert found.counted.count == 0
    assert [one.label for one in found.deciding_not_given] == ["temperature"]
    assert benchmark.standing_rows(found) == []
    assert "without its temperature" in benchmark.headline(found)
    assert benchmark.uncertain(found)[0].startswith("You gave no temperature.")


def test_a_capacity_needs_its_current_and_test_step():
    found = placed(CAPACITY)
    assert {one.label for one in found.deciding_not_given} == {"current density", "cycle number", "test step"}
    rate = placed(f"{CAPACITY}&current_density=100 mA/g&test_step=rate")
    assert rate.deciding_not_given == ()  # in a rate test the current tells the values apart
    assert rate.comparable.count > 0
    for value in rate.values:
        if value.is_counted:
            assert value.view.step == "rate"
            assert value.view.number("current_density") == pytest.approx(100, rel=0.02)


def test_a_value_of_no_stated_chemistry_is_compared_with_caution():
    # 276.3 mAh/g of HMoOF after 100 cycles at 0.1 A/g, mea-sd7zmrq: nothing tells that its cell was one of magnesium
    found = placed(
        "property=specific_capacity&value=150 mAh/g&current_density=100 mA/g&cycle_number=100&test_step=cycling"
    )
    unstated = [value for value in found.values if not value.view.chemistry_key]
    assert "mea-sd7zmrq" in {value.view.id for value in unstated}
    assert not [value.view.id for value in unstated if value.mark.outcome == "comparable" or value.is_counted]
    assert found.tally["comparable"] == found.comparable.count


def test_the_verdicts_are_those_of_comparisons():
    """A stored value that is placed has against every other the verdict that a comparison of the two has."""
    rows = Measurement.objects.published().of("specific_capacity")
    views = measurement_views(rows)
    own = next(
        view for view in views
        if view.step == "cycling" and view.number("current_density") and view.number("cycle_number")
        and view.chemistry_key == "Mg"
    )  # fmt: skip
    context = compare.context_of(own)
    found = placed(
        f"property=specific_capacity&value={own.value} mAh/g&test_step=cycling"
        f"&current_density={own.number('current_density')} mA/g&cycle_number={own.number('cycle_number'):g}"
    )
    told = ("property", "origin", "chemistry", "current_density", "cycle_number", "test_step")
    assert len(found.values) > 50
    for value in found.values:
        expected = verdict(context, compare.context_of(value.view))
        for dimension in told:
            assert value.compared.of(dimension) == expected.of(dimension), (value.view.id, dimension)


def test_dual_salt_is_looked_at_and_marked_and_counts_for_a_dual_salt_cell_alone():
    found = placed(f"{CAPACITY}&current_density=50 mA/g&test_step=rate")
    dual = [value for value in found.values if value.view.chemistry_key == "Mg-Li"]
    assert dual
    assert {value.mark.outcome for value in dual} == {"not"}
    assert {value.chemistry_note for value in dual} == {"Mg–Li (dual salt)"}
    again = placed(f"{CAPACITY}&current_density=50 mA/g&test_step=rate&chemistry=Mg-Li")
    assert {value.view.chemistry_key for value in again.values if value.is_counted} == {"Mg-Li"}


def test_other_chemistries_and_suspect_values_come_only_when_asked():
    found = placed(AT_25)
    keys = {value.view.chemistry_key for value in found.values}
    assert not keys & {"Li", "Na", "Zn"}
    assert ("of battery chemistry Li", 4) in found.left_out
    asked = placed(f"{AT_25}&other_chemistries=1")
    assert {"Li", "Na"} <= {value.view.chemistry_key for value in asked.values}
    assert asked.comparable == found.comparable  # looked at, and not comparable
    capacity = placed(CAPACITY)
    assert not any(value.view.suspect for value in capacity.values)
    suspect = dict(capacity.left_out)["suspect"]
    assert sum(value.view.suspect for value in placed(f"{CAPACITY}&suspect=1").values) == suspect > 0


@pytest.mark.parametrize("level", ["no_departure", "all_stated"])
def test_strict_mg_narrows_the_values_as_in_lists(level):
    found = placed(f"{CAPACITY}&strict_mg={level}")
    query = Query(
        FILTER_SETS["measurements"],
        QueryDict(f"property=specific_capacity&strict_mg={level}"),
        Measurement.objects.published(),
    )
    assert {value.view.pk for value in found.values} == set(
        query.queryset.filter(low__isnull=False).values_list("pk", flat=True)
    )
    assert 0 < len(found.values) < len(placed(CAPACITY).values)
    assert {value.view.chemistry_key for value in found.values} == {"Mg"}


def test_a_lithium_result_is_placed_among_lithium_too():
    found = placed(f"{AT_25}&chemistry=Li")
    assert "Li" in {value.view.chemistry_key for value in found.values}


def test_lower_is_better_for_barriers():
    found = placed("property=activation_energy&value=0.35 eV")
    assert found.question.side == "lower"
    assert found.comparable.better == found.comparable.lower
    assert found.comparable.percentile is None  # nine values, one of them a range around it
    assert "too few for a percentile" in benchmark.headline(found)


def test_a_barrier_whose_path_nobody_states_alike_is_placed_with_care():
    found = placed("property=migration_barrier&value=0.4 eV&ion=Mg2%2B")
    assert found.comparable.count == 0
    assert found.counted.count >= 10
    assert {value.mark.outcome for value in found.values if value.is_counted} == {"care"}
    assert all(value.view.chemistry_key == "Mg" for value in found.values if value.is_counted)


def test_a_property_without_a_better_side_has_a_position_and_no_rank():
    found = placed("property=interlayer_spacing&value=10 Å")
    assert found.question.side is None
    assert found.values
    assert all("%" not in row.percentile and row.rank.startswith("none") for row in benchmark.standing_rows(found))
    assert "higher than" in benchmark.headline(found) or "No rank" in benchmark.headline(found)


def test_the_role_says_which_side_of_an_electronic_conductivity_is_better():
    query = "property=electronic_conductivity&value=1e-8 S/cm&temperature=25 °C"
    assert placed(query).question.side is None
    assert placed(f"{query}&role=electrolyte").question.side == "lower"
    assert placed(f"{query}&role=cathode").question.side == "higher"


@pytest.mark.parametrize(
    "query",
    [
        "property=capacity_retention&value=90 %25&cycle_number=100&current_density=100 mA/g",
        "property=coulombic_efficiency&value=> 99 %25&current_density=50 mA/g&cycle_number=1",
        "property=plating_stripping_efficiency&value=99 %25",
        "property=diffusion_coefficient&value=1e-12 to 1e-11 cm2/s",
        "property=electrochemical_window&value=3.2 V",
        "property=voltage&value=1.2 V&potential_scale=Mg",
    ],
)
def test_results_of_other_properties_are_placed(query):
    found = placed(query)
    assert found.values
    assert benchmark.headline(found)
    assert benchmark.figure_of(found) is not None
    assert sum(found.tally.values()) == len(found.values)


def test_potentials_of_another_scale_are_neither_ordered_nor_drawn():
    query = "property=anodic_limit&value=3.1 V&scan_rate=1 mV/s"
    found = placed(f"{query}&potential_scale=Mg")
    assert any(value.on_scale for value in found.values)
    for value in found.values:
        assert value.on_scale == (value.compared.of("potential_scale").outcome == "same")
    drawing = benchmark.figure_of(found)
    assert drawing is not None
    assert len(drawing.drawn) == sum(value.on_scale for value in found.values)
    for other in ("&potential_scale=SHE", ""):  # another scale, or none: nothing can stand beside it
        apart = placed(query + other)
        assert {value.order for value in apart.values} == {"open"}
        assert apart.counted.count == 0
        assert benchmark.figure_of(apart) is None


def test_a_figure_of_many_values_draws_the_nearest_and_counts_the_others(monkeypatch):
    monkeypatch.setattr("mgdb.benchmark.files.MOST_DRAWN", 10)
    found = placed(f"{AT_25}&sort=value")
    drawing = benchmark.figure_of(found)
    assert drawing is not None
    nearest = sorted(found.values, key=lambda value: value.rank_by_nearness)[:10]
    assert {item.point.id for item in drawing.drawn} == {value.view.id for value in nearest}
    assert dict(drawing.left_out).popitem()[1] == len(found.values) - 10


def test_nearest_conditions_come_first_and_by_value_the_result_has_its_place():
    found = placed(f"{CAPACITY}&current_density=100 mA/g&cycle_number=50&test_step=cycling")
    groups = [("comparable", "care", "not").index(value.mark.outcome) for value in found.values]
    assert groups == sorted(groups)
    assert found.own_place == 0
    ordered = placed(f"{AT_25}&sort=value")
    at = ordered.own_place
    comparable = [value for value in ordered.values if value.is_comparable]
    assert at == ordered.comparable.higher + sum(
        value.order == "open" and (value.quantity.value or 0) > 1.2e-5 for value in comparable
    )


def test_placing_takes_three_statements_however_many_values_there_are():
    benchmark.place(benchmark.read(QueryDict(AT_25)))  # what is looked up once
    with statements() as sent:
        benchmark.place(benchmark.read(QueryDict(CAPACITY)))
    assert len(sent) <= 3


def test_the_table_has_a_row_for_each_value():
    found = placed(AT_25)
    table = benchmark.table_of(found, "https://example.org/benchmark/", lambda one: f"https://example.org/{one}")
    assert len(table.rows) == len(found.values)
    assert table.about["outcome"].startswith("1.2 × 10⁻⁵ S cm⁻¹ is better than")
    place = list(table.columns).index("id")
    assert [row[place] for row in table.rows] == [value.view.id for value in found.values]
