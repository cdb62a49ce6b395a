"""What the catalogue says of each condition."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Literal

from mgdb.science import units, vocabulary
from mgdb.science.expectations import Scale
from mgdb.science.limits import ANY, NOT_NEGATIVE, Limits


class UnknownCondition(KeyError):
    """A key that the catalogue does not have; `near` are the keys like it."""

    def __init__(self, key: str, near: tuple[str, ...]) -> None:
        self.key, self.near = key, near
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(CONDITIONS)}"
        super().__init__(f"“{key}” is not a condition; {hint}")

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would put quotation marks around it


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition. kind "number" has dimension and units, "choice" its (key, label) pairs, "text" neither.

    symbol is HTML; possible are the limits in the canonical unit `unit` outside which a number is refused, plausible is
    (low, high), outside which it is questioned; whole: a count.
    """

    key: str
    label: str
    symbol: str
    definition: str
    kind: Literal["number", "text", "choice"]
    dimension: str | None = None
    unit: str = ""
    display_unit: str = ""
    accepted_units: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    plausible: tuple[float, float] | None = None
    scale: Scale = "linear"
    possible: Limits = ANY
    plausible_reason: str = ""
    whole: bool = False


def _number(
    key: str,
    label: str,
    symbol: str,
    dimension: str,
    plausible: tuple[float, float],
    definition: str,
    scale: Scale = "linear",
    accepted: tuple[str, ...] | None = None,
    *,
    possible: Limits | None = None,
    because: str = "",
    whole: bool = False,
) -> Condition:
    entry = units.DIMENSIONS[dimension]
    return Condition(
        key=key,
        label=label,
        symbol=symbol,
        definition=definition,
        kind="number",
        dimension=dimension,
        unit=entry.canonical,
        display_unit=entry.display or entry.canonical,
        accepted_units=accepted or entry.accepted,
        plausible=plausible,
        scale=scale,
        possible=possible or entry.possible,
        plausible_reason=because,
        whole=whole,
    )


def _text(key: str, label: str, definition: str) -> Condition:
    return Condition(key=key, label=label, symbol="", definition=definition, kind="text")


def _choice(key: str, label: str, definition: str, *choices: tuple[str, str]) -> Condition:
    return Condition(key=key, label=label, symbol="", definition=definition, kind="choice", choices=choices)


