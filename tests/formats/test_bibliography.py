"""Bibliographies as managers export them → forms of sources; what cannot be read is a fault with entry and line."""

from __future__ import annotations

import json

import pytest

from mgdb.formats import bibtex, ris
from mgdb.formats.bibliography import MOST_ENTRIES, UnreadableBibliography, read_bibliography

BIBTEX = r"""
% exported
@string{jps = {J. Power Sources}}
@article{Li2018,
  author = {Li, Ruimin and M{\"u}ller, J{\"o}rg and {The Big and Small Group} and others},
  title  = {{TiO$_2$ \& Mg$^{2+}$: O\textsubscript{x} in {$\gamma$-MnO$_{2-x}$}, \ce{V2O5} -- 5\,\%}},
  journal = jps, year = 2018, volume = {12}, number = {3}, pages = {212--219},
  doi = {https://doi.org/10.1016/J.JPOWSOUR.2018.01\_1},
  url = {https://doi.org/10.1016/j.jpowsour.2018.01_1},
}
@misc{arxiv, title={A manuscript}, eprint={2508.06459v2}, archivePrefix={arXiv}, year={2025}}
@phdthesis{t, author="A. Ven", title = "Words", school = "Delft", date = "2011-05-01"}
@article{Li2018, title={Another paper under the same key}, journal=jps}
"""
RIS = """\
TY  - JOUR
ID  - Li2018
AU  - Li, Ruimin
AU  - Müller, Jörg
TI  - TiO2 & Mg2+
JO  - J. Power Sources
PY  - 2018/03/01/
VL  - 12
IS  - 3
SP  - 212
EP  - 219
DO  - 10.1016/j.jpowsour.2018.01.001
ER  -

TY  - CHAP
TI  - A chapter
PB  - Wiley
Y1  - 2001
ER  -
"""
CSL = [
    {
        "id": "Li2018",
        "type": "article-journal",
        "title": "TiO<sub>2</sub> &amp; Mg<sup>2+</sup>",
        "author": [{"family": "Li", "given": "Ruimin"}, {"literal": "The Consortium"}],
        "container-title": "Journal of Power Sources",
        "container-title-short": "J. Power Sources",
        "issued": {"date-parts": [["2018", 3]]},
        "page": "212-219",
        "DOI": "10.1016/j.jpowsour.2018.01.001",
    },
    {
        "type": "thesis",
        "title": "Words",
        "publisher": "Delft",
        "issued": {"raw": "May 2011"},
        "URL": "https://x.example/1",
    },
]


def forms(text):
    found = read_bibliography(text if isinstance(text, bytes) else text.encode())
    assert found.faults == ()
    return [one.form for one in found.references]


def test_bibtex_is_read_with_its_latex():
    first, second, third, fourth = forms(BIBTEX)
    assert first == {
        "kind": "article",
        "title": "TiO_{2} & Mg^{2+}: O_{x} in γ-MnO_{2-x}, V2O5 – 5 %",
        "authors": ["Li, Ruimin", "Müller, Jörg", "The Big and Small Group"],
        "et_al": "true",
        "container": "J. Power Sources",
        "year": "2018",
        "volume": "12",
        "issue": "3",
        "pages": "212–219",
        "doi": "10.1016/j.jpowsour.2018.01_1",
    }
    assert second == {
        "kind": "preprint", "title": "A manuscript", "year": "2025", "doi": "10.48550/arxiv.2508.06459"
    }  # fmt: skip
    assert (third["kind"], third["container"], third["year"]) == ("thesis", "Delft", "2011")
    assert (fourth["title"], fourth["container"]) == ("Another paper under the same key", "J. Power Sources")
    assert [one.line for one in read_bibliography(BIBTEX.encode()).references] == [4, 11, 12, 13]


