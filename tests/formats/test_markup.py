"""HTML and JATS XML as publishers make them: formulas in several forms, paragraphs without `p`, cells that span."""

import pytest

from mgdb.formats.documents import LIMITS
from mgdb.formats.documents.markup import read
from mgdb.science.extraction import RuleExtractor, TableBlock, TextBlock
from mgdb.science.extraction.plain import plain

MATHML = "<math><mrow><mn>3.2</mn><mo>×</mo><msup><mn>10</mn><mrow><mo>−</mo><mn>5</mn></mrow></msup></mrow></math>"
TEX = r"\documentclass[12pt]{minimal}\usepackage{amsmath}\begin{document}$$3.2\times 10^{-5}$$\end{document}"
FORMULAS = {
    "MathML": MATHML,
    "TeX with the preamble of a document": f"<tex-math>{TEX}</tex-math>",
    "a choice of both": f"<alternatives><tex-math>{TEX}</tex-math>{MATHML}</alternatives>",
    "MathML with TeX as its annotation": MATHML.replace("<mrow>", "<semantics><mrow>", 1).replace(
        "</math>", '<annotation encoding="application/x-tex">3.2 \\times 10^{-5}</annotation></semantics></math>'
    ),
}


def blocks(text):
    return read(text.encode(), LIMITS).blocks


def running(text):
    return [" ".join(plain(block.text)[0].split()) for block in blocks(text) if isinstance(block, TextBlock)]


def table(text):
    (found,) = [block for block in blocks(text) if isinstance(block, TableBlock)]
    return found.rows


def values(text):
    return [(one.printed_value, one.readings[0].quantity.value) for one in RuleExtractor()(blocks(text)) if one.guess]


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_a_formula_is_read_once_whatever_its_forms(formula):
    article = f"<article><body><p>The ionic conductivity is {formula} S cm<sup>−1</sup> at 25 °C.</p></body></article>"
    ((printed, value),) = values(article)
    assert value == pytest.approx(3.2e-5)
    assert printed.replace(" ", "") == "3.2×10⁻⁵"


@pytest.mark.parametrize(
    "drawn",
    [
        f'<span class="katex"><span>{MATHML}</span><span class="katex-html" aria-hidden="true">3.2×10−5</span></span>',
        '<span class="MathJax" id="e1"><nobr>3.2×10−5</nobr></span><script type="math/tex">3.2\\times 10^{-5}</script>',
    ],
    ids=["KaTeX", "MathJax"],
)
def test_a_formula_that_a_page_has_drawn_is_read_once(drawn):
    page = f"<!DOCTYPE html><body><p>The ionic conductivity is {drawn} S cm<sup>−1</sup> at 25 °C.</p></body>"
    assert [value for _, value in values(page)] == [pytest.approx(3.2e-5)]


def test_fractions_and_ions_in_mathml_are_typed():
    article = (
        "<article><body><p>The band gap of Mg<math><msup><mrow/><mn>2+</mn></msup></math> compounds in "
        "<math><mfrac><mi>eV</mi><mn>2</mn></mfrac></math> was found.</p></body></article>"
    )
    assert running(article) == ["The band gap of Mg²⁺ compounds in eV/2 was found."]


@pytest.mark.parametrize(
    "paragraph",
    [
        '<div role="paragraph">{}</div>',
        '<div class="NLM_p last">{}</div>',
        '<section><div id="p10">{}</div><div><button>Download as slide</button></div></section>',
        "<div><h2>Results</h2>{}<p>Another paragraph.</p></div>",
    ],
)
def test_a_paragraph_without_p_is_one(paragraph):
    said = "The band gap of <b>A-MnO<sub>2</sub></b> is 2.2&nbsp;eV <i>after</i> calcination."
    page = "<!DOCTYPE html><body><nav>Home of the journal and more</nav>" + paragraph.format(said) + "</body>"
    assert "The band gap of A-MnO2 is 2.2 eV after calcination." in running(page)
    assert "Home of the journal and more" not in running(page)


def test_heads_in_several_rows_are_one_and_name_each_of_their_columns():
    page = """<!DOCTYPE html><body><table><thead><tr><th rowspan="2">Sample</th>
    <th colspan="2">σ (mS cm<sup>−1</sup>)</th><th rowspan="2"><i>E</i><sub>a</sub> (eV)</th></tr>
    <tr><th>25 °C</th><th>60 °C</th></tr></thead>
    <tbody><tr><td>A</td><td>1.5</td><td>4.1</td><td>0.31</td></tr></tbody></table></body>"""
    assert table(page) == (("Sample", "σ (mS cm⁻¹) 25 °C", "σ (mS cm⁻¹) 60 °C", "Ea (eV)"), ("A", "1.5", "4.1", "0.31"))


