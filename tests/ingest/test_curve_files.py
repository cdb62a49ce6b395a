"""Curves in dataset files: written as they are read, faults with their lines, and an upgrade of stored ones."""

import pytest

from mgdb import audit, ingest, review
from mgdb.models import Curve
from tests.ingest.test_load import NEW

CURVE = """\
curves:
- id: cur-0000001
  name: σ(T) of Fig. 3
  material: mat-0000001  # VS4
  origin: measured
  method: eis
  ion: Mg2+
  x_axis: temperature
  x_transform: inverse_1e3
  x_unit: K⁻¹
  x_label: 1000/T (K-1)
  y_axis: ionic_conductivity
  y_transform: log10
  y_unit: S/cm
  points:
  - [2.8, -4.1]
  - [3.0, -4.4]
  - [3.2, -4.8]
  x_errors:
  - [0.01, 0.01]
  - [null, null]
  - [0.01, 0.01]
  y_errors:
  - [0.1, 0.2]
  - [null, null]
  - [0.3, 0.3]
  bounds: ["=", "=", "<"]
  digitiser:
    program: WebPlotDigitizer
    version: 4.2
  source: src-0000001  # Tester 2020
  document: src-0000001  # Tester 2020
  locator: Fig. 3
  remarks: The fourth point lies under the legend.
  conditions:
    atmosphere: argon
    pellet_density: not reported
  flags:
  - code: magnitude
    reason: Higher than in the text.
  readings: 1
"""

FLAGS = CURVE[CURVE.index("  flags:") : CURVE.index("  readings:")]
PLAIN = CURVE.replace(FLAGS, "")  # an earlier version had no flags on curves


def load(text):
    return ingest.load({"new.yaml": text}, by=review.OPERATOR)


@pytest.fixture
def stored(db):
    report = load(f"{NEW}\n{CURVE}")
    assert report.ok, report.problems
    return Curve.objects.get()


def test_a_curve_is_loaded_with_all_that_a_measurement_has(stored):
    assert (stored.status, stored.ion, stored.method) == ("published", "Mg2+", "eis")
    assert stored.points == [[2.8, -4.1], [3.0, -4.4], [3.2, -4.8]]
    assert stored.y_errors == [[0.1, 0.2], [None, None], [0.3, 0.3]]
    assert stored.bounds == ["=", "=", "<"]
    assert {one.key: (one.status, one.text) for one in stored.conditions.all()} == {
        "atmosphere": ("reported", "argon"),
        "pellet_density": ("not_reported", ""),
    }
    assert stored.flags.get().code == "magnitude"


def test_it_is_exported_byte_for_byte_and_read_again_as_unchanged(stored):
    text = ingest.export()["new.yaml"]
    assert text[text.index("curves:") :] == CURVE
    assert load(text).unchanged == 4


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        ("x_axis: temperature", "x_axis: colour", "x_axis", "“colour” is nothing that runs along an axis"),
        ("  x_axis: temperature\n", "", "x_axis", "The title reads as temperature, inverse_1e3, unit K⁻¹"),
        ("y_unit: S/cm", "y_unit: bananas", "y_unit", "“bananas” is not a unit"),
        ("x_transform: inverse_1e3", "x_transform: inverse", "x_transform", "reads as 1000/T (K⁻¹)"),
        ("[2.8, -4.1]", "[-2.8, -4.1]", "points", "Point 1, -2.8"),
        ("[2.8, -4.1]", "[x, -4.1]", "points", "“x” is not a number"),
        ("  - [2.8, -4.1]\n  - [3.0, -4.4]\n", "", "points", "from 2 to 2000 points"),
        ("  points:\n  - [2.8, -4.1]\n  - [3.0, -4.4]\n  - [3.2, -4.8]\n", "", "points", "from 2 to 2000 points"),
        ('bounds: ["=", "=", "<"]', 'bounds: ["=", "<"]', "bounds", "There are 2 for 3 points"),
        ("[0.1, 0.2]", "[-0.1, 0.2]", "y_errors", "write [below, above], two lengths"),
        ("atmosphere: argon", "temperature: -300 °C", "conditions.temperature", "is impossible"),
    ],
)
def test_a_fault_names_its_field_and_the_way_out(db, old, new, field, words):
    assert old in CURVE
    report = load(f"{NEW}\n{CURVE.replace(old, new)}")
    found = [(problem.field, problem.reason) for problem in report.problems if problem.record == "cur-0000001"]
    assert any(name == field and words in reason for name, reason in found), report.problems
    assert not Curve.objects.exists()


@pytest.mark.parametrize("number", [".nan", "nan", "inf", "-.inf", "1e999"])
def test_what_is_not_finite_is_refused(db, number):
    report = load(f"{NEW}\n{CURVE.replace('[2.8, -4.1]', f'[2.8, {number}]')}")
    assert report.problems
    assert not Curve.objects.exists()


def doubts_of_curves():
    lines = [line for found in audit.audit() for line in found.lists()[audit.KINDS["doubt"]]]
    return [line for line in lines if line.startswith("cur-")]


def test_the_audit_names_a_doubt_about_a_curve_until_a_flag_says_why(db):
    wild = CURVE.replace("[2.8, -4.1]", "[2.8, 1.1]")  # 13 S cm⁻¹
    assert load(f"{NEW}\n{wild.replace(FLAGS, '')}").ok
    [line] = doubts_of_curves()
    assert line.startswith("cur-0000001 σ(T) of Fig. 3: y: Point 1, 1.1 on an axis of log₁₀")
    assert load(f"{NEW}\n{wild}").ok
    assert not doubts_of_curves()
