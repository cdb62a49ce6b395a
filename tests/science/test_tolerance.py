"""What counts as the same: by the tolerance that each condition declares."""

import pytest

from mgdb.science.comparability import Context, verdict
from mgdb.science.conditions import CONDITIONS


@pytest.mark.parametrize(
    ("first", "second", "assumed", "outcome"),
    [
        (298.15, 300.15, False, "same"),
        (298.15, 303.15, False, "differs"),  # 5 K: two fifths more at 0.5 eV
        (473.15, 478.15, False, "differs"),  # 1 % in kelvin, and still 5 K
        (298.15, 293.15, True, "unknown"),  # room temperature may be 20 °C
        (298.15, 298.15, True, "same"),
        (298.15, 333.15, True, "differs"),
    ],
)
def test_temperatures_are_the_same_by_kelvins_and_not_by_a_share_of_them(first, second, assumed, outcome):
    contexts = [
        Context(property="ionic_conductivity", conditions={"temperature": first}),
        Context(
            property="ionic_conductivity",
            conditions={"temperature": second},
            assumed=frozenset({"temperature"} if assumed else ()),
        ),
    ]
    assert verdict(*contexts).of("temperature").outcome == outcome
    assert verdict(*reversed(contexts)).of("temperature").outcome == outcome


def test_every_condition_with_a_number_declares_what_is_the_same():
    for entry in CONDITIONS.values():
        if entry.kind == "number":
            assert (entry.tolerance.share > 0) != (entry.tolerance.absolute > 0)
            assert entry.tolerance_text
