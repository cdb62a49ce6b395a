from django.apps import AppConfig

from mgdb.postgresql import triggers


class MgdbConfig(AppConfig):
    """The one app of the project: models, admin, management commands."""

    name = "mgdb"
    verbose_name = "Magnesium battery database"

    def import_models(self) -> None:
        """Models declare their triggers as they are made."""
        triggers.use()
        super().import_models()

    def ready(self) -> None:
        """Registers the check that stored numbers and catalogue agree, and the triggers of records."""
        # Only from here on are models loaded; importing the first registers.
        from mgdb.monitoring import errors
        from mgdb.projection import changed_rows, emptying
        from mgdb.review import catalogue, editors, public_changes, revisions  # noqa: F401

        errors.report()
        revisions.register()
        editors.register()
        changed_rows.register()
        emptying.register()
        public_changes.register()  # whose triggers name those of the others
