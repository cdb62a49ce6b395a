"""What stands between the password and the work, and the pages of one's own account.

`missing_page` says which page a signed-in visitor must pass first: the second step, a password of one's own, the device
for the second step. The site sends everybody there who asks for anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_otp
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django_otp.plugins.otp_static.models import StaticDevice

from mgdb.accounts import invitations, limits, names, sign_ins, two_step
from mgdb.accounts.addresses import client_address
from mgdb.models import Account, SignIn
from mgdb.sent_forms import wrote

from .generic import ModelForm
from .surviving import own_form, shown_input

if TYPE_CHECKING:
    from .site import CuratorSite

PAGES = {"code": "admin:second_step", "password": "admin:password_change", "device": "admin:two_step"}
ALWAYS = ("admin:logout", "admin:jsi18n", "admin:password_change_done")
SHOWN_SIGN_INS = 20
WRONG_CODE = "This code is wrong or was used already. Wait for the next one that your device shows."


def missing_page(request: HttpRequest) -> str:
    """The address of the page that comes before the one asked for; "" for whoever may go on."""
    if not (request.user.is_authenticated and request.user.is_staff):
        return ""
    step = two_step.missing_step(request.user, verified=_is_verified(request.user))
    page = reverse(PAGES[step]) if step else ""
    return "" if request.path in (page, *map(reverse, ALWAYS)) else page


def refusal(request: HttpRequest) -> str:
    """Why a page of the admin is refused to who asks for it."""
    user = request.user
    if not user.is_authenticated:
        return "Sign in first."
    if user.is_superuser:
        return "Nobody does this by hand, not even a superuser: programs write it, or it is kept as it is."
    roles = ", ".join(user.groups.values_list("name", flat=True)) or "no role"
    return (
        f"You are signed in as {user.get_username()}, with {roles}. That does not include this page or action; an "
        "administrator can give another role."
    )


def _is_verified(user: User) -> bool:
    """Whether this session's second step was done; the middleware knows."""
    return bool(user.is_verified())  # type: ignore[attr-defined]


def person(request: HttpRequest) -> User:
    """Who is signed in, on a page that asks for that."""
    assert isinstance(request.user, User)
    return request.user


def _next(request: HttpRequest) -> str:
    address = request.POST.get("next") or request.GET.get("next") or ""
    good = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if good and address.startswith("/") else reverse("admin:index")


def shown_once(request: HttpRequest, site: CuratorSite, **context: Any) -> HttpResponse:
    """The page with a secret that is not kept: `title`, `lead`, `secrets`, `onward` (address and words)."""
    response = TemplateResponse(request, "admin/mgdb/shown_once.html", {**site.each_context(request), **context})
    add_never_cache_headers(response)
    return wrote(response, context["onward"][0])


class CodeForm(forms.Form):
    """A code of the authenticator, or a recovery code."""

    code = forms.CharField(
        max_length=40,
        label="Code",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}),
        help_text="Six digits that your authenticator shows.",
    )


class ReplaceForm(CodeForm):
    """A code of the device that takes the place of another, and one of that: an open session alone changes no lock."""

    present = forms.CharField(
        max_length=40,
        label="Code of the device before",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
        help_text="Six digits that the device shows which you have used until now, or a recovery code.",
    )
    field_order = ("present", "code")


def second_step(site: CuratorSite, request: HttpRequest) -> HttpResponse:
    """The page behind the password, for whoever has a device."""
    user, form = person(request), CodeForm(request.POST or None)
    form.fields["code"].help_text = "Six digits that your authenticator shows, or one of your recovery codes."
    if two_step.device_of(user) is None or _is_verified(user):
        return redirect(_next(request))
    if request.method == "POST" and form.is_valid():
        address = client_address(request)
        try:
            attempt = limits.reserve(f"{user.username} code", address)
        except limits.TooManyAttempts as error:
            form.add_error("code", str(error))
        else:
            device = two_step.verify(user, form.cleaned_data["code"])
            if device is not None:
                attempt.succeeded()
                sign_ins.note(SignIn.Outcome.SECOND_STEP, address, user)
                request.session.cycle_key()
                django_otp.login(request, device)
                if isinstance(device, StaticDevice):
                    left = two_step.recovery_codes_left(user)
                    messages.warning(request, f"{left} recovery codes are left; this one is used up.")
                return redirect(_next(request))
            sign_ins.note(SignIn.Outcome.WRONG_CODE, address, user)
            form.add_error(
                "code",
                "This code is wrong, used or out of date. Wait for the next; after several wrong ones wait a minute.",
            )
    context = {"title": "Second step", "form": form, "next": _next(request), "is_nav_sidebar_enabled": False}
    return TemplateResponse(request, "admin/mgdb/second_step.html", {**site.each_context(request), **context})


