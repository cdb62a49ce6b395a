"""What a page showed of a row travels with its form; what is sent is set beside it and beside the row as it is now.

All values are texts as a browser sends them, so that one mechanism serves every form. What nobody touched here follows
the row; what was typed is kept, and where both changed, both are said.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict

FIELD = "shown"
MOST_BYTES = 2_000_000  # of a state, unpacked
LONGEST = 200  # characters of a value that are kept as they are; of longer ones a hash
NOTHING = "–"
ROW = re.compile(r"-(\d+)-")

Values = dict[str, str]  # field → what a browser sends of it, in one text
Typed = dict[str, list[str]]  # field → what was sent of it


@dataclass
class State:
    """What a page showed: the revision or mark of its row, when, the values of its form and of each row of parts."""

    mark: str
    at: str
    values: Values = field(default_factory=dict)
    rows: dict[str, dict[str, Values]] = field(default_factory=dict)  # prefix → key → values

    def packed(self) -> str:
        """The state as the text of a hidden field."""
        text = json.dumps([self.mark, self.at, self.values, self.rows], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"))).decode()

    @classmethod
    def unpacked(cls, text: str) -> State | None:
        """The state that `packed` wrote; None for anything else."""
        try:
            unpacking = zlib.decompressobj()
            plain = unpacking.decompress(base64.urlsafe_b64decode(text.encode("ascii")), MOST_BYTES)
            mark, at, values, rows = json.loads(plain)
        except (ValueError, TypeError, RecursionError, zlib.error):  # typed by hand, or cut
            return None
        if not (isinstance(mark, str) and isinstance(at, str) and _is_values(values) and isinstance(rows, dict)):
            return None
        if not all(isinstance(part, dict) and all(map(_is_values, part.values())) for part in rows.values()):
            return None
        return cls(mark, at, values, rows)


@dataclass
class Difference:
    """A field that somebody changed meanwhile. `name` is that of its field in the form that is shown again.

    `kept`: whether what was typed here stays in the field.
    """

    name: str
    label: str
    before: str
    now: str
    typed: str
    kept: bool


def state_of(form: Any, formsets: Iterable[Any], *, at: str, mark: str = "") -> State:
    """What the unbound `form` and `formsets` show; without `mark` one that follows from the values."""
    found = State(mark, at, values_of(form))
    for formset in formsets:
        found.rows[formset.prefix] = {
            str(one.instance.pk): values_of(one) for one in formset.initial_forms if one.instance.pk is not None
        }
    if not mark:
        text = json.dumps([found.values, found.rows], sort_keys=True)
        found.mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return found


def values_of(form: Any) -> Values:
    """What a browser would send of an unbound form if nobody touched it."""
    return {name: _short(_joined(_sent(form[name]))) for name in _entered(form)}


def merged(base: State, form: Any, formsets: Iterable[Any], sent: QueryDict) -> tuple[QueryDict, list[Difference]]:
    """`sent` brought up to date with the row as it is now, which the unbound `form` and `formsets` show.

    Fields that were not touched since `base` take the present values; rows of parts that somebody added are there, and
    those that somebody removed are gone or, where they were changed here, new again.
    """
    data = sent.copy()
    typed = {name: sent.getlist(name) for name in _entered(form)}
    found = _follow(form, base.values, typed, "", "")
    _write(data, "", typed)
    for formset in formsets:
        found += _merge_rows(data, formset, base.rows.get(formset.prefix, {}), sent)
    return data, found


def touched(base: State, sent: QueryDict) -> list[Difference]:
    """What was typed since `base`, where no form takes it any more."""

    def changed(before: Values, typed: Typed, where: str) -> list[Difference]:
        return [
            Difference("", f"{where}{name.replace('_', ' ')}", before.get(name, "") or NOTHING, NOTHING, text, True)
            for name, values in typed.items()
            if name not in ("id", "position") and (text := _joined(values)) and _short(text) != before.get(name, "")
        ]

    found = changed(base.values, {name: sent.getlist(name) for name in base.values}, "")
    for prefix, stored in base.rows.items():
        for number, row in _sent_rows(sent, prefix).items():
            found += changed(stored.get(_joined(row.get("id", [])), {}), row, f"{prefix} {number + 1} › ")
    return found


def _follow(form: Any, base: Values, typed: Typed, start: str, where: str) -> list[Difference]:
    """Lets `typed` follow what changed in `form` since `base` where it was not touched; what changed."""
    found = []
    for name in _entered(form):
        bound = form[name]
        before, now, mine = base.get(name, ""), _joined(_sent(bound)), _joined(typed.get(name, []))
        if name == "DELETE" or _short(now) == before:
            continue
        is_touched = _short(mine) != before
        if not is_touched:
            typed[name] = _sent(bound)
        if is_touched and mine == now:
            continue
        label = str(bound.label or name)
        words = [_words(bound.field, text) for text in (before, now, mine)]
        place = f"{where} › {label}" if where else label
        found.append(Difference(f"{start}{name}", place, words[0], words[1], words[2], is_touched))
    return found


def _merge_rows(data: QueryDict, formset: Any, base: dict[str, Values], sent: QueryDict) -> list[Difference]:
    prefix, key_name = formset.prefix, formset.model._meta.pk.name
    if f"{prefix}-TOTAL_FORMS" not in sent:  # a part that is only looked at
        return []
    present = {str(one.instance.pk): one for one in formset.initial_forms if one.instance.pk is not None}
    kind = str(formset.model._meta.verbose_name)
    stored: list[Typed] = []
    new: list[Typed] = []
    found: list[Difference] = []
    rows = _sent_rows(sent, prefix)
    for row in (rows[number] for number in sorted(rows)):
        key = _joined(row.get(key_name, []))
        if not key:
            new.append(row)
        elif key in present:
            form = present.pop(key)
            found += _follow(form, base.get(key, {}), row, f"{prefix}-{len(stored)}-", f"{kind} {form.instance}")
            stored.append(row)
        else:
            was = base.get(key, {})
            touched = any(
                _short(_joined(row.get(name, []))) != value for name, value in was.items() if name != key_name
            )
            kept = touched and "DELETE" not in row
            name = " ".join(one for field, one in was.items() if one and field != key_name)[:60]
            mine = "changed, and kept as a new row" if kept else NOTHING
            found.append(Difference("", f"{kind} {name}", "there", "removed", mine, kept))
            if kept:
                new.append({name: values for name, values in row.items() if name != key_name})
    for key, form in present.items():
        stored.append({name: _sent(form[name]) for name in _entered(form)})
        if key not in base:
            found.append(Difference("", f"{kind} {form.instance}", NOTHING, "added", NOTHING, False))
    for name in [name for name in data if name.startswith(prefix) and ROW.match(name[len(prefix) :])]:
        del data[name]
    for number, row in enumerate([*stored, *new]):
        _write(data, f"{prefix}-{number}-", row)
    data[f"{prefix}-INITIAL_FORMS"], data[f"{prefix}-TOTAL_FORMS"] = str(len(stored)), str(len(stored) + len(new))
    return found


def _write(data: QueryDict, start: str, typed: Typed) -> None:
    for name, values in typed.items():
        if values:
            data.setlist(f"{start}{name}", values)
        else:
            data.pop(f"{start}{name}", None)


def _sent_rows(sent: QueryDict, prefix: str) -> dict[int, Typed]:
    """Number of each row of parts that was sent → its fields."""
    rows: dict[int, Typed] = {}
    for name, values in sent.lists():
        rest = name[len(prefix) :]
        if name.startswith(prefix) and (match := ROW.match(rest)):
            rows.setdefault(int(match[1]), {})[rest[match.end() :]] = values
    return rows


def _entered(form: Any) -> list[str]:
    """The fields of `form` in which something can be entered; a disabled one may show a secret's hash."""
    return [name for name, one in form.fields.items() if not one.disabled]


