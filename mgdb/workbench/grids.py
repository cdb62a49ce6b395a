"""The grids of a workbench, declared once as plain data: the page draws them, and what is sent is read by them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mgdb.science import axes, vocabulary
from mgdb.science.properties import PROPERTIES
from mgdb.science.vocabulary import Term

Kind = Literal["text", "long", "choice", "name", "data"]
LONGEST, LONGEST_LINE = 5_000, 1_000  # characters of one field; of one that holds a line


@dataclass(frozen=True)
class GridColumn:
    """One column of a grid.

    kind: what is typed: one line, several, one of `choices` (key, label), or the name of a record of `names` (grids of
    this page, whose rows and records are offered, or phases, which are of all papers); or data, which nobody types and
    no field shows. more: shown on demand. fills: the field of the context strip that a new row takes it from. said:
    what is read tells it. longest: how many characters it may have.
    """

    key: str
    label: str
    kind: Kind = "text"
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    more: bool = False
    fills: str = ""
    wide: bool = False
    said: bool = False
    longest: int = LONGEST_LINE


@dataclass(frozen=True)
class Grid:
    """One grid and its columns. of_files: its rows come from files that are dropped; none is begun by typing."""

    key: str
    label: str
    columns: tuple[GridColumn, ...]
    about: str = ""
    of_files: bool = False

    def column(self, key: str) -> GridColumn | None:
        return next((one for one in self.columns if one.key == key), None)


def _of(terms: Iterable[Term]) -> tuple[tuple[str, str], ...]:
    return tuple((term.key, term.label) for term in terms)


def _column(key: str, label: str, help_text: str = "", kind: Kind = "text", **more: object) -> GridColumn:
    lengths = {"longest": LONGEST} if kind == "long" else {}
    return GridColumn(key, label, kind, help_text, **lengths | more)  # type: ignore[arg-type]


AXIS = tuple((key, entry.label) for key, entry in axes.ENTRIES.items())
TRANSFORM = _of(vocabulary.AXIS_TRANSFORMS)
PROPERTY = tuple((entry.key, entry.label) for entry in PROPERTIES.values())
MATERIALS = ("specimens", "electrolytes")
WHERE = _column("where", "Where", "From large to small: Table 1, VS4; Fig. 3b.", fills="locator", wide=True)
REMARKS = _column("remarks", "Remarks", "In our own words.", "long", more=True)
CITATION = _column("citation", "Cites", "The key by which the document cites the primary paper: 69.", more=True)
SOURCE = _column("source", "Measured in", "Another paper that measured it: its id or DOI; empty: this one.", more=True)
ION_HELP = "As claimed: of the list, or by its formula: MgCl3-."
ION = _column("ion", "Charge carrier", ION_HELP, "choice", choices=_of(vocabulary.IONS), more=True, fills="ion")
FLAG = _column("flag", "Flag", "misprint: the minus is lost; suspect magnitude: …")

FAMILY = _column("family", "Structure family", "", "choice", choices=_of(vocabulary.STRUCTURE_FAMILIES), more=True)
PHASE = _column("phase", "Phase", "As other papers have it: TiO2 (anatase). To enter one: new: TiO2 (bronze).", "name",
                names=("phases",), more=True, wide=True)  # fmt: skip
MORPHOLOGY = _column("morphology", "Morphology", "", more=True)

SPECIMENS = Grid(
    "specimens",
    "Specimens",
    (
        _column("name", "Name", "As the paper names it: B-TiO2-x."),
        _column("formula", "Formula", "Mg0.3V2O5·1.1H2O; no names."),
        _column("role", "Role", "What it serves as.", "choice", choices=_of(vocabulary.ROLES)),
        _column("control", "Control", "The specimen that the paper compares it with; makes the pair.", "name",
                names=("specimens",)),
        _column("strategy", "Strategy", "What was done to it: oxygen vacancy.", wide=True),
        _column("preparation", "Preparation", "How it was made: hydrothermal reaction.", wide=True),
        PHASE,
        FAMILY,
        _column("space_group", "Space group", "As printed.", more=True),
        MORPHOLOGY,
        _column("where", "Where", "Of the comparison with the control.", more=True, fills="locator"),
        REMARKS,
    ),
    "What was measured, as the paper names it.",
)  # fmt: skip
ELECTROLYTES = Grid(
    "electrolytes",
    "Electrolytes",
    (
        _column("line", "As described", "0.4 M APC + 0.4 M LiCl in THF; PEO–Mg(TFSI)2 + MIL-101 (filler)", wide=True),
        _column("name", "Name", "Empty: the description."),
        _column("class", "Class", "", "choice", choices=_of(vocabulary.ELECTROLYTE_CLASSES)),
        _column("formula", "Formula", "Of one that is a compound: MgSc2Se4.", more=True),
        _column("strategy", "Strategy", "What was done to it: nanoconfinement.", more=True),
        _column("preparation", "Preparation", "How it was made: melt infiltration.", more=True),
        PHASE,
        FAMILY,
        MORPHOLOGY,
        REMARKS,
    ),
    "One line each: amount before each component, the solvent behind “in”. What no list has: SBA-15 (host).",
)  # fmt: skip
CELLS = Grid(
    "cells",
    "Cells",
    (
        _column("working", "Working", "Its specimen.", "name", names=("specimens",)),
        _column("counter", "Counter", "As printed: Mg foil."),
        _column("electrolyte", "Electrolyte", "", "name", names=("electrolytes",)),
        _column("reference", "Reference", "As printed."),
        _column("window", "Window", "0.2 to 2.1 V vs Mg"),
        _column("configuration", "Configuration", "", "choice", choices=_of(vocabulary.CELL_CONFIGURATIONS)),
        _column("name", "Name", "Empty: counter | electrolyte | working."),
        _column("chemistry", "Chemistry", "The ions that move: Mg, Mg–Li.", more=True),
        _column("loading", "Loading", "1.2 to 1.5 mg cm⁻²", more=True),
        _column("formulation", "Formulation", "As printed: Super P, PVDF, 7:2:1.", more=True),
        _column("counter_specimen", "Counter specimen", "", "name", names=("specimens",), more=True),
        _column("collector", "Current collector", "", more=True),
        _column("separator", "Separator", "", more=True),
        _column("water", "Water content", "As printed.", more=True),
        _column("mass_basis", "Mass basis", "", "choice", choices=_of(vocabulary.MASS_BASES), more=True),
        _column("where", "Where", "From large to small.", more=True, fills="locator"),
        REMARKS,
    ),
    "What it was measured in.",
)
VALUES = Grid(
    "values",
    "Values",
    (
        _column("of", "Of", "A specimen, an electrolyte or a cell.", "name", names=(*MATERIALS, "cells"), fills="of"),
        _column("property", "Property", "Type the first letters of its name.", "choice", choices=PROPERTY),
        _column("printed", "As printed", "With its unit: ≈120 mAh g⁻¹. A rate series: 120, 100, 80 mAh g⁻¹. "
                "In brackets what is meant and not printed: 28.21 [Ω]."),
        _column("conditions", "Conditions", "0.25 A/g; cycle 900; −22 °C; T, direction n.r.; others n.r.", wide=True),
        WHERE,
        FLAG,
        _column("common", "Conditions of all", "As above; what stands there wins.", more=True, fills="conditions",
                said=True),
        _column("cell", "Cell", "In which the specimen was measured.", "name", names=("cells",), more=True,
                fills="cell"),
        _column("method", "Method", "", "choice", choices=_of(vocabulary.METHODS), more=True, fills="method"),
        _column("detail", "Method in detail", "", more=True),
        ION,
        _column("origin", "Data type", "", "choice", choices=_of(vocabulary.ORIGINS), more=True, fills="origin"),
        _column("reading", "Reading", "Only where the print cannot be read as it is: the number meant.", more=True),
        _column("assumed_unit", "Assumed unit", "Only where none is printed; flag it.", more=True),
        _column("printed_conditions", "Conditions as printed", "", more=True),
        _column("range", "Kind of range", "", "choice", choices=_of(vocabulary.RANGE_KINDS), more=True),
        _column("against", "Compared with", "Makes a relation without a number.", "name", names=MATERIALS, more=True),
        _column("document", "Document", "Where it was read: id or DOI; empty: this paper.", more=True,
                fills="document"),
        SOURCE,
        CITATION,
        REMARKS,
    ),
    "One value in a row. A rate series is one row: values and currents in step order.",
)  # fmt: skip


def _along(side: str) -> tuple[GridColumn, ...]:
    """What says of an axis what runs along it."""
    return (
        _column(f"{side}_label", f"Title of {side} axis", "As printed: 1000/T (K⁻¹).", more=True, said=True),
        _column(f"{side}_axis", f"Quantity on {side} axis", "Empty: as the title says.", "choice", choices=AXIS,
                more=True, said=True),
        _column(f"{side}_transform", f"Scale of {side} axis", "log₁₀, 1000/T …; empty: as the title says.", "choice",
                choices=TRANSFORM, more=True, said=True),
        _column(f"{side}_unit", f"Unit of {side} axis", "Empty: as the title says.", more=True, said=True),
    )  # fmt: skip


CURVES = Grid(
    "curves",
    "Curves",
    (
        _column("name", "Name", "What tells it from the others of the figure."),
        _column("of", "Of", "A specimen, an electrolyte or a cell.", "name", names=(*MATERIALS, "cells"), fills="of"),
        _column("conditions", "Conditions", "Of the whole curve: 0.25 A/g; discharge; others n.r.", wide=True),
        WHERE,
        FLAG,
        *_along("x"),
        *_along("y"),
        _column("common", "Conditions of all", "As above; what stands there wins.", more=True, fills="conditions",
                said=True),
        _column("cell", "Cell", "In which the specimen was measured.", "name", names=("cells",), more=True,
                fills="cell"),
        _column("method", "Method", "", "choice", choices=_of(vocabulary.METHODS), more=True, fills="method"),
        _column("detail", "Method in detail", "", more=True),
        ION,
        _column("origin", "Data type", "", "choice", choices=_of(vocabulary.ORIGINS), more=True, fills="origin"),
        _column("document", "Document", "Where it was read: id or DOI; empty: this paper.", more=True,
                fills="document"),
        SOURCE,
        CITATION,
        REMARKS,
        _column("points", "Points", "", "data", longest=200_000),
        _column("digitiser", "Digitiser", "", "data", longest=20_000),
        _column("file", "File", "", "data"),
    ),
    "One data set of a file in a row.",
    of_files=True,
)  # fmt: skip
PAIRS = Grid(
    "pairs",
    "Pairs",
    (
        _column("modified", "Modified", "", "name", names=("specimens",)),
        _column("control", "Control", "", "name", names=("specimens",)),
        _column("kind", "Kind of control", "", "choice", choices=_of(vocabulary.PAIR_KINDS)),
        _column("properties", "Only for", "Properties, separated by semicolons; empty: all."),
        WHERE,
        REMARKS,
    ),
    "A modified specimen and the control that the paper names. A control in the grid of specimens makes one too.",
)
FACTORS = Grid(
    "factors",
    "Reported factors",
    (
        _column("of", "Of", "", "name", names=MATERIALS),
        _column("property", "Property", "", "choice", choices=PROPERTY),
        _column("printed", "As printed", "about six times higher"),
        _column("number", "Number", "6; 90.24; −12 to −8"),
        _column("form", "Form", "", "choice", choices=_of(vocabulary.FACTOR_FORMS)),
        _column("against", "Relative to", "A specimen, or words.", "name", names=MATERIALS),
        WHERE,
        ION,
        _column("unit", "Unit", "Only for a difference.", more=True),
        _column("relative_kind", "Relative to another", "", "choice", choices=_of(vocabulary.RELATIVE_KINDS),
                more=True),
        CITATION,
        REMARKS,
    ),
    "Comparisons that the paper states as a number.",
)  # fmt: skip
STATEMENTS = Grid(
    "statements",
    "Statements",
    (
        _column("subject", "About", "What it is about, in words."),
        _column("text", "Statement", "A whole sentence of our own.", "long", wide=True),
        _column("topic", "Topic", "", "choice", choices=_of(vocabulary.STATEMENT_TOPICS)),
        _column("sign", "Effect", "", "choice", choices=_of(vocabulary.EFFECT_SIGNS)),
        _column("of", "Specimen", "", "name", names=MATERIALS),
        WHERE,
        CITATION,
        REMARKS,
    ),
    "What the paper says without a number.",
)
CONTEXT = Grid(
    "context",
    "New rows",
    (
        _column("of", "Of", "", "name", names=(*MATERIALS, "cells")),
        _column("document", "Document", "Where it was read, if not in this paper: id or DOI."),
        _column("locator", "Where", "Section, figure or table.", wide=True),
        _column("cell", "Cell", "", "name", names=("cells",)),
        _column("ion", "Charge carrier", ION_HELP, "choice", choices=_of(vocabulary.IONS)),
        _column("method", "Method", "", "choice", choices=_of(vocabulary.METHODS)),
        _column("origin", "Data type", "", "choice", choices=_of(vocabulary.ORIGINS)),
        _column("conditions", "Temperature and other conditions", "25 °C; others n.r.", wide=True),
    ),
    "New rows begin with these; rows that stand keep theirs.",
)
# In the order in which rows are tried: what is referred to comes first.
GRIDS = {
    one.key: one
    for one in (CONTEXT, SPECIMENS, ELECTROLYTES, CELLS, VALUES, CURVES, PAIRS, FACTORS, STATEMENTS)
}  # fmt: skip
