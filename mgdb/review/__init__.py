"""Where a form becomes a row and a status changes; nothing else writes reviewed records."""

from .catalogue import drift, recompute, store_fingerprint
from .indexing import index_for_search
from .merging import current_id, merge
from .publication import dependants, lock, references, unpublished
from .serialization import content_hash, to_dict, with_parts
from .status import publish, submit, withdraw
from .writer import FormError, apply

__all__ = [
    "FormError",
    "apply",
    "content_hash",
    "current_id",
    "dependants",
    "drift",
    "index_for_search",
    "lock",
    "merge",
    "publish",
    "recompute",
    "references",
    "store_fingerprint",
    "submit",
    "to_dict",
    "unpublished",
    "with_parts",
    "withdraw",
]
