"""Why a character has no place in a formula, and what to write instead."""

from typing import Final

from mgdb.science.quoting import quoted

from .scan import Level

_HYPHEN: Final = (
    "a hyphen joins names, not parts of a formula; if this is a name, enter it as one. A hyphen is read in an amount "
    "(TiO2-x, Mg0.1-0.3V2O5) and as a charge at the end (BH4-)"
)
_REASONS: Final = (
    ("-", _HYPHEN),
    ("/", "a slash joins the constituents of a composite; give each by itself. It is read in an amount such as 4/3.8"),
    ("@", "a composite (core@shell); give its constituents, each by itself"),
    (",", "a comma lists elements that share a site in unknown amounts; write amounts, as in (Mg0.5Zn0.5)Al2O4"),
    (" ", "a formula holds no spaces, except around · and +"),
    (")]}", "this closing bracket has no opening one"),
    ("T", "T is not an element; tritium is read only where it is asked for, surface groups as Tx"),
    ("D", "D is not an element; deuterium is read only where it is asked for"),
    ("_^\\$<>", "this markup is not complete; write _{0.3} for a subscript, ^{2+} for a charge, · for a hydrate"),
    ("0123456789", "a number follows an element, a named group or a closing bracket"),
)


def reason(here: str, level: Level, behind: str = "") -> str:
    """What is wrong with the character `here` at its level, before `behind`, where a part of a formula should start."""
    if level == "sub":
        return "a subscript follows an element, a named group or a closing bracket"
    if level == "sup":
        return "a superscript here is a charge such as 2+; isotopes and footnotes are not read"
    for characters, words in _REASONS:
        if here in characters:
            return words
    if here == "A" and behind in ("I", "1"):
        return f"A{behind} is not an element; aluminium is Al, with a small l"
    if here.isascii() and here.isalpha():
        return f"{quoted(here)} starts no element symbol and no named group; check the letters and their case"
    return f"{quoted(here)} has no meaning in a formula"
