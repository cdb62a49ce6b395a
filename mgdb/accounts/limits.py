"""How often something may be done: a login be tried, a problem be reported. It is reserved before it is looked at.

Each limit lets `burst` attempts through at once and one more every `interval` seconds. Those of an address, and of a
name from an address, refuse. Of logins, that of a name alone spaces the attempts out, whoever makes them, by seconds;
whoever has signed in to the name from this browser before is not held up by it, so that strangers cannot lock anybody
out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from mgdb.models import RateLimit

from .addresses import network, shortened


@dataclass(frozen=True, slots=True)
class Limit:
    """`burst` attempts at once, then one every `interval` seconds."""

    name: str
    burst: int
    interval: float
    words: str


# Of the database: those of web servers may differ by minutes.
NOW = "statement_timestamp()"
TAKE = """
INSERT INTO mgdb_ratelimit AS row (key, free_at) VALUES (%(key)s, {now} + make_interval(secs => %(interval)s))
ON CONFLICT (key) DO UPDATE SET free_at = greatest(row.free_at, {now}) + make_interval(secs => %(interval)s)
WHERE row.free_at <= {now} + make_interval(secs => %(room)s)
"""
WAIT = "SELECT free_at - {now} - make_interval(secs => %(room)s) FROM mgdb_ratelimit WHERE key = %(key)s"
NAME_AND_ADDRESS = Limit("both", 6, 150, "Too many wrong attempts for this name from your address")
ADDRESS = Limit("address", 10, 60, "Too many wrong attempts from your address")
NAME = Limit("name", 20, 5, "This name is being tried from many places")


class TooManyAttempts(Exception):
    """An attempt that has to wait for `wait` seconds; `limit` says which limit it met."""

    def __init__(self, limit: Limit, wait: float) -> None:
        self.limit, self.wait = limit, max(1.0, wait)
        super().__init__(f"{limit.words}. Try again in {in_words(self.wait)}.")


def in_words(seconds: float) -> str:
    count, unit = (round(seconds), "second") if seconds < 90 else (-(-round(seconds) // 60), "minute")
    return f"{count} {unit}{'' if count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A reserved attempt: it counts as failed until it is said to have succeeded."""

    keys: dict[Limit, str]

    def succeeded(self) -> None:
        """The name is free again from this address; the others get this one attempt back."""
        for limit, key in self.keys.items():
            row = RateLimit.objects.filter(key=key)
            if limit is NAME_AND_ADDRESS:
                row.delete()
            else:
                row.update(free_at=F("free_at") - timedelta(seconds=limit.interval))


def reserve(name: str, address: str, *, known: bool = False) -> Attempt:
    """Reserves an attempt to sign in as `name` from `address`; TooManyAttempts when it has to wait.

    `known`: this browser has signed in to the name before. Attempts at once are counted one after another, by the
    database; a refused one counts nowhere.
    """
    from_where = network(address)
    who = unicodedata.normalize("NFKC", name).strip().casefold()
    keys = {NAME_AND_ADDRESS: _key(NAME_AND_ADDRESS, who, from_where), ADDRESS: _key(ADDRESS, from_where)}
    if not known:
        keys[NAME] = _key(NAME, who)
    _take_all(keys)
    return Attempt(keys)


def reserve_of_everybody(each: Limit, total: Limit, address: str) -> None:
    """Reserves one use of what is open to everybody: `each` for one address, `total` for all together, of which one
    block of addresses has half at most: many a customer has a whole /48 of IPv6.

    TooManyAttempts where one of them is used up; a refused use counts nowhere.
    """
    words = f"{total.words}, half of them from addresses near yours"
    half = Limit("block", -(-total.burst // 2), 2 * total.interval, words)
    _take_all(
        {each: _key(each, network(address)), half: _key(half, total.name, shortened(address)), total: _key(total)}
    )


def anonymous(address: str) -> str:
    """What stands for the client of `address` where something is counted that it has: no address is kept for it."""
    return salted_hmac("mgdb.accounts.limits.client", network(address), algorithm="sha256").hexdigest()


def anonymous_block(address: str) -> str:
    """The same of the block of addresses of which it is."""
    return salted_hmac("mgdb.accounts.limits.block", shortened(address), algorithm="sha256").hexdigest()


def reserve_of_person(limit: Limit, user: User) -> None:
    """Reserves one use of what somebody who is signed in may do so often. TooManyAttempts where it is used up."""
    _take_all({limit: _key(limit, str(user.pk))})


def _take_all(keys: Mapping[Limit, str]) -> None:
    with transaction.atomic():
        for limit, key in keys.items():
            _take(limit, key)


def _take(limit: Limit, key: str) -> None:
    given: dict[str, str | float] = {
        "key": key,
        "interval": float(limit.interval),
        "room": float(limit.interval * (limit.burst - 1)),
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKE.format(now=NOW), given)
        if not cursor.rowcount:
            cursor.execute(WAIT.format(now=NOW), given)
            raise TooManyAttempts(limit, cursor.fetchone()[0].total_seconds())


def _key(limit: Limit, *parts: str) -> str:
    """Names and addresses are typed by strangers and nobody's business: a hash of fixed form stands for them."""
    return f"{limit.name}-{salted_hmac('mgdb.accounts.limits', '|'.join(parts), algorithm='sha256').hexdigest()}"
