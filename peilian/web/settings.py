"""What the door tells the pages about the house they stand in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from peilian.content import InputError
from peilian.people import RandomBytes

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """`random_bytes` makes call ids and seeds; `ready` tells whether everything is loaded."""

    random_bytes: RandomBytes
    ready: Callable[[], bool]
    public_url: str | None = None
    """Where people reach the site when it stands behind a proxy, such as `https://peilian.example`."""
    hosts: frozenset[str] | None = None
    """Host names a request may carry; None = any."""

    @property
    def https(self) -> bool:
        return self.public_url is not None and self.public_url.startswith("https://")

    @property
    def cookie(self) -> str:
        """The session cookie's name; browsers hold a `__Host-` cookie to this host and to HTTPS."""
        return "__Host-peilian_session" if self.https else "peilian_session"


def checked_public_url(url: str | None) -> str | None:
    """`url` as `scheme://host[:port]`. Raises `InputError`."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise InputError(f"PEILIAN_PUBLIC_URL: {url!r} must be an address such as https://peilian.example")
    return f"{parts.scheme}://{parts.netloc}"


def allowed_hosts(host: str, public_url: str | None) -> frozenset[str] | None:
    """The host names to answer to: on loopback only its own, so that no other site's name can be bound to it."""
    named = {urlsplit(public_url).hostname or ""} if public_url else set()
    if host in ("127.0.0.1", "localhost", "::1"):
        return frozenset({*LOOPBACK, *named})
    return frozenset({*LOOPBACK, *named, host}) if named else None
