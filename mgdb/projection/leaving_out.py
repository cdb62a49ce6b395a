"""What is made of rows, not of forms: where one of them cannot be shown, the rest is, and says which is missing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import Error as DatabaseError
from django.http import Http404

from mgdb.models import Measurement
from mgdb.presentation import leaving_out

from .filling import faults
from .forms import sentence_on

T = TypeVar("T")
# What is no fault of a record.
OTHERS: tuple[type[Exception], ...] = (Http404, PermissionDenied, SuspiciousOperation, BadRequest, DatabaseError)


class NotShown(Exception):
    """A record that cannot be shown was itself asked for; the message says so."""


def with_the_rest(
    make: Callable[[], T], *, asked: Collection[str] = (), expected: tuple[type[Exception], ...] = ()
) -> tuple[T, str]:
    """What `make` makes, and a sentence on the measurements that it had to leave out, where there are any.

    They are looked for only where making it has failed, and not in the way that `expected` names. Raises NotShown where
    the public id of one of these is `asked` for.
    """
    try:
        return make(), ""
    except OTHERS + expected:
        raise
    except Exception:  # of whatever kind: it is raised again unless a stored record explains it
        ids = {fault.public_id for fault in faults()}
        if not ids:
            raise
    if own := sorted(ids & set(asked)):
        raise NotShown(sentence_on(own))
    with leaving_out(Measurement._base_manager.filter(public_id__in=ids).values_list("pk", flat=True)) as left:
        made = make()
    return made, sentence_on(sorted(left.met)) if left.met else ""
