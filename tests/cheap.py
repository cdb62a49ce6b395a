"""What Django repeats for every test client, password and part of a page, done once or not at all.

None of it is what a test looks at: the pages, the answers and what is stored are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.template.base import Template
from django.template.context import Context
from django.test.signals import template_rendered
from whitenoise.base import WhiteNoise

WIDGETS = "django/forms/"


@contextmanager
def cheaper() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", _static_files_once())
        # A quarter of a second of computing is what makes a stolen hash useless; those of the tests nobody steals.
        patch.setattr(PBKDF2PasswordHasher, "iterations", 1)
        patch.setattr(Template, "_render", _told_of_pages)
        yield


def _static_files_once() -> object:
    """Each test client makes the middleware again, and this looked at every static file again."""
    look, seen = WhiteNoise.update_files_dictionary, {}

    def update(self: WhiteNoise, root: str, prefix: str) -> None:
        if (root, prefix) not in seen:
            before, self.files = self.files, {}
            look(self, root, prefix)
            seen[root, prefix], self.files = self.files, before
        self.files.update(seen[root, prefix])

    return update


def _told_of_pages(self: Template, context: Context) -> str:
    """As Django's own for tests, but the thousands of widgets do not each leave a copy of their context behind."""
    if not (self.name or "").startswith(WIDGETS):
        template_rendered.send(sender=self, template=self, context=context)
    return self.nodelist.render(context)
