"""What must always hold of a curve is held by the database."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mgdb.models import Curve, CurveCondition, Flag, Material

pytestmark = pytest.mark.django_db


@pytest.fixture
def curve():
    subject = Material.objects.published().first()
    return Curve.objects.create(
        name="c", material=subject, source=subject.source, document=subject.source, locator="Fig. 1",
        x_axis="temperature", x_unit="K", y_axis="ionic_conductivity", y_unit="S cm⁻¹",
        points=[[300, 1e-5], [310, 2e-5]],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("curve_has_one_subject", {"material": None}),
        ("curve_has_axes", {"x_axis": ""}),
        ("curve_has_axes", {"y_transform": ""}),
        ("curve_has_locator", {"locator": ""}),
        ("curve_has_points", {"points": [[1.0, 2.0]]}),
        ("curve_has_points", {"points": [[float(x), 1.0] for x in range(2001)]}),
        ("curve_is_finite", {"points": [[1.0, 2.0], [1.0, float("nan")]]}),
        ("curve_is_finite", {"points": [[1.0, 2.0], [float("inf"), 1.0]]}),
        ("curve_is_finite", {"y_errors": [[1.0, 2.0], [float("-inf"), 1.0]]}),
        ("curve_x_errors_per_point", {"x_errors": [[0.1, 0.1]]}),
        ("curve_y_errors_per_point", {"y_errors": [[0.1, 0.1]] * 3}),
        ("curve_bounds_per_point", {"bounds": ["="]}),
    ],
)
def test_a_bulk_write_cannot_break(curve, constraint, columns):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Curve.objects.filter(pk=curve.pk).update(**columns)


def test_errors_and_bounds_of_each_point_are_stored_as_they_are(curve):
    Curve.objects.filter(pk=curve.pk).update(y_errors=[[0.1, 0.2], [None, None]], bounds=["=", "<"])
    curve.refresh_from_db()
    assert (curve.y_errors, curve.bounds) == ([[0.1, 0.2], [None, None]], ["=", "<"])


def test_conditions_and_flags_are_parts_of_a_curve(curve):
    CurveCondition.objects.create(curve=curve, key="atmosphere", printed="argon")
    with pytest.raises(IntegrityError, match="curve_condition_once_per_curve"), transaction.atomic():
        CurveCondition.objects.create(curve=curve, key="atmosphere", printed="air")
    with pytest.raises(IntegrityError, match="curve_condition_reported_has_print"), transaction.atomic():
        CurveCondition.objects.create(curve=curve, key="temperature", printed="")
    with pytest.raises(IntegrityError, match="flag_on_one_record"), transaction.atomic():
        Flag.objects.create(curve=curve, material=curve.material, code="magnitude", reason="x")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"points": [[300, 1e-5], [310, None]]}, "Point 2, [310, null]: write [x, y]"),
        ({"points": [[300, 1e-5], "310"]}, 'Point 2, "310": write [x, y]'),
        ({"points": [[300, 1e-5, 2], [310, 1e-5]]}, "Point 1, [300, 1e-05, 2]: write [x, y]"),
        ({"points": [[300, True], [310, 1e-5]]}, "Point 1, [300, true]"),
        ({"points": [[300, "1,5"], [310, 1e-5]]}, 'Point 1, [300, "1,5"]'),
        ({"y_errors": [[0.1, "x"], None]}, 'Point 1, [0.1, "x"]: write [below, above]'),
        ({"y_errors": [[0.1, 0.1], 3]}, "Point 2, 3: write [below, above]"),
        ({"y_errors": [[-0.1, 0.1], [None, None]]}, "two lengths"),
    ],
)
def test_what_is_no_pair_of_numbers_is_named_in_words(curve, columns, said):
    for name, value in columns.items():
        setattr(curve, name, value)
    with pytest.raises(ValidationError) as caught:
        curve.clean()
    assert any(said in text for text in caught.value.messages), caught.value.messages


def test_a_scale_that_only_the_title_states_is_doubted_until_it_is_a_condition(curve):
    curve.y_axis, curve.y_unit, curve.y_label = "potential", "V", "E (V vs. Li+)"
    curve.points = [[300, 1.0], [310, 1.1]]
    curve.save()
    assert any("the scale “Li+”" in doubt for doubt in curve.doubts)
    CurveCondition.objects.create(curve=curve, key="potential_scale", printed="Li+")
    assert not any("scale" in doubt for doubt in Curve.objects.get(pk=curve.pk).doubts)
