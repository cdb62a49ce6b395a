"""What Django's templates of the admin have beside Django's own.

Every form holds, beside its mark against forgery, the key by which it is written once; a sentence leads to the records
that it names.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.defaulttags import CsrfTokenNode

from mgdb import sent_forms

from .record_links import with_links

register = template.Library()


class FormMarksNode(CsrfTokenNode):
    """`{% csrf_token %}` with a key of the form behind it: no template has to remember it."""

    def render(self, context: Any) -> Any:
        return super().render(context) + sent_forms.key_input()


@register.tag("csrf_token")
def csrf_token(parser: template.base.Parser, token: template.base.Token) -> FormMarksNode:
    return FormMarksNode()


register.filter("with_links", with_links)
