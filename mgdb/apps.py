from django.apps import AppConfig


class MgdbConfig(AppConfig):
    """The one app of the project: models, admin, management commands."""

    name = "mgdb"
    verbose_name = "Magnesium battery database"

    def ready(self) -> None:
        """Registers the check that stored numbers and the catalogue of properties agree."""
        from mgdb.review import catalogue  # noqa: F401 - importing registers; models are loaded only from here on
