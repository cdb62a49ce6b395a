"""Forms as a browser would send them back."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.urls import reverse

from mgdb.admin.shown_state import FIELD, State


def filled(response: Any) -> dict[str, Any]:
    """What a browser would send back if the form of `response` were submitted as it is."""
    forms = [response.context["adminform"].form]
    data: dict[str, Any] = {}
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if value is None or value is False:
                continue
            data[field.html_name] = "on" if value is True else value
    return data | shown(response)


_EMPTY: dict[str, dict[str, Any]] = {}


def empty_form(client: Any, model: str) -> tuple[str, dict[str, Any]]:
    """The address at which a row of `model` is added, and what its form would send back if nothing were typed.

    The page is asked for once in a process: it is empty for everybody alike.
    """
    address = reverse(f"admin:mgdb_{model}_add")
    if model not in _EMPTY:
        _EMPTY[model] = filled(client.get(address))
    return address, dict(_EMPTY[model])


def kept_by(page: str) -> dict[str, str]:
    """The hidden fields of a page."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {unescape(name): unescape(value) for name, value in found}


def shown(response: Any) -> dict[str, str]:
    """What the page tells its form to send back of the state that it showed."""
    found = re.search(r'value="([^"]+)"', str(response.context.get("shown_state", "")))
    return {FIELD: found[1]} if found else {}


def seen_before(data: dict[str, Any], revision: int) -> dict[str, Any]:
    """`data` as a page sends it that showed `revision` of the record."""
    state = State.unpacked(data[FIELD])
    assert state is not None
    state.mark = str(revision)
    return data | {FIELD: state.packed()}


def row(prefix: str, index: int, **columns: Any) -> dict[str, Any]:
    """The fields of one new row of an inline, with the count of rows that it makes."""
    fields = {f"{prefix}-{index}-{name}": value for name, value in columns.items()}
    return fields | {f"{prefix}-TOTAL_FORMS": index + 1}


def errors_of(response: Any) -> str:
    """All that the form complains of, in one text."""
    assert response.status_code == 200, response.headers.get("Location")
    return " ".join(str(error) for error in response.context["errors"])
