"""Import of a table: a file is uploaded, its columns are mapped, all its lines are checked, then one job loads them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from mgdb.formats.sheets import LIMITS, Choice, Line, UnreadableSheet, open_sheet
from mgdb.formats.sheets.delimited import ENCODINGS, SEPARATORS
from mgdb.ingest import tables
from mgdb.ingest.tables import TableMapping
from mgdb.models import TableProfile, TableUpload
from mgdb.models.tables import MOST_UPLOADS
from mgdb.sent_forms import is_restoring

from .table_forms import MappingForm
from .table_report import check_again, lines_in, owner_of, upload_of

if TYPE_CHECKING:
    from .site import CuratorSite

SHOWN_LINES = 10  # of the table, beside its columns
READ_BY = ("sheet", "encoding", "separator")


class UploadForm(forms.Form):
    """A file with a table, chosen or pasted."""

    upload = forms.FileField(
        label="File",
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xlsm,.ods"}),
        help_text=f"CSV, TSV, XLSX or ODS, up to {LIMITS.size // 1_000_000} MB and {LIMITS.lines:,} lines.",
    )
    text = forms.CharField(
        label="Or pasted cells",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "cols": 100, "spellcheck": "false", "class": "code"}),
        help_text="As a spreadsheet copies them, with the line of heads.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        upload, text = cleaned.get("upload"), cleaned.get("text") or ""
        if upload is None and not text.strip():
            if "upload" not in self.errors:
                self.add_error("upload", "Choose a file, or paste its cells below.")
            return cleaned
        field = "upload" if upload is not None else "text"
        if upload is not None and (upload.size or 0) > LIMITS.size:
            self.add_error(
                field, f"“{upload.name}” has {upload.size / 1e6:.1f} MB; up to {LIMITS.size / 1e6:g} are taken."
            )
            return cleaned
        cleaned["name"] = (upload.name if upload is not None else "pasted.tsv")[:200]
        cleaned["content"] = upload.read() if upload is not None else text.encode()
        try:
            cleaned["look"] = look_at(cleaned["content"], cleaned["name"], Choice())
        except UnreadableSheet as error:
            self.add_error(field, str(error))
        return cleaned


def look_at(content: bytes, name: str, choice: Choice) -> dict[str, Any]:
    """The first lines of a table and how it is read, as an upload keeps them. Raises UnreadableSheet."""
    found = open_sheet(content, name, choice)
    lines = tables.first_lines(found)
    return {
        "kind": found.kind,
        "said": found.said,
        "sheets": [list(one) for one in found.sheets],
        "sheet": found.sheet,
        "encoding": found.encoding,
        "separator": found.separator,
        "lines": [list(line) for line in lines],
    }


# ------------------------------------------------------------------------------------------------- upload
def import_table(site: CuratorSite, request: HttpRequest) -> HttpResponse:
    """The page: a file is sent here; those that were sent before stand below."""
    by = owner_of(request)
    restoring = is_restoring(request)
    form = (
        UploadForm(initial=request.POST.dict())
        if restoring
        else UploadForm(request.POST or None, request.FILES or None)
    )
    if request.method == "POST" and not restoring and form.is_valid():
        upload = _kept(form.cleaned_data, by)
        return redirect(reverse("admin:table", args=[upload.pk]))
    context = {
        **site.each_context(request),
        "title": "Import a table",
        "form": form,
        "uploads": TableUpload.objects.of(by).select_related("job"),
    }
    return TemplateResponse(request, "admin/mgdb/tables.html", context)


def _kept(sent: Mapping[str, Any], by: User) -> TableUpload:
    """A new upload, mapped as a profile with these heads says, or else as the heads suggest; the oldest ones go."""
    lines = [Line(number, cells) for number, cells in sent["look"]["lines"]]
    mapping = tables.guessed(lines)
    heads = list(tables.head_in(lines, mapping).names)
    profile = TableProfile.objects.filter(owner=by, heads=heads).order_by("-used_at").first()
    outdated = TableUpload.objects.of(by).values_list("pk", flat=True)[MOST_UPLOADS - 1 :]
    TableUpload.objects.filter(pk__in=list(outdated)).delete()
    content = sent["content"]
    return TableUpload.objects.create(
        owner=by,
        name=sent["name"],
        content=content,
        size=len(content),
        content_hash=hashlib.sha256(content).hexdigest(),
        look=sent["look"],
        mapping=profile.mapping if profile else mapping.as_data(),
        choices=profile.choices if profile else {},
    )


# ------------------------------------------------------------------------------------------------- columns
def table(site: CuratorSite, request: HttpRequest, key: int) -> HttpResponse:
    """How one upload is read and what its columns are; from here it is checked."""
    upload = upload_of(request, key, whole=request.method == "POST")
    form = MappingForm(upload, lines_in(upload))
    if request.method == "POST" and not is_restoring(request):
        if "delete" in request.POST:
            upload.delete()
            messages.success(request, f"“{upload.name}” is deleted.")
            return redirect(reverse("admin:import_table"))
        answer = _changed(request, upload)
        if answer is not None:
            return answer
        form = MappingForm(upload, lines_in(upload), request.POST)
    context = {
        **site.each_context(request),
        "title": f"Columns of {upload.name}",
        "upload": upload,
        "form": form,
        "encodings": list(ENCODINGS.items()),
        "separators": list(SEPARATORS.items()),
        "profiles": TableProfile.objects.filter(owner=upload.owner),
        "preview": form.preview(SHOWN_LINES),
    }
    return TemplateResponse(request, "admin/mgdb/table.html", context)


def _changed(request: HttpRequest, upload: TableUpload) -> HttpResponse | None:
    """Takes over what was sent of an upload; None where the page is to say what is wrong with it."""
    here = redirect(reverse("admin:table", args=[upload.pk]))
    sent = request.POST
    if "use_profile" in sent:
        profile = TableProfile.objects.filter(owner=upload.owner, pk=_key(sent.get("profile", ""))).first()
        if profile is None:
            messages.error(request, "Choose a saved mapping first.")
        else:
            _use(upload, profile)
        return here
    known = {name: str(upload.look.get(name, "")) for name in READ_BY}
    before = Choice(spread=bool(upload.choice.get("spread", True)), **known)
    given = {name: sent.get(name, "").replace("tab", "\t") or getattr(before, name) for name in READ_BY}
    choice = Choice(**given, spread="spread" in sent or not before.sheet)
    if choice != before:
        try:
            upload.look = look_at(bytes(upload.content), upload.name, choice)
        except UnreadableSheet as error:
            messages.error(request, str(error))
            return here
        upload.choice = asdict(choice)
        upload.choices.pop("cells", None)  # they are of columns that may be others now
    form = MappingForm(upload, lines_in(upload), sent)
    if form.errors:
        return None
    mapping = form.mapping
    if "guess" in sent or (choice.sheet, choice.separator) != (before.sheet, before.separator):
        mapping = tables.guessed(lines_in(upload))
        mapping.common, mapping.conditions = form.mapping.common, form.mapping.conditions
    upload.mapping = mapping.as_data()
    upload.used_at = timezone.now()
    upload.save(update_fields=["look", "choice", "choices", "mapping", "used_at"])
    if "save_profile" in sent:
        _save_profile(request, upload, sent.get("profile_name", ""))
    if "check" in sent:
        faults = mapping.faults()
        if not faults:
            return check_again(request, upload)
        for fault in faults:
            messages.error(request, fault)
    return here


def _key(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _use(upload: TableUpload, profile: TableProfile) -> None:
    """Maps the columns of `upload` that have the heads of `profile` as it does."""
    lines = lines_in(upload)
    mapping = TableMapping.from_data(upload.mapping)
    saved = TableMapping.from_data(profile.mapping)
    by_head = dict(zip(profile.heads, saved.columns, strict=False))
    names = tables.head_in(lines, mapping).names
    mapping.columns = [by_head.get(name, tables.ColumnMapping()) for name in names]
    mapping.told_by(names)
    mapping.common, mapping.conditions, mapping.sums = saved.common, saved.conditions, saved.sums
    corrected = {kind: some for kind, some in upload.choices.items() if kind == "cells"}
    upload.mapping, upload.choices = mapping.as_data(), {**profile.choices, **corrected}
    upload.save(update_fields=["mapping", "choices"])


def _save_profile(request: HttpRequest, upload: TableUpload, name: str) -> None:
    name = " ".join(name.split())[:80]
    if not name:
        messages.error(request, "Give the mapping a name under which it is to be saved.")
        return
    heads = list(tables.head_in(lines_in(upload), TableMapping.from_data(upload.mapping)).names)
    choices = {kind: some for kind, some in upload.choices.items() if kind != "cells"}  # those are of one file
    TableProfile.objects.update_or_create(
        owner=upload.owner,
        name=name,
        defaults={"heads": heads, "mapping": upload.mapping, "choices": choices, "used_at": timezone.now()},
    )
    messages.success(request, f"Saved as “{name}”: the next table with these heads is read so.")
