"""The closed vocabularies of the domain: every term that a record may choose, with one sentence on what it means.

Open-ended things (a method's exact name, a fabrication recipe) are text; what is filtered, compared or counted is a
term. Keys are public: they stand in dataset files and API answers, and stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One choice: its public key, what a page shows, what it means. `kind` groups terms (defects, methods)."""

    key: str
    label: str
    definition: str
    kind: str = ""


def choices(terms: Iterable[Term]) -> list[tuple[str, str]]:
    """The (key, label) pairs of `terms`, in order."""
    return [(term.key, term.label) for term in terms]


def label(terms: Iterable[Term], key: str) -> str:
    """The label of `key` among `terms`; the key itself if it is not one of them (a tombstone may hold an old key)."""
    return next((term.label for term in terms if term.key == key), key)


SOURCE_KINDS = (
    Term("article", "article", "A research paper that reports its own measurements or computations."),
    Term("review", "review", "A paper that quotes other papers' results."),
    Term("book", "book", "A book, or a chapter of one."),
    Term("thesis", "thesis", "A doctoral or other thesis."),
    Term("preprint", "preprint", "A manuscript made public before peer review."),
    Term("proceedings", "proceedings", "A contribution to a conference."),
    Term("patent", "patent", "A patent or patent application."),
    Term("dataset", "dataset", "Published data with an identifier of its own."),
    Term("web", "web page", "A page on the web without other publication."),
    Term("unknown", "unclassified", "A cited work whose kind nobody has looked up."),
)

ROLES = (
    Term("cathode", "cathode", "Positive electrode material: takes up the ion on discharge."),
    Term("electrolyte", "electrolyte", "Carries ions between the electrodes, liquid or solid."),
    Term("anode", "anode", "Negative electrode material."),
    Term("interphase", "interphase / coating", "Layer between an electrode and the electrolyte, grown or applied."),
    Term("host", "host / current collector", "Scaffold or foil that carries the active material or deposited metal."),
    Term("separator", "separator", "Porous membrane that keeps the electrodes apart."),
    Term("additive", "additive", "Minor component added for a purpose."),
    Term("species", "species", "Ion, complex or molecule that is spoken of by itself: Mg²⁺, MgCl⁺, [Mg(PC)₆]²⁺."),
)

STRUCTURE_FAMILIES = (
    Term("chevrel", "Chevrel phase", "Mo₆T₈ clusters (T = S, Se, Te) on a quasi-cubic lattice."),
    Term("spinel", "spinel", "AB₂X₄ on a face-centred cubic anion lattice."),
    Term("defect_spinel", "defect spinel", "Spinel with cation vacancies by its composition."),
    Term("layered", "layered", "Sheets held together by weak forces or by ions and molecules between them."),
    Term("olivine", "olivine", "MXO₄-type framework on hexagonally close-packed anions, one-dimensional channels."),
    Term("anatase", "anatase", "Tetragonal TiO₂ of edge-sharing octahedra."),
    Term("rutile", "rutile", "Tetragonal MX₂ of edge- and corner-sharing octahedra in chains."),
    Term("rocksalt", "rock salt", "Two interpenetrating face-centred cubic lattices."),
    Term("chain", "chain", "One-dimensional chains, as in VS₄ (patronite)."),
    Term("nasicon", "NASICON type", "Framework of corner-sharing octahedra and tetrahedra, A M₂(XO₄)₃."),
    Term("beta_sulfate", "β-iron-sulfate type", "Monoclinic M₂(XO₄)₃ framework."),
    Term("garnet", "garnet", "A₃B₂(XO₄)₃ framework."),
    Term("perovskite", "perovskite", "ABX₃ of corner-sharing octahedra."),
    Term("hydride", "hydride", "Borohydrides, closo-borates and their derivatives."),
    Term("mof", "metal–organic framework", "Metal nodes joined by organic linkers into a porous framework."),
    Term("polymer", "polymer", "Macromolecular matrix."),
    Term("metal", "metal or alloy", "Metallic element, alloy or intermetallic compound."),
    Term("carbon", "carbon", "Graphite, graphene, nanotubes, porous and amorphous carbons."),
    Term("organic", "organic", "Molecular or polymeric organic electrode material."),
    Term("amorphous", "amorphous", "Without long-range order."),
    Term("liquid", "liquid", "Liquid at the temperature of use."),
    Term("other", "other", "A structure outside this list; named in the phase."),
)

