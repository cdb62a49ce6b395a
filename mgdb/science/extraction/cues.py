"""The words by which texts name a property or a condition, and which properties a unit leaves.

A table of the field's vocabulary, as the catalogue of properties is; where nothing is listed, label and symbol of the
catalogue do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, TypeAlias

from mgdb.science import units
from mgdb.science.conditions import CONDITIONS
from mgdb.science.properties import PROPERTIES, Property

_SHAPES: Final = r"particles?|sheets?|rods?|wires?|spheres?|plates?|crystals?|tubes?|fib(?:er|re)s?"
# Words that mean one property alone weigh 1; general ones, marked ~, weigh less, so that a proper one farther off wins.
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "specific_capacity": (r"capacit(?:y|ies)",),
    "areal_capacity": (r"are(?:al?|a specific) (?:specific )?capacit(?:y|ies)",),
    "capacity_retention": (
        r"(?:capacity )?retention",
        r"retain\w*",
        r"~maint(?:ain\w*|enance)",
        r"~remain\w*",
        r"~preserv\w*",
    ),
    "coulombic_efficiency": (r"coulombic efficienc(?:y|ies)", r"\bCEs?\b"),
    "plating_stripping_efficiency": (
        r"(?:plating|stripping|deposition|dissolution)\b.{0,60}\befficienc(?:y|ies)",
        r"efficienc(?:y|ies).{0,60}\b(?:plating|stripping|deposition|dissolution)",
    ),
    "cycles_demonstrated": (
        r"cycl(?:ing|e) (?:life|lifespan|stability|performance)",
        r"cycled",
        r"lifespan",
        r"long-?(?:term|life)",
        r"cyclability",
        r"cyclic stability",
        r"stab(?:le|ly|ility)",
        r"durab\w+",
        r"retention",
        r"~(?:ran|run|runs|operat\w+|work(?:s|ed)|life|lives)",
        r"~(?:over|for|up to|more than|even after|exceed\w*|reach\w*|last\w*|surviv\w*)\Z",
    ),
    "cycle_life": (r"cycle li(?:fe|ves) of", r"service life"),
    "test_duration": (
        r"(?:plating|stripping|cycl\w+|symmetric\w*|stable|stably|polari[sz]ation|operat\w+)\b.{0,80}\Z",
        r"lifespans?",
        r"long-term",
        r"(?:long|cycle|cycling|service|calendar|operating|extended|prolonged) (?:life|lives|lifetimes?)",
        r"dendrite-free",
        r"~(?:plating|stripping|symmetric\w*|cycl\w+|stab(?:le|ly|ility)|last\w*|sustain\w*|li(?:fe|ves)|lifetimes?|endur\w+)",
    ),
    "voltage": (r"voltage", r"potential", r"plateaus?", r"cut-?off"),
    "redox_potential": (
        r"(?:redox|reduction|electrode|standard|oxidation|equilibrium) potentials?",
        r"potential of",
        r"(?:reduction|oxidation|cathodic|anodic|redox) peaks?",
    ),
    "stripping_potential": (
        r"stripping (?:potential|current)",
        r"anodic current",
        r"anodic (?:sweep|scan)",
        r"reverse sweeps?",
    ),
    "anodic_limit": (
        r"(?:oxidat\w+|anodic|oxidative) (?:stability|limit|decomposition|potential|voltage)",
        r"high-voltage",
        r"stable (?:up )?to",
        r"oxidation stability",
        r"oxidi[sz](?:ed|es|ing) (?:only )?(?:at|above|beyond)",
    ),
    "electrochemical_window": (
        r"(?:electrochemical|stability|voltage|potential|operating) (?:stability )?windows?",
        r"\bESW\b",
        r"electrochemical stability",
    ),
    "overpotential": (r"over-?potentials?", r"polari[sz]ation(?: voltage)?", r"voltage (?:gap|hysteresis)"),
    "nucleation_overpotential": (r"nucleation (?:over-?potentials?|barrier)",),
    "specific_energy": (r"(?:energy densit(?:y|ies)|specific energ(?:y|ies))",),
    "energy_density": (r"(?:volumetric )?energy densit(?:y|ies)",),
    "capacitive_contribution": (
        r"(?:pseudo-?)?capacitive(?: \w+)? ?(?:contribution|ratio|percentage|behaviou?r|proportion|capacity)?",
        r"surface-(?:controlled|dominated|driven)",
    ),
    "diffusion_contribution": (
        r"diffusion-(?:controlled|limited|dominated)(?: \w+)? ?(?:contribution|process\w*)?",
        r"diffusion contribution",
    ),
    "b_value": (r"\bb[- ]values?",),
    "charge_transfer_resistance": (
        r"charge[- ]transfer (?:resistance|impedance)",
        r"resistance of charge transfer",
        r"R_?ct",
    ),
    "resistance": (r"resistances?", r"impedances?"),
    "area_specific_resistance": (
        r"area[- ]specific resistance",
        r"\bASR\b",
        r"interfac\w+ (?:resistance|impedance)",
        r"~resistances?",
        r"~impedances?",
    ),
    "warburg_coefficient": (r"Warburg (?:coefficients?|factors?|impedance)",),
    "ionic_conductivity": (
        r"(?:ionic|ion|Mg²⁺|Mg|Li⁺|Li|magnesium|lithium)(?:[- ]ion(?:ic)?)? conductivit(?:y|ies)",
        r"~conductivit(?:y|ies)",
        r"~σ(?![A-Za-z])",
        r"~conduct(?:ion|ors?|s)",
        r"~mobility",
    ),
    "electronic_conductivity": (
        r"(?:electronic|electrical|electron) conductivit(?:y|ies)",
        r"electr(?:ically|onically) (?:conduct|insulat)\w+",
    ),
    "electronic_share": (r"electronic (?:transference|conduct\w+|contribution)", r"of the total conductivity"),
    "activation_energy": (
        r"activation (?:energ(?:y|ies)|barriers?)",
        r"\bE_?a\b",
        r"Arrhenius",
        r"Nernst-Einstein",
    ),
    "migration_barrier": (
        r"(?:migration|diffusion|hopping|transport)(?: energy)? (?:barriers?|energ(?:y|ies))",
        r"energy barriers?",
        r"\bE_?m\b",
        r"~barriers?",
    ),
    "diffusion_coefficient": (r"diffusion (?:coefficients?|constants?)", r"diffusivit(?:y|ies)", r"\bD_?Mg\b"),
    "transference_number": (
        r"transference numbers?",
        r"transport numbers?",
        r"\bt\s?_?(?:[A-Z][a-z]?)?\s?[²2]?\s?[⁺+]",
    ),
    "adsorption_energy": (
        r"\bE_?ads\b",
        r"adsorption (?:\w+ )?energ(?:y|ies)",
        r"adsor(?:b|ption)\w*",
        r"binding energ(?:y|ies) (?:between|with|of|towards?|to)",
        r"~binding energ(?:y|ies)",
    ),
    "intercalation_energy": (
        r"(?:intercalation|insertion) energ(?:y|ies)",
        r"(?:intercalat|insert)\w+ (?:more )?(?:readily|easily)",
    ),
    "desolvation_energy": (
        r"de-?solvation (?:\w+ )?(?:energ(?:y|ies)|barriers?)(?: barriers?)?",
        r"energ(?:y|ies) (?:barriers? )?(?:of|for) (?:the )?de-?solvation",
    ),
    "solvation_energy": (r"(?<!de)(?<!de-)solvation (?:\w+ )?energ(?:y|ies)",),
    "bond_dissociation_energy": (
        r"(?:bond|dissociation) (?:dissociation |breaking )?energ(?:y|ies)",
        r"(?:break|dissociat|cleav)\w+",
    ),
    "reaction_enthalpy": (r"enthalp(?:y|ies)", r"(?:reaction|formation) energ(?:y|ies)"),
    "charge_transfer": (r"charge transfer", r"Bader", r"electrons? transferred"),
    "band_gap": (r"band ?gaps?", r"energy gaps?", r"\bE_?g\b"),
    "dielectric_constant": (r"dielectric constants?", r"permittivit(?:y|ies)"),
    "xps_binding_energy": (
        r"binding energ(?:y|ies)",
        r"\bXPS\b",
        r"(?:peaks?|signals?|doublets?) (?:\w+ ){0,3}at",
        r"\b(?:1s|2p|3d|4f)\b",
    ),
    "interlayer_spacing": (
        r"(?:inter-?layer|layer|inter-?planar|basal|d)[- ](?:spac(?:ing|e)|distance)s?",
        r"gallery height",
        r"~(?:expan|enlarg)\w+",
    ),
    "lattice_fringe_spacing": (r"(?:lattice )?fringes?(?: spacings?)?", r"lattice spac(?:ing|e)s?", r"\bHR-?TEM\b"),
    "lattice_parameter": (r"lattice (?:parameters?|constants?)", r"cell parameters?", r"(?:\A|[\s,(])[abc]\s?=\s?\Z"),
    "bond_length": (
        r"bond (?:lengths?|distances?)",
        r"[A-Z][a-z]?[-–][A-Z][a-z]? (?:bond|distance|length)s?",
        r"~bonds?",
    ),
    "interatomic_distance": (
        r"(?:inter-?atomic |nearest[- ]neighbou?r |hopping |jump )?distances?",
        r"separat(?:ion|ed)",
        r"apart",
        r"edges? of",
    ),
    "exafs_peak_position": (r"EXAFS", r"\bFT\b", r"R[- ]space", r"peaks? at"),
    "ionic_radius": (
        r"(?:ionic |ion |atomic |hydrated |crystal )?radi(?:us|i)",
        r"[A-Z][a-z]?(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]?[⁺⁻]|\([IV]+\))\s?\(\Z",
    ),
    "channel_size": (
        r"(?:channel|tunnel|bottleneck|window|aperture|cavit(?:y|ies))s?(?: (?:size|diameter|width)s?)?",
        r"size of (?:these |the )?(?:channel|tunnel)s?",
    ),
    "lattice_angle": (r"lattice (?:parameters?|constants?|angles?)", r"[αβγ]\s?=(?:\s?[αβγ]\s?=)*\s?\Z"),
    "contact_angle": (r"(?:contact|wetting) angles?", r"wettability"),
    "cell_volume": (r"(?:unit[- ])?cell volumes?", r"lattice volumes?"),
    "coordination_number": (r"coordinat(?:ion|ed|e) ?(?:numbers?)?",),
    "thickness": (r"thick(?:ness(?:es)?)?", r"~layers?", r"~films?", r"~coating", r"\bAFM\b"),
    "particle_size": (
        r"(?:particle|grain|crystallite|crystal|average|lateral|primary) (?:\w+ )?(?:sizes?|diameters?|dimensions?)",
        r"diameters?",
        rf"(?:nano)?(?:{_SHAPES}|flowers?|cubes?|belts?|ribbons?|grains?)(?: \w+){{0,4}} size",
        r"~sizes?",
        rf"~(?:nano)?(?:{_SHAPES})",
        r"~length",
        r"~width",
    ),
    "pore_size": (r"(?:meso|micro|macro|nano)?pores?(?: (?:sizes?|diameters?|widths?))?", r"aperture", r"porosity"),
    "specific_surface_area": (r"surface areas?", r"\bSSA\b", r"\bBET\b"),
    "pore_volume": (r"pore volumes?",),
    "relative_density": (r"relative densit(?:y|ies)", r"theoretical density", r"densif\w+", r"compactness"),
    "volume_change": (r"volum(?:e|etric) (?:change|expansion|variation|shrinkage|strain)s?",),
    "vacancy_concentration": (r"vacanc(?:y|ies)", r"deficien\w+"),
    "dopant_concentration": (r"dop(?:ing|ed|ants?)", r"\s?[A-Z][a-z]?(?:-doped|-|[- ](?:substituted|doping))"),
    "water_content": (r"water contents?", r"(?:residual|trace) (?:water|H2O|moisture)", r"moisture"),
    "hydrogen_content": (r"hydrogen (?:capacity|content|storage)",),
    "elemental_content": (r"contain\w*", r"contents? of", r"contents?", r"(?:consist|compos)\w+"),
    "solvent_content": (
        r"solvent (?:content|uptake)",
        r"(?:electrolyte|liquid) uptake",
        r"uptake",
        r"residual solvent",
    ),
    "elemental_abundance": (r"abundan\w+", r"crust"),
    "sintering_temperature": (r"sinter\w*", r"calcin\w*", r"~anneal\w*"),
    "phase_transition_temperature": (
        r"(?:phase )?trans(?:ition|form)\w*",
        r"melting(?: point)?",
        r"stable (?:below|up to)",
        r"polymorph\w*",
    ),
    "glass_transition_temperature": (r"glass[- ]transition", r"\bT_?g\b"),
    "decomposition_temperature": (r"decompos\w*", r"thermal(?:ly)? stab\w+", r"degrad\w+"),
    "operating_temperature": (r"(?:operat|work)\w+ temperatures?", r"wide temperature"),
    "raman_shift": (r"Raman",),
    "infrared_wavenumber": (r"\bFT-?IR\b", r"infrared", r"\bIR\b", r"vibration"),
    "diffraction_angle": (r"2θ", r"\bXRD\b", r"diffraction", r"peaks?"),
    "density": (r"densit(?:y|ies)",),
    "charge_density": (r"charge densit(?:y|ies)",),
    "polarizing_power": (r"polari[sz]\w+",),
}
GENERAL: Final = 0.4
# Words that say that a percentage or an angle is of something else, or of nothing that is recorded.
_COMPARED: Final = re.compile(
    r"(?:\b(?:increas|decreas|reduc|improv|enhanc|higher|lower|larger|smaller|faster|slower|rise|drop|decay|loss)\w*\s(?:of|by)\s?)\Z"
)
# What a unit stands for where no word says anything.
_DEFAULT: Final = {"conductivity": "ionic_conductivity", "resistance": "resistance"}
# Where these dimensions are printed without a word of a property they are conditions.
CONDITION_OF: Final = {
    "temperature": "temperature",
    "specific_current": "current_density",
    "areal_current": "areal_current_density",
    "rate": "c_rate",
    "scan_rate": "scan_rate",
}


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that name a property: where they stand in the sentence, and how much they say (up to 1)."""

    key: str
    start: int
    end: int
    weight: float


