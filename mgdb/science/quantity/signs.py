"""The signs of a printed number in one typing: look-alikes, TeX and HTML markup, and codes of glyphs."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from mgdb.science import glyphs

THIN: Final = "\u2009"  # the spaces that group digits, as one
# “20 000”, “1 000 000”: 000 is no number of its own, so that the blank groups digits.
_GROUPS = re.compile(r"(?<![0-9.,\u2009])(?<![0-9]\s)[1-9][0-9]{0,2}(?: 000)+(?![0-9.])")

_CHARACTERS: Final = {
    **dict.fromkeys(map(ord, "∼～˜"), "~"),
    **dict.fromkeys(map(ord, "−﹣－˗"), "-"),
    **dict.fromkeys(map(ord, "‐‑‒–—―"), "–"),
    **dict.fromkeys(map(ord, "≲＜"), "<"),
    **dict.fromkeys(map(ord, "≳＞"), ">"),
    **dict.fromkeys(map(ord, "⩽≦"), "≤"),
    **dict.fromkeys(map(ord, "⩾≧"), "≥"),
    **dict.fromkeys(map(ord, "≃≅≒"), "≈"),
    **dict.fromkeys(map(ord, "✕⨯·⋅∙•∗＊\N{CYRILLIC SMALL LETTER HA}\N{CYRILLIC CAPITAL LETTER HA}"), "×"),
    **dict.fromkeys(map(ord, "٫．"), "."),
    **dict.fromkeys(map(ord, "٬，"), ","),
    ord("＋"): "+",
    ord("（"): "(",
    ord("）"): ")",
    **dict.fromkeys(map(ord, "\t\n\r$\u3000\u200b\u200c\u200d\u2060\ufeff\u00ad"), " "),
    **dict.fromkeys(map(ord, "\u2009\u202f\u00a0\u2008\u2007"), THIN),
}
# How texts that came from TeX or from a keyboard write signs.
COMMANDS: Final = {
    r"\left": "",
    r"\right": "",
    r"\times": "×",
    r"\cdot": "×",
    r"\approx": "≈",
    r"\simeq": "≈",
    r"\sim": "~",
    r"\pm": "±",
    r"\leqslant": "≤",
    r"\geqslant": "≥",
    r"\leq": "≤",
    r"\geq": "≥",
    r"\le": "≤",
    r"\ge": "≥",
    r"\lt": "<",
    r"\gt": ">",
    r"\,": THIN,
    r"\;": " ",
    r"\text{to}": "to",
    "<sup>": "^{",
    "</sup>": "}",
    "+/-": "±",
    "<=": "≤",
    ">=": "≥",
}
# Markup around the digits, and what only a program or a page writes.
_MARKUP: Final = {
    r"\mathrm": "",
    r"\text": "",
    r"\num": "",
    "**": "^",
    "&times;": "×",
    "&middot;": "×",
    "&minus;": "-",
    "&ndash;": "–",
    "&plusmn;": "±",
    "&asymp;": "≈",
    "&nbsp;": THIN,
    "&thinsp;": THIN,
    "&lt;": "<",
    "&gt;": ">",
    "&le;": "≤",
    "&ge;": "≥",
}


def plain(text: str) -> str:
    """`text` with look-alike characters and markup replaced by one of the same length, so positions hold.

    Worked: "${10}^{-4}" → "  10 ^{-4}"; "٠٫٥" → "0.5".
    """
    text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in glyphs.restore(text))
    plain = text.translate(_CHARACTERS)
    for command, symbol in (*COMMANDS.items(), *_MARKUP.items()):
        if command in plain:
            # a minus belongs to what follows, every other sign to what stands before it
            pad = symbol.rjust if symbol == "-" else symbol.ljust
            plain = plain.replace(command, pad(len(command)))
    return _GROUPS.sub(lambda match: match[0].replace(" ", THIN), glyphs.ungrouped(plain))
