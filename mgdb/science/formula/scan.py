"""Characters of a formula or name with their level: on the line, subscript or superscript.

Everything that writes a subscript ends up alike: Unicode (V₂O₅), plain markup (V_2O_5, O_{5-x}, Ti^{4+}), LaTeX
(\\text{V}_2, \\cdot, \\square) and HTML (<sub>2</sub>). Each character keeps its position in the text as given.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import Final, Literal

from ..elements import ELEMENTS
from .amounts import LETTERS

Level = Literal["", "sub", "sup"]

SUBSCRIPTS: Final = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₓₙₘ", "0123456789+-()xnm", strict=True))
SUPERSCRIPTS: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
DOTS: Final = "·⋅•∙‧・●*"
MINUSES: Final = "−‐‑﹣－"
BOXES: Final = "□☐▢◻"

# What may stand inside a subscript though Unicode has no subscript form of it.
_NEUTRAL: Final = "./–±"
_NO_SUBSCRIPT_FORM: Final = "".join(letter for letter in LETTERS if letter not in SUBSCRIPTS.values())

_COMMANDS: Final = {"cdot": "·", "bullet": "·", "square": "□", "Box": "□", "delta": "δ", "pm": "±"}
_WRAPPER: Final = re.compile(r"\\(?:text|mathrm|mathit|mathbf|rm|ce)\s*\{")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+) ?")
_TAG: Final = re.compile(r"<(/?)(sub|sup|i|em)>", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,10});")
_SCRIPT_RUN: Final = {
    "_": re.compile(r"[0-9]+(?:\.[0-9]+)?|[a-zδε]"),
    # A sign before a whole number (^+2) is left alone: charge 2+, or charge + and amount 2?
    "^": re.compile(r"[0-9]+(?:\.[0-9]+)?[+\-−]?|[+\-−]+(?![0-9]+(?!\.?[0-9]))"),
}
_MARKS: Final = frozenset("_^\\}<&$*")
_NOT_AS_TYPED: Final = re.compile(f"[{re.escape(''.join(_MARKS))}{''.join(SUBSCRIPTS)}{''.join(SUPERSCRIPTS)}]")
_MAX_DEPTH: Final = 4
_ITALIC: Final = re.compile(r"\*([A-Za-zα-ω]{1,3})\*")


@dataclass(frozen=True, slots=True)
class Char:
    """One character: `char` with its look-alikes made one, `raw` as typed, its level, its place in the text."""

    char: str
    raw: str
    level: Level
    position: int
    italic: bool = False
    marked: bool = False  # its level was written out, as _{2} or ₂, or it stands inside *…*


def scan(text: str) -> list[Char]:
    """Characters of `text` with their levels; markup that is not closed stays as typed. Never raises."""
    return _join_runs(_close_gaps(_read(text, 0, len(text), "", False, 0, _closings(text) if "{" in text else {})))


def typed(text: str) -> str:
    """The characters of `text` as they are typed, without markup."""
    if _NOT_AS_TYPED.search(text) is None:  # as nearly all are
        return text
    return "".join(char.raw for char in scan(text))


def _read(
    text: str, start: int, end: int, level: Level, italic: bool, depth: int, closings: Mapping[int, int]
) -> list[Char]:
    out: list[Char] = []
    wrappers = 0
    tags: list[tuple[str, Level, bool]] = []
    at = start
    while at < end:
        char = text[at]
        if char in "_^" and at + 1 < end and depth < _MAX_DEPTH:
            inner: Level = "sub" if char == "_" else "sup"
            if (close := closings.get(at + 1, end)) < end:
                inside = _read(text, at + 2, close, inner, italic, depth + 1, closings)
                out += [replace(c, level=inner, marked=True) for c in inside]
                at = close + 1
                continue
            if run := _SCRIPT_RUN[char].match(text, at + 1, end):
                inside = _read(text, at + 1, run.end(), inner, italic, depth + 1, closings)
                out += [replace(c, level=inner, marked=True) for c in inside]
                at = run.end()
                continue
        if char not in _MARKS:
            out.append(_char(char, level, at, italic))
            at += 1
            continue
        if (wrapper := _WRAPPER.match(text, at, end)) and closings.get(wrapper.end() - 1, end) < end:
            wrappers += 1
            at = wrapper.end()
            continue
        if char == "}" and wrappers:
            wrappers -= 1
            at += 1
            continue
        if (command := _COMMAND.match(text, at, end)) and command[1] in _COMMANDS:
            out.append(Char(_COMMANDS[command[1]], _COMMANDS[command[1]], level, at, italic, marked=True))
            at = command.end()
            continue
        if tag := _TAG.match(text, at, end):
            name = tag[2].lower()
            if not tag[1] and f"</{name}>" in text[at:end].lower():
                tags.append((name, level, italic))
                level = name if name in ("sub", "sup") else level  # type: ignore[assignment]
                italic = italic or name in ("i", "em")
                at = tag.end()
                continue
            if tag[1] and tags and tags[-1][0] == name:
                _, level, italic = tags.pop()
                at = tag.end()
                continue
        if (entity := _ENTITY.match(text, at, end)) and len(meant := unescape(entity[0])) == 1:
            out.append(_char(meant, level, at, italic))
            at = entity.end()
            continue
        if char == "$" and text.count("$", start, end) % 2 == 0:
            at += 1
            continue
        if mark := _ITALIC.match(text, at, end):
            out += [Char(c, c, level, mark.start(1) + i, True, True) for i, c in enumerate(mark[1])]
            at = mark.end()
            continue
        out.append(_char(char, level, at, italic))
        at += 1
    return out


def _close_gaps(chars: list[Char]) -> list[Char]:
    """Drop the blanks that text extraction sets around scripts: "V ₂ O ₅" is V₂O₅, "TiO ₂ film" is TiO₂ film."""
    out: list[Char] = []
    gap_before = False  # a blank before the current script was dropped
    for at, here in enumerate(chars):
        if here.char == " " and not here.level:
            after = chars[at + 1] if at + 1 < len(chars) else None
            before = out[-1] if out else None
            if after and after.level and before and (before.level or before.char.isalnum() or before.char in ")]}□"):
                gap_before = True
                continue
            if (
                gap_before
                and before
                and before.level
                and after
                and (after.char.isupper() or after.char in "([{)]}□·/-")
            ):
                continue
        elif not here.level:
            gap_before = False
        out.append(here)
    return out


def _char(char: str, level: Level, at: int, italic: bool) -> Char:
    if char in SUBSCRIPTS:
        return Char(SUBSCRIPTS[char], char, "sub", at, italic, True)
    if char in SUPERSCRIPTS:
        return Char(SUPERSCRIPTS[char], char, "sup", at, italic, True)
    if char.isascii() and char.isalnum():
        return Char(char, char, level, at, italic, level != "")
    plain = char
    if char in DOTS:
        plain = "·"
    elif char in MINUSES:
        plain = "-"
    elif char in BOXES:
        plain = "□"
    elif char == "＋":
        plain = "+"
    elif char.isspace():
        plain = " "
    return Char(plain, char, level, at, italic, level != "")


def _closings(text: str) -> dict[int, int]:
    """Where each brace that is closed is closed."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for at, char in enumerate(text):
        if char == "{":
            opened.append(at)
        elif char == "}" and opened:
            found[opened.pop()] = at
    return found