DEFECT_KINDS = (
    Term("anion_vacancy", "anionic vacancy", "An anion is missing from its site.", "vacancy"),
    Term("cation_vacancy", "cationic vacancy", "A cation is missing from its site.", "vacancy"),
    Term("cation_substitution", "cationic substitutional doping", "A foreign cation on a cation site.", "doping"),
    Term("anion_substitution", "anionic substitutional doping", "A foreign anion on an anion site.", "doping"),
    Term("interstitial", "interstitial doping", "A foreign ion or atom between lattice sites.", "doping"),
    Term("interlayer_molecule", "interlayer molecule", "Organic molecules or polymer between the layers.", "doping"),
    Term("interlayer_water", "interlayer water", "Water between the layers or in the lattice.", "doping"),
    Term("interlayer_proton", "interlayer proton", "Protons (also as H₃O⁺ or OH) between the layers.", "doping"),
    Term("interlayer_metal", "interlayer metal ion", "Metal ions placed between the layers beforehand.", "doping"),
    Term("interlayer_cation", "interlayer large cation", "Large organic cations between the layers.", "doping"),
    Term("self_doping", "self-doping", "Change of valence of a host element without a foreign one.", "doping"),
    Term("antisite", "antisite", "Two kinds of atoms have changed places.", "disorder"),
    Term(
        "structural_disorder", "structural disorder", "Loss of order without a single named point defect.", "disorder"
    ),
    Term("missing_linker", "missing linker", "A linker of a metal–organic framework is absent.", "vacancy"),
)

ROUTES = (
    Term("ball_milling", "ball milling", "Mechanical milling.", "physical"),
    Term("etching", "acid or alkali etching", "A strong acid or alkali dissolves part of the lattice.", "chemical"),
    Term("chemical_reduction", "chemical reduction", "A reducing agent takes anions or lowers valence.", "chemical"),
    Term("thermal_reduction", "thermal reduction", "Heating in vacuum, inert or reducing gas.", "chemical"),
    Term("nonstoichiometric", "non-stoichiometric synthesis", "Off-ratio precursors leave sites empty.", "chemical"),
    Term("hydrothermal", "hydro- or solvothermal reaction", "Crystallised from hot pressurised solution.", "chemical"),
    Term("cosolvent", "co-solvent-directed synthesis", "A second solvent directs what is taken up.", "chemical"),
    Term("self_assembly", "self-assembly", "Layers and guests assemble from suspension.", "chemical"),
    Term("ion_exchange", "ion or proton exchange", "Ions of the host are exchanged for others.", "chemical"),
    Term("atomic_substitution", "atomic substitution", "One element is replaced by another atom for atom.", "chemical"),
    Term("acid_treatment", "acid treatment", "Reaction with an acid that inserts protons or anions.", "chemical"),
    Term("delamination", "delamination and reassembly", "Sheets are separated and restacked with guests.", "chemical"),
    Term("electrochemical", "in the cell", "Formed by charge and discharge in the cell.", "electrochemical"),
    Term("other", "other", "Another route, in words.", "chemical"),
    Term("not_stated", "not stated", "The document does not say.", ""),
)

