"""Energies of ions and molecules, electronic structure."""

from __future__ import annotations

from mgdb.science.limits import NOT_NEGATIVE
from mgdb.science.properties.model import ENERGETICS, INSULATES, number

ENTRIES = (
    number(
        "adsorption_energy",
        "Adsorption energy",
        "<i>E</i><sub>ads</sub>",
        "energy",
        (-20, 10),
        "Energy of an ion, atom or molecule on a surface against the separate parts; negative where it binds.",
        group=ENERGETICS,
        needs=("path",),
        because="Bare cations bind by at most some 20 eV; positive energies are of what does not adsorb. kJ mol⁻¹ "
        "printed as eV lie outside from 20 on.",
    ),
    number(
        "intercalation_energy",
        "Intercalation energy",
        "<i>E</i><sub>int</sub>",
        "energy",
        (-20, 10),
        "Energy of inserting an ion or atom into a host against the separate parts.",
        group=ENERGETICS,
        needs=("state",),
        because="Per ion: ten times the voltage of any host is out of reach. kJ mol⁻¹ printed as eV lie outside from "
        "20 on.",
    ),
    number(
        "desolvation_energy",
        "Desolvation energy",
        "<i>E</i><sub>desolv</sub>",
        "energy",
        (-5, 40),
        "Energy for taking solvent or ligands off an ion, all or in part as stated.",
        group=ENERGETICS,
        better="lower",
        because="Mg²⁺ in water is bound by 20 eV; 40 eV is a triply charged ion. kJ mol⁻¹ printed as eV lie outside "
        "from 40 on.",
    ),
    number(
        "solvation_energy",
        "Solvation energy",
        "<i>E</i><sub>solv</sub>",
        "energy",
        (-40, 5),
        "Energy of an ion in its solvent shell against the ion and solvent apart.",
        group=ENERGETICS,
        because="Mg²⁺ in water is bound by 20 eV; 40 eV is a triply charged ion. kJ mol⁻¹ printed as eV lie outside "
        "from 40 on.",
    ),
    number(
        "bond_dissociation_energy",
        "Bond dissociation energy",
        "<i>E</i><sub>diss</sub>",
        "energy",
        (-5, 15),
        "Energy for breaking one bond, such as Mg–Cl of MgCl⁺.",
        group=ENERGETICS,
        because="The strongest bond, C≡O, takes 11.2 eV.",
    ),
    number(
        "reaction_enthalpy",
        "Reaction enthalpy",
        "Δ<sub>r</sub><i>H</i>",
        "molar_energy",
        (-5000, 5000),
        "Enthalpy of a stated reaction or transition per mole of its formula.",
        group=ENERGETICS,
        because="Combustion of a formula unit; larger numbers are per something else. Small enthalpies are real, so "
        "that eV printed as kJ mol⁻¹ cannot be told.",
    ),
    number(
        "charge_transfer",
        "Charge transfer",
        "Δ<i>q</i>",
        "electron_charge",
        (-8, 8),
        "Electrons that pass between an ion or adsorbate and its host by a population analysis.",
        group=ENERGETICS,
        needs=("path",),
        because="No atom gives or takes more than eight electrons.",
    ),
    number(
        "band_gap",
        "Band gap",
        "<i>E</i><sub>g</sub>",
        "energy",
        (0, 15),
        "Energy between filled and empty bands; optical and computed gaps are kept apart by origin and method.",
        group=ENERGETICS,
        better_as=INSULATES,
        accepted_units=("eV", "meV"),
        possible=NOT_NEGATIVE,
        because="LiF, the widest, has 13.6 eV.",
    ),
    number(
        "dielectric_constant",
        "Dielectric constant",
        "<i>ε</i><sub>r</sub>",
        "number",
        (1, 1e5),
        "Permittivity relative to vacuum.",
        group=ENERGETICS,
        because="1 is vacuum; relaxor ferroelectrics reach some 10⁴.",
    ),
)
