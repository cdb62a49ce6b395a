"""The chemical elements: symbol, name, atomic number, place in the periodic table, standard atomic weight.

Source of the weights: IUPAC/CIAAW, *Standard atomic weights of the elements 2021*, abridged values
(conventional values where the standard weight is an interval), https://doi.org/10.1515/pac-2019-0603.
An element without a characteristic terrestrial isotopic composition (Tc, Pm, Po and beyond, except Th, Pa, U)
has no standard weight: its weight is None, and no molar mass is given for what contains it.
"""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Element:
    """One chemical element.

    `group` is the IUPAC group 1-18, None for the lanthanoids La-Yb and actinoids Ac-No, which are drawn as
    two rows below the table (Lu and Lr stand in group 3). `weight` is in g/mol, None where none is standard.
    """

    number: int
    symbol: str
    name: str
    period: int
    group: int | None
    weight: float | None


# number symbol name period group weight ("-": none)
_TABLE: Final = """
1 H hydrogen 1 1 1.008
2 He helium 1 18 4.0026
3 Li lithium 2 1 6.94
4 Be beryllium 2 2 9.0122
5 B boron 2 13 10.81
6 C carbon 2 14 12.011
7 N nitrogen 2 15 14.007
8 O oxygen 2 16 15.999
9 F fluorine 2 17 18.998
10 Ne neon 2 18 20.180
11 Na sodium 3 1 22.990
12 Mg magnesium 3 2 24.305
13 Al aluminium 3 13 26.982
14 Si silicon 3 14 28.085
15 P phosphorus 3 15 30.974
16 S sulfur 3 16 32.06
17 Cl chlorine 3 17 35.45
18 Ar argon 3 18 39.95
19 K potassium 4 1 39.098
20 Ca calcium 4 2 40.078
21 Sc scandium 4 3 44.956
22 Ti titanium 4 4 47.867
23 V vanadium 4 5 50.942
24 Cr chromium 4 6 51.996
25 Mn manganese 4 7 54.938
26 Fe iron 4 8 55.845
27 Co cobalt 4 9 58.933
28 Ni nickel 4 10 58.693
29 Cu copper 4 11 63.546
30 Zn zinc 4 12 65.38
31 Ga gallium 4 13 69.723
32 Ge germanium 4 14 72.630
33 As arsenic 4 15 74.922
34 Se selenium 4 16 78.971
35 Br bromine 4 17 79.904
36 Kr krypton 4 18 83.798
37 Rb rubidium 5 1 85.468
38 Sr strontium 5 2 87.62
39 Y yttrium 5 3 88.906
40 Zr zirconium 5 4 91.224
41 Nb niobium 5 5 92.906
42 Mo molybdenum 5 6 95.95
43 Tc technetium 5 7 -
44 Ru ruthenium 5 8 101.07
45 Rh rhodium 5 9 102.91
46 Pd palladium 5 10 106.42
47 Ag silver 5 11 107.87
48 Cd cadmium 5 12 112.41
49 In indium 5 13 114.82
50 Sn tin 5 14 118.71
51 Sb antimony 5 15 121.76
52 Te tellurium 5 16 127.60
53 I iodine 5 17 126.90
54 Xe xenon 5 18 131.29
55 Cs caesium 6 1 132.91
56 Ba barium 6 2 137.33
57 La lanthanum 6 - 138.91
58 Ce cerium 6 - 140.12
59 Pr praseodymium 6 - 140.91
60 Nd neodymium 6 - 144.24
61 Pm promethium 6 - -
62 Sm samarium 6 - 150.36
63 Eu europium 6 - 151.96
64 Gd gadolinium 6 - 157.25
65 Tb terbium 6 - 158.93
66 Dy dysprosium 6 - 162.50
67 Ho holmium 6 - 164.93
68 Er erbium 6 - 167.26
69 Tm thulium 6 - 168.93
70 Yb ytterbium 6 - 173.05
71 Lu lutetium 6 3 174.97
72 Hf hafnium 6 4 178.49
73 Ta tantalum 6 5 180.95
74 W tungsten 6 6 183.84
75 Re rhenium 6 7 186.21
76 Os osmium 6 8 190.23
77 Ir iridium 6 9 192.22
78 Pt platinum 6 10 195.08
79 Au gold 6 11 196.97
80 Hg mercury 6 12 200.59
81 Tl thallium 6 13 204.38
82 Pb lead 6 14 207.2
83 Bi bismuth 6 15 208.98
84 Po polonium 6 16 -
85 At astatine 6 17 -
86 Rn radon 6 18 -
87 Fr francium 7 1 -
88 Ra radium 7 2 -
89 Ac actinium 7 - -
90 Th thorium 7 - 232.04
91 Pa protactinium 7 - 231.04
92 U uranium 7 - 238.03
93 Np neptunium 7 - -
94 Pu plutonium 7 - -
95 Am americium 7 - -
96 Cm curium 7 - -
97 Bk berkelium 7 - -
98 Cf californium 7 - -
99 Es einsteinium 7 - -
100 Fm fermium 7 - -
101 Md mendelevium 7 - -
102 No nobelium 7 - -
103 Lr lawrencium 7 3 -
104 Rf rutherfordium 7 4 -
105 Db dubnium 7 5 -
106 Sg seaborgium 7 6 -
107 Bh bohrium 7 7 -
108 Hs hassium 7 8 -
109 Mt meitnerium 7 9 -
110 Ds darmstadtium 7 10 -
111 Rg roentgenium 7 11 -
112 Cn copernicium 7 12 -
113 Nh nihonium 7 13 -
114 Fl flerovium 7 14 -
115 Mc moscovium 7 15 -
116 Lv livermorium 7 16 -
117 Ts tennessine 7 17 -
118 Og oganesson 7 18 -
"""


def _read(line: str) -> Element:
    number, symbol, name, period, group, weight = line.split()
    return Element(
        int(number),
        symbol,
        name,
        int(period),
        None if group == "-" else int(group),
        None if weight == "-" else float(weight),
    )


ELEMENTS: Final[dict[str, Element]] = {e.symbol: e for e in map(_read, _TABLE.strip().splitlines())}
"""Every element by its symbol, in order of atomic number."""

ISOTOPES: Final[dict[str, float]] = {"D": 2.0141, "T": 3.0160}
"""Atomic masses of deuterium and tritium in g/mol (AME2020, https://doi.org/10.1088/1674-1137/abddaf).
They are hydrogen; a formula reads these letters only where it is asked to."""


# What is written as the symbol of an element of two letters, with its charge: Mg, Al³⁺, Zn2+, and Mgg.
_SYMBOL: Final = re.compile(r"([A-Z][a-z]{1,2})(?:[0-9]?[+-]|[⁰¹²³⁴-⁹]?[⁺⁻]|\^\{?[0-9]?[+-]\}?)?")


def no_element(text: str) -> str:
    """The first word of `text` that is written as an element and is none; empty where there is none.

    Worked: "Mgg" → "Mgg"; "Fe³⁺, Zn²⁺" and "PEO, phenylamine" → "".
    """
    for word in re.split(r"[\s,;/–—]+|-(?=[A-Z])", text.strip()):
        found = _SYMBOL.fullmatch(word)
        if found and found[1] not in ELEMENTS:
            return word
    return ""
