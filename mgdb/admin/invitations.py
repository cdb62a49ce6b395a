"""Invitations: an administrator chooses the role and passes the link on, or has it mailed."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from mgdb.accounts import invitations
from mgdb.models import Invitation

from .generic import ModelForm
from .made_once import MadeOnce
from .roles import ROLES
from .sign_in import person, shown_once
from .site import site

log = logging.getLogger(__name__)


class InvitationForm(ModelForm):
    class Meta:
        model = Invitation
        fields = ("role", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "role" in self.fields:
            self.fields["role"].queryset = Group.objects.filter(name__in=ROLES)  # type: ignore[attr-defined]
            self.fields["role"].widget.can_add_related = False
        if "email" in self.fields and not settings.MAIL_IS_SENT:
            self.fields["email"].help_text = "No mail is sent here (MGDB_MAIL_URL): pass the link on yourself."


@admin.register(Invitation, site=site)
class InvitationAdmin(MadeOnce):
    group = "Programs and people"
    form = InvitationForm
    list_display = ("__str__", "state", "created_by", "created_at", "expires_at", "account")
    list_select_related = ("role", "created_by", "account")
    actions = ("take_back",)
    asked = ("role", "email")
    shown = ("role", "email", "state", "created_by", "created_at", "expires_at", "accepted_at", "account")

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        made, secret = invitations.invite(person(request), obj.role, obj.email)
        obj.__dict__.update(made.__dict__)
        request.link = request.build_absolute_uri(reverse("admin:invitation", args=[secret]))  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: Invitation, post_url_continue: str | None = None) -> HttpResponse:
        link = request.link  # type: ignore[attr-defined]
        sent = ""

        def send() -> None:
            nonlocal sent
            try:
                invitations.send(obj, link)
                sent = f"It was mailed to {obj.email}. "
            except OSError as error:
                log.warning("The invitation %s was not mailed: %s", obj.pk, error)
                messages.warning(request, f"The mail to {obj.email} could not be sent; pass the link on yourself.")

        def lead() -> str:  # asked when the page is made, which is after the invitation is kept
            until = f"{obj.expires_at:%Y-%m-%d %H:%M} UTC"
            return f"{sent}Whoever opens this link becomes {obj.role.name}, once, until {until}. It is shown this once."

        if obj.email and settings.MAIL_IS_SENT:
            transaction.on_commit(send)
        onward = (reverse("admin:mgdb_invitation_changelist"), "To the invitations")
        return shown_once(request, site, title="Invitation", lead=lead, secrets=[link], onward=onward)

    @admin.action(description="Take back selected invitations", permissions=["add"])
    def take_back(self, request: HttpRequest, rows: QuerySet[Invitation]) -> None:
        count = rows.filter(revoked_at__isnull=True, accepted_at__isnull=True).update(revoked_at=timezone.now())
        messages.success(request, f"{count} invitations taken back." if count != 1 else "1 invitation taken back.")