MODIFICATION_KINDS = (
    Term("facet", "exposed facet", "Crystals grown to show one facet."),
    Term("nanosizing", "nanosizing", "Smaller particles, thinner layers, nanostructures."),
    Term("composite", "composite", "Joined with another phase that conducts or supports."),
    Term("coating", "coating", "Covered by a thin layer."),
    Term("second_phase", "second phase", "A second phase dispersed in or beside the first."),
    Term("reconstruction", "structural reconstruction", "Rearranged layers or surface."),
    Term("filler", "filler", "Particles added to a polymer or composite."),
    Term("electrolyte_additive", "electrolyte additive", "A component added to the electrolyte."),
    Term("other", "other", "Another modification, in words."),
)

ELECTROLYTE_CLASSES = (
    Term("oxide", "oxide", "Oxides and oxo-salts: phosphates, silicates, NASICON and related frameworks."),
    Term("hydride", "(boro)hydride", "Borohydrides and closo-borates."),
    Term("chalcogenide", "chalcogenide", "Sulfides and selenides."),
    Term("inorganic_composite", "inorganic composite", "Inorganic conductor with a second inorganic phase."),
    Term("mof", "MOF", "Metal–organic framework that conducts with its guests."),
    Term("mof_ionic_liquid", "MOF–ionic liquid", "Framework filled with ionic liquid."),
    Term("polymer", "solid polymer electrolyte", "Salt in a dry polymer."),
    Term("composite_polymer", "composite polymer", "Polymer electrolyte with a filler."),
    Term("gel", "gel", "Polymer swollen by liquid electrolyte."),
    Term("biopolymer", "biopolymer", "Matrix of natural origin."),
    Term("plastic_crystal", "plastic crystal", "Rotationally disordered molecular or ionic crystal."),
    Term("molecular_crystal", "molecular crystal / deep eutectic", "Crystalline or eutectic solvates of a salt."),
    Term("ionic_liquid", "ionic liquid", "Molten salt at room temperature, with or without added salt."),
    Term("organic_liquid", "liquid (organic solvent)", "Salt or complex in an organic solvent."),
    Term("aqueous", "aqueous", "Salt in water."),
    Term("not_stated", "not stated", "The document does not say."),
)

COMPONENT_ROLES = (
    Term("salt", "salt", "Brings the ions."),
    Term("solvent", "solvent", "Dissolves the salt."),
    Term("additive", "additive", "Minor component with a purpose."),
    Term("host", "host", "Matrix that holds the conducting part."),
    Term("filler", "filler", "Solid particles in a matrix."),
    Term("second_phase", "second phase", "Further solid phase."),
)

AMOUNT_UNITS = (
    Term("M", "M", "mol per litre of solution, as printed."),
    Term("mol/kg", "mol kg⁻¹", "mol per kilogram of solvent."),
    Term("wt%", "wt%", "Mass percent."),
    Term("mol%", "mol%", "Mole percent."),
    Term("vol%", "vol%", "Volume percent."),
    Term("EO:Mg", "EO:Mg", "Ether oxygens per magnesium."),
    Term("EO:Li", "EO:Li", "Ether oxygens per lithium."),
    Term("EO:Na", "EO:Na", "Ether oxygens per sodium."),
    Term("EO:Ca", "EO:Ca", "Ether oxygens per calcium."),
    Term("EO:Zn", "EO:Zn", "Ether oxygens per zinc."),
    Term("per_formula", "per formula unit", "Amount per formula unit of the host."),
    Term("ppm", "ppm", "Parts per million by mass."),
    Term("ratio", "ratio", "Share in a ratio to the other components."),
)

TERNARY = (
    Term("yes", "yes", "Present, as stated or by the components."),
    Term("no", "no", "Absent, as stated or by the components."),
    Term("not_stated", "not stated", "The document does not say."),
)

