"""Text with the markup of its typesetting taken off, each character knowing where it stood.

The text of a PDF comes with what is left of superscripts: TeX (`10^{-5}`, `\\text{cm}^{-1}`), Unicode (10⁻⁵), HTML, or
nothing (10-5). Here subscripts come down to the line and superscripts become those of Unicode; what is lost stays lost.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from mgdb.science import glyphs
from mgdb.science.formula.scan import SUPERSCRIPTS, Char, scan
from mgdb.science.quantity.signs import COMMANDS

_RAISED: Final = {plain: high for high, plain in SUPERSCRIPTS.items()} | {"−": "⁻", "–": "⁻", "/": "ᐟ"}
_GREEK: Final = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "eta": "η",
    "theta": "θ",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "nu": "ν",
    "pi": "π",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "phi": "φ",
    "chi": "χ",
    "psi": "ψ",
    "omega": "ω",
    "Delta": "Δ",
    "Omega": "Ω",
}
_SIGNS: Final = {
    r"\degree": "°",
    r"\circ": "°",
    r"\%": "%",
    r"\AA": "Å",
    r"\ohm": "Ω",
    r"\rightarrow": "→",
    r"\to": "→",
    r"\infty": "∞",
    r"\prime": "′",
    r"\quad": " ",
    r"\:": " ",
    r"\,": " ",
    r"\!": "",
    **{f"\\{name}": sign for name, sign in _GREEK.items()},
    **{name: sign.strip() or " " for name, sign in COMMANDS.items() if name.startswith("\\")},
    r"\cdot": "·",
}
# a blank behind a letter of Greek ends the command and is none of the text: “\\mu m” is μm
_COMMAND: Final = re.compile(
    "|".join(
        re.escape(name) + (rf"(?![A-Za-z]){' *' if name[1:] in _GREEK else ''}" if name[-1].isalpha() else "")
        for name in sorted(_SIGNS, key=len)[::-1]
    )
)
_TYPED: Final = {r"\(": "", r"\)": "", r"\[": "", r"\]": "", "+/-": "±", "&lt;": "<", "&gt;": ">", "&amp;": "&"}
_AS_TYPED: Final = re.compile("|".join(re.escape(typed) for typed in _TYPED))
# a power whose sign stands apart: 10^{- 5}, 10⁻ ⁵
_TORN_POWER: Final = re.compile(r"(?<=\^\{)([-−–])( +)(?=[0-9])|(?<=⁻)( +)(?=[⁰¹²³⁴⁵⁶⁷⁸⁹])")
# what is raised or lowered behind nothing belongs to the letters before the blank: “Mg ${}^{2+}$”, “MgCl ${}_{2}$”
_BEHIND_NOTHING: Final = re.compile(
    r"(?<=[A-Za-z0-9)\]}])[ ]+(?=\$?\s?\{\s?\}\s?(?:_|\^\s?\{\s*(?:[0-9]*\s*[-+−–]|[-−–]\s*[0-9])))"
)
# a molar unit and the formula behind it, whose blank a converter has left out: 1\\mathrm{M}{\\mathrm{MgCl}}_{2}
_MOLAR: Final = re.compile(r"(?<=[0-9]\\mathrm\{M\})\{(?=\\mathrm)|(?<=[0-9] \\mathrm\{M\})\{(?=\\mathrm)")
_NOTHING: Final = re.compile(r"\\(?:rm|it|bf|sf|mathsf|mathcal|operatorname|displaystyle|small)(?![A-Za-z])")
# what is raised and is no power: the key of a cited work, ^[12], ^{[12]}, or a sign of degree, ^\circ, ^{\circ}
_RAISED_NOTE: Final = re.compile(r"\^(?:\{\s*(\[[^\[\]{}]*\])\s*\}|(?=\[))")
_RAISED_DEGREE: Final = re.compile(r"\^\s*(?:\{\s*\\circ\s*\}|\\circ(?![A-Za-z]))")
_BOLD: Final = re.compile(r"\*\*")
_MATH: Final = re.compile(r"(?<!\\)\$[^$\n]{1,400}\$")
# Where a blank is lost: behind a comma that decimals stand before, which parts a list, and behind a small word.
_LOST_BLANK: Final = re.compile(
    r"(?:(?<=[0-9]\.[0-9],)|(?<=[0-9]\.[0-9]{2},))(?=[0-9])|(?<=[0-9]\.[0-9]{3},)(?=[0-9]+\.[0-9])|"
    r"(?:(?<=[\s,]and)|(?<=\sor)|(?<=\sto)|(?<=\sof)|(?<=\sat)|(?<=\sfrom)|(?<=\sthan))(?=[0-9])"
)
_LIGATURES: Final = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_TORN_DECIMAL: Final = re.compile(r"(?<=[0-9]) (?=\.[0-9])|(?<=(?<![0-9.])0\.) (?=[0-9])")
_LONGEST: Final = 4_000  # characters whose markup is read at once
# the letter Å in two signs, and entities of HTML that were left: 11 A˚, &nbsp;
_RING: Final = re.compile("A(?:˚|\u030a)")
_DEGREE: Final = re.compile(r"[◦º˚∘ᵒ](?=\s?[CF]\b)")  # signs that look like that of degrees
_ENTITY: Final = re.compile(r"&(?:#[0-9]{2,5}|#x[0-9A-Fa-f]{2,5}|[A-Za-z]{2,8});")
_SPACES: Final = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def plain(text: str) -> tuple[str, list[int]]:
    """`text` in plain typing, and for each of its characters the place in `text`.

    Worked: "$2.9\\\\times10^{-5}$ S cm⁻¹" → "2.9×10⁻⁵ S cm⁻¹"; "V_2O_5" → "V2O5"; "Mg^{2+}" → "Mg²⁺".
    """
    out: list[str] = []
    offsets: list[int] = []
    for start, end in _chunks(text):
        for char in scan(_same_length(glyphs.restore(text[start:end]))):
            sign = _sign(char)
            if sign in ("", "{", "}", "$", "\\") or _INVISIBLE.match(sign):
                continue
            if sign in " \t\n" and (char.level or (out and out[-1] == " ")):
                continue
            for one in _LIGATURES.get(sign, " " if sign in "\t\n" else sign):
                out.append(one)
                offsets.append(start + char.position)
    _mend(out, offsets)
    return "".join(out), offsets


def _mend(out: list[str], offsets: list[int]) -> None:
    """Sets the blank that a list has lost, and takes the one that tears a number.

    Worked: “1.95,2.1” → “1.95, 2.1”; “157 .7” → “157.7”.
    """
    text = "".join(out)
    faults = [*((match.start(), 0) for match in _LOST_BLANK.finditer(text))]
    faults += ((match.start(), 1) for match in _TORN_DECIMAL.finditer(text))
    for at, taken in sorted(faults, reverse=True):
        out[at : at + taken] = [] if taken else [" "]
        offsets[at : at + taken] = [] if taken else [offsets[at - 1]]


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """`text` in pieces that end with a sentence or a word; what reads markup looks for its end as far as text goes."""
    start = 0
    while len(text) - start > _LONGEST:
        window = text[start : start + _LONGEST]
        cut = max(window.rfind(". ", _LONGEST // 2), window.rfind("\n", _LONGEST // 2)) + 1
        cut = cut or window.rfind(" ", _LONGEST // 2) + 1 or _LONGEST
        yield start, start + cut
        start += cut
    yield start, len(text)


def _same_length(text: str) -> str:
    """`text` with commands as signs, as long as before."""
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    text = _RING.sub(lambda match: "Å".ljust(len(match[0]), "$"), text)
    text = _SPACES.sub(" ", _DEGREE.sub("°", text))
    text = _RAISED_NOTE.sub(lambda match: (match[1] or "").rjust(len(match[0])), text)
    text = _RAISED_DEGREE.sub(lambda match: "°".rjust(len(match[0]), "$"), text) if "circ" in text else text
    text = _BOLD.sub("$$", text) if "**" in text else text
    text = _AS_TYPED.sub(lambda match: _TYPED[match[0]].ljust(len(match[0]), "$"), text)
    text = _TORN_POWER.sub(lambda match: (match[1] or "").rjust(len(match[0]), "$"), text)
    if "\\" not in text and "$" not in text:
        return text
    text = _BEHIND_NOTHING.sub(lambda match: "$" * len(match[0]), text)
    text = _MOLAR.sub(" ", text)
    text = _MATH.sub(lambda match: match[0].replace("~", " "), text)
    text = _NOTHING.sub(lambda match: " " * len(match[0]), text)
    return _COMMAND.sub(lambda match: _SIGNS[match[0].rstrip(" ")].ljust(len(match[0]), "$"), text)


def _character(match: re.Match[str]) -> str:
    """What an entity stands for, as long as it is; itself where nobody knows it, or where it is markup."""
    sign = html.unescape(match[0])
    return match[0] if len(sign) != 1 or sign in "<>&$" else sign.ljust(len(match[0]), "$")


def _sign(char: Char) -> str:
    if char.level == "sup":
        return _RAISED.get(char.char, char.raw)
    return char.char if char.level == "sub" else char.raw
