"""From the printed description of an electrolyte to its components."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from ..formula import Formula, FormulaError, parse
from ..formula.scan import scan
from ..substances import ANIONS, CATIONS, OF_IONIC_LIQUIDS
from . import amounts
from .catalogue import NAMED, NAMED_BY_SYMBOL, SALTS, SUBSTANCES, NamedElectrolyte, Substance

MAX_LENGTH: Final = 300
CARRIERS: Final = ("Mg", "Li", "Na", "K", "Ca", "Zn")
"""Metals that a salt of unlisted formula brings as mobile cations."""


class ElectrolyteError(ValueError):
    """A description that cannot be expanded: `part` is what is not known, `near` the known names like it."""

    def __init__(self, text: str, part: str, reason: str, near: tuple[str, ...] = ()) -> None:
        self.text = text
        self.part = part
        self.reason = reason
        self.near = near
        super().__init__(f"{text!r}: {reason}" + (f" Near: {', '.join(near)}." if near else ""))

    def __reduce__(self) -> tuple[type["ElectrolyteError"], tuple[str, str, str, tuple[str, ...]]]:
        return ElectrolyteError, (self.text, self.part, self.reason, self.near)


@dataclass(frozen=True, slots=True)
class Component:
    """One component of an electrolyte.

    `amount` is in `unit` (M, mol/kg, wt%, mol%, vol%, EO:Mg, EO:Li …, ppm or ratio), None where none is printed.
    `from_name` marks what is known from the usual meaning of a name and was not printed. `crystal_water` is the water
    printed in the salt's formula, "6" for ·6H2O.
    """

    name: str
    full_name: str
    formula: str
    role: str
    amount: float | None = None
    amount_printed: str = ""
    unit: str = ""
    from_name: bool = False
    carriers: tuple[str, ...] = ()
    chloride: bool | None = False
    crystal_water: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a description names, in printed order; a named electrolyte is followed by its constituents.

    `carrier_cations` holds the mobile metal cations of the salts (empty: no salt). `chloride` is None where the
    usual meaning of a name does not tell. `water` is True with crystal water or water as solvent. `remarks` say
    what was left open.
    """

    text: str
    components: tuple[Component, ...]
    remarks: tuple[str, ...] = ()

    @property
    def carrier_cations(self) -> frozenset[str]:
        return frozenset(cation for component in self.components for cation in component.carriers)

    @property
    def chloride(self) -> bool | None:
        found = [component.chloride for component in self.components]
        return True if True in found else None if None in found else False

    @property
    def water(self) -> bool:
        return any(c.crystal_water or (c.role == "solvent" and c.formula == "H2O") for c in self.components)


def expand(text: str) -> Expansion:
    """Components of an electrolyte as papers describe it: "0.4 M APC/THF", "1.0 M THFPB-0.05 M MgF2/DME".

    Solids and liquids are separated by "/" or "in", components of one kind by "-", "+", "," or "and"; an amount stands
    before its component. Raises ElectrolyteError naming the part that is not known; nothing is guessed.

    >>> [c.name for c in expand("0.4 M APC/THF").components]
    ['APC', 'PhMgCl', 'AlCl3', 'THF']
    """
    return _Reading(text).whole()


