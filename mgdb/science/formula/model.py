"""What a formula says once it has been read, and its typeset forms."""

import html as html_escape
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from mgdb.science.quoting import quoted

from .. import latex
from ..elements import ELEMENTS, ISOTOPES
from .amounts import LETTERS, Amount, Polynomial
from .scan import SUBSCRIPTS, SUPERSCRIPTS

MAX_DENOMINATOR: Final = 100
MAX_SHARE_DENOMINATOR: Final = 1_000_000

Token = tuple[str, str]
"""("text" | "sub" | "sup" | "coefficient", what is printed)."""

_TO_SUBSCRIPT: Final = {plain: low for low, plain in SUBSCRIPTS.items()}
_TO_SUPERSCRIPT: Final = {plain: high for high, plain in SUPERSCRIPTS.items()}


class FormulaError(ValueError):
    """A text that is no formula. `position` is the index of the character in `text` where reading stopped."""

    def __init__(self, text: str, position: int, reason: str) -> None:
        self.text = text
        self.position = position
        self.reason = reason
        super().__init__(text, position, reason)

    def __str__(self) -> str:  # put together when it is read: of the thousands in a page of names none is
        text, position = self.text, self.position
        where = f"character {position + 1} ({quoted(text[position])})" if position < len(text) else "the end"
        return f"{quoted(text)}, {where}: {self.reason}"

    def __reduce__(self) -> tuple[type["FormulaError"], tuple[str, int, str]]:
        return FormulaError, (self.text, self.position, self.reason)

    @property
    def pointer(self) -> str:
        """The text with a caret below the character, in two lines."""
        return f"{self.text}\n{' ' * self.position}^"


