"""Digitised curves."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, Q
from django.db.models.sql.compiler import SQLCompiler

from mgdb.science import axes, vocabulary
from mgdb.science.axes import Axis, AxisError, AxisNumbers
from mgdb.science.typed import TypedError, read_number

from .base import Path, Provenance, Record, RecordQuerySet, SearchableRecord, term_field, tracked
from .conditions import ConditionRow, condition_constraints, condition_doubts
from .ions import IonField

MOST_POINTS = 2000  # of one curve; more tell no more than these


class IsFinite(Func):
    """Whether an array of numbers holds neither NaN nor an infinite one."""

    template = (
        "NOT ('NaN'::float8 = ANY(%(expressions)s) OR 'Infinity'::float8 = ANY(%(expressions)s) "
        "OR '-Infinity'::float8 = ANY(%(expressions)s))"
    )
    output_field = models.BooleanField()

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> tuple[str, tuple[str | int, ...]]:
        statement, parameters = super().as_sql(compiler, connection, function, template, arg_joiner, **extra_context)
        return statement, tuple(parameters) * 3  # the array stands three times in the template


def pairs_field(**options: Any) -> ArrayField[Any, Any]:
    return ArrayField(ArrayField(models.FloatField(null=True, blank=True), size=2), default=list, blank=True, **options)


@tracked
class Curve(SearchableRecord, Provenance):
    """Points read from a figure on axes of the catalogue; they feed the same plots as single values."""

    PREFIX = "cur"

    name = models.CharField(max_length=200)
    material = models.ForeignKey("Material", on_delete=models.PROTECT, null=True, blank=True, related_name="curves")
    cell = models.ForeignKey(
        "Cell",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="curves",
        help_text="Only for a curve about the device as a whole.",
    )
    origin = term_field(vocabulary.ORIGINS, default="not_stated", db_index=True)
    method = term_field(vocabulary.METHODS, default="not_stated", db_index=True)
    method_detail = models.CharField(max_length=120, blank=True)
    ion = IonField(db_index=True)
    measured_in = models.ForeignKey(
        "Cell",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="measured_curves",
        help_text="The cell in which the material was measured; it names the electrolyte.",
    )
    x_axis = models.CharField("x axis", max_length=60, help_text="What runs along x.")
    x_transform = term_field(vocabulary.AXIS_TRANSFORMS, default="linear")
    x_unit = models.CharField("unit of x", max_length=40, blank=True)
    x_label = models.CharField("title of x, as printed", max_length=120, blank=True)
    y_axis = models.CharField("y axis", max_length=60, db_index=True, help_text="What runs along y.")
    y_transform = term_field(vocabulary.AXIS_TRANSFORMS, default="linear")
    y_unit = models.CharField("unit of y", max_length=40, blank=True)
    y_label = models.CharField("title of y, as printed", max_length=120, blank=True)
    points = ArrayField(ArrayField(models.FloatField(), size=2))
    x_errors = pairs_field(verbose_name="errors along x", help_text="How far each bar reaches below and above.")
    y_errors = pairs_field(verbose_name="errors along y", help_text="How far each bar reaches below and above.")
    bounds = ArrayField(
        term_field(vocabulary.BOUNDS, default="="), default=list, blank=True, help_text="What y of each point is."
    )
    digitiser = models.JSONField(default=dict, blank=True, help_text="Program, version, axis calibration.")
    source = models.ForeignKey("Source", on_delete=models.PROTECT, related_name="curves", help_text="Who measured it.")
    remarks = models.TextField(blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta(SearchableRecord.Meta):
        ordering = ["id"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(material__isnull=False) ^ Q(cell__isnull=False),
                name="curve_has_one_subject",
                violation_error_message="A curve is about a material or about a cell: give exactly one.",
            ),
            models.CheckConstraint(
                condition=~Q(x_axis="") & ~Q(y_axis="") & ~Q(x_transform="") & ~Q(y_transform=""),
                name="curve_has_axes",
                violation_error_message="A curve says what runs along each axis.",
            ),
            models.CheckConstraint(
                condition=~Q(locator=""),
                name="curve_has_locator",
                violation_error_message="A curve says where in the document it was read: the figure.",
            ),
            models.CheckConstraint(
                condition=Q(points__len__gte=2, points__len__lte=MOST_POINTS),
                name="curve_has_points",
                violation_error_message=f"A curve has from 2 to {MOST_POINTS} points.",
            ),
            models.CheckConstraint(
                condition=Q(IsFinite(F("points")), IsFinite(F("x_errors")), IsFinite(F("y_errors"))),
                name="curve_is_finite",
                violation_error_message="A point of a curve has a finite number along each axis.",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__len": 0}) | Q(**{f"{name}__len": F("points__len")}),
                    name=f"curve_{name}_per_point",
                    violation_error_message=f"There must be one of “{name}” for each point, or none at all.",
                )
                for name in ("x_errors", "y_errors", "bounds")
            ),
        ]

    @property
    def label(self) -> str:
        return self.name

    @property
    def subject(self) -> Record:
        """The material or the cell that it is about; a constraint sees to it that there is one."""
        return self.material or self.cell  # type: ignore[return-value]

    def axis(self, name: str) -> Axis:
        """The axis “x” or “y”. Raises AxisError where the stored words name none."""
        key, transform, unit = (getattr(self, f"{name}_{part}") for part in ("axis", "transform", "unit"))
        return axes.axis(key, transform, unit)

    def judged(self) -> dict[str, AxisNumbers]:
        """What the numbers along “x” and “y” are. Raises AxisError where an axis is none."""
        across, up = self.axis("x"), self.axis("y")
        xs, ys = ([point[place] for point in self.points] for place in (0, 1))
        return {
            "x": axes.judge_axis(across, xs, axes.temperatures(up, ys)),
            "y": axes.judge_axis(up, ys, axes.temperatures(across, xs)),
        }

    @property
    def doubts(self) -> list[str]:
        """What is merely implausible about its numbers and its conditions, each once; said, never refused."""
        return self.axis_doubts() + [doubt for _, doubt in condition_doubts(self.conditions.all())]

    def axis_doubts(self, noted: Iterable[str] = ()) -> list[str]:
        """What is implausible about the axes: “x: …” for each. noted: conditions beside those that are stored."""
        return [f"{name}: {doubt}" for name, doubt in self._doubts_of_axes(noted)]

    def placed_doubts(self) -> list[tuple[Path, str]]:
        axes_in_doubt: list[tuple[Path, str]] = [((f"{name}_axis",), doubt) for name, doubt in self._doubts_of_axes()]
        return axes_in_doubt + condition_doubts(self.conditions.all())

    def _doubts_of_axes(self, also_noted: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
        """Each doubt about an axis, with its name: about the numbers there, and a printed title that says otherwise."""
        noted = {*also_noted, *(one.key for one in (self.conditions.all() if self.pk else ()))}
        for name, one in self.judged().items():
            if one.doubt:
                yield name, one.doubt
            title = getattr(self, f"{name}_label")
            if said := axes.contradiction(self.axis(name), title):
                yield name, f"{said}: correct one, or say in a remark that the numbers were converted."
            scale = axes.potential_scale(title)
            if scale and "potential_scale" not in noted:
                yield name, f"the title states the scale “{scale}”: enter it as the condition potential_scale."

    def clean(self) -> None:
        super().clean()
        self.check_axes_and_points()

    def check_axes_and_points(self) -> None:
        """Raises ValidationError for what is wrong with the axes, the points, their errors and their bounds."""
        faults: dict[str, list[str]] = {}
        self.points = [_point(number, point) for number, point in enumerate(self.points or [], 1)]
        for name in ("x_errors", "y_errors"):
            bars = enumerate(getattr(self, name) or [], 1)
            setattr(self, name, [_bar(name, number, bar) for number, bar in bars])
        count = len(self.points)
        if not 2 <= count <= MOST_POINTS:
            raise ValidationError({"points": f"A curve has from 2 to {MOST_POINTS} points [x, y]; here are {count}."})
        for name in ("x_errors", "y_errors", "bounds"):
            if (own := len(getattr(self, name) or [])) not in (0, count):
                faults[name] = [f"There are {own} for {count} points; give one for each point, or none at all."]
        for name in ("x", "y"):
            try:
                self.axis(name)
            except AxisError as error:
                faults[self._at_fault(name)] = [self._with_title(name, str(error))]
        if not faults:
            faults = {"points": [f"{name}: {one.problem}" for name, one in self.judged().items() if one.problem]}
            faults |= self._contradictions()
        if not _is_finite(self.digitiser):
            faults["digitiser"] = ["Infinity and NaN are no numbers of a curve; take them out."]
        if any(faults.values()):
            raise ValidationError({name: messages for name, messages in faults.items() if messages})

    def _at_fault(self, name: str) -> str:
        """The column that makes the axis none."""
        key, transform = getattr(self, f"{name}_axis"), getattr(self, f"{name}_transform")
        if key not in axes.ENTRIES:
            return f"{name}_axis"
        return f"{name}_unit" if transform in axes.transforms_of(axes.ENTRIES[key]) else f"{name}_transform"

    def _with_title(self, name: str, fault: str) -> str:
        """`fault`, with what the printed title would be read as."""
        try:
            read = axes.read(getattr(self, f"{name}_label"), self._numbers(name))
        except AxisError:
            return f"{fault}."
        return f"{fault}. The title reads as {read.key}, {read.transform}, unit {read.unit}."

    def _numbers(self, name: str) -> list[float]:
        return [point["xy".index(name)] for point in self.points]

    def _contradictions(self) -> dict[str, list[str]]:
        """Titles as printed that say another transform than was chosen."""
        found = {}
        for name in ("x", "y"):
            label = getattr(self, f"{name}_label")
            try:
                read = axes.read(label, self._numbers(name), among=[getattr(self, f"{name}_axis")])
            except AxisError:
                continue  # titles in words of their own contradict nothing
            if read.transform != getattr(self, f"{name}_transform"):
                found[f"{name}_transform"] = [
                    f"The title “{label}” reads as {read.text}, the axis chosen is {self.axis(name).text}; correct one."
                ]
        return found

    def search_words(self) -> list[str]:
        words = [*super().search_words(), self.source.short, self.source.doi]
        words += [subject.label for subject in (self.material, self.cell) if subject]  # as of measurements
        words += [axes.ENTRIES[key].label for key in (self.y_axis, self.x_axis) if key in axes.ENTRIES]
        if self.measured_in and self.measured_in.electrolyte:
            words.append(self.measured_in.electrolyte.name)
        return words


def _is_finite(value: Any) -> bool:
    """Whether every number in `value`, lists and mappings of any depth, is finite."""
    if isinstance(value, Mapping):
        return all(map(_is_finite, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(_is_finite, value))
    return not isinstance(value, float) or math.isfinite(value)


def _shown(value: Any) -> str:
    """`value` as a file or a program writes it, shortened: [1, null]."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _float(value: Any) -> float | None:
    """The number that `value` is, or is typed as; None for none."""
    try:
        return read_number(value)
    except TypedError:
        return None


