"""The Celery application. Tasks bind to it with `@app.task` (mgdb/tasks.py), never with `shared_task`."""

import gc
import os
from typing import Any

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mgdb.settings")

app = Celery("mgdb")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["mgdb"])


@signals.celeryd_init.connect
def _imports_stay(**kwargs: Any) -> None:
    """Before a worker imports the application, which takes a fifth longer where it is looked through for garbage."""
    gc.set_threshold(20_000, 10, 10)
