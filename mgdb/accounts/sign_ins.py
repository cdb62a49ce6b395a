"""The record of sign-ins: when, from which network, with which outcome; for so many days."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db.models.functions import Now
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from mgdb.models import Account, RateLimit, SignIn

from .addresses import shortened


def note(outcome: SignIn.Outcome, address: str, user: User | None) -> None:
    """Records an attempt; whoever signs in has an account that stays."""
    if user is not None and outcome == SignIn.Outcome.SIGNED_IN:
        Account.objects.get_or_create(user=user)
    SignIn.objects.create(outcome=outcome, address=shortened(address), user=user)


def forget() -> int:
    """Deletes what is older than it is kept, limits that hold nobody back, second steps never begun, sessions that have
    ended; how many sign-ins."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    RateLimit.objects.filter(free_at__lt=Now()).delete()  # by the clock of the limits
    TOTPDevice.objects.filter(confirmed=False, created_at__lt=now - timedelta(days=1)).delete()
    return SignIn.objects.filter(at__lt=now - timedelta(days=settings.SIGN_IN_DAYS)).delete()[0]
