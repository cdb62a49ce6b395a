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


def test_a_number_is_as_wide_as_what_it_prints():
    narrow = table(columns=[["A"]], groups=[("", [[[r"\qty{2.9e-5}{\siemens\per\centi\metre}"]]])])
    wide = table(columns=[["A"]], groups=[("", [[["2.9 x 10-5 S cm-1 or so"]]])])
    assert latex._sizes(narrow.columns, narrow.groups) <= latex._sizes(wide.columns, wide.groups)


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
