"""The pages and answers for those who play."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from sim.classroom.room.checks import plain_move, plain_package
from sim.classroom.room.class_picture import class_picture
from sim.classroom.room.guard import address_of, read_message
from sim.classroom.room.parts import Parts, parts_of
from sim.classroom.room.player_view import estimate, own_brief, player_view
from sim.classroom.room.rates import Buckets
from sim.classroom.room.records import Player
from sim.classroom.room.refusals import CONFLICT, TOO_MANY, Refusal
from sim.classroom.room.templates import html_page


def player_of(request: Request) -> Player:
    """Return the player that a request comes from; Refusal if it comes from none."""
    parts = parts_of(request)
    player = parts.rooms.player(parts.identities.player(request))
    request.state.who = (player.room, f"{player.name} ({player.side})")
    return player


async def show_door(request: Request) -> Response:
    """Show the page on which one comes in."""
    return html_page("door")


async def come_in(request: Request) -> Response:
    """Take a code and a name, and hand out a chair."""
    parts, sent = parts_of(request), await read_message(request)
    tries: Buckets = request.app.state.codes
    if not tries.take(address_of(request)):
        raise Refusal(TOO_MANY, "too many tries: wait a few seconds")
    player = await parts.play(parts.rooms.join, sent.get("code"), sent.get("name"))
    answer = JSONResponse({"next": "/table"})
    parts.identities.set_player(answer, player.id)
    return answer


async def take_seat(request: Request) -> Response:
    """Let in who has the address of a seat, the one of `sim play`."""
    parts = parts_of(request)
    number = parts.identities.player_of_key(request.path_params["key"])
    answer = RedirectResponse("/table", 303)
    parts.identities.set_player(answer, parts.rooms.player(number).id)
    return answer


async def show_table(request: Request) -> Response:
    """Show the page on which one plays."""
    player = player_of(request)
    return html_page("table", parts_of(request).rooms.room(player.room).said)


async def tell_table(request: Request) -> Response:
    """Tell a player's page what it shows."""
    parts = parts_of(request)
    return JSONResponse(await parts.play(player_view, parts.rooms, player_of(request)))


async def tell_brief(request: Request) -> Response:
    """Tell a player what to read before the play."""
    parts = parts_of(request)
    return JSONResponse(await parts.play(own_brief, parts.rooms, player_of(request)))


async def take_move(request: Request) -> Response:
    """Take a move; it is answered once it is committed."""
    parts, player = parts_of(request), player_of(request)
    move = plain_move(await read_message(request), player.game or 0, player.side or "")
    status = await parts.play(parts.rooms.move, player, move)
    return JSONResponse({"moved": move.kind, "turn": move.turn, "over": status["over"]})


async def tell_estimate(request: Request) -> Response:
    """Tell what the own delegation believes that a package is worth to the other side."""
    parts, player = parts_of(request), player_of(request)
    package = plain_package((await read_message(request)).get("package"))
    value = await parts.play(estimate, parts.rooms, player, package)
    return JSONResponse({"estimate": value, "unit": "bn USD a year"})


async def push_to_player(request: Request) -> Response:
    """Tell a player's page, as long as it listens, whenever something is new."""
    return event_stream(parts_of(request), [f"player:{player_of(request).id}"])


def event_stream(parts: Parts, channels: list[str]) -> Response:
    """Return an answer that goes on for as long as somebody listens."""
    if parts.pushes.is_full:
        raise Refusal(TOO_MANY, "too many pages listen: this one asks every few seconds")
    headers = {"x-accel-buffering": "no"}
    return StreamingResponse(parts.pushes.listen(channels), media_type="text/event-stream", headers=headers)


async def show_picture(request: Request) -> Response:
    """Show the class picture to a player."""
    player = player_of(request)
    said = parts_of(request).rooms.room(player.room).said
    return html_page("picture", said, data="/api/picture", back="/table")


async def tell_picture(request: Request) -> Response:
    """Tell the class picture, without names, once it is shown to all."""
    parts, player = parts_of(request), player_of(request)
    room, game = parts.rooms.table_of(player)
    if not parts.rooms.sees_picture(room, game):
        raise Refusal(CONFLICT, "the class picture is not shown yet")
    found: dict[str, Any] = await parts.play(class_picture, parts.rooms, room, False)
    return JSONResponse({**found, "own": None if game is None else game.number})


PLAYER_ROUTES = [
    Route("/", show_door),
    Route("/api/join", come_in, methods=["POST"]),
    Route("/seat/{key}", take_seat),
    Route("/table", show_table),
    Route("/api/table", tell_table),
    Route("/api/brief", tell_brief),
    Route("/api/move", take_move, methods=["POST"]),
    Route("/api/estimate", tell_estimate, methods=["POST"]),
    Route("/api/events", push_to_player),
    Route("/picture", show_picture),
    Route("/api/picture", tell_picture),
]