class _Reading:
    def __init__(self, text: str) -> None:
        self.text = text
        self.components: list[Component] = []
        self.remarks: list[str] = []
        self.implied: list[NamedElectrolyte] = []

    def error(self, part: str, reason: str) -> ElectrolyteError:
        return ElectrolyteError(self.text, part, reason)

    def whole(self) -> Expansion:
        if len(self.text) > MAX_LENGTH:
            raise self.error(self.text, f"a description has at most {MAX_LENGTH} characters.")
        line = " ".join("".join(char.char for char in scan(self.text)).replace("–", "-").split())
        line = amounts.TRAILING.sub("", line)
        aqueous = amounts.AQUEOUS.search(line)
        if aqueous:
            line = amounts.AQUEOUS.sub("", line).strip()
        ethers = amounts.EO_RATIO.search(line)
        if ethers:
            line = line[: ethers.start()].rstrip()
        line = re.sub(r"(?<=[A-Za-z0-9)\]]):(?=[A-Z])", "+", line)
        line = re.sub(r"mol ?/ ?(L|kg)", lambda m: {"L": "M", "kg": "m"}[m[1]], line)
        ratio = amounts.RATIO.search(line)
        if ratio:
            line = line[: ratio.start()].rstrip()
        if not line:
            raise self.error("", "nothing to read; a description such as 0.4 M APC/THF is expected.")
        whole = NAMED_BY_SYMBOL.get(line.casefold())
        for field in [line] if whole else _split(amounts.SOLVENT_WORDS.sub("/", line), "/"):
            for item in [field] if whole else _items(field):
                self.item(item.strip())
        if aqueous:
            self.add(_component(SUBSTANCES["water"]))
        self.add_implied_solvents()
        if ratio:
            self.share(ratio)
        if ethers:
            self.coordinate(ethers)
        return Expansion(self.text, tuple(self.components), tuple(self.remarks))

    def item(self, text: str) -> None:
        """One component, or several joined by hyphens."""
        if not text:
            raise self.error("", "a component is missing before or after a separator.")
        saturated = amounts.SATURATED.match(text)
        amount, body = self.amount(text[saturated.end() :] if saturated else text)
        if saturated:
            self.remarks.append(f"{body}: saturated; the concentration is not printed.")
        if amount is None and (behind := amounts.AMOUNT_BEHIND.fullmatch(body)):
            amount, body = (behind["number"], behind["unit"]), behind["body"]
            self.refuse_of_solvent(amount, body)
        if (shares := amounts.SHARES.fullmatch(body)) and self.lookup(shares["one"]) and self.lookup(shares["other"]):
            raise self.error(
                body, f"{body!r}: are the numbers shares by mass or by mole, or the formula? Write wt% or mol% on each."
            )
        if found := self.lookup(body):
            self.take(found, amount)
            if amount and found[0].role == "salt" and found[0].from_name:
                self.remarks.append(f"{' '.join(amount)} is printed for {body} together.")
            return
        pieces = self.pieces(body)
        own = [piece_amount for piece_amount, _ in pieces]
        # An amount before several solutes may be of the first or of all; a solvent has none of its own.
        solutes = [n for n, (_, found) in enumerate(pieces) if not all(c.role == "solvent" for c in found)]
        if amount and own[0] is None:
            if len(solutes) <= 1 or any(own[n] for n in solutes[1:]):
                own[solutes[0] if solutes else 0] = amount
            else:
                self.remarks.append(f"{' '.join(amount)} is printed before {body}; of which component is not said.")
        for piece_amount, (_, found) in zip(own, pieces, strict=True):
            self.take(found, piece_amount)

    def refuse_of_solvent(self, amount: tuple[str, str], body: str) -> None:
        """A concentration behind a solvent may be that of the solution: “Mg(TFSI)2 in DME 0.4 M”."""
        if amounts.unit_of(amount[1])[0] not in ("M", "mol/kg"):
            return
        if (found := self.lookup(body)) and all(component.role == "solvent" for component in found):
            printed = " ".join(amount)
            raise self.error(printed, f"{printed!r} behind {body}: of which component? Write it before that one.")

    def pieces(self, body: str) -> list[tuple[tuple[str, str] | None, list[Component]]]:
        """`body` cut at hyphens into known components, the longest first."""
        words = _split(body, "-")
        out: list[tuple[tuple[str, str] | None, list[Component]]] = []
        at = 0
        while at < len(words):
            for end in range(len(words), at, -1):
                amount, name = self.amount("-".join(words[at:end]).strip())
                if found := self.lookup(name):
                    out.append((amount, found))
                    at = end
                    break
            else:
                raise self.unknown(self.amount(words[at].strip())[1] or body)
        return out

    def unknown(self, part: str) -> ElectrolyteError:
        known = {s.name for s in SUBSTANCES.values()} | {e.name for e in NAMED}
        folded = {symbol.casefold(): symbol for symbol in known}
        folded |= {symbol: s.name for symbol, s in SUBSTANCES.items()}
        close = difflib.get_close_matches(part.casefold(), folded, n=4, cutoff=0.5)
        near = tuple(dict.fromkeys(folded[symbol] for symbol in close))
        return ElectrolyteError(
            self.text, part, f"{part!r} is no known electrolyte, salt, solvent or additive; enter its components.", near
        )

    def amount(self, text: str) -> tuple[tuple[str, str] | None, str]:
        """((number, unit as typed) or None, the rest)."""
        found = amounts.AMOUNT.match(text)
        if found:
            return (found["number"], found["unit"]), text[found.end() :]
        if re.match(rf"{amounts.NUMBER} ?%", text):
            raise self.error(text, f"{text!r}: percent of what? Write wt%, mol% or vol%.")
        return None, text

    def lookup(self, name: str) -> list[Component]:
        """Components of one name; empty if it is not known."""
        if named := NAMED_BY_SYMBOL.get(name.casefold()):
            self.implied.append(named)
            return list(_constituents(named, spelled=name.casefold() in map(str.casefold, named.spelled)))
        if substance := SUBSTANCES.get(name.casefold()):
            return [_component(substance)]
        if liquid := ionic_liquid(name):
            return [_component(liquid)]
        if ethers := amounts.PEO_SALT.fullmatch(name):
            salt = _salt(ethers[2])
            if salt and salt.carriers in amounts.ETHER_RATIOS:
                unit = amounts.ETHER_RATIOS[salt.carriers]
                peo = _component(SUBSTANCES["peo"])
                return [replace(peo, amount=float(ethers[1]), amount_printed=ethers[1], unit=unit), salt]
        salt = _salt(amounts.ADDUCT.sub("·", name))
        return [salt] if salt else []

    def take(self, found: list[Component], amount: tuple[str, str] | None) -> None:
        if amount:
            if found[0].amount is not None:
                raise self.error(found[0].name, f"{found[0].name} has two amounts.")
            unit, factor = amounts.unit_of(amount[1])
            value = float(f"{float(amount[0]) * factor:.12g}")
            found = [replace(found[0], amount=value, unit=unit, amount_printed=" ".join(amount)), *found[1:]]
        for component in found:
            self.add(component)

    def add(self, component: Component) -> None:
        for at, other in enumerate(self.components):
            if (other.role, other.name) == (component.role, component.name):
                if not other.from_name and not component.from_name:
                    raise self.error(component.name, f"{component.name} is named twice.")
                self.components[at] = component if other.from_name else other
                return
        self.components.append(component)

    def add_implied_solvents(self) -> None:
        if any(component.role == "solvent" for component in self.components):
            return
        for named in self.implied:
            if named.solvent:
                self.add(replace(_component(SUBSTANCES[named.solvent.casefold()]), from_name=True))

    def coordinate(self, ethers: re.Match[str]) -> None:
        """“EO:Mg = 20:1” says how many ether units of the polymer there are for each cation of the salt."""
        hosts = [at for at, component in enumerate(self.components) if component.name in ("PEO", "PEG")]
        cations = {cation for component in self.components for cation in component.carriers}
        if len(hosts) != 1 or ethers["cation"] not in cations:
            raise self.error(
                ethers[0].strip(" ,()"),
                f"{ethers[0].strip(' ,()')!r} needs one polyether and a salt of {ethers['cation']}.",
            )
        number = float(ethers["number"]) / float(ethers["one"] or 1)
        printed = ethers["number"] + (f":{ethers['one']}" if ethers["one"] else "")
        host = self.components[hosts[0]]
        unit = f"EO:{ethers['cation']}"
        self.components[hosts[0]] = replace(host, amount=number, unit=unit, amount_printed=printed)

    def share(self, ratio: re.Match[str]) -> None:
        """A ratio at the end belongs to the solvents, in order."""
        numbers = [float(number) for number in ratio["numbers"].split(":")]
        places = [at for at, component in enumerate(self.components) if component.role == "solvent"]
        if len(places) != len(numbers):
            raise self.error(
                ratio["numbers"], f"{ratio['numbers']!r} has {len(numbers)} shares for {len(places)} solvents."
            )
        for at, number, printed in zip(places, numbers, ratio["numbers"].split(":"), strict=True):
            self.components[at] = replace(
                self.components[at], amount=number, unit="ratio", amount_printed=printed.strip()
            )
        kind = amounts.RATIO_UNIT.get((ratio["unit"] or "").rstrip("."))
        self.remarks.append(
            {"vol": "Solvent ratio by volume.", "wt": "Solvent ratio by mass."}.get(kind or "")
            or "Solvent ratio printed without its kind."
        )


