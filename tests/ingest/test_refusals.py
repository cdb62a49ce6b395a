"""What no column can hold is refused in words, and so is a load while another runs."""

import threading

import pytest
from django.db import connection

from mgdb import ingest, review
from mgdb.models import Curve, DatasetFile, Source
from tests.ingest.test_load import NEW, load

CURVE = (
    NEW
    + """
curves:
- id: cur-0000001
  name: A curve
  material: mat-0000001
  x_axis: temperature
  x_unit: K
  y_axis: ionic_conductivity
  y_unit: S cm⁻¹
  points: [[300, 0.002], [310, 0.004]]
  source: src-0000001
  document: src-0000001
  locator: Fig. 1
"""
)


@pytest.mark.django_db
def test_the_points_of_a_curve_are_read():
    report = load(CURVE)
    assert report.ok, report.problems
    assert Curve.objects.get().points == [[300.0, 0.002], [310.0, 0.004]]


@pytest.mark.sampled(4)
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("points", "words"),
    [
        ("[[300, 2], [nan, 4]]", "“nan” is not a finite number"),
        ("[[300, 0.002], [3, .inf]]", "“.inf” is not a finite number"),
        ("[[300, 0.002], [3, -Infinity]]", "“-Infinity” is not a finite number"),
        ("[[300, 0.002], [3, 1e999]]", "“1e999” is not a finite number"),
        ("[[300, 0.002], [3, four]]", "“four” is not a number; write it in digits"),
        ("[[300, 0.002], [3, 1_0]]", "“1_0” is not a number"),
        ("[[300, 0.002], [3, true]]", "“true” is not a number"),
        ("[[300, 0.002], [3, [4]]]", "Item 2 should be one text or number"),
        ("[[300, 0.002], 3]", "“3” should be a list"),
        ("[[1], [3]]", "write [x, y], two numbers"),
        ("[[300, 0.002], [3, ]]", "same length"),
        ("[[1, 2]]", "from 2 to 2000 points"),
    ],
)
def test_what_is_no_list_of_points_is_refused_at_its_line(points, words):
    report = load(CURVE.replace("[[300, 0.002], [310, 0.004]]", points))
    assert {(problem.field, problem.line) for problem in report.problems} == {("points", 57)}
    assert words in " ".join(map(str, report.problems))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("authors: [A. Tester]", "authors: [{family: Tester}]", "authors"),
        ("authors: [A. Tester]", "authors: [[A. Tester]]", "authors"),
        ("year: 2020", "year: nan", "year"),
        ("roles: [cathode]", "roles: {cathode: yes}", "roles"),
    ],
)
def test_a_list_of_anything_else_is_refused(old, new, field):
    assert field in [problem.field for problem in load(NEW.replace(old, new)).problems]


@pytest.mark.django_db
def test_a_file_with_problems_everywhere_is_not_checked_to_its_end():
    text = "mgdb: 1\nsources:\n" + "".join(f"- id: src-{number:07}\n  titel: A\n  yaer: 1\n" for number in range(1000))
    problems = load(text).problems
    assert 500 < len(problems) < 510
    assert "what follows was not checked" in "".join(problem.reason for problem in problems)


@pytest.mark.django_db
def test_a_record_with_faults_in_each_of_its_parts_is_not_checked_to_its_end():
    line = "  - {locatr: Table 1}\n"
    problems = load(NEW.replace("  reports:\n", "  reports:\n" + line * 20_000, 1)).problems
    assert 500 < len(problems) < 520
    assert "what follows was not checked" in "".join(problem.reason for problem in problems)


def test_two_loads_of_one_file_at_once_end_in_words(committed_db):
    """The first stands still in the middle; the second gives up in words, a patient one finds the work done."""
    begun, go_on = threading.Event(), threading.Event()
    reports = {}

    def stand_still(done, total, message):
        begun.set()
        assert go_on.wait(30)

    def run(name, **options):
        try:
            reports[name] = ingest.load({"new.yaml": NEW}, by=review.OPERATOR, **options)
        finally:
            connection.close()

    first = threading.Thread(target=run, args=("first",), kwargs={"progress": stand_still})
    first.start()
    assert begun.wait(30)
    run("hurried", lock_timeout=0.1, dry_run=True)
    patient = threading.Thread(target=run, args=("patient",))
    patient.start()
    go_on.set()
    first.join(60)
    patient.join(60)
    assert [problem.reason for problem in reports["hurried"].problems] == [
        "another import has not ended yet; nothing was read or kept, try again when it has"
    ]
    assert (str(reports["first"]), str(reports["patient"])) == ("3 created", "3 unchanged")
    assert Source.objects.filter(public_id="src-0000001").count() == DatasetFile.objects.filter(name="new.yaml").count()
