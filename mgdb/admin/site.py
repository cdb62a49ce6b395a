"""The curators' site: its pages in a curator's order, its autocomplete lists, its login."""

from __future__ import annotations

from functools import partial
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.views.decorators.http import require_POST

from mgdb import sent_forms
from mgdb.records import GROUPS, RECORD_TYPES

from . import sign_in
from .forms import choice_label
from .login import CuratorLoginForm, NewPasswordForm, make_known
from .searching import refuse_long
from .sign_in import missing_page, refusal

# Headings of the entrance, as a curator works: what was read, what it is about, what was found, what is doubtful.
PARTS = "Parts, to look up"
HEADINGS = (*GROUPS, "Doubts", "Review", "Programs and people", "Work", PARTS, "Other")
# The headings whose lists the header of each page leads to.
IN_HEADER = GROUPS

# Forms that may be sent again: whoever leaves twice has left, and each try of a code counts.
MAY_BE_REPEATED = ("logout", "second_step", "two_step")


class CuratorAutocomplete(AutocompleteJsonView):
    """Choices with what tells them apart, and only those that fit the field."""

    def process_request(self, request: HttpRequest) -> Any:
        """Refuses what no form asks for: Django takes relations that lead here from elsewhere for fields, too."""
        found = super().process_request(request)
        if not found[2].concrete:
            raise PermissionDenied(f"{found[2].name} is not a field of a form.")
        return found

    def get_queryset(self) -> QuerySet[Model]:
        rows = super().get_queryset()
        narrow = getattr(self.model_admin, "choices_for", None)
        return narrow(rows, self.source_field.name) if narrow else rows

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": choice_label(obj)}


