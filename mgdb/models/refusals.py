"""What columns and constraints refuse, in words: the value, what is wrong with it, and what to write instead.

The words are no part of the schema: to change them, or to word a new constraint, needs no migration. A constraint whose
own declaration has words keeps them.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import models

COLUMNS: Final = {
    "blank": "may not be blank.",
    "null": "may not be empty.",
    "min_value": "“%(show_value)s” is too small; give %(limit_value)s or more.",
    "max_value": "“%(show_value)s” is too large; give %(limit_value)s or less.",
    "max_length": "has %(show_value)d characters; at most %(limit_value)d are kept. Shorten it.",
}
_ADDRESS: Final = "“%(value)s” is not an address of a page; write it whole: https://example.org/paper."
_ENDS: Final = "The low end lies above the high end; exchange them."
_READ_ONCE: Final = "A record was read at least once; give 1 or more readings."

# By the end of a constraint's name, or the whole of it.
CONSTRAINTS: Final = {
    "_has_a_reading": _READ_ONCE,
    "_low_at_most_high": _ENDS,
    "_withdrawn_says_why": "A withdrawn record says why.",
    "defect_not_induced_by_itself": "A defect does not bring about itself; choose the other one, or leave it empty.",
    "modification_once": "This modification is given twice for the material; keep one, or describe how they differ.",
    "component_once": "This component is given twice in the same role; keep one, with its whole amount.",
    "comparison_material_once": "This material is in the comparison already.",
    "material_name_once": "This name is given twice for the same document; keep one.",
    "citation_once": "This work is cited twice under the same key; keep one.",
    "flag_has_reason": "A flag says what is doubtful and why.",
    "statement_has_text": "A statement has a text, in our own words.",
    "source_doi_lower_case": "A DOI is kept in lower case: 10.1002/smll.202106981.",
    "source_bibtex_key_unique_in_any_case": "Another source has this BibTeX key, which never changes; give another.",
    "invitation_accepted_by_somebody": "An invitation that is accepted says by whom and when.",
    "change_request_accepted_by_whom": "A change request that is accepted says by whom.",
    "change_request_decided_has_a_time": "A change request that is decided says when.",
    "change_request_says_why": "A change request says why: give the reason.",
    "change_request_one_open_of_an_author": "You have an open change request for this record; change or withdraw that.",
    "finding_answered_once": "This finding is answered already.",
    "finding_once": "This finding is noted already.",
    "job_finished_has_a_time": "A job that has ended says when.",
    "job_done_within_total": "A job has done no more than there was to do.",
    "job_row_once": "This record is in the job already.",
    "problem_decided_by_somebody": "A reported problem that is decided says by whom and when.",
    "problem_proposed_by_somebody": "A decision about a reported problem that is proposed says by whom and when.",
    "problem_contact_once": "This address is noted for the problem already.",
    "reading_once_by_a_person": "You have recorded your reading of this content already.",
    "workbench_row_once": "This row is on the workbench already.",
    "review_note_says_something": "A note of a review says something; write the comment.",
}


def word(model: type[models.Model]) -> None:
    """Gives the columns and constraints of `model` their words."""
    for field in model._meta.local_concrete_fields:
        field.error_messages.update(COLUMNS)
        if isinstance(field, models.URLField):
            field.error_messages["invalid"] = _ADDRESS
    for constraint in model._meta.constraints:
        words = words_of(constraint)
        if words:
            _speak(constraint, words)


def words_of(constraint: models.BaseConstraint) -> str:
    """The words of a constraint whose declaration has none; empty where it has its own, or nobody gave any."""
    if constraint.violation_error_message != models.BaseConstraint.default_violation_error_message:
        return ""
    ends = sorted((end for end in CONSTRAINTS if constraint.name.endswith(end)), key=len)
    return CONSTRAINTS[ends[-1]] if ends else ""


def _speak(constraint: Any, words: str) -> None:
    # of this object alone: what its class compares with the migrations stays as it is
    constraint.get_violation_error_message = lambda: words
