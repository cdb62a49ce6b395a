"""What the catalogue says of each condition."""

from __future__ import annotations

import difflib
from functools import cache

from mgdb.science import vocabulary
from mgdb.science.limits import NOT_NEGATIVE
from mgdb.science.tolerance import RELATIVE, Tolerance

from .model import Condition, UnknownCondition
from .model import choice as _choice
from .model import number as _number
from .model import text as _text
from .relevance import ALL, IN_CELLS, Relevance, of

_CURRENT = Relevance(
    because="Less is stored, and more voltage lost, the faster a cell is charged or discharged.",
    asked=IN_CELLS,
    decides=ALL,
    origins="measured",
)
_STATED_ALONE = "It is marked where both state it; most documents do not."
_CONVERGED = Relevance(
    because="A setting that is converged does not change what is computed; the functional does.", is_compared=False
)


CONDITIONS: dict[str, Condition] = {
    entry.key: entry
    for entry in (
        _number(
            "temperature",
            "Temperature",
            "<i>T</i>",
            "temperature",
            (90, 2500),
            "Temperature of the measurement.",
            because="Cells and crystals are measured from liquid nitrogen upwards, simulations run to 2500 K; 25 to "
            "85 K are °C, while 100 K may be either, and 298 °C cannot be told from 298 K by a range.",
            # 2 K change what 0.5 eV activate at room temperature by an eighth, 5 K by two fifths
            tolerance=Tolerance(absolute=2),
            assumed_within=5,
            relevance=Relevance(
                because="Whatever is activated grows exponentially with temperature.",
                asked=ALL,
                decides=ALL,
                origins="measured",
            ),
        ),
        _number(
            "current_density",
            "Current density",
            "<i>i</i><sub>m</sub>",
            "specific_current",
            (1, 2e4),
            "Current per mass of active material, or of the mass basis that the cell states.",
            "log",
            because="From C/150 of a good cathode to pulses of 20 A g⁻¹: a slip from mA g⁻¹ to A g⁻¹ shows from 20 mA "
            "g⁻¹ on; 5 and 10 A g⁻¹ are printed in earnest too.",
            tolerance=RELATIVE,
            relevance=_CURRENT,
        ),
        _number(
            "areal_current_density",
            "Areal current density",
            "<i>j</i>",
            "areal_current",
            (1e-3, 100),
            "Current per geometric electrode area.",
            "log",
            because="From thin-film cells at 1 μA cm⁻² to plating at the limit of liquids: μA cm⁻² printed as mA cm⁻² "
            "show from 100 on, the reverse below 1 mA cm⁻².",
            tolerance=RELATIVE,
            relevance=_CURRENT,
        ),
        _number(
            "c_rate",
            "C-rate",
            "<i>C</i>",
            "rate",
            (1e-3, 100),
            "Current as a share of the capacity per hour, with the current that 1C stands for where it is printed.",
            "log",
            because="From a charge of six weeks to half a minute; beyond, mA g⁻¹ were taken for C. C/10 and 10C are "
            "both usual, and no range tells them apart.",
            tolerance=RELATIVE,
            relevance=_CURRENT,
        ),
        _number(
            "cycle_number",
            "Cycle number",
            "<i>n</i>",
            "number",
            (0, 1e5),
            "Cycle at which the value was taken.",
            "log",
            whole=True,
            because="The most stable hosts are cycled a hundred thousand times; a comma that was a decimal sign "
            "multiplies by 1000, which only long tests show.",
            tolerance=RELATIVE,
            relevance=Relevance(
                because="Capacities fade and interfaces change with every cycle.",
                asked=IN_CELLS,
                decides=ALL,
                origins="measured",
            ),
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
            relevance=Relevance(
                because="A value of a rate test and one of a cycling test are not alike.",
                asked=IN_CELLS,
                decides=ALL,
                origins="measured",
            ),
        ),
        _choice(
            "direction",
            "Direction",
            "Whether the value belongs to charge or to discharge.",
            ("charge", "charge"),
            ("discharge", "discharge"),
            relevance=Relevance(
                because="A charge pays for side reactions too, but stands within a few percent of the discharge.",
                asked=IN_CELLS,
                origins="measured",
            ),
        ),
        _text(
            "state",
            "State",
            "Composition, state of charge or voltage at which the value holds.",
            relevance=Relevance(
                because="Resistances and diffusion change with the state of charge, seldom stated in the same words."
            ),
        ),
        _text(
            "path",
            "Path",
            "Facet, site or route that an ion takes or sits on.",
            relevance=Relevance(because="Another path or site is often the very thing that a modification offers."),
        ),
        _text(
            "axis",
            "Axis",
            "Crystal axis or direction that the value belongs to.",
            relevance=Relevance(
                because="Along two axes there are two quantities, components of one tensor.", decides=ALL
            ),
        ),
        _number(
            "scan_rate",
            "Scan rate",
            "<i>v</i>",
            "scan_rate",
            (5e-3, 5e3),
            "Rate of change of the potential in voltammetry.",
            "log",
            because="From quasi-equilibrium to 5 V s⁻¹: mV s⁻¹ printed as V s⁻¹ show from 5 mV s⁻¹ on; slower scans "
            "as V s⁻¹ look like fast ones.",
            tolerance=RELATIVE,
            relevance=Relevance(
                because="What a voltammogram shows depends on its rate as a capacity does on the current.", decides=ALL
            ),
        ),
        _number(
            "areal_capacity",
            "Areal capacity",
            "<i>q</i><sub>A</sub>",
            "areal_capacity",
            (1e-3, 50),
            "Charge per area plated, stripped or cycled in each half cycle.",
            "log",
            because="From nucleation studies at 1 μAh cm⁻² to a Mg foil of 130 μm: μAh cm⁻² and mAh cm⁻² are told "
            "apart below 1 and above 50; between, thin films are as usual as foils.",
            tolerance=RELATIVE,
            relevance=Relevance(because="The more metal is moved in a half cycle, the harder a high efficiency."),
        ),
        _choice(
            "potential_scale",
            "Potential scale",
            "The reference against which a potential is given; never converted unless the source gives the offset.",
            *((term.key, term.label) for term in vocabulary.POTENTIAL_SCALES if term.key != "not_stated"),
            relevance=Relevance(
                because="Potentials on two scales are numbers with two zeros.",
                asked=IN_CELLS,
                decides=of("voltage", "redox_potential", "anodic_limit", "stripping_potential"),
                origins="measured",
            ),
        ),
        _text(
            "atmosphere",
            "Atmosphere",
            "Gas, humidity or vacuum around the specimen.",
            relevance=Relevance(
                because="Water and solvent from the air conduct.", asked=of("ionic_conductivity"), origins="measured"
            ),
        ),
        _number(
            "pellet_density",
            "Pellet density",
            "<i>ρ</i><sub>rel</sub>",
            "percent",
            (10, 101),
            "Density of the measured pellet as a share of the theoretical density.",
            because="Cold-pressed powders have 50 to 90 %; 1 % above 100 is the error of the mass.",
            tolerance=Tolerance(absolute=2),
            relevance=Relevance(because=f"Pores do not conduct. {_STATED_ALONE}"),
        ),
        _number(
            "pellet_thickness",
            "Pellet thickness",
            "<i>δ</i>",
            "macroscopic_length",
            (1e-5, 20),
            "Thickness of the measured pellet, membrane or film.",
            "log",
            because="From films of 10 nm to blocks of 2 cm: μm printed as mm show from 20 on; mm printed as μm look "
            "like films.",
            tolerance=RELATIVE,
            relevance=Relevance(because=f"Contacts and surfaces weigh more in a thin one. {_STATED_ALONE}"),
        ),
        _number(
            "stack_pressure",
            "Stack pressure",
            "<i>p</i><sub>stack</sub>",
            "pressure",
            (5e-3, 600),
            "Pressure on the cell or the pellet while it is measured.",
            "log",
            because="From the spring of a soft pouch to the hydraulic press; kPa, bar and MPa lie too near one "
            "another to be told apart by a range.",
            tolerance=RELATIVE,
            relevance=Relevance(because=f"Pressure closes contacts. {_STATED_ALONE}"),
        ),
        _number(
            "pelletising_pressure",
            "Pelletising pressure",
            "<i>p</i><sub>pellet</sub>",
            "pressure",
            (5, 2000),
            "Pressure by which the pellet was made, where it is another than the one during the measurement.",
            "log",
            because="Steel dies stand about 1000 MPa, multi-anvil presses 2000; bar printed as MPa show beyond, MPa "
            "printed as bar below 50 MPa.",
            tolerance=RELATIVE,
            relevance=Relevance(because=f"It acts by the density of the pellet. {_STATED_ALONE}"),
        ),
        _number(
            "solvent_content",
            "Solvent content",
            "<i>w</i><sub>solv</sub>",
            "mass_percent",
            (0, 100),
            "Mass share of solvent or guest left in the specimen when it was measured.",
            tolerance=Tolerance(absolute=1),
            relevance=Relevance(because=f"What is left of a solvent conducts. {_STATED_ALONE}"),
        ),
        _text(
            "functional",
            "Functional",
            "Exchange–correlation functional with its corrections (PBE+U, SCAN, D3 …).",
            relevance=Relevance(
                because="Functionals differ in gaps and barriers by tenths of an electronvolt.",
                origins="computed",
                asked=ALL,
            ),
        ),
        _text(
            "supercell",
            "Supercell",
            "Size of the simulated cell in unit cells, or its number of atoms.",
            relevance=_CONVERGED,
        ),
        _text(
            "k_points",
            "k-points",
            "Sampling of the Brillouin zone.",
            relevance=_CONVERGED,
        ),
        _number(
            "cutoff_energy",
            "Cut-off energy",
            "<i>E</i><sub>cut</sub>",
            "energy",
            (150, 3000),
            "Kinetic-energy limit of the plane-wave basis.",
            accepted=("eV", "Ry", "Ha"),
            possible=NOT_NEGATIVE,
            because="Ultrasoft potentials begin at 150 eV, hard norm-conserving ones end at 3000: 40 to 120 Ry "
            "printed as eV and 300 eV printed as Ry lie outside.",
            tolerance=RELATIVE,
            relevance=_CONVERGED,
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
            relevance=Relevance(because="Each set of radii has its own zero.", decides=ALL),
        ),
        _text(
            "coordination",
            "Coordination",
            "Number and arrangement of neighbours, as 6 or octahedral.",
            relevance=Relevance(
                because="An ion has a radius for each number of neighbours.", decides=of("ionic_radius")
            ),
        ),
        _text(
            "element",
            "Element",
            "The element whose content is given.",
            relevance=Relevance(because="Contents of two elements are two quantities.", decides=ALL),
        ),
        _text(
            "phase_name",
            "Phase",
            "The phase whose share is given, by formula and polymorph.",
            relevance=Relevance(because="Shares of two phases are two quantities.", decides=ALL),
        ),
        _choice(
            "share_basis",
            "Basis of a share",
            "What a share is a share of.",
            ("mass", "mass"),
            ("amount", "amount of substance"),
            ("volume", "volume"),
            ("other", "other"),
            relevance=Relevance(
                because="Phases of unlike density have other shares of the mass than of the volume.", decides=ALL
            ),
        ),
        _text(
            "constituents",
            "Constituents",
            "The two whose masses are compared, the first over the second: PEO : Mg(TFSI)2.",
            relevance=Relevance(because="Ratios of other constituents are other quantities.", decides=ALL),
        ),
        _choice(
            "contribution",
            "Contribution",
            "The part of a conductivity or resistance that the value stands for.",
            ("total", "total"),
            ("bulk", "bulk"),
            ("grain_boundary", "grain boundary"),
            relevance=Relevance(because="Grains and their boundaries are two resistances in series.", decides=ALL),
        ),
    )
}


@cache
def entry_of(key: str) -> Condition:
    """The condition `key`; a text of that name by which no value is judged, where the catalogue has none."""
    if key in CONDITIONS:
        return CONDITIONS[key]
    nothing = Relevance(because="Nobody knows what it means.", is_compared=False)
    return _text(key, key.replace("_", " "), "A condition of another version of the catalogue.", relevance=nothing)


def get(key: str) -> Condition:
    """The condition `key`. Raises UnknownCondition, a KeyError, naming the nearest keys."""
    try:
        return CONDITIONS[key]
    except KeyError:
        wanted = str(key).strip().lower().replace(" ", "_").replace("-", "_")
        near = difflib.get_close_matches(wanted, CONDITIONS, n=3, cutoff=0.5)
        raise UnknownCondition(str(key), tuple(near), CONDITIONS) from None
