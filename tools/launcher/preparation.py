"""What must be ready before the web server starts: the database, its records, the static files."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from mgdb.management.private_file import write_private
from tools.launcher.children import Children
from tools.launcher.console import step
from tools.launcher.errors import LaunchError
from tools.launcher.options import ROOT, Options


class Preparation:
    """The preparation of one data folder; `run/prepared.json` in it remembers what was done from what."""

    def __init__(self, options: Options, children: Children) -> None:
        self.options = options
        self.data = options.data
        self.children = children

    def run(self, *, meanwhile: Callable[[], None]) -> None:
        """Migrations, records, static files: each only when what it is made from has changed. Raises LaunchError.

        Beside the longest of them, loading the records, there is time for `meanwhile`.
        """
        database = self.options.database_url or f"{self.data}, made {self._cluster_birth()}"
        if self.options.empty:
            database += ", empty"
        records = fingerprint(
            [ROOT / name for name in ("api", "mgdb", "templates", "static", "fixtures", "requirements.lock")],
            salt=database + self.options.broker_url,
        )
        static = fingerprint(
            [ROOT / "static", ROOT / "mgdb" / "assets.py", ROOT / "mgdb" / "settings.py", ROOT / "requirements.lock"],
            salt=os.environ.get("MGDB_STATIC_ROOT", "") + os.environ.get("MGDB_DEBUG", ""),
        )
        stamps = self._stamps()
        # A server of somebody else's may have been emptied since: always look.
        database_due = bool(self.options.database_url) or stamps.get("records") != records
        static_due = stamps.get("static") != static
        begun: dict[str, subprocess.Popen[bytes]] = {}
        try:
            if static_due:
                # Beside the rest: compressing plotly's bundle keeps one core busy for a while.
                begun["collectstatic"] = self._manage("collectstatic", "--no-input", "--verbosity", "0")
            if database_due:
                # The worker that is about to start does the rest of a first start, while the site is read already.
                arguments = ["--leave-forms", "--curator-file", str(self.data / "curator")]
                begun["prepare"] = self._manage("prepare", *arguments, *["--no-records"] * self.options.empty)
            if static_due:
                with step("static files, compressed once"):
                    self._finish(begun["collectstatic"], "collectstatic")
                stamps["static"] = static
            meanwhile()
            if database_due:
                with step("database: migrations, records, curator"):
                    self._finish(begun["prepare"], "prepare")
                stamps["records"] = records
        finally:
            for process in begun.values():
                if process.poll() is None:
                    process.terminate()
                    process.wait()
            if begun:
                write_private(self.data / "run" / "prepared.json", json.dumps(stamps))

    def _cluster_birth(self) -> float:
        return (self.data / "postgres" / "data" / "PG_VERSION").stat().st_mtime

    def _stamps(self) -> dict[str, str]:
        try:
            stamps: dict[str, str] = json.loads((self.data / "run" / "prepared.json").read_text(encoding="utf-8"))
            return stamps
        except (FileNotFoundError, json.JSONDecodeError):
            return {}

    def _manage(self, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        return self.children.spawn([sys.executable, str(ROOT / "manage.py"), name, *arguments], name)

    def _finish(self, process: subprocess.Popen[bytes], name: str) -> None:
        if process.wait():
            raise LaunchError(f"`{name}` failed: {self.children.last_line(name)} (log: {self.children.log(name)}).")


def fingerprint(paths: list[Path], salt: str = "") -> str:
    """One hash for the names and content of all files in `paths` (missing ones count as empty) and for `salt`."""
    digest = hashlib.sha256(salt.encode())
    for top in paths:
        files = [top] if top.is_file() else sorted(path for path in top.rglob("*") if path.is_file())
        for file in files:
            if "__pycache__" not in file.parts:
                digest.update(f"\0{file.relative_to(ROOT)}\0".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()
