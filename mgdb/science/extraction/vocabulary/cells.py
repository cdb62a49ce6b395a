"""Words of what cells, electrodes and electrolytes do: capacities, efficiencies, lives, voltages, resistances."""

from __future__ import annotations

from typing import Final

_ON_FOIL: Final = r"(?:\|\|?|//|‖|∥|@|\bon)\s?(?:Cu|Ti|SS|stainless steel|copper|titanium)"
_CE: Final = r"(?:(?:co?u?lombic|columbic|faradaic|current|cycling|coulomb) efficienc(?:y|ies)|I?CEs?)"
_PLATING: Final = r"(?:electro-?)?(?:plating|stripping|deposition|dissolution)"
_METAL: Final = r"(?:(?:Mg|Li|Na|K|Ca|Zn|Al)\b|magnesium|lithium|sodium|potassium|calcium|zinc|alumini?um|metal)"
_IS: Final = r"(?:was|is|were|are|came|comes|stems|originates|arises|being)"

CELLS: Final[dict[str, tuple[str, ...]]] = {
    "specific_capacity": (r"capacit(?:y|ies)",),
    "areal_capacity": (r"are(?:al?|a specific) (?:specific )?capacit(?:y|ies)",),
    "capacity_retention": (
        r"(?:capacity )?retention",
        r"retain\w*",
        (
            r"of (?:its|the|their) (?:initial|original|first|starting|maximum|highest|pristine) "
            r"(?:value|one|capacit(?:y|ies))"
        ),
        r"state[- ]of[- ]health",
        r"~(?:cyclability|(?:cycl\w+|long-term) (?:stability|performance|durability))",
        r"~(?:ke(?:pt|ep\w*)|conserv\w*|h[eo]lds?|sustain\w*)",
        r"~capacity\b.{0,40}\b(?:left|intact)",
        (
            r"~capacit(?:y|ies)\b[^;]{0,60}\b(?:drop|f[ae]ll|decreas|declin|fad|decay|reduc|diminish)\w*"
            r"(?: \w+){0,2} to\s*\Z"
        ),
        r"~maint(?:ain\w*|enance)",
        r"~remain\w*",
        r"~preserv\w*",
        r"of (?:its|the|their) (?:(?:initial|original|first|maximum|specific|reversible|discharge) ){0,2}capacity",
    ),
    "coulombic_efficiency": (
        r"(?:co?u?lombic|columbic|faradaic|coulomb|charge[/–-]discharge) efficienc(?:y|ies)",
        r"\bI?CEs?\b",
        r"(?:initial|first[- ]cycle|cycling) efficienc(?:y|ies)",
        r"~efficienc(?:y|ies)",
    ),
    "plating_stripping_efficiency": (
        # of a metal plated on a foil that stores none
        rf"{_ON_FOIL}\b.{{0,140}}\b{_CE}\b",
        rf"{_CE}\b.{{0,80}}{_ON_FOIL}\b",
        rf"(?:asymmetric|half[- ])(?: ?cells?)?\b.{{0,140}}\b{_CE}\b",
        rf"{_PLATING}\b.{{0,80}}\bCEs?\b",
        rf"\bCEs?\b.{{0,60}}\b{_PLATING}",
        rf"{_PLATING}\b.{{0,60}}\befficienc(?:y|ies)",
        rf"efficienc(?:y|ies).{{0,60}}\b{_PLATING}",
        rf"cycling of (?:the )?{_METAL}\b.{{0,40}}\befficienc(?:y|ies)",
        rf"{_PLATING}\b.{{0,60}}\breversibilit(?:y|ies)",
        rf"reversibilit(?:y|ies)\b.{{0,40}}\b{_PLATING}",
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
        r"short[- ]circuit\w*",
        r"~(?:plating|stripping|symmetric\w*|cycl\w+|stab(?:le|ly|ility)|last\w*|sustain\w*|li(?:fe|ves)|lifetimes?|endur\w+)",
    ),
    "volumetric_capacity": (r"volumetric (?:\w+ )?capacit(?:y|ies)", r"capacit(?:y|ies)"),
    "cell_capacity": (r"capacit(?:y|ies)",),
    "voltage": (
        r"(?<![-–])voltages?",
        r"potential",
        r"plateau[sx]?",
        r"cut-?off",
        r"\bOCV\b",
        r"~(?:operat|work|cycl|test|charg|discharg)\w*\b.{0,60}\b(?:voltage|potential) (?:windows?|ranges?|limits?)",
        r"~(?:operat|work|deliver|discharg)\w*\b.{0,40}\bat",
    ),
    "redox_potential": (
        r"(?:redox|reduction|electrode|standard|oxidation|equilibrium) potentials?",
        r"potential of",
        r"redox (?:couples?|pairs?)",
        r"(?:reduction|oxidation|cathodic|anodic|redox|voltammetric|CV) (?:current )?peaks?",
        r"peaks?(?: (?!at\b|of\b|around\b|near\b)\w+){0,2} (?:at|around|near)",
        r"(?:half-wave|formal|midpoint|mid-point) potentials?",
        r"\bE_?(?:1/2|½)",
        r"(?:CV|voltammogra\w+|voltammetr\w+)\b.{0,80}\bpeaks?",
    ),
    "stripping_potential": (
        r"stripping (?:potential|current)",
        r"anodic current",
        r"anodic (?:sweep|scan)",
        r"reverse sweeps?",
        r"stripping potentials? of",
    ),
    "anodic_limit": (
        (
            r"(?:oxidat\w+|anodic(?:ally)?|oxidative(?:ly)?) "
            r"(?:stab\w+|limits?|decomposition|potential|voltage|breakdown|resistance)"
        ),
        r"(?:oxidati(?:on|ve)|anodic) currents?",
        r"currents? (?:\w+ ){0,2}(?:ris|increas|onset|surg)\w*",
        r"~\bLSV\b",
        r"high-voltage",
        r"(?:oxidati(?:on|ve)|anodic|decomposition) onset",
        r"onsets? of (?:the )?(?:oxidation|decomposition)",
        r"(?:stable|stability) (?:up )?to",
        r"oxidation stability",
        r"(?:oxidi[sz]|degrad|decompos)(?:ed?|es|ing) (?:only )?(?:at|above|beyond)(?: (?:potential|voltage)s?\b)?",
        r"(?:decompos\w+|breakdown|corrosion|stability|withstand\w*) (?:voltage|potential|limit)s?",
    ),
    "electrochemical_window": (
        r"(?:electrochemical(?:ly)?|stab\w+) (?:stab\w+ )?(?:potential |voltage )?(?:windows?|ranges?)",
        r"~(?:voltage|potential|operating) windows?",
        r"\bESWs?\b",
        r"electrochemical stability",
        r"~windows?\b",
    ),
    "overpotential": (
        r"over-?(?:potential|voltage)s?",
        r"(?:voltage )?polari[sz]ations?(?: voltages?)?",
        r"(?:voltage |potential )?(?:gaps?|hysteres[ie]s)",
        r"(?:voltage|potential|peak) (?:differences?|separations?)",
        r"IR[- ]drop",
    ),
    "nucleation_overpotential": (
        r"nucleation (?:over-?potentials?|over-?voltages?|barrier|potential)",
        r"nucleation\b.{0,40}\bover-?potentials?",
    ),
    "specific_energy": (r"(?:energy densit(?:y|ies)|specific energ(?:y|ies))",),
    "energy_density": (r"(?:volumetric )?energy densit(?:y|ies)",),
    "capacitive_contribution": (
        r"(?:pseudo-?)?capacitive(?: \w+)? ?(?:contribution|ratio|percentage|behaviou?r|proportion|capacity)?",
        r"surface[- ](?:controlled|dominated|driven|capacitive)",
        r"pseudo-?capacitance",
        (
            rf"of the (?:total )?(?:capacity|charge)(?: stored)?(?: (?:of|for|in) [^\s,;]+(?: [^\s,;]+){{0,2}})?"
            rf" {_IS}(?: \w+){{0,3}}? \w*capaciti(?:ve|es)"
        ),
    ),
    "diffusion_contribution": (
        r"diffusion[- ](?:controlled|limited|dominated)(?: \w+)? ?(?:contribution|process\w*)?",
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
        r"interfac\w+ (?:resistance|impedance)s?",
        r"area[- ](?:normali[sz]ed|related) (?:resistance|impedance)s?",
        r"~resistances?",
        r"~impedances?",
    ),
    "warburg_coefficient": (r"Warburg (?:coefficients?|factors?|impedance)",),
}
