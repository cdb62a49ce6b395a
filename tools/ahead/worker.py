"""The application of Celery; its worker waits when the tasks are imported, before it connects and forks."""

import sys
from typing import Any

from celery import signals

from mgdb.celery import app as app


@signals.celeryd_after_setup.connect
def _wait(**kwargs: Any) -> None:
    sys.stdin.read()