_Row: TypeAlias = tuple[str, float, re.Pattern[str]]
_REACH: Final = 160  # characters before a number that words for it may take


@cache
def _patterns() -> tuple[list[_Row], list[_Row]]:
    """Property, weight and pattern of words that stand anywhere; of those that stand right before a number."""
    anywhere: list[_Row] = []
    ahead: list[_Row] = []
    for key, entry in PROPERTIES.items():
        if entry.kind != "number":
            continue
        for words in _WORDS.get(key, (re.escape(entry.label),)):
            weight = GENERAL if words.startswith("~") else 1.0
            body = words.removeprefix("~")
            flags = 0 if re.search(r"\\b[A-Z]|\[A-Z\]|_\?", body) else re.IGNORECASE
            before = r"(?<![A-Za-z])" if body[0].isalpha() or body.startswith("(?:") else ""
            into = ahead if body.endswith(r"\Z") else anywhere
            into.append((key, weight, re.compile(before + body, flags)))
    return anywhere, ahead


@lru_cache(maxsize=64)
def cues_in(text: str) -> tuple[Cue, ...]:
    """All words in `text` that name a property, but for those that must stand right before a number."""
    return tuple(
        Cue(key, match.start(), match.end(), weight)
        for key, weight, pattern in _patterns()[0]
        for match in pattern.finditer(text)
    )


