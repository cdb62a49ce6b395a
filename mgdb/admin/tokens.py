"""Tokens of the API: whoever works here makes their own, sees them once and revokes them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from mgdb.accounts import tokens
from mgdb.models import ApiToken

from .generic import ModelForm
from .made_once import MadeOnce
from .sign_in import person, shown_once
from .site import site

LIFETIMES = ((30, "30 days"), (90, "90 days"), (365, "a year"))


class ApiTokenForm(ModelForm):
    scopes = forms.MultipleChoiceField(
        choices=ApiToken.Scope.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Without any of them the token reads what is published, within higher limits. It never does more "
        "than its account may.",
    )
    days = forms.TypedChoiceField(choices=LIFETIMES, coerce=int, initial=90, label="Valid for")

    class Meta:
        model = ApiToken
        fields = ("name", "scopes")


@admin.register(ApiToken, site=site)
class ApiTokenAdmin(MadeOnce):
    group = "Programs and people"
    form = ApiTokenForm
    list_display = ("name", "begins_with", "user", "scopes_shown", "created_at", "expires_at", "last_used_at", "state")
    list_select_related = ("user",)
    search_fields = ("name", "prefix", "user__username")
    actions = ("revoke",)
    asked = ("name", "scopes", "days")
    shown = ("name", "begins_with", "user", "scopes_shown", "created_at", "expires_at", "last_used_at", "revoked_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiToken]:
        rows = super().get_queryset(request)
        return rows if request.user.has_perm("auth.change_user") else rows.filter(user=request.user.pk)

    def save_model(self, request: HttpRequest, obj: ApiToken, form: Any, change: bool) -> None:
        made, text = tokens.make(person(request), obj.name, form.cleaned_data["scopes"], form.cleaned_data["days"])
        obj.__dict__.update(made.__dict__)
        request.token_text = text  # type: ignore[attr-defined]  # for the answer alone: it is kept nowhere

    def response_add(self, request: HttpRequest, obj: ApiToken, post_url_continue: str | None = None) -> HttpResponse:
        lead = (
            f"Copy the token “{obj.name}” now; it is not shown again. Programs send it in a header: "
            "“Authorization: Token …”. It is valid until "
            f"{obj.expires_at:%Y-%m-%d %H:%M} UTC."
        )
        onward = (reverse("admin:mgdb_apitoken_changelist"), "I have copied it")
        text = request.token_text  # type: ignore[attr-defined]
        return shown_once(request, site, title="New API token", lead=lead, secrets=[text], onward=onward)

    @admin.action(description="Revoke selected tokens", permissions=["view"])
    def revoke(self, request: HttpRequest, rows: QuerySet[ApiToken]) -> None:
        count = rows.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
        messages.success(request, f"{count} tokens revoked." if count != 1 else "1 token revoked.")

    @admin.display(description="begins with", ordering="prefix")
    def begins_with(self, token: ApiToken) -> str:
        return f"{tokens.MARK}_{token.prefix}_…"

    @admin.display(description="scopes")
    def scopes_shown(self, token: ApiToken) -> str:
        return "; ".join(str(ApiToken.Scope(scope).label) for scope in token.scopes) or "read what is published"
