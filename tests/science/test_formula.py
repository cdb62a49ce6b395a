"""The formula parser. Molar masses are checked by hand with the IUPAC 2021 abridged weights."""

import pickle
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mgdb.science.elements import ELEMENTS
from mgdb.science.formula import GROUPS, FormulaError, is_formula, parse
from mgdb.science.formula.amounts import AmountError, evaluate
from mgdb.science.formula.groups import BY_SYMBOL, WORDS
from tests.sampling import examples

PROTON_TITANATE = "(Ti1.74O4)^1.04-(C6H16N)+0.36(H+)0.68·1.37H2O"


def composition(text: str, **options: bool) -> dict[str, str]:
    return {symbol: amount.text for symbol, amount in parse(text, **options).composition.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mg0.3V2O5·1.1H2O", {"Mg": "0.3", "V": "2", "O": "6.1", "H": "2.2"}),
        ("Ti0.78□0.22O1.12F0.40(OH)0.48", {"Ti": "0.78", "O": "1.6", "F": "0.4", "H": "0.48"}),
        (PROTON_TITANATE, {"Ti": "1.74", "O": "5.37", "C": "2.16", "H": "9.18", "N": "0.36"}),
        ("TiO2-x", {"Ti": "1", "O": "2-x"}),
        ("Mg(BH4)2·1.6NH3", {"Mg": "1", "B": "2", "H": "12.8", "N": "1.6"}),
        ("PEO9Mg(ClO4)2", {"C": "18", "H": "36", "O": "17", "Mg": "1", "Cl": "2"}),
        ("Cu4(ttpm)2·0.6CuCl2", {"Cu": "4.6", "C": "58", "H": "32", "N": "32", "Cl": "1.2"}),
        ("MgSc2Se4", {"Mg": "1", "Sc": "2", "Se": "4"}),
        ("Mg1.4Zr4P6O24.4+0.4Zr2O(PO4)2", {"Mg": "1.4", "Zr": "4.8", "P": "6.8", "O": "28"}),
        ("CH3OH", {"C": "1", "H": "4", "O": "1"}),
        ("Mg(TFSI)2", {"Mg": "1", "C": "4", "F": "12", "N": "2", "O": "8", "S": "4"}),
        ("MgB(hfip)4", {"Mg": "1", "B": "1", "C": "12", "H": "4", "F": "24", "O": "4"}),
        ("Mg[B(hfip)4]2", {"Mg": "1", "B": "2", "C": "24", "H": "8", "F": "48", "O": "8"}),
        ("V2O5·nH2O", {"V": "2", "O": "5+n", "H": "2n"}),
        ("[Mg(PC)6]2+", {"Mg": "1", "C": "24", "H": "36", "O": "18"}),
        ("PP14Cl", {"C": "10", "H": "22", "N": "1", "Cl": "1"}),
        ("LiFSI", {"Li": "1", "F": "2", "N": "1", "O": "4", "S": "2"}),
        ("Mg(OAc)2", {"Mg": "1", "C": "4", "H": "6", "O": "4"}),
        ("Mg(OPhCF3)2", {"Mg": "1", "C": "14", "H": "8", "F": "6", "O": "2"}),
        (
            "(CH3)2NH2[Cu2Cl3BTDD]·(DMF)4(H2O)4.5",
            {"C": "26", "H": "49", "N": "11", "Cu": "2", "Cl": "3", "O": "10.5"},
        ),
        ("Mg1-x-yTi2O4", {"Mg": "1-x-y", "Ti": "2", "O": "4"}),
        ("Mg1+xZr4P6O24+x+xZr2O(PO4)2", {"Mg": "1+x", "Zr": "4+2x", "P": "6+2x", "O": "24+10x"}),
        ("Mg_{0.5+x/2}Si_{2-x}Al_x(PO4)3", {"Mg": "0.5+0.5x", "Si": "2-x", "Al": "x", "P": "3", "O": "12"}),
        ("(1-x)MgO·xAl2O3", {"Mg": "1-x", "O": "1+2x", "Al": "2x"}),
        ("Mg0.1-0.3V2O5", {"Mg": "0.1-0.3", "V": "2", "O": "5"}),
        ("Mg1–xMnO2", {"Mg": "1-x", "Mn": "1", "O": "2"}),
        ("La0.6Sr0.4O3±δ", {"La": "0.6", "Sr": "0.4", "O": "3±δ"}),
        ("Fe(III)2O3", {"Fe": "2", "O": "3"}),
        ("Mg(BH4)2·2(NH3BH3)", {"Mg": "1", "B": "4", "H": "20", "N": "2"}),
    ],
)
def test_composition_of(text: str, expected: dict[str, str]) -> None:
    assert composition(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mg₀.₃V₂O₅·1.1H₂O",
        "Mg_{0.3}V_2O_5·1.1H_2O",
        "$\\text{Mg}_{0.3}\\text{V}_2\\text{O}_5 \\cdot 1.1\\text{H}_2\\text{O}$",
        "Mg<sub>0.3</sub>V<sub>2</sub>O<sub>5</sub>·1.1H<sub>2</sub>O",
        "Mg _{0.3} V ₂ O ₅ ·1.1H ₂ O",
        "Mg0.3V2O5 • 1.1H2O",
        "Mg0.3V2O5⋅1.1H2O",
        "Mg0.3V2O5.1.1H2O",
    ],
)
def test_every_way_to_type_a_hydrate_reads_alike(text: str) -> None:
    plain = parse("Mg0.3V2O5·1.1H2O")
    assert parse(text).amounts == plain.amounts
    assert parse(text).html == plain.html


