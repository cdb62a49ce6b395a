r"""Quantities for siunitx: what the page shows, as \num and \qty read it (manual of siunitx 3, sections 3 and 4)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science import quantity, typeset, units
from mgdb.science.quantity import Quantity, parse

MAH = r"\milli\ampere\hour\per\gram"


@pytest.mark.parametrize(
    ("text", "unit", "made"),
    [
        ("~35", "mAh/g", rf"\qty{{\approx 35}}{{{MAH}}}"),
        ("52.0", None, r"\num{52.0}"),
        ("12345", None, r"\num{12345}"),
        ("-1.02", "eV", r"\qty{-1.02}{\electronvolt}"),
        ("2.9×10^-5", "S cm-1", r"\qty{2.9e-5}{\siemens\per\centi\metre}"),
        ("10^-3", None, r"\num{e-3}"),
        ("<0.1", "V", r"\qty{< 0.1}{\volt}"),
        ("≤5", None, r"\num{\leq 5}"),
        ("≥ 140", "mAh/g", rf"\qty{{\geq 140}}{{{MAH}}}"),
        ("up to 348", "mAh/g", rf"up to~\qty{{348}}{{{MAH}}}"),
        ("order of 10^-5", None, r"\num{\sim e-5}"),
        ("0.5-2.1", "V", r"\qtyrange{0.5}{2.1}{\volt}"),
        ("-2 to -1", None, r"\numrange{-2}{-1}"),
        ("10^{-15} to 10^{-13}", "cm2 s-1", r"\qtyrange{e-15}{e-13}{\centi\metre\tothe{2}\per\second}"),
        ("12 and 34", "V", r"\qtylist{12;34}{\volt}"),
        ("0.30±0.02", None, r"\num{0.30 \pm 0.02}"),
        ("(1.2±0.3)e-5", "S/cm", r"\qty{1.2 \pm 0.3 e-5}{\siemens\per\centi\metre}"),
        # siunitx would print 1.20 ± 0.15: a digit that nobody has printed
        ("(1.2±0.15)e-5", None, r"\ensuremath{(\num{1.2}\pm\num{0.15})\times 10^{-5}}"),
        ("> ~5", "V", r"\ensuremath{>}\qty{\approx 5}{\volt}"),
        ("47.10", "°", r"\qty{47.10}{\degree}"),
        ("25", "° 2θ", r"\qty{25}{\degreetwotheta}"),
        ("98", "%", r"\qty{98}{\percent}"),
        ("3", "1", r"\num{3}"),
    ],
)
def test_a_quantity_is_written_for_siunitx(text, unit, made):
    assert quantity.format_latex(parse(text), unit) == made


NARROW, FIXED = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("≈2.2×", r"\num{\approx 2.2}\ensuremath{\times}"),
        ("5.6× lower", r"\num{5.6}\ensuremath{\times} lower"),
        (f"+0.35{FIXED}Å", r"\qty{+0.35}{\angstrom}"),
        (f"≥+3{FIXED}percentage points", r"\num{\geq +3}~percentage points"),
        (
            f"Differs: current density 1000 against 100{FIXED}mA{FIXED}g⁻¹, cycle number 800 against 100.",
            r"Differs: current density 1000 against \qty{100}{\milli\ampere\per\gram}, cycle number 800 against 100.",
        ),
        (f"V2O5 at 25{FIXED}°C (assumed)", r"\ce{V_{$2$}O_{$5$}} at \qty{25}{\degreeCelsius} (assumed)"),
        (f"0.1{FIXED}V against x", r"\qty{0.1}{\volt} against x"),
        (f"{FIXED}a 2.0{NARROW}×{NARROW}10⁻⁵ b", r"~a \num{2.0e-5} b"),
        ("300", r"\num{300}"),
        ("at 25 °C & dry, 20–60 °C", r"at \qty{25}{\degreeCelsius} \& dry, \qtyrange{20}{60}{\degreeCelsius}"),
        ("0.4 M APC", r"\qty{0.4}{\molar} APC"),
        ("cycle 180, 0.4 M APC", r"cycle 180, \qty{0.4}{\molar} APC"),
        ("25 °C, 24 h; dried", r"\qty{25}{\degreeCelsius}, \qty{24}{\hour}; dried"),
        ("10 As, 3 e of 2 C", r"10 As, 3 e of 2 \ce{C}"),  # the words of others: nothing else may be printed
        # names, places and a sentence's own numbers stay what they are
        ("Table 1, 2 of 10.1002/smll.202106981", "Table 1, 2 of 10.1002/smll.202106981"),
        ("1, 2", "1, 2"),
        (f"12{FIXED}samples", "12~samples"),
    ],
)
def test_quantities_in_a_sentence_are_found_by_our_notation_alone(text, made):
    assert typeset.latex(text) == made


numbers = st.floats(-1e20, 1e20).map(lambda x: float(f"{x:.4g}")).filter(lambda x: x == 0 or abs(x) > 1e-20)
quantities = st.one_of(
    st.builds(Quantity, value=numbers, bound=st.sampled_from(quantity.BOUNDS), approximate=st.booleans(),
              digits=st.integers(0, 6)),
    st.tuples(numbers, numbers, st.integers(0, 6)).map(
        lambda ends: Quantity(low=min(ends[:2]), high=max(ends[:2]), range_kind="interval", digits=ends[2])
    ),
)  # fmt: skip
shown_units = st.sampled_from([None, *sorted({one.canonical for one in units.DIMENSIONS.values()})])


@given(quantities, shown_units)
def test_siunitx_is_given_the_numbers_of_the_page(one, unit):
    text = quantity.format_text(one)
    read = parse(text)
    made = re.sub(r"\\tothe\{[^}]*\}", "", quantity.format_latex(one, unit))
    found = [re.sub("^([+-]?)e", r"\g<1>1e", number) for number in re.findall(_NUMBER, made)]
    expected = [read.value] if read.value is not None else [read.low, read.high]
    assert [float(number) for number in found] == expected, (text, made)
    assert made.startswith((r"\num", r"\qty", r"\ensuremath{", "up to~"))


_NUMBER = r"[{ ]([+-]?[0-9.]*(?:e-?)?[0-9]+)\}"
