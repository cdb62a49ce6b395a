"""Names that nobody takes for another's: those people sign in with, and those by which others know them."""

from __future__ import annotations

import re
import unicodedata

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q

# Letters that look like those of other alphabets, or large like small, are no part of a user name.
_USER_NAME = re.compile(r"[a-z0-9][a-z0-9.@+_-]*")
_ALIKE = str.maketrans({"0": "o", "1": "l"})
# Alphabets that one name mixes as a matter of course: Japanese is written in three, with Latin letters between them.
_TOGETHER = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO")


def _looks(name: str) -> str:
    """What is left of a user name when signs that look alike are one."""
    return name.casefold().translate(_ALIKE).replace("rn", "m")


def check_user_name(name: str, *, of: User | None = None) -> None:
    """ValidationError for a new user name that is not in small letters of ASCII, or looks like that of another account
    than `of`."""
    if not _USER_NAME.fullmatch(name):
        raise ValidationError(
            "Write it in small letters from a to z, digits and . @ + - _; a letter or digit comes first."
        )
    others = User.objects.exclude(pk=of.pk) if of else User.objects.all()
    names = others.values_list("username", flat=True)
    if twin := next((other for other in names if _looks(other) == _looks(name)), ""):
        taken = "is taken" if twin.casefold() == name else f"looks like “{twin}”, which is taken"
        raise ValidationError(f"“{name}” {taken}; choose another name.")


def check_person_name(name: str) -> None:
    """ValidationError for a name with signs that nobody sees, or in letters of several alphabets, which look alike."""
    if not name.isprintable():
        raise ValidationError("It holds a sign that nobody can see; type the name again.")
    letters = [sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) in ("Ll", "Lu", "Lo")]
    alphabets = {unicodedata.name(letter, "").partition(" ")[0] for letter in letters}
    if len(alphabets - set(_TOGETHER)) > 1 or (alphabets & set(_TOGETHER) and alphabets - {*_TOGETHER, "LATIN"}):
        words = " and ".join(sorted(one.capitalize() for one in alphabets))
        raise ValidationError(f"It mixes {words} letters, which look alike; write it in one alphabet.")


def check_public_name(name: str, *, of: int) -> None:
    """ValidationError for a name that the public history cannot give the user `of`: not one person's own."""
    check_person_name(name)
    folded = unicodedata.normalize("NFKC", " ".join(name.split()))
    others = User.objects.exclude(pk=of)
    if name and others.filter(Q(username__iexact=folded) | Q(account__public_name__iexact=folded)).exists():
        raise ValidationError(f"“{name}” is the name of another person here; choose one that tells you apart.")
