"""Independent second readings of the five documents, asked for again through the REST API.

`data/<document>.json` is what a second reader, who had seen neither the dataset files nor the first reading, took from
the document. `judgements.yaml` says which names mean the same subject, and holds every disagreement that was judged
against the document; each of them must still be one.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mgdb.models import Measurement
from tests.second_reading.comparison import closest, convert
from tests.servers import WebServer, read_json
from tests.yaml_files import read_yaml

HERE = Path(__file__).parent
DOCUMENTS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("data/*.json"))}
JUDGEMENTS = read_yaml(HERE / "judgements.yaml")
# Documents of the first and of the second campaign of curating: at least sixty values were read again in each.
CAMPAIGNS = (
    ("defect-engineering-2025", "oligolayered-v2o5-2025", "faceted-anatase-2026"),
    ("solid-electrolytes-2022", "mof-interphases-2025"),
)
AT_LEAST = 60
# Filed by the second reader under channel_size, cycles_demonstrated and voltage, judged exceptions.
READ_OTHERWISE = {"pore_size", "cycle_life", "stripping_potential"}
# Not among the properties that the second readers were given; their values say that one reading stands behind them.
NOT_READ_AGAIN = {"resistance", "test_duration", "elemental_content"}

Ask = Callable[[str], list[dict[str, Any]]]


def judged(document: str) -> dict[int, list[str]]:
    """The differences that were judged, by the number of the reading."""
    return {
        number: exception["differs"]
        for exception in JUDGEMENTS[document]["exceptions"]
        for number in exception["readings"]
    }


def disagreements(document: str, records: list[dict[str, Any]]) -> dict[int, list[str]]:
    """In what the readings of `document` and `records` differ, by the number of the reading; those that agree are left
    out."""
    names = JUDGEMENTS[document]["names"]
    found = {reading["n"]: closest(reading, records, names)[0] for reading in DOCUMENTS[document]["readings"]}
    return {number: fields for number, fields in found.items() if fields}


@pytest.fixture(scope="session")
def published(site: WebServer) -> Ask:
    """All measurements of a document, as a program gets them."""

    @cache
    def ask(document: str) -> list[dict[str, Any]]:
        address = f"{site.url}api/v1/measurements/?page_size=1000&document={DOCUMENTS[document]['document']}"
        answer: Any = read_json(address)
        assert answer["next"] is None
        return answer["results"]

    return ask


@pytest.mark.sampled(1)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_api_repeats_the_second_reading_but_for_what_was_judged(document: str, published: Ask) -> None:
    assert disagreements(document, published(document)) == judged(document)


@pytest.mark.parametrize("campaign", CAMPAIGNS, ids=" ".join)
def test_the_readings_are_many_and_cover_every_property(campaign: tuple[str, ...], published: Ask) -> None:
    readings = [reading for document in campaign for reading in DOCUMENTS[document]["readings"]]
    assert len(readings) >= AT_LEAST
    records = [record for document in campaign for record in published(document) if record["kind"] == "number"]
    stored = {record["property"] for record in records}
    assert stored - {reading["property"] for reading in readings} <= READ_OTHERWISE | NOT_READ_AGAIN
    assert all(record["readings"] == 1 for record in records if record["property"] in NOT_READ_AGAIN)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_judgement_is_about_a_reading_and_says_why(document: str) -> None:
    numbers = [reading["n"] for reading in DOCUMENTS[document]["readings"]]
    assert len(numbers) == len(set(numbers))
    listed = [number for exception in JUDGEMENTS[document]["exceptions"] for number in exception["readings"]]
    assert len(listed) == len(set(listed))
    assert set(listed) <= set(numbers)
    for exception in JUDGEMENTS[document]["exceptions"]:
        assert exception["right"] in ("record", "both")
        assert exception["reason"].endswith(".")
    subjects = {reading["subject"] for reading in DOCUMENTS[document]["readings"]}
    assert set(JUDGEMENTS[document]["names"]) <= subjects


@pytest.mark.parametrize(
    ("document", "number", "change", "noticed"),
    [
        ("solid-electrolytes-2022", 23, {"value": 2.9e-4}, "value"),  # a lost exponent
        ("solid-electrolytes-2022", 23, {"unit": "mS cm-1"}, "value"),
        ("solid-electrolytes-2022", 23, {"conditions": {"temperature": "800 °C"}}, "conditions.temperature"),
        ("solid-electrolytes-2022", 23, {"subject": "Mg0.5Ti2(PO4)3"}, "subject"),
        ("solid-electrolytes-2022", 23, {"locator": "Section 2.2"}, "locator"),
        ("solid-electrolytes-2022", 23, {"property": "electronic_conductivity"}, "property"),
        ("solid-electrolytes-2022", 23, {"bound": "<"}, "bound"),
        (
            "defect-engineering-2025",
            1,
            {"conditions": {"current_density": "3000 mA g-1"}},
            "conditions.current_density",
        ),
        ("defect-engineering-2025", 1, {"approximate": False}, "approximate"),
        ("mof-interphases-2025", 37, {"low": 250, "high": 760}, "value"),  # two digits exchanged
    ],
)
def test_a_reading_that_says_something_else_is_noticed(
    document: str, number: int, change: Mapping[str, Any], noticed: str, published: Ask
) -> None:
    names = JUDGEMENTS[document]["names"]
    reading = next(reading for reading in DOCUMENTS[document]["readings"] if reading["n"] == number)
    records = published(document)
    assert closest(reading, records, names)[0] == []
    found = closest({**copy.deepcopy(reading), **change}, records, names)[0]
    assert noticed in found or found == ["absent"]


@pytest.mark.django_db
def test_a_value_that_changed_in_the_database_is_noticed(client: Any) -> None:
    document = "solid-electrolytes-2022"
    address = f"/api/v1/measurements/?page_size=1000&document={DOCUMENTS[document]['document']}"
    values = Measurement.objects.filter(
        property_key="ionic_conductivity", reports__printed_value="2.9×10^{-5}", conditions__printed="400 °C"
    )
    assert values.update(value=2.9e-4, low=2.9e-4, high=2.9e-4) == 1
    records = client.get(address).json()["results"]
    assert set(disagreements(document, records)) - set(judged(document)) == {23}


@pytest.mark.parametrize(
    ("value", "unit", "canonical", "expected"),
    [
        (0.28, "mS cm-1", "S cm⁻¹", 2.8e-4),
        (25, "degC", "K", 298.15),
        (92.0, "kJ mol-1", "eV", 0.953512),  # 92 000 / 96 485.332
        (1.304, "nm3", "Å³", 1304.0),
        (5, "S cm-1", "S cm⁻¹", 5),
        (5, "", "Ω s⁻¹ᐟ²", 5),  # no unit printed
    ],
)
def test_units_of_the_readings_are_converted(value: float, unit: str, canonical: str, expected: float) -> None:
    assert convert(value, unit, canonical) == pytest.approx(expected, rel=1e-6)


def test_units_that_do_not_belong_together_equal_nothing() -> None:
    converted = convert(1.0, "Ω", "Ω cm²")
    assert converted is not None
    assert converted != converted  # NaN
