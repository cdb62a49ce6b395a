"""Transport laws against published numbers, an independent regression and hand calculations."""

import math
import subprocess
import sys

import numpy as np
import pytest

from mgdb.science import transport
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES
from mgdb.science.transport import BOLTZMANN, TransportError, arrhenius, vtf

# Mg0.5Zr2(PO4)3: 2.9e-5 and 6.1e-3 S/cm at 400 and 800 °C, 10.1002/smll.202106981
MZP = ([673.15, 1073.15], [2.9e-5, 6.1e-3])
TEMPERATURES = [300.0, 320.0, 340.0, 360.0, 380.0]
# ln σ of 10·exp(−0.4 eV/kT), moved by hand by these residuals
RESIDUALS = [0.05, -0.08, 0.02, 0.06, -0.04]
SCATTERED = [10 * math.exp(-0.4 / (BOLTZMANN * t) + r) for t, r in zip(TEMPERATURES, RESIDUALS, strict=True)]


@pytest.fixture
def stats():
    """Imported by the one process that runs these tests, not by all that collect them: it takes a second."""
    from scipy import stats

    return stats


def test_boltzmanns_constant_is_codatas():
    assert pytest.approx(8.617333262e-5, rel=1e-9) == BOLTZMANN


def test_the_two_points_of_mzp_give_0_832_ev():
    # by hand: ln(6.1e-3/2.9e-5) = 5.3487; 1/673.15 - 1/1073.15 = 5.5372e-4 K⁻¹; 8.6173e-5 · 5.3487/5.5372e-4
    assert arrhenius(*MZP).activation_energy == pytest.approx(0.832, abs=5e-4)


def test_the_energy_from_sigma_t_exceeds_that_from_sigma_by_about_kt():
    excess = arrhenius(*MZP, form="sigmaT").activation_energy - arrhenius(*MZP).activation_energy
    assert BOLTZMANN * 673.15 < excess < BOLTZMANN * 1073.15


def test_a_fit_across_the_transition_of_mzp_is_refused():
    with pytest.raises(TransportError, match="crosses the transition at 1023 K"):
        arrhenius(*MZP, transitions=[1023])


def test_a_line_is_not_extended_across_a_transition():
    fit = arrhenius([673.15, 773.15], [2.9e-5, 3e-4], transitions=[1023])
    assert fit.conductivity(1000) > 3e-4
    with pytest.raises(TransportError, match="1023 K"):
        fit.conductivity(1073.15)


def test_two_points_have_a_line_and_no_errors():
    fit = arrhenius(*MZP)
    assert fit.conductivity(673.15) == pytest.approx(2.9e-5)
    assert fit.conductivity(1073.15) == pytest.approx(6.1e-3)
    assert fit.activation_energy_interval is None
    assert fit.prefactor_interval is None
    with pytest.raises(TransportError, match="no band"):
        fit.band(900)


@pytest.mark.parametrize("form", ["sigma", "sigmaT"])
def test_the_fit_agrees_with_an_independent_regression(form, stats):
    fit = arrhenius(TEMPERATURES, SCATTERED, form=form)
    x = 1 / np.array(TEMPERATURES)
    y = np.log(np.array(SCATTERED) * (np.array(TEMPERATURES) if form == "sigmaT" else 1))
    line = stats.linregress(x, y)
    t = stats.t.ppf(0.975, 3)
    assert fit.activation_energy == pytest.approx(-line.slope * BOLTZMANN)
    assert fit.prefactor == pytest.approx(math.exp(line.intercept))
    assert fit.r_squared == pytest.approx(line.rvalue**2)
    low, high = fit.activation_energy_interval
    assert high - low == pytest.approx(2 * t * line.stderr * BOLTZMANN)
    low, high = fit.prefactor_interval
    assert math.log(high / low) == pytest.approx(2 * t * line.intercept_stderr)


def test_the_band_is_narrowest_at_the_mean_of_the_inverse_temperatures(stats):
    fit = arrhenius(TEMPERATURES, SCATTERED)
    middle = 5 / sum(1 / t for t in TEMPERATURES)
    low, high = fit.band(middle)
    # there only the mean of ln σ is uncertain: t·s/√n, s from the residuals of the line
    x = 1 / np.array(TEMPERATURES)
    residuals = np.log(SCATTERED) - np.polyval(np.polyfit(x, np.log(SCATTERED), 1), x)
    half = stats.t.ppf(0.975, 3) * math.sqrt(float(residuals @ residuals) / 3) / math.sqrt(5)
    assert math.log(high / low) == pytest.approx(2 * half)
    assert low < fit.conductivity(middle) < high
    wide = fit.band(250)
    assert wide[1] / wide[0] > high / low
    assert fit.is_extrapolated(250)
    assert not fit.is_extrapolated(middle)


