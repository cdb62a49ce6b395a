"""One standard for the records of all documents (docs/curation.md), read from the dataset files themselves."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

PATHS = {path.stem: path for path in sorted((Path(__file__).parents[1] / "fixtures").glob("*.yaml"))}
SEVERAL_KEYS = re.compile(r"[,–]")
SAYS_WHY = re.compile(r"\b[Rr]eferences? \w+|\border of salts and references\b")
IN_A_CELL_UNDER_CURRENT = {"galvanostatic", "cv", "eis", "gitt"}


@cache
def read(name):
    """One file, read by the first test that asks for it: other processes only collect the tests."""
    # S506: this loader makes texts, lists and mappings only, and leaves “0.30” what it is.
    return yaml.load(PATHS[name].read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506


@cache
def rows(section):
    return {row["id"]: row for file in map(read, PATHS) for row in file.get(section, ())}


def texts(row):
    return [row.get("remarks", ""), *(flag["reason"] for flag in row.get("flags", ()))]


def test_a_specimen_has_the_structure_family_of_its_phase():
    phased = [row for row in rows("materials").values() if "phase" in row]
    assert len(phased) > 100
    other = {
        row["id"]: row["name"]
        for row in phased
        if row.get("structure_family") != rows("phases")[row["phase"]].get("structure_family")
    }
    assert other == {}


def test_the_source_taken_from_a_bracket_of_references_says_why():
    asked = [
        row
        for row in rows("measurements").values()
        if any(SEVERAL_KEYS.search(report.get("citation_key", "")) for report in row["reports"])
    ]
    assert len(asked) > 30
    silent = [
        row["id"]
        for row in asked
        if not any(map(SAYS_WHY.search, [*texts(row), *texts(rows("materials").get(row.get("material"), {}))]))
    ]
    assert silent == []


def test_no_doubt_is_said_on_more_than_two_records():
    reasons = Counter(
        flag["reason"]
        for file in map(read, PATHS)
        for section in file.values()
        if isinstance(section, list)
        for row in section
        for flag in row.get("flags", ())
    )
    assert len(reasons) > 200
    assert {reason: count for reason, count in reasons.items() if count > 2} == {}


def test_a_temperature_that_a_document_states_for_all_stands_at_each():
    document = read("faceted-anatase-2026")  # “All electrochemical measurements are performed at room temperature.”
    own = [
        row
        for row in document["measurements"]
        if row["source"] == document["document"] and row.get("method") in IN_A_CELL_UNDER_CURRENT
    ]
    assert len(own) > 80
    assert {row["conditions"].get("temperature") for row in own} == {"room temperature"}


def test_the_chlorides_of_the_all_phenyl_complex_are_salts_everywhere():
    roles = [
        component["role"]
        for row in rows("materials").values()
        for component in row.get("electrolyte", {}).get("components", ())
        if component["name"] in ("aluminium chloride", "phenylmagnesium chloride")
    ]
    assert len(roles) > 10
    assert set(roles) == {"salt"}


def test_documents_that_nobody_read_again_have_one_reading():
    again = {path.stem for path in (Path(__file__).parent / "second_reading" / "data").glob("*.json")}
    sections = [section for name in PATHS.keys() - again for section in read(name).values()]
    once = [row for section in sections if isinstance(section, list) for row in section]
    assert len(once) > 20
    assert {row["readings"] for row in once} == {"1"}


@pytest.mark.parametrize("name", PATHS)
def test_no_flag_repeats_what_a_condition_says(name):
    trivial = re.compile(r"^(The|No) (temperature|current)\b[^;]*\b(not stated|stands at the value)\b[^;,]*\.$")
    assert [row["id"] for row in read(name)["measurements"] if any(map(trivial.search, texts(row)[1:]))] == []
