"""What the environment says, read as settings want it."""

import itertools
import math
import os
import re
from collections.abc import Collection
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    """The environment variable `name` without surrounding blanks; an empty one counts as unset."""
    value = os.environ.get(name, "").strip()
    if not value.isprintable():
        raise ImproperlyConfigured(f"{name} holds characters that cannot be printed, or is not UTF-8; write it again.")
    return value or default


def env_list(name: str) -> list[str]:
    return [item.strip() for item in env(name).split(",") if item.strip()]


def env_flag(name: str, default: bool = False) -> bool:
    value = env(name, "1" if default else "0").lower()
    if value not in {"0", "1", "false", "true", "no", "yes"}:
        raise ImproperlyConfigured(f"{name} is “{value}”; write 1 or 0.")
    return value in {"1", "true", "yes"}


def env_count(name: str, default: int, least: int, most: int) -> int:
    """A whole number from `least` to `most`: what it is used for must be able to hold all of them."""
    value = env(name, str(default))
    # the length first: Python turns no more than some thousand digits into a number
    is_number = value.isascii() and value.isdecimal() and len(value) < 20
    if not (is_number and least <= int(value) <= most):
        raise ImproperlyConfigured(f"{name} is “{value[:200]}”; write a whole number from {least} to {most}.")
    return int(value)


def env_rate(name: str, default: str) -> str:
    """So many requests in a second, minute, hour or day, as REST framework writes it: 600/min."""
    value = env(name, default)
    if not re.fullmatch(r"(?!0+/)[0-9]{1,9}/(s|sec|second|m|min|minute|h|hour|d|day)", value):
        raise ImproperlyConfigured(
            f"{name} is “{value[:200]}”; write a number of requests and a time: 600/min (from 1 to 999999999 requests)."
        )
    return value


def env_choice(name: str, default: str, choices: Collection[str]) -> str:
    value = env(name, default)
    for choice in choices:
        if value.lower() == choice.lower():
            return choice
    raise ImproperlyConfigured(f"{name} is “{value}”; write {' or '.join(choices)}.")


def env_port(name: str, default: int) -> int:
    return env_count(name, default, 1, 65535)


def env_folder(name: str, default: Path) -> Path:
    """A folder, which need not be there yet; a relative one lies where manage.py does."""
    value = env(name, str(default))
    try:
        folder = (ROOT / Path(value).expanduser()).resolve()
        there = next(path for path in (folder, *folder.parents) if path.exists())
        is_folder = there.is_dir()
    except PermissionError:
        return folder  # whoever reads it says so
    except (OSError, RuntimeError):  # a name that is too long, or the home of nobody
        is_folder = False
    if not is_folder:
        raise ImproperlyConfigured(f"{name} is “{value[:200]}”, which is not a folder and cannot become one; name one.")
    return folder


def env_url(name: str, schemes: Collection[str], shape: str, default: str = "") -> SplitResult | None:
    """An address of a server, or None where none is set; what is wrong is told without user and password."""
    if not (value := env(name, default)):
        return None
    try:
        url = urlsplit(value)
        port, host = url.port, url.hostname
    except ValueError as error:
        why = "its port is not a number up to 65535" if "ort" in str(error) else "it cannot be read"
        raise ImproperlyConfigured(
            f"{name} must look like {shape}; {why}. Write %XX for special characters in user and password."
        ) from None
    if url.scheme not in schemes:
        said = f"“{url.scheme}”" if "://" in value and url.scheme else "no scheme"
        raise ImproperlyConfigured(f"{name} must look like {shape}; it begins with {said}.")
    if not host or port == 0:
        raise ImproperlyConfigured(f"{name} must look like {shape}; it names no {'port' if host else 'host'}.")
    return url


def env_database(name: str, *schemes: str) -> dict[str, str] | None:
    """The parameters, as libpq names them, of the address of a PostgreSQL, or None where none is set.

    schemes: with which the address begins, postgresql (or postgres) where none is given.
    """
    if not (url := env(name)):
        return None
    shape = f"{name} must look like {schemes[0] if schemes else 'postgresql'}://user:password@host:5432/name"
    scheme, _, rest = url.partition("://")
    if scheme not in (schemes or ("postgresql", "postgres")):
        raise ImproperlyConfigured(f"{shape}.")
    try:
        parameters = {key: str(value) for key, value in conninfo_to_dict(f"postgresql://{rest}").items()}
    except ProgrammingError:
        # The driver's message quotes the whole URL, password and all; ours must not.
        raise ImproperlyConfigured(f"{shape}; write %XX for special characters in user and password.") from None
    port = parameters.get("port", "5432")
    if not (port.isdecimal() and len(port) < 6 and 0 < int(port) < 65536):
        raise ImproperlyConfigured(f"{shape}; its port is “{port[:20]}”.")
    return parameters


