"""The one view of a measurement: value, conditions, where it was read, and what is doubtful.

Numbers are in canonical units. Typeset text is made when it is asked for, so that whoever shows none pays for none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from mgdb.models.measurements import quantity_of
from mgdb.science import battery_chemistry, properties, typeset, units, vocabulary
from mgdb.science.conditions import CONDITIONS, Condition, ConditionError, entry_of, read
from mgdb.science.markup import Html
from mgdb.science.properties import Property
from mgdb.science.quantity import Quantity, format_html, format_text, in_unit

from .records import CellView, FlagView, MaterialView, SourceView

DOUBTED = ("caution", "suspect")
SEVERITIES = [term.key for term in vocabulary.SEVERITIES]  # gravest last
CONDITION_ORDER = {key: place for place, key in enumerate(CONDITIONS)}
# what no list of qualifiers shows: the step of a test, settings of a computation, and terms that say nothing
CONDITIONS_NOT_SHOWN = ("test_step", "supercell", "k_points", "cutoff_energy")
# a state that is a number of cycles
AFTER_CYCLES = re.compile(r"(?:after|at|in) (?:the )?(?P<count>[0-9]+)(?:st|nd|rd|th)?(?: \S+)? cycles?")
TERMS_NOT_SHOWN = ("", "not_stated", "not_applicable", "galvanostatic")


@dataclass(slots=True, eq=False)
class ConditionView:
    """A condition of a measurement.

    low, high: the number in the canonical unit; choice: the key, or the text, of what is no number. html, text: in the
    unit that pages use.
    """

    key: str
    status: str
    low: float | None
    high: float | None
    unit: str
    printed: str
    choice: str
    assumed: bool
    approximate: bool = False
    uncertainty: float | None = None

    @property
    def entry(self) -> Condition:
        return entry_of(self.key)

    @property
    def number(self) -> float | None:
        """The single number in the canonical unit, if it is one."""
        return self.low if self.low is not None and self.low == self.high else None

    @property
    def quantity(self) -> Quantity:
        """The number or range in the canonical unit."""
        return Quantity(
            value=self.number,
            low=self.low,
            high=self.high,
            approximate=self.approximate,
            uncertainty=self.uncertainty,
            digits=self.digits,
        )

    @property
    def digits(self) -> int:
        """Significant digits as printed, where the zero of the unit that pages use is another (°C beside K) and the
        print is in the canonical one; else 0, as elsewhere an exact number has no more digits than its print."""
        entry = self.entry
        if self.assumed or not entry.dimension or not units.shifts(entry.display_unit, entry.dimension):
            return 0
        try:
            printed = read(self.key, self.printed)
        except ConditionError:  # kept from before the grammar refused it: what nobody can read has no known digits
            return 0
        return printed.quantity.digits if printed.quantity and printed.quantity_unit == entry.unit else 0

    @property
    def html(self) -> Html:
        return self.in_unit(self.entry.display_unit)[0]

    @property
    def text(self) -> str:
        return self.in_unit(self.entry.display_unit)[1]

    def in_unit(self, unit: str) -> tuple[Html, str]:
        """HTML and text, a number in `unit`; what is no number is shown by its label or as printed."""
        entry = self.entry
        if self.status != "reported":
            text = vocabulary.label(vocabulary.CONDITION_STATUSES, self.status)
        elif self.low is not None or self.high is not None:
            quantity = in_unit(self.quantity, entry.dimension, unit)
            assumed = " (assumed)" if self.assumed else ""
            return Html(f"{format_html(quantity, unit)}{assumed}"), f"{format_text(quantity, unit)}{assumed}"
        else:
            key = self.choice or self.printed
            text = dict(entry.choices).get(key, key)
        return typeset.html(text), text


@dataclass(slots=True, eq=False)
class ReportView:
    """Where a measurement was read: the document, the place in it, and what is printed there.

    is_quoted: whether the document quotes another source.
    """

    document: SourceView
    locator: str
    printed_value: str
    printed_unit: str
    printed_conditions: str
    citation_key: str
    remark: str
    is_quoted: bool

    @property
    def short(self) -> str:
        """First author and year of the document."""
        return self.document.text

    @property
    def printed(self) -> str:
        """Value and unit as printed."""
        return f"{self.printed_value} {self.printed_unit}".strip()


@dataclass(slots=True, eq=False, repr=False)
class MeasurementView:
    """One measurement. `html` and `text` carry the unit; `bare_html` and `bare_text` do not, for columns whose heading
    says it. `displayed` is the quantity in the unit that pages use. `updated_at`, of its revision, is in UTC, as JSON
    has it.

    Its records, conditions, reports and flags are there if they were read (`reading.Part`).
    """

    pk: int
    id: str
    property_key: str
    kind: str
    value: float | None
    low: float | None
    high: float | None
    bound: str
    approximate: bool
    range_kind: str
    uncertainty: float | None
    digits: int
    text_value: str
    origin_key: str
    method_key: str
    method_detail: str
    ion_key: str
    remarks: str
    readings: int
    revision: int
    self_reviewed: bool
    updated_at: str
    material_pk: int | None
    subject_cell_pk: int | None
    measured_in_pk: int | None
    relative_to_pk: int | None
    source_pk: int
    material: MaterialView | None = field(init=False)
    subject_cell: CellView | None = field(init=False)
    measured_in: CellView | None = field(init=False)
    relative_to: MaterialView | None = field(init=False)
    source: SourceView = field(init=False)
    conditions: dict[str, ConditionView] = field(init=False)
    reports: list[ReportView] = field(init=False)
    flags: list[FlagView] = field(init=False)
    inherited_flags: list[FlagView] = field(init=False)

    # ---- what it is of
    @property
    def entry(self) -> Property:
        return properties.PROPERTIES[self.property_key]

    @property
    def label(self) -> str:
        """What the property is called."""
        return self.entry.label

    @property
    def public_id(self) -> str:
        """Its id under the name that records have it by."""
        return self.id

    @property
    def subject(self) -> MaterialView | CellView:
        subject = self.material or self.subject_cell
        if subject is None:  # a constraint of the table
            raise ValueError(f"{self.id} has no subject")
        return subject

    @property
    def cell(self) -> CellView | None:
        """The cell that it was measured in, or is about."""
        return self.measured_in or self.subject_cell

    @property
    def electrolyte(self) -> MaterialView | None:
        """The electrolyte of the cell."""
        return self.cell.electrolyte if self.cell else None

    @property
    def electrolyte_class(self) -> str:
        """The class of the subject, where it is an electrolyte, else of the electrolyte that it was measured in."""
        for material in (self.material, self.electrolyte):
            if material is not None and material.electrolyte_class is not None:
                return vocabulary.label(vocabulary.ELECTROLYTE_CLASSES, material.electrolyte_class)
        return ""

    @property
    def carrier_cations(self) -> list[str] | None:
        """Of the electrolyte that it was measured in; None when unknown."""
        electrolyte = self.measured_in.electrolyte if self.measured_in else None
        return electrolyte.carrier_cations if electrolyte else None

    @property
    def chemistry_key(self) -> str:
        """The battery chemistry that it belongs to, a key of vocabulary.CHEMISTRIES; empty where nothing tells."""
        cell = self.cell.chemistry_kind if self.cell else ""
        own = self.material.chemistry_kind if self.material else ""
        return battery_chemistry.of_value(cell, own or "", self.ion_key)

    @property
    def chemistry(self) -> str:
        """The same in words: “Mg”, “Mg–Li (dual salt)”."""
        return vocabulary.label(vocabulary.CHEMISTRIES, self.chemistry_key) if self.chemistry_key else ""

    @property
    def origin(self) -> str:
        return vocabulary.label(vocabulary.ORIGINS, self.origin_key)

    @property
    def method(self) -> str:
        return vocabulary.label(vocabulary.METHODS, self.method_key)

    @property
    def ion(self) -> str:
        return vocabulary.label(vocabulary.IONS, self.ion_key)

    # ---- its value
    @property
    def quantity(self) -> Quantity | None:
        """The canonical value with its qualifiers; None for texts, relations and numbers of unknown unit."""
        return quantity_of(self)

    @property
    def displayed(self) -> Quantity | None:
        """The value in the unit that pages use."""
        quantity = self.quantity
        return None if quantity is None else in_unit(quantity, self.entry.dimension, self.entry.display_unit)

    @property
    def bare_html(self) -> Html:
        return typeset.html(self._words) if (shown := self.displayed) is None else format_html(shown)

    @property
    def bare_text(self) -> str:
        return self._words if (shown := self.displayed) is None else format_text(shown)

    @property
    def html(self) -> Html:
        if (shown := self.displayed) is None:
            return typeset.html(self._words)
        return format_html(shown, self.entry.display_unit)

    @property
    def text(self) -> str:
        return self._words if (shown := self.displayed) is None else format_text(shown, self.entry.display_unit)

    @property
    def _words(self) -> str:
        """What stands in the place of a number."""
        return self.text_value or (self.reports[0].printed if self.reports else "") or "no number"

    # ---- its conditions
    @property
    def ordered_conditions(self) -> list[ConditionView]:
        """The conditions in the order of the catalogue."""
        return sorted(self.conditions.values(), key=lambda item: CONDITION_ORDER.get(item.key, len(CONDITION_ORDER)))

    @property
    def reported(self) -> list[ConditionView]:
        """The conditions that documents state, in the order of the catalogue."""
        return [condition for condition in self.ordered_conditions if condition.status == "reported"]

    @property
    def not_reported(self) -> list[ConditionView]:
        """The conditions that somebody looked for in vain."""
        return [condition for condition in self.ordered_conditions if condition.status == "not_reported"]

    @property
    def step(self) -> str:
        """The step of a test that the value belongs to: rate, cycling, …; empty where none is stated."""
        step = self.conditions.get("test_step")
        return step.choice if step else ""

    def number(self, key: str) -> float | None:
        """The single number of the condition `key` in its canonical unit; None where there is none."""
        condition = self.conditions.get(key)
        return condition.number if condition else None

    @property
    def qualifiers(self) -> list[tuple[Html, str]]:
        """What tells this value from others of its property, each as HTML and as text: ion, method, stated conditions,
        electrolyte.

        Left out are the step of the test, the settings of a computation, what is not stated, and words that only say
        the cycle again.
        """
        words = self.qualifiers_beside_medium
        return words + ([(self.electrolyte.html, self.electrolyte.text)] if self.electrolyte else [])

    @property
    def qualifiers_beside_medium(self) -> list[tuple[Html, str]]:
        """The same where cell and electrolyte are said beside it."""
        said = [self.ion] if self.ion_key not in TERMS_NOT_SHOWN else []
        said += [self.method] if self.method_key not in TERMS_NOT_SHOWN else []
        words = [(typeset.html(text), typeset.unicode(text)) for text in said]
        cycle = self.number("cycle_number")
        for item in self.reported:
            entry = item.entry
            again = AFTER_CYCLES.fullmatch(item.choice) if entry.kind == "text" else None
            if entry.key in CONDITIONS_NOT_SHOWN or (again and cycle == float(again["count"])):
                continue
            if entry.key == "cycle_number" and cycle is not None and f"{cycle:g} cycles" in self.text_value:
                continue
            bare = item.number is not None and entry.display_unit in ("", "1")
            label = entry.label.lower().removesuffix(" number")
            html, text = item.html, typeset.unicode(item.text)
            words.append((Html(f"{typeset.html(label)} {html}"), f"{label} {text}") if bare else (html, text))
        return words

    @property
    def qualifiers_text(self) -> str:
        return ", ".join(text for _, text in self.qualifiers)

    # ---- its doubts
    @property
    def suspect(self) -> bool:
        """Whether it is probably wrong, by a flag on it or on the specimen, cell, electrolyte or source behind it."""
        return bool(self.inherited_flags) or any(flag.severity == "suspect" for flag in self.flags)

    @property
    def suspect_because(self) -> str:
        """Why it is suspect: “its electrolyte is suspect: …”; empty where it is not."""
        flags = [flag for flag in (*self.flags, *self.inherited_flags) if flag.severity == "suspect"]
        return " ".join(flag.because for flag in flags)

    @property
    def doubts(self) -> list[FlagView]:
        """The flags by which it is probably wrong, or to be read with caution."""
        return [flag for flag in (*self.flags, *self.inherited_flags) if flag.severity in DOUBTED]

    @property
    def worst_flag(self) -> FlagView | None:
        """One flag for all, those that it has by what is behind it too: the gravest severity, and all reasons."""
        flags = [*self.flags, *self.inherited_flags]
        if not flags:
            return None
        worst = max(flags, key=lambda flag: SEVERITIES.index(flag.severity))
        reasons = (typeset.capital(flag.because) for flag in flags)
        return replace(worst, reason=" ".join(reasons), on="")