@pytest.mark.parametrize(
    ("temperatures", "conductivities", "message"),
    [
        ([300], [1e-5], "two different temperatures"),
        ([300, 300, 300], [1e-5, 2e-5, 3e-5], "two different temperatures"),
        ([300, 310], [1e-5], "give one for each"),
        ([300, -310], [1e-5, 2e-5], "temperature -310 K"),
        ([300, 310], [1e-5, 0], "conductivity 0 S cm"),
        ([300, math.nan], [1e-5, 2e-5], "not positive and finite"),
    ],
)
def test_numbers_that_are_no_data_are_refused(temperatures, conductivities, message):
    for law in (arrhenius, vtf):
        with pytest.raises(TransportError, match=message):
            law(temperatures, conductivities)


def test_an_impossible_confidence_or_form_is_refused():
    with pytest.raises(TransportError, match="between 0 and 1"):
        arrhenius(TEMPERATURES, SCATTERED, confidence=95)
    with pytest.raises(TransportError, match="sigma or sigmaT"):
        arrhenius(TEMPERATURES, SCATTERED, form="log")


def test_a_conductivity_at_another_temperature_follows_from_one_point_and_an_energy():
    # MgSc2Se4: 1e-4 S/cm at room temperature, 0.37 eV (10.1002/smll.202106981). By hand, 298.15 → 373.15 K:
    # 0.37/8.6173e-5 · (1/298.15 − 1/373.15) = 2.8945; exp = 18.07
    known = {"reference_temperature": 298.15, "reference_conductivity": 1e-4, "activation_energy": 0.37}
    assert transport.conductivity_at(373.15, **known) == pytest.approx(1.807e-3, rel=1e-3)
    from_product = transport.conductivity_at(373.15, form="sigmaT", **known)
    assert from_product == pytest.approx(1.807e-3 * 298.15 / 373.15, rel=1e-3)
    with pytest.raises(TransportError, match="transition at 350 K"):
        transport.conductivity_at(373.15, transitions=[350], **known)
    with pytest.raises(TransportError, match="negative"):
        transport.conductivity_at(373.15, **{**known, "activation_energy": -0.1})


def polymer(temperatures, scatter=0.0):
    """A polymer of σ0 = 0.5 S/cm, B = 1100 K, T0 = 190 K, its ln σ scattered to and fro."""
    return [
        0.5 * math.exp(-1100 / (t - 190) + scatter * (-1) ** index * (1 + index % 3))
        for index, t in enumerate(temperatures)
    ]


def test_five_exact_points_give_back_the_law_they_came_from():
    fit = vtf([290.0, 305.0, 320.0, 340.0, 365.0], polymer([290.0, 305.0, 320.0, 340.0, 365.0]))
    assert not fit.t0_fixed
    assert fit.t0 == pytest.approx(190, abs=0.01)
    assert fit.b == pytest.approx(1100, abs=0.1)
    assert fit.prefactor == pytest.approx(0.5, rel=1e-3)
    assert fit.conductivity(300) == pytest.approx(0.5 * math.exp(-10), rel=1e-5)


def test_the_errors_of_a_vtf_fit_agree_with_an_independent_one(stats):
    from scipy.optimize import curve_fit

    temperatures = np.linspace(285, 370, 10)
    sigmas = polymer(temperatures, scatter=0.004)
    fit = vtf(list(temperatures), sigmas)
    best, covariance = curve_fit(
        lambda t, log, b, t0: log - b / (t - t0), temperatures, np.log(sigmas), p0=(0, 1000, 180)
    )
    assert (math.log(fit.prefactor), fit.b, fit.t0) == pytest.approx(tuple(best), rel=1e-3)
    t = stats.t.ppf(0.975, 7)
    for interval, error in zip((fit.b_interval, fit.t0_interval), np.sqrt(np.diag(covariance))[1:], strict=True):
        assert interval[1] - interval[0] == pytest.approx(2 * t * error, rel=1e-2)


def test_few_points_take_t0_from_the_glass_transition():
    fit = vtf([290.0, 320.0, 350.0], polymer([290.0, 320.0, 350.0]), glass_transition=240)
    assert (fit.t0, fit.t0_fixed, fit.t0_interval) == (190, True, None)
    assert fit.b == pytest.approx(1100)
    assert fit.b_interval is not None
    assert vtf([290.0, 320.0], polymer([290.0, 320.0]), glass_transition=240).b_interval is None