CELL_CONFIGURATIONS = (
    Term("two_electrode", "two-electrode", "Working and counter electrode, the counter serving as reference."),
    Term("three_electrode", "three-electrode", "With a separate reference electrode."),
    Term("coin", "coin cell", "Coin cell."),
    Term("pouch", "pouch cell", "Pouch cell."),
    Term("swagelok", "Swagelok cell", "Clamped laboratory cell."),
    Term("micro", "micro cell", "Microfabricated or planar micro device."),
    Term("symmetric", "symmetric cell", "The same electrode on both sides."),
    Term("asymmetric", "asymmetric cell", "Metal against a foreign substrate, for plating."),
    Term("full", "full cell", "Cathode against a practical anode."),
    Term("half", "half cell", "One electrode studied against an ample counter electrode."),
    Term("drop", "drop on a surface", "Electrolyte on a specimen, for its wetting; no electrodes and no current."),
    Term("not_stated", "not stated", "The document does not say."),
)

POTENTIAL_SCALES = (
    Term("Mg", "Mg/Mg²⁺", "Against magnesium metal in the same electrolyte."),
    Term("Li", "Li/Li⁺", "Against lithium metal."),
    Term("Na", "Na/Na⁺", "Against sodium metal."),
    Term("Zn", "Zn/Zn²⁺", "Against zinc metal."),
    Term("SHE", "SHE", "Standard hydrogen electrode."),
    Term("RHE", "RHE", "Reversible hydrogen electrode, in the same solution."),
    Term("SCE", "SCE", "Saturated calomel electrode."),
    Term("Fc", "Fc/Fc⁺", "Against the couple ferrocene/ferrocenium."),
    Term("Ag", "Ag/Ag⁺", "Against silver wire or silver ion."),
    Term("AgCl", "Ag/AgCl", "Against silver chloride."),
    Term("AC", "activated carbon", "Against an activated-carbon electrode."),
    Term("cell", "cell voltage", "Between the two electrodes of the cell."),
    Term("not_stated", "not stated", "The document does not say."),
)

MASS_BASES = (
    Term("active", "active material", "Per mass of active material."),
    Term("cathode", "cathode", "Per mass of the whole cathode coating."),
    Term("electrodes", "both electrodes", "Per mass of cathode and anode."),
    Term("cell", "cell", "Per mass of the whole cell."),
    Term("not_stated", "not stated", "The document does not say."),
)

ORIGINS = (
    Term("measured", "measured", "Read from an experiment."),
    Term("derived", "derived from measurement", "Calculated from experimental data by a stated model."),
    Term("computed", "computed", "From a simulation, for example density functional theory."),
    Term("theoretical", "theoretical", "From formula, charge and constants."),
    Term("design_target", "design target", "Asked for, not reached."),
    Term("not_stated", "not stated", "The document does not say."),
)

METHODS = (
    Term("galvanostatic", "galvanostatic cycling", "Constant-current charge and discharge.", "cycling"),
    Term("eis", "EIS", "Electrochemical impedance spectroscopy.", "impedance"),
    Term("gitt", "GITT", "Galvanostatic intermittent titration.", "titration"),
    Term("pitt", "PITT", "Potentiostatic intermittent titration.", "titration"),
    Term("cv", "CV", "Cyclic voltammetry.", "voltammetry"),
    Term("lsv", "LSV", "Linear sweep voltammetry.", "voltammetry"),
    Term("dc", "DC polarisation", "Constant voltage, steady current.", "polarisation"),
    Term("bruce_vincent", "Bruce–Vincent", "Polarisation and impedance for transference numbers.", "polarisation"),
    Term("neb", "NEB", "Nudged elastic band, climbing image or not.", "computation"),
    Term("dft", "DFT", "Density functional theory.", "computation"),
    Term("aimd", "AIMD", "Ab initio molecular dynamics.", "computation"),
    Term("md", "MD", "Classical molecular dynamics.", "computation"),
    Term("bond_valence", "bond valence", "Bond-valence or Voronoi estimate of paths.", "computation"),
    Term("calculation", "calculation", "Worked out by a formula.", "calculation"),
    Term("xrd", "XRD", "X-ray diffraction.", "diffraction"),
    Term("neutron", "neutron diffraction", "Neutron diffraction.", "diffraction"),
    Term("electron_microscopy", "electron microscopy", "SEM, TEM, HRTEM, STEM.", "microscopy"),
    Term("afm", "AFM", "Atomic force microscopy.", "microscopy"),
    Term("xps", "XPS", "X-ray photoelectron spectroscopy.", "spectroscopy"),
    Term("xas", "XAS", "X-ray absorption: XANES, EXAFS.", "spectroscopy"),
    Term("raman", "Raman", "Raman spectroscopy.", "spectroscopy"),
    Term("ir", "IR", "Infrared spectroscopy.", "spectroscopy"),
    Term("nmr", "NMR", "Nuclear magnetic resonance.", "spectroscopy"),
    Term("uv_vis", "UV–vis", "Optical absorption.", "spectroscopy"),
    Term("icp", "ICP", "Elemental analysis by inductively coupled plasma.", "analysis"),
    Term("tga", "TGA", "Thermogravimetry.", "thermal"),
    Term("dsc", "DSC", "Differential scanning calorimetry.", "thermal"),
    Term("sorption", "gas sorption", "Nitrogen or other gas sorption, BET.", "sorption"),
    Term("contact_angle", "contact angle", "Sessile-drop contact angle.", "wetting"),
    Term("titration", "titration", "Karl Fischer or other titration.", "analysis"),
    Term("other", "other", "Another method, in the remarks.", "other"),
    Term("not_stated", "not stated", "The document does not say.", ""),
)

