"""The properties that a question names."""

import pytest

from mgdb.science.property_names import named_in

BOTH = {"ionic_conductivity", "electronic_conductivity"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("MgSc2Se4 conductivity", BOTH),
        ("conductivities", BOTH),
        ("ionic conductivity of APC", {"ionic_conductivity"}),
        ("Mg2+ diffusivity VS4", {"diffusion_coefficient"}),
        ("transport number", {"transference_number"}),
        ("Ea VS4", {"activation_energy"}),
        ("E_a VS4", {"activation_energy"}),
        ("CE of APC", {"coulombic_efficiency"}),
        ("band gap", {"band_gap"}),
        ("Overpotentials", {"overpotential", "nucleation_overpotential"}),
        ("permittivity", {"dielectric_constant"}),
        ("oxygen vacancy", set()),
        ("VS4", set()),
        ("a q d", set()),
        ("hexagonal", set()),
        ("", set()),
    ],
)
def test_words_name_properties(text: str, named: set[str]) -> None:
    assert named_in(text).keys() == named


def test_the_words_that_name_them_are_told() -> None:
    assert named_in("Ionic conductivities of MgSc2Se4")["ionic_conductivity"] == {"ionic", "conductivities"}