def test_an_asterisk_joins_parts_and_marks_italics() -> None:
    assert composition("Mg(BH4)2*1.6NH3") == composition("Mg(BH4)2·1.6NH3")
    assert composition("TiO2-*x*") == composition("TiO2-x")


@pytest.mark.parametrize(
    ("text", "charge"),
    [
        ("MgCl+", 1),
        ("Mg2+", 2),
        ("Mg²⁺", 2),
        ("[Mg(PC)6]2+", 2),
        ("Mg(H₂O)₆²⁺", 2),
        ("Mg(H2O)62+", 2),
        ("H2PO4-", -1),
        ("MgF2-", -1),
        ("SO42-", -2),
        ("NH4+", 1),
        ("CB11H12-", -1),
        ("B12H12^2-", -2),
        ("H3O+", 1),
        ("Fe^{++}", 2),
        ("(Ti1.74O4)^1.04-", -1.04),
        (PROTON_TITANATE, 0),
        ("[Mg2Cl3]+[AlPh2Cl2]-", 0),
        ("Zr4+", 4),
        ("Mg(TFSI)2", None),
        ("Mg^{n+}", None),
    ],
)
def test_charge_of(text: str, charge: float | None) -> None:
    assert parse(text).charge == charge


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Ti-V2O5-x", 2),
        ("Mo-VS4/N-TG", 2),
        ("Cu-MoS2@HsGDY", 2),
        ("W-TiO2", 1),
        ("B-TiO2-x", 1),
        ("Com-MoS2", 2),
        ("Peo2-MoS2", 1),
        ("OH-VOPO4", 2),
        ("PA-VOPO4", 1),
        ("MgCl2-AlCl3", 5),
        ("Bulk-type Li4Ti5O12", 1),
        ("TiO2 nanosheets", 4),
        ("V2O5-300", 4),
        ("TiO2-0.1", 4),
        ("TiO2(B)", 4),  # the polymorph, not boron
        ("CuSO4.5H2O", 5),
        ("2H2O", 0),
        ("1T", 1),
        ("TFS", 0),
        ("D2O", 0),
        ("Ti3C2T", 5),
        ("Mg+2", 2),
        ("Mg^+2", 2),
        ("(TFSI)-2", 6),
        ("(C6H16N)+0.36(MgO)2", 8),
        ("C10H22+", 4),
        ("Mg0V2O5", 2),
        ("MgO(", 4),
        ("(MgO", 0),
        ("MgO)", 3),
        ("()", 1),
        ("Mg_{2", 2),
        ("By", 1),
        ("Ag⁻¹", 2),  # A g⁻¹
        ("O2-xyz", 2),
        ("Mg1-xxO", 3),
        ("Mg_{1/0}O", 6),
        ("Mg_{0.3-0.1}O", 4),
        ("Mg1234567O", 2),
        ("O٣", 1),
        ("Mgn", 2),
        ("", 0),
        ("   ", 3),
        ("Mg·", 3),
        ("·Mg", 0),
    ],
)
def test_an_error_points_at_the_character_of(text: str, position: int) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert caught.value.text == text
    assert caught.value.position == position
    assert not is_formula(text)


