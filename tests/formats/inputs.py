"""What the samples in `samples/` are written from: one of each input that a format may take."""

from mgdb.formats import (
    Format,
    RowGroup,
    SourceEntry,
    SourcesFormat,
    Table,
    TableFormat,
    TypesetCell,
    TypesetFormat,
    TypesetTable,
)


def source(**changes: object) -> SourceEntry:
    """A source with nothing but what is given."""
    empty = {"id": "src-0000001", "key": "Author2020", "kind": "article", "title": "", "authors": [], "et_al": False}
    return SourceEntry(
        **(
            empty
            | {"container": "", "year": None, "volume": "", "issue": "", "pages": "", "doi": "", "url": ""}
            | changes
        )
    )  # type: ignore[typeddict-item]


SOURCES = [
    source(
        id="src-aaaaaa1",
        key="Muller2020",
        title="50% of Mg^{2+} & V₂O₅",
        authors=["R. Müller", "Li, Ruimin"],
        et_al=True,
        container="J. Test.",
        year=2020,
        volume="1",
        issue="2",
        pages="1–9",
        doi="10.1234/a_b",
    ),
    source(
        id="src-aaaaaa2",
        key="Magnesium2001",
        kind="book",
        title="Magnesium",
        container="Press",
        year=2001,
        url="https://example.org/",
    ),
]
TABLE = Table(
    columns=["id", "name", "value", "is computed"],
    rows=[["mea-0000001", 'V₂O₅, "layered"', 147.5, True], ["mea-0000002", "=1+1", None, False]],
    about={"MgDB": "2 measurements", "address": "https://example.org/measurements/", "licence": "CC BY 4.0"},
)
TYPESET_TABLE = TypesetTable(
    title="Cathodes with V2O5",
    columns=[
        TypesetCell(["Material"], ["Material"]),
        TypesetCell(["Capacity (mAh g⁻¹)"], ["Capacity", r"\unit{\milli\ampere\hour\per\gram}"]),
    ],
    groups=[
        RowGroup("", [[TypesetCell(["V₂O₅"], [r"\ce{V_{$2$}O_{$5$}}"]), TypesetCell(["≈147 [a]", "10.1/x"], ["147"])]]),
        RowGroup("Hydrates", [[TypesetCell(["a | b"], ["a | b"]), TypesetCell([], [])]]),
    ],
    notes=[("a", "at 25 °C & dry")],
    remarks=["≠: not comparable."],
    sources=SOURCES[:1],
    itself=source(
        id="mgdb-20250101", key="mgdb-20250101", kind="dataset", title="Cathodes", authors=["MgDB"], year=2025
    ),
    citation="MgDB, “Cathodes”, 2025.",
)


def written(chosen: Format) -> bytes:
    """The file of the input that `chosen` takes."""
    match chosen:
        case TableFormat():
            return chosen.write(TABLE)
        case TypesetFormat():
            return chosen.write(TYPESET_TABLE)
        case SourcesFormat():
            return chosen.write(SOURCES)
        case _:
            raise TypeError(f"{type(chosen).__name__} takes an input of which there is none here.")
