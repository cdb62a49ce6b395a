"""How amounts and ratios are printed in the description of an electrolyte."""

import re
from typing import Final

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
AMOUNT: Final = re.compile(rf"(?P<number>{NUMBER}) ?(?P<unit>{UNIT.replace('%', ' ?%')}) +(?=\S)")
# an amount behind its component: Mg(OTf)2 20 wt%, Mg(OTf)2 (20 wt%)
AMOUNT_BEHIND: Final = re.compile(rf"(?P<body>.*\S) +\(?(?P<number>{NUMBER}) ?(?P<unit>{UNIT.replace('%', ' ?%')})\)?$")
EO_RATIO: Final = re.compile(
    rf",? *\(?(?:with )?(?:\[?EO\]?|O) ?[:/] ?\[?(?P<cation>Mg|Li|Na|Ca|Zn)(?:2?\+)?\]? ?(?:=|of|ratio of|,)? ?"
    rf"(?P<number>{NUMBER})(?: ?: ?(?P<one>{NUMBER}))?\)?$"
)
# the unit of ether units for each cation, by what the salt brings
ETHER_RATIOS: Final = {(cation,): f"EO:{cation}" for cation in ("Mg", "Li", "Na", "Ca", "Zn")}
AQUEOUS: Final = re.compile(r" *\((?:aq\.?|aqueous)\)| +aq\.?$|^aqueous +", re.IGNORECASE)
SATURATED: Final = re.compile(r"^(?:saturated|sat\.) +", re.IGNORECASE)
ADDUCT: Final = re.compile(rf"-(?={NUMBER}(?:NH3|NH3BH3|H2O|THF|DME|diglyme|[(]))")
RATIO: Final = re.compile(
    rf"\(?(?P<numbers>{NUMBER}(?: ?: ?{NUMBER})+),? ?"
    r"(?P<unit>v/v|by volume|vol\.?|w/w|by weight|by mass|wt\.?)?\)?$"
)
RATIO_UNIT: Final = {
    "v/v": "vol",
    "by volume": "vol",
    "vol": "vol",
    "w/w": "wt",
    "by weight": "wt",
    "by mass": "wt",
    "wt": "wt",
}
TRAILING: Final = re.compile(r" +(?:electrolytes?|solutions?)$", re.IGNORECASE)
SOLVENT_WORDS: Final = re.compile(r" +(?:dissolved )?in +")
BETWEEN: Final = re.compile(r" *\+ *|, +| +and +| +with +| *& *")
HYDRATE: Final = re.compile(r"(.+?)·([0-9.xyn]*)H2O")
SHARES: Final = re.compile(rf"{NUMBER} ?(?P<one>[A-Z(\[].*?)-{NUMBER} ?(?P<other>[A-Z(\[].*)")  # 80PEO-20Mg(NO3)2
PEO_SALT: Final = re.compile(rf"\(?PEO\)?({NUMBER})[-·]?([A-Z(\[].*)")


def unit_of(typed: str) -> tuple[str, float]:
    """The unit that a description's unit is kept in, and the factor to it: "mM" → ("M", 0.001)."""
    return next(value for unit, value in UNITS.items() if unit.replace(" ", "") == typed.replace(" ", ""))
