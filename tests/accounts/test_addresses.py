"""Whence a request comes: only what trusted proxies say is believed."""

import pytest
from django.test import RequestFactory

from mgdb.accounts.addresses import client_address

PROXY = "10.0.0.2"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, "", PROXY),
        (0, "198.51.100.7", PROXY),  # without a proxy of ours the header is anybody's word
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),  # what the visitor wrote stands left
        (1, "203.0.113.9,  ,198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 10.0.0.9", "198.51.100.7"),
        (2, "198.51.100.7", PROXY),  # did not pass both proxies
        (1, "", PROXY),
        (1, "unknown", PROXY),
        (1, "x" * 10_000, PROXY),
        (1, "198.51.100.7:4711", "198.51.100.7"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "::ffff:198.51.100.7", "198.51.100.7"),
        (1, "fe80::1%eth0", "fe80::1"),
    ],
)
def test_the_address_is_the_one_that_the_outermost_trusted_proxy_saw(proxies, forwarded, found, settings):
    settings.TRUSTED_PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=PROXY, **headers)) == found
