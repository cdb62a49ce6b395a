"""From the printed description of an electrolyte to its components."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from mgdb.science.quoting import quoted

from ..judgement import Judgement, Refusal, judge_amount, judge_number
from ..quantity import Quantity
from ..recorded import AMOUNTS
from . import amounts
from .catalogue import NAMED, NAMED_BY_SYMBOL, SUBSTANCES, NamedElectrolyte
from .components import Component, component_as, component_of, constituents_of, ionic_liquid, salt_of, without_charges

MAX_LENGTH: Final = 300
MOST_JOINED: Final = 20  # parts between hyphens, of names and between them: 1-butyl-1-methylpyrrolidinium has three


class ElectrolyteError(ValueError):
    """A description that cannot be expanded: `part` is what is not known, `near` the known names like it."""

    def __init__(self, text: str, part: str, reason: str, near: tuple[str, ...] = ()) -> None:
        self.text = text
        self.part = part
        self.reason = reason
        self.near = near
        super().__init__(f"{quoted(text)}: {reason}" + (f" Near: {', '.join(near)}." if near else ""))

    def __reduce__(self) -> tuple[type["ElectrolyteError"], tuple[str, str, str, tuple[str, ...]]]:
        return ElectrolyteError, (self.text, self.part, self.reason, self.near)


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a description names, in printed order; a named electrolyte is followed by its constituents.

    `carrier_cations` holds the mobile metal cations of the salts (empty: no salt). `chloride` is None where the
    usual meaning of a name does not tell. `water` is True with crystal water or water as solvent. `remarks` say
    what the components do not hold: of what a ratio is, what a description leaves open; `doubts` what may be a slip.
    """

    text: str
    components: tuple[Component, ...]
    remarks: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

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
    before its component, and behind it in brackets what it is, where its name does not tell: "SBA-15 (host)". Raises
    ElectrolyteError naming the part that is not known; nothing is guessed.

    >>> [c.name for c in expand("0.4 M APC/THF").components]
    ['APC', 'PhMgCl', 'AlCl3', 'THF']
    """
    return _Reading(text).whole()


class _Reading:
    def __init__(self, text: str) -> None:
        self.text = text
        self.components: list[Component] = []
        self.remarks: list[str] = []
        self.doubts: list[str] = []
        self.implied: list[NamedElectrolyte] = []

    def error(self, part: str, reason: str) -> ElectrolyteError:
        return ElectrolyteError(self.text, part, reason)

    def whole(self) -> Expansion:
        if len(self.text) > MAX_LENGTH:
            raise self.error(self.text, f"a description has at most {MAX_LENGTH} characters.")
        line = amounts.TRAILING.sub("", amounts.line_of(self.text))
        aqueous = amounts.AQUEOUS.search(line)
        if aqueous:
            line = amounts.AQUEOUS.sub("", line).strip()
        ethers = amounts.EO_RATIO.search(line) or amounts.CATION_RATIO.search(line)
        if ethers:
            line = line[: ethers.start()].rstrip()
        line = re.sub(r"(?<=[A-Za-z0-9)\]]) ?: ?(?=[A-Z])", "+", line)
        line = re.sub(r"mol ?/ ?(L|kg)", lambda m: {"L": "M", "kg": "m"}[m[1]], line)
        while inside := amounts.RATIO_INSIDE.search(line):
            self.fields(line[: inside.start()])
            self.share(inside)
            line = amounts.JOINT.sub("", line[inside.end() :])
        ratio = amounts.RATIO.search(line)
        if ratio:
            line = line[: ratio.start()].rstrip()
        self.fields(line)
        if aqueous:
            self.add(component_of(SUBSTANCES["water"]))
        self.add_implied_solvents()
        if ratio:
            self.share(ratio, at_end=True)
        if ethers:
            self.coordinate(ethers)
        return Expansion(self.text, tuple(self.components), tuple(self.remarks), tuple(self.doubts))

    def fields(self, line: str) -> None:
        """The components of `line`, whose ratios are taken off."""
        if not line:
            raise self.error("", "nothing to read; a description such as 0.4 M APC/THF is expected.")
        whole = NAMED_BY_SYMBOL.get(line.casefold())
        for field in [line] if whole else _split(amounts.SOLVENT_WORDS.sub("/", line), "/"):
            for item in [field] if whole else _items(field):
                self.item(item.strip())

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
        if stated := amounts.STATED_ROLE.fullmatch(body):
            self.take(self.stated(stated["name"], stated["role"].lower().replace(" ", "_")), amount)
            return
        if (shares := amounts.SHARES.fullmatch(body)) and self.lookup(shares["one"]) and self.lookup(shares["other"]):
            raise self.error(
                body,
                f"{quoted(body)}: are the numbers shares by mass or by mole, or the formula? Write wt% or mol% "
                "on each.",
            )
        if found := self.lookup(body):
            self.take(found, amount)
            if amount and found[0].role == "salt" and found[0].from_name:
                self.remarks.append(f"{' '.join(amount)} is printed for {body} together.")
            return
        self.refuse_ion(body)
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

    def stated(self, name: str, role: str) -> list[Component]:
        """The component `name`, which serves as `role` by what is written; a listed salt is one whatever is written."""
        found = [component for component in self.lookup(name) if component.role != "salt" or component.source]
        if any(component.role == "salt" for component in found):
            raise self.error(name, f"{name} is a salt; write it without the bracket behind it.")
        return [replace(component, role=role) for component in found] or [component_as(name, role)]

    def refuse_of_solvent(self, amount: tuple[str, str], body: str) -> None:
        """A concentration behind a solvent may be that of the solution: “Mg(TFSI)2 in DME 0.4 M”."""
        if amounts.unit_of(amount[1])[0] not in ("M", "mol/kg"):
            return
        if (found := self.lookup(body)) and all(component.role == "solvent" for component in found):
            printed = " ".join(amount)
            raise self.error(printed, f"{quoted(printed)} behind {body}: of which component? Write it before that one.")

    def refuse_ion(self, body: str) -> None:
        if amounts.ION.fullmatch(body):
            typed = body.translate({ord("⁺"): "+", ord("⁻"): "-"})
            raise self.error(
                typed,
                f"{quoted(typed)} is an ion, and an electrolyte is neutral: name its counter-ion behind it, as in "
                "[Mg2Cl3(THF)6]+ [AlCl4]-, or the compounds that the solution was made of.",
            )

    def pieces(self, body: str) -> list[tuple[tuple[str, str] | None, list[Component]]]:
        """`body` cut at hyphens into known components, the longest first."""
        words = _split(body, "-")
        if len(words) > MOST_JOINED:
            raise self.error(
                body, f"{quoted(body, 40)} joins more than {MOST_JOINED} names by hyphens; enter its components."
            )
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
                names = [self.amount(word.strip())[1] for word in words]
                raise self.unknown((names[at] if any(map(self.lookup, names)) else "") or body)
        return out

    def unknown(self, part: str) -> ElectrolyteError:
        known = {s.name for s in SUBSTANCES.values()} | {e.name for e in NAMED}
        folded = {symbol.casefold(): symbol for symbol in known}
        folded |= {symbol: s.name for symbol, s in SUBSTANCES.items()}
        close = difflib.get_close_matches(part.casefold(), folded, n=4, cutoff=0.5)
        near = tuple(dict.fromkeys(folded[symbol] for symbol in close))
        return ElectrolyteError(
            self.text, part,
            f"{quoted(part)} is not a known electrolyte, salt, solvent or additive; "
            "enter its components, or say behind it what it is, as in SBA-15 (host).", near,
        )  # fmt: skip

    def amount(self, text: str) -> tuple[tuple[str, str] | None, str]:
        """((number, unit as typed) or None, the rest)."""
        found = amounts.AMOUNT.match(text)
        if found:
            return (found["number"], found["unit"]), text[found.end() :]
        if re.match(rf"{amounts.NUMBER} ?%", text):
            raise self.error(text, f"{quoted(text)}: percent of what? Write wt%, mol% or vol%.")
        return None, text

    def lookup(self, name: str) -> list[Component]:
        """Components of one name; empty if it is not known."""
        name = without_charges(name)
        if named := NAMED_BY_SYMBOL.get(name.casefold()):
            self.implied.append(named)
            return list(constituents_of(named, spelled=name.casefold() in map(str.casefold, named.spelled)))
        if substance := SUBSTANCES.get(name.casefold()):
            return [component_of(substance)]
        if liquid := ionic_liquid(name):
            return [component_of(liquid)]
        if ethers := amounts.PEO_SALT.fullmatch(name):
            salt = salt_of(ethers[2])
            if salt and salt.carriers in amounts.ETHER_RATIOS:
                unit = amounts.ETHER_RATIOS[salt.carriers]
                peo = component_of(SUBSTANCES["peo"])
                return [replace(peo, amount=float(ethers[1]), amount_printed=ethers[1], unit=unit), salt]
        salt = salt_of(amounts.ADDUCT.sub("·", name))
        return [salt] if salt else []

    def take(self, found: list[Component], amount: tuple[str, str] | None) -> None:
        if amount:
            self.refuse_second_amount(found[0])
            unit, value = self.value_of(*amount)
            found = [replace(found[0], amount=value, unit=unit, amount_printed=" ".join(amount)), *found[1:]]
        for component in found:
            self.add(component)

    def value_of(self, number: str, typed: str) -> tuple[str, float]:
        """The unit that an amount is kept in, and its number there: ("10^-3", "M") → ("M", 0.001)."""
        unit = amounts.unit_of(typed)[0]
        entry, spelled = AMOUNTS[unit]
        printed = f"{number} {typed}"
        stated = self.judged(printed, judge_amount(entry, number, "mM" if typed == "mM" else spelled))
        if stated.value is None or stated.bound != "=" or stated.approximate or stated.uncertainty is not None:
            raise self.error(
                printed,
                f"{quoted(printed)} is not one plain number; enter the components themselves, with amount and print.",
            )
        return unit, stated.value

    def judged(self, printed: str, judgement: Judgement) -> Quantity:
        """What `printed` says in the canonical unit; what is doubtful of it is noted."""
        if isinstance(judgement, Refusal):
            raise self.error(printed, f"{quoted(printed)}: {judgement.reason}")
        assert judgement.canonical is not None
        self.doubts += [f"{printed}: {doubt}" for doubt in judgement.doubts]
        return judgement.canonical

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
                self.add(replace(component_of(SUBSTANCES[named.solvent.casefold()]), from_name=True))

    def coordinate(self, ethers: re.Match[str]) -> None:
        """“EO:Mg = 20:1” says how many ether units of the polymer there are for each cation of the salt."""
        hosts = [at for at, component in enumerate(self.components) if component.name in ("PEO", "PEG")]
        cations = {cation for component in self.components for cation in component.carriers}
        if len(hosts) != 1 or ethers["cation"] not in cations:
            raise self.error(
                ethers[0].strip(" ,()"),
                f"{quoted(ethers[0].strip(' ,()'))} needs one polyether and a salt of {ethers['cation']}.",
            )
        parts = [part for part in (ethers["number"], ethers["one"]) if part]
        printed = ":".join(parts if ethers.re is amounts.EO_RATIO else reversed(parts))
        upper, lower = (float(ethers[name] or 1) for name in ("number", "one"))
        if not lower:
            raise self.error(printed, f"{quoted(printed)} divides by zero; write for example EO:Mg = 20:1.")
        number = float(f"{upper / lower:.12g}")
        self.judged(printed, judge_number(AMOUNTS[f"EO:{ethers['cation']}"][0], number, "1"))
        host = self.components[hosts[0]]
        unit = f"EO:{ethers['cation']}"
        self.components[hosts[0]] = replace(host, amount=number, unit=unit, amount_printed=printed)

    def sharers(self, ratio: re.Match[str], *, at_end: bool) -> list[int]:
        """The places of those whose shares a ratio gives: the solvents; where it says of what kind its shares are, and
        nothing is dissolved in anything, all that was printed before it."""
        count = ratio["numbers"].count(":") + 1
        solvents = [at for at, component in enumerate(self.components) if component.role == "solvent"]
        solvents = solvents if at_end else solvents[-count:]
        printed = [at for at, component in enumerate(self.components) if not component.from_name]
        of_all = ratio["unit"] and not amounts.SOLVENT_WORDS.search(ratio.string[: ratio.start()])
        return printed if of_all and len(solvents) != count == len(printed) else solvents

    def share(self, ratio: re.Match[str], *, at_end: bool = False) -> None:
        """A ratio belongs to the solvents, or to all components, in order."""
        places = self.sharers(ratio, at_end=at_end)
        numbers = [float(number) for number in ratio["numbers"].split(":")]
        if len(places) != len(numbers):
            whose = f"has {len(numbers)} shares for {len(places)} solvents; of all components write “by mass” behind it"
            if any(component.name in ("PEO", "PEG") for component in self.components):
                whose += "; of ether units and cations write EO:Mg = 20:1"
            raise self.error(ratio["numbers"], f"{quoted(ratio['numbers'])} {whose}.")
        for number, printed in zip(numbers, ratio["numbers"].split(":"), strict=True):
            self.judged(printed.strip(), judge_number(AMOUNTS["ratio"][0], number, "1"))
        for at, number, printed in zip(places, numbers, ratio["numbers"].split(":"), strict=True):
            self.refuse_second_amount(self.components[at])
            self.components[at] = replace(
                self.components[at], amount=number, unit="ratio", amount_printed=printed.strip()
            )
        kind = amounts.RATIO_UNIT.get((ratio["unit"] or "").rstrip("."), "")
        whole = "Solvent ratio" if all(self.components[at].role == "solvent" for at in places) else "Ratio"
        how = {"vol": "by volume", "wt": "by mass", "mol": "by amount of substance"}.get(
            kind, "printed without its kind"
        )
        self.remarks.append(f"{whole} {how}.")

    def refuse_second_amount(self, component: Component) -> None:
        if component.amount is not None:
            raise self.error(component.name, f"{component.name} has two amounts.")


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
