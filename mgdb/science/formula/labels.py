"""What looks like a formula and is more, or something else: names of polymorphs and structures beside it (α-V2O5,
O3-NaVO2, VO2 (Pmn21)), abbreviations, oxidation states."""

import re
from dataclasses import dataclass
from typing import Final

from ..elements import ELEMENTS
from .groups import ALL_CAPITALS, BY_ABBREVIATION, BY_SYMBOL, WORDS

# Greek letters, layer stackings (1T, 2H, 3R), the layered oxides' O3, P2, P'3.
_PREFIX: Final = r"[α-ωΑ-Ω]['′]?|[1-9][0-9]?[THRC]['′]?|[OP]['′]?[1-9]"
# Hermann–Mauguin symbols (Pmn21, Fd-3m), of whose letters no word is made; or a word: anatase, spinel.
_SPACE_GROUP: Final = r"[PABCIFR][-–]?[0-9a-emn/_{}₁₂₃₄₅₆]{1,9}"
LABEL: Final = re.compile(
    rf"(?:(?P<prefix>{_PREFIX})[-–‐‑])?(?P<formula>[A-Z(\[□][^ ]*?)(?:\s*\((?P<tag>{_SPACE_GROUP}|[a-z]{{4,20}})\))?"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A formula with what stands beside it; empty where nothing does."""

    formula: str
    polymorph: str = ""
    space_group: str = ""


def split_label(text: str) -> Labelled:
    """`text` cut into its formula, polymorph and space group; the formula is not checked.

    Worked: "α-V2O5" → V2O5, α; "VO2 (Pmn21)" → VO2, space group Pmn21; "TiO2 (anatase)" → TiO2, anatase.
    """
    match = _label(" ".join(text.split()))
    if match is None:
        return Labelled(text.strip())
    tag = match["tag"] or ""
    is_space_group = re.fullmatch(_SPACE_GROUP, tag) is not None
    polymorph = match["prefix"] or ("" if is_space_group else tag)
    return Labelled(match["formula"], polymorph, tag if is_space_group else "")


def _label(text: str) -> re.Match[str] | None:
    """`text` as a formula with its label; a ligand in brackets, as in Mg2(dobdc), is no label."""
    match = LABEL.fullmatch(text)
    return None if match is None or match["tag"] in BY_SYMBOL else match


_ROMAN: Final = re.compile(r"([A-Z][a-z]?)(?:\((?:I{1,3}|IV|VI{0,3})\)|I{2,3})")
_DECIMAL_COMMA: Final = re.compile(r"(?<=[0-9]),(?=[0-9])")


def misleading(line: str, text: str) -> tuple[int, str] | None:
    """Where and why `text` is not taken for a formula though its letters may allow it; None where nothing misleads.

    `line` is `text` with \\0 for lowered and raised characters: what is typeset as a formula is one.
    """
    if meaning := BY_ABBREVIATION.get(line):
        return 0, f"{line} is short for {meaning}; the compound of these elements is written with its amounts ({line}1)"
    if line in WORDS:
        return 0, f"“{line}” may be a word or an answer; the element or compound is written with its amount, {line}1"
    if re.fullmatch("[A-Z]{3,}", line) and line not in ALL_CAPITALS and all(letter in ELEMENTS for letter in line):
        return 0, f"{line} may be an abbreviation; the compound of these elements is written with its amounts ({line}1)"
    if line in ELEMENTS and ELEMENTS[line].weight is None:
        return 0, f"“{line}” is an element without a stable isotope; if it is meant, write {line}1"
    if (roman := _ROMAN.fullmatch(line)) and roman[1] in ELEMENTS:
        return len(roman[1]), f"an oxidation state? the ion is written {roman[1]}2+, the iodide {roman[1]}I2"
    if (comma := _DECIMAL_COMMA.search(text)) and "." not in text:
        return comma.start(), "an amount has a decimal point: 0.5, not 0,5"
    if label := _label(text):
        prefix, tag, formula = label["prefix"], label["tag"], label["formula"]
        if prefix:
            return 0, f"“{prefix}” names a polymorph; the formula is {formula}, the polymorph {prefix}"
        if tag:
            return label.start(
                "tag"
            ), f"“{tag}” names a structure; the formula is {formula}, the rest has its own field"
    return None