def cues_before(text: str) -> list[Cue]:
    """The words of that kind at the end of `text`, which is what stands before a number."""
    return [
        Cue(key, match.start(), match.end(), weight)
        for key, weight, pattern in _patterns()[1]
        if (match := pattern.search(text, max(0, len(text) - _REACH)))
    ]


def is_comparison(before: str) -> bool:
    """Whether a percentage behind `before` says how much more or less something is: “increased by 20 %”."""
    return bool(_COMPARED.search(before))


@lru_cache(maxsize=1024)
def properties_with(spelled: str) -> tuple[Property, ...]:
    """The properties that are given in the unit `spelled`; of a bare number none, of cycles those that count them."""
    if spelled == "cycles":
        return tuple(PROPERTIES[key] for key in ("cycles_demonstrated", "cycle_life"))
    return tuple(
        entry
        for entry in PROPERTIES.values()
        if entry.kind == "number" and spelled in entry.accepted_units and spelled != "1"
    )


def default_of(entries: tuple[Property, ...]) -> str:
    """The property that a unit stands for by itself; empty where it may be several."""
    if len(entries) == 1 and entries[0].dimension not in ("percent", "time", "temperature", "number", "length"):
        return entries[0].key
    dimensions = {entry.dimension or "" for entry in entries}
    return _DEFAULT.get(next(iter(dimensions)), "") if len(dimensions) == 1 else ""


