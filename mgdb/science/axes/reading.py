"""Titles of axes as figures print them → axes: “1000/T (K-1)”, “log σT”, “E / V”, “ρ (Ω cm)”, “×10⁻⁵ S cm⁻¹”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from mgdb.science import quantity, units
from mgdb.science.units.spelling import C_RATE, tidy

from .catalogue import ENTRIES, Axis, AxisError, Law, axis, transforms_of
from .catalogue import TRANSFORMS as TRANSFORMS_BY_KEY
from .judgement import doubt_of, fits


class AmbiguousAxis(AxisError):
    """A title with several readings, which are `choices`.

    likely: the first of them on which all numbers are plausible, None where another choice comes before it on which
    they are not: a slip of the numbers would look like the choice of that reading.
    """

    def __init__(self, text: str, choices: Sequence[Axis], numbers: Sequence[float] = ()) -> None:
        self.choices = tuple(choices)
        doubts = [doubt_of(one, numbers) for one in self.choices[:MOST_CHOICES]]
        self.likely = None if doubts[0] else self.choices[0]
        listed = "; or ".join(f"{one.entry.label.lower()}, {one.text}" for one in self.choices[:MOST_CHOICES])
        said = [
            f". As {one.entry.label.lower()}: {doubt.rstrip('.')}"
            for one, doubt in zip(self.choices, doubts, strict=False)
            if doubt
        ]
        super().__init__(f"“{text}” can be read as {listed}: choose one{''.join(said)}")


MOST_CHOICES = 6  # that a question names
LONGEST_TITLE = 300  # characters
BRACKETS = re.compile(r"[(\[]\s*+([^()\[\]]*[^()\[\]\s])\s*+[)\]]")  # what stands in them


# Symbols and words that figures use beside the labels of the catalogues; their letter case counts where they are short.
_CAPACITIES = ("specific_capacity", "areal_capacity", "volumetric_capacity", "cell_capacity")
_CURRENTS = ("areal_current_density", "current_density")
SYMBOLS_AND_WORDS: dict[str, tuple[str, ...]] = {
    "T": ("temperature",), "temp": ("temperature",), "t": ("time",), "testtime": ("time",),
    "E": ("potential",), "U": ("voltage",), "V": ("voltage",), "ewe": ("potential",), "cellvoltage": ("voltage",),
    "j": _CURRENTS, "J": _CURRENTS, "i": _CURRENTS, "I": (*_CURRENTS, "intensity"),
    "current": _CURRENTS, "currentdensity": _CURRENTS, "specificcurrent": ("current_density",),
    "rate": ("c_rate",), "crate": ("c_rate",), "n": ("cycle_number",), "cycle": ("cycle_number",),
    "cycles": ("cycle_number",), "cycleno": ("cycle_number",), "cycleindex": ("cycle_number",),
    "numberofcycles": ("cycle_number",), "barrier": ("migration_barrier",),
    "capacity": _CAPACITIES, "Q": _CAPACITIES, "dischargecapacity": _CAPACITIES, "chargecapacity": _CAPACITIES,
    "σ": ("ionic_conductivity", "electronic_conductivity"), "sigma": ("ionic_conductivity", "electronic_conductivity"),
    "conductivity": ("ionic_conductivity", "electronic_conductivity"),
    "σion": ("ionic_conductivity",), "σi": ("ionic_conductivity",), "σe": ("electronic_conductivity",),
    "efficiency": ("coulombic_efficiency", "plating_stripping_efficiency"), "ce": ("coulombic_efficiency",),
    "retention": ("capacity_retention",), "D": ("diffusion_coefficient",), "diffusivity": ("diffusion_coefficient",),
    "η": ("overpotential",), "2θ": ("diffraction_angle",), "2theta": ("diffraction_angle",), "v": ("scan_rate",),
    "counts": ("intensity",), "ν": ("scan_rate",),
}  # fmt: skip
RESISTIVITY = ("ρ", "rho", "resistivity")
# “−ln σ”, “-log(σ / S cm⁻¹)”, “−E (V)”: a quantity with its sign changed
_TURNED = re.compile(r"-\s*\(?\s*[^\W\d].*", re.IGNORECASE)
_WITH_SYMBOL = re.compile(r"(?P<words>[^,]*\w)\s*[,\s]\s*(?P<symbol>[^\s,]{1,5})")
_LOGARITHM = re.compile(r"(?P<name>log\s*_?\s*\{?10\}?|log₁₀|log|lg|ln)(?![a-z])\s*(?P<rest>.*)", re.IGNORECASE)
_INVERSE = re.compile(
    r"(?P<factor>1000|10\s*\^?\s*\{?[34]\}?|10000|1e[34]|1)\s*(?:/\s*T(?:emperature)?|[/·]?\s*T\s*\^?\s*\{?-1\}?)"
    r"(?![A-Za-z0-9])(?P<rest>.*)"
)
_INVERSE_WORDS = re.compile(r"(?:(?:inverse|reciprocal)\s+temperature|T\s*\^?\s*\{?-1\}?)(?P<rest>.*)", re.IGNORECASE)
_SCALE = re.compile(r"(?P<unit>m?V)\s*\(?\s*(?:vs\.?|versus|against)\s*(?P<scale>[^()\[\]]+)")
_FACTOR = r"(?:10\s*\^?\s*\{?[-+]?[0-9]+\}?|1e[-+]?[0-9]+)"
# a power of ten behind the symbol, in front of its unit: σ × 10⁵ (S cm⁻¹), σ × 10⁵; or before the symbol: 10⁵ σ
_MULTIPLIED = re.compile(rf"[^()\[\]/]*[^\s()\[\]/]\s*[×x·*]\s*{_FACTOR}\s*(?:[(\[/,].*)?", re.IGNORECASE)
_FACTOR_FIRST = re.compile(rf"[×x·*]?\s*{_FACTOR}\s*[×x·*]?\s*(?P<rest>[^\W\d].*)", re.IGNORECASE)
# “T (10⁻³ K⁻¹)”: a temperature has no such unit
_OF_INVERSE = re.compile(
    r"(?:T(?:emp(?:erature|\.)?)?\s*[(\[/,]\s*)?(?:10\s*\^?\s*\{?[-+]?[0-9]\}?\s*[/·]?\s*|1000\s*/?\s*)?(?:/\s*K|1/K|K\s*\^?\{?-1\}?)\s*[)\]]?",
    re.IGNORECASE,
)
_BY_T = re.compile(r"(?P<name>.*?[^\s·×*])\s*[·×*]?\s*T")


def potential_scale(text: str) -> str:
    """The scale that a title states behind its unit: “E (V vs. Mg/Mg2+)” → “Mg/Mg2+”; empty where there is none."""
    found = _SCALE.search(text)
    return found["scale"].strip() if found else ""


def read(text: str, numbers: Sequence[float] = (), *, among: Sequence[str] = ()) -> Axis:
    """The axis that the title `text` names; `numbers` stand on it, `among` are the only quantities that may be meant.

    How one quantity stands on the axis is decided by the numbers where they are plausible in one way alone; which of
    two quantities it is they never decide, for a slip of theirs would choose it. AmbiguousAxis gives the choices. `log`
    is the decadic, `ln` the natural logarithm. Raises AxisError for no axis. Worked: “1/T” with 2.4 to 3.4 → 1000/T;
    “ln(σT) / S K cm⁻¹” → ln of σT; “R (bananas)” → AxisError.
    """
    if len(text) > LONGEST_TITLE:
        raise AxisError(f"“{text[:80]} …” is too long for a title; write what runs along the axis and its unit")
    plain = _plain(text)
    if not plain:
        raise AxisError("the title of the axis is empty; write what runs along it and its unit: 1000/T (K⁻¹)")
    if said := misleading(text):
        raise AxisError(said)
    faults: list[str] = []
    found = list(dict.fromkeys(one for one in _candidates(plain, faults) if not among or one.key in among))
    if len(found) > 1 and numbers:
        fitting = [one for one in found if fits(one, numbers)]
        found = [one for one in found if one in fitting or all(other.key != one.key for other in fitting)]
    if not found:
        reason = faults[0] if faults else "names no quantity of the catalogue; write what runs along it and its unit"
        if alone := _entries_in(plain):
            reason = f"is a unit alone, of {alone}: write which of them runs along the axis"
        raise AxisError(f"“{text[:80]}”: {reason}")
    if len(found) > 1:
        raise AmbiguousAxis(text[:80], found, numbers)
    return found[0]


def misleading(text: str) -> str:
    """Why the title `text` is that of no plain axis, with what to write; empty where nothing says so: a value with its
    unit, the unit of an inverse, a sign, a factor whose direction is open."""
    plain = _plain(text)
    if _is_value(text):
        return (
            f"“{text[:80]}” is one value with its unit, as curves are named by; write what runs along the axis and its "
            "unit, as in T (°C)"
        )
    if _OF_INVERSE.fullmatch(plain):
        return (
            f"“{text[:80]}” has the unit of an inverse temperature: write 1000/T (K⁻¹), or 1/T (K⁻¹), whichever the "
            "numbers are"
        )
    if _TURNED.fullmatch(plain):
        return (
            f"“{text[:80]}” shows its quantity with the sign changed: enter the numbers with their sign changed, under "
            f"the title {text.strip()[1:].strip()}"
        )
    first = _FACTOR_FIRST.fullmatch(plain)
    if _MULTIPLIED.fullmatch(plain) or (first and _is_named(first["rest"])):
        return (
            f"“{text[:80]}”: is the quantity multiplied, or the unit? Write the unit of the numbers with its "
            "power of ten, as in σ (10⁻⁵ S cm⁻¹)"
        )
    return ""


def _is_named(title: str) -> bool:
    """Whether a title begins with the name or symbol of a quantity, and is no unit alone."""
    return any(name.strip() and _named(name.strip()) for name, _ in _parts(title))


def _is_value(text: str) -> bool:
    """Whether a title is a number with its unit: “25 C”, “50 mA/g”, “C/10”; a power of ten may belong to a unit."""
    if C_RATE.fullmatch(tidy(text)) and re.search(r"[0-9]", text):
        return True
    try:
        number, unit = quantity.split(text)
        stated = quantity.parse(number)
        is_unit = bool(unit) and unit[:1] not in "/^" and bool(units.normalise(unit))
    except (quantity.QuantityError, units.UnitError):
        return False
    return is_unit and not any(member.bare_power for member in stated.members)


def _entries_in(unit: str) -> str:
    """The quantities whose unit the title `unit` is, in words; empty where it is none."""
    try:
        spelled = units.normalise(unit)
    except units.UnitError:
        return ""
    named = [entry.label.lower() for entry in ENTRIES.values() if spelled in entry.accepted_units and spelled != "1"]
    return f"{', '.join(named[:MOST_CHOICES])}{' …' if len(named) > MOST_CHOICES else ''}"


def contradiction(found: Axis, title: str) -> str:
    """What the printed `title` says otherwise than the axis `found` that was chosen; empty where it does not.

    Worked: σ in S cm⁻¹ under the title “σ (mS cm⁻¹)” → the title says mS cm⁻¹.
    """
    if not title.strip():
        return ""
    if (why := misleading(title)) and found.size == 1 and not found.law.law:
        return f"the title does not say what was chosen: {why}"
    said = list(_candidates(_plain(title), []))
    if not said and (unit := _other_unit(found, title)):
        return f"the title “{title}” has the unit {unit}, and the numbers are read in {found.unit}"
    if not said or any((one.key, one.unit) == (found.key, found.unit) for one in said):
        return ""  # of another transform the record is told apart from its unit
    own = [one for one in said if one.key == found.key and one.transform == found.transform]
    alike = [one for one in said if one.entry.dimension == found.entry.dimension and one.unit == found.unit]
    if own:
        return f"the title “{title}” says {own[0].unit}, and the numbers are read in {found.unit}"
    return "" if alike else f"the title “{title}” reads as {said[0].text}, and the axis chosen is {found.text}"


def _other_unit(found: Axis, title: str) -> str:
    """What in brackets looks like a unit and is none of the axis `found`; empty where nothing does."""
    for inside in BRACKETS.findall(title):
        if re.fullmatch(r"[^\W\d]{1,4} ?(?:[/·] ?[^\W\d]|[^\W\d]* ?\^?\{?-[0-9]).*", tidy(inside)):
            try:
                axis(found.key, found.transform, inside)
            except AxisError:
                return str(inside)
    return ""


def _plain(text: str) -> str:
    plain = tidy(re.sub(_SCALE, lambda found: found["unit"], text.replace("₁₀", "10")))
    if plain in ("V", "mV") and _SCALE.search(text):  # “V vs. Li+”: what is on a scale is a potential
        plain = f"E ({plain})"
    return re.sub(r"\s+", " ", plain.replace("\u2062", "")).strip(" .,;:")


def _candidates(plain: str, faults: list[str]) -> Iterator[Axis]:
    """Every axis that the tidied title can name; `faults` takes why others are none."""
    logarithm, rest = "", plain
    if (match := _LOGARITHM.fullmatch(plain)) and match["rest"]:
        logarithm = "ln" if match["name"].lower() == "ln" else "log10"
        rest = _unwrapped(match["rest"])
    if not logarithm and (inverse := _INVERSE.fullmatch(rest) or _INVERSE_WORDS.fullmatch(rest)):
        yield from _inverse(inverse, faults)
        return
    for name, unit in _parts(rest):
        for law, keys in _named(name):
            for key in keys:
                yield from _tried(key, law, logarithm, unit, faults)


def _inverse(found: re.Match[str], faults: list[str]) -> Iterator[Axis]:
    stated = re.sub(r"[\s^{}]", "", found.groupdict().get("factor") or "1")
    factor = {"1000": "inverse_1e3", "103": "inverse_1e3", "1e3": "inverse_1e3"}.get(stated) or {
        "10000": "inverse_1e4", "104": "inverse_1e4", "1e4": "inverse_1e4",
    }.get(stated, "inverse")  # fmt: skip
    unit = _unwrapped(found["rest"].strip().lstrip(",/").strip())
    # a bare 1/T is printed over numbers of 1000/T as well
    keys = ("inverse", "inverse_1e3", "inverse_1e4") if factor == "inverse" and not unit else (factor,)
    # 10⁻³ K⁻¹ behind 1000/T says the factor again
    if factor == "inverse_1e3" and re.fullmatch(r"10\s?\^?\s?\{?-3\}?\s?(?:K\s?\^?\{?-1\}?|/\s?K)", unit):
        unit = "K-1"
    if factor == "inverse" and re.fullmatch(r"(1000/K|10\^?\{?3\}? ?/?K.*|kK.*)", unit):
        keys = ("inverse_1e3",)
    for key in keys:
        try:
            yield axis("temperature", key, unit)
        except AxisError as error:
            faults.append(str(error))


def _tried(key: str, law: Law, logarithm: str, unit: str, faults: list[str]) -> Iterator[Axis]:
    for transform in transforms_of(ENTRIES[key]):
        found = TRANSFORMS_BY_KEY[transform]
        # without a name the unit alone tells a resistivity or a σT
        if found.logarithm == logarithm and found.law == law:
            try:
                yield axis(key, transform, unit)
            except AxisError as error:
                faults.append(str(error))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The ways to divide a title into what it names and its unit; an empty name is a unit alone."""
    if _named(text):
        yield text, ""
        return
    if match := re.fullmatch(r"(?P<name>[^()\[\]]*?)\s*[(\[](?P<unit>(?:[^()\[\]]|\([^()]*\))*)[)\]]", text):
        yield match["name"], match["unit"].strip()
        inner = match["name"].strip()
        if not inner:
            yield from _parts(match["unit"].strip())
        return
    if match := re.fullmatch(r"[(\[](?P<name>[^()\[\]]+)[)\]]\s*[/,]?\s*[(\[]?(?P<unit>[^\[\]]*?)[)\]]?", text):
        yield match["name"].strip(), match["unit"].strip()
    for sign in (" / ", "/", ", ", " in ", " "):
        name, found, unit = text.partition(sign)
        if found and _named(name.strip()):
            yield name.strip(), _unwrapped(unit.strip())
            return
    yield "", text


