"""Cells: what a measurement was done in, or a device described as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from mgdb.science import battery_chemistry, counter_electrodes, recorded, vocabulary
from mgdb.science.constituents import Constituent, all_elements
from mgdb.science.elements import no_element
from mgdb.science.field_names import element_words, words_of
from mgdb.science.typed import printed_shares

from .base import Record, RecordQuerySet, SearchableRecord, term_field, text_list_field, tracked
from .numbers import HasNumbers, RecordNumber

SHARES = ("active_share", "carbon_share", "binder_share")
SHARE_ROUNDED = 0.6  # wt%, of a share that is printed as a ratio
ALL_SHARES = 101.0  # wt%, of an electrode whose shares are rounded


class CellQuerySet(RecordQuerySet["Cell"]):
    def with_parts(self) -> Self:
        return self.select_related(
            "source", "working_material", "counter_material", "electrolyte__electrolyte", "electrolyte__source"
        )


@tracked
class Cell(HasNumbers, SearchableRecord):
    """Electrodes, electrolyte, window and formulation in which something was measured."""

    PREFIX = "cel"

    source = models.ForeignKey("Source", on_delete=models.PROTECT, related_name="cells")
    name = models.CharField(max_length=300, help_text="Counter | electrolyte | working, as far as stated.")
    chemistry = models.CharField(max_length=40, blank=True, help_text="Mg, Mg–Li, Li, Na, Zn …; empty: not stated.")
    chemistry_kind = term_field(vocabulary.CHEMISTRIES, blank=True, editable=False)
    configuration = term_field(vocabulary.CELL_CONFIGURATIONS, default="not_stated")
    working_material = models.ForeignKey(
        "Material", on_delete=models.PROTECT, null=True, blank=True, related_name="cells_as_working"
    )
    working_electrode = models.CharField("working electrode as printed", max_length=200, blank=True)
    counter_material = models.ForeignKey(
        "Material", on_delete=models.PROTECT, null=True, blank=True, related_name="cells_as_counter"
    )
    counter_electrode = models.CharField(
        max_length=200, blank=True, help_text="Mg foil, Mg alloy, activated carbon …; empty: not stated."
    )
    counter_kind = term_field(counter_electrodes.KINDS, default="not_stated", editable=False)
    reference_electrode = models.CharField(max_length=200, blank=True)
    electrolyte = models.ForeignKey(
        "Material", on_delete=models.PROTECT, null=True, blank=True, related_name="cells_as_electrolyte"
    )
    window_low = models.FloatField("voltage window, low (V)", null=True, blank=True)
    window_high = models.FloatField("voltage window, high (V)", null=True, blank=True)
    window_scale = term_field(vocabulary.POTENTIAL_SCALES, default="not_stated")
    loading_low = models.FloatField("loading, low (mg cm⁻²)", null=True, blank=True)
    loading_high = models.FloatField("loading, high (mg cm⁻²)", null=True, blank=True)
    active_share = models.FloatField("active material (wt%)", null=True, blank=True)
    carbon_share = models.FloatField("carbon (wt%)", null=True, blank=True)
    binder_share = models.FloatField("binder (wt%)", null=True, blank=True)
    formulation = models.CharField(max_length=200, blank=True, help_text="As printed: Super P, PVDF, 7:2:1.")
    collector = models.CharField("current collector", max_length=120, blank=True)
    separator = models.CharField(max_length=120, blank=True)
    mass_basis = term_field(vocabulary.MASS_BASES, default="not_stated")
    water_content = models.CharField("water content as printed", max_length=80, blank=True)
    document = models.ForeignKey("Source", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    locator = models.CharField(max_length=200, blank=True)
    remarks = models.TextField(blank=True)
    # Of its electrodes and its electrolyte; written by review.derive.
    elements = text_list_field(editable=False)
    constituents = models.JSONField(default=list, blank=True, editable=False)

    objects = CellQuerySet.as_manager()

    class Meta(SearchableRecord.Meta):
        ordering = ["name", "id"]
        indexes = [
            *SearchableRecord.Meta.indexes,
            models.Index(fields=["counter_kind"], name="cell_counter_kind"),
            models.Index(fields=["chemistry_kind"], name="cell_chemistry_kind"),
            GinIndex(fields=["elements"], name="cell_elements"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["source", "name"],
                name="cell_named_once_by_a_source",
                violation_error_message="This source has a cell of this name already.",
            ),
            models.CheckConstraint(
                condition=Q(window_low__isnull=True)
                | Q(window_high__isnull=True)
                | Q(window_low__lte=F("window_high")),
                name="cell_window_low_at_most_high",
                violation_error_message="The lower end of the voltage window lies above the upper one.",
            ),
            models.CheckConstraint(
                condition=Q(loading_low__isnull=True)
                | Q(loading_high__isnull=True)
                | Q(loading_low__lte=F("loading_high")),
                name="cell_loading_low_at_most_high",
                violation_error_message="The lower loading lies above the upper one.",
            ),
        ]

    @property
    def label(self) -> str:
        return self.name

    def numbers(self) -> Iterator[RecordNumber]:
        for end in ("low", "high"):
            yield RecordNumber(f"window_{end}", recorded.WINDOW, "V")
            yield RecordNumber(f"loading_{end}", recorded.LOADING, "mg cm⁻²")
        for share in SHARES:
            yield RecordNumber(share, recorded.SHARE, "wt%")

    def clean(self) -> None:
        super().clean()
        if word := no_element(self.chemistry):
            raise ValidationError(
                {"chemistry": f"“{word}” is not an element; write the ions that move: Mg, Mg–Li, Zn."}
            )
        self._clean_shares()
        self.derive()

    def _clean_shares(self) -> None:
        """The shares of the electrode are no more than the whole, no fractions, and those that its print has."""
        shares = {share: getattr(self, share) for share in SHARES if getattr(self, share) is not None}
        total = sum(shares.values())
        if total > ALL_SHARES:
            raise ValidationError(
                f"Active material, carbon and binder are {total:g} wt% together, more than the whole."
            )
        if len(shares) == len(SHARES) and 0 < total <= ALL_SHARES / 100:
            raise ValidationError(
                {
                    share: f"{value:g} is a fraction; shares are in wt%: {100 * value:g}."
                    for share, value in shares.items()
                }
            )
        printed = printed_shares(self.formulation)
        for share, value in shares.items() if printed else ():
            if not any(abs(value - one) <= SHARE_ROUNDED for one in printed):
                listed = ", ".join(f"{one:.3g}" for one in printed)
                raise ValidationError(
                    {share: f"{value:g} wt% is typed; “{self.formulation}” says {listed} wt%. Correct the wrong one."}
                )

    def number_doubts(self) -> Iterator[tuple[str, str]]:
        yield from super().number_doubts()
        shares = [getattr(self, share) for share in SHARES]
        if None not in shares and sum(shares) < 200 - ALL_SHARES:
            yield (
                SHARES[0],
                f"Active material, carbon and binder are {sum(shares):g} wt% together: is something left out?",
            )

    def derive(self) -> None:
        """Sets the kind of the counter electrode from its printed words, the chemistry from what the cell states and
        what its electrolyte brings, and the elements of what it is made of.

        Its elements are those of the materials of its electrodes and of its electrolyte, and magnesium where the
        counter electrode is printed as the metal.
        """
        self.counter_kind = counter_electrodes.kind_of(self.counter_electrode)
        detail = getattr(self.electrolyte, "electrolyte", None)
        self.chemistry_kind = battery_chemistry.of_cell(self.chemistry, detail.carrier_cations if detail else None)
        parts = {
            "working_electrode": self.working_material,
            "counter_electrode": self.counter_material,
            "electrolyte": self.electrolyte,
        }
        found = [
            Constituent(kind, one.name, tuple(one.elements)) for kind, one in parts.items() if one and one.elements
        ]
        if not self.counter_material and self.counter_kind == "mg_metal":
            found.append(Constituent("counter_electrode", self.counter_electrode, ("Mg",)))
        self.constituents = [one.as_data() for one in found]
        self.elements = all_elements(found)

    def search_words(self) -> list[str]:
        words = [self.public_id, self.name, self.chemistry, self.counter_electrode, self.source.short]
        words += words_of("configurations", self.configuration) + element_words(self.elements)
        return words + [part.name for part in (self.working_material, self.electrolyte) if part]
