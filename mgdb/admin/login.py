"""The curators' login: attempts are counted before a password is looked at, and recorded."""

from __future__ import annotations

from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from mgdb.accounts import limits, passwords, sign_ins
from mgdb.accounts.addresses import client_address
from mgdb.models import SignIn

from . import generic

# Says which account signed in from this browser before. It opens nothing.
KNOWN_COOKIE = "mgdb_known"
KNOWN_FOR = 365 * 24 * 3600  # seconds


class CuratorLoginForm(AdminAuthenticationForm):
    """Name and password of a staff member."""

    def clean(self) -> dict[str, object]:
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not name or not password or self.request is None:
            return super().clean()
        address = client_address(self.request)
        try:
            attempt = limits.reserve(name, address, known=is_known(self.request, name))
        except limits.TooManyAttempts as error:
            raise ValidationError(str(error), code="throttled") from error
        try:
            cleaned = super().clean()
        except ValidationError:
            sign_ins.note(SignIn.Outcome.WRONG_PASSWORD, address, User.objects.filter(username=name).first())
            raise
        attempt.succeeded()
        sign_ins.note(SignIn.Outcome.SIGNED_IN, address, self.get_user())
        return cleaned


def is_known(request: HttpRequest, name: str) -> bool:
    """Whether somebody signed in as `name` from this browser before."""
    return request.get_signed_cookie(KNOWN_COOKIE, default="", max_age=KNOWN_FOR) == _mark(name)


def make_known(request: HttpRequest, response: HttpResponse, name: str) -> None:
    response.set_signed_cookie(
        KNOWN_COOKIE, _mark(name), max_age=KNOWN_FOR, secure=request.is_secure(), httponly=True, samesite="Lax"
    )


def _mark(name: str) -> str:
    return salted_hmac("mgdb.admin.login", name, algorithm="sha256").hexdigest()


class NewPasswordForm(AdminPasswordChangeForm):
    """A new password that its owner chooses, and that is not the old one."""

    def clean_new_password1(self) -> str:
        password = str(self.cleaned_data.get("new_password1") or "")
        if password and self.user.check_password(password):
            raise ValidationError("This is the password that you have. Choose a new one.", code="password_unchanged")
        return password

    def save(self, commit: bool = True) -> User:
        user = super().save(commit)
        passwords.set_by_owner(user)
        return user


class GivenPasswordForm(generic.AdminPasswordChangeForm):
    """A password that somebody else gives: in production its owner sets a new one at the next login."""

    def save(self, commit: bool = True) -> User:
        user = super().save(commit)
        passwords.set_by_somebody_else(user)
        return user