def _sent(bound: forms.BoundField) -> list[str]:
    """What a browser sends of a field of an unbound form."""
    value, widget = bound.value(), bound.field.widget
    widget = getattr(widget, "widget", None) or widget  # the admin wraps a relation's
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    shown = widget.format_value(value)
    several = shown if isinstance(shown, (list, tuple)) else [shown]
    return [str(one) for one in several if one not in (None, "")]


def _joined(values: list[str]) -> str:
    """Values of a field as one text that can be compared."""
    return "\n".join(sorted(one for one in values if one)).replace("\r\n", "\n").strip()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"#{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _words(own: forms.Field, text: str) -> str:
    """`text`, as a browser sends it, in words."""
    if not text:
        return "no" if isinstance(own, forms.BooleanField) else NOTHING
    if text.startswith("#") and len(text) == 65:
        return "a long text"
    if isinstance(own, forms.BooleanField):
        return "yes"
    if isinstance(own, forms.ModelChoiceField):
        keys = [key for key in text.split("\n") if key.isascii() and key.isdecimal() and len(key) < 19]
        rows = own.queryset.filter(pk__in=keys) if own.queryset is not None else ()
        return ", ".join(own.label_from_instance(row) for row in rows) or NOTHING
    if isinstance(own, forms.ChoiceField):
        labels = dict(_flat(own.choices))
        return ", ".join(str(labels.get(one, one)) for one in text.split("\n"))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _flat(choices: Any) -> Iterable[tuple[str, Any]]:
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            yield from _flat(label)
        else:
            yield str(key), label


def _is_values(given: Any) -> bool:
    return isinstance(given, dict) and all(isinstance(value, str) for value in given.values())
