"""Texts that LaTeX can read."""

import pytest

from mgdb.science.latex import escape


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50 % of A_b & {c} #1 $", r"50 \% of A\_b \& \{c\} \#1 \$"),
        ("\\input{x} ~ ^", r"\textbackslash{}input\{x\} \textasciitilde{} \textasciicircum{}"),
        ("20 mA g⁻¹, V₂O₅", r"20 mA g\textsuperscript{-1}, V\textsubscript{2}O\textsubscript{5}"),
        ("≈ 5 ≥ 3 × 2 − 1", r"\ensuremath{\approx} 5 \ensuremath{\geq} 3 \ensuremath{\times} 2 \ensuremath{-} 1"),
        ("γ-MnO", r"\ensuremath{\gamma}-MnO"),
        ("Müller, Nguyễn, Łódź", r"Müller, Nguy\~{\^{e}}n, Łódź"),
        ("漢 \x07", "[U+6F22] "),
        ("a  \n b", "a b"),
        ("a\0b\1c\2", "abc"),
    ],
)
def test_a_text_is_escaped_for_latex(text, expected):
    assert escape(text) == expected
