"""What is missing or in doubt: for the operator's command, the audit of each night and the curators' work list.

Nothing is changed by looking. `findings` finds, `documents` tells it document by document, `prints` looks printed
strings up in the documents' texts, `work_list` keeps what the latest audit found.
"""

from .documents import DocumentAudit, as_data, audit, changes, look
from .findings import KINDS, Found
from .prints import PrintAudit, normalise, pattern, region
from .work_list import look_again, store

__all__ = [
    "KINDS",
    "DocumentAudit",
    "Found",
    "PrintAudit",
    "as_data",
    "audit",
    "changes",
    "look",
    "look_again",
    "normalise",
    "pattern",
    "region",
    "store",
]
