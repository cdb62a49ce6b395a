r"""TeX as it reads: what texts that came from TeX, or from a keyboard, hold of it in the signs that print shows.

Scripts (``^{…}``, ``_{…}``) stay markup, which `typeset` raises and lowers.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from .latex import SIGNS

_MOST_DEPTH: Final = 8  # brackets within brackets; what is nested deeper stays as it is
_COMBINING: Final = {
    "overline": "\N{COMBINING OVERLINE}",
    "bar": "\N{COMBINING OVERLINE}",
    "hat": "\N{COMBINING CIRCUMFLEX ACCENT}",
    "tilde": "\N{COMBINING TILDE}",
    "dot": "\N{COMBINING DOT ABOVE}",
    "ddot": "\N{COMBINING DIAERESIS}",
    "vec": "\N{COMBINING RIGHT ARROW ABOVE}",
}
_TABLE: Final = (
    "sim=~ simeq=≃ cong=≅ ne=≠ le=≤ ge=≥ leqslant=≤ geqslant=≥ lt=< gt=> ll=≪ gg=≫ lesssim=≲ gtrsim=≳ to=→ Box=□ "
    "circ=° degree=° celsius=°C angstrom=Å AA=Å ohm=Ω micro=µ textmu=µ textdegree=° percent=% prime=′ ldots=… "
    "dots=… cdots=… epsilon=ε phi=φ varnothing=∅ langle=⟨ rangle=⟩ left= right= displaystyle= rm= it= bf= big= Big="
)
# beside the signs that we write for LaTeX ourselves
_WORDS: Final = dict(word.split("=") for word in _TABLE.split()) | {"quad": " ", "qquad": " "}
_WRAPPERS: Final = (
    r"text(?:rm|it|bf|sf|normal)?|math(?:rm|it|bf|sf|bb|cal|normal)|operatorname|boldsymbol|bm|mbox|hbox|ce|num|si"
)
_INSIDE: Final = r"\s*\{((?:[^{}]|\{[^{}]*\})*+)\}"
_GROUPS: Final = (
    (re.compile(rf"\\(?:{_WRAPPERS}){_INSIDE}"), r"\1"),
    (re.compile(rf"\\[dt]?frac{_INSIDE}{_INSIDE}"), r"\1/\2"),
    (re.compile(rf"\\sqrt{_INSIDE}"), r"√\1"),
    (re.compile(rf"\\textsuperscript{_INSIDE}"), r"^{\1}"),
    (re.compile(rf"\\textsubscript{_INSIDE}"), r"_{\1}"),
)
_ACCENT: Final = re.compile(rf"\\({'|'.join(_COMBINING)}){_INSIDE}")
_DEGREES: Final = re.compile(r"\^\s*\{?\s*\\circ\s*\}?")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)(?![A-Za-z]) ?(?:\{\})?")
_SPACE: Final = re.compile(r"\\[,;:! ]")
_SPECIAL: Final = re.compile(r"\\([{}%&#$_])")
_MATHS: Final = re.compile(r"\$([^$]*[\\^_{}=][^$]*|[^$\s]{1,40})\$")
_BASE: Final = re.compile(r"(?<![_^\\])\{([^{}]*)\}(?=\s*[_^])")  # {10}^{-4}
_POWER: Final = re.compile(
    r"(?<![0-9.])(10\s?)\^\s?([-−–+]?)([0-9]{1,3})(?![0-9.])"
)  # 10^-4, of which half a script is
_TEX: Final = re.compile(r"[\\$]|\}\s*\^|10\s?\^")


def as_read(text: str) -> str:
    r"""`text` with TeX's commands as the signs that they stand for. Never raises; what is no TeX stays as it is.

    >>> as_read(r"$R\overline{3}c$, $\alpha$ phase, \approx 10^-4 S cm^{-1}")
    'R3̅c, α phase, ≈ 10^{-4} S cm^{-1}'
    """
    if _TEX.search(text) is None:  # as nearly all are
        return text
    text = _MATHS.sub(r"\1", text)
    if "\\" in text:
        text = _DEGREES.sub("°", text)
        text = _ACCENT.sub(_accented, text)
        for _ in range(_MOST_DEPTH):
            before = text
            for pattern, shown in _GROUPS:
                text = pattern.sub(shown, text)
            if text == before:
                break
        text = _SPACE.sub(" ", _COMMAND.sub(_sign, text))
        text = _SPECIAL.sub(r"\1", text)
    return _POWER.sub(r"\1^{\2\3}", _BASE.sub(r"\1", text))


def _accented(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", "".join(letter + _COMBINING[found[1]] for letter in found[2]))


def _sign(found: re.Match[str]) -> str:
    sign = _signs().get(found[1])
    return found[0] if sign is None else sign + (" " if found[0].endswith(" ") and sign else "")


@cache
def _signs() -> dict[str, str]:
    """Command, without its backslash → sign."""
    return {command.removeprefix("\\"): sign for sign, command in reversed(SIGNS.items())} | _WORDS
