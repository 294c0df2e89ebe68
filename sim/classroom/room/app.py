"""The application: routes, what stands before them, and how refusals are answered."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sim.classroom.room.desk_routes import DESK_ROUTES
from sim.classroom.room.guard import Guard, address_of
from sim.classroom.room.parts import Parts, parts_of
from sim.classroom.room.player_routes import PLAYER_ROUTES
from sim.classroom.room.rates import CODES, PLAYERS, SECRETS, Buckets, Rate
from sim.classroom.room.refusals import BAD, Refusal
from sim.classroom.room.stand_in import move_for_late, settle_rooms
from sim.classroom.room.templates import PAGES, html_page
from sim.core.errors import UserError

TICK = 1.0  # seconds between looks at the clocks
STATIC = (".css", ".js")  # endings of the files of pages that are sent as they are


class PageFiles(StaticFiles):
    """The scripts and styles of the pages, and nothing else of their folder."""

    async def get_response(self, path: str, scope: Any) -> Response:
        """Return a file."""
        if not path.endswith(STATIC):
            raise HTTPException(404)
        return await super().get_response(path, scope)


async def send_nothing(request: Request) -> Response:
    """Answer a browser that asks for an icon."""
    return Response(status_code=204)


def make_app(parts: Parts, hosts: Iterable[str] = (), rate: Rate = PLAYERS) -> Starlette:
    """Return the application on some parts.

    `hosts` are the names it may be asked for under, empty: any; `rate` is what one player may ask.
    """

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        parts.pushes.start()
        clock = asyncio.create_task(watch_clocks(parts))
        yield
        clock.cancel()
        with suppress(asyncio.CancelledError):
            await clock
        parts.pushes.stop()

    routes = [
        *PLAYER_ROUTES,
        *DESK_ROUTES,
        Route("/favicon.ico", send_nothing),
        Mount("/static", PageFiles(directory=PAGES)),
    ]
    guard = Middleware(Guard, sender=parts.identities.sender, hosts=tuple(hosts), rate=rate)
    handlers: dict[Any, Any] = {UserError: answer_refusal, HTTPException: answer_missing, Exception: answer_fault}
    app = Starlette(routes=routes, middleware=[guard], exception_handlers=handlers, lifespan=life)
    app.state.parts = parts
    app.state.codes, app.state.secrets = Buckets(CODES), Buckets(SECRETS)
    return app


async def watch_clocks(parts: Parts) -> None:
    """Make the moves of those whose time is up, for as long as the server runs."""
    since = time.time()
    while True:
        await asyncio.sleep(TICK)
        with suppress(UserError):
            await parts.play(move_for_late, parts.rooms, since)
            await parts.play(settle_rooms, parts.rooms)


async def answer_refusal(request: Request, wrong: Exception) -> Response:
    """Answer what is refused: noted, and told in words."""
    status = wrong.status if isinstance(wrong, Refusal) else BAD
    room, who = getattr(request.state, "who", (None, address_of(request)))
    text = f"{request.method} {request.url.path[:60]}: {status} {wrong}"
    await parts_of(request).play(parts_of(request).shelves.note, room, who, text)
    return answer_in_words(request, status, str(wrong))


async def answer_missing(request: Request, wrong: Exception) -> Response:
    """Answer an address that leads nowhere, or a method that it does not take."""
    status = wrong.status_code if isinstance(wrong, HTTPException) else 404
    return answer_in_words(
        request, status, "there is no such page" if status == 404 else "this page is not asked for like that"
    )


async def answer_fault(request: Request, wrong: Exception) -> Response:
    """Answer a fault of the program; what it was is printed by the server, and told to nobody."""
    return answer_in_words(request, 500, "a fault of the program: nothing was moved; load the page anew")


def answer_in_words(request: Request, status: int, text: str) -> Response:
    """Return an answer in words: a page where a page was asked for, else JSON."""
    if request.url.path.startswith("/static/"):
        return PlainTextResponse(text, status)
    if request.method == "GET" and not request.url.path.startswith("/api/"):
        return html_page("refused", status=status, text=text)
    return JSONResponse({"error": text}, status)
