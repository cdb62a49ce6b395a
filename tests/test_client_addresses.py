"""Whose requests count together; what proxies say of an address is tested in tests/accounts/test_addresses.py."""

import pytest

from mgdb.client_addresses import network, shortened


@pytest.mark.parametrize(
    ("address", "counted", "kept"),
    [
        ("198.51.100.7", "198.51.100.7", "198.51.100.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("::ffff:198.51.100.7", "198.51.100.7", "198.51.100.0/24"),
        ("", "", ""),
    ],
)
def test_a_customers_addresses_count_together_and_are_kept_shortened(address, counted, kept):
    assert (network(address), shortened(address)) == (counted, kept)
