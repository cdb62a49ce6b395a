"""Ready-made comparisons."""

from mgdb.models import Comparison, ComparisonRow

from .model import Filter, Part, RecordType, fields
from .shared import PROVENANCE

COMPARISON = RecordType(
    Comparison,
    "comparison",
    "comparisons",
    group="What was found",
    place=110,
    fields=fields("slug", "title", "description", "layout", "document", "locator", "properties"),
    parts=(Part("rows", ComparisonRow, "comparison", fields("material", "group"), identity=("material",)),),
    filters=(
        PROVENANCE,
        Filter("q", "own"),
        Filter("material", "own"),
        Filter(
            "property",
            "property",
            "properties",
            phrase="of {}",
            help_text="Key of a property that is compared; repeated: any of them.",
        ),
    ),
    orderings={"id": "public_id", "slug": "slug", "title": "title", "updated_at": "revised_at"},
    default_order=("slug",),
    cites=("document",),
    route="comparison-id",
    about_one="A ready-made comparison: which materials stand beside which, in what order.",
    about_list="Ready-made comparisons.",
)
