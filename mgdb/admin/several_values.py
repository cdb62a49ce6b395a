"""Several values of one subject in one grid: source, document and the rest once, then one line for each value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from mgdb import review
from mgdb.models import Measurement, MeasurementCondition, Record, Report, Source
from mgdb.models.new_ids import new_id
from mgdb.review.repeats import Value
from mgdb.science.entry import conditions_of, value_field
from mgdb.science.properties import PROPERTIES
from mgdb.science.quantity import QuantityError
from mgdb.sent_forms import is_restoring

from .fields import TypedPropertyField
from .forms import NamedChoiceField, NamedSelect, as_printed
from .generic import BaseFormSet
from .transitions import actor_of

if TYPE_CHECKING:
    from .measurements import MeasurementAdmin

ROWS = 8
SHARED = ("material", "cell", "source", "ion", "measured_in", "origin", "method", "method_detail")
OF_REPORT = ("document", "locator", "citation_key")
_WORDS = {"not_reported": "not reported", "not_applicable": "not applicable"}


class SharedForm(forms.Form):
    """What is said of all values at once; its other fields are those of a measurement and its report."""

    conditions = forms.CharField(
        required=False,
        label="Conditions of all",
        help_text="In one line: 25 °C; 0.1 A/g; discharge. A value that has its own says so in its line.",
    )

    def __init__(self, *args: Any, own: dict[str, forms.Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {**own, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("material")) == bool(cleaned.get("cell")) and not {"material", "cell"} & set(self.errors):
            self.add_error("material", "Values are about a material or about a cell: give exactly one.")
        return cleaned

    def clean_conditions(self) -> dict[str, str]:
        return _conditions(self.cleaned_data["conditions"])


class ValueForm(forms.Form):
    """One value: its property, what is printed with its unit, its own conditions and place."""

    property_key = TypedPropertyField(required=False)
    value = forms.CharField(
        label="Value and unit, as printed", required=False, max_length=260, widget=forms.TextInput(attrs={"size": 22})
    )
    conditions = forms.CharField(label="Conditions", required=False, widget=forms.TextInput(attrs={"size": 30}))
    locator = forms.CharField(
        label="Where, if elsewhere", required=False, max_length=200, widget=forms.TextInput(attrs={"size": 18})
    )

    shared: dict[str, Any] = {}  # set by the formset

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # whose headings stand above the columns
            field.widget.attrs["aria-label"] = field.label

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.has_changed() or self.errors:
            return cleaned
        for name, words in (("property_key", "Choose what it is a value of."), ("value", "Write what is printed.")):
            if not cleaned.get(name):
                self.add_error(name, words)
        if not self.errors:
            self.read(cleaned)
        return cleaned

    def read(self, cleaned: dict[str, Any]) -> None:
        """Takes the value apart: `form` is its record as review takes it, `found` its rows as they would be stored."""
        entry = PROPERTIES[cleaned["property_key"]]
        printed, unit, scale = cleaned["value"], "", ""
        if entry.kind == "number":
            try:
                taken = value_field(printed)
            except QuantityError as error:
                self.add_error("value", str(error))
                return
            printed, unit, scale = taken.value, taken.unit, taken.scale
        try:
            own = _conditions(cleaned["conditions"])
        except ValidationError as error:
            self.add_error("conditions", error)
            return
        if scale:
            own = {"potential_scale": scale, **own}
        stated = {**(self.shared.get("conditions") or {}), **own}
        report = {"locator": cleaned["locator"] or self.shared.get("locator", ""), "printed_value": printed}
        report |= {"printed_unit": unit, "citation_key": self.shared.get("citation_key", "")}
        kind = "number" if entry.kind == "number" else "text"
        self.form = {"property": entry.key, "kind": kind, "conditions": stated, "reports": [report]}
        row = Measurement(property_key=entry.key, kind=kind, **{n: self.shared.get(n) for n in ("material", "cell")})
        row.ion, row.method = self.shared.get("ion") or "not_stated", self.shared.get("method") or "not_stated"
        row.measured_in = self.shared.get("measured_in")
        read = Report(measurement=row, **report)
        conditions = [MeasurementCondition(measurement=row, key=key, printed=text) for key, text in stated.items()]
        try:
            row.derive([read])
        except ValidationError as error:
            self.add_error("value", " ".join(error.messages))
            return
        for one in conditions:
            try:
                one.derive()
            except ValidationError as error:
                self.add_error("conditions", " ".join(error.messages))
                return
        self.found: Value = (row, conditions)
        self.doubted = [*read.doubts, *(doubt for one in conditions for doubt in one.doubts)]


class ValueFormSet(BaseFormSet):
    """The grid: what is doubtful in it is shown before it is saved."""

    shared: SharedForm

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]  # not in the stubs
        if self.is_bound and self.shared.is_bound:
            self.shared.is_valid()
            form.shared = self.shared.cleaned_data
        return form

    @property
    def typed(self) -> list[Any]:
        """The lines that say something."""
        return [form for form in self.forms if form.has_changed()]

    def clean(self) -> None:
        if any(self.errors) or self.shared.errors:
            return
        if not self.typed:
            raise ValidationError("Nothing is entered; fill in a line.")
        repeated = review.repeats([form.found for form in self.typed])
        for form, others in zip(self.typed, repeated, strict=True):
            told = [*form.doubted, *(review.repeat_doubt(form.found[0], other) for other in others)]
            box = f"{form.prefix}-as_printed"
            if told and box not in self.data:
                form.add_error("value", as_printed(" ".join(dict.fromkeys(told)), box))


ValuesFormSet = forms.formset_factory(ValueForm, formset=ValueFormSet, extra=ROWS, max_num=100, absolute_max=100)


def _conditions(line: str) -> dict[str, str]:
    """Key → print of a line of conditions; ValidationError for what has to be asked."""
    read = conditions_of(line or "")
    if read.asked:
        raise ValidationError([one.reason for one in read.asked])
    return {one.key: _WORDS.get(one.value.status, one.printed) for one in read.read}


def several_values(model_admin: MeasurementAdmin, request: HttpRequest) -> HttpResponse:
    """The page: every line becomes a draft, all or none of them."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    posted = request.POST if request.method == "POST" else None
    shared = SharedForm(posted, initial=request.GET.dict(), own=_own(model_admin, request))
    formset: Any = ValuesFormSet(posted, prefix="values")
    formset.shared = shared
    if posted is not None and not is_restoring(request) and formset.is_valid() and shared.is_valid():
        saved = _save(model_admin, request, shared, formset)
        if saved:
            count = "1 value is" if len(saved) == 1 else f"{len(saved)} values are"
            messages.success(request, f"{count} entered as drafts; hand them in when they are complete.")
            if "more" not in posted:
                return redirect(reverse("admin:mgdb_measurement_changelist"))
            kept = QueryDict(mutable=True)
            kept.update({name: posted[name] for name in shared.fields if posted.get(name)})
            return redirect(f"{reverse('admin:mgdb_measurement_several')}?{kept.urlencode()}")
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Several values of one subject",
        "opts": model_admin.opts,
        "shared": shared,
        "formset": formset,
        "property_list": TypedPropertyField.LIST,
        "properties": TypedPropertyField.choices(),
        "media": model_admin.media + shared.media,
    }
    return TemplateResponse(request, "admin/mgdb/several_values.html", context)


