"""BibTeX entries."""

import pytest

from mgdb.formats import bibtex
from tests.formats.inputs import source


def test_what_latex_reads_is_escaped():
    entry = source(
        title="50% of Mg²⁺ & V₂O₅ {x}_y",
        authors=["A. Bö", "C. D"],
        et_al=True,
        container="J. Test.",
        year=2020,
        volume="1",
        pages="1–9",
        doi="10.1234/a_b",
    )
    assert bibtex.write([entry]).decode() == (
        "@article{Author2020,\n"
        "  author = {A. Bö and C. D and others},\n"
        "  title = {{50\\% of Mg$^{2+}$ \\& V$_{2}$O$_{5}$ \\{x\\}\\_y}},\n"
        "  journal = {J. Test.},\n"
        "  year = {2020},\n"
        "  volume = {1},\n"
        "  pages = {1--9},\n"
        "  doi = {10.1234/a_b},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("TiO_{2-x}, δ_{x} and  Mg^{2+}", r"TiO$_{2-x}$, \ensuremath{\delta}$_{x}$ and Mg$^{2+}$"),
        ("V₂O₅·nH₂O", r"V$_{2}$O$_{5}$\ensuremath{\cdot}nH$_{2}$O"),
        ("MnO_{2−δ} at 10^{−4} S cm⁻¹", r"MnO$_{2-{\delta}}$ at 10$^{-4}$ S cm$^{-1}$"),
        ("k_{eff} of 50_{%}", r"k$_{\mathrm{eff}}$ of 50$_{\mbox{\%}}$"),
    ],
)
def test_what_is_lowered_is_mathematics(title, written):
    assert f"  title = {{{{{written}}}}},\n" in bibtex.write([source(title=title)]).decode()


def test_a_book_is_of_its_publisher():
    text = bibtex.write([source(kind="book", container="Press")]).decode()
    assert text == "@book{Author2020,\n  publisher = {Press},\n}\n"


def test_a_list_without_sources_is_no_empty_file():
    assert bibtex.write([]) == b"% No source.\n"
