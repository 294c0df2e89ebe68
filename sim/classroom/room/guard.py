"""What stands before every page: the host that is meant, how much may be asked, and the headers of every answer."""

import json
from collections.abc import Callable, Iterable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.classroom.room.rates import PLAYERS, STRANGERS, Buckets, Rate
from sim.classroom.room.refusals import BAD, NOT_ALLOWED, TOO_LARGE, TOO_MANY, Refusal

LARGEST_BODY = 16_384  # bytes of a message
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}


class Guard:
    """Middleware: refuses other hosts' names and too many requests, and adds headers where an answer has none.

    `sender` says whom a good cookie names, None where there is none; others are counted by their address.
    `rate` is that of one player, and `hosts` are the names under which the server may be asked for; empty: any.  A
    page of another site that has its own name lead here is refused by it.
    """

    def __init__(
        self,
        app: ASGIApp,
        sender: Callable[[Request], str | None],
        hosts: Iterable[str] = (),
        rate: Rate = PLAYERS,
    ) -> None:
        self.app, self._sender, self.hosts = app, sender, frozenset(hosts)
        self._players, self._strangers = Buckets(rate), Buckets(STRANGERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have it answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                new = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in given]
                message = {**message, "headers": [*message["headers"], *new]}
            await send(message)

        wrong = self._fault(Request(scope))
        answer = self.app if wrong is None else JSONResponse({"error": str(wrong)}, wrong.status)
        await answer(scope, receive, send_with_headers)

    def _fault(self, request: Request) -> Refusal | None:
        """Return why a request is not answered, or None."""
        if self.hosts and host_name(request.headers.get("host", "")) not in self.hosts:
            return Refusal(BAD, "this server is not asked for by that name")
        if not _length(request.headers.get("content-length")) <= LARGEST_BODY:
            return Refusal(TOO_LARGE, f"a message has at most {LARGEST_BODY:,} bytes")
        sender = self._sender(request)
        is_open = self._players.take(sender) if sender else self._strangers.take(address_of(request))
        return None if is_open else Refusal(TOO_MANY, "too many requests: wait a few seconds")


def address_of(request: Request) -> str:
    """Return the address that a request comes from."""
    return request.client.host if request.client else "nobody"


def host_name(header: str) -> str:
    """Return the name in a header `Host`, without its port."""
    return header.rsplit(":", 1)[0] if header.rsplit(":", 1)[-1].isdigit() else header


def _length(header: str | None) -> float:
    """Return the length that a request states, 0 where it states none; infinite where that is no number."""
    if header is None:
        return 0
    return int(header) if header.isascii() and header.isdigit() and len(header) < 16 else float("inf")


async def read_message(request: Request) -> dict[str, object]:
    """Return the JSON block of a request from a page of this server; Refusal for anything else."""
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise Refusal(BAD, "a message is JSON: content-type application/json")
    origin = request.headers.get("origin")
    if origin is not None and origin != f"{request.url.scheme}://{request.headers.get('host')}":
        raise Refusal(NOT_ALLOWED, "a message comes from a page of this server")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            raise Refusal(TOO_LARGE, f"a message has at most {LARGEST_BODY:,} bytes")
    try:
        held = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as wrong:
        raise Refusal(BAD, "a message is JSON; this is none") from wrong
    if not isinstance(held, dict):
        raise Refusal(BAD, "a message is a JSON block of keys")
    return held
