"""Several curves of one figure in one go: a file or pasted text, the curves that are in it, a draft of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from mgdb import review
from mgdb.formats import CURVE_FORMATS, CurveData, CurveFile, UnreadableCurves, read_curves
from mgdb.formats.curves import MOST_BYTES, MOST_CURVES, points_text
from mgdb.models import Curve, CurveCondition, Record
from mgdb.models.new_ids import new_id
from mgdb.records import type_of
from mgdb.science import axes
from mgdb.science.axes import AxisError
from mgdb.sent_forms import is_restoring

from .curve_forms import AxesForm, ConditionsField
from .transitions import actor_of

if TYPE_CHECKING:
    from .curves import CurveAdmin

# What the curves of one figure have in common.
SHARED = (
    "material", "cell", "source", "document", "locator", "citation_key", "origin", "method", "method_detail", "ion",
    "measured_in",
)  # fmt: skip
LINKED = ("source", "document")
ENDINGS = ",".join(f".{ending}" for one in CURVE_FORMATS.values() for ending in one.extensions)


class SharedForm(forms.Form):
    """What is said of all curves at once; its other fields are those of a curve, as the admin makes them."""

    conditions = ConditionsField()

    def __init__(self, *args: Any, own: dict[str, forms.Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {**own, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("material")) == bool(cleaned.get("cell")) and not {"material", "cell"} & set(self.errors):
            self.add_error("material", "Curves are about a material or about a cell: give exactly one.")
        return cleaned


class FileForm(forms.Form):
    """The file that holds the curves, chosen or pasted."""

    upload = forms.FileField(
        label="File", required=False, allow_empty_file=True, widget=forms.ClearableFileInput(attrs={"accept": ENDINGS})
    )
    text = forms.CharField(
        label="Or its text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "cols": 100, "spellcheck": "false", "class": "code"}),
        help_text="Curves side by side with their names over pairs of columns, or one x with several y; a project of "
        "WebPlotDigitizer (JSON, tar). Axes of bars, angles, triangles and images are left out by name.",
    )

    found: CurveFile

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        upload, text = cleaned.get("upload"), cleaned.get("text") or ""
        if upload is None and not text.strip():
            if "upload" not in self.errors:
                self.add_error("upload", "Choose a file, or paste its text below.")
            return cleaned
        if upload is not None and (upload.size or 0) > MOST_BYTES:
            self.add_error(
                "upload",
                f"“{upload.name}” has {upload.size / 1e6:.1f} MB; at most {MOST_BYTES // 1_000_000}. Divide it.",
            )
            return cleaned
        try:
            self.found = read_curves(upload.read() if upload is not None else text.encode())
        except UnreadableCurves as error:
            self.add_error("upload" if upload is not None else "text", str(error))
        return cleaned


class OfferedForm(AxesForm):
    """One curve of the file, as it is offered: taken or not, its name, its axes as far as they could be guessed."""

    take = forms.BooleanField(label="Take it", required=False, initial=True)
    name = forms.CharField(label="Name", required=False, max_length=200)
    digitiser = forms.JSONField(required=False, widget=forms.HiddenInput)

    field_order = ("take", "name")

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("take"):  # what is not taken need not be right
            self.errors.clear()
            self.parts = {}
            return self.cleaned_data
        cleaned = super().clean()
        if not cleaned.get("name"):
            self.add_error("name", "Name the curve, so that it is told apart from the others of the figure.")
        if stated := cleaned.get("digitiser"):
            self.parts["digitiser"] = stated
        return cleaned


OfferedFormSet = forms.formset_factory(OfferedForm, extra=0, max_num=MOST_CURVES, absolute_max=MOST_CURVES + 1)


def offered(found: CurveFile) -> list[dict[str, Any]]:
    """What the forms of the curves of a file begin with."""
    return [_initial(one) for one in found.curves]


def _initial(one: CurveData) -> dict[str, Any]:
    questions: list[str] = []
    initial: dict[str, Any] = {
        "take": True,
        "name": one.name,
        "points": points_text(one.points, one.x_errors, one.y_errors, one.bounds),
        "digitiser": one.digitiser,
        "questions": questions,
    }
    for place, (name, title) in enumerate((("x", one.x_title), ("y", one.y_title))):
        initial[f"{name}_label"] = title[:120]
        try:
            read = axes.read(title, [point[place] for point in one.points])
        except axes.AmbiguousAxis as error:  # the likely one is filled in, and the curator is asked
            questions.append(f"{name}: {error}.")
            if error.likely is None:
                continue
            read = error.likely
        except AxisError:
            continue
        initial |= {f"{name}_axis": read.key, f"{name}_transform": read.transform, f"{name}_unit": read.unit}
    return initial


def several_curves(model_admin: CurveAdmin, request: HttpRequest) -> HttpResponse:
    """The page: a file is read, its curves are offered, those that are taken become drafts, all or none of them."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    own = {
        name: field
        for name in SHARED
        if (field := model_admin.formfield_for_dbfield(Curve._meta.get_field(name), request)) is not None  # type: ignore[arg-type]
    }
    restoring = is_restoring(request)
    saving = "save" in request.POST or (restoring and "curve-TOTAL_FORMS" in request.POST)
    shared = SharedForm(request.POST if saving else None, initial=_shared_initial(request), own=own)
    reading = request.method == "POST" and not saving and not restoring
    chosen = FileForm(request.POST, request.FILES) if reading else FileForm(initial=request.POST.dict())
    formset = None
    left_out: tuple[str, ...] = ()
    if saving:
        formset = OfferedFormSet(request.POST, prefix="curve")
        both = [shared.is_valid(), formset.is_valid()]
        if all(both) and not restoring and (saved := _save(model_admin, request, shared, formset)):
            count = "1 curve is" if len(saved) == 1 else f"{len(saved)} curves are"
            messages.success(request, f"{count} entered as drafts; hand them in when they are complete.")
            return redirect(reverse("admin:mgdb_curve_changelist", current_app=model_admin.admin_site.name))
    elif reading and chosen.is_valid():
        formset = OfferedFormSet(initial=offered(chosen.found), prefix="curve")
        left_out = chosen.found.left_out
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Several curves of a figure",
        "opts": model_admin.opts,
        "shared": shared,
        "chosen": chosen,
        "formset": formset,
        "left_out": left_out,
        "media": model_admin.media + shared.media,
    }
    return TemplateResponse(request, "admin/mgdb/several_curves.html", context)


