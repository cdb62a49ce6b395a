"""Makes what the public reads of each record anew: the answers of the API and the cells of lists."""

from typing import Any

from django.core.checks import Tags
from django.core.management.base import BaseCommand

from mgdb.projection import filling


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = [Tags.models]  # that of the forms themselves fails until they are made

    def handle(self, *args: Any, **options: Any) -> None:
        count = filling.rebuild(everything=True, progress=self.tell)
        self.stdout.write(f"{count} public forms made")

    def tell(self, plural: str, done: int) -> None:
        self.stdout.write(f"{plural}: {done}", ending="\r" if self.stdout.isatty() else "\n")
