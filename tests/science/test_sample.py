"""How the prints of public texts are read: the sample with its meanings, written down before any of it was read."""

from collections import Counter

import pytest

from mgdb.science import units
from mgdb.science.conditions import CONDITIONS
from mgdb.science.judgement import Judgement, Refusal, judge
from mgdb.science.properties import PROPERTIES, Property
from mgdb.science.quantity import Quantity
from tests.yaml_files import cases

SOURCES = cases("sample")
SAMPLE = [value for source in SOURCES for value in source["values"]]
ENTRIES = {**CONDITIONS, **PROPERTIES}


def entry_of(name: str):
    """The entry of the catalogue, or a property of a dimension that no entry has."""
    if not name.startswith("a "):
        return ENTRIES[name]
    dimension = units.DIMENSIONS[name.removeprefix("a ")]
    return Property(
        key="quantity", label=name, symbol="", definition="", kind="number", dimension=name.removeprefix("a "),
        unit=dimension.canonical, display_unit=dimension.canonical, accepted_units=dimension.accepted, applies_to=(),
        plausible=None, scale="log", better=None, needed_conditions=(), group="", iri=None,
    )  # fmt: skip


def near(number: float | None):
    return None if number is None else pytest.approx(number, rel=2e-6, abs=1e-30)


def verdict(case: dict, judged: Judgement) -> str:
    """right, asked or refused where the sample says so; else wrong, or missed: not read though it is clear."""
    if isinstance(judged, Refusal):
        asked = judged.outcome == "ambiguous"
        if asked and case.get("asked"):
            return "asked"
        if not asked and "refused" in case and case["refused"] in judged.reason:
            return "refused"
        return "missed"
    if "asked" in case or "refused" in case:
        return "wrong"
    stated = judged.canonical or Quantity(value=0.0)  # of a room temperature there is a convention alone
    quantity = judged.condition or stated
    if "order" in case:
        printed = [member.value for member in stated.members]
        return "right" if (stated.range_kind, printed) == ("order_of_magnitude", [case["order"]]) else "wrong"
    low, high = (case["value"],) * 2 if "value" in case else (case.get("low"), case.get("high"))
    same = (
        quantity.low == near(low)
        and quantity.high == near(high)
        and stated.uncertainty == near(case.get("uncertainty"))
        and stated.approximate == case.get("approximate", False)
        and case.get("doubted", "") in " ".join(map(str, judged.doubts))
    )
    return "right" if same else "wrong"


def judged_sample():
    for case in SAMPLE:
        judged = judge(entry_of(case["entry"]), case["printed"], case.get("unit", ""))
        yield case, judged, verdict(case, judged)


def test_every_print_of_the_sample_is_read_as_it_is_meant(record_property):
    counts: Counter[str] = Counter()
    faults = []
    for case, judged, outcome in judged_sample():
        counts[outcome] += 1
        if outcome in ("wrong", "missed"):
            faults.append(f"{outcome}: {case['entry']} “{case['printed']}” “{case.get('unit', '')}” → {judged}")
    record_property("counts", dict(counts))
    assert not faults, "\n".join(faults)
    assert counts["right"] + counts["asked"] + counts["refused"] == len(SAMPLE)


def test_the_sample_is_broad_and_public():
    assert len(SAMPLE) >= 300
    assert len({source["address"] for source in SOURCES}) >= 40
    assert len({case["entry"] for case in SAMPLE}) >= 40
    assert all(source["address"].startswith(("https://", "http://")) for source in SOURCES)
    assert all(case["where"] and len(case["where"].split()) <= 12 for case in SAMPLE)
