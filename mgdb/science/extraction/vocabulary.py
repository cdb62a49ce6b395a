"""The words by which texts name a property: a table of the field's vocabulary, as the catalogue of properties is.

The labels of the catalogue are words of it too. Each is a regular expression, of which one that ends with the text
stands right before a number.
"""

from __future__ import annotations

from typing import Final

from mgdb.science.elements import ELEMENTS

_SHAPES: Final = r"particles?|sheets?|rods?|wires?|spheres?|plates?|crystals?|tubes?|fib(?:er|re)s?"
_ON_FOIL: Final = r"(?:\|\|?|//|‖|∥|@|\bon)\s?(?:Cu|Ti|SS|stainless steel|copper|titanium)"
_CE: Final = r"(?:coulombic efficienc(?:y|ies)|CEs?)"
_PLATING: Final = r"(?:electro-?)?(?:plating|stripping|deposition|dissolution)"
_METAL: Final = r"(?:(?:Mg|Li|Na|K|Ca|Zn|Al)\b|magnesium|lithium|sodium|potassium|calcium|zinc|alumini?um|metal)"
# Words that mean one property alone weigh 1; general ones, marked ~, weigh less, so that a proper one farther off wins.
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "specific_capacity": (r"capacit(?:y|ies)",),
    "areal_capacity": (r"are(?:al?|a specific) (?:specific )?capacit(?:y|ies)",),
    "capacity_retention": (
        r"(?:capacity )?retention",
        r"retain\w*",
        r"~maint(?:ain\w*|enance)",
        r"~remain\w*",
        r"~preserv\w*",
        r"of (?:its|the|their) (?:(?:initial|original|first|maximum|specific|reversible|discharge) ){0,2}capacity",
    ),
    "coulombic_efficiency": (r"coulombic efficienc(?:y|ies)", r"\bCEs?\b"),
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
        r"stripping potentials? of",
    ),
    "anodic_limit": (
        r"(?:oxidat\w+|anodic|oxidative) (?:stability|limit|decomposition|potential|voltage)",
        r"high-voltage",
        r"(?:stable|stability) (?:up )?to",
        r"oxidation stability",
        r"(?:oxidi[sz]|degrad|decompos)(?:ed?|es|ing) (?:only )?(?:at|above|beyond)(?: (?:potential|voltage)s?\b)?",
        r"(?:decompos\w+|breakdown|corrosion|stability|withstand\w*) (?:voltage|potential|limit)s?",
    ),
    "electrochemical_window": (
        r"(?:electrochemical|stability|voltage|potential|operating) (?:stability )?windows?",
        r"\bESW\b",
        r"electrochemical stability",
    ),
    "overpotential": (
        r"over-?potentials?",
        r"(?:voltage )?polari[sz]ation(?: voltage)?",
        r"(?:voltage )?(?:gap|hysteresis)",
    ),
    "nucleation_overpotential": (
        r"nucleation (?:over-?potentials?|over-?voltages?|barrier|potential)",
        r"nucleation\b.{0,40}\bover-?potentials?",
    ),
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
        r"~conduct(?:ion|ors?|s|ed)",
        r"~mobility",
    ),
    "electronic_conductivity": (
        r"(?:electronic|electrical|electron) conductivit(?:y|ies)",
        r"electr(?:ically|onically) (?:conduct|insulat)\w+",
        r"(?<!ion )(?<!ionic )\bconduct(?:ive|ing) (?:frameworks?|MOFs?|polymers?|carbons?)",
    ),
    "electronic_share": (
        r"electronic (?:transference(?: numbers?)?|transport numbers?|conduct\w+|contribution)",
        r"of the total conductivity",
    ),
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
        r"(?:transport|transfer) numbers?",
        r"\bt\s?_?(?:[A-Z][a-z]?)?\s?[²2]?\s?[⁺+]",
    ),
    "adsorption_energy": (
        r"\bE_?ads\b",
        r"adsorption (?:\w+ )?energ(?:y|ies)",
        r"adsor(?:b|ption)\w*",
        r"interaction energ(?:y|ies)",
        r"(?<!XPS )binding energ(?:y|ies)\b.{0,60}\b(?:for|on) ",
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
    "lattice_parameter": (
        r"lattice (?:parameters?|constants?)",
        r"cell parameters?",
        r"(?<![\w.])[abc]\s?=(?:\s?[abc]\s?=)*\s?\Z",
    ),
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
        r"(?:channel|tunnel|bottleneck|window|cavit(?:y|ies))s?(?: (?:size|diameter|width)s?)?",
        r"size of (?:these |the )?(?:channel|tunnel)s?",
        r"(?:channel|tunnel|bottleneck)s?\b.{0,20}\bdiameters?",
    ),
    "lattice_angle": (r"lattice (?:parameters?|constants?|angles?)", r"[αβγ]\s?=(?:\s?[αβγ]\s?=)*\s?\Z"),
    "contact_angle": (r"(?:contact|wetting) angles?", r"wettability"),
    "cell_volume": (r"(?:unit[- ])?cell volumes?", r"lattice volumes?"),
    "coordination_number": (r"coordinat(?:ion|ed|e) ?(?:numbers?)?",),
    "thickness": (r"thick(?:ness(?:es)?)?", r"~thin\b", r"~layers?", r"~films?", r"~coating", r"\bAFM\b"),
    "particle_size": (
        r"(?:particle|grain|crystallite|crystal|average|lateral|primary) (?:\w+ )?(?:sizes?|diameters?|dimensions?)",
        r"diameters?",
        rf"(?:nano)?(?:{_SHAPES}|flowers?|cubes?|belts?|ribbons?|grains?)(?: \w+){{0,4}} size",
        r"~sizes?",
        rf"~(?:nano)?(?:{_SHAPES})",
        r"~length",
        r"~width",
    ),
    "pore_size": (
        r"(?:meso|micro|macro|nano)?pores?(?: (?:sizes?|diameters?|widths?))?",
        r"apertures?",
        r"porosity",
        r"cages?",
        r"pore windows?",
    ),
    "specific_surface_area": (r"surface areas?", r"\bSSA\b", r"\bBET\b"),
    "pore_volume": (r"pore volumes?",),
    "relative_density": (r"relative densit(?:y|ies)", r"theoretical density", r"densif\w+", r"compactness"),
    "volume_change": (r"volum(?:e|etric) (?:change|expansion|variation|shrinkage|strain)s?",),
    "vacancy_concentration": (r"vacanc(?:y|ies)", r"deficien\w+"),
    "dopant_concentration": (
        rf"~(?<=%)\s(?:of )?(?-i:{'|'.join(ELEMENTS)})(?=[\s,).;])",
        r"alloy(?:ed|ing|s)?\b",
        r"dop(?:ing|ed|ants?)",
        r"(?<=%)\s?[A-Z][a-z]?-",
        r"[A-Z][a-z]?[- ](?:doped|substituted|substitution|doping)",
    ),
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
        r"melt(?:s|ed|ing)?\b(?: (?:point|temperature))?",
        r"crystalli[sz]\w+ (?:temperature|at)",
        r"stable (?:below|up to)",
        r"polymorph\w*",
    ),
    "glass_transition_temperature": (r"glass[- ]transition", r"\bT_?g\b"),
    "decomposition_temperature": (r"decompos\w*", r"thermal(?:ly)? stab\w+", r"degrad\w+"),
    "operating_temperature": (
        r"(?:operat|work)\w+ temperatures?",
        r"wide[- ](?:temperature|operating)",
        r"~(?:work(?:s|ed|ing)?|operat\w+|function(?:s|ed)?)\b.{0,30}\b(?:between|from|down to|up to)[\s−–-]*\Z",
    ),
    "raman_shift": (r"Raman",),
    "infrared_wavenumber": (r"\bFT-?IR\b", r"infrared", r"\bIR\b", r"vibration"),
    "diffraction_angle": (r"2θ", r"\bXRD\b", r"diffraction", r"peaks?"),
    "density": (r"densit(?:y|ies)",),
    "charge_density": (r"charge densit(?:y|ies)",),
    "polarizing_power": (r"polari[sz]\w+",),
}
