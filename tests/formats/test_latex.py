"""LaTeX: a tabular to include, a document, and their bibliography."""

import io
import zipfile

from mgdb.formats import latex
from tests.formats.inputs import TYPESET_TABLE


def table(**changes):
    given = {
        "title": "T",
        "columns": [["A"], ["B", r"\unit{\gram}"]],
        "groups": [("", [[["x"], ["1", "2"]]]), ("g", [[["y"], []]])],
        "notes": [("a", "why")],
        "remarks": ["all"],
        "cited": ["Wang2018"],
    }
    return latex.LatexTable(**(given | changes))


def test_a_document_has_rules_groups_notes_and_citations():
    text = latex.document(table())
    for part in (
        "\\input{preamble}",
        "\\toprule",
        r"A & B \newline \unit{\gram} \\",
        r"x & 1 \newline 2 \\",
        "\\midrule\n\\multicolumn{2}{@{}l@{}}{\\textit{g}} \\\\*\ny & -- \\\\",
        "\\input{notes}",
        r"\nocite{Wang2018}",
        r"\bibliography{references}",
    ):
        assert part in text
    assert r"\noindent\textsuperscript{a}~why\par" in latex.notes(table())


def test_a_tabular_is_the_table_alone():
    text = latex.tabular(table())
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("%"))
    for command in ("documentclass", "usepackage", "caption", "begin{table", "longtable", "cite"):
        assert f"\\{command}" not in body
    assert body.count(r"\begin{tabular}") == body.count(r"\end{tabular}") == 1
    rows = [line for line in latex.document(table()).splitlines() if " & " in line]
    assert [line for line in body.splitlines() if " & " in line] == [rows[0], *rows[2:]]  # a longtable has two heads
    # as many columns as cells, which fill no more than the line
    widths = [float(part.partition("\\linewidth")[0]) for part in body.split(r"p{\dimexpr")[1:]]
    assert len(widths) == 2
    assert sum(widths) <= 1


def test_a_table_without_sources_cites_itself_alone():
    assert r"\nocite" not in latex.document(table(cited=[]))


def test_wide_tables_are_set_in_smaller_type():
    wide = table(columns=[["A"]] * 8, groups=[("", [[["w" * 29]] * 8])])
    assert "\n\\footnotesize\n" in latex.document(table())
    assert "\n\\tiny\n" in latex.document(wide)


def test_a_row_higher_than_a_page_goes_on_in_rows_of_its_own():
    values = [rf"\qty{{{number}}}{{\ampere}} in words that tell what it is" for number in range(100)]
    text = latex.document(table(groups=[("", [[["x"], values], [["y"], ["z"]]])]))
    body = text.partition(r"\endlastfoot")[2].partition(r"\end{longtable}")[0].strip().splitlines()
    rows = [line for line in body if line != latex.GOES_ON]
    assert body.count(latex.GOES_ON) == len(rows) - 2 > 5
    assert rows[0].startswith("x & ")
    assert all(row.startswith("{} & ") for row in rows[1:-1])
    assert rows[-1] == r"y & z \\"
    assert all(row.count(r"\newline") < latex.HIGHEST for row in rows)
    assert [
        line for row in rows[:-1] for line in row.partition(" & ")[2].removesuffix(r" \\").split(r" \newline ")
    ] == values


def test_a_long_line_is_cut_at_blanks_that_no_brace_holds():
    line = " ".join([r"\ce{V_{$2$}O_{$5$}}", r"\qty{\approx 3}{\volt}", "$a + b$", r"5 \%", r"\textit{one two}"] * 200)
    cells = latex._low_cells([line], 20)
    assert len(cells) > 5
    parts = [part for cell in cells for part in cell]
    assert " ".join(parts) == line
    assert all(part.count("{") == part.count("}") and part.count("$") % 2 == 0 for part in parts)


def test_a_column_is_as_wide_as_its_longest_word_while_the_page_has_room():
    row = [["w" * 28, *["some words " * 5] * 9]] * 5
    sizes = latex._sizes(table(columns=[["A"]] * 5, groups=[("", [row])]), page=True)
    assert sum(sizes) <= latex._FONTS[-1][1]
    assert min(sizes) >= 28 + latex.GAP


def test_a_number_is_as_wide_as_what_it_prints():
    narrow = table(columns=[["A"]], groups=[("", [[[r"\qty{2.9e-5}{\siemens\per\centi\metre}"]]])])
    wide = table(columns=[["A"]], groups=[("", [[["2.9 x 10-5 S cm-1 or so"]]])])
    assert latex._sizes(narrow, page=True) <= latex._sizes(wide, page=True)


def test_the_archive_is_the_same_for_the_same_content():
    first = latex.archive({"table.tex": "table", "references.bib": "bib"})
    assert first == latex.archive({"table.tex": "table", "references.bib": "bib"})
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "table.tex": b"table",
            "references.bib": b"bib",
        }


def test_titles_notes_and_remarks_are_escaped_and_typeset():
    with zipfile.ZipFile(io.BytesIO(latex.write(TYPESET_TABLE))) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert list(files) == ["preamble.tex", "table.tex", "notes.tex", "document.tex", "references.bib"]
    assert r"\caption{Cathodes with \ce{V_{$2$}O_{$5$}}}" in files["document.tex"]
    assert r"\noindent\textsuperscript{a}~at \qty{25}{\degreeCelsius} " in files["notes.tex"]
    assert r"\& dry\par" in files["notes.tex"]
    assert r"\noindent Data: MgDB~\cite{mgdb-20250101}.\par" in files["notes.tex"]
    assert [line.split("{")[1] for line in files["references.bib"].splitlines() if line.startswith("@")] == [
        "Muller2020,",
        "mgdb-20250101,",
    ]
