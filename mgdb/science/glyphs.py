"""Signs by the code of their glyph: what the text of a PDF has where a font does not say which sign it draws.

Publishers' mathematical fonts keep the order of TeX's symbol font, so that a minus is glyph 0 and a multiplication sign
glyph 2. Extraction then writes “4.6 /C2 10 /C0 4 S cm /C0 1” for 4.6 × 10⁻⁴ S cm⁻¹ and “270 /C14 C” for 270 °C.
Other fonts draw signs on the places of letters (“B 20” for ∼ 20, “m m” for μm); nothing in the text tells those.
"""

from __future__ import annotations

import re
from typing import Final

# The OMS encoding of TeX's symbol font (cmsy): place → sign.
SIGNS: Final = {0: "−", 1: "·", 2: "×", 3: "∗", 6: "±", 14: "°", 20: "≤", 21: "≥", 24: "∼", 25: "≈"}
_GLYPH = re.compile(rf"(?<![A-Za-z0-9])/C(?P<code>{'|'.join(map(str, SIGNS))})(?![A-Za-z0-9])(?: (?=[0-9.]))?")


def restore(text: str) -> str:
    """`text` with the sign in place of each code, as long as before (the sign stands where its code ended).

    Worked: "10 /C0 5" → "10    −5"; "C/20" stays.
    """
    return _GLYPH.sub(lambda match: SIGNS[int(match["code"])].rjust(len(match[0])), text)


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
