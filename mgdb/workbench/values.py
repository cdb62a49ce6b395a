"""A row of the grid of values: a measurement, or one for each step of a series."""

from __future__ import annotations

import re
from typing import Any

from mgdb.science.agreement import judge_report
from mgdb.science.conditions import CONDITIONS
from mgdb.science.entry import Entered, ValueField, value_field
from mgdb.science.judgement import Reading as Judged
from mgdb.science.judgement import Refusal
from mgdb.science.markup import Html, escaped
from mgdb.science.properties import PROPERTIES, Property
from mgdb.science.quantity import QuantityError, format_html
from mgdb.science.typeset import printed_html

from .bench import Bench
from .conditions import Read, list_items, read_conditions
from .flags import read_flags
from .grids import VALUES
from .reading import Draft, Payload, Reading, RowError, chosen, put

# Where a step of a rate test stands is told by its order, unless the row says it.
SEVERAL = (
    "{count} values as one, from the least to the greatest. If each has a condition of its own, list those in the same "
    "order, such as “cycle 1, 2, 3”; if not, choose what the range is over."
)
OF_RATE_TESTS = ("current_density", "areal_current_density", "c_rate")


def read_value(bench: Bench, payload: Payload) -> Reading:
    """What a row of values says. Faults are collected: the row shows all of them at once."""
    result = Reading()
    form: dict[str, Any] = {}
    report: dict[str, Any] = {}

    def attempt(name: str, column: str, target: dict[str, Any], read: Any) -> Any:
        try:
            value = read()
        except RowError as fault:
            result.faults.append(fault)
            return None
        put(target, name, value)
        return value

    subject = attempt("subject", "of", {}, lambda: bench.named(payload, "of", cells=True))
    key = attempt("property", "property", form, lambda: _choice(payload, "property"))
    for name in ("origin", "method", "ion"):
        attempt(name, name, form, lambda name=name: _choice(payload, name))
    attempt("range_kind", "range", form, lambda: _choice(payload, "range"))
    cell = attempt("cell", "cell", {}, lambda: bench.named(payload, "cell", cells=True, materials=False))
    against = attempt("relative_to", "against", form, lambda: bench.named(payload, "against"))
    attempt("source", "source", form, lambda: bench.source(payload, "source"))
    attempt("document", "document", report, lambda: bench.source(payload, "document"))
    flags = attempt("flags", "flag", form, lambda: read_flags(payload.get("flag", "")))
    entry = PROPERTIES.get(key or "")
    read = attempt("", "conditions", {}, lambda: read_conditions(
        payload.get("conditions", ""), payload.get("common", ""), entry, len(list_items(payload.get("printed", "")))
    ))  # fmt: skip
    for column, name in (("detail", "method_detail"), ("remarks", "remarks")):
        put(form, name, payload.get(column, "").strip())
    for column, name in (
        ("where", "locator"), ("citation", "citation_key"), ("printed_conditions", "printed_conditions"),
    ):  # fmt: skip
        put(report, name, payload.get(column, "").strip())
    _wanted(result, payload, subject, entry)
    payload, printed = _with_meant(payload)
    for column, name in (("reading", "reading"), ("assumed_unit", "assumed_unit")):
        put(report, name, payload.get(column, "").strip())
    if subject:
        form["material" if subject.startswith("mat-") else "cell"] = subject
        if cell and subject.startswith("mat-"):
            form["measured_in"] = cell
            other, alike = bench.without(cell, subject)
            if alike:  # an interphase on the electrode has no cell of its own
                reason = f"This cell has {other} as working electrode; another one has {bench.materials[subject]}."
                result.hints.append(RowError("cell", reason, alike))
    if entry is None or read is None or not printed or not isinstance(read, Read):
        return result
    if entry.kind == "text" or against:
        form["kind"] = "text" if entry.kind == "text" else "relation"
        result.said = printed_html(printed)
        _add(result, form, report, read, ValueField(printed))
        return result
    _numbers(result, payload, entry, form, report, read, printed, flagged=bool(flags))
    return result


# “28.21 [Ω]”, “four-coordination [4]”: behind what is printed stands what is meant and not printed.
_MEANT = re.compile(r"(?P<printed>.*\S)\s*\[(?P<meant>[^\[\]]+)\]", re.DOTALL)


def _with_meant(payload: Payload) -> tuple[Payload, str]:
    """The row with the reading or assumed unit that stands in brackets behind the print, and the print alone."""
    printed = payload.get("printed", "").strip()
    found = _MEANT.fullmatch(printed)
    if found is None:
        return payload, printed
    meant = found["meant"].strip()
    column = "reading" if re.match(r"[~≈<>≤≥−–+-]?\s*\.?[0-9]", meant) else "assumed_unit"
    return {**payload, column: meant}, found["printed"]


def _choice(payload: Payload, column: str) -> str:
    declared = VALUES.column(column)
    assert declared is not None
    return chosen(payload, column, declared.choices)


