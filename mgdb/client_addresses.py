"""From where a request comes: told by who called, and by the proxies of ours that it passed."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network


def address_behind(caller: str, forwarded_for: str, proxies: int) -> str:
    """The address of the client, or "" where there is none (a socket).

    Each trusted proxy appends to X-Forwarded-For the address that called it: with n of them the n-th from the right is
    the client's, and what stands left of it is anybody's word. A request that did not pass them all, or whose header
    holds no address there, is its caller's own.
    """
    forwarded = [part.strip() for part in forwarded_for.split(",")]
    if proxies and len(forwarded) >= proxies:
        found = _parsed(forwarded[-proxies])
        if found is not None:
            return str(found)
    own = _parsed(caller)
    return str(own) if own is not None else ""


def network(address: str) -> str:
    """Whose attempts count together: an IPv4 address, or the /64 of an IPv6 address, the least that a customer has."""
    return _network(address, 32, 64)


def shortened(address: str) -> str:
    """The block of which `address` is, and as which it is kept: its /24 (IPv4) or /48 (IPv6)."""
    return _network(address, 24, 48)


@lru_cache(maxsize=4096)
def _network(address: str, four: int, six: int) -> str:
    found = _parsed(address)
    if found is None:
        return ""
    length = four if found.version == 4 else six
    net = ip_network(f"{found}/{length}", strict=False)
    return str(net.network_address) if length == net.max_prefixlen else str(net)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    """The address in `text`, which may carry a port; an IPv4 address in IPv6's clothes is itself."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
