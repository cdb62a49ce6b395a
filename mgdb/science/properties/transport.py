"""Conduction and diffusion."""

from __future__ import annotations

from mgdb.science.limits import NOT_NEGATIVE, SHARE, Limits
from mgdb.science.properties.model import BOTH, CONDUCTS, EMMO, TRANSPORT, number

ENTRIES = (
    number(
        "ionic_conductivity",
        "Ionic conductivity",
        "<i>σ</i><sub>ion</sub>",
        "conductivity",
        (1e-18, 1),
        "Conductivity by ions, total unless the contribution is stated, of all mobile ions unless one is claimed.",
        group=TRANSPORT,
        scale="log",
        better="higher",
        needs=("temperature",),
        because="Superionic solids and aqueous acids stay below 1 S cm⁻¹; molten salts pass it at red heat. mS cm⁻¹ "
        "printed as S cm⁻¹ show from 1 on, a lost minus at once; smaller ones look like salt water.",
        possible=Limits(
            0.0,
            100.0,
            reason="even 5 × 10²² ions per cm³, the density of atoms in solids, that diffuse at 10⁻³ cm² s⁻¹, ten "
            "times faster than in any melt, conduct 93 S cm⁻¹ at 1000 K (Nernst–Einstein)",
        ),
    ),
    number(
        "electronic_conductivity",
        "Electronic conductivity",
        "<i>σ</i><sub>e</sub>",
        "conductivity",
        (1e-18, 1e6),
        "Conductivity by electrons and holes.",
        group=TRANSPORT,
        scale="log",
        better_as=CONDUCTS,
        needs=("temperature",),
        because="Silver, the best conductor at room temperature, has 6.3 × 10⁵ S cm⁻¹; insulators and metals are so "
        "far apart that a slip of the unit cannot be told.",
    ),
    number(
        "electronic_share",
        "Electronic transference number",
        "<i>t</i><sub>e</sub>",
        "ratio",
        (0, 1),
        "Electronic conductivity as a share of the total conductivity.",
        group=TRANSPORT,
        scale="log",
        needs=("temperature",),
        possible=SHARE,
    ),
    number(
        "activation_energy",
        "Activation energy",
        "<i>E</i><sub>a</sub>",
        "energy",
        (0.04, 3),
        "Slope of measured conductivity, diffusion or resistance against inverse temperature, times Boltzmann's "
        "constant; whether from σ or σT is part of the record.",
        group=TRANSPORT,
        applies_to=BOTH,
        better="lower",
        possible=NOT_NEGATIVE,
        because="Ions move over more than 0.04 eV (the thermal energy at room temperature is 0.026) and over less "
        "than 3 eV at temperatures that pellets survive; kJ mol⁻¹ and meV printed as eV lie outside.",
    ),
    number(
        "migration_barrier",
        "Migration barrier",
        "<i>E</i><sub>m</sub>",
        "energy",
        (0.01, 4),
        "Computed energy between a site and the saddle point of an ion's path to the next site.",
        group=TRANSPORT,
        better="lower",
        needs=("path",),
        possible=NOT_NEGATIVE,
        because="Barriers that calculations give for Mg²⁺ in oxides reach about 2 eV, 4 eV breaks bonds; paths "
        "without a barrier are rare. kJ mol⁻¹ and meV printed as eV lie outside.",
    ),
    number(
        "diffusion_coefficient",
        "Diffusion coefficient",
        "<i>D</i>",
        "diffusivity",
        (1e-26, 1e-4),
        "Chemical or self-diffusion coefficient of the claimed ion; titration, impedance and voltammetric values are "
        "kept apart by method.",
        group=TRANSPORT,
        scale="log",
        better="higher",
        needs=("state",),
        iri=f"{EMMO}EMMO_931a725b_926d_4f60_8955_61fe17fce98b",
        because="From ions frozen in oxides at room temperature to protons in water, 9 × 10⁻⁵ cm² s⁻¹; m² s⁻¹ taken "
        "for cm² s⁻¹ show only in liquids.",
    ),
    number(
        "transference_number",
        "Transference number",
        "<i>t</i><sub>+</sub>",
        "ratio",
        (0, 1),
        "Share of the ionic current that the claimed ion carries.",
        group=TRANSPORT,
        applies_to=BOTH,
        better="higher",
        needs=("temperature",),
        possible=Limits(high=1.0),
        because="Below zero only where complexes carry the ion backwards, which few measurements can show.",
    ),
)
