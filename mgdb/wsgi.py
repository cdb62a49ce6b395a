"""The entry point of web servers."""

import gc
import os

# What a page makes is let go without a search for garbage, but for rare cycles (docs/operations.md). Set first: what is
# imported now stays to the end, and to look through it again and again takes a fifth of the time of a start.
gc.set_threshold(20_000, 10, 10)

from django.core.exceptions import ImproperlyConfigured  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import get_resolver  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mgdb.settings")

try:
    django_application = get_wsgi_application()
    from django.conf import settings

    if settings.SIGNS_NOTHING:
        raise ImproperlyConfigured(
            "MGDB_SECRET_KEY is the one of processes that sign nothing, and a web server signs; write at least 50 "
            "random characters, as `openssl rand -base64 48` prints."
        )
except ImproperlyConfigured as error:  # a sentence for the operator, whom a trace would only keep from reading it
    raise SystemExit(f"MgDB: {error}") from None

# Only now are there models for these.
from mgdb.incoming import in_utf8  # noqa: E402
from mgdb.kept_responses import KeptResponses, without_bodies_of_head  # noqa: E402
from mgdb.monitoring.server import Monitored  # noqa: E402
from mgdb.science import units  # noqa: E402

application = Monitored(in_utf8(without_bodies_of_head(KeptResponses(django_application))))
# Django would import views, admin and API at the first request, in every process again, and the first value would read
# the definitions of units. Done here, before gunicorn forks, nobody waits for it and all processes share the memory.
assert get_resolver().url_patterns
units.load()
# Were what is loaded looked through for garbage, each process would get a copy of its own.
gc.collect()
gc.freeze()
