"""Import of a dataset file: check it (nothing is kept), read the report, then let a job load it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from mgdb import ingest, tasks
from mgdb.models import Job, JobRow
from mgdb.review.by_id import ids_by_type
from mgdb.sent_forms import is_restoring

from .bulk import ask, counted

if TYPE_CHECKING:
    from .site import CuratorSite

MAX_BYTES = 2_000_000
# What a page checks itself, within a second or two; more is checked by a job too.
AT_ONCE_ROWS = 100
AT_ONCE_BYTES = 200_000
AT_ONCE_LOCK_TIMEOUT = 3.0  # how long a page waits for another import to end (s)
SHOWN_PROBLEMS = 200
FILE_NAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]*\.yaml\Z",
    "A dataset file has a name of small letters, digits and hyphens that ends in .yaml: defect-engineering-2025.yaml.",
)


class ImportForm(forms.Form):
    """A dataset file, chosen or pasted."""

    upload = forms.FileField(
        label="File",
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml"}),
    )
    name = forms.CharField(
        required=False,
        max_length=120,
        help_text="Empty: the file’s own name. The same name again updates what that file brought.",
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label="Or its text",
        widget=forms.Textarea(attrs={"rows": 18, "cols": 100, "spellcheck": "false", "class": "code"}),
        help_text="YAML that begins with “mgdb: 1”; the exported files show every section.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        upload = cleaned.get("upload")
        if upload is not None:
            cleaned["text"] = self.read(upload)
        name = cleaned.get("name") or (upload.name if upload is not None else "")
        if not name:
            self.add_error("name", "Pasted text needs a file name: my-paper-2025.yaml.")
        else:
            try:
                FILE_NAME(name)
            except forms.ValidationError as error:
                self.add_error("name", forms.ValidationError(f"“{name}” will not do. {error.message}"))
        cleaned["name"] = name
        # Browsers send line ends their own way; the file's hash must not depend on it.
        cleaned["text"] = str(cleaned.get("text") or "").replace("\r\n", "\n")
        if not cleaned["text"].strip() and "upload" not in self.errors:
            self.add_error("upload", "Choose a dataset file, or paste its text below.")
        if len(cleaned["text"].encode()) > MAX_BYTES:
            self.add_error("text", too_large(len(cleaned["text"].encode())))
        return cleaned

    def read(self, upload: UploadedFile[Any]) -> str:
        if (size := upload.size or 0) > MAX_BYTES:
            self.add_error("upload", too_large(size))
            return ""
        try:
            text: str = upload.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.add_error("upload", f"The file is not UTF-8 text (byte {error.start + 1}). Save it as UTF-8.")
            return ""
        if "\x00" in text:
            self.add_error("upload", "The file holds NUL characters: it is not a text. Choose the .yaml file.")
            return ""
        return text


def too_large(size: int) -> str:
    return (
        f"This is {size / 1e6:.1f} MB; here up to {MAX_BYTES / 1e6:.0f} MB are taken. "
        "Divide it, or ask an operator to run load_dataset."
    )


def may_import(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.has_perm("mgdb.add_job")


def import_dataset(site: CuratorSite, request: HttpRequest) -> HttpResponse:
    """The page: GET shows the form; POST checks, or checks and hands the file to a job."""
    if not may_import(request) or not isinstance(request.user, User):
        raise PermissionDenied
    restoring = is_restoring(request)
    form = (
        ImportForm(initial=request.POST.dict())
        if restoring
        else ImportForm(request.POST or None, request.FILES or None)
    )
    report, shown = None, ""
    if request.method == "POST" and not restoring and form.is_valid():
        name, text = form.cleaned_data["name"], form.cleaned_data["text"]
        wanted = "import" in request.POST
        if len(text.encode()) <= AT_ONCE_BYTES and ingest.row_count(text) <= AT_ONCE_ROWS:
            report = ingest.load({name: text}, by=request.user, dry_run=True, lock_timeout=AT_ONCE_LOCK_TIMEOUT)
        shown = signing.Signer(salt=name).signature("\n".join(map(str, report.doubts))) if report else ""
        # doubts are read before anything is kept: the button that imports comes back under them
        accepted = not (report and report.doubts) or request.POST.get("doubts") == shown
        if report is None or (report.ok and wanted and accepted):
            job = tasks.submit(
                Job.Kind.IMPORT_DATASET,
                arguments={"file": name} if wanted else {"file": name, "dry_run": True},
                content=text,
                created_by=request.user,
            )
            checked = f" is sound ({report}) and" if report else ""
            comes = "what it brings becomes your drafts and change requests."
            messages.success(request, f"“{name}”{checked} is on its way; {comes}")
            return redirect(reverse("admin:mgdb_job_change", args=[job.pk], current_app=site.name))
        # What was uploaded is now the text: the second button sends what was checked.
        form = ImportForm(initial={"name": name, "text": text})
    context = {
        **site.each_context(request),
        "title": "Import a dataset file",
        "form": form,
        "report": report,
        "problems": report.problems[:SHOWN_PROBLEMS] if report else [],
        "more_problems": max(0, len(report.problems) - SHOWN_PROBLEMS) if report else 0,
        "doubts": report.doubts[:SHOWN_PROBLEMS] if report else [],
        "more_doubts": max(0, len(report.doubts) - SHOWN_PROBLEMS) if report else 0,
        "doubts_shown": shown,
    }
    return TemplateResponse(request, "admin/mgdb/import.html", context)


def drafts_of(job: Job, *brought: str) -> list[JobRow]:
    """The records that the import of a dataset file brought and that are drafts still, as they are now; one query for
    each type.

    brought: “created”, “updated”; both where none is named.
    """
    ids = [public_id for how in brought or ("created", "updated") for public_id in job.report.get(how, ())]
    return [
        JobRow(record_type=record_type.name, public_id=public_id, seen=revision)
        for record_type, own in ids_by_type(ids)
        for public_id, revision in record_type.model._base_manager.filter(public_id__in=own, status="draft")
        .order_by("pk")
        .values_list("public_id", "revision")
    ]


def import_drafts(site: CuratorSite, request: HttpRequest, job: int) -> HttpResponse:
    """Hands in all drafts of an import, or discards those that it created, at once, after a page that asks."""
    found = Job.objects.filter(pk=job, kind=Job.Kind.IMPORT_DATASET, created_by_id=request.user.pk).first()
    if found is None or not may_import(request):
        raise PermissionDenied("Only who imported a file hands in or discards what it brought.")
    onward = reverse("admin:mgdb_job_change", args=[found.pk])
    name = next((name for name in ("submit", "discard") if name in request.POST), "")
    if not name:
        return redirect(onward)
    if name == "submit":
        return ask(site, request, name, drafts_of(found), onward)
    rows = drafts_of(found, "created")
    if stay := drafts_of(found, "updated"):
        messages.info(request, f"This import only updated these drafts, and they stay: {counted(stay)}.")
        if not rows:
            return redirect(onward)
    return ask(site, request, name, rows, onward)