def trusted_proxies() -> int:
    """So many proxies of ours append to X-Forwarded-For; what a visitor writes there himself is not believed."""
    return env_count("MGDB_TRUSTED_PROXIES", 1 if env_flag("MGDB_BEHIND_PROXY") else 0, 0, 20)


# A key that a process makes for itself and that nobody else knows: for what signs nothing (beat, files, checks).
OWN_KEY = "made-for-this-process"
# What a secret must be worth, at least. `openssl rand -base64 48` makes 384 bits. 20 random hexadecimal digits make 80,
# and `bits` counts chance neighbours among them out: 1 of 200 such tokens is worth less than 44 to it, none of words.
KEY_BITS, TOKEN_BITS = 100, 40
# A letter among others of its case, as in words, is worth little more than printed English (Shannon 1951: 1.3 bits).
BITS_IN_A_WORD = 1.3
# What lies side by side, or below each other, on a keyboard: of three layouts, with the signs above the digits.
KEYBOARDS = (
    ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"),
    ("1234567890", "qwertzuiop", "asdfghjkl", "yxcvbnm,.-"),
    ("1234567890", "azertyuiop", "qsdfghjklm", "wxcvbn,;:!"),
)
SHIFTED = str.maketrans("!@#$%^&*()_+", "1234567890-=")
BESIDE = {
    frozenset(pair)
    for rows in KEYBOARDS
    for pairs in (*(itertools.pairwise(row) for row in rows), *map(zip, rows, rows[1:]))
    for pair in pairs
}
CLASSES = ((r"[a-z]", 26), (r"[A-Z]", 26), (r"[0-9]", 10), (r"[^a-zA-Z0-9]", 8))


def bits(secret: str) -> float:
    """About how many bits somebody guesses who tries words, rows of alphabet and keyboard, and repetitions first.

    >>> round(bits("aaaa")), round(bits("0123456789")), round(bits("change-me-change-me-change-me"))
    (1, 3, 31)
    """
    alphabet = sum(size for pattern, size in CLASSES if re.search(pattern, secret))
    in_words = {at for word in re.finditer(r"[A-Z]?[a-z]{4,}|[A-Z]{4,}", secret) for at in range(*word.span())}
    keys = secret.lower().translate(SHIFTED)
    steps = "".join("+" if frozenset(pair) in BESIDE else " " for pair in itertools.pairwise(keys))
    in_walks = {at + 1 for walk in re.finditer(r"\+{3,}", steps) for at in range(*walk.span())}
    total = 0.0
    for at, character in enumerate(secret):
        # of two rows that alternate (1a2b3c), each is one too
        is_next = any(abs(ord(character) - ord(before)) <= 1 for before in secret[max(0, at - 2) : at])
        is_again = at > 2 and secret[at - 2 : at + 1] in secret[:at]
        if not (is_next or is_again or at in in_walks):
            total += BITS_IN_A_WORD if at in in_words else math.log2(alphabet)
    return total


def is_guessable(key: str) -> bool:
    """Whether a secret key is short, of words, rows or repetitions, or of a draft that Django made."""
    return len(key) < 50 or bits(key) < KEY_BITS or key.startswith("django-insecure-")


def is_pattern(host: str) -> bool:
    """Whether an entry of ALLOWED_HOSTS is no name or address of one host: `*`, `.org` and whatever cannot be one."""
    label = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
    return not re.fullmatch(rf"{label}(\.{label})*\.?|\[[0-9a-f:.]+\]", host.lower())


def refuse_unsafe() -> None:
    """Raises ImproperlyConfigured where a site that strangers visit would be open to them, or has not what it needs."""
    required = ("MGDB_SECRET_KEY", "MGDB_ALLOWED_HOSTS", "DATABASE_URL")
    if missing := [name for name in required if not env(name)]:
        raise ImproperlyConfigured(f"MGDB_MODE=production needs {', '.join(missing)}; see .env.example.")
    if env("MGDB_SECRET_KEY") != OWN_KEY and is_guessable(env("MGDB_SECRET_KEY")):
        raise ImproperlyConfigured(
            "MGDB_SECRET_KEY can be guessed (short, or made of words, rows or repetitions); write at least 50 random "
            "characters, as `openssl rand -base64 48` prints."
        )
    if patterns := [host for host in env_list("MGDB_ALLOWED_HOSTS") if is_pattern(host)]:
        raise ImproperlyConfigured(
            f"MGDB_ALLOWED_HOSTS has “{patterns[0]}”, which is not the name of one host; write the names under which "
            "the site is visited, as mgdb.example.org."
        )
    if env_flag("MGDB_DEBUG"):
        raise ImproperlyConfigured("MGDB_DEBUG=1 shows internals to visitors; unset it when MGDB_MODE=production.")
