"""Electrolyte detail of a material: class, carrier cations, components."""

from __future__ import annotations

import contextlib
import re
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from mgdb.models import Component, Electrolyte, Material, Record
from mgdb.science.electrolytes import ElectrolyteError, Expansion, expand

from .forms import RecordForm, confirmed_problems, is_key
from .materials import ElectrolyteForm
from .parts import PartInline
from .records import GuardedAdmin, PartAdmin, record_link, typeset_html
from .searching import Searching
from .site import site

# Words that were read: the components stand in the rows below, and are saved when they have been seen.
READ = "description_read"


class DetailForm(RecordForm, ElectrolyteForm):
    """The detail on a page of its own, where its material is chosen; saving it writes to the material."""

    description = forms.CharField(
        required=False,
        max_length=300,
        label="In words",
        widget=forms.TextInput(attrs={"size": 70}),
        help_text="0.4 M APC in THF; PEO–Mg(TFSI)2 (EO:Mg = 20:1). Its components are entered below for you to check.",
    )

    @property
    def record(self) -> Record | None:
        return self.instance.material if self.instance.pk else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if words := cleaned.get("description"):  # what can be read does not come to here
            try:
                expand(words)
            except ElectrolyteError as error:
                self.add_error("description", str(error))
        if read := self.data.get(READ):
            self.add_error("description", f"{read} Its components stand below: check them and save.")
        material = cleaned.get("material")
        if material is not None and not self.instance.pk and material.status != "draft":
            raise ValidationError(
                {
                    "material": f"“{material}” is {material.get_status_display()}: add its detail on the page of the "
                    "material, or choose a draft."
                }
            )
        return cleaned


class ComponentInline(PartInline):
    model = Component
    fields = ("role", "name", "formula", "amount_printed", "low", "high", "unit", "from_name", "position")


def with_components(posted: QueryDict, found: Expansion) -> QueryDict:
    """`posted` with a row behind the others for each component of `found`, and without the words it was read from."""
    data = posted.copy()
    stated = data.get("components-TOTAL_FORMS") or ""
    first = int(stated) if re.fullmatch(r"[0-9]{1,4}", stated) else 0
    for place, one in enumerate(found.components, first):
        row = {
            "role": one.role,
            "name": one.name,
            "formula": one.formula,
            "amount_printed": one.amount_printed,
            "low": "" if one.amount is None else f"{one.amount:g}",
            "high": "" if one.amount is None else f"{one.amount:g}",
            "unit": one.unit,
            "position": str(place),
            **({"from_name": "on"} if one.from_name else {}),
        }
        for name, value in row.items():
            data[f"components-{place}-{name}"] = value
    data["components-TOTAL_FORMS"] = str(first + len(found.components))
    names = ", ".join(one.name for one in found.components)
    data[READ] = " ".join([f"“{found.text}” is read as {names}.", *found.remarks, *found.doubts])
    data["description"] = ""
    return data


@admin.register(Electrolyte, site=site)
class ElectrolyteAdmin(Searching, GuardedAdmin):
    """Follows its material: saving it writes to the material, and of a published one it is a change request."""

    form = DetailForm
    list_display = ("named", "electrolyte_class", "cations", "chloride", "components_shown")
    list_filter = ("electrolyte_class", "chloride", "material__status")
    list_select_related = ("material__source",)
    search_fields = ("material__search_text",)
    autocomplete_fields = ("material",)
    inlines = (ComponentInline,)
    own_fields = ("material", ("electrolyte_class", "chloride"), "carrier_cations", "remarks")

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        words = request.POST.get("description", "").strip()
        if words and READ not in request.POST:
            with contextlib.suppress(ElectrolyteError):  # the form says why
                request.POST = with_components(request.POST, expand(words))  # type: ignore[assignment]  # not yet fixed
        return super().changeform_view(request, *args, **kwargs)

    def with_shown(self, rows: QuerySet[Electrolyte]) -> QuerySet[Electrolyte]:
        return super().with_shown(rows).prefetch_related("components")

    def get_readonly_fields(self, request: HttpRequest, obj: Electrolyte | None = None) -> tuple[str, ...]:
        return ("material",) if obj else ()

    def guarded(self, row: Electrolyte) -> Record | None:
        return row.material if row.material_id else None

    def get_fields(self, request: HttpRequest, obj: Electrolyte | None = None) -> Any:
        if obj is not None and not self.has_change_permission(request, obj):
            return self.own_fields
        fields = (*self.own_fields, "description")
        if obj is None or obj.material.status != "published":
            return fields
        return (*fields, "reason", *(("problem",) if confirmed_problems(obj.material) else ()))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Electrolyte | None:
        # The material first, as its own page locks them.
        if request.method == "POST" and is_key(object_id):
            Material._base_manager.select_for_update(of=("self",)).filter(pk=object_id).first()
        return cast("Electrolyte | None", super().get_object(request, object_id, from_field))

    @admin.display(description="electrolyte", ordering="material__name")
    def named(self, detail: Electrolyte) -> SafeString:
        return typeset_html(detail.material.markup or detail.material.name)

    @admin.display(description="carrier cations")
    def cations(self, detail: Electrolyte) -> str:
        if detail.carrier_cations is None:
            return "unknown"
        return ", ".join(detail.carrier_cations) or "none"

    @admin.display(description="components")
    def components_shown(self, detail: Electrolyte) -> SafeString:
        parts = ((c.amount_printed, typeset_html(c.name)) for c in detail.components.all())
        return format_html_join("; ", "{} {}", parts)


@admin.register(Component, site=site)
class ComponentAdmin(PartAdmin):
    owner = "electrolyte"
    list_display = ("named", "role", "amount_printed", "belongs_to", "from_name")
    list_filter = ("role", "from_name")
    list_select_related = ("electrolyte__material",)
    search_fields = ("name", "formula", "electrolyte__material__search_text")

    @admin.display(description="component", ordering="name")
    def named(self, component: Component) -> SafeString:
        return typeset_html(component.name)

    @admin.display(description="electrolyte")
    def belongs_to(self, part: Any) -> SafeString:
        return record_link(part.electrolyte)
