"""Numbers that records state of themselves: the table of cases, and the interfaces that take records."""

import pytest
from django.urls import reverse

from mgdb import ingest, review
from mgdb.audit.findings import of_other_records
from mgdb.models import Cell, Component, Defect, ReportedFactor, Source, Statement
from mgdb.review.doubts import open_doubts
from tests.admin.browsers_part import errors_of, filled
from tests.admin.conftest import contributor  # noqa: F401 - a fixture
from tests.yaml_files import cases

CASES = cases("records")
MODELS = {one.__name__.lower(): one for one in (Cell, Component, Defect, ReportedFactor, Source, Statement)}
A_FILE = """mgdb: '1'
sources:
- id: src-00000t0
  title: Numbers of records
  container: J. Test
  year: {year}
  volume: '1'
  pages: '1'
materials:
- id: mat-00000t0
  name: test electrolyte
  source: src-00000t0
  roles: [electrolyte]
  electrolyte:
    electrolyte_class: organic_liquid
    components:
    - role: salt
      name: MgCl2
      low: {amount}
      high: {amount}
      unit: M
cells:
- id: cel-00000t0
  name: test cell
  source: src-00000t0
  window_low: 0.1
  window_high: {window}
  active_share: {share}
  carbon_share: 10
  binder_share: 10
"""


def plain(text):
    return str(text).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['record']} {case['numbers']}")
def test_each_number_is_taken_doubted_or_refused(case):
    made = MODELS[case["record"]](**case["numbers"])
    faults = plain(" ".join(made.number_faults().values()))
    doubts = plain(" ".join(doubt for _, doubt in made.number_doubts()))
    assert bool(faults) == (case["outcome"] == "impossible"), faults
    assert bool(doubts) == (case["outcome"] == "doubt"), doubts
    assert case.get("says", "") in faults + doubts


@pytest.mark.django_db
def test_a_dataset_file_is_refused_where_its_numbers_are_impossible():
    file = A_FILE.format(year=20, amount=1000, window=2, share=240)
    report = ingest.load({"numbers.yaml": file}, by=review.OPERATOR)
    told = {problem.field: plain(problem.reason) for problem in report.problems}
    assert "20 is impossible: year" in told["year"]
    assert not Source.objects.filter(public_id="src-00000t0").exists()
    file = A_FILE.format(year=2020, amount=1000, window=2, share=240)
    told = [plain(problem.reason) for problem in ingest.load({"numbers.yaml": file}, by=review.OPERATOR).problems]
    assert any("1000 M is impossible" in reason for reason in told)
    file = A_FILE.format(year=2020, amount=1, window=2, share=90)
    told = [plain(problem.reason) for problem in ingest.load({"numbers.yaml": file}, by=review.OPERATOR).problems]
    assert any("110 wt% together" in reason for reason in told)


@pytest.mark.django_db
def test_doubts_about_numbers_of_records_are_listed_by_the_import_and_by_the_audit():
    file = A_FILE.format(year=1720, amount=50, window=2100, share=80)
    report = ingest.load({"numbers.yaml": file}, by=review.OPERATOR)
    assert report.ok, report.problems
    doubted = {doubt.record: (doubt.field, plain(doubt.reason)) for doubt in report.doubts}
    assert doubted["src-00000t0"][0] == "year"
    assert doubted["mat-00000t0"][0].startswith("electrolyte.components.1.")
    assert "the unit mM" in doubted["mat-00000t0"][1]
    assert "the unit mV" in doubted["cel-00000t0"][1]
    found = {one.public_id for one in of_other_records() if one.kind == "doubt"}
    assert found == {"src-00000t0", "mat-00000t0", "cel-00000t0"}
    stored = Cell.objects.get(public_id="cel-00000t0")
    assert open_doubts([stored])[stored.public_id]


@pytest.mark.django_db
def test_the_form_of_a_cell_shows_doubts_before_it_saves_and_refuses_what_is_impossible(contributor):  # noqa: F811
    address = reverse("admin:mgdb_cell_add")
    source = Source.objects.published().first()
    data = filled(contributor.get(address)) | {"name": "doubted", "source": source.pk}
    refused = contributor.post(address, data | {"active_share": "240"})
    assert "240 wt% is impossible" in plain(errors_of(refused))
    asked = contributor.post(address, data | {"window_low": "1400", "window_high": "2100"})
    assert "the unit mV" in plain(errors_of(asked))
    assert not Cell.objects.filter(name="doubted").exists()
    answered = data | {"window_low": "1400", "window_high": "2100", "as_printed": "on"}
    assert contributor.post(address, answered).status_code == 302
    assert Cell.objects.get(name="doubted").window_high == 2100
