"""Markdown and LaTeX tables from plain cells, and texts that LaTeX can read."""

import io
import zipfile

import pytest

from mgdb.formats import csv, latex, markdown, xlsx
from mgdb.science import typeset
from mgdb.science.latex import escape


def test_markdown_is_a_pipe_table_with_notes_below():
    content = markdown.write("T|1", ["A", "B"], [[["x", "y_z"], []], [["- 1"], ["a | b"]]], ["[a] why"])
    assert content.decode() == (
        "# T\\|1\n\n| A | B |\n| --- | --- |\n| x<br>y\\_z | – |\n| \\- 1 | a \\| b |\n\n\\[a\\] why\n"
    )


def test_lines_keep_the_order_of_their_columns():
    content = csv.write_lines(["b_x", "a", "b_y"], [["=1", "2", None]])
    assert content == "\ufeffb_x,a,b_y\r\n'=1,2,\r\n".encode()
    assert zipfile.is_zipfile(io.BytesIO(xlsx.write_lines(["b", "a"], [["=1", "2"]], {"title": "t"})))


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ti-V2O5-x", r"\ce{Ti}-\ce{V_{$2$}O_{$5-x$}}"),
        ("0.3 M Mg(TFSI)2/acetonitrile", r"0.3 M \ce{Mg(TFSI)_{$2$}}/acetonitrile"),
        ("VOPO4·2H2O", r"\ce{VOPO_{$4$}$\cdot$$2$H_{$2$}O}"),
        ("Mg2+", r"\ce{Mg^{$2+$}}"),
        ("50 % dry", r"50 \% dry"),
        ("Ti0.78□0.22O1.12F0.40(OH)", r"\ce{Ti_{$0.78$}$\square$_{$0.22$}O_{$1.12$}F_{$0.40$}}\allowbreak\ce{(OH)}"),
    ],
)  # fmt: skip
def test_a_name_is_typeset_with_its_formulas(text, expected):
    assert typeset.latex(text) == expected


def table(**changes):
    given = {
        "title": "T",
        "columns": [["A"], ["B", r"\unit{\gram}"]],
        "groups": [latex.Group("", [[["x"], ["1", "2"]]]), latex.Group("g", [[["y"], []]])],
        "notes": [("a", "why")],
        "remarks": ["all"],
        "cited": ["src-1"],
    }
    return latex.document(**(given | changes))


def test_latex_has_rules_groups_notes_and_citations():
    text = table()
    for part in (
        r"\toprule",
        r"A & B \newline \unit{\gram} \\",
        r"x & 1 \newline 2 \\",
        "\\midrule\n\\multicolumn{2}{@{}l}{\\textit{g}} \\\\*\ny & -- \\\\",
        r"\noindent\textsuperscript{a}~why\par",
        r"\nocite{src-1}",
        r"\bibliography{references}",
    ):
        assert part in text


def test_a_table_without_sources_has_no_bibliography():
    assert r"\bibliography" not in table(cited=[])


def test_wide_tables_are_set_in_smaller_type():
    wide = [[["w" * 29]] * 8]
    assert "\n\\footnotesize\n" in table()
    assert "\n\\tiny\n" in table(columns=[["A"]] * 8, groups=[latex.Group("", wide)])


def test_the_archive_is_the_same_for_the_same_content():
    first = latex.archive("table", b"bib")
    assert first == latex.archive("table", b"bib")
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "table.tex": b"table",
            "references.bib": b"bib",
        }
