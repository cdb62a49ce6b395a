"""Many papers at once: BibTeX, RIS or CSL-JSON, each entry beside what is here of it; those chosen become drafts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from mgdb import ingest, tasks
from mgdb.formats.bibliography import (
    MOST_BYTES,
    MOST_ENTRIES,
    Bibliography,
    Reference,
    UnreadableBibliography,
    read_bibliography,
)
from mgdb.ingest import papers
from mgdb.models import Job
from mgdb.sent_forms import is_restoring

from .importing import may_import
from .papers import cards_of, may_enter
from .transitions import actor_of

if TYPE_CHECKING:
    from .site import CuratorSite


class BibliographyForm(forms.Form):
    """The entries, as a file or as text."""

    upload = forms.FileField(
        label="File",
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".bib,.ris,.json,.txt"}),
    )
    text = forms.CharField(
        label="Or its text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "cols": 100, "spellcheck": "false", "class": "code"}),
        help_text=f"BibTeX, RIS or CSL-JSON, as Zotero and publishers export it: up to {MOST_ENTRIES} entries.",
    )

    found: Bibliography

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        upload, text = cleaned.get("upload"), cleaned.get("text") or ""
        if upload is None and not text.strip():
            if "upload" not in self.errors:
                self.add_error("upload", "Choose a file, or paste its text below.")
            return cleaned
        where = "upload" if upload is not None else "text"
        try:
            self.found = read_bibliography(_content(upload) if upload is not None else text.encode())
        except UnreadableBibliography as error:
            self.add_error(where, str(error))
        return cleaned


def _content(upload: UploadedFile[Any]) -> bytes:
    if (upload.size or 0) > MOST_BYTES:
        raise UnreadableBibliography(
            f"“{upload.name}” has {(upload.size or 0) / 1e6:.1f} MB; at most {MOST_BYTES // 1_000_000}. Divide it."
        )
    return bytes(upload.read())


@dataclass
class OfferedPaper:
    """One entry: what it is read as, what is here of it, what is wrong with it; whether it is taken at first."""

    reference: Reference
    card: dict[str, Any]
    faults: list[str]
    twin: int  # the entry before that is the same work; 0: none

    @property
    def is_ready(self) -> bool:
        return not (self.faults or self.twin or self.card["match"].is_here)

    @property
    def take(self) -> bool:
        return self.is_ready and not self.card["match"].near


def offered(found: Bibliography) -> list[OfferedPaper]:
    first: dict[str, int] = {}
    result = []
    cards = cards_of([one.form for one in found.references])
    for one, card in zip(found.references, cards, strict=True):
        source = papers.candidate(one.form)
        names = [
            f"doi {source.doi}" if source.doi else "",
            f"place {source.key_without_doi()}" if not source.doi else "",
        ]
        marks = [name for name in names if name and name != "place "]
        twin = next((first[name] for name in marks if name in first), 0)
        for name in marks:
            first.setdefault(name, one.entry)
        result.append(OfferedPaper(one, card, papers.faults(one.form), twin))
    return result


def bibliography(site: CuratorSite, request: HttpRequest) -> HttpResponse:
    """The page: a file is read, its papers are offered, those that are chosen become one batch of drafts."""
    if not may_enter(request) or not may_import(request):
        raise PermissionDenied
    restoring = is_restoring(request)
    sent = request.method == "POST" and not restoring
    form = BibliographyForm(request.POST, request.FILES) if sent else BibliographyForm(initial=request.POST.dict())
    rows: list[OfferedPaper] = []
    found: Bibliography | None = None
    if sent and form.is_valid():
        found = form.found
        rows = offered(found)
        chosen = set(request.POST.getlist("take"))
        taken = [row for row in rows if str(row.reference.entry) in chosen and row.is_ready]
        if "save" in request.POST and taken:
            return _load(request, taken)
        if "save" in request.POST:
            messages.error(request, "No paper is chosen; tick those that are to be entered.")
        # what was uploaded is now the text: the second button sends what was read
        text = read_text(form)
        form = BibliographyForm(initial={"text": text})
    context = {
        **site.each_context(request),
        "title": "Papers from a bibliography",
        "form": form,
        "found": found,
        "rows": rows,
        "taken": sum(row.take for row in rows),
    }
    return TemplateResponse(request, "admin/mgdb/bibliography.html", context)


def read_text(form: BibliographyForm) -> str:
    upload = form.cleaned_data.get("upload")
    if upload is None:
        return str(form.cleaned_data["text"])
    upload.seek(0)
    data = upload.read()
    return str(data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"))


def _load(request: HttpRequest, taken: list[OfferedPaper]) -> HttpResponse:
    """A job that enters the papers, all or none: one import, whose drafts are handed in or discarded at once."""
    forms_taken = [row.reference.form for row in taken]
    text = ingest.sources_file(forms_taken)
    name = f"bibliography-{hashlib.sha256(text.encode()).hexdigest()[:12]}.yaml"
    count = "1 paper" if len(taken) == 1 else f"{len(taken)} papers"
    job = tasks.submit(
        Job.Kind.IMPORT_DATASET,
        arguments={"file": name, "title": f"{count} from a bibliography"},
        content=text,
        created_by=actor_of(request),
    )
    messages.success(request, f"{count} {'is' if len(taken) == 1 else 'are'} on the way to your drafts.")
    return redirect(reverse("admin:mgdb_job_change", args=[job.pk]))