@dataclass(frozen=True)
class Formula:
    """A chemical formula as read by `parse`.

    `text` is as given. `amounts` holds (symbol, Amount) in the order of first mention; deuterium and tritium, where
    they were asked for, appear as D and T. `vacancies` counts the sites □ that hold nothing. `charge` is the net
    charge in units of e; None where none is written, or where it depends on an unknown amount. `unspecified` names
    parts of unknown composition (the surface groups T of Ti3C2Tx).
    """

    text: str
    amounts: tuple[tuple[str, Amount], ...]
    vacancies: Amount | None
    charge: float | None
    unspecified: tuple[str, ...]
    _tokens: tuple[Token, ...] = field(repr=False)
    _exact: tuple[tuple[str, Fraction], ...] | None = field(repr=False)

    @property
    def composition(self) -> Mapping[str, Amount]:
        """Amount of each element per formula unit, in mol/mol."""
        return dict(self.amounts)

    @property
    def composition_data(self) -> dict[str, dict[str, float | bool | None]]:
        """The composition as records keep it: symbol → low, high, unknown."""
        return {
            symbol: {"low": amount.low, "high": amount.high, "unknown": amount.unknown}
            for symbol, amount in self.amounts
        }

    @property
    def elements(self) -> tuple[str, ...]:
        """Symbols of the elements, alphabetically."""
        return tuple(sorted({_element(symbol) for symbol, _ in self.amounts}))

    @property
    def nelements(self) -> int:
        return len(self.elements)

    @property
    def molar_mass(self) -> float | None:
        """Molar mass in g/mol with the abridged standard atomic weights.

        None when an amount is unknown or a range, a part is unspecified, or an element has no standard weight.
        Mg(TFSI)2: 584.571 g/mol.
        """
        if self._exact is None:
            return None
        total = 0.0
        for symbol, amount in self._exact:
            weight = ISOTOPES[symbol] if symbol in ISOTOPES else ELEMENTS[symbol].weight
            if weight is None:
                return None
            total += float(amount) * weight
        return round(total, 6)

    @property
    def reduced(self) -> str | None:
        """Whole-number formula in lowest terms, elements alphabetically, as OPTIMADE's chemical_formula_reduced.

        Vacancies and charge do not appear. None unless all amounts are exact and multiplying by a whole number of
        at most 100 makes them all whole: Mg0.3V2O5·1.1H2O gives H22Mg3O61V20. Shares that add up to a whole number of
        sites (Fe0.00009Ni0.99991) are meant to the last digit and have no such bound.
        """
        counts = self._whole()
        if counts is None:
            return None
        return "".join(symbol + (str(n) if n > 1 else "") for symbol, n in sorted(counts.items()))

    @property
    def anonymous(self) -> str | None:
        """The reduced formula with letters for elements, most abundant first: "A5B2" for V2O5."""
        counts = self._whole()
        if counts is None or len(counts) > 26:
            return None
        numbers = sorted(counts.values(), reverse=True)
        return "".join(chr(ord("A") + i) + (str(n) if n > 1 else "") for i, n in enumerate(numbers))

    def _whole(self) -> dict[str, int] | None:
        if self._exact is None:
            return None
        sums: dict[str, Fraction] = {}
        for symbol, amount in self._exact:
            sums[_element(symbol)] = sums.get(_element(symbol), Fraction(0)) + amount
        factor = math.lcm(*(amount.denominator for amount in sums.values()))
        if factor > MAX_DENOMINATOR and (sum(sums.values()).denominator != 1 or factor > MAX_SHARE_DENOMINATOR):
            return None
        counts = {symbol: int(amount * factor) for symbol, amount in sums.items()}
        divisor = math.gcd(*counts.values())
        return {symbol: n // divisor for symbol, n in counts.items()}

    @property
    def html(self) -> str:
        """Typeset with sub, sup and i elements; everything else is escaped."""
        return "".join(_html(kind, text) for kind, text in self._tokens)

    @property
    def unicode(self) -> str:
        """Typeset with Unicode sub- and superscripts; reading it again gives the same formula."""
        return "".join(_unicode(kind, text) for kind, text in self._tokens)

    @property
    def latex(self) -> str:
        r"""For LaTeX with mhchem: "\\ce{V_{$2$}O_{$5-x$}}"; needs latex.PREAMBLE."""
        return latex.chemical(list(self._tokens))


def _element(symbol: str) -> str:
    return "H" if symbol in ISOTOPES else symbol


def made(
    text: str,
    counts: Mapping[str, Polynomial],
    charge: Polynomial | None,
    unspecified: Iterable[str],
    tokens: Iterable[Token],
) -> Formula:
    """The Formula of what the parser counted; the key □ of `counts` holds the vacancies."""
    atoms = {symbol: amount for symbol, amount in counts.items() if symbol != "□"}
    unspecified = tuple(unspecified)
    exact = [(symbol, amount.exact) for symbol, amount in atoms.items()]
    known = [(symbol, value) for symbol, value in exact if value is not None]
    net = charge.exact if charge is not None else None
    return Formula(
        text=text,
        amounts=tuple((symbol, amount.amount()) for symbol, amount in atoms.items()),
        vacancies=counts["□"].amount() if "□" in counts else None,
        charge=None if net is None else float(net),
        unspecified=unspecified,
        _tokens=tuple(tokens),
        _exact=None if unspecified or len(known) < len(exact) else tuple(known),
    )


def _html(kind: str, text: str) -> str:
    if kind == "text":
        return html_escape.escape(text)
    inner = "".join(f"<i>{c}</i>" if c in LETTERS else "−" if c == "-" else html_escape.escape(c) for c in text)
    return inner if kind == "coefficient" else f"<{kind}>{inner}</{kind}>"


def _unicode(kind: str, text: str) -> str:
    if kind == "sub":
        return "".join(_TO_SUBSCRIPT.get(c, c) for c in text)
    if kind == "sup":
        return "".join(_TO_SUPERSCRIPT.get(c, c) for c in text)
    return text.replace("-", "−") if kind == "coefficient" else text
