"""What every form of Django's templates holds beside its mark against forgery: the key by which it is written once."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.defaulttags import CsrfTokenNode

from mgdb import sent_forms

register = template.Library()


class FormMarksNode(CsrfTokenNode):
    """`{% csrf_token %}` with a key of the form behind it: no template has to remember it."""

    def render(self, context: Any) -> Any:
        return super().render(context) + sent_forms.key_input()


@register.tag("csrf_token")
def csrf_token(parser: template.base.Parser, token: template.base.Token) -> FormMarksNode:
    return FormMarksNode()
