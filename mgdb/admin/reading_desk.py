"""The reading desk of a paper: a text or a file in, its quantities marked; those that are taken become rows."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from mgdb import workbench
from mgdb.accounts.limits import Limit, TooManyAttempts, reserve_of_person
from mgdb.formats.documents import LIMITS, UnreadableDocument
from mgdb.workbench import GRIDS, Bench, Desk
from mgdb.workbench.grids import PROPERTY

from .records import typeset_html
from .transitions import actor_of
from .workbench import bench_of

READ = Limit("reading_desk", 12, 5, "Texts are read too often")

SHOWN = ("of", "property", "printed", "conditions", "where", "reading")


class TextForm(forms.Form):
    """A text that is pasted, or a document."""

    text = forms.CharField(
        required=False,
        strip=False,
        label="Text of a section",
        widget=forms.Textarea(attrs={"rows": 12, "cols": 100}),
        help_text="Paste it with its heading, which becomes the locator. Tables with tabs between their cells.",
    )
    upload = forms.FileField(
        label="Or a file",
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.xml,.nxml,.html,.htm,.txt"}),
        help_text=f"PDF, JATS XML, HTML or plain text, up to {LIMITS.size / 1e6:g} MB. Neither is kept.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not (cleaned.get("text") or "").strip() and cleaned.get("upload") is None:
            raise ValidationError("Paste the text of a section, or choose a file.")
        return cleaned


def reading_desk(site: AdminSite, request: HttpRequest, paper: str) -> HttpResponse:
    """The desk: a form, and below it the text that was sent with its marks."""
    bench = bench_of(request, paper)
    form = TextForm(request.POST, request.FILES) if request.method == "POST" else TextForm()
    desk = Desk()
    if request.method == "POST" and form.is_valid():
        try:
            reserve_of_person(READ, actor_of(request))
            desk = _desk(bench, form.cleaned_data["text"], form.cleaned_data["upload"])
        except (TooManyAttempts, UnreadableDocument) as error:
            form.add_error(None, str(error))
    if not desk.offers:
        form.fields["text"].widget.attrs["autofocus"] = True
    context = {
        **site.each_context(request),
        "title": f"Reading desk: {bench.paper}",
        "paper": bench.paper,
        "name": typeset_html(bench.paper.title or bench.paper.reference or str(bench.paper)),
        "form": form,
        "desk": desk,
        "columns": [
            GRIDS["values"].column(key) for key in ("of", "property", "printed", "conditions", "where", "reading")
        ],
        "properties": [label for _, label in PROPERTY],
        "subjects": [*bench.materials.values(), *bench.cells.values()],
        "data": {
            "offers": [asdict(offer) for offer in desk.offers],
            "save": reverse("admin:workbench_save", args=[bench.paper.public_id]),
            "visit": secrets.token_hex(6),  # so that the rows of two visits have keys of their own
        },
    }
    return TemplateResponse(request, "admin/mgdb/reading_desk.html", context)


def _desk(bench: Bench, text: str, upload: UploadedFile[bytes] | None) -> Desk:
    """The desk of what was sent. Raises UnreadableDocument."""
    if upload is not None and (upload.size or 0) > LIMITS.size:
        raise UnreadableDocument(f"The file is larger than {LIMITS.size / 1e6:g} MB; paste the text of a section.")
    desk = workbench.read_text(bench, upload.read() if upload is not None else text)
    if not desk.offers:
        desk.said.append("No quantity that can be read stands in it: numbers need their units beside them.")
    return desk
