"""Typesetting of formulas and of the names that people give to materials and electrolytes, and folding for search.

A text that the formula parser reads is typeset by it. In any other text, runs that read as formulas are typeset
where they stand: Mo-VS4/N-TG has VS₄, 3% Mo-VS4 keeps its 3 %, Ti-V2O5-x ends in ₅₋ₓ. Markup wins over all
guessing: _{…} lowers, ^{…} raises, *x* is italic, Unicode scripts stay what they are, TeX is shown as it reads (`tex`).
"""

import html as html_escape
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

from . import latex as latex_text
from .formula import Formula, FormulaError
from .formula.parser import Parser
from .formula.scan import DOTS, MINUSES, SUBSCRIPTS, SUPERSCRIPTS, Char, scan, typed
from .markup import Html
from .quantity import siunitx
from .tex import as_read

_FORMS: Final = {
    "sub": {plain: low for low, plain in SUBSCRIPTS.items()},
    "sup": {plain: high for high, plain in SUPERSCRIPTS.items()},
}

# A lone element with a number is a formula for these; elsewhere it is a label (P2 type, sample S1, space group C2/m).
_MOLECULES: Final = frozenset({"H2", "N2", "O2", "F2", "Cl2", "Br2", "I2", "P4", "S8", "C60", "C70"})
_LABEL: Final = re.compile(r"[A-Z][a-z]?[0-9.]+")
# What a number in a name is when it is no amount: HC1, SS316, sample CO02.
_NO_AMOUNT: Final = re.compile(r"(?<![0-9.])(?:1(?![0-9./+x–-])|[0-9]{3,}|0(?!\.))")
_INITIALS: Final = re.compile(r"[A-Za-z]\.[A-Za-z]")
_ANIONS: Final = frozenset({"Cl-", "F-", "Br-", "I-", "H-", "OH-"})
_ID: Final = re.compile(r"[a-z]{3}-[0-9a-z]{7}\b")
_SUSPENDED: Final = re.compile(r"\s+(?:and|or|to|nor)\b")  # Mo- and W-doped

_FOLDED: Final = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "’": "'"}
    | dict.fromkeys(DOTS, "·")
    | dict.fromkeys(MINUSES + "–—", "-")
)

_WORDS: Final = re.compile(r"\w \w")
_MOST_TRIES: Final = 250  # to read a formula in one text, ten times what any needs: the rest of it stays as it is
_REMEMBERED: Final = 10_000  # a page typesets the same few hundred names every time that it is asked for


def capital(text: str) -> str:
    """`text` as a sentence begins: its first letter large, unless it begins with an id, which stays as it is written.

    >>> capital("no electrolyte"), capital("mat-7h3k9qa of an earlier version")
    ('No electrolyte', 'mat-7h3k9qa of an earlier version')
    """
    return text if _ID.match(text) else text[:1].upper() + text[1:]


@lru_cache(maxsize=_REMEMBERED)
def html(text: str) -> Html:
    """`text` for a page: sub, sup and i elements, everything else escaped. Never raises.

    >>> html("Ti-V2O5-x")
    'Ti-V<sub>2</sub>O<sub>5−<i>x</i></sub>'
    """
    return Html("".join(part.html if isinstance(part, Formula) else _scripts(part) for part in _parts(as_read(text))))


@lru_cache(maxsize=_REMEMBERED)
def printed_html(text: str) -> Html:
    """What a document prints, its TeX signs as signs and its scripts as scripts; otherwise character by character.

    >>> printed_html(r"\\approx 10^{-4} S cm⁻¹")
    '≈ 10<sup>−4</sup> S cm<sup>−1</sup>'
    """
    return Html(_scripts(scan(as_read(text))))


@lru_cache(maxsize=_REMEMBERED)
def unicode(text: str) -> str:
    """`text` with Unicode sub- and superscripts, for plain text such as a plot's label. Never raises.

    >>> unicode("0.3 M Mg(TFSI)2/acetonitrile")
    '0.3 M Mg(TFSI)₂/acetonitrile'
    """
    return "".join(
        part.unicode if isinstance(part, Formula) else "".join(_FORMS.get(c.level, {}).get(c.char, c.raw) for c in part)
        for part in _parts(as_read(text))
    )


@lru_cache(maxsize=_REMEMBERED)
def latex(text: str) -> str:
    r"""`text` for LaTeX: formulas for mhchem, quantities as we write them for siunitx, everything else escaped; needs
    latex.PREAMBLE. Never raises.

    >>> print(latex("VO2 of 50 %"))
    \\ce{VO_{$2$}} of \\qty{50}{\\percent}
    """
    text = as_read(text)
    if made := siunitx.quantity_latex(text, lists=False):
        return made
    return "".join(part if is_quantity else _words_latex(part) for is_quantity, part in siunitx.split(text) if part)


