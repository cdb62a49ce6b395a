"""What a material of role electrolyte is made of."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models

from mgdb.science import battery_chemistry, electrolytes, recorded, typeset, vocabulary
from mgdb.science import formula as formulas
from mgdb.science.markup import Html
from mgdb.science.typed import Typed

from .base import IS_INTERVAL, term_field, tracked
from .numbers import BesidePrint, HasNumbers, RecordNumber

CARRIERS = ("Mg", "Li", "Na", "K", "Ca", "Zn", "Al", "H", "Cu")


@tracked
class Electrolyte(models.Model):
    """The electrolyte detail of a material: class, carrier cations, chloride and components."""

    material = models.OneToOneField("Material", on_delete=models.CASCADE, related_name="electrolyte", primary_key=True)
    electrolyte_class = term_field(vocabulary.ELECTROLYTE_CLASSES, default="not_stated")
    carrier_cations = ArrayField(
        models.CharField(max_length=4),
        null=True,
        blank=True,
        help_text="Mobile cations brought by salts: Mg; Mg, Li for a dual-salt. Empty list: no salt. Unset: unknown.",
    )
    chloride = term_field(vocabulary.TERNARY, default="not_stated")
    remarks = models.TextField(blank=True)
    # Both follow from the rest and the components (mgdb/review/derivation.py).
    identity = models.TextField(blank=True, editable=False)
    chemistry_kind = term_field(vocabulary.CHEMISTRIES, blank=True, editable=False)

    class Meta:
        ordering = ["material"]
        indexes = [
            models.Index(fields=["identity"], name="electrolyte_identity"),
            models.Index(fields=["electrolyte_class"], name="electrolyte_by_class"),
            models.Index(fields=["carrier_cations"], name="electrolyte_carriers"),
        ]

    def __str__(self) -> str:
        return str(self.material)

    def derive(self) -> None:
        """Sets what follows: the key that equal electrolytes share, and the chemistry of its carrier cations."""
        parts = [
            electrolytes.Part(
                one.role, one.name, one.formula, one.low, one.high, one.unit, one.amount_printed, one.from_name
            )
            for one in self.components.all()
        ]
        self.identity = electrolytes.identity_of(parts, name=self.material.name)
        self.chemistry_kind = battery_chemistry.of_cations(self.carrier_cations or ())

    def clean(self) -> None:
        super().clean()
        for cation in self.carrier_cations or []:
            if cation not in CARRIERS:
                raise ValidationError({"carrier_cations": f"“{cation}” is none of {', '.join(CARRIERS)}."})
        self.carrier_cations = sorted(set(self.carrier_cations)) if self.carrier_cations is not None else None


@tracked
class Component(HasNumbers, models.Model):
    """One salt, solvent, additive, host, filler or second phase of an electrolyte."""

    electrolyte = models.ForeignKey(Electrolyte, on_delete=models.CASCADE, related_name="components")
    role = term_field(vocabulary.COMPONENT_ROLES)
    name = models.CharField(max_length=120)
    formula = models.CharField(max_length=200, blank=True)
    amount_printed = models.CharField("amount as printed", max_length=60, blank=True)
    low = models.FloatField("amount, low", null=True, blank=True)
    high = models.FloatField("amount, high", null=True, blank=True)
    unit = term_field(vocabulary.AMOUNT_UNITS, blank=True)
    from_name = models.BooleanField(
        "expanded from the name", default=False, help_text="Known from the electrolyte's usual name, not printed."
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["electrolyte", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["electrolyte", "role", "name"], name="component_once"),
            models.CheckConstraint(condition=IS_INTERVAL, name="component_low_at_most_high"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_printed} {self.name}".strip()

    def numbers(self) -> Iterator[RecordNumber]:
        entry, unit = recorded.AMOUNTS.get(self.unit, recorded.AMOUNTS["ratio"])
        for end in ("low", "high"):
            yield RecordNumber(end, entry, unit)

    def beside_prints(self) -> Iterator[BesidePrint]:
        entry, unit = recorded.AMOUNTS.get(self.unit, recorded.AMOUNTS["ratio"])
        typed = Typed(low=self.low, high=self.high)
        yield BesidePrint("low" if self.low is not None else "high", entry, unit, self.amount_printed, typed)

    def clean(self) -> None:
        super().clean()
        if self.formula:
            try:
                formulas.parse(self.formula)
            except formulas.FormulaError as error:
                raise ValidationError({"formula": str(error)}) from error
        if not self.unit and (self.low is not None or self.high is not None):
            raise ValidationError({"unit": "An amount needs its unit; “ratio” is one, where shares alone are printed."})

    @property
    def name_html(self) -> Html:
        return typeset.html(self.name)