@pytest.mark.parametrize(
    "word", ["cathode", "Anode", "Cation", "Common", "Tin", "How", "By", "New", "APC", "nanosheets", "Magnesium", "x"]
)
def test_a_plain_word_is_no_formula(word: str) -> None:
    assert not is_formula(word)


def test_an_error_shows_its_character_and_survives_pickling() -> None:
    with pytest.raises(FormulaError, match=r"“Ti-V2O5-x”, character 3 \(“-”\): a hyphen joins names") as caught:
        parse("Ti-V2O5-x")
    assert caught.value.pointer == "Ti-V2O5-x\n  ^"
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert (again.text, again.position, str(again)) == ("Ti-V2O5-x", 2, str(caught.value))


@pytest.mark.parametrize("symbol", sorted(ELEMENTS))
def test_every_element_is_a_formula_by_itself_or_with_its_amount_where_it_may_be_a_word(symbol: str) -> None:
    if symbol in WORDS or ELEMENTS[symbol].weight is None:
        with pytest.raises(FormulaError, match=f"{symbol}1"):
            parse(symbol)
        symbol_meant = f"{symbol}1"
    else:
        symbol_meant = symbol
    assert parse(symbol_meant).elements == (symbol,)


def test_tritium_and_deuterium_are_read_only_when_asked_for() -> None:
    assert parse("D2O", isotopes=True).composition["D"].value == 2
    assert parse("D2O", isotopes=True).elements == ("H", "O")
    assert parse("D2O", isotopes=True).reduced == "H2O"
    assert parse("D2O", isotopes=True).molar_mass == pytest.approx(2 * 2.0141 + 15.999)
    assert "T" not in composition("Mg(TFSI)2", isotopes=True)


def test_surface_groups_of_a_mxene_are_unspecified_not_tritium() -> None:
    mxene = parse("Ti3C2Tx")
    assert (mxene.elements, mxene.unspecified, mxene.molar_mass, mxene.reduced) == (("C", "Ti"), ("T",), None, None)


@pytest.mark.parametrize(
    ("text", "mass"),
    [
        ("MgMn2O4", 24.305 + 2 * 54.938 + 4 * 15.999),
        ("Mo6S8", 6 * 95.95 + 8 * 32.06),
        ("Mg0.3V2O5·1.1H2O", 0.3 * 24.305 + 2 * 50.942 + 6.1 * 15.999 + 2.2 * 1.008),
        ("(Mg0.1Hf0.9)4/3.8Nb(PO4)3", (0.1 * 24.305 + 0.9 * 178.49) * 4 / 3.8 + 92.906 + 3 * (30.974 + 4 * 15.999)),
        ("Ti0.78□0.22O2", 0.78 * 47.867 + 2 * 15.999),
        # C10H20F6N2O5S2, given as 426.4 g/mol by suppliers
        ("[DEME][TFSI]", 426.4),
        # H4ttpm = C(C6H4CN4H)4 = C29H20N16 less four H
        ("(ttpm)", 29 * 12.011 + 16 * 1.008 + 16 * 14.007),
    ],
)
def test_molar_mass_of(text: str, mass: float) -> None:
    assert parse(text).molar_mass == pytest.approx(mass, rel=5e-5)


@pytest.mark.parametrize("text", ["TiO2-x", "V2O5·nH2O", "Mg0.1-0.3V2O5", "TcO2", "Ti3C2Tx"])
def test_no_molar_mass_where_something_is_unknown_in(text: str) -> None:
    assert parse(text).molar_mass is None


@pytest.mark.parametrize(
    ("text", "reduced", "anonymous"),
    [
        ("Mg0.3V2O5·1.1H2O", "H22Mg3O61V20", "A61B22C20D3"),
        ("Mo6S8", "Mo3S4", "A4B3"),
        ("(Mg0.1Hf0.9)4/3.8Nb(PO4)3", "Hf18Mg2Nb19O228P57", "A228B57C19D18E2"),
        ("Ti0.78□0.22O1.12F0.40(OH)0.48", "F20H24O80Ti39", "A80B39C24D20"),
        ("Mg2+", "Mg", "A"),
        ("Mg0.333V2O5", None, None),  # a factor of 1000 would be false precision
        ("TiO2-x", None, None),
        ("Mg0.1-0.3V2O5", None, None),
    ],
)
def test_whole_number_forms_of(text: str, reduced: str | None, anonymous: str | None) -> None:
    assert (parse(text).reduced, parse(text).anonymous) == (reduced, anonymous)


