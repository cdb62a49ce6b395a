"""Which cations move, from what a cell, its electrolyte and an ion tell."""

import pytest

from mgdb.science import battery_chemistry, vocabulary
from mgdb.science.battery_chemistry import of_cell, of_value


@pytest.mark.parametrize(
    ("stated", "carriers", "kind"),
    [
        ("Mg", ["Mg"], "Mg"),
        ("Mg–Li", ["Li", "Mg"], "Mg-Li"),
        ("Mg-Li", None, "Mg-Li"),
        ("Mg", ["Li"], "Mg-Li"),  # Mg | Li[B(hfip)4] | Mo6S8: magnesium dissolves, lithium intercalates
        ("", ["Li", "Mg"], "Mg-Li"),
        ("Li", None, "Li"),
        ("Zn", ["Zn"], "Zn"),
        ("Mg–Al–Li", None, "mixed"),
        ("lead–acid", None, "other"),
        ("", ["Cu"], "other"),
        ("", [], ""),
        ("", None, ""),
    ],
)
def test_electrode_and_salts_both_tell_the_chemistry_of_a_cell(stated, carriers, kind):
    assert of_cell(stated, carriers) == kind


@pytest.mark.parametrize(
    ("cell", "electrolyte", "ion", "kind"),
    [
        ("Mg-Li", "", "Li+", "Mg-Li"),
        ("", "Na", "Na+", "Na"),
        ("", "", "MgCl+", "Mg"),  # a computed barrier
        ("", "", "not_stated", ""),
    ],
)
def test_the_ion_tells_where_nothing_else_does(cell, electrolyte, ion, kind):
    assert of_value(cell, electrolyte, ion) == kind


def test_every_ion_that_is_one_has_a_chemistry():
    ions = {term.key for term in vocabulary.IONS} - {"other", "not_applicable", "not_stated"}
    assert set(battery_chemistry.OF_IONS) == ions
    assert set(battery_chemistry.OF_IONS.values()) <= battery_chemistry.KEYS
