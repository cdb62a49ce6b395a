"""Forms of curves: axes chosen from the catalogue, points typed, pasted or digitised, conditions typed one a line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mgdb.formats import CurveData, UnreadableCurves, read_curves
from mgdb.formats.curve_table import read_text
from mgdb.models import Curve, CurveCondition
from mgdb.science import axes, vocabulary
from mgdb.science.axes import AxisError
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES

from .fields import grouped, with_unit

LONGEST_TEXT = 400_000  # characters of points
POINTS_HELP = (
    "One point a line: x; y – then, where it has them, the error of y and that of x (0.1, or 0.1/0.3 for below and "
    "above). A bound stands before y: <1e-10. Or paste a table (CSV) or the project (JSON) of WebPlotDigitizer."
)


def axis_choices() -> list[tuple[str, Any]]:
    """Everything that runs along an axis: what most figures show, then conditions, then properties by their fields."""
    conditions = [key for key in axes.ENTRIES if key in CONDITIONS and key not in PROPERTIES]
    keys = [("Most figures", key) for key in axes.USUAL]
    keys += [("Conditions", key) for key in conditions if key not in axes.USUAL]
    keys += [(PROPERTIES[key].group, key) for key in axes.ENTRIES if key in PROPERTIES and key not in axes.USUAL]
    named = ((heading, key, with_unit(axes.ENTRIES[key].label, axes.ENTRIES[key].unit)) for heading, key in keys)
    return [("", "as the title says"), *grouped(named)]


class AxisField(forms.ChoiceField):
    """What runs along an axis; empty where the printed title is to say it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=axis_choices,
            required=False,
            error_messages={"invalid_choice": "“%(value)s” runs along no axis here; choose one of the list."},
            **options,
        )


class TransformField(forms.ChoiceField):
    """How a quantity stands on its axis."""

    def __init__(self, **options: Any) -> None:
        choices = vocabulary.choices(vocabulary.AXIS_TRANSFORMS)
        super().__init__(label="Scale", choices=choices, required=False, initial="linear", **options)

    def clean(self, value: Any) -> Any:
        return super().clean(value) or "linear"


