"""BibTeX entries."""

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
        "@article{src-0000001,\n"
        "  author = {A. Bö and C. D and others},\n"
        "  title = {{50\\% of Mg\\textsuperscript{2+} \\& V\\textsubscript{2}O\\textsubscript{5} \\{x\\}\\_y}},\n"
        "  journal = {J. Test.},\n"
        "  year = {2020},\n"
        "  volume = {1},\n"
        "  pages = {1--9},\n"
        "  doi = {10.1234/a_b},\n"
        "}\n"
    )


def test_a_book_is_of_its_publisher():
    text = bibtex.write([source(kind="book", container="Press")]).decode()
    assert text == "@book{src-0000001,\n  publisher = {Press},\n}\n"


def test_a_list_without_sources_is_no_empty_file():
    assert bibtex.write([]) == b"% No source.\n"