def _named(name: str) -> list[tuple[Law, tuple[str, ...]]]:
    """The quantities that `name` stands for, each with the law under which; the empty name stands for all."""
    if not name:
        laws: tuple[Law, ...] = ("", "times_temperature", "reciprocal")
        return [(law, tuple(key for key in ENTRIES if key in _BY_UNIT)) for law in laws]
    found: list[tuple[Law, tuple[str, ...]]] = []
    if keys := _keys(name):
        found.append(("", keys))
    if (inverse := re.fullmatch(r"1\s*/\s*(?P<name>\D.*)", name)) and _conducts(keys := _keys(inverse["name"])):
        found.append(("reciprocal", keys))
    if name.lower().strip() in RESISTIVITY:
        found.append(("reciprocal", ("ionic_conductivity", "electronic_conductivity")))
    if (by_t := _BY_T.fullmatch(name)) and _conducts(keys := _keys(by_t["name"])):
        found.append(("times_temperature", keys))
    return found


def _conducts(keys: Sequence[str]) -> bool:
    return any(ENTRIES[key].dimension == "conductivity" for key in keys)


def _keys(name: str) -> tuple[str, ...]:
    name = re.sub(r"\*([^*]+)\*", r"\1", name)  # of Markdown; σ* is another quantity than σ
    short = re.sub(r"(?<=[A-Za-z]{4}) ?#|[\s_{}.]|-(?=[A-Za-z]{3})", "", unicodedata.normalize("NFKC", name))
    folded = short.lower()
    if found := SYMBOLS_AND_WORDS.get(short) or (SYMBOLS_AND_WORDS.get(folded) if len(folded) > 1 else None):
        return found
    named = tuple(
        key
        for key, entry in ENTRIES.items()
        if folded in (key.replace("_", ""), re.sub(r"[\s\-]", "", entry.label.lower()))
    )
    if named or (named := _by_symbol().get(short, ())):
        return named
    both = _WITH_SYMBOL.fullmatch(name)  # “Conductivity σ”, “Temperature, T”
    return tuple(key for key in _keys(both["words"]) if key in _keys(both["symbol"])) if both else ()


@cache
def _by_symbol() -> dict[str, tuple[str, ...]]:
    """The quantities of each symbol of more than a letter: Ea, Em, Tg, t+."""
    found: dict[str, tuple[str, ...]] = {}
    for key, entry in ENTRIES.items():
        symbol = re.sub(r"[\s_{}*'\-]", "", unicodedata.normalize("NFKC", re.sub(r"<[^>]*>", "", entry.symbol)))
        if len(symbol) > 1:
            found[symbol] = (*found.get(symbol, ()), key)
    return found


# Quantities that a unit alone can name: what figures show most.
_BY_UNIT = (
    "temperature", "ionic_conductivity", "electronic_conductivity", "specific_capacity", "areal_capacity",
    "current_density", "areal_current_density", "diffusion_coefficient", "diffraction_angle", "time", "c_rate",
    "scan_rate", "voltage", "potential",
)  # fmt: skip


def _unwrapped(text: str) -> str:
    """`text` without brackets around the whole of it: “(σ / S cm⁻¹)” → “σ / S cm⁻¹”."""
    text = text.strip()
    while text[:1] in "([" and text[-1:] in ")]" and text[1:-1] and not re.search(r"[()\[\]]", text[1:-1]):
        text = text[1:-1].strip()
    return text