def _join_runs(chars: list[Char]) -> list[Char]:
    """Give the subscript level to what Unicode cannot lower: the point of ₀.₃, the slash of ₄/₃, the y of ₂₋y."""
    if not any(char.level for char in chars):
        return chars  # as in most texts: no run has a script that others could join
    at = 0
    while at < len(chars):
        stop = at
        while stop < len(chars) and (chars[stop].level == "sub" or _joinable(chars, stop)):
            stop += 1
        first, last = at, stop
        while first < last and chars[first].level != "sub" and chars[first].char in _NEUTRAL + "+-":
            first += 1
        while last > first and chars[last - 1].level != "sub" and chars[last - 1].char in _NEUTRAL + "+-":
            last -= 1
        if any(c.level == "sub" for c in chars[first:last]):
            chars[first:last] = [replace(c, level="sub") for c in chars[first:last]]
        at = max(stop, at + 1)
    at = 1
    while at < len(chars) - 1:  # the point of ¹.⁰⁴⁻ or ¹·⁰⁴⁻
        if chars[at].char in ".·" and chars[at - 1].level == chars[at + 1].level == "sup":
            chars[at] = replace(chars[at], char=".", level="sup")
        at += 1
    return chars


def _joinable(chars: list[Char], at: int) -> bool:
    here = chars[at]
    if here.level:
        return False
    if here.char in _NEUTRAL + "+-":
        return True
    before = chars[at - 1].char if at else ""
    return here.char in _NO_SUBSCRIPT_FORM and before + here.char not in ELEMENTS
