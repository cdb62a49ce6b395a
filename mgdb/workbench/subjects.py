"""Rows of specimens, electrolytes and cells: what was measured, and in what."""

from __future__ import annotations

from typing import Any

from mgdb.science import electrochemistry, electrolytes, recorded, vocabulary
from mgdb.science import formula as formulas
from mgdb.science.conditions import CONDITIONS, Condition
from mgdb.science.electrolytes import ElectrolyteError
from mgdb.science.entry import value_field
from mgdb.science.judgement import Refusal, judge, judge_amount
from mgdb.science.markup import Html, escaped
from mgdb.science.quantity import Quantity, QuantityError, number_html
from mgdb.science.typeset import html as typeset

from .bench import Bench
from .grids import CELLS, ELECTROLYTES, GRIDS, SPECIMENS
from .reading import Draft, Payload, Reading, RowError, chosen, folded, put

_MG_CHARGE = 2


def choice(grid: str, payload: Payload, column: str) -> str:
    """The key of the text of a column that has choices. Raises RowError."""
    declared = GRIDS[grid].column(column)
    assert declared is not None
    return chosen(payload, column, declared.choices)


def attempt(result: Reading, read: Any, *, waits: bool = False) -> Any:
    """What `read` gives; None with its fault noted."""
    try:
        return read()
    except RowError as fault:
        (result.waits if waits else result.faults).append(fault)
        return None


def text_of(payload: Payload, column: str) -> str:
    return " ".join(payload.get(column, "").split())


def stands_already(bench: Bench, payload_name: str, own: str, cells: bool = False) -> str:
    """The id of the record of this paper that has the name, if it is not the row's own."""
    rows = bench.cells if cells else bench.materials
    return next((key for key, name in rows.items() if name == payload_name and key != own), "")


# ------------------------------------------------------------------------------------------------------- specimens
def read_specimen(bench: Bench, payload: Payload, own: str = "") -> Reading:
    """A specimen, and its pair with the control that is named."""
    result = Reading()
    name = text_of(payload, "name")
    formula = text_of(payload, "formula")
    if not name:
        result.faults.append(RowError("name", "Give the name that the paper uses."))
    role = attempt(result, lambda: choice("specimens", payload, "role"))
    family = attempt(result, lambda: choice("specimens", payload, "family"))
    phase = attempt(result, lambda: bench.phase(payload, "phase"))
    if formula:
        attempt(result, lambda: _formula(result, formula))
    if name and (standing := stands_already(bench, name, own)):
        result.means, result.known = standing, [standing]
    elif role == "":
        result.faults.append(RowError("role", "Say what it serves as: cathode, anode, electrolyte …"))
    form: dict[str, Any] = {"name": name, "source": bench.paper.public_id, "roles": [role] if role else []}
    put(form, "structure_family", family)
    _described(payload, form)
    if not result.means:
        _of_phase(result, form, phase)
        result.drafts.append(Draft("material", "material", form))
    if text_of(payload, "control"):
        _pair(bench, result, payload, name, own or result.means)
    if not result.said and name:
        result.said = typeset(name)
    return result


def _of_phase(result: Reading, form: dict[str, Any], phase: str | dict[str, Any] | None) -> None:
    """Gives the material its phase; one that is new becomes a draft of the same row, before it."""
    if isinstance(phase, dict):
        result.drafts.append(Draft(PHASE, "phase", phase))
        phase = PHASE
    put(form, "phase", phase)


def _described(payload: Payload, form: dict[str, Any]) -> None:
    """What a material of either grid is besides its name and its components."""
    for column, field in (("formula", "formula"), ("strategy", "strategy"), ("preparation", "fabrication"),
                          ("space_group", "space_group"), ("morphology", "morphology")):  # fmt: skip
        put(form, field, text_of(payload, column))
    put(form, "remarks", payload.get("remarks", "").strip())