def _words_latex(text: str) -> str:
    """`text` without quantities; blanks at its ends stay, which set it off from them."""
    words = text.strip()
    start = text.index(words)
    before, after = (
        latex_text.escape_run([("", c) for c in ends]) for ends in (text[:start], text[start + len(words) :])
    )
    inner = "".join(
        part.latex if isinstance(part, Formula) else latex_text.escape_run([(c.level, c.raw) for c in part])
        for part in _parts(words)
    )
    return before + inner + after


@lru_cache(maxsize=_REMEMBERED)
def plain(text: str) -> str:
    """`text` folded for search: scripts on the line, no accents, small letters; Greek letters stay Greek.

    >>> plain("γ-MnO₂ of MÜLLER")
    'γ-mno2 of muller'
    """
    line = typed(text)
    bare = "".join(c for c in unicodedata.normalize("NFKD", line) if not unicodedata.combining(c))
    return " ".join(bare.casefold().translate(_FOLDED).split())


def _style(char: Char) -> tuple[str, bool]:
    return char.level, char.italic


def _scripts(chars: list[Char]) -> str:
    return "".join(_html(key, list(run)) for key, run in groupby(chars, _style))


def _html(style: tuple[str, bool], chars: list[Char]) -> str:
    level, italic = style
    text = "".join(("−" if c.char == "-" else c.char) if level else c.raw for c in chars)
    text = html_escape.escape(text)
    text = f"<i>{text}</i>" if italic else text
    return f"<{level}>{text}</{level}>" if level else text


def _parts(text: str) -> list[Formula | list[Char]]:
    """`text` cut into formulas and the characters between them."""
    chars = scan(text)
    parts: list[Formula | list[Char]] = []
    has_words = _WORDS.search("".join(char.char for char in chars))  # a formula has no blanks but around · and +
    if not has_words and (whole := _read(text, chars, 0, len(chars))):
        return [whole]
    index = {char.position: at for at, char in enumerate(chars)}
    rest: list[Char] = []
    tries = iter(range(_MOST_TRIES))
    at = 0
    while at < len(chars):
        found = _formula_at(text, chars, index, at, tries) if _may_start(chars, at) else None
        if found is None:
            rest.append(chars[at])
            at += 1
            continue
        formula, at = found
        parts += [rest, formula]
        rest = []
    return [*parts, rest]


def _may_start(chars: list[Char], at: int) -> bool:
    here = chars[at]
    if here.level or not (("A" <= here.char <= "Z") or here.char in "([□"):
        return False
    before = at - 1
    while before >= 0 and not chars[before].level and chars[before].char in "0123456789.":
        before -= 1  # a number in front: the 6 of 6H2O
    if before < 0:
        return True
    return not chars[before].level and not chars[before].char.isalnum() and chars[before].char not in ")]}□"


def _formula_at(
    text: str, chars: list[Char], index: dict[int, int], start: int, tries: Iterator[int]
) -> tuple[Formula, int] | None:
    """The longest formula from `start` to a boundary within its word, as long as there are `tries` left."""
    end = start
    while end < len(chars) and chars[end].char != " ":
        end += 1
    while end > start and next(tries, None) is not None:
        try:
            formula = Parser(text, False, chars[start:end]).whole()
        except FormulaError as error:
            # What lies before the fault may be a formula; what includes it is none.
            end = min(end - 1, index.get(error.position, end - 1))
        else:
            if _is_meant(chars, start, end):
                return formula, end
            end -= 1
        while end > start and not _is_boundary(chars, end):
            end -= 1
    return None


def _read(text: str, chars: list[Char], start: int, end: int) -> Formula | None:
    try:
        formula = Parser(text, False, chars[start:end]).whole()
    except FormulaError:
        return None
    return formula if _is_meant(chars, start, end) else None


def _is_boundary(chars: list[Char], at: int) -> bool:
    return at == len(chars) or (not chars[at].level and not chars[at].char.isalnum())


def _is_meant(chars: list[Char], start: int, end: int) -> bool:
    """Whether what reads as a formula is one, and no label: P2, SS316, the Mo- of Mo- and W-doped."""
    run = chars[start:end]
    if any(char.marked for char in run):
        return True
    line = "".join(char.char for char in run).strip()
    if (_LABEL.fullmatch(line) and line not in _MOLECULES) or _NO_AMOUNT.search(line) or _INITIALS.search(line):
        return False
    if line.endswith("-"):
        after = "".join(char.char for char in chars[end : end + 5])
        return not _SUSPENDED.match(after) and (line in _ANIONS or any(c.isdigit() for c in line))
    return True
