"""What the catalogue says of a property."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from mgdb.science import units
from mgdb.science.expectations import Scale
from mgdb.science.limits import ANY, Limits
from mgdb.science.markup import Html

Kind = Literal["number", "text"]
Better = Literal["higher", "lower"]

# electrons are wanted in an electrode and not in an electrolyte
CONDUCTS: tuple[tuple[str, Better], ...] = (("cathode", "higher"), ("anode", "higher"), ("electrolyte", "lower"))
INSULATES: tuple[tuple[str, Better], ...] = (("cathode", "lower"), ("anode", "lower"), ("electrolyte", "higher"))

EMMO = "https://w3id.org/emmo#"
ELECTROCHEMISTRY = "https://w3id.org/emmo/domain/electrochemistry#"

CAPACITY = "Capacity and cycling"
VOLTAGE = "Voltage and energy"
INTERFACE = "Interfaces and kinetics"
TRANSPORT = "Transport"
ENERGETICS = "Energies and electronic structure"
STRUCTURE = "Structure"
TEXTURE = "Particles, pores and density"
COMPOSITION = "Defects and composition"
THERMAL = "Temperatures"
SPECTRA = "Spectra and diffraction"
ELEMENTS = "Ions and elements"


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One property: what it is, its unit, to what it applies and what to expect of it.

    symbol is HTML; dimension a key of units.DIMENSIONS, None for text; possible are the limits in the canonical unit
    outside which a value contradicts the definition and is refused; plausible is (low, high), outside which it is
    questioned, and plausible_reason says why there where it is not plain; whole: a count, averaged: of which means over
    several cells are stated too, and need not be whole; better says which direction is an improvement, None where
    neither is, or where it depends on what the material serves as: better_as are then (role, direction);
    needed_conditions are the keys of the conditions without which a value means little; iri is the concept of EMMO or
    its electrochemistry domain (release 0.35.0), given only where the meaning is the same.
    """

    key: str
    label: str
    symbol: Html
    dimension: str | None
    unit: str
    display_unit: str
    accepted_units: tuple[str, ...]
    applies_to: tuple[str, ...]
    kind: Kind
    plausible: tuple[float, float] | None
    scale: Scale
    better: Better | None
    needed_conditions: tuple[str, ...]
    group: str
    definition: str
    iri: str | None
    possible: Limits = ANY
    plausible_reason: str = ""
    whole: bool = False
    averaged: bool = False
    better_as: tuple[tuple[str, Better], ...] = ()


def better_side(entry: Property, roles: Collection[str]) -> Better | None:
    """Which direction is an improvement of `entry` in a material of these `roles`; None where neither is, or where
    its roles disagree.

    Worked: a higher electronic conductivity is better in a cathode, a lower one in an electrolyte.
    """
    if entry.better is not None:
        return entry.better
    sides = {side for role, side in entry.better_as if role in roles}
    return sides.pop() if len(sides) == 1 else None


MATERIAL = ("material",)
BOTH = ("material", "cell")


def number(
    key: str,
    label: str,
    symbol: str,
    dimension: str,
    plausible: tuple[float, float],
    definition: str,
    *,
    group: str,
    applies_to: tuple[str, ...] = MATERIAL,
    accepted_units: tuple[str, ...] | None = None,
    scale: Scale = "linear",
    better: Better | None = None,
    better_as: tuple[tuple[str, Better], ...] = (),
    needs: tuple[str, ...] = (),
    iri: str | None = None,
    possible: Limits | None = None,
    because: str = "",
    whole: bool = False,
    averaged: bool = False,
) -> Property:
    """A numeric property; its units are those of `dimension` unless `accepted_units` (canonical first) narrows them.

    `possible` narrows what the dimension allows; `because` is the reason for the plausible range.
    """
    entry = units.DIMENSIONS[dimension]
    return Property(
        key=key,
        label=label,
        symbol=Html(symbol),
        dimension=dimension,
        unit=entry.canonical,
        display_unit=entry.display or entry.canonical,
        accepted_units=accepted_units or entry.accepted,
        applies_to=applies_to,
        kind="number",
        plausible=plausible,
        scale=scale,
        better=better,
        better_as=better_as,
        needed_conditions=needs,
        group=group,
        definition=definition,
        iri=iri,
        possible=possible or entry.possible,
        plausible_reason=because,
        whole=whole,
        averaged=averaged,
    )


def text(key: str, label: str, symbol: str, definition: str, *, group: str, iri: str | None = None) -> Property:
    """A property whose value is a word or symbol."""
    return Property(
        key=key,
        label=label,
        symbol=Html(symbol),
        dimension=None,
        unit="",
        display_unit="",
        accepted_units=(),
        applies_to=MATERIAL,
        kind="text",
        plausible=None,
        scale="linear",
        better=None,
        needed_conditions=(),
        group=group,
        definition=definition,
        iri=iri,
    )
