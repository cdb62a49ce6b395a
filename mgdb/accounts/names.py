"""Names that nobody takes for another's: those people sign in with, and those by which others know them."""

from __future__ import annotations

import re
import unicodedata

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Q

from mgdb.models.typed_text import unfit

# Letters that look like those of other alphabets, or large like small, are no part of a user name.
_USER_NAME = re.compile(r"[a-z0-9][a-z0-9.@+_-]*")
_ALIKE = str.maketrans({"0": "o", "1": "l"})
# More that look alike where a name is written freely; small i and l, of which the large one looks like the other.
_FREELY_ALIKE = str.maketrans(
    {"3": "e", "4": "a", "5": "s", "6": "b", "8": "b", "@": "a", "$": "s", "|": "l", "!": "l", "i": "l", "ı": "l"}
)
# What the history says in place of a name, and who runs the site: within a name, as a word of it, and as the whole.
_WITHIN = (
    "mgdb",
    "administrat",
    "reviewer",
    "contributor",
    "curator",
    "moderator",
    "operator",
    "webmaster",
    "superuser",
)
_AS_WORD = ("admin", "admins", "review", "editor", "editors", "editorial", "dataset", "loader")
_AS_WHOLE = ("root", "staff", "system", "team", "theteam", "support", "official", "anonymous", "nobody", "loaddataset")
# “LATIN LETTER SMALL CAPITAL D”, “LATIN SMALL LETTER DOTLESS I”, “LATIN SMALL LETTER O WITH STROKE”
_LATIN = re.compile(
    r"LATIN (?:LETTER SMALL CAPITAL|SMALL LETTER|CAPITAL LETTER)(?: DOTLESS| SCRIPT)? ([A-Z])(?: WITH .*)?"
)
# Alphabets that one name mixes as a matter of course: Japanese is written in three, with Latin letters between them.
_TOGETHER = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO")


def _looks(name: str) -> str:
    """What is left of a user name when signs that look alike are one."""
    return name.casefold().translate(_ALIKE).replace("rn", "m")


def _freely_looks(name: str) -> str:
    """What is left of a name in any writing: without accents, blanks and signs, what looks alike as one."""
    signs = unicodedata.normalize("NFKD", name.casefold()).translate(_FREELY_ALIKE)
    found = ((sign, _LATIN.fullmatch(unicodedata.name(sign, ""))) for sign in signs if sign.isalnum())
    letters = "".join(latin[1].lower() if latin else sign for sign, latin in found)
    return _looks(letters.translate(_FREELY_ALIKE))


def check_no_role(name: str) -> None:
    """ValidationError for a name that readers would take for a role here, or for the word of the site itself."""
    looks, words = _freely_looks(name), {_freely_looks(word) for word in re.split(r"[\s.,_+/-]+", name)}
    if (
        any(_freely_looks(word) in looks for word in _WITHIN)
        or words & set(map(_freely_looks, _AS_WORD))
        or looks in map(_freely_looks, _AS_WHOLE)
    ):
        raise ValidationError(f"“{name}” reads as a role or as the site itself; choose a name that is a person's own.")


def check_user_name(name: str, *, of: User | None = None) -> None:
    """ValidationError for a new user name that is not in small letters of ASCII, or looks like that of another account
    than `of`."""
    if not _USER_NAME.fullmatch(name):
        raise ValidationError(
            "Write it in small letters from a to z, digits and . @ + - _; a letter or digit comes first."
        )
    check_no_role(name)
    others = User.objects.exclude(pk=of.pk) if of else User.objects.all()
    names = others.values_list("username", flat=True)
    if twin := next((other for other in names if _looks(other) == _looks(name)), ""):
        taken = "is taken" if twin.casefold() == name else f"looks like “{twin}”, which is taken"
        raise ValidationError(f"“{name}” {taken}; choose another name.")


def check_person_name(name: str) -> None:
    """ValidationError for a name with signs that nobody sees, or in letters of several alphabets, which look alike."""
    if not name.isprintable() or unfit(name):
        raise ValidationError("It holds a sign that nobody can see; type the name again.")
    letters = [sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) in ("Ll", "Lu", "Lo")]
    alphabets = {unicodedata.name(letter, "").partition(" ")[0] for letter in letters}
    if len(alphabets - set(_TOGETHER)) > 1 or (alphabets & set(_TOGETHER) and alphabets - {*_TOGETHER, "LATIN"}):
        words = " and ".join(sorted(one.capitalize() for one in alphabets))
        raise ValidationError(f"It mixes {words} letters, which look alike; write it in one alphabet.")


def check_public_name(name: str, *, of: int) -> None:
    """ValidationError for a name that the public history cannot give the user `of`: not one person's own."""
    check_person_name(name)
    if name and not any(sign.isalpha() for sign in name):
        raise ValidationError(f"“{name}” holds no letter; give a name.")
    check_no_role(name)
    folded = unicodedata.normalize("NFKC", " ".join(name.split()))
    others = User.objects.exclude(pk=of)
    if name and others.filter(Q(username__iexact=folded) | Q(account__public_name__iexact=folded)).exists():
        raise ValidationError(f"“{name}” is the name of another person here; choose one that tells you apart.")
