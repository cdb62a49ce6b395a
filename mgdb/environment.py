"""What the environment says, read as settings want it."""

import os

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
    if not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number.")
    return int(value)


def trusted_proxies() -> int:
    """So many proxies of ours append to X-Forwarded-For; what a visitor writes there himself is not believed."""
    return env_count("MGDB_TRUSTED_PROXIES", 1 if env_flag("MGDB_BEHIND_PROXY") else 0)


def is_guessable(key: str) -> bool:
    """Whether a secret key is short, of few characters, one piece again and again, or of a draft that Django made."""
    return len(key) < 50 or len(set(key)) < 10 or key in (key + key)[1:-1] or key.startswith("django-insecure-")
