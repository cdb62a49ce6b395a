"""Where a form becomes a row and a status changes; nothing else writes reviewed records."""

from .catalogue import drift, recompute, store_fingerprint
from .declarations import FORMS, Form, form_for
from .forms import form_hash, form_of, whole
from .indexing import index_for_search
from .status import publish, submit, unpublishable, withdraw
from .writing import FormFault, apply_form

__all__ = [
    "FORMS",
    "Form",
    "FormFault",
    "apply_form",
    "drift",
    "form_for",
    "form_hash",
    "form_of",
    "index_for_search",
    "publish",
    "recompute",
    "store_fingerprint",
    "submit",
    "unpublishable",
    "whole",
    "withdraw",
]
