"""Rows of pairs, reported factors and statements."""

from __future__ import annotations

from typing import Any

from mgdb.science import units
from mgdb.science.markup import Html, escaped
from mgdb.science.properties import PROPERTIES, UnknownProperty, get
from mgdb.science.quantity import Quantity, QuantityError, format_html, parse
from mgdb.science.typeset import html as typeset

from .bench import Bench
from .grids import PROPERTY
from .reading import Draft, Payload, Reading, RowError, chosen, put
from .subjects import attempt, choice, text_of


def _provenance(bench: Bench, result: Reading, payload: Payload) -> dict[str, Any]:
    """Where it was read."""
    where = text_of(payload, "where")
    if not where:
        result.faults.append(RowError("where", "Say where it stands, from large to small: Table 1, VS4; Fig. 3b."))
    form: dict[str, Any] = {"document": bench.paper.public_id, "locator": where}
    put(form, "citation_key", text_of(payload, "citation"))
    put(form, "remarks", payload.get("remarks", "").strip())
    return form


def read_pair(bench: Bench, payload: Payload, own: str = "") -> Reading:
    result = Reading()
    form = _provenance(bench, result, payload) | {"source": bench.paper.public_id}
    for column in ("modified", "control"):
        found = attempt(result, lambda column=column: bench.named(payload, column))
        if found == "":
            result.faults.append(RowError(column, "Name the specimen."))
        put(form, column, found)
    if form.get("modified") and form.get("modified") == form.get("control"):
        result.faults.append(RowError("control", "A specimen is not its own control; name the other one."))
    put(form, "kind", attempt(result, lambda: choice("pairs", payload, "kind")))
    put(form, "properties", attempt(result, lambda: _properties(payload)))
    names = [typeset(text_of(payload, column)) for column in ("modified", "control")]
    result.said = Html(f"{names[0]} against {names[1]}") if all(names) else Html()
    result.drafts.append(Draft("pair", "pair", form))
    return result


def _properties(payload: Payload) -> list[str]:
    found = []
    for part in payload.get("properties", "").split(";"):
        if part.strip():
            found.append(chosen({"properties": part}, "properties", PROPERTY))
    return found


def read_factor(bench: Bench, payload: Payload, own: str = "") -> Reading:
    result = Reading()
    form = _provenance(bench, result, payload) | {"source": bench.paper.public_id}
    material = attempt(result, lambda: bench.named(payload, "of"))
    put(form, "material", material)
    key = attempt(result, lambda: choice("factors", payload, "property"))
    put(form, "property", key)
    for column, reason in (
        ("of", "Say of which specimen."), ("property", "Say of which property."),
        ("printed", "Give the words that are printed: about six times higher."),
        ("number", "Give the number that they mean: 6; three orders → 3."),
    ):  # fmt: skip
        if not text_of(payload, column):
            result.faults.append(RowError(column, reason))
    for column in ("form", "ion", "relative_kind"):
        put(form, column, attempt(result, lambda column=column: choice("factors", payload, column)))
    put(form, "printed", text_of(payload, "printed"))
    unit = attempt(result, lambda: _unit(text_of(payload, "unit")))
    put(form, "unit", unit)
    _relative(bench, result, payload, form)
    if number := text_of(payload, "number"):
        stated = attempt(result, lambda: _number(number))
        if stated is not None:
            for name in ("value", "low", "high"):
                put(form, name, getattr(stated, name) if name == "value" or stated.value is None else None)
            form |= {"bound": stated.bound, "approximate": stated.approximate}
            try:
                entry = get(key or "")
            except UnknownProperty:
                entry = None
            form_key = form.get("form", "times")
            words = "" if form_key == "difference" else f" {escaped(form_key.replace('_', ' '))}"
            said = f"{format_html(stated, unit or None)}{words}"
            result.said = Html(f"{escaped(PROPERTIES[entry.key].label.lower())} {said}" if entry else said)
    result.drafts.append(Draft("factor", "factor", form))
    return result


def _relative(bench: Bench, result: Reading, payload: Payload, form: dict[str, Any]) -> None:
    """What it is relative to: a specimen of this paper or an id; any other text is kept as words."""
    text = text_of(payload, "against")
    if not text:
        result.faults.append(RowError("against", "Say relative to what: a specimen, or words."))
        return
    try:
        form["relative_to"] = bench.named(payload, "against")
    except RowError as fault:
        if fault.asked:
            result.faults.append(fault)
        else:
            form["relative_text"] = text


def _unit(text: str) -> str:
    try:
        units.normalise(text)
    except units.UnitError as error:
        raise RowError("unit", str(error)) from error
    return text


def _number(text: str) -> Quantity:
    try:
        return parse(text)
    except QuantityError as error:
        ways = getattr(error, "spellings", ())
        raise RowError("number", str(error), ways, asked=bool(ways)) from error


def read_statement(bench: Bench, payload: Payload, own: str = "") -> Reading:
    result = Reading()
    form = _provenance(bench, result, payload)
    for column, reason in (("subject", "Say what it is about."), ("text", "Write the sentence, in our own words.")):
        if not payload.get(column, "").strip():
            result.faults.append(RowError(column, reason))
    topic = attempt(result, lambda: choice("statements", payload, "topic"))
    if topic == "":
        result.faults.append(RowError("topic", "Choose a topic."))
    put(form, "topic", topic)
    put(form, "sign", attempt(result, lambda: choice("statements", payload, "sign")))
    put(form, "material", attempt(result, lambda: bench.named(payload, "of")))
    form |= {"subject": text_of(payload, "subject"), "text": payload.get("text", "").strip()}
    result.said = typeset(form["subject"])
    result.drafts.append(Draft("statement", "statement", form))
    return result


READERS = {"pairs": read_pair, "factors": read_factor, "statements": read_statement}
