"""The entry point of web servers."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mgdb.settings")

application = get_wsgi_application()
# Django would import views, admin and API at the first request, in every process again. Done here, before gunicorn
# forks, nobody waits for it and all processes share the memory.
assert get_resolver().url_patterns
# What is loaded now stays to the end. Were it looked through for garbage, each process would get a copy of its own; and
# what a page makes is let go without a search, but for rare cycles (docs/operations.md).
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 10, 10)
