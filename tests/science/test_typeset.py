"""Typesetting of names and folding for search."""

import html as html_escape
import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mgdb.science import typeset
from tests.sampling import examples


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mg0.3V2O5·1.1H2O", "Mg₀.₃V₂O₅·1.1H₂O"),
        ("Ti-V2O5-x", "Ti-V₂O₅₋ₓ"),
        ("B-TiO2-x", "B-TiO₂₋ₓ"),
        ("Cu-MoS2@HsGDY", "Cu-MoS₂@HsGDY"),
        ("Mo-VS4/N-TG", "Mo-VS₄/N-TG"),
        ("3% Mo-VS4", "3% Mo-VS₄"),
        ("0.4 M APC/THF", "0.4 M APC/THF"),
        ("0.3 M Mg(TFSI)2/acetonitrile", "0.3 M Mg(TFSI)₂/acetonitrile"),
        ("α-MoO3", "α-MoO₃"),
        ("Mg(ClO4)2·6H2O/PC", "Mg(ClO₄)₂·6H₂O/PC"),
        ("LiTfSA/DEME-TfSA", "LiTfSA/DEME-TfSA"),
        ("1.0 M THFPB-0.05 M MgF2/DME", "1.0 M THFPB-0.05 M MgF₂/DME"),
        ("MgCl2-AlCl3", "MgCl₂-AlCl₃"),
        ("PP14Cl", "PP₁₄Cl"),
        ("1T/2H-MoSe2", "1T/2H-MoSe₂"),
        ("[Mg(PC)6]2+", "[Mg(PC)₆]²⁺"),
        ("Mg2+", "Mg²⁺"),
        ("MgCl+", "MgCl⁺"),
        ("γ-MnO2", "γ-MnO₂"),
        ("MIL-101", "MIL-101"),
        ("Mg2(dobdc)-X", "Mg₂(dobdc)-X"),
        ("Mg2(dobpdc)", "Mg₂(dobpdc)"),
        ("HMoOF", "HMoOF"),
        ("Mg2+-doped VO2", "Mg²⁺-doped VO₂"),
        ("60MgPS3-40MgI2", "60MgPS₃-40MgI₂"),
        ("TiO2(B)", "TiO₂(B)"),
        ("TiO2 (001) facet", "TiO₂ (001) facet"),
        ("(NiSe2/rGO)", "(NiSe₂/rGO)"),
        ("Ti3C2Tx MXene", "Ti₃C₂Tₓ MXene"),
        ("Mo- and W-doped VS4", "Mo- and W-doped VS₄"),
        ("Cl- ions", "Cl⁻ ions"),
        ("P2-Na0.67MnO2", "P2-Na₀.₆₇MnO₂"),
        ("C2/m", "C2/m"),
        ("S1", "S1"),
        ("SS316 mesh", "SS316 mesh"),
        ("O2 and N2", "O₂ and N₂"),
        ("P.O. Box", "P.O. Box"),
        ("How New", "How New"),
        ("Ag⁻¹", "Ag⁻¹"),
        ("Bulk-type Li4Ti5O12", "Bulk-type Li₄Ti₅O₁₂"),
        ("Ti-V ₂ O _{5-x}", "Ti-V₂O₅₋ₓ"),
        ("", ""),
    ],
)
def test_unicode_of(text: str, expected: str) -> None:
    assert typeset.unicode(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mo-VS4/N-TG", "Mo-VS<sub>4</sub>/N-TG"),
        ("TiO2-x", "TiO<sub>2−<i>x</i></sub>"),
        ("V2O5·nH2O nanosheets", "V<sub>2</sub>O<sub>5</sub>·<i>n</i>H<sub>2</sub>O nanosheets"),
        ("Ti0.78[]0.22O2 film", "Ti<sub>0.78</sub>□<sub>0.22</sub>O<sub>2</sub> film"),
        ("Peo_{2}-MoS2", "Peo<sub>2</sub>-MoS<sub>2</sub>"),
        ("*in situ*", "*in situ*"),
        ("spacing *d* of P_2 phase^{a}", "spacing <i>d</i> of P<sub>2</sub> phase<sup>a</sup>"),
        ("<b>&V2O5</b>", "&lt;b&gt;&amp;V<sub>2</sub>O<sub>5</sub>&lt;/b&gt;"),
        ("V<sub>2</sub>O<sub>5</sub>", "V<sub>2</sub>O<sub>5</sub>"),
        ("<sub onclick=x>2</sub>", "&lt;sub onclick=x&gt;2&lt;/sub&gt;"),
    ],
)
def test_html_of(text: str, expected: str) -> None:
    assert typeset.html(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("V₂O₅·nH₂O", "v2o5·nh2o"),
        ("V2O5 • nH2O", "v2o5 · nh2o"),
        ("Mg_{0.3}V_2O_5", "mg0.3v2o5"),
        ("TiO₂₋ₓ", "tio2-x"),
        ("Ti–V₂O₅", "ti-v2o5"),
        ("Mg²⁺", "mg2+"),
        ("MÜLLER  Ångström", "muller angstrom"),
        ("Łukasz Søren", "lukasz soren"),
        ("γ-MnO2", "γ-mno2"),
        ("δ-MnO2", "δ-mno2"),
    ],
)
def test_plain_of(text: str, expected: str) -> None:
    assert typeset.plain(text) == expected


