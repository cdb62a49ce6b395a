"""Two-step login: a code by time (RFC 6238) from the owner's device, or one of the recovery codes, each good once."""

from __future__ import annotations

from base64 import b32encode

import segno
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

RECOVERY_CODES = 10
# Whoever holds one of these decides what the public reads, or who decides it.
JUDGING = ("publish_", "withdraw_", "add_invitation", "change_user")


def device_of(user: User) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def is_required_of(user: User) -> bool:
    """Whether `user` may not work without a second step: `settings.TWO_STEP_REQUIRED` and rights that judge."""
    if not settings.TWO_STEP_REQUIRED:
        return False
    rights = (permission.partition(".")[2] for permission in user.get_all_permissions())
    return user.is_superuser or any(right.startswith(JUDGING) for right in rights)


def missing_step(user: User, *, verified: bool) -> str:
    """What `user`, signed in, still has to do before working: “code”, “password”, “device”, or nothing."""
    row = (
        User.objects.filter(pk=user.pk)
        .annotate(has_device=Exists(TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)))
        .values_list("has_device", "account__password_set_at")
        .get()
    )
    has_device, password_set_at = row
    if has_device and not verified:
        return "code"
    if settings.OWN_PASSWORD_REQUIRED and password_set_at is None:
        return "password"
    return "device" if not has_device and is_required_of(user) else ""


def verify(user: User, code: str) -> TOTPDevice | StaticDevice | None:
    """The device of `user` that accepts `code`. No code is accepted twice, also not by two requests at once."""
    code = "".join(code.split()).lower()
    kind = TOTPDevice if code.isdecimal() and len(code) == 6 else StaticDevice
    with transaction.atomic():
        device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
        return device if device is not None and device.verify_token(code) else None


def begin(user: User) -> TOTPDevice:
    """The device that `user` has begun to enrol; its secret stays the same until the first code confirms it."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        begun = TOTPDevice.objects.filter(user=user, confirmed=False).first()
        return begun or TOTPDevice.objects.create(user=user, name="authenticator", confirmed=False)


def confirm(user: User, code: str) -> tuple[TOTPDevice, list[str]] | None:
    """Makes the device that was begun the one of `user`, if `code` is its; the device and new recovery codes."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        if device is None or not device.verify_token("".join(code.split())):
            return None
        TOTPDevice.objects.filter(user=user, confirmed=True).delete()
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        return device, new_recovery_codes(user)


def new_recovery_codes(user: User) -> list[str]:
    """Ten new codes in place of those before."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="recovery codes")
        codes = [StaticToken.random_token() + StaticToken.random_token() for _ in range(RECOVERY_CODES)]
        StaticToken.objects.bulk_create([StaticToken(device=device, token=code) for code in codes])
    return codes


def recovery_codes_left(user: User) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


def remove(user: User) -> None:
    """Takes the second step of `user` away, recovery codes and all."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()


def secret_of(device: TOTPDevice) -> str:
    """The secret as it is typed into a device, in groups of four."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def qr_code(device: TOTPDevice) -> str:
    """The QR code of `device` as an SVG element, without styles: the Content-Security-Policy allows none."""
    svg: str = segno.make(device.config_url, error="m").svg_inline(
        border=4, omitsize=True, dark="#000", light="#fff", svgclass="qr", lineclass=None, title="QR code of the secret"
    )
    return svg
