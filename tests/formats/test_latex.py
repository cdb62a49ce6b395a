"""LaTeX documents with their bibliography."""

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
    assert "\n\\tiny\n" in table(columns=[["A"]] * 8, groups=[("", wide)])


def test_the_archive_is_the_same_for_the_same_content():
    first = latex.archive("table", b"bib")
    assert first == latex.archive("table", b"bib")
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "table.tex": b"table",
            "references.bib": b"bib",
        }


def test_titles_notes_and_remarks_are_escaped_and_typeset():
    with zipfile.ZipFile(io.BytesIO(latex.write(TYPESET_TABLE))) as archive:
        text = archive.read("table.tex").decode()
        entries = archive.read("references.bib").decode()
    assert r"\caption{Cathodes with \ce{V_{$2$}O_{$5$}}}" in text
    assert r"\noindent\textsuperscript{a}~at 25" in text
    assert r"\& dry\par" in text
    assert r"\noindent Data: \citet{mgdb-20250101}.\par" in text
    assert [line.split("{")[1] for line in entries.splitlines() if line.startswith("@")] == [
        "src-aaaaaa1,",
        "mgdb-20250101,",
    ]