def test_greek_letters_stay_apart_when_folded() -> None:
    assert typeset.plain("γ-MnO2") != typeset.plain("δ-MnO2")


texts = st.text(alphabet="MgVOTiSnxyd <>&\"'()[]{}0123456789.·*+-–/^_²⁺₂ₓ□$\\subpie%@", max_size=60) | st.text(
    max_size=30
)


@given(texts)
@examples(500)
@example("<sub><i></sub></i>")
@example("<script>alert(1)</script>")
@example("_{" * 40 + "}" * 40)
def test_html_holds_nothing_but_sub_sup_and_i(text: str) -> None:
    out = typeset.html(text)
    opened = []
    for slash, tag in re.findall(r"<(/?)(\w+)>", out):
        assert tag in ("sub", "sup", "i")
        if slash:
            assert opened.pop() == tag
        else:
            opened.append(tag)
    assert not opened
    bare = re.sub(r"</?(?:sub|sup|i)>", "", out)
    assert not re.search(r"[<>\"']|&(?!amp;|lt;|gt;|quot;|#x27;)", bare)


@given(st.text(alphabet="MgVOTiSn2345 /-@%.", max_size=40))
@examples(300)
@example("O. O")
@example("O .O")
def test_typesetting_changes_no_letter_or_digit(text: str) -> None:
    bare = html_escape.unescape(re.sub(r"<.*?>", "", typeset.html(text)))
    bare = bare.replace("−", "-").replace("–", "-").replace("·", ".")
    assert "".join(bare.split()) == "".join(text.split())
    assert typeset.plain(typeset.unicode(text)).replace("·", ".") == typeset.plain(text)


@given(st.text(st.characters(exclude_characters="_^*$\\<"), max_size=60))
@examples(300)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert typeset.plain(typeset.plain(text)) == typeset.plain(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"\approx 10^{-4} S cm⁻¹", "≈ 10<sup>−4</sup> S cm<sup>−1</sup>"),
        (r"$R\overline{3}c$", "R3\N{COMBINING OVERLINE}c"),
        (r"25 ^{\circ}C", "25 °C"),
        ("<48 & >5", "&lt;48 &amp; &gt;5"),
        ("W-TiO2 at 2 V", "W-TiO2 at 2 V"),  # no guess at formulas: this is what stands there
    ],
)
def test_what_is_printed_is_shown_with_its_signs(text: str, shown: str) -> None:
    assert typeset.printed_html(text) == shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ti-V2O5-x", r"\ce{Ti}-\ce{V_{$2$}O_{$5-x$}}"),
        ("0.3 M Mg(TFSI)2/acetonitrile", r"\qty{0.3}{\molar} \ce{Mg(TFSI)_{$2$}}/acetonitrile"),
        ("VOPO4·2H2O", r"\ce{VOPO_{$4$}$\cdot$$2$H_{$2$}O}"),
        ("Mg2+", r"\ce{Mg^{$2+$}}"),
        ("50 % dry", r"\qty{50}{\percent} dry"),
        ("50% & dry", r"50\% \& dry"),
        ("Ti0.78□0.22O1.12F0.40(OH)", r"\ce{Ti_{$0.78$}$\square$_{$0.22$}O_{$1.12$}F_{$0.40$}}\allowbreak\ce{(OH)}"),
    ],
)  # fmt: skip
def test_a_name_is_typeset_with_its_formulas(text, expected):
    assert typeset.latex(text) == expected


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("no electrolyte", "No electrolyte"),
        ("src-5va7wc9 is of another paper.", "src-5va7wc9 is of another paper."),
        ("source src-5va7wc9", "Source src-5va7wc9"),
        ("", ""),
    ],
)
def test_a_sentence_begins_with_a_large_letter_and_an_id_stays_as_it_is(text, begun):
    assert typeset.capital(text) == begun


@pytest.mark.parametrize("typesetting", ["html", "printed_html", "unicode", "latex", "plain"])
def test_a_name_is_read_once_however_often_it_is_shown(monkeypatch, typesetting):
    typeset_by = getattr(typeset, typesetting)
    first = typeset_by("Mg0.27V2O5 of the next page")
    monkeypatch.setattr(typeset, "scan", None)
    assert typeset_by("Mg0.27V2O5 of the next page") == first


@pytest.mark.parametrize("word", ["Mg(V", "(", "Mg2+/", "[Mg(", "A1-"])
def test_what_begins_a_formula_again_and_again_takes_no_time_beyond_measure(word: str) -> None:
    """A tenth of what it took; the first formulas of a long text stay formulas."""
    begun = time.process_time()
    shown = typeset.html("MgSc2Se4 and " + word * (3_600 // len(word)))
    assert time.process_time() - begun < 2
    assert shown.startswith("MgSc<sub>2</sub>Se<sub>4</sub> and ")