IONS = (
    Term("Mg2+", "Mg²⁺", "Magnesium ion."),
    Term("MgCl+", "MgCl⁺", "Magnesium chloride cation and its solvates."),
    Term("Li+", "Li⁺", "Lithium ion."),
    Term("Na+", "Na⁺", "Sodium ion."),
    Term("K+", "K⁺", "Potassium ion."),
    Term("Zn2+", "Zn²⁺", "Zinc ion."),
    Term("Ca2+", "Ca²⁺", "Calcium ion."),
    Term("Al3+", "Al³⁺", "Aluminium ion."),
    Term("H+", "H⁺", "Proton."),
    Term("Cu+", "Cu⁺", "Copper(I) ion."),
    Term("Mg2++Li+", "Mg²⁺ + Li⁺", "Magnesium and lithium together."),
    Term("Mg2++H+", "Mg²⁺ + H⁺", "Magnesium and protons together."),
    Term("other", "other", "Another ion, whose formula the document does not give; in the remarks."),
    Term("not_applicable", "not applicable", "The quantity is not about an ion."),
    Term("not_stated", "not stated", "The document does not say."),
)

CHEMISTRIES = (
    Term("Mg", "Mg", "Magnesium alone moves, by all that is stated."),
    Term("Mg-Li", "Mg–Li (dual salt)", "Two salts, or a magnesium electrode and a lithium salt."),
    Term("Mg-Na", "Mg–Na (dual salt)", "Magnesium and sodium, likewise."),
    Term("Mg-K", "Mg–K (dual salt)", "Magnesium and potassium, likewise."),
    Term("Mg-Zn", "Mg–Zn (dual salt)", "Magnesium and zinc, likewise."),
    Term("Li", "Li", "Lithium."),
    Term("Na", "Na", "Sodium."),
    Term("K", "K", "Potassium."),
    Term("Zn", "Zn", "Zinc."),
    Term("Ca", "Ca", "Calcium."),
    Term("Al", "Al", "Aluminium."),
    Term("H", "H", "Protons."),
    Term("mixed", "other mixture", "Several cations, of another combination."),
    Term("other", "other", "Another cation or device."),
)

STRICT_MG = (
    Term(
        "no_departure",
        "no known departure",
        "The battery chemistry is Mg, and nothing else is stated: no other ion than Mg²⁺, no counter electrode that is "
        "not magnesium, no water as solvent; not suspect.",
    ),
    Term(
        "all_stated",
        "all stated",
        "All of it is stated: Mg²⁺ as the ion, Mg metal as counter electrode, an aprotic electrolyte in which no other "
        "cation is known; not suspect.",
    ),
)

