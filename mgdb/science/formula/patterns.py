"""How the parts of a formula are typed: numbers, letters, ranges, charges, joints."""

import re
from typing import Final

from .amounts import LETTERS
from .groups import MOLECULES

CLOSING: Final = {"(": ")", "[": "]", "{": "}"}

# Regular expressions see only what stands on the line; lowered and raised characters are \0 to them.
# A number never takes the first point of 2.1.6NH3, which is asked about where the parts are joined.
NUMBER: Final = r"[0-9]+(?:\.[0-9]+(?!\.?[0-9]))?"
LETTER: Final = rf"[{LETTERS}](?![a-z])"
LETTER_TERM: Final = rf"(?:{NUMBER})?({LETTER})(?:/{NUMBER})?"
HEAD: Final = re.compile(rf"{NUMBER}(?:/{NUMBER}|/\([0-9.{LETTERS}+\-]+\))?(?![{LETTERS}](?![a-z]))")
LETTER_HEAD: Final = re.compile(LETTER_TERM)
TAIL: Final = re.compile(rf"[+\-–±]{LETTER_TERM}")
RANGE: Final = re.compile(r"([0-9]+\.[0-9]+)[–-]([0-9]+\.[0-9]+)(?![0-9.])")
IN_BRACKETS: Final = re.compile(rf"\([0-9.{LETTERS}+\-–/]*[{LETTERS}–+\-][0-9.{LETTERS}+\-–/]*\)")
HYDRATE_POINT: Final = re.compile(r"[1-9][0-9]*(\.)[0-9]+(?=(?:H2O|D2O|NH3|H\0O|NH\0)(?![0-9a-z]))")

END: Final = r"(?=\s*(?:$|[)\]}·])|\s+\+)"
PLAIN_CHARGE: Final = re.compile(rf"([0-9]*)([+-]){END}")
SIGN_AFTER_LOWERED: Final = re.compile(rf"([0-9]?)([+-]){END}")
CHARGE_BEFORE_BRACKET: Final = re.compile(rf"({NUMBER})?([+-])(?:(?=[(\[])|{END})")
ION_BEFORE_PART: Final = re.compile(r"\[?[A-Z][a-z]?[1-4](?=\+[A-Z])")
SIGN_THEN_AMOUNT: Final = re.compile(r"[+-](?=[0-9]|[xyzwδ](?![a-z]))")
SIGN_FIRST: Final = re.compile(rf"\+([0-9]+){END}")
WORD: Final = re.compile(rf"[A-Z][a-z]?([{LETTERS}])")  # How, By, New
RAISED: Final = re.compile(rf"([0-9]+(?:\.[0-9]+)?|[{LETTERS}])?([+-])|(\+{{2,4}}|-{{2,4}})")
OXIDATION_STATE: Final = re.compile(r"\((?:I{1,3}|IV|VI{0,3})\)")
# “Al11 Fe16 O32”, as CIF files and pymatgen write sums.
BLANK_SUM: Final = re.compile(r"[A-Z][a-z]?[0-9.]*(?: [A-Z][a-z]?[0-9.]*)+")
# “60Li2O–10Nb2O5”: a dash or colon before a part that has its own coefficient.
MOLAR_DASH: Final = re.compile(rf"[–:-](?={NUMBER}(?:[A-Z(\[□]))")
ZERO_FOR_O: Final = re.compile(r"(?P<before>[1-9][0-9]*)0(?P<behind>[1-9][0-9]*)")
PARTS_JOINED: Final = re.compile(r"[·+ ]|\.(?![0-9])")
# Two points of which one is decimal: “Mg1.5.2O”, “LiNi0.5.Mn1.5O4”; what stands before the joint and from it on. Of
# “V2O5.1.1H2O” the second is, for nobody writes 1 H2O.
DECIMAL_BEFORE: Final = re.compile(r"[0-9]+\.[0-9]+\Z")
DECIMAL_BEHIND: Final = re.compile(r"\.[0-9]+\.(?!1[A-Z(\[])[0-9]")
ELEMENT_BEHIND: Final = re.compile(r"\.[0-9.]*(?P<symbol>[A-Z][a-z]?)[0-9.\0]*(?=$|[·.+ )\]])")
WATER_20: Final = re.compile(rf"(?:^|[·.+–-])[0-9.]*[{LETTERS}]?H(?P<zero>20)(?=$|[·.+–-])")
# Chlorine whose l has become another sign: MgCI2; MgC1O4 among elements without amounts; MgC12, where carbon would end
# the formula (graphite takes up alkali metals as LiC12, which have no chloride of several atoms).
CHLORINE: Final = re.compile(
    r"C(?P<I>I)(?![a-z])|C(?P<one>1)(?![0-9.I])"
    r"|(?<![A-Z])(?!Li|Na|K|Rb|Cs|[CHNOFPS](?![a-z]))[A-Z][a-z]?C(?P<twelve>1)[2-9](?=$|[·.)\]+ -])"
)
BARE_ELEMENT: Final = re.compile(r"(?!C1)[A-Z][a-z]?(?![a-z0-9.])")
CHARGED_END: Final = re.compile(r"[A-Z][A-Za-z0-9()]*[+-]$")
# “V2O5-nH2O”, “MgCl2–6H2O”: a dash before a molecule that salts and oxides take up
ADDUCT: Final = re.compile(
    rf"[–-] ?(?P<amount>[0-9.]*[{LETTERS}]?) ?"
    rf"(?P<molecule>H2O|D2O|NH3|{'|'.join(re.escape(symbol) for symbol in MOLECULES)})(?![a-z0-9])"
)
MIXED: Final = re.compile(rf"{NUMBER}[A-Z(\[□]")
BRIDGE: Final = re.compile(r"[μµ][0-9\0]?[-–]")
SHOWS_CHARGES: Final = re.compile(r"[A-Za-z0-9)\]\0][+-]\)|[)\]][0-9.]*-(?:[(\[]|$)")