@pytest.mark.parametrize(
    ("temperatures", "sigmas", "glass", "message"),
    [
        ([290.0, 320.0, 350.0], polymer([290.0, 320.0, 350.0]), None, "give the glass transition"),
        ([290.0, 320.0, 350.0], polymer([290.0, 320.0, 350.0]), 350, "does not lie between"),
        ([290.0, 320.0, 350.0], polymer([290.0, 320.0, 350.0]), 40, "does not lie between"),
        ([290.0, 320.0, 350.0], [3e-5, 2e-5, 1e-5], 240, "does not rise"),
        (TEMPERATURES, [10 * math.exp(-0.4 / (BOLTZMANN * t)) for t in TEMPERATURES], None, "Arrhenius"),
    ],
)
def test_data_that_do_not_fix_the_law_are_refused(temperatures, sigmas, glass, message):
    with pytest.raises(TransportError, match=message):
        vtf(temperatures, sigmas, glass_transition=glass)


def test_the_apparent_energy_of_vtf_is_the_slope_at_that_temperature():
    fit = vtf([290.0, 320.0, 350.0], polymer([290.0, 320.0, 350.0]), glass_transition=240)
    step = 0.01
    slope = math.log(fit.conductivity(300 + step) / fit.conductivity(300 - step)) / (
        1 / (300 - step) - 1 / (300 + step)
    )
    assert fit.apparent_activation_energy(300) == pytest.approx(BOLTZMANN * slope, rel=1e-6)
    with pytest.raises(TransportError, match="T0 = 190 K"):
        fit.conductivity(190)


def test_a_barrier_gives_a_diffusion_coefficient():
    # 10.1007/s40820-024-01495-1, equations 1 and 2. By hand: 0.5/(8.6173e-5 · 298.15) = 19.461; e^−19.461 = 3.534e-9
    assert transport.geometric_factor(6, 3) == 1
    assert transport.hop_rate(0.5, 298.15) == pytest.approx(3.534e4, rel=1e-3)
    assert transport.hopping_diffusion_coefficient(0.5, 298.15, hop_distance=3.0) == pytest.approx(3.18e-11, rel=1e-3)


def test_a_barrier_lower_by_0_06_ev_is_ten_times_faster_at_room_temperature():
    # k_B·T·ln 10 = 0.0592 eV at 298.15 K
    assert transport.hop_rate(0.4408, 298.15) / transport.hop_rate(0.5, 298.15) == pytest.approx(10, rel=0.01)


def test_hopping_refuses_what_is_no_barrier_distance_or_lattice():
    with pytest.raises(TransportError, match=r"barrier -0\.1"):
        transport.hop_rate(-0.1, 300)
    with pytest.raises(TransportError, match="temperature 0"):
        transport.hop_rate(0.1, 0)
    with pytest.raises(TransportError, match="hop distance"):
        transport.hopping_diffusion_coefficient(0.5, 300, hop_distance=0)
    with pytest.raises(TransportError, match="dimensions"):
        transport.geometric_factor(6, 4)


def test_importing_transport_does_not_load_scipy():
    code = "import sys; import mgdb.science.transport; sys.exit('scipy' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("kelvins", "sigmas", "words"),
    [
        ([300, 330, 360], [1e-3, 8e-4, 6e-4], "rises on heating"),
        ([300.0, 300.1, 300.2], [1e-6, 1e-5, 1e-4], "above 3 eV: are ln taken for log₁₀"),
        ([300, 330, 360], [1.00e-3, 1.01e-3, 1.02e-3], "below 0.04 eV: are log₁₀ taken for ln"),
        ([300, 330, 360], [1e-4, 9e-4, 1.1e-4], "fix no slope"),
        ([25, 50, 75], [1e-6, 1e-5, 1e-4], "check the unit of the temperatures"),
    ],
)
def test_a_fit_that_cannot_be_says_why(kelvins, sigmas, words):
    assert any(words in doubt for doubt in arrhenius(kelvins, sigmas).doubts)


def test_a_sound_fit_has_no_doubts_and_the_catalogues_agree_with_its_limits():
    kelvins = [300, 330, 360, 400]
    start = {"reference_temperature": 300, "reference_conductivity": 1e-5, "activation_energy": 0.4}
    sigmas = [transport.conductivity_at(kelvin, **start) for kelvin in kelvins]
    assert arrhenius(kelvins, sigmas).doubts == ()
    assert PROPERTIES["activation_energy"].plausible == transport.ENERGIES
    assert CONDITIONS["temperature"].plausible == transport.TEMPERATURES
