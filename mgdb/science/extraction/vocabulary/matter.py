"""Words of what substances are: transport, energies, structure, texture, composition, temperatures, spectra."""

from __future__ import annotations

from typing import Final

from mgdb.science.elements import ELEMENTS

_SHAPES: Final = r"particles?|sheets?|rods?|wires?|spheres?|plates?|crystals?|tubes?|fib(?:er|re)s?"
_LIGAND: Final = r"(?:O|N|S|Se|Te|F|Cl|Br|I|C|H|P)"

MATTER: Final[dict[str, tuple[str, ...]]] = {
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
        r"(?:migrat|diffus|hop|transport|jump|percolat)\w*(?: energy)? (?:barriers?|energ(?:y|ies))",
        r"energy barriers?",
        (
            r"(?<!activation )(?:barriers?|energ(?:y|ies))(?: \w+){0,3} (?:to|for|of|against|towards?)"
            r"(?: \w+){0,4} (?:migrat|diffus|hop|jump|mov)\w*"
        ),
        r"\bNEB\b",
        r"~(?:migrat|diffus|hop|jump)\w*",
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
        r"(?:chemi|physi)sor\w+",
        r"~bind(?:s|ing)?\b",
        r"~(?:bound|affinit(?:y|ies)|anchor\w*|interact\w*)",
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
        r"(?:remov|strip|shed|break|los|releas|detach)\w*(?: \w+){0,5} (?:solv(?:ation|ent)|ligand|molecule)\w*",
        r"de-?solvat\w+",
        r"energ(?:y|ies) (?:barriers? )?(?:to|of|for) (?:strip|remov|shed|break)\w*(?: \w+){0,3} solv(?:ation|ent)\b",
    ),
    "solvation_energy": (r"(?<!de)(?<!de-)solvation (?:\w+ )?energ(?:y|ies)",),
    "bond_dissociation_energy": (
        r"(?:bond|dissociation) (?:dissociation |breaking )?energ(?:y|ies)",
        r"(?:break|dissociat|cleav)\w+",
    ),
    "reaction_enthalpy": (
        r"enthalp(?:y|ies)",
        r"(?:reaction|formation|decomposition|conversion) (?:free )?energ(?:y|ies)",
        r"(?:Gibbs )?free energ(?:y|ies)",
        r"(?:exo|endo)thermic\w*",
        r"heat of",
    ),
    "charge_transfer": (r"charge transfer", r"Bader", r"electrons? transferred"),
    "band_gap": (
        r"band[- ]?gaps?",
        r"energy gaps?",
        r"(?:wide|narrow|optical|direct|indirect|electronic|large|small) (?:band ?)?gaps?",
        r"~gaps?",
        r"~(?:semiconduct|insulat)\w*",
        r"\bE_?g\b",
        r"HOMO\s?[-–—/]?\s?LUMO(?: energy)?(?: gaps?)?",
    ),
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
        rf"[A-Z][a-z]?\s?[-–−]\s?{_LIGAND} (?:bond|distance|length|separation)s?",
        r"[A-Z][a-z]?[-–][A-Z][a-z]? (?:bond|length)s?",
        r"~(?:solvation|coordination) shells?",
        r"~bonds?",
    ),
    "interatomic_distance": (
        r"(?:inter-?atomic |nearest[- ]neighbou?r |hopping |jump )?distances?",
        rf"[A-Z][a-z]?\s?[-–−]\s?(?!{_LIGAND}(?![a-z]))[A-Z][a-z]? (?:distance|separation)s?",
        r"separat(?:ion|ed)",
        r"radial distribution(?: functions?)?(?: peaks?)?(?: at)?",
        r"\bRDFs?\b",
        r"\bg\s?\(\s?r\s?\)",
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
    "relative_density": (
        r"relative densit(?:y|ies)",
        r"densit(?:y|ies)\b[^;]{0,60}% of (?:the |its )?theoretical\b",
        r"theoretical density",
        r"densif\w+",
        r"compactness",
    ),
    "volume_change": (
        r"volum(?:e|etric) (?:\w+ )?(?:chang|expan|variation|shr[iau]nk|contract|strain|swell)\w*",
        r"(?:chang|expan|variation|shrink|contract|swell)\w* (?:in|of) (?:the |its )?(?:\w+[- ])?volumes?",
        r"~(?:expan|shr[iau]nk|contract|swell)\w*",
    ),
    "vacancy_concentration": (r"vacanc(?:y|ies)", r"deficien\w+"),
    "dopant_concentration": (
        rf"~(?<=%)\s(?:of )?(?-i:{'|'.join(ELEMENTS)})(?=[\s,).;])",
        r"alloy(?:ed|ing|s)?\b",
        r"dop(?:ing|ed|ants?)",
        r"(?<=%)\s?[A-Z][a-z]?-",
        r"[A-Z][a-z]?[- ](?:doped|substituted|substitution|doping)",
    ),
    "water_content": (
        r"water contents?",
        r"(?:residual|trace)s? (?:of )?(?:water|H2O|moisture)",
        r"moisture",
        r"Karl[- ]Fischer",
        r"(?<=ppm)\s(?:of )?(?:water|H2O)\b",
        r"(?<=%)\s(?:of )?(?:water|H2O)\b",
    ),
    "hydrogen_content": (r"hydrogen (?:capacity|content|storage)",),
    "elemental_content": (
        r"\b(?:EDS|EDX|ICP)\b",
        r"elemental analysis",
        r"contain\w*",
        r"contents? of",
        r"contents?",
        r"(?:consist|compos)\w+",
    ),
    "solvent_content": (
        r"solvent (?:content|uptake)",
        r"(?:electrolyte|liquid) uptake",
        r"uptake",
        r"(?:takes?|took|taken|taking) up",
        r"absor(?:b|ption)\w*",
        r"swelling",
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
    "decomposition_temperature": (
        r"decompos\w*",
        r"thermal(?:ly)? (?:stab|degrad)\w+",
        r"weight loss",
        r"(?<!performance )(?<!capacity )(?<!cell )(?<!battery )degrad\w+",
    ),
    "operating_temperature": (
        r"(?:operat|work)\w+ temperatures?",
        r"wide[- ](?:temperature|operating)",
        r"temperature (?:range|window)",
        r"~(?:work|operat|function|perform|toleran|run|cycl)\w*\b.{0,60}\b(?:down to|as low as|as high as)\s*\Z",
        r"~(?:work(?:s|ed|ing)?|operat\w+|function(?:s|ed)?)\b.{0,30}\b(?:between|from|down to|up to)[\s−–-]*\Z",
    ),
    "raman_shift": (r"Raman", r"\b[DG] (?:and [DG] )?(?:bands?|peaks?)"),
    "infrared_wavenumber": (r"\bFT-?IR\b", r"infrared", r"\bIR\b", r"vibration"),
    "diffraction_angle": (
        r"2θ",
        r"\bXRD\b",
        r"diffraction",
        r"\([0-9][0-9-]{2,5}\) (?:planes?|peaks?|reflections?)",
        r"peaks?",
    ),
    "density": (r"densit(?:y|ies)",),
    "charge_density": (r"charge densit(?:y|ies)",),
    "ion_capacity_share": (
        r"(?:protons?|H⁺|[A-Z][a-z]?²⁺|(?:cat|an)?ions?)\b.{0,40}\b(?:contribut|account|provid|deliver|suppl)\w*",
        r"capacity (?:contributions?|shares?)",
        r"(?:contributions?|shares?) (?:of|from|by)(?: \w+){0,2} (?:protons?|H⁺|[A-Z][a-z]?²⁺|(?:cat|an)?ions?)",
    ),
    "phase_fraction": (
        r"phase (?:fractions?|contents?|shares?|ratios?|compositions?|purity)",
        r"(?:fractions?|shares?|proportions?|amounts?) of (?:the )?(?:\w+[- ]){0,2}phases?",
        (
            r"(?<=%)\s(?:of )?(?:the )?(?:\w+[- ]){0,2}"
            r"(?:phases?|polymorphs?|spinel|rutile|anatase|brookite|impurit(?:y|ies))\b"
        ),
        r"Rietveld",
        r"crystallinity",
    ),
    "polarizing_power": (r"polari[sz]\w+",),
}
