"""Phases (a substance across papers) and materials (a specimen as one source names and makes it)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce

from mgdb.science import formula as formulas
from mgdb.science import recorded, typeset, vocabulary
from mgdb.science.constituents import all_elements, constituents_of
from mgdb.science.field_names import element_words, words_of
from mgdb.science.identifiers import IDENTIFIERS, Identifier, IdentifierError
from mgdb.science.markup import Html

from .base import Path, Record, RecordQuerySet, SearchableRecord, term_field, text_list_field, tracked

if TYPE_CHECKING:
    from .defects import Defect
    from .electrolytes import Component


class HasFormula(models.Model):
    """Has a formula, and what follows from it."""

    formula = models.CharField(
        max_length=300,
        blank=True,
        help_text="A chemical formula: Mg0.3V2O5·1.1H2O, Ti0.78□0.22O1.12F0.40(OH)0.48, TiO2-x. No names.",
    )
    elements = text_list_field(editable=False)
    composition = models.JSONField(default=dict, blank=True, editable=False)
    formula_reduced = models.CharField(max_length=300, blank=True, editable=False, db_index=True)
    formula_anonymous = models.CharField(max_length=300, blank=True, editable=False, db_index=True)
    molar_mass = models.FloatField("molar mass (g mol⁻¹)", null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        self.derive_from_formula()

    def derive_from_formula(self) -> None:
        """Sets elements, composition, reduced and anonymous formula and molar mass; only here are they computed."""
        self.elements, self.composition, self.molar_mass = [], {}, None
        self.formula_reduced = self.formula_anonymous = ""
        if not self.formula:
            return
        try:
            parsed = formulas.parse(self.formula)
        except formulas.FormulaError as error:
            raise ValidationError({"formula": str(error)}) from error
        self.elements = list(parsed.elements)
        self.composition = parsed.composition_data
        self.formula_reduced = parsed.reduced or ""
        self.formula_anonymous = parsed.anonymous or ""
        self.molar_mass = parsed.molar_mass

    @property
    def formula_html(self) -> Html:
        return typeset.html(self.formula) if self.formula else Html()


class PhaseQuerySet(RecordQuerySet["Phase"]):
    def with_material_count(self) -> Self:
        """Published specimens, as `material_count`; counted for the rows that are fetched only."""
        own = Material.objects.published().filter(phase=OuterRef("pk")).order_by().values("phase")
        return self.annotate(material_count=Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0))


def identifier_field(key: str) -> models.CharField[str, str]:
    """A column for what the database `key` of the catalogue knows a substance by."""
    entry = IDENTIFIERS[key]
    return models.CharField(
        entry.label,
        max_length=200,  # of an address, of which the identifier is kept
        blank=True,
        help_text=f"Its {entry.what} or the address of its page there: {entry.example}.",
    )


def identifier_constraint(key: str) -> models.CheckConstraint:
    entry = IDENTIFIERS[key]
    return models.CheckConstraint(
        condition=models.Q((key, "")) | models.Q((f"{key}__regex", f"^(?:{entry.pattern})$")),
        name=f"phase_{key}_is_one",
        violation_error_message=f"This is no {entry.what}; it looks like {entry.example}.",
    )


@tracked
class Phase(HasFormula, SearchableRecord):
    """A substance across papers: formula and structure, for example anatase TiO2. It groups materials."""

    PREFIX = "pha"

    name = models.CharField(max_length=200, help_text="Formula with polymorph: “TiO2 (anatase)”, “Mo6S8 (Chevrel)”.")
    polymorph = models.CharField(max_length=80, blank=True)
    structure_family = term_field(vocabulary.STRUCTURE_FAMILIES, blank=True)
    space_group = models.CharField(max_length=40, blank=True, help_text="Hermann–Mauguin symbol as printed.")
    materials_project = identifier_field("materials_project")
    cod = identifier_field("cod")
    pubchem = identifier_field("pubchem")
    remarks = models.TextField(blank=True)

    objects = PhaseQuerySet.as_manager()

    class Meta(SearchableRecord.Meta):
        ordering = ["name", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["name"], name="phase_name_unique", violation_error_message="A phase of this name exists."
            ),
            *(identifier_constraint(key) for key in IDENTIFIERS),
        ]
        indexes = [
            *SearchableRecord.Meta.indexes,
            GinIndex(fields=["elements"], name="phase_elements"),
            models.Index(fields=["structure_family"], name="phase_family"),
        ]

    @property
    def label(self) -> str:
        return self.name

    @property
    def name_html(self) -> Html:
        return typeset.html(self.name)

    @property
    def identifiers(self) -> list[tuple[Identifier, str]]:
        """What other databases know it by, as far as a curator gave it."""
        return [(entry, value) for key, entry in IDENTIFIERS.items() if (value := getattr(self, key))]

    def clean(self) -> None:
        super().clean()
        for key, entry in IDENTIFIERS.items():
            try:
                setattr(self, key, entry.read(getattr(self, key)))
            except IdentifierError as error:
                raise ValidationError({key: str(error)}) from error

    def search_words(self) -> list[str]:
        words = [self.public_id, self.name, self.formula, self.formula_reduced]
        words += words_of("structure-families", self.structure_family) + element_words(self.elements)
        return words + [value for _, value in self.identifiers]


class MaterialQuerySet(RecordQuerySet["Material"]):
    def with_role(self, *roles: str) -> Self:
        return self.filter(roles__overlap=list(roles))

    def with_source(self) -> Self:
        return self.select_related("source", "phase")

    def with_measurement_count(self) -> Self:
        """Published measurements of the material itself, as `measurement_count`; counted for the rows fetched only."""
        from .measurements import Measurement

        own = Measurement.objects.published().filter(material=OuterRef("pk")).order_by().values("material")
        return self.annotate(measurement_count=Coalesce(Subquery(own.annotate(n=Count("pk")).values("n")), 0))

    def with_details(self) -> Self:
        """All that a list of materials shows about each, in a fixed number of queries."""
        from .electrolytes import Component

        return (
            self.with_source()
            .prefetch_related(
                "names",
                "defects",
                "modifications",
                "flags",
                Prefetch("electrolyte__components", queryset=Component.objects.order_by("position", "id")),
            )
            .select_related("electrolyte")
        )


@tracked
class Material(HasFormula, SearchableRecord):
    """A specimen as one source names and makes it: VS4 of two papers are two materials of one phase."""

    PREFIX = "mat"

    source = models.ForeignKey(
        "Source", on_delete=models.PROTECT, related_name="materials", help_text="The paper that made the specimen."
    )
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, null=True, blank=True, related_name="materials")
    name = models.CharField("preferred name", max_length=200, help_text="As the source names it: B-TiO2-x.")
    markup = models.CharField(
        max_length=300,
        blank=True,
        help_text="Only where the name is typeset wrongly by itself: B-TiO_{2-x}, (Ti_{1.74}O_{4})^{1.04-}.",
    )
    roles = text_list_field(help_text="cathode, electrolyte, anode, interphase, host, separator, additive, species")
    structure_family = term_field(vocabulary.STRUCTURE_FAMILIES, blank=True)
    space_group = models.CharField(max_length=40, blank=True)
    morphology = models.CharField(max_length=300, blank=True)
    strategy = models.CharField(
        max_length=300, blank=True, help_text="What the authors did to it, as a review's column says: “Oxygen vacancy”."
    )
    fabrication = models.CharField(max_length=300, blank=True, help_text="How it was made: “Hydrothermal reaction”.")
    fabrication_route = term_field(vocabulary.ROUTES, blank=True)
    remarks = models.TextField(blank=True)
    # What gives its elements; with them written by review.derive.
    constituents = models.JSONField(default=list, blank=True, editable=False)

    ROLES: ClassVar[tuple[str, ...]] = ()  # of its proxies

    objects = MaterialQuerySet.as_manager()

    class Meta(SearchableRecord.Meta):
        ordering = ["name", "id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["source", "name"],
                name="material_named_once_by_a_source",
                violation_error_message="This source has a material of this name already.",
            ),
        ]
        indexes = [
            *SearchableRecord.Meta.indexes,
            GinIndex(fields=["elements"], name="material_elements"),
            GinIndex(fields=["roles"], name="material_roles"),
            models.Index(fields=["name", "id"], name="material_by_name"),
            models.Index(fields=["structure_family"], name="material_family"),
            models.Index(fields=["fabrication_route"], name="material_fabrication"),
        ]

    @property
    def label(self) -> str:
        return self.name

    @property
    def name_html(self) -> Html:
        return typeset.html(self.markup or self.name)

    @property
    def name_unicode(self) -> str:
        return typeset.unicode(self.markup or self.name)

    @property
    def family(self) -> str:
        """The key of its structure family: its own, else that of its phase; empty where neither has one."""
        return self.structure_family or (self.phase.structure_family if self.phase else "")

    def derive_from_formula(self) -> None:
        super().derive_from_formula()
        self.derive_constituents()

    def derive_constituents(self) -> None:
        """Sets the constituents that are known and the elements of them all (`science.constituents`)."""
        detail = getattr(self, "electrolyte", None) if self.pk else None
        found = constituents_of(
            formula=self.formula,
            phase=self.phase.formula if self.phase else "",
            components=[(one.name, one.formula) for one in detail.components.all()] if detail else (),
            defects=[(one.kind, one.species) for one in self.defects.all()] if self.pk else (),
            additions=[one.formula for one in self.modifications.all()] if self.pk else (),
        )
        self.constituents = [one.as_data() for one in found]
        self.elements = all_elements(found)

    @property
    def doubts(self) -> list[str]:
        """What is merely implausible about the numbers of its parts, each once; said, never refused."""
        return list(dict.fromkeys(doubt for _, doubt in self.placed_doubts()))

    def placed_doubts(self) -> list[tuple[Path, str]]:
        if not self.pk:
            return []
        detail = getattr(self, "electrolyte", None)
        parts: list[tuple[Path, Defect | Component]] = [
            (("defects", n), one) for n, one in enumerate(self.defects.all())
        ]
        if detail:
            parts += [(("electrolyte", "components", n), one) for n, one in enumerate(detail.components.all())]
        return [((*place, field), doubt) for place, one in parts for field, doubt in one.number_doubts()]

    def clean(self) -> None:
        super().clean()
        known = [term.key for term in vocabulary.ROLES]
        for role in self.roles:
            if role not in known:
                raise ValidationError({"roles": f"“{role}” is not a role; choose from {', '.join(known)}."})
        if not self.roles:
            raise ValidationError({"roles": f"A material has at least one role: {', '.join(known)}."})

    def clean_parts(self, rows: Iterable[models.Model]) -> None:
        from .electrolytes import Component

        if fault := recorded.over_whole((one.unit, one.low) for one in rows if isinstance(one, Component)):
            raise ValidationError({"electrolyte": fault})

    def search_words(self) -> list[str]:
        words = [self.public_id, self.name, self.name_unicode, self.formula, self.formula_reduced, self.morphology]
        words += [self.strategy, self.fabrication, self.source.short, self.source.doi]
        words += words_of("roles", *self.roles) + element_words(self.elements)
        words += words_of("structure-families", self.family)
        if self.phase:
            words.append(self.phase.name)
        if self.pk:
            words += [name.name for name in self.names.all()]
            words += [word for one in self.defects.all() for word in words_of("defects", one.kind)]
            words += [word for one in self.modifications.all() for word in words_of("modifications", one.kind)]
            if hasattr(self, "electrolyte"):
                words += words_of("electrolyte-classes", self.electrolyte.electrolyte_class)
                words += [component.name for component in self.electrolyte.components.all()]
        return words


@tracked
class MaterialName(models.Model):
    """A name or abbreviation that one document uses: PA is phenylamine in one, phytic acid in another."""

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    document = models.ForeignKey(
        "Source", on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Who uses it."
    )

    class Meta:
        ordering = ["material", "id"]
        constraints = [models.UniqueConstraint(fields=["material", "name", "document"], name="material_name_once")]

    def __str__(self) -> str:
        return self.name


MaterialManager = models.Manager.from_queryset(MaterialQuerySet)


class RoleManager(MaterialManager["Material"]):
    """Only materials of the proxy's roles."""

    def get_queryset(self) -> MaterialQuerySet:
        return MaterialQuerySet(self.model, using=self._db).with_role(*self.model.ROLES)


class Cathode(Material):
    """A material that serves as cathode."""

    ROLES = ("cathode",)
    objects: ClassVar[RoleManager] = RoleManager()

    class Meta:
        proxy = True


class Anode(Material):
    """A material that serves as anode, or as interphase or coating on one."""

    ROLES = ("anode", "interphase")
    objects: ClassVar[RoleManager] = RoleManager()

    class Meta:
        proxy = True
        verbose_name = "anode or interphase"
        verbose_name_plural = "anodes and interphases"
