"""Units as text, HTML and LaTeX."""

from __future__ import annotations

import re
from html import escape

from mgdb.science.markup import Html
from mgdb.science.units.catalogue import COMPOUND, PHRASES, SYMBOLS
from mgdb.science.units.spelling import C_RATE, SUPERSCRIPTS, normalise

LATEX_PREAMBLE = r"""\usepackage{siunitx}
\sisetup{separate-uncertainty,group-digits=integer,retain-explicit-plus}
\DeclareSIUnit{\angstrom}{\text{\AA}}
\DeclareSIUnit{\elementarycharge}{\textit{e}}
\DeclareSIUnit{\molar}{M}
\DeclareSIUnit{\calorie}{cal}
\DeclareSIUnit{\hartree}{Ha}
\DeclareSIUnit{\rydberg}{Ry}
\DeclareSIUnit{\ppm}{ppm}
\DeclareSIUnit{\wtpercent}{wt\%}
\DeclareSIUnit{\atpercent}{at\%}
\DeclareSIUnit{\molpercent}{mol\%}
\DeclareSIUnit{\volpercent}{vol\%}
\DeclareSIUnit{\pressurebar}{bar}
\DeclareSIUnit{\torr}{Torr}
\DeclareSIUnit{\tonneforce}{t}
\DeclareSIUnit{\kilogramforce}{kgf}
\DeclareSIUnit{\atmosphere}{atm}
\DeclareSIUnit{\psi}{psi}
\DeclareSIUnit{\degreetwotheta}{\text{\textdegree\,$2\theta$}}
\DeclareSIUnit{\molperformula}{mol~per~formula}"""
"""The siunitx declarations that `latex` relies on, for the head of a document."""


def unicode(unit: str) -> str:
    """`unit`, any spelling, as Unicode text: "mAh g⁻¹"; the unit 1 is the empty text. Raises UnitError."""
    ours = normalise(unit)
    return "" if ours == "1" else ours


def html(unit: str) -> Html:
    """`unit`, any spelling, as HTML with real superscripts: "mAh g<sup>−1</sup>". Raises UnitError."""

    def raised(run: re.Match[str]) -> str:
        return "<sup>" + run[0].translate(SUPERSCRIPTS).replace("-", "−") + "</sup>"

    return Html(re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᐟ]+", raised, escape(unicode(unit))).replace(" ", "\N{NO-BREAK SPACE}"))


# What in a unit no name of a column may have, in ASCII.
_IN_NAMES = {"°C": "degC", "%": "_percent", "μ": "u", "Ω": "ohm", "Å": "angstrom", "°": "deg", "θ": "theta"}


def identifier(unit: str) -> str:
    """`unit`, any spelling, as a part of a name that programs take as it is: "mAh_per_g"; the unit 1 is the empty text.

    Worked: "S cm⁻¹" → "S_per_cm"; "Ω cm²" → "ohm_cm2"; "wt%" → "wt_percent"; "h⁻¹" → "per_h". Raises UnitError.
    """
    text = unicode(unit)
    for sign, name in _IN_NAMES.items():
        text = text.replace(sign, name)
    parts = []
    for part in text.split():
        name, power = re.fullmatch(r"([^⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᐟ]*)([⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᐟ]*)", part).groups()  # type: ignore[union-attr]
        exponent = power.translate(SUPERSCRIPTS)
        size = exponent.removeprefix("-")
        parts += (["per"] if exponent.startswith("-") else []) + [name + ("" if size == "1" else size)]
    return re.sub(r"[^0-9A-Za-z]+", "_", "_".join(parts)).strip("_")


def latex(unit: str) -> str:
    r"""`unit`, any spelling, for siunitx: "\unit{\milli\ampere\hour\per\gram}"; the unit 1 is the empty text.

    Units outside siunitx's own (Å, wt%, …) are declared in LATEX_PREAMBLE. Raises UnitError.
    """
    macros = latex_macros(unit)
    return rf"\unit{{{macros}}}" if macros else ""


def latex_macros(unit: str) -> str:
    r"""The argument of \unit or \qty for `unit`: "\siemens\per\centi\metre". Raises UnitError."""
    ours = normalise(unit)
    if ours in PHRASES:
        return PHRASES[ours].latex
    if rate := C_RATE.fullmatch(ours):
        return r"\text{" + rate[0] + "}" if rate[0] != "C" else r"\coulomb"
    macros = ""
    for name, power in re.findall(r"([^\s⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᐟ]+)([⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᐟ]*)", ours):
        exponent = power.translate(SUPERSCRIPTS) or "1"
        body = "".join(SYMBOLS[part].latex for part in COMPOUND.get(name, (name,)))
        size = exponent.removeprefix("-")
        raised = "" if size == "1" else rf"\tothe{{{size}}}"
        macros += (r"\per" if exponent.startswith("-") else "") + body + raised
    return macros
