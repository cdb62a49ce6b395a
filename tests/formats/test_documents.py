"""Documents from outside → blocks: what each kind gives, and what is refused in words."""

import html
import re
from pathlib import Path

import pytest
import yaml

from mgdb.formats.documents import Limits, UnreadableDocument, open_document
from mgdb.science.extraction import Name, RuleExtractor, TableBlock, TextBlock
from mgdb.science.extraction.measure import Curated, recall

JATS = b"""<?xml version="1.0" encoding="UTF-8"?>
<article xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta><abstract><p>A-MnO<sub>2</sub> delivers
120 mAh g<sup>-1</sup>.</p></abstract></article-meta></front><body><sec><label>2.1</label><title>Oxides</title>
<p>Its ionic conductivity is 4 \xc3\x97 10<sup>\xe2\x88\x926</sup> S cm<sup>\xe2\x88\x921</sup>
<xref ref-type="bibr">7</xref>.</p>
<table-wrap><label>Table 1</label><caption><p>Capacities</p></caption><table><tr><th>Cathode</th>
<th>Capacity (mAh g<sup>-1</sup>)</th></tr><tr><td>A-MnO<sub>2</sub></td><td>95</td></tr></table></table-wrap></sec>
</body>
<back><ref-list><ref>A, B, 2014, 99 mAh g-1</ref></ref-list></back></article>"""
HTML = b"""<!DOCTYPE html><html><head><title>T</title><script>5 V</script></head><body><nav>9 V</nav><h2>3. Results</h2>
<p>The band gap of A-MnO<sub>2</sub> is 2.2&nbsp;eV.</p><h2>References</h2><p>1. 3.3 eV</p></body></html>"""


def pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def values(data: bytes) -> list[tuple[str, str, str]]:
    candidates = RuleExtractor()(open_document(data).blocks)
    return [(one.printed_value, one.guess, one.locator) for one in candidates if one.guess]


def test_jats_gives_abstract_sections_and_tables_without_references():
    assert values(JATS) == [
        ("120", "specific_capacity", "Abstract"),
        ("4 × 10⁻⁶", "ionic_conductivity", "Section 2.1"),
        ("95", "specific_capacity", "Table 1"),
    ]
    text = next(
        block.text
        for block in open_document(JATS).blocks
        if isinstance(block, TextBlock) and "conductivity" in block.text
    )
    assert "[7]" in text


def test_html_gives_its_text_without_scripts_navigation_and_references():
    assert values(HTML) == [("2.2", "band_gap", "Section 3")]


def test_a_pdf_gives_its_lines_joined_to_paragraphs():
    lines = (
        "2.1 Oxides",
        "The ionic conductivity of the first of these two samples was found to be as high as",
        "10-5 S cm-1 at 60 \xb0C after it had been pressed, which nobody had expected of it.",
    )
    assert values(pdf(*lines)) == [("10-5", "ionic_conductivity", "Section 2.1")]


PAPER = """<!DOCTYPE html><meta charset="utf-8"><body lang="en"><style>
body {font: 10pt serif} .text {columns: 2; text-align: justify; hyphens: auto} sup, sub {font-size: 7pt}
td, th {border: 1px solid}</style><div class="text"><h2>2.1 Conductivities</h2>
<p>The ionic conductivity of the sufficiently efficient first sample is 3.2 × 10<sup>−4</sup> S cm<sup>−1</sup> at
25 °C, that of the second 10<sup>−3</sup> S cm<sup>−1</sup>, and that of the third lies between 10<sup>−7</sup> and
10<sup>−5</sup> S cm<sup>−1</sup>. The resistance is 4 × 10<sup>4</sup> Ω.</p>
<p>V<sub>2</sub>O<sub>5</sub> delivers 212 mAh g<sup>−1</sup> after 500 cycles.<sup>12,13</sup> Its adsorption energy
is −1.85 eV, and the Mg<sup>2+</sup> transference number (<i>t</i><sub>Mg<sup>2+</sup></sub>) is 0.62.<sup>4</sup></p>
</div>
<p>Table 1. Invented samples.</p><table><tr><th>Sample<th>σ (S cm<sup>−1</sup>)<th><i>E</i><sub>a</sub> (eV)</tr>
<tr><td>A<td>1.5 × 10<sup>−6</sup><td>0.31</tr><tr><td>B<td>10<sup>−5</sup><td>0.42</tr></table>"""