def _pair(bench: Bench, result: Reading, payload: Payload, name: str, own: str) -> None:
    """The pair that a control makes; it waits for the control, and needs a place in the document."""
    if folded(text_of(payload, "control")) == folded(name):
        result.waits.append(RowError("control", "A specimen is not its own control; name the other one."))
        return
    control = attempt(result, lambda: bench.named(payload, "control"), waits=True)
    where = text_of(payload, "where")
    if not where:
        result.waits.append(RowError("where", "Say where the paper compares them; the pair waits for it."))
    if control and where:
        pair = {"modified": own or MODIFIED, "control": control, "source": bench.paper.public_id,
                "document": bench.paper.public_id, "locator": where}  # fmt: skip
        result.drafts.append(Draft("pair", "pair", pair))


# In a form: the material, or the phase, of the same row, which has no id yet.
MODIFIED = "material"
PHASE = "phase"


def _formula(result: Reading, formula: str) -> None:
    try:
        parsed = formulas.parse(formula)
    except formulas.FormulaError as error:
        raise RowError("formula", str(error)) from error
    parts: list[str] = [str(typeset(formula))]
    if parsed.molar_mass:
        parts.append(f"{number_html(parsed.molar_mass, digits=6)} {escaped('g mol⁻¹')}")
        capacity = electrochemistry.theoretical_capacity(parsed.molar_mass, _MG_CHARGE, 1)
        parts.append(f"{number_html(capacity, 'mAh g⁻¹', digits=4)} for one Mg²⁺ per formula")
    else:
        parts.append("no molar mass: an amount is open")
    result.said = Html("; ".join(parts))


# ----------------------------------------------------------------------------------------------------- electrolytes
def read_electrolyte(bench: Bench, payload: Payload, own: str = "") -> Reading:
    """An electrolyte by the line that describes it; one that is only named has a name and no description."""
    result = Reading()
    line, name = text_of(payload, "line"), text_of(payload, "name")
    if not line and not name:
        result.faults.append(RowError("line", "Describe it, 0.4 M APC + 0.4 M LiCl in THF, or give its name alone."))
        return result
    detail: dict[str, Any] = {}
    put(detail, "electrolyte_class", attempt(result, lambda: choice("electrolytes", payload, "class")))
    family = attempt(result, lambda: choice("electrolytes", payload, "family"))
    phase = attempt(result, lambda: bench.phase(payload, "phase"))
    if formula := text_of(payload, "formula"):
        attempt(result, lambda: _formula(result, formula))
    if line:
        attempt(result, lambda: _components(result, line, detail))
    if standing := stands_already(bench, name or line, own):
        result.means, result.known = standing, [standing]
        return result
    form: dict[str, Any] = {
        "name": name or line, "source": bench.paper.public_id, "roles": ["electrolyte"], "electrolyte": detail,
    }  # fmt: skip
    put(form, "structure_family", family)
    _described(payload, form)
    _of_phase(result, form, phase)
    result.drafts.append(Draft("material", "material", form))
    result.said = result.said or typeset(name)
    return result


def _components(result: Reading, line: str, detail: dict[str, Any]) -> None:
    try:
        found = electrolytes.expand(line)
    except ElectrolyteError as error:
        raise RowError("line", f"{error.reason[:1].upper()}{error.reason[1:]}", error.near) from error
    components, said = [], []
    roles = {term.key: term.label for term in vocabulary.COMPONENT_ROLES}
    for one in found.components:
        component: dict[str, Any] = {"role": one.role, "name": one.name}
        put(component, "formula", one.formula)
        put(component, "amount_printed", one.amount_printed)
        if one.amount is not None:
            component |= {"low": one.amount, "high": one.amount}
        put(component, "unit", one.unit)
        if one.from_name:
            component["from_name"] = True
        components.append(component)
        amount = one.amount_printed or (f"{one.amount:g} {one.unit}" if one.amount is not None else "")
        said.append(" ".join(filter(None, (escaped(amount), typeset(one.name), escaped(f"({roles[one.role]})")))))
    detail["components"] = components
    detail["carrier_cations"] = sorted(found.carrier_cations)
    detail["chloride"] = {True: "yes", False: "no", None: "not_stated"}[found.chloride]
    put(detail, "remarks", " ".join(found.remarks))
    result.doubts += [("line", doubt) for doubt in found.doubts]
    result.said = Html(". ".join([" + ".join(said), *map(escaped, found.remarks)]))