def _items(field: str) -> Iterator[str]:
    yield from amounts.BETWEEN.split(field)


def _split(text: str, separator: str) -> list[str]:
    """`text` cut at `separator` outside brackets."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if char == separator and depth <= 0:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def _component(substance: Substance) -> Component:
    return Component(
        substance.name,
        substance.full_name,
        substance.formula,
        substance.role,
        carriers=substance.carriers,
        chloride=substance.chloride,
        source=substance.source,
    )


def _constituents(named: NamedElectrolyte, *, spelled: bool) -> Iterator[Component]:
    """The named electrolyte, then what it consists of; `spelled` where the constituents are what was printed."""
    yield Component(
        named.name,
        named.full_name,
        "",
        "salt",
        carriers=named.carriers,
        chloride=named.chloride,
        source=named.source,
        from_name=spelled,
    )
    for symbol, ratio in named.constituents:
        yield replace(
            _component(SUBSTANCES[symbol.casefold()]),
            from_name=not spelled,
            amount=None if ratio is None else float(ratio),
            unit="" if ratio is None else "ratio",
        )


def ionic_liquid(name: str) -> Substance | None:
    """An ionic liquid by its two ions: [DEME][TFSI], DEME-TFSA, EMIMBF4."""
    folded = name.casefold()
    for cation in CATIONS:
        for anion in ANIONS:
            pairs = ((typed, rest) for typed in cation.names for rest in anion.names)
            if anion.name in OF_IONIC_LIQUIDS and any(
                folded == written.casefold()
                for typed, rest in pairs
                for written in (f"[{typed}][{rest}]", f"{typed}-{rest}", f"{typed}{rest}", f"{typed} {rest}")
            ):
                return Substance(
                    f"{cation.name}-{anion.name}",
                    f"{cation.full_name} {anion.full_name}",
                    f"[{cation.name}][{anion.name}]",
                    "solvent",
                    chloride=anion.chloride,
                )
    return None


def _read(text: str) -> Formula | None:
    try:
        return parse(text)
    except FormulaError:
        return None


@cache
def listed_salts() -> dict[str, Substance]:
    """The listed salts by composition: Mg(N(SO2CF3)2)2 and Mg(TFSA)2 are Mg(TFSI)2."""
    return {composition_of(parse(salt.formula)): salt for salt in SALTS}


def composition_of(formula: Formula) -> str:
    """Elements and amounts in a fixed order, the same however a formula is written."""
    return " ".join(f"{symbol}{amount.text}" for symbol, amount in sorted(formula.amounts))


def _salt(name: str) -> Component | None:
    """A salt by its formula, with the water that is printed in it; None if it is no salt that brings a carrier."""
    water = amounts.HYDRATE.fullmatch(name)
    formula = _read(water[1] if water else name)
    if formula is None or formula.charge:
        return None
    listed = listed_salts().get(composition_of(formula))
    if listed:
        component = _component(listed)
    else:
        metals = tuple(sorted(set(CARRIERS) & set(formula.elements)))
        if not metals or not set(formula.elements) & {"H", "B", "C", "N", "O", "F", "P", "S", "Cl", "Br", "I"}:
            return None
        typed = water[1] if water else name
        # Chlorine bound to oxygen (perchlorate) is no chloride.
        chloride = "Cl" in formula.elements and re.search(r"Cl(?!O)", typed) is not None
        component = Component(typed, typed, typed, "salt", carriers=metals, chloride=chloride)
    if water:
        count = water[2] or "1"
        component = replace(component, crystal_water=count, formula=f"{component.formula}·{water[2]}H2O")
    return component
