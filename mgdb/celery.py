"""The Celery application. Tasks bind to it with `@app.task` (mgdb/tasks.py), never with `shared_task`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mgdb.settings")

app = Celery("mgdb")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["mgdb"])