# ------------------------------------------------------------------------------------------------------------ cells
def read_cell(bench: Bench, payload: Payload, own: str = "") -> Reading:
    """A cell; its name is put together of counter, electrolyte and working electrode unless one is given."""
    result = Reading()
    form: dict[str, Any] = {"source": bench.paper.public_id}
    working = attempt(result, lambda: bench.named(payload, "working"))
    electrolyte = attempt(result, lambda: bench.named(payload, "electrolyte"))
    put(form, "working_material", working)
    put(form, "electrolyte", electrolyte)
    put(form, "counter_material", attempt(result, lambda: bench.named(payload, "counter_specimen")))
    for column, field in (("configuration", "configuration"), ("mass_basis", "mass_basis")):
        put(form, field, attempt(result, lambda column=column: choice("cells", payload, column)))
    for column, field in (
        ("counter", "counter_electrode"), ("reference", "reference_electrode"), ("chemistry", "chemistry"),
        ("formulation", "formulation"), ("collector", "collector"), ("separator", "separator"),
        ("water", "water_content"), ("where", "locator"),
    ):  # fmt: skip
        put(form, field, text_of(payload, column))
    if text_of(payload, "where"):
        form["document"] = bench.paper.public_id
    put(form, "remarks", payload.get("remarks", "").strip())
    attempt(result, lambda: _window(payload, form))
    attempt(result, lambda: _loading(payload, form))
    names = [bench.materials.get(key, "") if key else "" for key in (electrolyte, working)]
    parts = [
        text_of(payload, "counter"),
        names[0] or text_of(payload, "electrolyte"),
        names[1] or text_of(payload, "working"),
    ]
    form["name"] = text_of(payload, "name") or " | ".join(filter(None, parts))
    if not form["name"]:
        result.faults.append(RowError("working", "Say what stands in it: working and counter electrode, electrolyte."))
        return result
    result.said = typeset(form["name"])
    if standing := stands_already(bench, form["name"], own, cells=True):
        result.means, result.known = standing, [standing]
    else:
        result.drafts.append(Draft("cell", "cell", form))
    return result


def _window(payload: Payload, form: dict[str, Any]) -> None:
    """“0.2 to 2.1 V vs Mg”: both ends and the scale."""
    text = text_of(payload, "window")
    if not text:
        return
    stated, scale = _interval("window", text, recorded.WINDOW, "V", "0.2 to 2.1 V vs Mg")
    form["window_low"], form["window_high"] = stated.low, stated.high
    if scale:
        judged = judge(CONDITIONS["potential_scale"], scale)
        if isinstance(judged, Refusal) or judged.condition is None:
            raise RowError("window", judged.reason if isinstance(judged, Refusal) else f"“{scale}” is not a scale.")
        form["window_scale"] = judged.condition.text


def _loading(payload: Payload, form: dict[str, Any]) -> None:
    text = text_of(payload, "loading")
    if text:
        stated, _ = _interval("loading", text, recorded.LOADING, "mg cm⁻²", "1.2 to 1.5 mg cm⁻²")
        form["loading_low"], form["loading_high"] = stated.low, stated.high


def _interval(column: str, text: str, entry: Condition, unit: str, example: str) -> tuple[Quantity, str]:
    """The ends, or the one number, of a text in `unit`, and the scale behind it. Raises RowError."""
    try:
        stated = value_field(text)
    except QuantityError as error:
        raise RowError(column, f"{error}; write for example {example}.") from error
    judged = judge_amount(entry, stated.value, stated.unit)
    if isinstance(judged, Refusal):
        raise RowError(column, judged.reason, judged.spellings, asked=judged.outcome == "ambiguous")
    if judged.unit != unit or judged.quantity is None:
        raise RowError(column, f"“{text}” is not in {unit}; write for example {example}.")
    return judged.quantity, stated.scale


READERS = {SPECIMENS.key: read_specimen, ELECTROLYTES.key: read_electrolyte, CELLS.key: read_cell}
