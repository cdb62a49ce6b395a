"""Where a form becomes a row and a status changes; nothing else writes reviewed records."""

from .actors import OPERATOR, Actor, NotAllowed, Operator, is_alone
from .answers import answer_finding
from .batches import batch
from .catalogue import drift, names_are_current, recompute, store_fingerprint
from .change_requests import accept, confirm, propose, propose_unless_known
from .derivation import derive
from .doubts import answer_doubt, doubts_about, open_doubts
from .edits import apply, without_counted
from .entering import Entering
from .locking import StaleRevision
from .merging import current_id, merge
from .notes import comment
from .outcomes import trial, tried
from .publication import dependants, lock, references, unpublished
from .readings import Method, record_files
from .repeats import repeat_doubt, repeat_doubts, repeats
from .serialization import content_hash, to_dict, with_parts
from .status import discard, publish, reject, send_back, submit, withdraw
from .writer import FormError

__all__ = [
    "OPERATOR",
    "Actor",
    "Entering",
    "FormError",
    "Method",
    "NotAllowed",
    "Operator",
    "StaleRevision",
    "accept",
    "answer_doubt",
    "answer_finding",
    "apply",
    "batch",
    "comment",
    "confirm",
    "content_hash",
    "current_id",
    "dependants",
    "derive",
    "discard",
    "doubts_about",
    "drift",
    "is_alone",
    "lock",
    "merge",
    "names_are_current",
    "open_doubts",
    "propose",
    "propose_unless_known",
    "publish",
    "recompute",
    "record_files",
    "references",
    "reject",
    "repeat_doubt",
    "repeat_doubts",
    "repeats",
    "send_back",
    "store_fingerprint",
    "submit",
    "to_dict",
    "trial",
    "tried",
    "unpublished",
    "with_parts",
    "withdraw",
    "without_counted",
]
