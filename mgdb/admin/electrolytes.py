"""Electrolyte detail of a material: class, carrier cations, components."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from mgdb.models import Component, Electrolyte, Material, Record

from .forms import RecordForm, confirmed_problems, is_key
from .materials import ElectrolyteForm
from .parts import PartInline
from .records import GuardedAdmin, PartAdmin, Searching, record_link, typeset_html
from .site import site


class DetailForm(RecordForm, ElectrolyteForm):
    """The detail on a page of its own, where its material is chosen; saving it writes to the material."""

    @property
    def record(self) -> Record | None:
        return self.instance.material if self.instance.pk else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
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

    def with_shown(self, rows: QuerySet[Electrolyte]) -> QuerySet[Electrolyte]:
        return super().with_shown(rows).prefetch_related("components")

    def get_readonly_fields(self, request: HttpRequest, obj: Electrolyte | None = None) -> tuple[str, ...]:
        return ("material",) if obj else ()

    def guarded(self, row: Electrolyte) -> Record | None:
        return row.material if row.material_id else None

    def get_fields(self, request: HttpRequest, obj: Electrolyte | None = None) -> Any:
        if obj is None or obj.material.status != "published" or not self.has_change_permission(request, obj):
            return self.own_fields
        return (*self.own_fields, "reason", *(("problem",) if confirmed_problems(obj.material) else ()))

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
class ComponentAdmin(Searching, PartAdmin):
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