def test_elements_are_alphabetical() -> None:
    formula = parse("Mg0.3V2O5")
    assert (formula.elements, formula.nelements) == (("Mg", "O", "V"), 3)


@pytest.mark.parametrize("text", ["Ti0.78□0.22O2", "Ti0.78[]0.22O2", "Ti0.78Vac0.22O2"])
def test_a_vacancy_is_a_site_without_mass(text: str) -> None:
    formula = parse(text)
    assert formula.vacancies is not None
    assert formula.vacancies.value == 0.22
    assert formula.elements == ("O", "Ti")
    assert "□<sub>0.22</sub>" in formula.html


@pytest.mark.parametrize(
    ("text", "low", "high", "unknown"),
    [("Mg", 1, 1, False), ("Mg0.1-0.3O", 0.1, 0.3, False), ("Mg2-xO", 0, 2, True), ("Mg2+yO", 2, None, True)],
)
def test_bounds_of_an_amount(text: str, low: float, high: float | None, unknown: bool) -> None:
    amount = parse(text).composition["Mg"]
    assert (amount.low, amount.high, amount.unknown) == (low, high, unknown)


@pytest.mark.parametrize(
    ("text", "html", "unicode"),
    [
        (
            "Mg0.3V2O5·1.1H2O",
            "Mg<sub>0.3</sub>V<sub>2</sub>O<sub>5</sub>·1.1H<sub>2</sub>O",
            "Mg₀.₃V₂O₅·1.1H₂O",
        ),
        ("TiO2-x", "TiO<sub>2−<i>x</i></sub>", "TiO₂₋ₓ"),
        ("V2O5·nH2O", "V<sub>2</sub>O<sub>5</sub>·<i>n</i>H<sub>2</sub>O", "V₂O₅·nH₂O"),
        ("F0.40", "F<sub>0.40</sub>", "F₀.₄₀"),
        ("Mg0.1-0.3O", "Mg<sub>0.1–0.3</sub>O", "Mg₀.₁–₀.₃O"),
        ("[Mg(PC)6]2+", "[Mg(PC)<sub>6</sub>]<sup>2+</sup>", "[Mg(PC)₆]²⁺"),
        (
            "(Ti1.74O4)^1.04-(H+)0.68·1.37H2O",
            "(Ti<sub>1.74</sub>O<sub>4</sub>)<sup>1.04−</sup>(H<sup>+</sup>)<sub>0.68</sub>·1.37H<sub>2</sub>O",
            "(Ti₁.₇₄O₄)¹.⁰⁴⁻(H⁺)₀.₆₈·1.37H₂O",
        ),
    ],
)
def test_typeset_form_of(text: str, html: str, unicode: str) -> None:
    assert (parse(text).html, parse(text).unicode) == (html, unicode)


@pytest.mark.parametrize(("text", "position"), [("W18049", 3), ("MgO100000", 3), ("Mg1.5.2O", 3), ("V205·H2O", 2)])
def test_what_may_be_a_slip_is_pointed_at(text: str, position: int) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert caught.value.position == position


def test_equal_formulas_are_equal_and_pickle() -> None:
    assert parse("V2O5") == parse("V2O5")
    assert len({parse("V2O5"), parse("V2O5")}) == 1
    assert pickle.loads(pickle.dumps(parse("V2O5"))) == parse("V2O5")  # noqa: S301 - our own bytes


def test_no_named_group_hides_an_element() -> None:
    assert not set(BY_SYMBOL) & set(ELEMENTS)
    assert len(BY_SYMBOL) == sum(len(group.symbols) for group in GROUPS)


