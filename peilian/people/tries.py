"""How many wrong passwords may be tried before one has to wait."""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from peilian.content import AccessError

if TYPE_CHECKING:
    from peilian.store import Store


@dataclass(frozen=True, slots=True)
class TryLimits:
    per_account: int = 10
    """Wrong passwords for one account from one address within the window."""
    per_address: int = 30
    """Wrong passwords for all accounts from one address within the window."""
    window: timedelta = timedelta(minutes=15)


class Tries:
    """Counts by address, so that whoever attacks an account does not lock its owner out elsewhere."""

    def __init__(self, store: Store, limits: TryLimits) -> None:
        self._attempts = store.login_attempts
        self._limits = limits

    def reserve(self, account: str, address: str, now: datetime) -> int:
        """Counts one try before it is checked. Raises `AccessError` when no more are allowed for now."""
        attempt = self._attempts.reserve(
            # People type passwords into the name box, so what was typed is not kept readable.
            hashlib.sha256(account.encode("utf-8", "replace")).hexdigest(),
            network_of(address),
            at=now,
            since=now - self._limits.window,
            per_account=self._limits.per_account,
            per_address=self._limits.per_address,
        )
        if attempt is None:
            minutes = max(1, round(self._limits.window.total_seconds() / 60))
            raise AccessError(f"too many wrong passwords — wait {minutes} minutes and try again", code="too_many_tries")
        return attempt

    def succeeded(self, attempt: int, now: datetime) -> None:
        """The try was right after all and does not count; tries that no longer matter are forgotten."""
        self._attempts.succeeded(attempt)
        self._attempts.purge(now - max(self._limits.window, timedelta(days=1)))


def network_of(address: str) -> str:
    """What counts as one address: an IPv4 address, or the /64 that an IPv6 household shares."""
    try:
        parsed = ipaddress.ip_address(address.strip().partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((parsed, 64), strict=False))