CONDITIONS: dict[str, Condition] = {
    entry.key: entry
    for entry in (
        _number(
            "temperature",
            "Temperature",
            "<i>T</i>",
            "temperature",
            (77, 2500),
            "Temperature of the measurement.",
            because="Ions and cells are measured from liquid nitrogen upwards; 25 K is nearly always 25 °C.",
        ),
        _number(
            "current_density",
            "Current density",
            "<i>i</i><sub>m</sub>",
            "specific_current",
            (0.01, 1e5),
            "Current per mass of active material, or of the mass basis that the cell states.",
            "log",
            because="From titrations over months to pulses of capacitors; theory gives about 0.4 A g⁻¹ for 1C of a "
            "good cathode.",
        ),
        _number(
            "areal_current_density",
            "Areal current density",
            "<i>j</i>",
            "areal_current",
            (1e-5, 1e3),
            "Current per geometric electrode area.",
            "log",
            because="From floating currents to the limiting current of any liquid.",
        ),
        _number(
            "c_rate",
            "C-rate",
            "<i>C</i>",
            "rate",
            (1e-4, 1e4),
            "Current as a share of the capacity per hour, with the current that 1C stands for where it is printed.",
            "log",
            because="From a charge of a year to a third of a second.",
        ),
        _number(
            "cycle_number",
            "Cycle number",
            "<i>n</i>",
            "number",
            (0, 1e6),
            "Cycle at which the value was taken.",
            "log",
            whole=True,
            because="Supercapacitors are cycled a million times; batteries far less often.",
        ),
        _choice(
            "test_step",
            "Test step",
            "The part of a test programme that a value belongs to; a rate value and a cycling value are not alike.",
            ("initial", "initial cycles"),
            ("activation", "activation"),
            ("rate", "rate test"),
            ("recovery", "recovery after a rate test"),
            ("cycling", "cycling"),
            ("gitt", "GITT"),
            ("cv", "voltammetry"),
            ("eis", "impedance"),
            ("plating_stripping", "plating and stripping"),
            ("storage", "storage"),
            ("other", "other"),
        ),
        _choice(
            "direction",
            "Direction",
            "Whether the value belongs to charge or to discharge.",
            ("charge", "charge"),
            ("discharge", "discharge"),
        ),
        _text("state", "State", "Composition, state of charge or voltage at which the value holds."),
        _text("path", "Path", "Facet, site or route that an ion takes or sits on."),
        _text("axis", "Axis", "Crystal axis or direction that the value belongs to."),
        _number(
            "scan_rate",
            "Scan rate",
            "<i>v</i>",
            "scan_rate",
            (1e-4, 1e5),
            "Rate of change of the potential in voltammetry.",
            "log",
            because="From quasi-equilibrium to ultramicroelectrodes at 100 V s⁻¹.",
        ),
        _number(
            "areal_capacity",
            "Areal capacity",
            "<i>q</i><sub>A</sub>",
            "areal_capacity",
            (1e-5, 100),
            "Charge per area plated, stripped or cycled in each half cycle.",
            "log",
            because="From nucleation studies to a Mg foil of 260 μm.",
        ),
        _choice(
            "potential_scale",
            "Potential scale",
            "The reference against which a potential is given; never converted unless the source gives the offset.",
            *((term.key, term.label) for term in vocabulary.POTENTIAL_SCALES if term.key != "not_stated"),
        ),
        _text("atmosphere", "Atmosphere", "Gas, humidity or vacuum around the specimen."),
        _number(
            "pellet_density",
            "Pellet density",
            "<i>ρ</i><sub>rel</sub>",
            "percent",
            (10, 101),
            "Density of the measured pellet as a share of the theoretical density.",
            because="Cold-pressed powders have 50 to 90 %; 1 % above 100 is the error of the mass.",
        ),
        _number(
            "pellet_thickness",
            "Pellet thickness",
            "<i>δ</i>",
            "macroscopic_length",
            (1e-5, 100),
            "Thickness of the measured pellet, membrane or film.",
            "log",
            because="From films of 10 nm to blocks of 10 cm.",
        ),
        _number(
            "stack_pressure",
            "Stack pressure",
            "<i>p</i><sub>stack</sub>",
            "pressure",
            (1e-3, 1000),
            "Pressure on the cell or the pellet while it is measured.",
            "log",
            because="From the spring of a coin cell to the hydraulic press; 1000 MPa extrudes every metal electrode.",
        ),
        _number(
            "pelletising_pressure",
            "Pelletising pressure",
            "<i>p</i><sub>pellet</sub>",
            "pressure",
            (1, 2000),
            "Pressure by which the pellet was made, where it is another than the one during the measurement.",
            "log",
            because="Steel dies stand about 1000 MPa; multi-anvil presses go beyond.",
        ),
        _number(
            "solvent_content",
            "Solvent content",
            "<i>w</i><sub>solv</sub>",
            "mass_percent",
            (0, 100),
            "Mass share of solvent or guest left in the specimen when it was measured.",
        ),
        _text("functional", "Functional", "Exchange–correlation functional with its corrections (PBE+U, SCAN, D3 …)."),
        _text("supercell", "Supercell", "Size of the simulated cell in unit cells, or its number of atoms."),
        _text("k_points", "k-points", "Sampling of the Brillouin zone."),
        _number(
            "cutoff_energy",
            "Cut-off energy",
            "<i>E</i><sub>cut</sub>",
            "energy",
            (50, 5000),
            "Kinetic-energy limit of the plane-wave basis.",
            accepted=("eV", "Ry", "Ha"),
            possible=NOT_NEGATIVE,
            because="Ultrasoft potentials begin at 150 eV; hard norm-conserving ones end at some thousand.",
        ),
        _choice(
            "radius_convention",
            "Radius convention",
            "The set of radii that an ionic radius belongs to.",
            ("shannon_effective", "Shannon, effective ionic"),
            ("shannon_crystal", "Shannon, crystal"),
            ("pauling", "Pauling"),
            ("goldschmidt", "Goldschmidt"),
            ("stokes", "Stokes (solvated)"),
            ("other", "other"),
        ),
        _text("coordination", "Coordination", "Number and arrangement of neighbours, as 6 or octahedral."),
        _text("element", "Element", "The element whose content is given."),
        _choice(
            "contribution",
            "Contribution",
            "The part of a conductivity or resistance that the value stands for.",
            ("total", "total"),
            ("bulk", "bulk"),
            ("grain_boundary", "grain boundary"),
        ),
    )
}


def get(key: str) -> Condition:
    """The condition `key`. Raises UnknownCondition, a KeyError, naming the nearest keys."""
    try:
        return CONDITIONS[key]
    except KeyError:
        wanted = str(key).strip().lower().replace(" ", "_").replace("-", "_")
        near = difflib.get_close_matches(wanted, CONDITIONS, n=3, cutoff=0.5)
        raise UnknownCondition(str(key), tuple(near)) from None
