"""Where a form becomes a row and a status changes; nothing else writes reviewed records."""

from .catalogue import drift, recompute, store_fingerprint
from .indexing import index_for_search
from .schemas import SCHEMAS, RecordSchema, schema_for
from .serialization import content_hash, to_dict, with_parts
from .status import publish, submit, unpublishable, withdraw
from .writer import FormError, apply

__all__ = [
    "SCHEMAS",
    "FormError",
    "RecordSchema",
    "apply",
    "content_hash",
    "drift",
    "index_for_search",
    "publish",
    "recompute",
    "schema_for",
    "store_fingerprint",
    "submit",
    "to_dict",
    "unpublishable",
    "with_parts",
    "withdraw",
]
