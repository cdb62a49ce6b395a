"""Phases, and materials with their names, defects, modifications and electrolyte detail."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mgdb.models import Defect, Electrolyte, Material, MaterialName, Modification, Phase
from mgdb.models.materials import HasFormula, MaterialQuerySet
from mgdb.science import vocabulary
from mgdb.science.constituents import KINDS
from mgdb.science.identifiers import IDENTIFIERS

from .fields import CationsField, KeysField, role_choices
from .forms import RecordForm, WholeRowForm
from .generic import ModelAdmin
from .parts import PartInline, WidePartInline, flag_inline
from .records import PartAdmin, RecordAdmin, typeset_html
from .site import site


class DerivedFromFormula(ModelAdmin):
    """What a formula says, shown and never typed."""

    derived: tuple[str, ...] = ("formula_shown", "elements_shown", "molar_mass_shown", "formula_reduced")

    @admin.display(description="formula, typeset")
    def formula_shown(self, row: HasFormula) -> SafeString | str:
        return typeset_html(row.formula) if row.formula else ""

    @admin.display(description="elements")
    def elements_shown(self, row: HasFormula) -> str:
        found = getattr(row, "constituents", [])
        parts = (f"{one['name']} ({KINDS[one['kind']]}): {', '.join(one['elements'])}" for one in found)
        return "; ".join(parts) or ", ".join(row.elements)

    @admin.display(description="molar mass")
    def molar_mass_shown(self, row: HasFormula) -> str:
        return f"{row.molar_mass:.3f} g mol⁻¹" if row.molar_mass is not None else ""


@admin.register(Phase, site=site)
class PhaseAdmin(DerivedFromFormula, RecordAdmin):
    list_display = ("named", "formula_shown", "polymorph", "structure_family", "space_group")
    list_filter = ("structure_family",)
    content = (
        (None, {"fields": ("name", "formula", "polymorph", ("structure_family", "space_group"), "remarks")}),
        ("In other databases", {"fields": (tuple(IDENTIFIERS),)}),
        ("From the formula", {"fields": (DerivedFromFormula.derived,)}),
    )

    @admin.display(description="name", ordering="name")
    def named(self, phase: Phase) -> SafeString:
        return typeset_html(phase.name)


class MaterialForm(RecordForm):
    roles = KeysField(
        choices=role_choices, help_text="One or more. The views Cathodes, Electrolytes, Anodes follow it."
    )


class ElectrolyteForm(WholeRowForm):
    carrier_cations = CationsField(
        required=False,
        help_text="Mobile cations brought by salts: Mg; for a dual-salt Mg, Li; “none” without a salt; empty: unknown.",
    )


class NameInline(PartInline):
    model = MaterialName
    fields = ("name", "document")
    autocomplete_fields = ("document",)
    verbose_name_plural = "other names and abbreviations, by the document that uses them"


class DefectInline(WidePartInline):
    model = Defect
    fk_name = "material"
    autocomplete_fields = ("induced_by", "document")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("kind", "species", "site", "route"),
                    ("concentration_printed", "low", "high", "unit"),
                    ("induced_by", "document", "locator"),
                    "remarks",
                )
            },
        ),
    )


class ModificationInline(PartInline):
    model = Modification
    fields = ("kind", "description", "formula", "document", "locator")
    autocomplete_fields = ("document",)


class ElectrolyteInline(WidePartInline):
    model = Electrolyte
    form = ElectrolyteForm
    verbose_name = verbose_name_plural = "electrolyte detail (materials of role electrolyte)"
    fields = (("electrolyte_class", "carrier_cations", "chloride"), "components_shown", "remarks")
    readonly_fields = ("components_shown",)

    @admin.display(description="components")
    def components_shown(self, detail: Electrolyte) -> SafeString | str:
        if detail.pk is None:
            return "Save first; the components then have a page of their own."
        parts = format_html_join(
            "; ",
            "{} {} ({})",
            (
                (part.amount_printed, typeset_html(part.name), part.get_role_display())
                for part in detail.components.all()
            ),
        )
        address = reverse("admin:mgdb_electrolyte_change", args=[detail.pk])
        return format_html('{} <a href="{}">edit the components</a>', parts or "none yet.", address)


@admin.register(Material, site=site)
class MaterialAdmin(DerivedFromFormula, RecordAdmin):
    form = MaterialForm
    list_display = ("named", "formula_shown", "phase", "roles_shown", "strategy", "source_shown")
    list_filter = ("structure_family", "fabrication_route")
    list_select_related = ("source", "phase")
    autocomplete_fields = ("source", "phase")
    inlines = (NameInline, DefectInline, ModificationInline, ElectrolyteInline, flag_inline("material"))
    examples = {
        "phase": "The substance that it shares with specimens of other papers: TiO2 (anatase). Empty: not assigned.",
        "space_group": "As printed: I4₁/amd.",
        "morphology": "Nanoflowers of 200 nm; empty: not stated.",
    }
    content = (
        (None, {"fields": ("name", "name_shown", "source", "roles", "formula", "phase")}),
        ("From the formula", {"fields": (DerivedFromFormula.derived,)}),
        ("What was done to it", {"fields": ("strategy", ("fabrication", "fabrication_route"), "morphology")}),
        (
            "More",
            {
                "fields": ("markup", ("structure_family", "space_group"), "remarks"),
                "classes": ("collapse",),
                "description": "Structure only where it differs from, or is not given by, the phase.",
            },
        ),
    )
    derived = (*DerivedFromFormula.derived, "name_shown")

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return ("status", RoleFilter, *self.list_filter)

    def choices_for(self, rows: MaterialQuerySet, column: str) -> MaterialQuerySet:
        """The materials that the column of another form may name."""
        return rows.with_role("electrolyte") if column == "electrolyte" else rows

    def with_shown(self, rows: QuerySet[Material]) -> QuerySet[Material]:
        # numbers of the parts may be in doubt
        return super().with_shown(rows).prefetch_related("defects", "electrolyte__components")

    @admin.display(description="name", ordering="name")
    def named(self, material: Material) -> SafeString:
        return typeset_html(material.markup or material.name)

    @admin.display(description="name, typeset")
    def name_shown(self, material: Material) -> SafeString | str:
        return typeset_html(material.markup or material.name) if material.name else ""

    @admin.display(description="roles")
    def roles_shown(self, material: Material) -> str:
        return ", ".join(vocabulary.label(vocabulary.ROLES, role) for role in material.roles)

    @admin.display(description="source", ordering="source__year")
    def source_shown(self, material: Material) -> str:
        return material.source.short


class RoleFilter(admin.SimpleListFilter):
    title = "role"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return role_choices()

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        role = self.value()
        return queryset.with_role(role) if role else queryset


@admin.register(MaterialName, site=site)
class MaterialNameAdmin(PartAdmin):
    owner = "material"
    list_display = ("name", "belongs_to", "document")
    list_select_related = ("material__source", "document")
    search_fields = ("name", "material__search_text")
