"""One measurement as a reader sees it: value, conditions, where it was read, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from mgdb.models import Flag, Measurement, MeasurementCondition, Report
from mgdb.science import typeset, units, vocabulary
from mgdb.science.conditions import CONDITIONS, Condition
from mgdb.science.quantity import Quantity, format_html, format_text

from .spans import RecordLink

SEVERITIES = [term.key for term in vocabulary.SEVERITIES]  # gravest last
# what no list of qualifiers shows: settings of a computation, and terms that say nothing
CONDITIONS_NOT_SHOWN = ("test_step", "supercell", "k_points", "cutoff_energy")
TERMS_NOT_SHOWN = ("", "not_stated", "not_applicable", "galvanostatic")


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A condition: its catalogue entry, its value in the unit that pages use, and what was printed.

    low, high: the number in the canonical unit; choice: the key, or the text, of what is no number.
    """

    entry: Condition
    status: str
    html: str
    text: str
    printed: str
    assumed: bool
    low: float | None
    high: float | None
    choice: str = ""

    @property
    def number(self) -> float | None:
        """The single number in the canonical unit, if it is one."""
        return self.low if self.low is not None and self.low == self.high else None


@dataclass(frozen=True, slots=True)
class ReportView:
    """Where a value was read: the document's id and short name, the place in it, and what is printed there."""

    document: str
    short: str
    locator: str
    citation_key: str
    printed: str
    printed_conditions: str
    remark: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class FlagView:
    """A doubt, with its reason."""

    label: str
    severity: str
    severity_label: str
    reason: str


@dataclass(frozen=True, slots=True)
class MeasurementView:
    """One measurement. `html` and `text` carry the unit; `bare_html` and `bare_text` do not, for columns whose heading
    says it. `displayed` is the quantity in the unit that pages use."""

    id: str
    property: str
    label: str
    kind: str
    quantity: Quantity | None
    bare_html: str
    bare_text: str
    html: str
    text: str
    origin: str
    method: str
    ion: str
    conditions: dict[str, ConditionView]
    reports: tuple[ReportView, ...]
    flags: tuple[FlagView, ...]
    cell: RecordLink | None
    electrolyte: RecordLink | None
    source: RecordLink
    remarks: str
    measurement: Measurement = field(repr=False, compare=False)
    displayed: Quantity | None = None

    @property
    def suspect(self) -> bool:
        return any(flag.severity == "suspect" for flag in self.flags)

    @property
    def step(self) -> str:
        """The step of a test that the value belongs to: rate, cycling, …; empty where none is stated."""
        step = self.conditions.get("test_step")
        return step.choice if step else ""

    @property
    def chemistry(self) -> str:
        """The chemistry of the battery that it was measured in: “Mg”, “Li”; empty where none is stated."""
        cell = self.measurement.measured_in or self.measurement.cell
        return cell.chemistry if cell else ""

    def number(self, key: str) -> float | None:
        """The single number of the condition `key` in its canonical unit; None where there is none."""
        condition = self.conditions.get(key)
        return condition.number if condition else None

    @property
    def worst_flag(self) -> FlagView | None:
        """One flag for all: the gravest severity, and the reasons of all flags."""
        if not self.flags:
            return None
        worst = max(self.flags, key=lambda flag: SEVERITIES.index(flag.severity))
        return replace(worst, reason=" ".join(flag.reason for flag in self.flags))

    @property
    def qualifiers_html(self) -> str:
        """What tells this value from others of its property: ion, method, stated conditions, electrolyte.

        Left out are the step of the test, the settings of a computation, and what is not stated.
        """
        return ", ".join(html for html, _ in self.qualifiers)

    @property
    def qualifiers_text(self) -> str:
        """The same as plain text."""
        return ", ".join(text for _, text in self.qualifiers)

    @property
    def qualifiers(self) -> list[tuple[str, str]]:
        """Each of them as HTML and as text."""
        said = [self.ion] if self.measurement.ion not in TERMS_NOT_SHOWN else []
        said += [self.method] if self.measurement.method not in TERMS_NOT_SHOWN else []
        words = [(typeset.html(text), typeset.unicode(text)) for text in said]
        for item in self.reported:
            if item.entry.key not in CONDITIONS_NOT_SHOWN:
                bare = item.number is not None and item.entry.display_unit in ("", "1")
                label = item.entry.label.lower().removesuffix(" number")
                text = typeset.unicode(item.text)
                words.append((f"{typeset.html(label)} {item.html}", f"{label} {text}") if bare else (item.html, text))
        return words + ([(self.electrolyte.html, self.electrolyte.text)] if self.electrolyte else [])

    @property
    def reported(self) -> list[ConditionView]:
        """The conditions that documents state, in the order of the catalogue."""
        return [condition for condition in self.conditions.values() if condition.status == "reported"]

    @property
    def not_reported(self) -> list[ConditionView]:
        """The conditions that somebody looked for in vain."""
        return [condition for condition in self.conditions.values() if condition.status == "not_reported"]


