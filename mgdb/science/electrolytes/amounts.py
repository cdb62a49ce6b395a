"""How amounts and ratios are printed in the description of an electrolyte."""

import re
from typing import Final

from ..formula.scan import scan

NUMBER: Final = r"[0-9]+(?:\.[0-9]+)?"
UNITS: Final[dict[str, tuple[str, float]]] = {  # as typed → (unit, factor)
    "M": ("M", 1),
    "mM": ("M", 1e-3),
    "mol/L": ("M", 1),
    "mol L-1": ("M", 1),
    "mol dm-3": ("M", 1),
    "m": ("mol/kg", 1),
    "mol/kg": ("mol/kg", 1),
    "mol kg-1": ("mol/kg", 1),
    "wt%": ("wt%", 1),
    "wt.%": ("wt%", 1),
    "mol%": ("mol%", 1),
    "vol%": ("vol%", 1),
    "ppm": ("ppm", 1),
}
UNIT: Final = "|".join(re.escape(unit).replace(r"\ ", " ?") for unit in sorted(UNITS, key=len, reverse=True))
# What stands where a number is wanted, for judgement to read or to ask about: 0.5, 10-3, 1 × 10^-3, ~0.5, 0.5-1, 1,000.
TYPED: Final = (
    r"[~≈<>≤≥-]? ?[0-9][0-9.,]*(?:[eE][-+]?[0-9]+| ?[×x*] ?10 ?\^?\{?-?[0-9]+\}?|\^\{?-?[0-9.]+\}?| ?- ?[0-9][0-9.,]*)*"
)
AMOUNT: Final = re.compile(rf"(?P<number>{TYPED}) ?(?P<unit>{UNIT.replace('%', ' ?%')}) +(?=\S)")
# an amount behind its component: Mg(OTf)2 20 wt%, Mg(OTf)2 (20 wt%)
AMOUNT_BEHIND: Final = re.compile(rf"(?P<body>.*\S) +\(?(?P<number>{TYPED}) ?(?P<unit>{UNIT.replace('%', ' ?%')})\)?$")
# what a component is, where its name does not tell: SBA-15 (host)
STATED_ROLE: Final = re.compile(
    r"(?P<name>.*\S) +\((?P<role>solvent|additive|host|filler|second phase)\)", re.IGNORECASE
)
EO_RATIO: Final = re.compile(
    rf",? *\(?(?:with )?(?:\[?EO\]?|O) ?[:/] ?\[?(?P<cation>Mg|Li|Na|Ca|Zn)(?:2?\+)?\]? ?(?:=|of|ratio of|,)? ?"
    rf"(?P<number>{NUMBER})(?: ?: ?(?P<one>{NUMBER}))?\)?$"
)
# the other way round: Mg:EO = 1:20
CATION_RATIO: Final = re.compile(
    rf",? *\(?(?:with )?\[?(?P<cation>Mg|Li|Na|Ca|Zn)(?:2?\+)?\]? ?[:/] ?(?:\[?EO\]?|O) ?(?:=|of|ratio of|,)? ?"
    rf"(?P<one>{NUMBER})(?: ?: ?(?P<number>{NUMBER}))?\)?$"
)
# the unit of ether units for each cation, by what the salt brings
ETHER_RATIOS: Final = {(cation,): f"EO:{cation}" for cation in ("Mg", "Li", "Na", "Ca", "Zn")}
AQUEOUS: Final = re.compile(r" *\((?:aq\.?|aqueous)\)| +aq\.?$|^aqueous +", re.IGNORECASE)
SATURATED: Final = re.compile(r"^(?:saturated|sat\.) +", re.IGNORECASE)
ADDUCT: Final = re.compile(rf"-(?={NUMBER}(?:NH3|NH3BH3|H2O|THF|DME|diglyme|[(]))")
_KINDS: Final = r"v/v|by volume|vol\.?|w/w|by weight|by mass|wt\.?|mol/mol|by moles?|molar(?: ratio)?"
RATIO: Final = re.compile(rf"(?:= ?)?\(?(?P<numbers>{NUMBER}(?: ?: ?{NUMBER})+),? ?\(?(?P<unit>{_KINDS})?\)?$")
# the same in brackets, with more behind: DOL/DME (1:1) + 2 wt% LiNO3
RATIO_INSIDE: Final = re.compile(rf" *\(=? ?(?P<numbers>{NUMBER}(?: ?: ?{NUMBER})+),? ?(?P<unit>{_KINDS})?\)(?= *\S)")
JOINT: Final = re.compile(r"^ *(?:[+,;&/-]|and\b|with\b|in\b|containing\b|plus\b)? *")
# the charge of an ion: [Mg2Cl3(THF)6]+; of the signs that join components none stands so
CHARGE: Final = re.compile(r"(?<=\])(?P<number>[0-9]?)(?P<sign>[+-])(?=$|[\s\[(/,;)])")
ION: Final = re.compile(r"(?P<body>.*\])(?P<number>[0-9]?)(?P<sign>[⁺⁻])")
RATIO_UNIT: Final = {
    "v/v": "vol",
    "by volume": "vol",
    "vol": "vol",
    "w/w": "wt",
    "by weight": "wt",
    "by mass": "wt",
    "wt": "wt",
    "mol/mol": "mol",
    "by mole": "mol",
    "by moles": "mol",
    "molar": "mol",
    "molar ratio": "mol",
}
TRAILING: Final = re.compile(r" +(?:electrolytes?|solutions?)$", re.IGNORECASE)
SOLVENT_WORDS: Final = re.compile(r" +(?:dissolved )?in +")
BETWEEN: Final = re.compile(r" *\+ *|, +| +and +| +with +| *& *")
HYDRATE: Final = re.compile(r"(.+?)·([0-9.xyn]*)H2O")
SHARES: Final = re.compile(rf"{NUMBER} ?(?P<one>[A-Z(\[].*?)-{NUMBER} ?(?P<other>[A-Z(\[].*)")  # 80PEO-20Mg(NO3)2
PEO_SALT: Final = re.compile(rf"\(?PEO\)?({NUMBER})[-·]?([A-Z(\[].*)")


def line_of(text: str) -> str:
    """`text` on one line: subscripts lowered, raised powers behind 10 as ^-3, charges of ions as ⁺ and ⁻."""
    line = ""
    for char in scan(text):
        raised = char.level == "sup" and char.char in "+-0123456789"
        line += "^" + char.char if raised and line.endswith("10") and not line.endswith("^10") else char.char
    line = " ".join(line.replace("–", "-").split())
    return CHARGE.sub(lambda found: found["number"] + {"+": "⁺", "-": "⁻"}[found["sign"]], line)


def unit_of(typed: str) -> tuple[str, float]:
    """The unit that a description's unit is kept in, and the factor to it: "mM" → ("M", 0.001)."""
    return next(value for unit, value in UNITS.items() if unit.replace(" ", "") == typed.replace(" ", ""))