def _own(model_admin: MeasurementAdmin, request: HttpRequest) -> dict[str, forms.Field]:
    column: Any = Report._meta.get_field("document")
    widget = NamedSelect(column, model_admin.admin_site)
    found: dict[str, Any] = {
        name: model_admin.formfield_for_dbfield(Measurement._meta.get_field(name), request)  # type: ignore[arg-type]
        for name in SHARED
    }
    found["document"] = NamedChoiceField(queryset=Source.objects.all(), widget=widget)
    for name in OF_REPORT[1:]:
        found[name] = model_admin.formfield_for_dbfield(Report._meta.get_field(name), request)  # type: ignore[arg-type]
    order = ("material", "cell", "source", *OF_REPORT, *SHARED[3:])
    return {name: found[name] for name in order}


def _save(model_admin: MeasurementAdmin, request: HttpRequest, shared: SharedForm, formset: Any) -> list[Record]:
    """A draft of each line, in one transaction; none where one has a fault, which its line then shows."""
    said = shared.cleaned_data
    common = {name: _plain(said[name]) for name in SHARED if said.get(name) not in (None, "")}
    common["source"] = _plain(said["source"])
    saved: list[Record] = []
    try:
        with transaction.atomic():
            for form in formset.typed:
                reports = [{**one, "document": _plain(said["document"])} for one in form.form["reports"]]
                row = Measurement()
                written = {"id": new_id(Measurement.PREFIX), **common, **form.form, "reports": reports}
                try:
                    review.apply(row, written, _resolve, by=actor_of(request))
                except (review.FormError, review.NotAllowed) as error:
                    form.add_error(None, str(error))
                    raise
                saved.append(row)
    except (review.FormError, review.NotAllowed):
        return []
    for one in saved:
        model_admin.log_addition(request, one, [{"added": {}}])
    return saved


def _plain(value: Any) -> Any:
    return value.public_id if isinstance(value, Record) else value


def _resolve(model: type[Model], public_id: str) -> Model:
    return model._base_manager.get(public_id=public_id)
