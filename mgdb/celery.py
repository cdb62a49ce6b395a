"""The Celery application. Tasks bind to it with `@app.task` (mgdb/tasks.py), never with `shared_task`."""

import gc
import os
from typing import Any

from celery import Celery, signals

from mgdb import request_ids
from mgdb.schedule import SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mgdb.settings")


class Application(Celery):
    @property
    def Beat(self) -> Any:
        return self.subclass_with_self("mgdb.beat:Beat")  # type: ignore[arg-type]  # a name will do


app = Application("mgdb")
app.add_defaults(lambda: {"beat_schedule": SCHEDULE})
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["mgdb"])


@signals.before_task_publish.connect
def _send_request_id(headers: dict[str, Any], **kwargs: Any) -> None:
    """What a request asks of workers is found in their logs under its id."""
    headers.setdefault("request_id", request_ids.current())


@signals.task_prerun.connect
def _take_request_id(task: Any, **kwargs: Any) -> None:
    request_ids.begin(getattr(task.request, "request_id", None) or "")


@signals.celeryd_init.connect
def _imports_stay(**kwargs: Any) -> None:
    """Before a worker imports the application, which takes a fifth longer where it is looked through for garbage."""
    gc.set_threshold(20_000, 10, 10)
