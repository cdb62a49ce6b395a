"""TeX in a text is shown as it reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdb.science import typeset
from mgdb.science.tex import as_read
from tests.sampling import examples


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (r"\approx 10^{-4} S cm^{-1}", "≈ 10^{-4} S cm^{-1}"),
        (r"$8.8 \times 10^{-7}$", "8.8 × 10^{-7}"),
        (r"$\alpha$-V2O5, Fig. 2", "α-V2O5, Fig. 2"),
        (r"$R\overline{3}c$", "R3\N{COMBINING OVERLINE}c"),
        (r"$\bar{P}$", "P\N{COMBINING OVERLINE}"),
        (r"$\mathrm{S\,cm^{-1}}$", "S cm^{-1}"),
        (r"$\mathbf{\mathrm{Mg}}^{2+}$", "Mg^{2+}"),
        (r"MgSc$_2$Se$_4$", "MgSc_2Se_4"),
        (r"25 $^{\circ}$C", "25 °C"),
        (r"${10}^{-4}$", "10^{-4}"),
        (r"$\frac{1}{2}$", "1/2"),
        ("10^-4 to 10^−6", "10^{-4} to 10^{−6}"),
        (r"5\,\% of \textsuperscript{2+}", "5 % of ^{2+}"),
        (r"\leq 2, \sim 48, \geqslant 3", "≤ 2, ~ 48, ≥ 3"),
    ],
)
def test_a_command_is_the_sign_that_it_stands_for(text: str, read: str) -> None:
    assert as_read(text) == read


@pytest.mark.parametrize("text", ["costs $5 or $6", r"C:\temp", "a { b } c", "V2O5", "{Mg, Li}", "2^10", ""])
def test_what_is_no_tex_stays_as_it_is(text: str) -> None:
    assert as_read(text) == text


@given(st.text(alphabet="\\$^_{}10-αabtexrmfrac ", max_size=60))
@examples(200)
def test_no_text_is_too_odd_to_be_shown(text: str) -> None:
    assert isinstance(as_read(text), str)
    assert isinstance(typeset.printed_html(text), str)


def test_a_locator_is_shown_with_signs_scripts_and_formulas() -> None:
    assert typeset.html(r"Fig. 2, $\alpha$-V2O5 at $10^{-4}$ S cm$^{-1}$") == (
        "Fig. 2, α-V<sub>2</sub>O<sub>5</sub> at 10<sup>−4</sup> S cm<sup>−1</sup>"
    )
    assert typeset.unicode(r"$\beta$-Mg0.5Zr2(PO4)3") == "β-Mg₀.₅Zr₂(PO₄)₃"
    assert typeset.latex(r"$\approx$ 10") == typeset.latex("≈ 10")
