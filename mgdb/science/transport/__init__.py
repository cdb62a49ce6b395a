"""Laws of ionic transport: Arrhenius and Vogel–Tammann–Fulcher fits with confidence, σ at another temperature, hopping.

Nothing is fitted or extended across a phase transition that is stated, and no error is given that the number of points
does not carry.
"""

from mgdb.science.transport.arrhenius import ENERGIES, TEMPERATURES, ArrheniusFit, Form, arrhenius, conductivity_at
from mgdb.science.transport.hopping import geometric_factor, hop_rate, hopping_diffusion_coefficient
from mgdb.science.transport.model import BOLTZMANN, Interval, TransportError
from mgdb.science.transport.vtf import VTFFit, vtf

__all__ = [
    "BOLTZMANN",
    "ENERGIES",
    "TEMPERATURES",
    "ArrheniusFit",
    "Form",
    "Interval",
    "TransportError",
    "VTFFit",
    "arrhenius",
    "conductivity_at",
    "geometric_factor",
    "hop_rate",
    "hopping_diffusion_coefficient",
    "vtf",
]
