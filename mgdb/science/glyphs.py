"""Signs by the code of their glyph: what the text of a PDF has where a font does not say which sign it draws.

Publishers' mathematical fonts keep the order of TeX's symbol font, so that a minus is glyph 0 and a multiplication sign
glyph 2. Extraction then writes “4.6 /C2 10 /C0 4 S cm /C0 1” for 4.6 × 10⁻⁴ S cm⁻¹ and “270 /C14 C” for 270 °C. Text
in UTF-8 that was read as Windows-1252 (“10â€“5 Â°C”) has lost nothing either. Other fonts draw signs on the places of
letters (“B 20” for ∼ 20, “m m” for μm); nothing in the text tells those.
"""

from __future__ import annotations

import re
from typing import Final

# Dashes of Windows-1252 read as Latin-1, and macrons that stand for a raised minus.
_DASHES: Final = {0x96: "–", 0x97: "—", 0xAF: "-", 0x2C9: "-", 0x203E: "-"}
_LETTERS: Final = {0x2126: "Ω", 0x212B: "Å"}  # the signs of ohm and ångström, which look like their letters
# The OMS encoding of TeX's symbol font (cmsy): place → sign.
SIGNS: Final = {0: "−", 1: "·", 2: "×", 3: "∗", 6: "±", 14: "°", 20: "≤", 21: "≥", 24: "∼", 25: "≈"}
# Rings that stand for the sign of degrees where a number or the letter of a scale is beside them.
_DEGREE = re.compile("(?<=[0-9])[◦∘˚º]|(?<=[0-9]\\s)[◦∘˚º](?=\\s?[CFK]\\b)")
_EXPECTED: Final = frozenset("–—−×±·°≈≤≥∼ΩμµÅ⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹\u00a0\u2009\u202f")
_MISREAD = re.compile("[\u00c2-\u00f4][^\\x00-\x7f]{1,2}?(?=[\\x00-\x7f\u00c2-\u00f4]|$)")
_GLYPH = re.compile(rf"(?<![A-Za-z0-9])/C(?P<code>{'|'.join(map(str, SIGNS))})(?![A-Za-z0-9])(?: (?=[0-9.]))?")


def restore(text: str) -> str:
    """`text` with the sign in place of each code, as long as before (the sign stands where its code ended).

    Worked: "10 /C0 5" → "10    −5"; "10â€“5" → "10  –5"; "C/20" stays.
    """
    text = _DEGREE.sub("°", text)
    text = re.sub("[-−–¯ˉ‾](?=[⁰¹²³⁴⁵⁶⁷⁸⁹])", "⁻", _MISREAD.sub(_decoded, text)).translate(_DASHES | _LETTERS)
    return _GLYPH.sub(lambda match: SIGNS[int(match["code"])].rjust(len(match[0])), text)


def _decoded(match: re.Match[str]) -> str:
    try:
        sign = b"".join(_octet(sign) for sign in match[0]).decode("utf-8")
    except UnicodeError:
        return match[0]
    return sign.rjust(len(match[0])) if sign in _EXPECTED else match[0]  # “Å³” is what it says


def _octet(sign: str) -> bytes:
    """The byte that Windows-1252, or where it has none Latin-1, shows as `sign`."""
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")


def ungrouped(text: str) -> str:
    """`text` with blanks for the braces of TeX that raise nothing, as long as before: "{10}^{-4}" → " 10 ^{-4}"."""
    signs = list(text)
    raising: list[bool] = []  # of each brace that is open
    for index, sign in enumerate(text):
        if sign == "{":
            raising.append(text[:index].rstrip().endswith("^"))
            signs[index] = sign if raising[-1] else " "
        elif sign == "}":
            signs[index] = sign if raising and raising.pop() else " "
    return "".join(signs)
