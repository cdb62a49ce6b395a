"""From where a request comes, behind the number of proxies that `settings.TRUSTED_PROXIES` says."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from mgdb.client_addresses import address_behind, network, shortened

__all__ = ["client_address", "network", "shortened"]


def client_address(request: HttpRequest) -> str:
    """The address of the client, or "" where there is none (a socket)."""
    said = request.META
    return address_behind(
        str(said.get("REMOTE_ADDR", "")), said.get("HTTP_X_FORWARDED_FOR", ""), settings.TRUSTED_PROXIES
    )
