"""A headless Chromium for tests."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium(playwright: Playwright) -> str:
    """The path of a Chromium: $CHROMIUM, the system's, playwright's own, or Debian's package where we may install it.

    Fails the test, and says how to put it right, when there is none.
    """
    if chosen := os.environ.get("CHROMIUM"):
        if not shutil.which(chosen):
            pytest.fail(f"CHROMIUM is {chosen!r}, which cannot be run; correct it or unset it.", pytrace=False)
        return chosen
    own = Path(playwright.chromium.executable_path)
    # Two test processes may come here at once; one installs, the other finds.
    with open(Path(tempfile.gettempdir()) / "mgdb-chromium.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for attempt in ("look", "install"):
            if found := next(filter(None, map(shutil.which, NAMES)), None):
                return found
            if own.exists():
                return str(own)
            if attempt == "look" and os.geteuid() == 0 and shutil.which("apt-get"):
                for command in (
                    ["update"],
                    ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
                ):
                    subprocess.run(
                        ["apt-get", "-q", *command],
                        check=False,
                        stdin=subprocess.DEVNULL,
                        capture_output=True,
                        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
                    )
    pytest.fail(
        "No Chromium to test pages with: run `sudo apt-get install chromium fonts-dejavu-core` or "
        "`.venv/bin/playwright install chromium`, or set CHROMIUM to one.",
        pytrace=False,
    )
