"""The environment of the public pages' templates (Jinja2): what they may call, and how text is typeset in them.

Everything is escaped that does not say itself, by its type, that it is markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.defaultfilters import capfirst, date, floatformat, pluralize, truncatechars
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from mgdb.lists.highlight import highlight
from mgdb.science import typeset, units
from mgdb.science.markup import Html
from mgdb.science.quantity import number_html
from mgdb.sent_forms import key_input

from .addresses import address as address_of
from .breaks import breakable
from .cell_html import cell_lines, column_class, list_cells
from .filter_html import element_items, facet_items

NAVIGATION = (
    ("compare", "Compare"),
    ("cathodes", "Cathodes"),
    ("electrolytes", "Electrolytes"),
    ("materials", "Materials"),
    ("phases", "Phases"),
    ("measurements", "Measurements"),
    ("sources", "Sources"),
    ("plots", "Plots"),
    ("benchmark", "Place my result"),
)


class Compact(Extension):
    """Templates are indented for those who read them; what is sent has one blank in place of each indentation, none
    before the rows and cells of tables, and the attributes of an element in one line."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        in_tables = re.sub(r"\n +(?=</?(?:td|th|tr|thead|tbody)\b)", "\n", source)
        return re.sub(r"\n +", "\n ", re.sub(r'\n +(?=[a-z-]+=")', " ", in_tables))


# ---- filters
def typeset_html(text: str) -> Html:
    """Formulas and names with subscripts and superscripts; everything else is escaped."""
    return typeset.html(text or "")


def plain_text(text: str) -> str:
    """The same in Unicode alone, for titles and attributes."""
    return typeset.unicode(text or "")


def printed_html(text: str) -> Html:
    """What a document prints, with its signs and scripts."""
    return typeset.printed_html(text or "")


def unit(text: str) -> Html:
    """A unit with real superscripts."""
    return units.html(text or "1")


def figures(number: float | None, digits: int = 5) -> Html:
    """A number typeset with at most `digits` significant digits; nothing for None."""
    return Html() if number is None else number_html(number, digits=digits)


def key_breakable(key: str) -> Html:
    """A key of a catalogue that may go on in the next line between its words."""
    return Html(str(escape(key)).replace("_", "_<wbr>"))


def highlighted(name: Html, words: tuple[str, ...]) -> Html:
    """A typeset name with the folded `words` marked where they stand, also across sub- and superscripts."""
    return highlight(Html(escape(name)), words)


def address(record: Any) -> str:
    """The page of a record, or of anything with an `id` that is a public id."""
    return address_of(getattr(record, "public_id", None) or getattr(record, "id", record))


def data_block(value: Any) -> Markup:
    """JSON as the content of a data block of a script element: nothing in it can end the element."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704  (escaped above)


# ---- globals
def url(name: str, *args: Any) -> str:
    """The address of the route `name`."""
    return reverse(name, args=args) if args else _fixed_url(name)


@cache
def _fixed_url(name: str) -> str:
    """That of a route without a variable part: a page asks for the same dozen."""
    return reverse(name)


def with_query(request: HttpRequest, **changes: Any) -> str:
    """The query string of this page with `changes`; None takes a parameter out."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else request.path


def without(request: HttpRequest, problems: Iterable[Any]) -> str:
    """The address of this page without the parameters that have problems."""
    return with_query(request, **{problem.parameter: None for problem in problems})


def navigation(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """The entries of the navigation: address, label, and whether the page is in there."""
    addresses = [(url(name), label) for name, label in NAVIGATION]
    return [(where, label, request.path.startswith(where)) for where, label in addresses]


def environment(**options: Any) -> Environment:
    """Django's options for Jinja2, with the filters and globals of the pages. A misspelt name is an error."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "extensions": [Compact]}
    made = Environment(**options)  # noqa: S701  (Django sets autoescape; tests/house/test_templates.py)
    made.filters |= {
        "address": address,
        "breakable": breakable,
        "capfirst": capfirst,
        "data_block": data_block,
        "date": date,
        "figures": figures,
        "floatformat": floatformat,
        "highlighted": highlighted,
        "key_breakable": key_breakable,
        "pluralize": pluralize,
        "printed": printed_html,
        "truncatechars": truncatechars,
        "typeset": typeset_html,
        "typeset_text": plain_text,
        "unit": unit,
    }
    made.globals |= {
        "cell_lines": cell_lines,
        "column_class": column_class,
        "element_items": element_items,
        "facet_items": facet_items,
        "list_cells": list_cells,
        "form_key": key_input,
        "navigation": navigation,
        "static": static if settings.DEBUG else cache(static),  # what is collected does not change
        "url": url,
        "with_query": with_query,
        "without": without,
    }
    return made