def test_cells_that_span_rows_do_not_shift_the_rows_below():
    page = """<!DOCTYPE html><body><table><tr><th>Sample</th><th>Salt</th><th>σ (mS cm<sup>−1</sup>)</th><th>t</th></tr>
    <tr><td rowspan="2">Gel A</td><td>TFSI</td><td>1.5</td><td rowspan="2">0.31</td></tr>
    <tr><td>triflate</td><td>0.7</td></tr><tr><td>Gel B</td><td>TFSI</td><td>2.2</td><td>0.5</td></tr></table></body>"""
    assert table(page)[1:] == (
        ("Gel A", "TFSI", "1.5", "0.31"),
        ("Gel A", "triflate", "0.7", ""),
        ("Gel B", "TFSI", "2.2", "0.5"),
    )


@pytest.mark.parametrize("span", ["0", "-3", "x", "99999", "60000000000"])
def test_a_span_that_makes_no_sense_costs_nothing(span):
    page = f'<!DOCTYPE html><table><tr><th>A</th><th>B</th></tr><tr><td rowspan="{span}">1</td><td>2</td></tr></table>'
    assert table(page)[1][:2] == ("1", "2")


def test_a_raised_number_that_leads_to_a_work_is_a_citation():
    page = '<!DOCTYPE html><p>It has 500 mAh g<sup>−1</sup>.<sup><a href="#ref-CR12">12</a></sup> And more.</p>'
    assert running(page) == ["It has 500 mAh g⁻¹.[12] And more."]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_page_that_declares_no_encoding_is_read_in_its_own(encoding):
    said = "The band gap at 25 °C – by “optics” – is 2.2 eV ± 0.1 eV."
    page = f"<!DOCTYPE html><body><p>{said}</p></body>".encode(encoding)
    assert [block.text for block in read(page, LIMITS).blocks] == [said]


FLOAT = "<fig><label>Fig. 1</label><caption><p>A figure.</p></caption></fig>"


@pytest.mark.parametrize(
    ("inside", "paragraphs"),
    [
        ("VS4 has 121. <disp-quote><p>It had 40.</p></disp-quote> Now 91.", ["VS4 has 121.", "It had 40.", "Now 91."]),
        (f"VS4 has {FLOAT} 121 mAh.", ["VS4 has 121 mAh.", "Fig. 1 A figure."]),
        ("Two: <list><list-item><p>one 1</p></list-item></list> end 2", ["Two:", "one 1", "end 2"]),
        ("VS4<fn><p>At 25 °C.</p></fn> has 121.", ["VS4 has 121.", "At 25 °C."]),
        (
            "Given: <def-list><def-item><term>VS4</term><def><p>121</p></def></def-item></def-list>",
            ["Given:", "VS4", "121"],
        ),
    ],
    ids=["a quotation", "a figure within a sentence", "a list", "a footnote", "a list of definitions"],
)
def test_text_beside_what_a_paragraph_holds_is_read(inside, paragraphs):
    assert running(f"<article><body><p>{inside}</p></body></article>") == paragraphs


def test_text_beside_blocks_of_a_page_is_read_where_it_is_a_sentence_or_has_a_number():
    page = (
        "<!DOCTYPE html><body><div>VS4 has 120.<p>One.</p>then 33 mAh.<p>Two.</p>More</div>"
        "<ul><li>VS4 has<ul><li>40</li></ul></li></ul><dl><dt>VS4:</dt><dd>140 mAh</dd></dl></body>"
    )
    assert running(page) == ["VS4 has 120.", "One.", "then 33 mAh.", "Two.", "VS4 has", "40", "VS4: 140 mAh"]


@pytest.mark.parametrize(
    "unseen", ["<del>0</del>", '<span style="display: none">0</span>', "<span hidden>0</span>", "<s>0</s>"]
)
def test_what_nobody_sees_is_not_read(unseen):
    assert running(f"<!DOCTYPE html><body><p>It has 12{unseen}5 of them.</p></body>") == ["It has 125 of them."]


@pytest.mark.parametrize(
    "cited",
    ['<xref ref-type="bibr"><sup>1</sup></xref>', '<sup><xref ref-type="bibr">1,2–4</xref></sup>',
     '<xref ref-type="bibr" rid="b1"><sup>12b</sup></xref>'],
)  # fmt: skip
def test_a_raised_citation_is_no_exponent(cited):
    (words,) = running(f"<article><body><p>It was held at 25 °C{cited} for 2 h.</p></body></article>")
    assert words.startswith("It was held at 25 °C[")