class DigitisedField(forms.CharField):
    """The points of one curve: lines, a table, or a project of WebPlotDigitizer."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=LONGEST_TEXT,
            strip=False,
            widget=forms.Textarea(attrs={"rows": 12, "cols": 44, "spellcheck": "false", "class": "code"}),
            help_text=POINTS_HELP,
            **options,
        )

    def to_python(self, value: Any) -> CurveData | None:  # type: ignore[override]  # one text becomes a curve
        text = str(value or "")
        if not text.strip() or len(text) > LONGEST_TEXT:
            return None
        try:
            found = read_curves(text.encode()) if text.lstrip("\ufeff \r\n").startswith("{") else None
            found = found or read_text(text, bars_behind=True)
        except UnreadableCurves as error:
            raise ValidationError(str(error)) from None
        if len(found.curves) > 1:
            names = ", ".join(f"“{one.name}”" for one in found.curves[:8])
            raise ValidationError(
                f"There are {len(found.curves)} curves in it ({names}), and this record is one. Enter them in one go: "
                "“Several curves of a figure”, above the list of curves; or paste the points of one."
            )
        return found.curves[0]

    def run_validators(self, value: Any) -> None:
        """The text was read already; validators of a text do not fit a curve."""

    def validate(self, value: Any) -> None:
        if value is None:
            raise ValidationError("It has no points; write x and y on each line: 25; 1.2e-4.")

    def clean(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise ValidationError(f"This is {len(value)} characters; up to {LONGEST_TEXT} are taken. Leave points out.")
        return super().clean(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return "".join(str(initial or "").split()) != "".join(str(data or "").split())


class AxesForm(forms.Form):
    """Both axes and the points of a curve. An axis that is not chosen is read from its printed title."""

    x_label = forms.CharField(
        label="Title of x axis, as printed", required=False, max_length=120, help_text="1000/T (K⁻¹)"
    )
    x_axis = AxisField(label="Quantity on x axis")
    x_transform = TransformField()
    x_unit = forms.CharField(label="Unit of x axis", required=False, max_length=40, help_text="°C, K⁻¹, 10⁻⁵ S cm⁻¹ …")
    y_label = forms.CharField(
        label="Title of y axis, as printed", required=False, max_length=120, help_text="log σ (S cm⁻¹)"
    )
    y_axis = AxisField(label="Quantity on y axis")
    y_transform = TransformField()
    y_unit = forms.CharField(label="Unit of y axis", required=False, max_length=40)
    points = DigitisedField()

    parts: dict[str, Any]  # errors, bounds and digitiser that came with the points

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data.get("points")
        self.parts = {}
        if isinstance(data, CurveData):  # before anything refuses the form: the row is looked at all the same
            self.cleaned_data["points"] = [list(point) for point in data.points]
        cleaned = super().clean() or self.cleaned_data
        if not isinstance(data, CurveData):
            return cleaned
        self.parts = {
            "x_errors": [list(bar) for bar in data.x_errors],
            "y_errors": [list(bar) for bar in data.y_errors],
            "bounds": list(data.bounds),
            "digitiser": data.digitiser,
        }
        for place, (name, title) in enumerate((("x", data.x_title), ("y", data.y_title))):
            self.complete(cleaned, name, title[:120], [point[place] for point in data.points])
        return cleaned

    def complete(self, cleaned: dict[str, Any], name: str, title: str, numbers: list[float]) -> None:
        """Reads the axis `name` from its title where it was not chosen; what can be read in two ways is asked."""
        cleaned[f"{name}_label"] = title = cleaned.get(f"{name}_label") or title
        if cleaned.get(f"{name}_axis") or f"{name}_axis" in self.errors:
            return
        if not title:
            self.add_error(f"{name}_axis", f"Choose what runs along {name}, or give the title of the axis as printed.")
            return
        try:
            read = axes.read(title, numbers)
        except AxisError as error:
            self.add_error(f"{name}_axis", f"{error}.")
            return
        cleaned |= {f"{name}_axis": read.key, f"{name}_transform": read.transform, f"{name}_unit": read.unit}

    def curve(self, **others: Any) -> Curve:
        """The curve that the form describes, not stored."""
        columns = {name: self.cleaned_data.get(name) or "" for name in AxesForm.base_fields if name != "points"}
        return Curve(**columns, points=self.cleaned_data.get("points") or [], **self.parts, **others)


class ConditionsField(forms.CharField):
    """Conditions, one “key: as printed” a line; several curves share them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.Textarea(attrs={"rows": 3, "cols": 60, "spellcheck": "false"}),
            help_text="Of all curves, one a line: temperature: 25 °C – or: current density: 100 mA/g.",
            **options,
        )

    def clean(self, value: Any) -> list[CurveCondition]:
        labels = {entry.label.casefold(): key for key, entry in CONDITIONS.items()}
        found: dict[str, CurveCondition] = {}
        for number, line in enumerate(str(super().clean(value) or "").splitlines(), 1):
            if not line.strip():
                continue
            name, colon, printed = (part.strip() for part in line.partition(":"))
            key = labels.get(name.casefold(), name.lower().replace(" ", "_"))
            row = CurveCondition(key=key, printed=printed)
            try:
                if not colon or not printed:
                    raise ValidationError("write the condition, a colon, and what is printed: temperature: 25 °C.")
                if key in found:
                    raise ValidationError(f"{name} is given twice; keep one.")
                row.clean()
            except ValidationError as error:
                raise ValidationError(f"Line {number}, “{line.strip()[:60]}”: {' '.join(error.messages)}") from None
            found[key] = row
        return list(found.values())