MEASUREMENT_KINDS = (
    Term("number", "number", "A quantity with a unit."),
    Term("text", "text", "A word or symbol: a space group, a k-grid."),
    Term("relation", "relation", "A comparison without a number: “far above B-V2O5”."),
)

BOUNDS = (
    Term("=", "=", "The value itself."),
    Term("<", "<", "Below."),
    Term("≤", "≤", "At most."),
    Term(">", ">", "Above."),
    Term("≥", "≥", "At least."),
    Term("up to", "up to", "The largest of several."),
)

RANGE_KINDS = (
    Term("charge_state", "over charge state", "The value changes with state of charge or composition."),
    Term("samples", "over samples", "Several specimens."),
    Term("temperature", "over temperature", "The value changes with temperature."),
    Term("interval", "interval", "Stated to lie between two numbers."),
    Term("spread", "spread", "Scatter of repeated measurements."),
    Term("list", "list", "Several values given one by one."),
    Term("order_of_magnitude", "order of magnitude", "Only a power of ten is stated: half a decade either way."),
)

PAIR_KINDS = (
    Term("pristine", "pristine", "The control is the same compound without the modification."),
    Term("partly_modified", "partly modified", "The control has part of the modification."),
    Term("other_modification", "another modification", "The control is the same compound, modified in another way."),
    Term("different_compound", "different compound", "The source compares with another compound."),
)

FACTOR_FORMS = (
    Term("times", "times", "“six times higher”: a ratio."),
    Term("percent", "percent", "“+90.24 %”: relative change."),
    Term("percentage_points", "percentage points", "A difference of two percentages."),
    Term("orders", "orders of magnitude", "“three orders of magnitude”: a power of ten."),
    Term("difference", "difference", "An absolute change, with a unit."),
)

RELATIVE_KINDS = (
    Term("material", "material", "Against another material."),
    Term("ion", "ion", "Against another ion in the same material."),
    Term("electrolyte", "electrolyte", "Against another electrolyte."),
    Term("state", "state", "Against another state, temperature or time."),
)

EFFECT_SIGNS = (
    Term("+", "positive", "Better for the battery."),
    Term("-", "negative", "Worse for the battery."),
    Term("±", "mixed", "Positive and negative, depending on degree."),
    Term("0", "neutral", "States a fact without judging it."),
)

STATEMENT_TOPICS = (
    Term("defect_effect", "effect of a defect", "What a defect does."),
    Term("class_advantage", "advantage of a class", "What speaks for a class of materials."),
    Term("class_disadvantage", "disadvantage of a class", "What speaks against it."),
    Term("migration_path", "migration pathway", "Sites and route of a moving ion."),
    Term("mechanism", "mechanism", "How something comes about."),
    Term("route", "route", "How something is made."),
    Term("law", "law", "An equation and its symbols."),
    Term("strategy", "strategy", "A way to improve performance."),
    Term("perspective", "perspective", "What the authors ask for next."),
    Term("observation", "observation", "What was seen, without a number."),
)

SEVERITIES = (
    Term("note", "note", "Worth knowing; the value stands."),
    Term("caution", "caution", "Read with caution: something about it is unclear."),
    Term("suspect", "suspect", "Probably wrong: shown hollow and excluded from fits, records and rankings."),
)

FLAG_CODES = (
    Term("contradiction", "contradiction", "The same document or another gives a different value."),
    Term("misprint", "misprint", "A printing or extraction error in the document."),
    Term("unit", "unit in doubt", "The unit is missing, wrong or assumed."),
    Term("magnitude", "size in doubt", "The size does not fit what is known."),
    Term("above_theory", "above theory", "More than formula, charge and constants allow."),
    Term("sample_unclear", "sample unclear", "Which specimen is meant is not clear."),
    Term("condition_unclear", "condition unclear", "A condition that matters is ambiguous."),
    Term("electrolyte_unclear", "electrolyte unclear", "Salt, solvent or concentration does not fit."),
    Term("citation", "citation in doubt", "The citation does not fit the statement."),
    Term("chemistry", "chemistry in doubt", "Formula, name or ion is questionable."),
    Term("assumed", "assumed", "A unit or condition was assumed and marked so."),
    Term("arithmetic", "arithmetic", "The stated factor does not follow from the stated values."),
    Term("comparison", "not like-for-like", "The source compares what was not measured alike."),
    Term("other", "other", "See the reason."),
)

