"""Forms that validate the whole row, and relations that are chosen by name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import QuerySet, UniqueConstraint
from django.http import QueryDict
from django.template.defaultfilters import truncatechars
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mgdb.models import Problem, Record
from mgdb.models.base import read_id
from mgdb.models.new_ids import new_id
from mgdb.models.numbers import HasNumbers

from .generic import BaseInlineFormSet, ModelChoiceField, ModelForm
from .record_links import with_links

# The parts of one kind that a form takes: the longest list of references of a review has some hundreds.
MOST_PARTS = 500


class WholeRowForm(ModelForm):
    """Validates every column of the row, also those that no widget shows, so that the database need not refuse it."""

    focus = ""  # set by the admin: the field in which something is to be put right

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        focus_on(self, self.focus)

    def _get_validation_exclusions(self) -> set[str]:
        return {column.name for column in self.instance._meta.fields if column.name in self.errors}

    def _update_errors(self, errors: ValidationError) -> None:
        super()._update_errors(self.placed(errors))  # type: ignore[misc]  # not in the stubs

    def placed(self, errors: ValidationError) -> ValidationError:
        """`errors` with those of columns that this form does not show moved above the form, named."""
        if not hasattr(errors, "error_dict"):
            return errors
        found: dict[str, list[ValidationError]] = {}
        for name, messages in errors.error_dict.items():
            if name == NON_FIELD_ERRORS or name in self.fields:
                found.setdefault(name, []).extend(messages)
            else:
                above = found.setdefault(NON_FIELD_ERRORS, [])
                above += [ValidationError(f"{name}: {text}") for text in ValidationError(messages).messages]
        return ValidationError(found)

    # A part that stays as it is stored was validated then: a record of hundreds asks the database about none of them.
    validates_unchanged = False

    def _post_clean(self) -> None:
        if self.instance.pk is not None and not self.validates_unchanged and not self.has_changed():
            return
        if hasattr(self.instance, "PREFIX") and not self.instance.public_id:
            self.instance.public_id = new_id(self.instance.PREFIX)
        super()._post_clean()  # type: ignore[misc]  # not in the stubs


class RecordForm(WholeRowForm):
    """The form of a record; of a published one it asks why it is to change."""

    validates_unchanged = True
    reason = forms.CharField(
        required=False,
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 2, "cols": 70}),
        help_text="For the reviewer and for readers of the history: “Table 1 prints 383.3; the point was lost.”",
    )
    problem = forms.MultipleChoiceField(
        required=False,
        label="Corrects what was reported as",
        widget=forms.CheckboxSelectMultiple,
        help_text="It is closed when the change is accepted, and the history of the record names it.",
    )
    asked_problems: tuple[str, ...] = ()  # set by the admin: those that the curator comes from

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        record = self.record
        if record is None or record.status != "published":
            del self.fields["reason"]
        confirmed = confirmed_problems(record) if "reason" in self.fields else []
        if confirmed:
            self.fields["problem"].choices = confirmed  # type: ignore[attr-defined]  # it is a MultipleChoiceField
            self.initial["problem"] = list(self.asked_problems)
        else:
            del self.fields["problem"]

    @property
    def record(self) -> Record | None:
        """The stored record that this form writes to."""
        return self.instance if self.instance.pk else None

    def _post_clean(self) -> None:
        super()._post_clean()
        box = self.add_prefix("as_printed")
        if self.errors or not isinstance(self.instance, HasNumbers) or box in self.data:
            return
        # what is implausible is shown before it is saved, at each number that was changed
        for name, doubt in [one for one in self.instance.number_doubts() if one[0] in self.changed_data]:
            self.add_error(name, as_printed(doubt, box))

    def clean(self) -> dict[str, Any] | None:
        if "reason" in self.fields and not self.cleaned_data.get("reason"):
            self.add_error("reason", "Say why: the reviewer decides by it, and the history shows it.")
        return super().clean()


def confirmed_problems(record: Record | None) -> list[tuple[str, str]]:
    """The confirmed problems that a change of `record` may correct: (id, words)."""
    if record is None or record.status != "published":
        return []
    return [
        (one.public_id, f"{one.public_id}, {one.get_kind_display()}: {truncatechars(one.text, 100)}")
        for one in Problem.objects.of(record).confirmed()
    ]


def focus_on(form: ModelForm, name: str) -> None:
    """Has the browser begin at the field `name` of `form`, where it has one."""
    if name in form.fields:
        widget: Any = form.fields[name].widget
        # The attributes of the wrapper around a list of choices are those of all forms.
        getattr(widget, "widget", widget).attrs["autofocus"] = True


class WholeRowFormSet(BaseInlineFormSet):
    """The parts of a record: also finds two rows that become equal only when they are tidied."""

    focus: tuple[str, ...] = ()  # set by the admin: (these parts, number or key of the row, its field)
    asked: QueryDict | None = None  # set by the admin: the address, which says what part of a long list is shown
    sent: QueryDict | None = None  # set by the admin: what a page sends back, which showed the rows that it names
    most_shown = 40
    first = 0  # the number of the first row that is shown
    total = 0  # rows that are stored

    def get_queryset(self) -> Any:
        """The stored rows that the form shows: of a long list a part, by which the page stays one that can be read.

        What is sent is about the rows that the page showed, whatever has been added to them or taken away since.
        """
        if not hasattr(self, "_queryset"):
            rows = list(super().get_queryset())
            self.total = len(rows)
            is_sent = self.sent is not None and f"{self.prefix}-TOTAL_FORMS" in self.sent
            self._queryset = self._sent_of(rows) if is_sent else self._part_of(rows)
        return self._queryset

    def _sent_of(self, rows: list[models.Model]) -> list[models.Model]:
        if len(rows) <= self.most_shown:  # all of them were shown, but for those that somebody has added since
            return rows
        assert self.sent is not None
        assert self.model is not None
        name = re.compile(rf"{re.escape(str(self.prefix))}-[0-9]+-{self.model._meta.pk.name}")
        keys = {value for field, value in self.sent.items() if name.fullmatch(field)}
        return [row for row in rows if str(row.pk) in keys]

    def _part_of(self, rows: list[models.Model]) -> list[models.Model]:
        page = self.asked.get(self.page_name, "") if self.asked is not None else ""
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
        if len(self.focus) == 3 and self.focus[0] == self.prefix:
            wanted = self.focus[1]
            places = [at for at, row in enumerate(rows) if wanted in (str(at), getattr(row, "key", None))]
            number = places[0] // self.most_shown + 1 if places else number
        self.first = min(max(number - 1, 0), max(len(rows) - 1, 0) // self.most_shown) * self.most_shown
        return rows[self.first : self.first + self.most_shown]

    @property
    def page_name(self) -> str:
        """The parameter of the address that says which part of the rows is shown."""
        return f"{self.prefix}_page"

    @property
    def pages(self) -> list[dict[str, Any]]:
        """The parts of a long list: what rows each holds, its address, and whether it is the one that is shown."""
        if self.total <= self.most_shown or self.sent is not None:
            return []
        kept = self.asked.copy() if self.asked is not None else QueryDict(mutable=True)
        kept.pop("focus", None)
        found = []
        for number, start in enumerate(range(0, self.total, self.most_shown), 1):
            kept[self.page_name] = str(number)
            rows = f"{start + 1}–{min(start + self.most_shown, self.total)}"
            found.append({"rows": rows, "url": f"?{kept.urlencode()}", "is_shown": start == self.first})
        return found

    default_error_messages = {
        **BaseInlineFormSet.default_error_messages,
        "too_many_forms": f"A form takes at most {MOST_PARTS} of them; a longer list comes in as a dataset file.",
    }

    @cached_property
    def forms(self) -> list[ModelForm]:
        """The forms, whose choices know the rows that are chosen: one query for each column, not for each row."""
        made: list[ModelForm] = super().forms
        for name in made[0].fields if made else ():
            fields = [one for form in made if isinstance(one := form.fields[name], NamedChoiceField)]
            if not fields or fields[0].known is not None or fields[0].queryset is None:
                continue
            keys = {text for form in made if is_key(text := str(form[name].value() or ""))}
            rows = with_source(fields[0].queryset.filter(pk__in=keys)) if keys else ()
            known = {str(row.pk): row for row in rows}
            for field in fields:
                field.known = known
        return made

    def add_fields(self, form: ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        assert self.model is not None
        name = self.model._meta.pk.name
        key = form.fields.get(name)
        if type(key) is ModelChoiceField:  # it would ask the database for each row, which the formset has
            own = NamedChoiceField(key.queryset, initial=key.initial, required=False, widget=forms.HiddenInput)
            own.known = self.stored
            form.fields[name] = own
        if len(self.focus) == 3 and self.focus[0] == self.prefix and index is not None:
            row = form.initial.get("key") or getattr(form.instance, "key", None)
            if self.focus[1] in (str(self.first + index), row):
                focus_on(form, self.focus[2])

    @cached_property
    def stored(self) -> dict[str, models.Model]:
        """The stored rows by their keys."""
        return {str(row.pk): row for row in self.get_queryset()}

    def live_forms(self) -> list[ModelForm]:
        """The forms whose rows will stand after saving, in their order."""
        return [
            form for form in self.forms if (form.has_changed() or form.instance.pk) and form not in self.deleted_forms
        ]

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        assert self.model is not None
        for constraint in self.model._meta.constraints:
            if (
                not isinstance(constraint, UniqueConstraint)
                or constraint.condition
                or self.fk.name not in constraint.fields
            ):
                continue
            columns = [name for name in constraint.fields if name != self.fk.name]
            seen = set()
            for form in self.live_forms():
                values = tuple(getattr(form.instance, self.model._meta.get_field(name).attname) for name in columns)
                if None not in values and values in seen:
                    raise ValidationError(
                        f"Two {self.model._meta.verbose_name_plural} have the same {' and '.join(columns)}: "
                        f"{', '.join(map(str, values))}. Keep one of them."
                    )
                seen.add(values)
        doubts = list(dict.fromkeys(self.doubts()))  # shown before it is saved; saved once that has been seen
        if doubts and (box := f"{self.prefix}-as_printed") not in self.data:
            raise ValidationError(as_printed(" ".join(doubts), box))

    def doubts(self) -> list[str]:
        """What is implausible in new and changed rows."""
        rows = [form.instance for form in self.live_forms() if form.has_changed()]
        return [doubt for row in rows for doubt in getattr(row, "doubts", ())]


def as_printed(doubts: str, box: str) -> SafeString:
    """`doubts` with the box by which they are answered when a form is saved."""
    return format_html(
        '{} <label><input type="checkbox" name="{}"> The document says so: save it as printed.</label>',
        with_links(doubts),
        box,
    )


class NamedChoiceField(ModelChoiceField):
    """A relation whose chosen row is named as in the autocomplete list."""

    known: Mapping[str, models.Model] | None = None  # key → row, where many forms have asked together

    def to_python(self, value: Any) -> Any:
        return (self.known or {}).get(str(value)) or super().to_python(value)

    def label_from_instance(self, row: models.Model) -> str:
        return choice_label(row)

    def prepare_value(self, value: Any) -> Any:
        # Django's widget asks the database for whatever text stands in the address or came with the form.
        prepared = super().prepare_value(value)
        return prepared if not isinstance(prepared, str) or not prepared or is_key(prepared) else None


class NamedSelect(AutocompleteSelect):
    """Django's autocomplete list, which does not ask the database for a row that its field knows.

    Without a script, which fills the list, the id of the row is typed beside it.
    """

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        prefix = getattr(self.field.remote_field.model, "PREFIX", "")
        listed = super().render(name, value, attrs, renderer)
        if value or not prefix:
            return listed
        typed = '{}<noscript><input name="{}" placeholder="{}-…" aria-label="or its id" size="12"></noscript>'
        return format_html(typed, listed, name, prefix)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        given = [text for text in data.getlist(name) if text] if hasattr(data, "getlist") else [data.get(name)]
        last = given[-1] if given else super().value_from_datadict(data, files, name)
        typed = read_id(str(last or ""), getattr(self.field.remote_field.model, "PREFIX", "") or "none")
        row = self.choices.queryset.filter(public_id=typed).first() if typed else None
        return str(row.pk) if row is not None else last

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        known = self.choices.field.known
        if known is None:
            return super().optgroups(name, value, attr)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = [
            self.create_option(name, key, self.choices.field.label_from_instance(known[key]), True, 1)
            for key in value
            if key in known
        ]
        return [(None, [*empty, *chosen], 0)]


def with_source(rows: QuerySet[Any]) -> QuerySet[Any]:
    """`rows` with the source by which `choice_label` tells them apart."""
    names = {field.name for field in rows.model._meta.fields if field.is_relation}
    return rows.select_related("source") if "source" in names else rows


def is_key(text: str) -> bool:
    """Whether `text` can be the key of a row: a whole number that the database takes."""
    return text.isascii() and text.isdecimal() and len(text) < 19


def choice_label(row: models.Model) -> str:
    """What tells `row` from others of its kind in a list of choices."""
    source = getattr(row, "source", None)
    name = getattr(row, "name_unicode", None) or str(row)
    parts = [name, source.short if source else "", getattr(row, "doi", ""), getattr(row, "public_id", "")]
    return " · ".join(part for part in parts if part)