@pytest.mark.parametrize("symbol", sorted(BY_SYMBOL))
def test_a_named_group_reads_as_its_own_composition(symbol: str) -> None:
    found = {element: amount.value for element, amount in parse(f"Mg({symbol})2").composition.items()}
    expected: dict[str, float] = {"Mg": 1.0}
    for element, count in BY_SYMBOL[symbol].composition.items():
        expected[element] = expected.get(element, 0) + 2 * count
    assert found == expected
    assert parse(BY_SYMBOL[symbol].formula).nelements == len(BY_SYMBOL[symbol].composition)


# -- properties ----------------------------------------------------------------------------------------------------

numbers = st.one_of(
    st.integers(2, 99).map(str),
    st.tuples(st.integers(0, 9), st.integers(1, 99)).map(lambda t: f"{t[0]}.{t[1]:02d}"),
)
amounts = st.one_of(
    st.just(""),
    numbers,
    st.sampled_from(["x", "2-x", "1.8-x", "1+2x", "4/3", "4/3.8", "1-x-y", "0.1–0.3", "2-y", "3±δ"]),
)
atoms = st.sampled_from(["Mg", "V", "O", "Ti", "Dy", "Sn", "H", "C", "TFSI", "(PP14)", "(NTf2)", "□", "Mn", "F"])
charges = st.sampled_from(["", "", "", "+", "2+", "-", "1.04-"])


@st.composite
def groups(draw: st.DrawFn, depth: int) -> str:
    if depth and draw(st.booleans()):
        opening, closing = draw(st.sampled_from(["()", "[]"]))
        inner = opening + "".join(draw(st.lists(groups(depth - 1), min_size=2, max_size=3))) + closing
    else:
        inner = draw(atoms)
    charge, amount = draw(charges), draw(amounts)
    return inner + (f"^{{{charge}}}" if charge else "") + (f"_{{{amount}}}" if amount else "")


@st.composite
def formulas(draw: st.DrawFn) -> str:
    text = "".join(draw(st.lists(groups(1), min_size=1, max_size=3)))
    for _ in range(draw(st.integers(0, 2))):
        text += draw(st.sampled_from(["·", " + "])) + draw(st.sampled_from(["", "n", "x", "0.5", "1.37", "2"]))
        text += "".join(draw(st.lists(groups(0), min_size=1, max_size=2)))
    return text


@given(formulas())
@examples(300)
@example("Dy_{2}O_{2-y}")
@example("C_{x}^{+}")
def test_what_is_typeset_reads_as_the_same_formula(text: str) -> None:
    formula = parse(text)
    for form in (formula.unicode, formula.html):
        again = parse(form)
        assert again.amounts == formula.amounts
        assert again.charge == formula.charge
        assert (again.html, again.unicode) == (formula.html, formula.unicode)


@given(st.text(alphabet="MgVOTiHnxyF()[]{}0123456789.·*+-–/^_ ²⁺₂₋ₓ□$\\<sub>δ±", max_size=40) | st.text(max_size=20))
@examples(1000)
@example("_" * 300)
@example("_{" * 150)
@example("(" * 200)
@example("((((((((Mg999999)999999)999999)999999)999999)999999)999999)999999)999999" * 2)
@example("((((((Mg1-x)1-y)1-z)1-w)1-δ)1-ε)1-x-y-z-w-δ-ε")
def test_nothing_but_a_formula_error_is_ever_raised(text: str) -> None:
    error = None
    try:
        formula = parse(text)
    except FormulaError as raised:
        error = raised
    if error is not None:
        assert 0 <= error.position <= len(text)
        assert error.text == text
        return
    assert formula.nelements == len(formula.elements)
    assert "<script" not in formula.html


@given(st.text(alphabet="0123456789.xyn+-–±/()·", max_size=20))
@examples(500)
def test_an_amount_is_read_or_refused(text: str) -> None:
    error = None
    try:
        amount = evaluate(text).amount()
    except AmountError as raised:
        error = raised
    if error is not None:
        assert 0 <= error.offset <= len(text)
        return
    assert amount.high is None or amount.low <= amount.high
    assert amount.text


@pytest.mark.parametrize(
    ("text", "value"), [("4/3.8", Fraction(20, 19)), ("2(3+1)", 8), ("0.5", Fraction(1, 2)), ("1/2", Fraction(1, 2))]
)
def test_amounts_are_exact(text: str, value: Fraction | int) -> None:
    assert evaluate(text).exact == value
