"""Beat: what `celery beat` starts."""

from celery.apps import beat
from django.conf import settings
from django.utils.log import configure_logging

from mgdb.monitoring import errors


class Beat(beat.Beat):
    """It sends tasks by their names, and imports neither them nor the rest of the application."""

    def init_loader(self) -> None:
        configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
        errors.report()
        assert self.app is not None
        self.app.finalize()