_NO_TEST: Final = re.compile(
    r"\b(?:stirr|dri(?:ed|ing)|heat|anneal|calcin|sinter|react|reflux|sonicat|mill|autoclave|hydrothermal|solvothermal|"
    r"synthes|immers|soak|activat(?:ed|ion) (?:at|under)|vacuum|degas|aged|rest(?:ed|ing)?\b|exchang|wash)\w*",
    re.IGNORECASE,
)
_OF_TEST: Final = re.compile(
    r"\b(?:cells?|batter(?:y|ies)|cycl\w+|plating|stripping|deposition|electrodes?|anodes?|dendrites?|mA ?cm|mA ?g|"
    r"overpotential|polari[sz]ation|symmetric\w*|stab(?:le|ly|ility))",
    re.IGNORECASE,
)
_ORDINAL: Final = re.compile(
    r"\b(?:first|initial|every|each|per|another|last|next|these|at the|of the|only)\s\Z", re.IGNORECASE
)
_FEW_CYCLES: Final = 20  # up to which cycles are those of a formation, or after which something is looked at


def default_in(text: str, spelled: str, value: str, before: str) -> str:
    """What a number of cycles or hours is in a sentence about tests of cells without a word for it; empty where its
    sentence is about a synthesis, or it counts a few cycles."""
    if spelled == "cycles" and not _ORDINAL.search(before):
        number = re.search(r"[0-9][0-9,]*", value)
        return "cycles_demonstrated" if number and int(number[0].replace(",", "")) > _FEW_CYCLES else ""
    if spelled == "h" and _OF_TEST.search(text) and not _NO_TEST.search(text):
        return "test_duration"
    return ""