CONDITION_STATUSES = (
    Term("reported", "reported", "Printed in a document."),
    Term("not_reported", "not reported", "Somebody looked; the documents read do not say."),
    Term("not_applicable", "not applicable", "Makes no sense for this value."),
)

RECORD_STATUSES = (
    Term("draft", "draft", "Being entered; seen by curators only."),
    Term("in_review", "in review", "Waiting for a reviewer; seen by curators only."),
    Term("published", "published", "Public."),
    Term("withdrawn", "withdrawn", "Taken back; its address says why."),
)

AXIS_TRANSFORMS = (
    Term("linear", "as it is", "The numbers of the axis are the quantity in the unit of the axis."),
    Term("log10", "log₁₀", "Decadic logarithm of the quantity in the unit of the axis; “log” without a base is this."),
    Term("ln", "ln", "Natural logarithm of the quantity in the unit of the axis."),
    Term("times_temperature", "× T", "The quantity times the temperature in K: σT."),
    Term("log10_times_temperature", "log₁₀ (× T)", "Decadic logarithm of the quantity times the temperature in K."),
    Term("ln_times_temperature", "ln (× T)", "Natural logarithm of the quantity times the temperature in K."),
    Term("reciprocal", "1 / quantity", "The reciprocal of the quantity: a resistivity, which is read as 1/ρ."),
    Term("log10_reciprocal", "log₁₀ (1 / quantity)", "Decadic logarithm of the reciprocal of the quantity."),
    Term("inverse", "1/T", "The reciprocal of the temperature in K."),
    Term("inverse_1e3", "1000/T", "A thousand times the reciprocal of the temperature in K."),
    Term("inverse_1e4", "10⁴/T", "Ten thousand times the reciprocal of the temperature in K."),
)

VOCABULARIES: dict[str, tuple[str, tuple[Term, ...]]] = {
    "roles": ("Roles", ROLES),
    "structure-families": ("Structure families", STRUCTURE_FAMILIES),
    "defects": ("Defects", DEFECT_KINDS),
    "routes": ("Synthesis routes of defects", ROUTES),
    "modifications": ("Modifications", MODIFICATION_KINDS),
    "electrolyte-classes": ("Electrolyte classes", ELECTROLYTE_CLASSES),
    "component-roles": ("Component roles", COMPONENT_ROLES),
    "configurations": ("Cell configurations", CELL_CONFIGURATIONS),
    "potential-scales": ("Potential scales", POTENTIAL_SCALES),
    "mass-bases": ("Mass bases", MASS_BASES),
    "origins": ("Data types", ORIGINS),
    "methods": ("Methods", METHODS),
    "ions": ("Charge carriers", IONS),
    "axis-transforms": ("Axes of curves", AXIS_TRANSFORMS),
    "strict-mg": ("Strict Mg", STRICT_MG),
    "chemistries": ("Battery chemistry", CHEMISTRIES),
    "range-kinds": ("Kinds of range", RANGE_KINDS),
    "pairs": ("Kinds of control", PAIR_KINDS),
    "factor-forms": ("Forms of reported factors", FACTOR_FORMS),
    "flags": ("Flags", FLAG_CODES),
    "severities": ("Severities", SEVERITIES),
    "source-kinds": ("Kinds of source", SOURCE_KINDS),
    "statement-topics": ("Topics of statements", STATEMENT_TOPICS),
    "record-statuses": ("Record status", RECORD_STATUSES),
}
