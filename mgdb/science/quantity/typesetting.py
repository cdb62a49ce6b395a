"""Quantities as text, HTML and LaTeX."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from mgdb.science import units
from mgdb.science.markup import Html
from mgdb.science.quantity.model import Printed, Quantity, magnitude
from mgdb.science.quantity.siunitx import quantity_latex

_FIXED_FROM, _FIXED_TO = 1e-3, 1e6  # outside, powers of ten
_MOST_SPREAD_DIGITS = 3  # nobody prints an uncertainty with more
_NARROW, _FIXED_SPACE = "\u202f", "\u00a0"


@dataclass(frozen=True, slots=True)
class _Style:
    """How one output writes the parts of a number."""

    minus: str
    times: str
    group: str
    power: Callable[[int], str]
    signs: dict[str, str]


def _raised(exponent: int) -> str:
    return str(exponent).translate(str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"))


_TEXT_SIGNS = {
    "<": "<",
    "≤": "≤",
    ">": ">",
    "≥": "≥",
    "up to": "up to",
    "≈": "≈",
    "–": "–",
    "±": "±",
    "order": "~",
}
_TEXT = _Style("−", f"{_NARROW}×{_NARROW}", _NARROW, lambda n: "10" + _raised(n), _TEXT_SIGNS)
_HTML = replace(
    _TEXT,
    power=lambda n: f"10<sup>{str(n).replace('-', '−')}</sup>",
    signs={**_TEXT_SIGNS, "<": "&lt;", ">": "&gt;"},
)


def _numbers(quantity: Quantity) -> list[Printed]:
    """The numbers to print, in order; made from the values where the printed ones are not known."""
    if quantity.typeset:
        return list(quantity.typeset)
    if quantity.members:
        return list(quantity.members)
    if quantity.value is not None:
        return [Printed(quantity.value, quantity.digits, quantity.decimals)]
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    return [Printed(end, _shortest(end, quantity.digits)) for end in ends]


def _shortest(value: float, digits: int) -> int:
    """Digits that `value` needs of the `digits` known for its range: 9.8 of 9.8–10.2 needs two of three."""
    if not digits or not value:
        return digits
    return len(Decimal(f"{value:.{min(digits, 15) - 1}e}").normalize().as_tuple().digits)


def _printed_digits(spread: float) -> int:
    """Digits of an uncertainty that is printed finer than its value, as in 80 ± 5.5; 0 where a conversion made more."""
    digits = len(Decimal(f"{spread:.7g}").normalize().as_tuple().digits)
    return digits if digits <= _MOST_SPREAD_DIGITS else 0


def _write(number: Printed, scientific: bool, style: _Style, bare: bool = True) -> str:
    value = abs(number.value)
    sign = style.minus if number.value < 0 else ""
    if value == 0:
        return "0" if number.decimals <= 0 else f"{0:.{min(number.decimals, 15)}f}"
    if scientific:
        places = number.digits - 1 if number.digits else max(len(f"{value:.5e}".split("e")[0].rstrip("0")) - 2, 0)
        mantissa, exponent = f"{value:.{min(places, 15)}e}".split("e")
        if bare and mantissa == "1" and number.digits <= 1:
            return sign + style.power(int(exponent))
        return sign + mantissa + style.times + style.power(int(exponent))
    if number.digits:
        text = f"{value:.{min(max(number.digits - 1 - magnitude(value), 0), 15)}f}"
    else:
        text = f"{Decimal(f'{value:.7g}'):f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    whole, point, fraction = text.partition(".")
    if len(whole) > 4:
        whole = f"{int(whole):,}".replace(",", style.group)
    return sign + whole + point + fraction


def _scientific(numbers: list[Printed]) -> bool:
    sizes = [abs(number.value) for number in numbers if number.value]
    return any(not _FIXED_FROM <= size < _FIXED_TO for size in sizes) or (
        # 10⁻² printed as a power stays one
        bool(numbers) and all(number.bare_power for number in numbers)
    )


def _body(quantity: Quantity, style: _Style) -> str:
    numbers = _numbers(quantity)
    scientific = _scientific(numbers)
    if quantity.uncertainty is not None and len(numbers) == 1:
        [number] = numbers
        spread = quantity.uncertainty
        if not scientific:
            places = max(number.digits - 1 - magnitude(number.value), 0) if number.digits and number.value else 0
            if spread >= _FIXED_TO:
                body = f"{_write(number, False, style)}{_NARROW}{style.signs['±']}{_NARROW}"
                return _prefix(quantity, style) + body + _write(Printed(spread), True, style)
            digits = max(magnitude(spread) + 1 + places, _printed_digits(spread), 1) if spread else 1
            body = f"{_write(number, False, style)}{_NARROW}{style.signs['±']}{_NARROW}"
            return _prefix(quantity, style) + body + _write(Printed(spread, digits), False, style)
        exponent = magnitude(number.value)
        shrink = Decimal(1).scaleb(-exponent)
        core = Printed(float(Decimal(repr(number.value)) * shrink), number.digits)
        rest = Printed(float(Decimal(repr(spread)) * shrink))
        inner = f"{_write(core, False, style)}{_NARROW}{style.signs['±']}{_NARROW}{_write(rest, False, style)}"
        return f"{_prefix(quantity, style)}({inner}){style.times}{style.power(exponent)}"
    if quantity.range_kind == "order_of_magnitude":
        return style.signs["order"] + _write(numbers[0], scientific or not 0.1 <= abs(numbers[0].value) < 100, style)
    written = [_write(number, scientific, style) for number in numbers]
    # of a list whose members are not known, only the ends are: printed as a range, not as two values
    if quantity.value is None and len(written) == 2 and (quantity.range_kind != "list" or not quantity.members):
        spaced = scientific or any(number.value < 0 for number in numbers)
        return _prefix(quantity, style) + (f" {style.signs['–']} " if spaced else style.signs["–"]).join(written)
    if quantity.value is None and len(written) == 1 and quantity.bound == "=":
        sign = "≤" if quantity.low is None else "≥"
        return f"{style.signs[sign]}{_NARROW}{written[0]}"
    return _prefix(quantity, style) + ", ".join(written)


def _prefix(quantity: Quantity, style: _Style) -> str:
    parts = [style.signs[quantity.bound]] if quantity.bound != "=" else []
    parts += [style.signs["≈"]] if quantity.approximate and quantity.range_kind != "order_of_magnitude" else []
    return "".join(part.strip() + (_FIXED_SPACE if part.endswith("o") else _NARROW) for part in parts)


@lru_cache(maxsize=4096)
def format_text(quantity: Quantity, unit: str | None = None) -> str:
    """`quantity` as Unicode text, with `unit` (any spelling) where given: "≈ 35 mAh g⁻¹", "2.9 × 10⁻⁵ S cm⁻¹".

    Digits as printed (52.0 stays 52.0), a real minus, powers of ten below 0.001 and from a million; an order of
    magnitude as a power of ten: “~10⁻³”. Raises units.UnitError for an unknown unit.
    """
    return _with_unit(_body(quantity, _TEXT), units.unicode(unit) if unit else "")


@lru_cache(maxsize=4096)
def format_html(quantity: Quantity, unit: str | None = None) -> Html:
    """`quantity` as HTML: "≈ 35 mAh g<sup>−1</sup>"; otherwise as `format_text`."""
    return Html(_with_unit(_body(quantity, _HTML), units.html(unit) if unit else ""))


def _with_unit(body: str, unit: str) -> str:
    # the degree sign stands close to its number; every other unit is set off by a space (SI brochure, 5.4.3)
    space = "" if not unit or unit == "°" or unit[:3] in ("° 2", "°\u00a02") else _FIXED_SPACE
    return f"{body}{space}{unit}"


def format_latex(quantity: Quantity, unit: str | None = None) -> str:
    r"""`quantity` for siunitx: "\qty{\approx 35}{\milli\ampere\hour\per\gram}"; units need units.LATEX_PREAMBLE.

    Raises units.UnitError for an unknown unit.
    """
    text = format_text(quantity, unit)
    made = quantity_latex(text)
    if made is None:
        raise ValueError(f"“{text}” is not in the notation of quantities")
    return made


def number_text(value: float, unit: str | None = None, *, digits: int | None = None) -> str:
    """A computed number as Unicode text, of at most `digits` significant digits: 1864.7123 with 5 → "1864.7"."""
    return format_text(rounded(value, digits), unit)


def number_html(value: float, unit: str | None = None, *, digits: int | None = None) -> Html:
    """A computed number as HTML; otherwise as `number_text`."""
    return format_html(rounded(value, digits), unit)


def rounded(value: float, digits: int | None, *, approximate: bool = False) -> Quantity:
    """A computed number as a quantity, of at most `digits` significant digits where these are given."""
    return Quantity(value=value if digits is None else float(f"{value:.{digits}g}"), approximate=approximate)


@lru_cache(maxsize=4096)
def in_unit(quantity: Quantity, dimension: str | None, unit: str) -> Quantity:
    """`quantity` of the canonical unit of `dimension`, in `unit`; unchanged where the two are one.

    The numbers are exact. Where the zero shifts, they are shown with as many decimals as were printed, if known.

    Worked: 298.15 of "temperature" in °C → 25; 1023, four digits, → 749.85, shown as 750.
    """
    if dimension is None or unit == units.DIMENSIONS[dimension].canonical:
        return quantity
    shown = quantity.scale(lambda number: units.from_canonical(number, unit, dimension))
    if not quantity.digits or quantity.range_kind == "order_of_magnitude" or not units.shifts(unit, dimension):
        return shown
    pairs = zip(_numbers(shown), _known_places(quantity), strict=True)
    return replace(shown, typeset=tuple(_to_places(number, places) for number, places in pairs))


def _known_places(quantity: Quantity) -> list[int | None]:
    """Decimals of each number as printed, at least none; None where they are not known."""
    numbers = _numbers(quantity)
    if quantity.members:
        return [max(_places(number), 0) if number.digits else None for number in numbers]
    # as a rule all have the decimals of the greatest, which then has the most digits
    greatest = max(numbers, key=lambda number: abs(number.value))
    alike = _places(replace(greatest, digits=quantity.digits))
    return [max(alike, _places(number), 0) for number in numbers]


def _places(number: Printed) -> int:
    return number.digits - 1 - magnitude(number.value) if number.value else number.decimals


def _to_places(number: Printed, places: int | None) -> Printed:
    """`number` with `places` decimals, half away from zero: 77.4 K, like all with one decimal, is such a half in °C."""
    if places is None:
        return number
    value = float(Decimal(repr(number.value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)) or 0.0  # no −0
    return Printed(value, places + 1 + magnitude(value) if value else 1, places)
