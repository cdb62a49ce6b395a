"""Cells."""

from __future__ import annotations

from django.contrib import admin
from django.utils.safestring import SafeString

from mgdb.models import Cell

from .parts import flag_inline
from .records import RecordAdmin, typeset_html
from .site import site


@admin.register(Cell, site=site)
class CellAdmin(RecordAdmin):
    list_display = ("named", "chemistry", "configuration", "electrolyte_shown", "source_shown")
    list_filter = ("configuration", "window_scale", "mass_basis")
    list_select_related = ("source", "electrolyte")
    autocomplete_fields = ("source", "working_material", "counter_material", "electrolyte", "document")
    inlines = (flag_inline("cell"),)
    examples = {
        "name": "Counter | electrolyte | working, as far as stated: Mg | 0.4 M APC/THF | VS4.",
        "working_electrode": "VS4 on carbon paper; empty: as the material.",
        "reference_electrode": "Mg ribbon, Ag/Ag⁺; empty: not stated or two electrodes.",
        "separator": "Glass fibre (Whatman GF/D); empty: not stated.",
        "water_content": "As printed: &lt; 20 ppm; empty: not stated.",
        "window_low": "In V on the scale that is stated beside; empty: not stated.",
        "collector": "Stainless steel foil, carbon paper …",
    }
    content = (
        (None, {"fields": ("name", "source", ("chemistry", "configuration"))}),
        (
            "Electrodes and electrolyte",
            {
                "fields": (
                    ("working_material", "working_electrode"),
                    ("counter_material", "counter_electrode"),
                    "reference_electrode",
                    "electrolyte",
                    "separator",
                    "water_content",
                )
            },
        ),
        ("Voltage window", {"fields": (("window_low", "window_high", "window_scale"),)}),
        (
            "Working electrode’s formulation",
            {
                "fields": (
                    "formulation",
                    ("active_share", "carbon_share", "binder_share"),
                    ("loading_low", "loading_high", "mass_basis"),
                    "collector",
                )
            },
        ),
        ("Where it is described", {"fields": (("document", "locator"), "remarks")}),
    )

    @admin.display(description="name", ordering="name")
    def named(self, cell: Cell) -> SafeString:
        return typeset_html(cell.name)

    @admin.display(description="electrolyte", ordering="electrolyte__name")
    def electrolyte_shown(self, cell: Cell) -> SafeString | str:
        return typeset_html(cell.electrolyte.name) if cell.electrolyte else ""

    @admin.display(description="source", ordering="source__year")
    def source_shown(self, cell: Cell) -> str:
        return cell.source.short
