"""Values are put together like with like, and have a median only where it says something."""

import pytest

from mgdb.science.comparability import Context, groups, have_a_median
from mgdb.science.quantity import parse


def conducting(value: str, kelvin: float | None = 298.15, **known) -> Context:
    known = {"property": "ionic_conductivity", "origin": "measured", "method": "eis", "ion": "Mg2+", **known}
    conditions = {} if kelvin is None else {"temperature": kelvin}
    return Context(**known, value=parse(value), chemistry="Mg", conditions=conditions)


def capacity(value: str, current: float | None, step: str = "cycling", **known) -> Context:
    conditions = {"test_step": step, "cycle_number": 100.0} | ({} if current is None else {"current_density": current})
    known = {"property": "specific_capacity", "origin": "measured", "ion": "Mg2+", "chemistry": "Mg", **known}
    return Context(**known, value=parse(value), conditions=conditions)


def shell(value: str, path: str) -> Context:
    return Context(property="exafs_peak_position", origin="measured", value=parse(value), conditions={"path": path})


@pytest.mark.parametrize(
    ("contexts", "together"),
    [
        ([conducting("1e-4"), conducting("2e-4", 299.15)], [[0, 1]]),  # 1 K apart: within the tolerance of 2 K
        ([conducting("1e-4"), conducting("2e-4", 303.15)], [[0], [1]]),
        ([conducting("1e-4"), conducting("2e-4", None)], [[0], [1]]),  # not stated is no temperature
        ([conducting("1e-4"), conducting("2e-4", origin="computed")], [[0], [1]]),
        ([conducting("1e-4"), conducting("2e-4", method="dc_polarisation")], [[0], [1]]),
        ([conducting("1e-4"), conducting("2e-4", ion="Li+")], [[0], [1]]),
        ([capacity("100", 50), capacity("80", 500)], [[0, 1]]),  # currents differ within a range
        ([capacity("100", 50), capacity("80", 50, "rate")], [[0], [1]]),
        ([capacity("100", 50), capacity("80", 50, chemistry="Mg-Li")], [[0], [1]]),
        ([shell("1.65", "V–O"), shell("2.75", "V–V"), shell("1.61", "v–o")], [[0, 2], [1]]),
        ([capacity("100", 50, mass_basis="host"), capacity("80", 50, mass_basis="electrode")], [[0], [1]]),
    ],
)
def test_only_values_that_were_obtained_alike_stand_together(contexts, together):
    assert sorted(groups(contexts)) == together


def test_temperatures_do_not_chain():
    """Three values 1.5 K apart from each other span 3 K: the hottest is beyond the tolerance of the coldest."""
    assert sorted(groups([conducting("1e-4", kelvin) for kelvin in (298.0, 299.5, 301.0)])) == [[0, 1], [2]]


@pytest.mark.parametrize(
    ("contexts", "has"),
    [
        ([conducting("1e-4"), conducting("2e-4"), conducting("4e-4")], True),
        ([conducting("1e-4"), conducting("2e-4")], False),
        ([conducting("1e-4"), conducting("2e-4"), conducting("<4e-4")], False),
        ([conducting("1e-4", None), conducting("2e-4", None), conducting("4e-4", None)], False),
        ([capacity("100", 50), capacity("90", 50), capacity("80", 50)], False),  # carrier cations, mass basis unknown
        ([capacity("100", 50), capacity("90", 100), capacity("80", 50)], False),
    ],
)
def test_a_median_needs_three_plain_values_of_which_all_that_matters_is_known(contexts, has):
    known = [Context(**{**_of(one), "carrier_cations": frozenset({"Mg"})}) for one in contexts]
    assert have_a_median(known) is has


def _of(context: Context) -> dict:
    return {name: getattr(context, name) for name in Context.__dataclass_fields__ if not name.startswith("_")}