def view_of(measurement: Measurement) -> MeasurementView:
    """`measurement` as plain data; ask for it `with_details()`, else each part costs a query."""
    entry = measurement.property_entry
    quantity = measurement.quantity
    cell = measurement.measured_in or measurement.cell
    electrolyte = cell.electrolyte if cell else None
    shown = None
    if quantity is not None:
        shown = display(quantity, entry.dimension, entry.display_unit)
        bare, html, bare_text, text = (
            format_html(shown),
            format_html(shown, entry.display_unit),
            format_text(shown),
            format_text(shown, entry.display_unit),
        )
    else:
        printed = _printed(next(iter(measurement.reports.all()), None))
        bare_text = text = measurement.text_value or printed or "no number"
        bare = html = typeset.html(text)
    source = measurement.source
    return MeasurementView(
        id=measurement.public_id,
        property=entry.key,
        label=entry.label,
        kind=measurement.kind,
        quantity=quantity,
        bare_html=bare,
        bare_text=bare_text,
        html=html,
        text=text,
        origin=measurement.get_origin_display(),
        method=measurement.get_method_display(),
        ion=measurement.get_ion_display(),
        conditions={item.key: condition_view(item) for item in _in_order(measurement.conditions.all())},
        reports=tuple(_report(report, measurement) for report in measurement.reports.all()),
        flags=tuple(flag_view(flag) for flag in measurement.flags.all()),
        cell=RecordLink(cell.public_id, typeset.html(cell.name), cell.name) if cell else None,
        electrolyte=RecordLink(electrolyte.public_id, electrolyte.name_html, electrolyte.name_unicode)
        if electrolyte
        else None,
        source=RecordLink(source.public_id, typeset.html(source.short), source.short),
        remarks=measurement.remarks,
        measurement=measurement,
        displayed=shown,
    )


def display(quantity: Quantity, dimension: str | None, unit: str) -> Quantity:
    """`quantity` of the canonical unit of `dimension`, in `unit`; unchanged where the two are one."""
    if dimension is None or unit == units.DIMENSIONS[dimension].canonical:
        return quantity
    return quantity.scale(lambda number: units.from_canonical(number, unit, dimension))


def condition_view(condition: MeasurementCondition) -> ConditionView:
    """`condition` in the unit that pages use; what is no number is shown by its label or as printed."""
    entry = condition.entry
    low, high = condition.low, condition.high
    if condition.status != "reported":
        text = vocabulary.label(vocabulary.CONDITION_STATUSES, condition.status)
        html = typeset.html(text)
    elif low is not None or high is not None:
        quantity = Quantity(value=low if low == high else None, low=low, high=high)
        quantity = display(quantity, entry.dimension, entry.display_unit)
        html, text = format_html(quantity, entry.display_unit), format_text(quantity, entry.display_unit)
        if condition.assumed:
            html, text = f"{html} (assumed)", f"{text} (assumed)"
    else:
        key = condition.text or condition.printed
        text = dict(entry.choices).get(key, key)
        html = typeset.html(text)
    return ConditionView(
        entry, condition.status, html, text, condition.printed, condition.assumed, low, high, condition.text
    )


def flag_view(flag: Flag) -> FlagView:
    """A `Flag` row as plain data."""
    return FlagView(flag.get_code_display(), flag.severity, flag.get_severity_display(), flag.reason)


def _in_order(conditions: Iterable[MeasurementCondition]) -> list[MeasurementCondition]:
    order = {key: place for place, key in enumerate(CONDITIONS)}
    return sorted(conditions, key=lambda condition: order.get(condition.key, len(order)))


def _printed(report: Report | None) -> str:
    return f"{report.printed_value} {report.printed_unit}".strip() if report else ""


def _report(report: Report, measurement: Measurement) -> ReportView:
    return ReportView(
        document=report.document.public_id,
        short=report.document.short,
        locator=report.locator,
        citation_key=report.citation_key,
        printed=_printed(report),
        printed_conditions=report.printed_conditions,
        remark=report.remark,
        quoted=report.document_id != measurement.source_id,
    )
