"""What the environment says, read as settings want it."""

import math
import os
import re

from django.core.exceptions import ImproperlyConfigured


def env(name: str, default: str = "") -> str:
    """The environment variable `name` without surrounding blanks; an empty one counts as unset."""
    return os.environ.get(name, "").strip() or default


def env_list(name: str) -> list[str]:
    return [item.strip() for item in env(name).split(",") if item.strip()]


def env_flag(name: str, default: bool = False) -> bool:
    value = env(name, "1" if default else "0").lower()
    if value not in {"0", "1", "false", "true", "no", "yes"}:
        raise ImproperlyConfigured(f"{name} is {value!r}; write 1 or 0.")
    return value in {"1", "true", "yes"}


def env_count(name: str, default: int) -> int:
    value = env(name, str(default))
    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number.")
    return int(value)


def env_rate(name: str, default: str) -> str:
    """So many requests in a second, minute, hour or day, as REST framework writes it: 600/min."""
    value = env(name, default)
    if not re.fullmatch(r"[0-9]{1,12}/(s|sec|second|m|min|minute|h|hour|d|day)", value):
        raise ImproperlyConfigured(f"{name} is {value!r}; write a number of requests and a time: 600/min.")
    return value


def trusted_proxies() -> int:
    """So many proxies of ours append to X-Forwarded-For; what a visitor writes there himself is not believed."""
    return env_count("MGDB_TRUSTED_PROXIES", 1 if env_flag("MGDB_BEHIND_PROXY") else 0)


# A key that a process makes for itself and that nobody else knows: for what signs nothing (beat, files, checks).
OWN_KEY = "made-for-this-process"
# What a secret must be worth, at least; `openssl rand -base64 48` makes 384 bits, 20 random hexadecimal digits 80.
KEY_BITS, TOKEN_BITS = 100, 70
# A letter among others of its case, as in words, is worth little more than printed English (Shannon 1951: 1.3 bits).
BITS_IN_A_WORD = 1.3
CLASSES = ((r"[a-z]", 26), (r"[A-Z]", 26), (r"[0-9]", 10), (r"[^a-zA-Z0-9]", 8))


def bits(secret: str) -> float:
    """About how many bits somebody guesses who tries words, rows of the alphabet and repetitions first.

    >>> round(bits("aaaa")), round(bits("0123456789")), round(bits("change-me-change-me-change-me"))
    (1, 3, 31)
    """
    alphabet = sum(size for pattern, size in CLASSES if re.search(pattern, secret))
    in_words = {at for word in re.finditer(r"[A-Z]?[a-z]{4,}|[A-Z]{4,}", secret) for at in range(*word.span())}
    total = 0.0
    for at, character in enumerate(secret):
        # of two rows that alternate (1a2b3c), each is one too
        is_next = any(abs(ord(character) - ord(before)) <= 1 for before in secret[max(0, at - 2) : at])
        is_again = at > 2 and secret[at - 2 : at + 1] in secret[:at]
        if not (is_next or is_again):
            total += BITS_IN_A_WORD if at in in_words else math.log2(alphabet)
    return total


def is_guessable(key: str) -> bool:
    """Whether a secret key is short, of words, rows or repetitions, or of a draft that Django made."""
    return len(key) < 50 or bits(key) < KEY_BITS or key.startswith("django-insecure-")


def is_pattern(host: str) -> bool:
    """Whether an entry of ALLOWED_HOSTS is no name or address of one host: `*`, `.org` and whatever cannot be one."""
    label = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
    return not re.fullmatch(rf"{label}(\.{label})*\.?|\[[0-9a-f:.]+\]", host.lower())
