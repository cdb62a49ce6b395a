"""A headless Chromium for tests."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.debian import find_or_install

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--process-per-site",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The first draws pages without a desktop's browser around them, for half the processor time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


# What a page is waited for: how fast it comes is a matter of what else the machine does, and no verdict of a test.
WAIT_MILLISECONDS = 60_000


def sign_in(context: Any, site: str, user: Any) -> None:
    """Makes a browser one in which `user` has signed in to the site at that address, whose database is the test's.

    A password takes the server half a second of a processor, behind all other work; how one is typed is for the tests
    of signing in.
    """
    from django.conf import settings  # this file is read before Django is set up
    from django.test import Client

    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])


def chromium(playwright: Playwright) -> str:
    """The path of a Chromium: $CHROMIUM, the system's, playwright's own, or Debian's package where we may install it.

    Fails the test, and says how to put it right, when there is none.
    """
    if chosen := os.environ.get("CHROMIUM"):
        if not shutil.which(chosen):
            pytest.fail(f"CHROMIUM is {chosen!r}, which cannot be run; correct it or unset it.", pytrace=False)
        return chosen
    own = Path(playwright.chromium.executable_path)

    def find() -> str | None:
        return next(filter(None, map(shutil.which, NAMES)), None) or (str(own) if own.exists() else None)

    for package in NAMES[:2]:  # other systems have the second alone
        if found := find_or_install(find, package, "fonts-dejavu-core"):
            return found
    pytest.fail(
        f"No Chromium to test pages with: run `sudo apt-get install {NAMES[0]} fonts-dejavu-core` or "
        "`.venv/bin/playwright install chromium`, or set CHROMIUM to one.",
        pytrace=False,
    )