def printed(text):
    """An article as HTML in two columns, justified, with thin and unbreakable blanks and raised scripts."""
    raised = re.sub(r"(?<=10)(−[0-9]+)|(?<=[a-zA-Z)])(−[0-9])", r"<sup>\1\2</sup>", html.escape(text))
    lowered = re.sub(r"(?<=[A-Za-z)])([0-9])(?=[A-Z(\s)])", r"<sub>\1</sub>", raised)
    spaced = lowered.replace(" mAh", "&thinsp;mAh").replace(" V", "&nbsp;V").split("\n")
    body = "".join(f"<h3>{line}</h3>" if re.match(r"[0-9]", line) else f"<p>{line}</p>" for line in spaced if line)
    return PAPER.partition("<h2>")[0] + body + "</div>"


def test_a_printed_article_in_two_columns_gives_what_its_text_gives(browser):
    articles = yaml.safe_load((Path(__file__).parents[1] / "science" / "extraction_articles.yaml").read_text("utf-8"))
    page = browser.new_page()
    total = subject = 0
    for article in articles:
        page.set_content(printed(article["text"]))
        document = open_document(page.pdf())
        names = [Name(key, tuple(one["called"]), (), tuple(one["roles"])) for key, one in article["names"].items()]
        wanted = [Curated("", key, value, unit, subject=whose) for value, unit, key, whose in article["values"]]
        found = recall(wanted, RuleExtractor()(document.blocks, names))
        assert found.property == found.total, found.missed
        total, subject = total + found.total, subject + found.subject
    page.close()
    assert subject >= 0.85 * total


def test_superscripts_of_a_printed_paper_stay_what_they_are(browser):
    page = browser.new_page()
    page.set_content(PAPER)
    document = open_document(page.pdf())
    page.close()
    found = RuleExtractor()(document.blocks)
    numbers = [
        (one.printed_value, one.guess, *(reading.quantity.value for reading in one.readings))
        for one in found
        if (one.guess and one.locator == "Section 2.1") or one.place.cell
    ]
    assert numbers == [
        ("3.2 × 10⁻⁴", "ionic_conductivity", 3.2e-4),
        ("10⁻³", "ionic_conductivity", 1e-3),
        ("between 10⁻⁷ and 10⁻⁵", "ionic_conductivity", None),
        ("4 × 10⁴", "resistance", 4e4),
        ("212", "specific_capacity", 212),
        ("500", "cycles_demonstrated", 500),
        ("−1.85", "adsorption_energy", -1.85),
        ("0.62", "transference_number", 0.62),
        ("1.5 × 10⁻⁶", "ionic_conductivity", 1.5e-6),
        ("0.31", "activation_energy", 0.31),
        ("10⁻⁵", "ionic_conductivity", 1e-5),
        ("0.42", "activation_energy", 0.42),
    ]


def test_plain_text_is_read_in_its_encoding():
    assert values("The band gap is 1.2 eV – so.".encode("utf-16"))[0][0] == "1.2"
    assert values("The band gap is 1.2 eV – so.".encode("cp1252"))[0][0] == "1.2"


REFUSED = [
    (b"", "empty"),
    (b"PK\x03\x04....", "packed file"),
    (b"\x89PNG....", "a picture"),
    (b"%PDF-1.4 broken", "cannot be opened"),
    (b"<?xml version='1.0'?><article><p>cut", "damaged"),
    (b"a\x00b\x00c" * 20, "not a text"),
    (b"x" * 3_000, "MB"),
]


@pytest.mark.parametrize(("data", "words"), REFUSED)
def test_what_is_no_document_is_refused_in_words(data, words):
    with pytest.raises(UnreadableDocument, match=words):
        open_document(data, Limits(size=2_000))


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    b"<article><p>Text &c;&f; 1.2 V.</p></article>"
)


def test_entities_are_not_expanded_and_no_file_is_read():
    [block] = open_document(BOMB).blocks
    assert "aaaa" not in block.text
    assert "root" not in block.text


def test_a_depth_or_length_beyond_documents_is_refused():
    with pytest.raises(UnreadableDocument, match=r"nested|damaged"):
        open_document(b"<html><body>" + b"<div>" * 5000 + b"<p>1 V</p></html>")
    with pytest.raises(UnreadableDocument, match="characters"):
        open_document(b"<html><body><p>" + b"word " * 500 + b"</p></body></html>", Limits(characters=1000))


def test_a_parser_that_takes_too_long_is_ended():
    with pytest.raises(UnreadableDocument, match="not read within"):
        open_document(JATS, Limits(seconds=0))


def test_a_table_is_a_grid_of_strings():
    [table] = [block for block in open_document(JATS).blocks if isinstance(block, TableBlock)]
    assert table.rows == (("Cathode", "Capacity (mAh g⁻¹)"), ("A-MnO2", "95"))