def _point(number: int, point: Any) -> list[float]:
    """x and y of the point. Raises ValidationError, naming it, for what is no pair of numbers."""
    found = [_float(one) for one in point] if isinstance(point, (list, tuple)) else []
    numbers = [one for one in found if one is not None]
    if len(numbers) != 2 or len(found) != 2:
        reason = f"Point {number}, {_shown(point)}: write [x, y], two numbers; leave a point out that lacks one."
        raise ValidationError({"points": reason})
    return numbers


def _bar(name: str, number: int, bar: Any) -> list[float | None]:
    """How far a bar reaches below and above, of numbers or texts; two empty ends for no bar."""
    pair = bar if isinstance(bar, (list, tuple)) else ()
    ends = [None if end in (None, "") else _float(end) for end in pair]
    unread = [end for end, read in zip(pair, ends, strict=True) if read is None and end not in (None, "")]
    if len(ends) != 2 or unread or any(end is not None and end < 0 for end in ends):
        reason = f"Point {number}, {_shown(bar)}: write [below, above], two lengths, or null where there is none."
        raise ValidationError({name: reason})
    return ends


@tracked
class CurveCondition(ConditionRow):
    """One condition under which a whole curve was measured, as printed and as a number."""

    curve = models.ForeignKey(Curve, on_delete=models.CASCADE, related_name="conditions")

    class Meta:
        ordering = ["curve", "id"]
        constraints = condition_constraints("curve", "curve_condition")
