"""Accounts beside Django's own: who set the password, sign-ins, limits of attempts, invitations, tokens of the API."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone


class Account(models.Model):
    """What is kept of an account for good: it is deactivated, never deleted, for the history names it."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="account")
    password_set_at = models.DateTimeField(
        null=True, blank=True, help_text="When its owner last set the password; empty while somebody else's stands."
    )

    public_name = models.CharField(
        max_length=100, blank=True, help_text="How the public history of records names you; empty: by your role."
    )
    mail_reviews = models.BooleanField(
        "mail about reviews", default=True, help_text="What became of what you entered, and answers to your comments."
    )

    class Meta:
        ordering = ["user"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return str(self.user)


class SignIn(models.Model):
    """An attempt to sign in that reached the password or the code. Kept for `settings.SIGN_IN_DAYS`."""

    class Outcome(models.TextChoices):
        SIGNED_IN = "signed_in", "signed in"
        SECOND_STEP = "second_step", "second step done"
        WRONG_PASSWORD = "wrong_password", "wrong name or password"
        WRONG_CODE = "wrong_code", "wrong code"

    at = models.DateTimeField(default=timezone.now, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="sign_ins",
        help_text="Empty where no account has the name that was typed, which may be a password.",
    )
    address = models.CharField(max_length=50, help_text="Network of the address: /24 of IPv4, /48 of IPv6.")
    outcome = models.CharField(max_length=20, choices=Outcome)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        verbose_name = "sign-in"

    def __str__(self) -> str:
        return f"{self.user or 'unknown name'}: {self.get_outcome_display()}"


class RateLimit(models.Model):
    """How much was done of late by one name, from one address or by all: `key`, hashed.

    Each attempt moves `free_at` on by one interval; one that would move it too far ahead is refused
    (`mgdb.accounts.limits`).
    """

    key = models.CharField(max_length=80, unique=True)
    free_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-free_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.key


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Questions about tokens."""

    def valid(self) -> Self:
        """Neither revoked nor expired, of an account that is active."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now(), user__is_active=True)


class ApiToken(models.Model):
    """A key to the API for a program of one account. Its text is shown once; a hash of it is kept.

    A token reads what is public; a scope lets it do more, within the rights of its account.
    """

    class Scope(models.TextChoices):
        READ_DRAFTS = "read_drafts", "read records that are not published"
        WRITE = "write", "enter and correct records"
        REVIEW = "review", "publish, accept, return and reject what others wrote"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=100, help_text="What it is for: “export script, laboratory 3”.")
    prefix = models.CharField(max_length=16, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope), default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ("add", "view")
        verbose_name = "API token"

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def allows(self, scope: str) -> bool:
        return scope in self.scopes

    @property
    def state(self) -> str:
        if self.revoked_at:
            return "revoked"
        if self.expires_at <= timezone.now():
            return "expired"
        return "valid" if self.user.is_active else "account deactivated"


def a_week_from_now() -> datetime:
    return timezone.now() + timedelta(days=7)


class Invitation(models.Model):
    """A link, shown once and valid once, by which somebody makes an account with a role."""

    role = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(blank=True, help_text="Empty: pass the link on yourself.")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(default=a_week_from_now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ("add", "view")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(account__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email or 'invitation'} as {self.role}"

    @property
    def state(self) -> str:
        if self.accepted_at:
            return "accepted"
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expires_at <= timezone.now() else "open"


class Person(User):
    """Who signs in. A name of Django's table, by which its triggers are declared."""

    class Meta:
        proxy = True
        default_permissions = ()


class Membership(User.groups.through):  # type: ignore[name-defined,misc]  # made by Django, which has no name for it
    """Which groups somebody is in. A name of Django's table, by which its triggers are declared."""

    class Meta:
        proxy = True
        default_permissions = ()
