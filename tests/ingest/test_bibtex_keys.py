"""BibTeX keys are given once: by the file of a new source or by a rule, and never changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from mgdb import ingest
from mgdb.management.files import FIXTURES
from mgdb.models import Source

from .test_load import NEW, load, loaded

pytestmark = pytest.mark.django_db
GIVEN = Path(__file__).parent / "bibtex_keys.txt"


def test_no_source_of_the_files_loses_the_key_that_it_was_given():
    """Papers cite by them; a new source adds its line, and no line is ever taken out or changed."""
    given = dict(line.split() for line in GIVEN.read_text(encoding="utf-8").splitlines())
    texts = [path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("*.yaml"))]
    found = dict(pair for text in texts for pair in re.findall(r"^- id: (src-\w+)\n  bibtex_key: (\w+)$", text, re.M))
    assert found == given


def bibtex_keys():
    return dict(Source.objects.exclude(bibtex_key="").values_list("public_id", "bibtex_key"))


WITH_KEY = NEW.replace("- id: src-0000001\n", "- id: src-0000001\n  bibtex_key: Tester2020c\n")


def test_a_source_gets_the_bibtex_key_of_its_file():
    before = bibtex_keys()
    report = load(WITH_KEY)
    assert (report.ok, report.doubts) == (True, [])
    assert bibtex_keys() == before | {"src-0000001": "Tester2020c"}
    assert "- id: src-0000001\n  bibtex_key: Tester2020c\n  title" in ingest.export()["new.yaml"]
    assert load(NEW, prune=True).ok
    assert bibtex_keys()["src-0000001"] == "Tester2020c"  # a file without keys changes none


def test_a_bibtex_key_that_a_source_has_is_never_changed_nor_given_to_another(monkeypatch):
    loaded()
    before = bibtex_keys()
    assert before["src-0000001"] == "Tester2020"
    revision = Source.objects.get(public_id="src-0000001").revision
    report = load(WITH_KEY)  # its file has another by now
    assert (report.ok, report.updated, report.unchanged) == (True, [], 3)
    assert ["papers cite it by “Tester2020”, which stays" in doubt.reason for doubt in report.doubts] == [True]
    assert [doubt.field for doubt in report.doubts] == ["bibtex_key"]
    assert Source.objects.get(public_id="src-0000001").revision == revision
    assert bibtex_keys() == before
    # Another rule is for new sources alone; the file of one has a key that another source has here.
    monkeypatch.setattr(Source, "key_stem", "OtherRule")
    taken = NEW.replace("def-0000002", "def-0000004").replace("0000001", "0000003").replace("test.1", "test.3")
    taken = taken.replace("volume: 1", "volume: 3").replace(
        "- id: src-0000003\n", "- id: src-0000003\n  bibtex_key: tester2020\n"
    )
    report = load(taken, "other.yaml")
    assert report.ok, report.problems
    assert bibtex_keys() == before | {"src-0000003": "OtherRule"}
    assert ["papers cite it by “OtherRule”" in doubt.reason for doubt in report.doubts] == [True]


@pytest.mark.parametrize("key", ["2020", "Tester 2020", "Tester,2020", "Tëster2020"])
def test_a_file_with_a_key_that_bibtex_cannot_read_is_refused(key):
    report = load(WITH_KEY.replace("Tester2020c", f'"{key}"'))
    assert [(problem.field, problem.record) for problem in report.problems] == [("bibtex_key", "src-0000001")]


def test_a_person_types_no_bibtex_key():
    ada = User.objects.create_superuser("ada")
    report = load(WITH_KEY.replace("readings: 2", "readings: 1"), by=ada)
    assert ["is not typed" in problem.reason for problem in report.problems] == [True]
    assert load(NEW.replace("readings: 2", "readings: 1"), by=ada).ok
    assert Source.objects.get(public_id="src-0000001").bibtex_key == ""  # a draft may still change its author


def test_new_sources_get_their_keys_in_the_file():
    twice = NEW.replace("materials:", NEW[NEW.index("- id: src") : NEW.index("\nmaterials:")] + "\nmaterials:", 1)
    second = twice.replace("- id: src-0000001", "- id: src-0000002\n  bibtex_key: Tester2020", 1)
    texts, _ = ingest.mint({"new.yaml": second})
    assert "- id: src-0000001\n  bibtex_key: Tester2020b\n  kind" in texts["new.yaml"]
    assert ingest.mint(texts)[0] == texts
