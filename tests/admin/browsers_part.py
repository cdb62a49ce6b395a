"""Forms as a browser would send them back."""

from __future__ import annotations

from typing import Any


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
    return data


def row(prefix: str, index: int, **columns: Any) -> dict[str, Any]:
    """The fields of one new row of an inline, with the count of rows that it makes."""
    fields = {f"{prefix}-{index}-{name}": value for name, value in columns.items()}
    return fields | {f"{prefix}-TOTAL_FORMS": index + 1}


def errors_of(response: Any) -> str:
    """All that the form complains of, in one text."""
    assert response.status_code == 200, response.headers.get("Location")
    return " ".join(str(error) for error in response.context["errors"])
