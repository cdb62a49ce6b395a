"""The qualifiers of a condition: kept in columns of their own, and shown wherever its number is."""

import csv
import io

import pytest

from mgdb import ingest, review
from mgdb.models import MeasurementCondition
from tests.ingest.test_load import NEW

pytestmark = pytest.mark.django_db
ID = "mea-0000001"


def measured_at(printed):
    text = NEW.replace("temperature: room temperature", f"temperature: {printed}")
    report = ingest.load({"new.yaml": text}, by=review.OPERATOR)
    assert report.ok, report.problems
    return MeasurementCondition.objects.get(measurement__public_id=ID, key="temperature")


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    ("printed", "approximate", "uncertainty", "shown"),
    [
        ("20 ± 2 °C", False, 2.0, "20 ± 2 °C"),
        ("≈25 °C", True, None, "≈ 25 °C"),
        ("about 25(1) °C", True, 1.0, "≈ 25 ± 1 °C"),
        ("~60–80 °C", True, None, "≈ 60–80 °C"),
        ("25 °C", False, None, "25 °C"),
    ],
)
def test_qualifiers_are_kept_and_shown_on_the_page_in_the_api_and_in_files(
    get, client, printed, approximate, uncertainty, shown
):
    condition = measured_at(printed)
    assert (condition.approximate, condition.uncertainty) == (approximate, uncertainty)
    in_api = get(f"measurements/{ID}/").data["conditions"]["temperature"]
    assert (in_api["approximate"], in_api["uncertainty"]) == (approximate, uncertainty)
    in_celsius = get(f"measurements/?q={ID}&temperature_unit=°C").data["results"][0]["conditions"]["temperature"]
    assert in_celsius["uncertainty"] == uncertainty
    page = client.get(f"/measurements/{ID}/").content.decode()
    assert shown in page.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    text = client.get(f"/measurements/?q={ID}&format=csv&columns=temperature").content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert (row["temperature_approximate"], row["temperature_status"]) == (str(approximate).lower(), "reported")
    assert (float(row["temperature_uncertainty_degC"] or 0) or None) == uncertainty
    assert float(row["temperature_min_degC"]) <= float(row["temperature_max_degC"])
