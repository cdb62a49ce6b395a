"""Invitations: an administrator gives a role, the invited chooses name and password."""

from __future__ import annotations

from django.contrib.auth.models import Group, User
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from mgdb.models import Invitation

from . import passwords
from .secrets import digest, new_secret


class NotOpen(Exception):
    """An invitation that cannot be accepted; the message says why."""


def invite(by: User, role: Group, email: str = "") -> tuple[Invitation, str]:
    """A new invitation, and the secret of its link, which is kept nowhere."""
    secret = new_secret()
    invitation = Invitation(role=role, email=email, created_by=by, digest=digest(secret))
    invitation.full_clean()
    invitation.save()
    return invitation, secret


def find(secret: str, *, to_accept: bool = False) -> Invitation:
    """The open invitation with this secret, locked when it is `to_accept`. Raises NotOpen."""
    rows = Invitation.objects.select_related("role").filter(digest=digest(secret))
    invitation = (rows.select_for_update(of=("self",)) if to_accept else rows).first()
    if invitation is None:
        raise NotOpen("This is the link of no invitation. Copy the whole link, or ask for a new one.")
    if invitation.state != "open":
        words = {"accepted": "was accepted already", "revoked": "was taken back", "expired": "has expired"}
        raise NotOpen(f"This invitation {words[invitation.state]}. Ask an administrator for a new one.")
    return invitation


def accept(secret: str, user: User, password: str) -> User:
    """Makes the account `user`, not stored yet, with the role of the invitation. NotOpen, ValidationError."""
    with transaction.atomic():
        invitation = find(secret, to_accept=True)
        user.is_staff = True
        user.set_password(password)
        user.full_clean(exclude=["last_login"])
        user.save()
        user.groups.add(invitation.role)
        passwords.set_by_owner(user)
        invitation.account, invitation.accepted_at = user, timezone.now()
        invitation.save(update_fields=["account", "accepted_at"])
    return user


def send(invitation: Invitation, link: str) -> None:
    """Mails the link; OSError (of which SMTP's errors are) when the mail server does not take it."""
    send_mail(
        "Invitation to MgDB",
        f"You are invited to MgDB as {invitation.role.name}.\n\nChoose a name and a password here, until "
        f"{invitation.expires_at:%Y-%m-%d %H:%M} UTC:\n\n{link}\n\n"
        "The link works once. If you did not expect it, leave it.\n",
        None,
        [invitation.email],
    )