@lru_cache(maxsize=1024)
def condition_with(spelled: str) -> str:
    """The condition that a quantity in `spelled` is, where it is no property; empty where none or several."""
    if spelled == "cycles":
        return "cycle_number"
    if spelled == "C":  # a temperature has its °, and rates are many more
        return "c_rate"
    for dimension, key in CONDITION_OF.items():
        if spelled in CONDITIONS[key].accepted_units:
            return key
        if units.known_unit(spelled, dimension) in CONDITIONS[key].accepted_units:
            return key
    return "c_rate" if re.fullmatch(r"[0-9.]*C(?:/[0-9.]+)?", spelled) else ""


def without_unit(before: str) -> Iterator[str]:
    """The properties that a bare number may be of, by the words right before it."""
    for key, pattern in _BARE.items():
        if pattern.search(before):
            yield key


_BARE: Final = {
    "dielectric_constant": re.compile(
        r"(?:dielectric constants?|permittivit(?:y|ies))(?:\s\S{1,12}){0,6}?\s?\(?\Z", re.IGNORECASE
    ),
    "transference_number": re.compile(
        r"(?:(?i:trans(?:ference|port) numbers?)|\bt\s?_?(?:[A-Z][a-z]?)?\s?[²2]?\s?[⁺+]\)?),?"
        r"(?:\s[^\s;]{1,14}){0,8}?[\s=(]*\Z"
    ),
    "warburg_coefficient": re.compile(r"Warburg.{0,120}σ_?w?\s?=\s?\Z", re.IGNORECASE),
    "b_value": re.compile(r"\bb[- ]?(?:values?)?(?:\s\S{1,12}){0,6}?[\s=(]*\Z"),
    "coordination_number": re.compile(r"coordination numbers?(?:\s\S{1,12}){0,5}?[\s=(]*\Z", re.IGNORECASE),
}
