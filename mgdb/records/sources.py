"""Sources."""

from mgdb.models import Citation, Source

from .model import Column, Facet, Field, Filter, ListSpecification, Part, RecordType, fields
from .shared import flags

SOURCE = RecordType(
    Source,
    "source",
    "sources",
    group="Literature",
    place=10,
    fields=fields(
        "kind",
        "title",
        "authors",
        Field("et_al", description="The list of authors is shortened as printed."),
        Field("container", description="Journal or book."),
        "year",
        "volume",
        "issue",
        "pages",
        Field("doi", description="Bare and in lower case."),
        "url",
        "licence",
        "remarks",
    ),
    parts=(
        Part(
            "citations",
            Citation,
            "document",
            fields(
                "key",
                "cited",
                Field("printed_doi", description="The DOI as printed, where it is a misprint."),
                "remark",
            ),
            identity=("key", "cited"),
            parts=(flags("citation"),),
        ),
        flags("source"),
    ),
    filters=(
        Filter("q", "search", ""),
        Filter("kind", "term", phrase="of kind {}", help_text="Kind of publication; repeated: any of them."),
        Filter("doi", "own"),
        Filter("author", "own"),
        Filter(
            "container",
            "texts",
            phrase="in {}",
            help_text="Journal or book, as written; repeated: any of them.",
        ),
        Filter("year", "integers", phrase="of {}", help_text="Year; repeated: any of them."),
        Filter("year_min", "from", "year", phrase="of {} or later", help_text="Earliest year."),
        Filter("year_max", "to", "year", phrase="of {} or before", help_text="Latest year."),
        Filter("read", "own"),
        Filter("cited_by", "own"),
    ),
    facets=(
        Facet("read", "Use", own=True),
        Facet("kind", "Kind", ("kind",), open=True),
        Facet("year", "Year", ("year",)),
        Facet("container", "Journal or book", ("container",), free=True),
    ),
    orderings={
        "id": "public_id",
        "year": "year",
        "container": "container",
        "title": "title",
        "kind": "kind",
        "doi": "doi",
        "reference": "search_text",
        "values": "values_read",
        "materials": "own_materials",
        "bibtex_key": "bibtex_key",
        "updated_at": "revised_at",
    },
    lists=(
        ListSpecification(
            "sources",
            "Sources",
            "Documents whose values are here, and the works that they cite.",
            (
                Column("reference", "Reference", "name", "short", export_key="source"),
                Column("title", "Title", "own", wide=True),
                Column("container", "Journal or book", path="reference", export_key="reference"),
                Column("year", "Year", "number", hidden=True),
                Column("kind", "Kind", "term", hidden=True),
                Column("bibtex_key", "BibTeX key", hidden=True),
                Column("values", "Values extracted", "number", "values_read", export_key="values_read"),
                Column("materials", "Materials first reported", "number", "own_materials"),
                Column("doi", "DOI", "own"),
            ),
        ),
    ),
    cites=("",),
    search_name="title",
    about_list="Publications: those whose values are here, and those that are cited.",
)
