"""People who use the admin, here too."""

from tests.admin.conftest import administrator, contributor, reviewer, superuser

__all__ = ["administrator", "contributor", "reviewer", "superuser"]
