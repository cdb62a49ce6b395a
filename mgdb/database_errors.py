"""What an error of the database says about the request that met it."""

from __future__ import annotations

from django.db import DataError, InterfaceError, OperationalError
from psycopg import errors

AWAY_SECONDS = 5  # after which it is worth another try
AWAY = "The database does not answer at the moment; try again in a few seconds."
TOO_LONG = "This took the database too long and was stopped; ask for less, or try again later."
FULL = "The database has no room left on its disk, so that nothing was kept; reading goes on. Try again later."
UNFIT = "What was sent holds a sign that no text can hold (U+0000, or half of a character); leave it out."


def unavailable(error: BaseException | None) -> str:
    """Why nothing can be answered just now, in words; "" where `error` says something else.

    The database is away, shuts down, starts or is full, or it stopped a statement that took too long.
    """
    cause = getattr(error, "__cause__", None)
    if isinstance(cause, errors.QueryCanceled):
        return TOO_LONG
    if isinstance(cause, errors.DiskFull):
        return FULL
    if isinstance(error, OperationalError | InterfaceError) or isinstance(cause, errors.ReadOnlySqlTransaction):
        return AWAY
    return ""


def is_unfit(error: BaseException | None) -> bool:
    """Whether `error` is about a text that no column can hold; only who sent it can have written that."""
    if isinstance(error, UnicodeEncodeError):
        return error.encoding.startswith("utf") and error.reason == "surrogates not allowed"
    if not isinstance(error, DataError):
        return False
    cause = error.__cause__
    unknown = (errors.UntranslatableCharacter, errors.CharacterNotInRepertoire)
    return isinstance(cause, unknown) or "NUL (0x00)" in str(cause)