def _shared_initial(request: HttpRequest) -> dict[str, Any]:
    """What was typed of all curves before the file was read; of a link, which paper they are of."""
    linked = {name: request.GET[name] for name in LINKED if re.fullmatch("[0-9]{1,18}", request.GET.get(name, ""))}
    return linked | {name: request.POST[name] for name in (*SHARED, "conditions") if name in request.POST}


def _save(model_admin: CurveAdmin, request: HttpRequest, shared: SharedForm, formset: Any) -> list[Curve]:
    """A draft of each curve that is taken, in one transaction; none where a form has a fault, which it then shows."""
    taken = [form for form in formset if form.cleaned_data.get("take")]
    if not taken:
        shared.add_error(None, "No curve is taken; tick those that are to be entered.")
        return []
    common = {name: shared.cleaned_data[name] for name in SHARED if name in shared.cleaned_data}
    curves = []
    for form in taken:
        curve = form.curve(name=form.cleaned_data["name"], public_id=new_id(Curve.PREFIX), **common)
        try:
            curve.full_clean()
        except ValidationError as error:
            for name, found in error.update_error_dict({}).items():
                form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, found)
        curves.append(curve)
    if any(form.errors for form in taken):
        return []
    try:
        with transaction.atomic():
            for curve in curves:
                conditions = _conditions(request, curve, shared.cleaned_data["conditions"])
                review.apply(Curve(), _written(curve, conditions), _resolve, by=actor_of(request))
    except (review.FormError, review.NotAllowed) as error:
        shared.add_error(None, str(error))
        return []
    for curve in Curve.objects.filter(public_id__in=[curve.public_id for curve in curves]):
        model_admin.log_addition(request, curve, [{"added": {}}])
    return curves


def _written(curve: Curve, conditions: list[CurveCondition]) -> dict[str, Any]:
    """The form of `curve` as review takes it."""
    values = {field.name: getattr(curve, field.column) for field in type_of(Curve).fields}
    form = {
        name: value.public_id if isinstance(value, Record) else value
        for name, value in values.items()
        if value not in (None, "", [], {})
    }
    return {"id": curve.public_id, **form, "conditions": {one.key: one.printed for one in conditions}}


def _resolve(model: type[Model], public_id: str) -> Model:
    return model._base_manager.get(public_id=public_id)


def _conditions(request: HttpRequest, curve: Curve, common: list[CurveCondition]) -> list[CurveCondition]:
    """The conditions that all curves share, and the potential scale that a title of `curve` states."""
    found = [CurveCondition(curve=curve, key=one.key, printed=one.printed) for one in common]
    scale = axes.potential_scale(curve.x_label) or axes.potential_scale(curve.y_label)
    if scale and all(one.key != "potential_scale" for one in found):
        stated = CurveCondition(curve=curve, key="potential_scale", printed=scale)
        try:
            stated.clean()
        except ValidationError as error:
            messages.warning(
                request, f"{curve}: its title states a scale that is to be entered: {' '.join(error.messages)}"
            )
        else:
            found.append(stated)
    return found