class CuratorSite(AdminSite):
    """Django's admin as MgDB's curators see it."""

    site_header = "MgDB curation"
    site_title = "MgDB curation"
    index_title = "Curation"
    login_form = CuratorLoginForm
    empty_value_display = "–"
    enable_nav_sidebar = False  # the header leads to every record type, and forms need the width

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Refuses what no text column can hold before a query meets it, and says why where it refuses a person.

        Whoever has not done all steps of the login is sent to the one that is missing.
        """
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path:
                raise SuspiciousOperation("The address holds a NUL character.")
            if page := missing_page(request):
                return redirect(f"{page}?{urlencode({'next': request.get_full_path()})}")
            if "" in (request.GET.get(TO_FIELD_VAR), request.POST.get(TO_FIELD_VAR)):
                raise SuspiciousOperation(f"{TO_FIELD_VAR} names no column; leave it out.")
            refuse_long(request)
            known = self.has_permission(request)  # whoever is not is sent to the login, and has written nothing
            try:
                if known and request.resolver_match and request.resolver_match.url_name not in MAY_BE_REPEATED:
                    return sent_forms.once(request, lambda: inner(request, *args, **kwargs))
                return inner(request, *args, **kwargs)
            except PermissionDenied as error:
                raise error if str(error) else PermissionDenied(refusal(request)) from error

        guarded.csrf_exempt = getattr(inner, "csrf_exempt", False)  # type: ignore[attr-defined]
        return guarded

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast("HttpResponse", CuratorAutocomplete.as_view(admin_site=self)(request))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from .bibliography import bibliography
        from .bulk import bulk_page
        from .desk import desk, paper_page
        from .importing import import_dataset, import_drafts
        from .missing_dois import missing_dois
        from .my_records import my_records
        from .papers import find_paper, look_up, look_up_source
        from .reading_desk import reading_desk
        from .table_report import batch, table_check, table_file
        from .tables import import_table, table
        from .workbench import (
            answer_row,
            dropped_curves,
            hand_in,
            more_rows,
            read_rows,
            save_rows,
            workbench_page,
        )

        sent_to_workbench = {
            "read": read_rows,
            "save": save_rows,
            "answer": answer_row,
            "curves": dropped_curves,
            "hand_in": hand_in,
        }
        return [
            path("workbench/<str:paper>/", self.admin_view(partial(workbench_page, self)), name="workbench"),
            path("workbench/<str:paper>/rows/", self.admin_view(partial(more_rows, self)), name="workbench_rows"),
            path("workbench/<str:paper>/desk/", self.admin_view(partial(reading_desk, self)), name="reading_desk"),
            *(
                path(
                    f"workbench/<str:paper>/{name}/",
                    self.admin_view(require_POST(partial(view, self))),
                    name=f"workbench_{name}",
                )
                for name, view in sent_to_workbench.items()
            ),
            path("paper/", self.admin_view(partial(find_paper, self)), name="paper"),
            path("paper/<int:job>/", self.admin_view(partial(look_up, self)), name="look_up"),
            path("sources/without-doi/", self.admin_view(partial(missing_dois, self)), name="missing_dois"),
            path(
                "sources/without-doi/<str:source>/",
                self.admin_view(require_POST(partial(look_up_source, self))),
                name="look_up_source",
            ),
            path("papers/", self.admin_view(partial(bibliography, self)), name="bibliography"),
            path("review/", self.admin_view(partial(desk, self)), name="review"),
            path("review/<str:paper>/", self.admin_view(partial(paper_page, self)), name="review_paper"),
            path("my-records/", self.admin_view(partial(my_records, self)), name="my_records"),
            path("bulk/", self.admin_view(partial(bulk_page, self)), name="bulk"),
            path("import/", self.admin_view(lambda request: import_dataset(self, request)), name="import_dataset"),
            path("import/<int:job>/drafts/", self.admin_view(partial(import_drafts, self)), name="import_drafts"),
            path("table/", self.admin_view(partial(import_table, self)), name="import_table"),
            path("table/<int:key>/", self.admin_view(partial(table, self)), name="table"),
            path("table/<int:key>/check/", self.admin_view(partial(table_check, self)), name="table_check"),
            path("table/<int:key>/check.csv", self.admin_view(partial(table_file, self)), name="table_file"),
            path("table/batch/<int:job>/", self.admin_view(partial(batch, self)), name="table_batch"),
            path("account/", self.admin_view(partial(sign_in.account_page, self)), name="account"),
            path("account/two-step/", self.admin_view(partial(sign_in.two_step_page, self)), name="two_step"),
            path("login/second-step/", self.admin_view(partial(sign_in.second_step, self)), name="second_step"),
            path(
                "invitation/<str:secret>/",
                sent_forms.sent_once(partial(sign_in.accept_invitation, self)),
                name="invitation",
            ),
            *super().get_urls(),
        ]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response = super().login(request, extra_context)
        if request.method == "POST" and response.status_code == 302 and request.user.is_authenticated:
            make_known(request, response, request.user.get_username())
        return response

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        view = PasswordChangeView.as_view(
            form_class=NewPasswordForm,
            success_url=reverse("admin:password_change_done"),
            template_name="registration/password_change_form.html",
            extra_context={**self.each_context(request), **(extra_context or {})},
        )
        return cast("TemplateResponse", view(request))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        from .importing import may_import

        context = super().each_context(request)
        # available_apps is empty on the login page.
        groups = [app for app in context["available_apps"] if app["name"] in IN_HEADER]
        ways = [model for app in groups for model in app["models"] if model["admin_url"]]
        return {**context, "ways": ways, "may_import": may_import(request)}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from .home import entries
        from .papers import may_enter

        context = {"entries": entries(request), "may_enter": may_enter(request)}
        return super().index(request, {**context, **(extra_context or {})})

    def headings(self) -> dict[type[Model], str]:
        """The heading of each model: `group` of its admin, else of its declaration; parts under one of their own."""
        found: dict[type[Model], str] = {}
        for record_type in RECORD_TYPES:
            found[record_type.model] = record_type.group
            for part in record_type.all_parts():  # a single one stands beside its record
                found.setdefault(part.model, record_type.group if part.single else PARTS)
        for model, model_admin in self._registry.items():
            found[model] = getattr(model_admin, "group", "") or found.get(model, "Other")
        return found

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Our models under curators' headings; accounts after them."""
        result = []
        for app in super().get_app_list(request, app_label):
            if app["app_label"] != "mgdb":
                result.append(app)
                continue
            entries = {entry["model"]: entry for entry in app["models"]}
            headings = self.headings()
            for heading in HEADINGS:
                models = [entries[model] for model in headings if model in entries and headings[model] == heading]
                if models:
                    result.append({**app, "name": heading, "models": models})
        return sorted(result, key=lambda app: app["app_label"] != "mgdb")


site = CuratorSite(name="admin")
