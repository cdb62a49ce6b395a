"""Histograms: how the numbers of a property or a condition are spread over the matching rows."""

import pytest
from django.http import QueryDict

from mgdb.lists import LIST_TYPES, ListPage
from tests.statements import statements

from .rows import ask, material, measure

pytestmark = pytest.mark.django_db
PROPERTY = "specific_capacity"


def test_a_histogram_holds_each_value_once_and_reaches_from_the_smallest_to_the_largest():
    subject = material(name="spread")
    for printed in ("10", "20", "30", "< 40", "≈ 50", "60–80"):
        measure(subject, printed)
    query = ask("measurements", f"material={subject.public_id}&property=specific_capacity")
    spread = query.spreads()["value"]
    # “< 40” stands at its one end, “60–80” in its middle
    assert (spread.low, spread.high, spread.count, spread.log) == (10.0, 70.0, 6, False)
    assert spread.bins[0] == spread.bins[-1] == 1
    assert (spread.edge(0), spread.edge(len(spread.bins))) == (10.0, 70.0)


def test_a_histogram_leaves_its_own_limits_out_and_keeps_the_others():
    subject = material(name="spread")
    measure(subject, "10", conditions={"temperature": "25 °C"})
    measure(subject, "20", conditions={"temperature": "60 °C"})
    measure(subject, "30", conditions={"temperature": "60 °C"})
    query = ask(
        "measurements",
        f"material={subject.public_id}&property=specific_capacity&value_min=25&temperature_min=50&temperature_unit=°C",
    )
    with statements() as queries:
        spreads = query.spreads()
    assert len(queries) == 1
    assert spreads["value"].count == 2  # those at 60 °C
    assert spreads["temperature"].count == 1  # those of at least 25 mAh/g


def test_a_histogram_is_logarithmic_where_the_catalogue_says_so():
    subject = material(name="conductor", roles=["electrolyte"])
    for printed in ("1e-8", "1e-5", "1e-2"):
        measure(subject, printed, "S/cm", property_key="ionic_conductivity")
    spread = ask("measurements", f"material={subject.public_id}&property=ionic_conductivity").spreads()["value"]
    assert spread.log
    assert spread.edge(len(spread.bins) // 2) == pytest.approx(1e-5)
    assert [place for place, count in enumerate(spread.bins) if count] == [
        0,
        len(spread.bins) // 2,
        len(spread.bins) - 1,
    ]


@pytest.mark.parametrize("key", LIST_TYPES)
def test_every_list_takes_the_limits_that_it_offers(key):
    taken = LIST_TYPES[key].filters.filters
    query = f"property={PROPERTY}" if "property" in taken else ""
    page = ListPage(LIST_TYPES[key], QueryDict(query))
    assert set(page.query.spreads()) <= {limits.name for limits in page.limits}
    for limits in page.limits:
        ends = f"{limits.name}_min=1&{limits.name}_max=2"
        unit = f"&{limits.unit_name}={limits.unit}" if limits.unit != "1" else ""
        assert ask(key, f"{query}&{ends}{unit}").problems == []


def test_a_pair_has_no_number_and_no_histogram(client):
    page = ListPage(LIST_TYPES["pairs"], QueryDict(f"property={PROPERTY}"))
    assert page.counts.total
    assert (page.limits, page.query.spreads()) == ([], {})
    html = client.get(f"/pairs/?property={PROPERTY}").content.decode()
    assert "value_min" not in html