def _wanted(result: Reading, payload: Payload, subject: str | None, entry: Property | None) -> None:
    """Faults for what a value cannot do without."""
    faulty = {fault.column for fault in result.faults}
    wanted = {
        "of": "Say what it is about: a specimen, an electrolyte or a cell.",
        "property": "Say which property it is; three letters find it.",
        "printed": "Give the value as printed, with its unit.",
        "where": "Say where it stands, from large to small: Table 1, VS4; Fig. 3b.",
    }
    for column, reason in wanted.items():
        if not payload.get(column, "").strip() and column not in faulty:
            result.faults.append(RowError(column, reason))
    if entry is not None and subject:
        kind = "material" if subject.startswith("mat-") else "cell"
        if kind not in entry.applies_to:
            only = " or ".join(entry.applies_to)
            result.faults.append(RowError("property", f"{entry.label} is a property of a {only}, not of a {kind}."))


def _numbers(
    result: Reading, payload: Payload, entry: Property, form: dict[str, Any], report: dict[str, Any], read: Read,
    printed: str, *, flagged: bool,
) -> None:  # fmt: skip
    """Judges the print, or each of those of a series, and adds the drafts."""
    if read.steps:
        items = list_items(printed)
        if len(items) != len(read.steps):
            steps = len(read.steps)
            count = f"{len(items)} values" if items else "one value"
            reason = f"{count} and {steps} steps ({CONDITIONS[read.steps[0].key].label.lower()}): give {steps} values."
            result.faults.append(RowError("printed", reason))
            return
        if payload.get("reading", "").strip():
            result.faults.append(RowError("reading", "A series has no one reading; give the step in a row of its own."))
            return
    else:
        items = [printed]
        if (several := len(list_items(printed))) > 1 and not form.get("range_kind") and not flagged:
            result.hints.append(RowError("printed", SEVERAL.format(count=several)))
    said: list[Html] = []
    fields: list[ValueField] = []
    for item in items:
        stated = _field(item, entry, payload)
        judged = judge_report(
            entry, stated.value, stated.unit,
            reading=payload.get("reading", "").strip(), assumed_unit=payload.get("assumed_unit", "").strip(),
        )  # fmt: skip
        if isinstance(judged, Refusal):
            column = "printed" if judged.field in ("printed", "unit") else judged.field
            asked = judged.outcome == "ambiguous"
            ways = [f"{spelling} {stated.unit}".strip() for spelling in judged.spellings]
            result.faults.append(RowError(column, judged.reason, ways if len(items) == 1 else (), asked=asked))
            return
        fields.append(stated)
        said.append(_html(judged, item))
        result.doubts += [] if flagged else [("printed", str(doubt)) for doubt in judged.doubts]
    result.doubts += [] if flagged else [("conditions", doubt) for doubt in read.doubts]
    if any(stated.scale for stated in fields) and "potential_scale" not in read.printed:
        read.printed["potential_scale"] = fields[0].scale
    tests = _test_steps(read) if "test_step" not in set(read.printed) - read.others else []
    for place, stated in enumerate(fields):
        _add(result, form, report, read, stated, place, tests[place] if tests else "")
    result.said = _in_words(said, read, tests)


def _field(item: str, entry: Property, payload: Payload) -> ValueField:
    """The print and its unit. What no quantity begins is all print, for the reading beside it to explain."""
    try:
        stated = value_field(item)
    except QuantityError:
        return ValueField(item)
    return ValueField(item) if payload.get("reading", "").strip() and not stated.value else stated


def _test_steps(read: Read) -> list[str]:
    """The test step of each step of a series of currents, which is a rate test: recovery where a current comes again.

    Worked: 0.1, 0.2, 1, 0.1 A/g → rate, rate, rate, recovery.
    """
    if not read.steps or read.steps[0].key not in OF_RATE_TESTS:
        return []
    ends = [(step.value.low, step.value.high) for step in read.steps]
    return ["recovery" if one in ends[:place] else "rate" for place, one in enumerate(ends)]


def _add(
    result: Reading, form: dict[str, Any], report: dict[str, Any], read: Read, stated: ValueField, place: int = 0,
    test_step: str = "",
) -> None:  # fmt: skip
    conditions = read.of_step(place)
    if test_step:
        conditions["test_step"] = test_step
    own = {**report, "printed_value": stated.value}
    put(own, "printed_unit", stated.unit)
    whole = {**form, "reports": [own]}
    put(whole, "conditions", conditions)
    slot = f"measurement.{place + 1}" if read.steps else "measurement"
    result.drafts.append(Draft(slot, "measurement", whole))


def _html(judged: Judged, item: str) -> Html:
    if judged.quantity is None:
        return printed_html(item)
    return format_html(judged.quantity, judged.unit or None)


def _in_words(said: list[Html], read: Read, tests: list[str]) -> Html:
    """The values as they are read, each step with its own condition, then what holds of all."""
    steps = (
        [f"{html} ({_step_html(step)})" for html, step in zip(said, read.steps, strict=True)] if read.steps else said
    )
    parts = [", ".join(steps)]
    for key, value in read.printed.items():
        if not (tests and key == "test_step"):
            parts.append(f"{escaped(CONDITIONS[key].label.lower())} {printed_html(value)}")
    if tests:
        labels = dict(CONDITIONS["test_step"].choices)
        parts.append(escaped(", ".join(dict.fromkeys(labels[test] for test in tests))))
    return Html("; ".join(parts))


def _step_html(step: Entered) -> Html:
    quantity = step.value.quantity
    return format_html(quantity, step.value.quantity_unit or None) if quantity else printed_html(step.printed)