def test_ris_is_read():
    first, second = forms(RIS.replace("\n", "\r\n"))
    assert first == {
        "kind": "article",
        "title": "TiO2 & Mg2+",
        "authors": ["Li, Ruimin", "Müller, Jörg"],
        "container": "J. Power Sources",
        "year": "2018",
        "volume": "12",
        "issue": "3",
        "pages": "212–219",
        "doi": "10.1016/j.jpowsour.2018.01.001",
    }
    assert second == {"kind": "book", "title": "A chapter", "container": "Wiley", "year": "2001"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csl_json_is_read(encoding):
    first, second = forms(json.dumps(CSL, indent=1).encode(encoding))
    assert first == {
        "kind": "article",
        "title": "TiO_{2} & Mg^{2+}",
        "authors": ["Li, Ruimin", "The Consortium"],
        "container": "J. Power Sources",
        "year": "2018",
        "pages": "212–219",
        "doi": "10.1016/j.jpowsour.2018.01.001",
    }
    assert second == {"kind": "thesis", "title": "Words", "year": "2011", "url": "https://x.example/1"}
    assert forms(json.dumps(CSL[0]))[0] == forms(json.dumps({"status": "ok", "message": CSL[0]}))[0] == first


SOURCE = {
    "id": "src-2222222", "key": "Li2018", "kind": "article", "et_al": True, "issue": "3", "url": "",
    "title": "Mg_{0.1}MnO_{2-x} & 5 % of γ-Mg²⁺ — a {braced} $ #1 ~ “quoted”",
    "authors": ["Li, Ruimin", "Müller, Jörg", "Łukasz, Å."], "container": "Nano-Micro Lett.", "year": 2018,
    "volume": "12", "pages": "e1801984", "doi": "10.1002/1099-0682(200101)2001:1<91::aid-ejic91>3.0.co;2-c",
}  # fmt: skip


@pytest.mark.parametrize("written", [bibtex, ris], ids=["BibTeX", "RIS"])
def test_what_we_write_is_read_again(written):
    [form] = forms(written.write([SOURCE]))
    lost = {"title"} if written is ris else set()  # RIS has no sub- and superscripts
    titles = str.maketrans("²⁺", "2+") if lost else {}
    assert {name: form[name] for name in form if name not in lost | {"et_al", "title"}} == {
        name: str(value) if name == "year" else value
        for name, value in SOURCE.items()
        if value and name not in {"id", "key", "et_al", *lost, "title"}
    }
    assert form["et_al"] == "true"
    if not titles:
        assert form["title"].replace("^{2+}", "²⁺").replace("{braced}", "braced") == SOURCE["title"].replace(
            "{braced}", "braced"
        )


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (
            "@article{a, title={Fine}}\n@article{b,\n title={Open\n@article{c, title={Fine too}}",
            ["Entry 2, line 2: a brace"],
        ),
        (
            '@article{a, title={X}, journal = j # " Sources"}',
            ["Entry 1 (a), line 1: its journal is put together with “#”"],
        ),
        ("@article{a, title={X}, year={soon}}", ["Entry 1 (a), line 1: its year “soon” is none"]),
        ("@article{a, title={X}, year={2017/2018}}", ["Entry 1 (a), line 1: its year “2017/2018” is several"]),
        ("@article{a, title={X}, doi={none}}", ["Entry 1 (a), line 1: “none” is not a DOI"]),
        ("@article{a, title={X}, doi={10.1000/ab 12}}", ["Entry 1 (a), line 1: its DOI “10.1000/ab 12” may be"]),
        ("@article{a, note={X}}", ["Entry 1 (a), line 1: it has neither a title nor a DOI"]),
        (f"@article{{a, title={{{'x' * 2001}}}}}", ["Entry 1 (a), line 1: its title has 2,001 characters"]),
        ("TY  - JOUR\nTI  - Fine\nER  - \n\nTY  - JOUR\nTI  - Open", ["Entry 2, line 5: its end (ER  - ) is missing"]),
        (
            '[{"title": "Fine"},\n 7,\n {"id": "b"}]',
            ["Entry 2, line 2: it is not an object", "Entry 3 (b), line 3: it has neither"],
        ),
    ],
)
def test_a_fault_names_entry_and_line_and_leaves_the_others(text, faults):
    found = read_bibliography(text.encode())
    assert len(found.faults) == len(faults)
    assert all(str(fault).startswith(start) for fault, start in zip(found.faults, faults, strict=True)), found.faults
    assert all(one.form["title"].startswith("Fine") for one in found.references)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "nothing in it"),
        (b"A, b, c", "neither BibTeX"),
        (b"@comment{nothing}", "No entry"),
        (b"\xff\x00\x80", "Line 1 is not UTF-8"),
        (b"@article{a, title={\x00}}", "NUL"),
        (b" " * 2_000_001, "up to 2 MB"),
        (b'[{"title": "x"', "Line 1: this is not JSON"),
        (b'[{"title": "x"}', "was cut off"),
        (b'[\n{"title": "x"}\n{"title": "y"}]', "Line 3: this is not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'[{"volume": ' + b"9" * 5000 + b"}]", "a number is too long"),
        (b"[]", "No entry"),
        (b"@article{a, title={" + b"\\'e" * 40_000 + b"}}", "more than 40,000 braces"),
        (b"@article{a, title={x}}\n" * (MOST_ENTRIES + 1), "up to 500"),
        (b"TY  - JOUR\nTI  - x\nER  - \n" * (MOST_ENTRIES + 1), "501 entries"),
        (json.dumps([{"title": "x"}] * (MOST_ENTRIES + 1)).encode(), "501 entries"),
    ],
)
def test_what_is_no_bibliography_is_refused_with_its_reason(data, words):
    with pytest.raises(UnreadableBibliography, match=words):
        read_bibliography(data)


@pytest.mark.parametrize(
    "text",
    ["@article{a, title={" + "{" * 20_000, "@article{a, title={" + r"\textbf{" * 300 + "x" + "}" * 300 + "}}",
     "@article{a, title={$" + "_" * 5_000 + "$}}", "@article{a,author={" + " and " * 5_000 + "}}", "TY  - JOUR\n" * 9],
)  # fmt: skip
def test_hostile_text_ends_in_faults_or_forms(text):
    found = read_bibliography(text.encode())
    assert found.references or found.faults


@pytest.mark.parametrize("field", ["id", "title", "type", "URL"])
def test_half_of_a_character_in_one_entry_is_a_fault_of_this_one(field):
    found = read_bibliography(json.dumps([CSL[0] | {field: "what \ud835 is this"}, CSL[1]]).encode())
    assert [one.entry for one in found.references] == [2]
    assert [one.entry for one in found.faults] == [1]
    assert "“what \N{REPLACEMENT CHARACTER} is this” holds half of a character (U+D835)" in str(found.faults[0])
    str(found.faults[0]).encode()
