"""What templates need to typeset and to link records."""

from __future__ import annotations

import json
import re
from typing import Any

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from mgdb.lists.highlight import highlight
from mgdb.science import typeset, units
from mgdb.science.quantity import Quantity
from mgdb.science.quantity import format_html as quantity_html
from mgdb.views.addresses import address as address_of

register = template.Library()

_PARTS = re.compile(r"</su[bp]>(?=[A-Z(\[□·–-])")


@register.filter
def typeset_html(text: str) -> SafeString:
    """Formulas and names with subscripts and superscripts; everything else is escaped."""
    return mark_safe(typeset.html(text or ""))  # noqa: S308  (typeset.html escapes)


@register.filter
def breakable(html: str) -> SafeString:
    """A typeset name that may go on in the next line between its parts: TiO₂ stays whole, a long formula does not."""
    return mark_safe(_PARTS.sub(r"\g<0><wbr>", html))  # noqa: S308  (adds an element to what is typeset already)


@register.filter
def printed_html(text: str) -> SafeString:
    """What a document prints, with its signs and scripts."""
    return mark_safe(typeset.printed_html(text or ""))  # noqa: S308  (typeset.printed_html escapes)


@register.filter
def unit(text: str) -> SafeString:
    """A unit with real superscripts."""
    return mark_safe(units.html(text or "1"))  # noqa: S308  (units.html escapes)


@register.filter
def figures(number: float | None, digits: int = 5) -> SafeString:
    """A number typeset with at most `digits` significant digits; nothing for None."""
    if number is None:
        return SafeString("")
    shown = Quantity(value=float(f"{number:.{digits}g}"))
    return mark_safe(quantity_html(shown))  # noqa: S308  (only digits and markup of its own)


@register.filter
def highlighted(markup: str, words: tuple[str, ...]) -> SafeString:
    """Typeset `markup` with the folded `words` marked where they stand, also across sub- and superscripts."""
    return mark_safe(highlight(markup, words))  # noqa: S308  (markup is typeset and escaped already; only marks are added)


@register.filter
def address(record: Any) -> str:
    """The page of a record, or of anything with an `id` that is a public id."""
    return address_of(getattr(record, "public_id", None) or getattr(record, "id", record))


@register.filter
def doi_link(doi: str) -> SafeString:
    """A DOI as a link to its resolver."""
    return format_html('<a class="doi" href="https://doi.org/{}">doi:{}</a>', doi, doi) if doi else SafeString("")


@register.filter
def data_block(value: Any, kind: str = "application/json") -> SafeString:
    """JSON as the content of a data block of a script element: nothing in it can end the element."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # noqa: S308  (escaped above)


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: Any) -> str:
    """The query string of this page with `changes`; None takes a parameter out."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else context["request"].path


NAVIGATION = (
    ("compare", "Compare"),
    ("cathodes", "Cathodes"),
    ("electrolytes", "Electrolytes"),
    ("materials", "Materials"),
    ("phases", "Phases"),
    ("measurements", "Measurements"),
    ("sources", "Sources"),
    ("plots", "Plots"),
)


@register.simple_tag(takes_context=True)
def navigation(context: dict[str, Any]) -> list[tuple[str, str, bool]]:
    """The entries of the navigation: route, label, and whether the page is in there."""
    request = context.get("request")
    path = request.path if request else ""
    return [(name, label, path.startswith(reverse(name))) for name, label in NAVIGATION]
