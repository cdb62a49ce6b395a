"""The configuration of gunicorn; it waits when the application is loaded, before the first fork."""

import sys
from typing import Any

from mgdb.web_server import *  # noqa: F403


def on_starting(server: Any) -> None:
    sys.stdin.read()