def two_step_page(site: CuratorSite, request: HttpRequest) -> HttpResponse:
    """Where a device is enrolled, replaced or taken away."""
    user = person(request)
    device = two_step.device_of(user)
    required = two_step.is_required_of(user)
    enrolling = device is None or "enrol" in request.POST or "replace" in request.GET
    form = (ReplaceForm if enrolling and device else CodeForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if "present" in form.cleaned_data and two_step.verify(user, form.cleaned_data["present"]) is None:
            form.add_error("present", WRONG_CODE)
        elif enrolling:
            confirmed = two_step.confirm(user, code)
            if confirmed is not None:
                request.session.cycle_key()
                django_otp.login(request, confirmed[0])
                return _codes(site, request, "Two-step login is on", confirmed[1])
        elif two_step.verify(user, code) is not None:
            if "codes" in request.POST:
                return _codes(site, request, "New recovery codes", two_step.new_recovery_codes(user))
            if "off" in request.POST and not required:
                two_step.remove(user)
                messages.success(request, "Two-step login is off.")
                return redirect("admin:account")
        if not form.errors:
            form.add_error("code", WRONG_CODE)
    begun = two_step.begin(user) if enrolling else None
    context = {
        "title": "Two-step login",
        "form": form,
        "device": device,
        "required": required,
        "begun": begun,
        "codes_left": two_step.recovery_codes_left(user),
        # Our own drawing of numbers: nothing in it was typed by anybody.
        "qr": mark_safe(two_step.qr_code(begun)) if begun else "",  # noqa: S308
        "secret": two_step.secret_of(begun) if begun else "",
    }
    return TemplateResponse(request, "admin/mgdb/two_step.html", {**site.each_context(request), **context})


def _codes(site: CuratorSite, request: HttpRequest, title: str, codes: list[str]) -> HttpResponse:
    lead = (
        "These recovery codes stand in for your device when it is lost; each works once. Print them or keep them where "
        "you keep passwords: they are shown this once."
    )
    return shown_once(
        request, site, title=title, lead=lead, secrets=codes, onward=(reverse("admin:account"), "I have kept them")
    )


class AccountForm(ModelForm):
    """What the public history calls a person, and whether they want mail."""

    class Meta:
        model = Account
        fields = ("public_name", "mail_reviews")

    def clean_public_name(self) -> str:
        """The name as it is shown."""
        name = str(self.cleaned_data["public_name"])
        names.check_public_name(name, of=self.instance.user_id)
        return name


@transaction.atomic
def account_page(site: CuratorSite, request: HttpRequest) -> HttpResponse:
    """One's own account: rights, password, second step, tokens, name in the public history, latest sign-ins."""
    user = person(request)
    rows = Account.objects.select_for_update() if request.method == "POST" else Account.objects.all()
    account = rows.filter(user=user).first() or Account(user=user)
    naming, state, moved = own_form(request, AccountForm, account)
    if request.method == "POST" and naming.is_valid():
        naming.save()
        messages.success(request, "Saved.")
        return redirect("admin:account")
    context = {
        "title": "Your account",
        "roles": "superuser" if user.is_superuser else ", ".join(user.groups.values_list("name", flat=True)),
        "device": two_step.device_of(user),
        "required": two_step.is_required_of(user),
        "codes_left": two_step.recovery_codes_left(user),
        "tokens": user.api_tokens.valid().count(),
        "naming": naming,
        "mail_is_sent": settings.MAIL_IS_SENT,
        "shown_state": shown_input(state),
        "moved": moved,
        "sign_ins": SignIn.objects.filter(user=user)[:SHOWN_SIGN_INS],
    }
    return TemplateResponse(request, "admin/mgdb/account.html", {**site.each_context(request), **context})


class AcceptForm(SetPasswordForm):  # type: ignore[type-arg]  # its parameter exists only in the stubs
    """Name and password of whoever was invited."""

    username = forms.CharField(
        max_length=150,
        label="User name",
        help_text="Small letters, digits and . @ + - _; you sign in with it, and curators see it beside your changes.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    first_name = forms.CharField(max_length=150, required=False, validators=[names.check_person_name])
    last_name = forms.CharField(max_length=150, required=False, validators=[names.check_person_name])
    field_order = ("username", "first_name", "last_name", "new_password1", "new_password2")

    def clean_username(self) -> str:
        name = str(self.cleaned_data["username"])
        names.check_user_name(name)
        return name

    def clean(self) -> dict[str, Any]:
        for name in ("username", "first_name", "last_name"):  # the rules of passwords look at them
            setattr(self.user, name, self.cleaned_data.get(name, ""))
        return super().clean() or {}


def accept_invitation(site: CuratorSite, request: HttpRequest, secret: str) -> HttpResponse:
    """The page of an invitation's link; it needs no login."""
    try:
        invitation = invitations.find(secret)
        user = User(email=invitation.email)
        form = AcceptForm(user, request.POST or None)
        if request.method == "POST" and form.is_valid():
            # A name that somebody took this very moment is refused by the row's own rule.
            try:
                invitations.accept(secret, user, form.cleaned_data["new_password1"])
            except ValidationError as error:
                form.add_error("username", "; ".join(error.messages))
            else:
                messages.success(request, f"Your account “{user.username}” is made. Sign in with it.")
                return redirect("admin:login")
    except invitations.NotOpen as error:
        context: dict[str, Any] = {"title": "Invitation", "reason": str(error)}
        status = 410
    else:
        context, status = {"title": "Invitation to MgDB", "form": form, "invitation": invitation}, 200
    response = TemplateResponse(
        request, "admin/mgdb/invitation.html", {**site.each_context(request), **context}, status=status
    )
    # The address is the secret. (“no-referrer” would make the form's origin “null”, which the CSRF check refuses.)
    response["Referrer-Policy"] = "same-origin"
    add_never_cache_headers(response)
    return response
