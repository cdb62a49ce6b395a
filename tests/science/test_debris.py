"""What extraction, indexes and keyboards make of a printed number: it is read as it was, or asked, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science.judgement import Reading, Refusal, judge
from mgdb.science.properties import PROPERTIES
from tests.sampling import examples

CONDUCTIVITY = PROPERTIES["ionic_conductivity"]
MANTISSAS = ("1", "1.2", "4.63", "7.0", "10", "35", "0.47")
# Typings that have lost nothing; the last two leave open whether 10 is the number or the base.
WHOLE = (
    "{m} × 10⁻{s}",
    "{m}×10-{n}",
    "{m} x 10^-{n}",
    "{m}·10–{n}",
    "{m} × 10 −{n}",
    "{m} × 10−{s}",
    "{m}*10**-{n}",
    "{m} × 10<sup>−{n}</sup>",
    "{m} &times; 10&minus;{n}",
    "{m} /C2 10 /C0 {n}",
    "{m} Ã— 10â€“{n}",
    "{m} x 10(-{n})",
    r"${m}\times{{10}}^{{-{n}}}$",
    r"\left({{{m}}} \times {{10}}^{{-{n}}}\right)",
    r"\num{{{m}}} × 10^-{n}",
    "{m}.10⁻{s}",
    "{m}e-{n}",
    "{m}E−{n}",
)
# Typings that have lost a sign.
LOSSY = (
    "{m} 10-{n}",
    "{m}10-{n}",
    "{m} 3 10 2{n}",
    "{m} × 10{n}",
    "{m} x 10 {n}",
    "{m} × 10{s}",
    "{m}.10-{n}",
    "{m}e{n}",
)
UNITS = (
    *("S cm-1", "S/cm", "S cm −1", "S cm /C0 1", "S·cm⁻¹", "S cm¯¹", "Scm-1", "S cm(-1)", "См/см", "S cm<sup>-1</sup>"),
    *(r"$\mathrm{{S\,cm^{{-1}}}}$", r"\siemens\per\centi\metre", "(Ω cm)-1", "(S cm-1)", "/S cm-1", "S cmâˆ’1"),
)
LOST_UNITS = ("S cm1", "S cm 1", "S cm 21", "S cnr1", "S em-1", "S", "cm-1", "m S cm-1", "S cm-1 K")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def typed(typing: str, mantissa: str, exponent: int) -> str:
    return typing.format(m=mantissa, n=exponent, s=str(exponent).translate(SUPERSCRIPT))


@examples(400)
@given(st.sampled_from(WHOLE), st.sampled_from(MANTISSAS), st.integers(1, 14), st.sampled_from(UNITS))
def test_what_has_lost_nothing_is_read(typing, mantissa, exponent, unit):
    judged = judge(CONDUCTIVITY, typed(typing, mantissa, exponent), unit.format())
    if mantissa == "10" and typing in WHOLE[-2:]:
        assert isinstance(judged, Refusal)
        assert judged.outcome == "ambiguous"
        return
    assert isinstance(judged, Reading), judged
    assert judged.canonical.value == pytest.approx(float(f"{mantissa}e-{exponent}"))


@examples(400)
@given(st.sampled_from(LOSSY), st.sampled_from(MANTISSAS), st.integers(2, 14))
def test_what_has_lost_a_sign_is_never_read_without_a_doubt(typing, mantissa, exponent):
    judged = judge(CONDUCTIVITY, typed(typing, mantissa, exponent), "S cm-1")
    if isinstance(judged, Reading):
        assert judged.doubts or judged.canonical.value == pytest.approx(float(f"{mantissa}e-{exponent}"))


@given(st.sampled_from(MANTISSAS), st.sampled_from(LOST_UNITS))
def test_a_unit_that_has_lost_a_sign_is_refused(number, unit):
    judged = judge(CONDUCTIVITY, number, unit)
    assert isinstance(judged, Refusal)
    assert judged.field == "unit"
