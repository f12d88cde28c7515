"""What every answer carries so that hostile text can do nothing, and whom the server answers at all."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Nothing runs, loads or frames but this server's own files; nothing inline."""

SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
"""Headers of every answer."""


class SecurityHeaders:
    """Adds `SECURITY_HEADERS` to every answer, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-cache")
            await send(message)

        await self.app(scope, receive, with_headers)


class KnownHosts:
    """Answers only requests made to this machine's own name.

    A page elsewhere can point a name of its own at 127.0.0.1 and so read what a local server says (DNS
    rebinding); its requests carry that name in ``Host`` and are refused here.

    Args:
        app: What to guard.
        hosts: Further names that may be asked for, without port. Empty: loopback only. ``0.0.0.0`` or ``::``, the
            addresses that mean all of a machine's own, allow every bare address: a name is what rebinding needs.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        self.app = app
        self.hosts = frozenset(h.lower().strip("[]").rstrip(".") for h in hosts)
        self.any_address = not self.hosts.isdisjoint(("0.0.0.0", "::"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and not self.knows(Headers(scope=scope).get("host", "")):
            refusal = PlainTextResponse(
                "This server answers only to the name it was started for. "
                "Open http://127.0.0.1 with its port, or allow the name when starting it.\n",
                status_code=421,
            )
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def knows(self, host: str) -> bool:
        """Whether a ``Host`` header names this machine."""
        name = host.strip().lower()
        name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
        name = name.rstrip(".")
        if name in self.hosts or name == "localhost":
            return True
        try:
            return ipaddress.ip_address(name).is_loopback or self.any_address
        except ValueError:
            return False
