"""Two-step login in a real browser, under the strict content security policy."""

import base64

import pytest
from django.contrib.auth.models import User
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import expect

PASSWORD = "correct horse battery"


@pytest.fixture
def signed_in(committed_db, live_site, page):
    """A page, and what signs in again on it."""
    User.objects.create_superuser("ada", password=PASSWORD)

    def sign_in():
        page.goto(f"{live_site.url}admin/")
        page.get_by_label("Username").fill("ada")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()

    sign_in()
    return page, sign_in


def code(secret: str) -> str:
    """What a device with this secret shows."""
    return f"{TOTP(base64.b32decode(secret.replace(' ', ''))).token():06d}"


def test_a_device_is_enrolled_and_asked_for(signed_in, live_site):
    page, sign_in = signed_in
    page.goto(f"{live_site.url}admin/account/two-step/")
    drawn = page.locator("svg.qr").bounding_box()
    assert drawn["width"] > 150
    page.get_by_label("Code").fill(code(page.locator("code.secret").inner_text()))
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("heading", name="Two-step login is on")).to_be_visible()
    recovery = page.locator("code.secret").all_inner_texts()
    assert len(recovery) == 10
    page.get_by_role("button", name="Log out").click()
    TOTPDevice.objects.update(last_t=-1)
    sign_in()
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    page.get_by_label("Code").fill(recovery[0])
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Curation")).to_be_visible()
