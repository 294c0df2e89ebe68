"""The pages and answers for the instructor."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from sim.classroom.room.class_picture import class_picture
from sim.classroom.room.desk_view import list_view, roles_texts, room_view
from sim.classroom.room.exports import as_csv, as_zip
from sim.classroom.room.guard import read_message
from sim.classroom.room.inline_policy import inline_policy
from sim.classroom.room.parts import Parts, parts_of
from sim.classroom.room.picture_file import picture_file
from sim.classroom.room.player_routes import event_stream
from sim.classroom.room.rates import Buckets
from sim.classroom.room.records import Room
from sim.classroom.room.refusals import BAD, MISSING, NOT_ALLOWED, TOO_MANY, Refusal
from sim.classroom.room.retelling import replay_of
from sim.classroom.room.stand_in import end_play, move_for_all
from sim.classroom.room.templates import html_page
from sim.scenario.party_words import words_of

Answer = Callable[[Request], Awaitable[Response]]


def for_desk(answer: Answer) -> Answer:
    """Return a page that only the instructor gets."""

    async def answer_to_desk(request: Request) -> Response:
        parts_of(request).identities.require_desk(request)
        request.state.who = (None, "instructor")
        return await answer(request)

    return answer_to_desk


def room_asked(request: Request) -> tuple[Parts, Room]:
    """Return the parts of the server, and the room in the address."""
    parts = parts_of(request)
    return parts, parts.rooms.by_code(request.path_params["code"])


async def show_login(request: Request) -> Response:
    """Show the page on which the instructor signs in."""
    return html_page("login")


async def sign_in(request: Request) -> Response:
    """Take the instructor's secret."""
    parts, sent = parts_of(request), await read_message(request)
    tries: Buckets = request.app.state.secrets
    if not tries.take("all"):
        raise Refusal(TOO_MANY, "too many tries of the secret: wait ten seconds")
    if not parts.identities.is_secret(sent.get("secret")):
        raise Refusal(NOT_ALLOWED, "this is not the secret that was shown when the server started")
    answer = JSONResponse({"next": "/desk"})
    parts.identities.set_desk(answer)
    return answer


async def show_desk(request: Request) -> Response:
    """Show all rooms; who is not the instructor is led to where one signs in."""
    try:
        parts_of(request).identities.require_desk(request)
    except Refusal:
        return RedirectResponse("/desk/login", 303)
    scenarios = parts_of(request).rooms.tables.scenarios
    return html_page("desk", words_of(scenarios.find_loaded(scenarios.first).scenario))


async def tell_rooms(request: Request) -> Response:
    """Tell all rooms."""
    return JSONResponse(list_view(parts_of(request).rooms))


async def tell_roles(request: Request) -> Response:
    """Tell who may sit where in a room of a scenario."""
    parts, name = parts_of(request), request.path_params["scenario"]
    loaded = await parts.play(parts.rooms.tables.scenarios.find_loaded, name)
    return JSONResponse({"roles": [*roles_texts(words_of(loaded.scenario)).items()]})


async def open_room(request: Request) -> Response:
    """Open a room."""
    parts = parts_of(request)
    room = await parts.play(parts.rooms.open, await read_message(request))
    return JSONResponse({"code": room.code, "next": f"/desk/{room.code}"})


async def show_room(request: Request) -> Response:
    """Show one room."""
    room = room_asked(request)[1]
    return html_page("room", room.said, code=room.code)


async def tell_room(request: Request) -> Response:
    """Tell who is in a room, and how its games stand."""
    parts, room = room_asked(request)
    return JSONResponse(room_view(parts.rooms, room))


async def do_in_room(request: Request) -> Response:
    """Begin, move for those who have not, end the play, or show the picture to all."""
    parts, room = room_asked(request)
    await read_message(request)
    deeds: dict[str, Callable[[], object]] = {
        "begin": lambda: parts.rooms.begin(room),
        "move": lambda: move_for_all(parts.rooms, room),
        "end": lambda: end_play(parts.rooms, room),
        "reveal": lambda: parts.rooms.reveal(room),
    }
    deed = deeds.get(request.path_params["deed"])
    if deed is None:
        raise Refusal(BAD, f"a room can {', '.join(deeds)}")
    await parts.play(deed)
    return JSONResponse(room_view(parts.rooms, parts.rooms.room(room.id)))


async def push_to_desk(request: Request) -> Response:
    """Tell the page of a room, as long as it listens, whenever something is new."""
    parts, room = room_asked(request)
    return event_stream(parts, [f"desk:{room.id}"])


async def show_class(request: Request) -> Response:
    """Show the class picture."""
    room = room_asked(request)[1]
    address = f"/desk/{room.code}"
    return html_page("picture", room.said, data=f"/api{address}/picture", back=address)


async def tell_class(request: Request) -> Response:
    """Tell the class picture, with names."""
    parts, room = room_asked(request)
    return JSONResponse({**await parts.play(class_picture, parts.rooms, room, True), "own": None})


async def send_picture(request: Request) -> Response:
    """Send the class picture as PNG or SVG."""
    parts, room = room_asked(request)
    form = request.path_params["form"]
    if form not in ("png", "svg"):
        raise Refusal(MISSING, "the picture comes as png or svg")
    content = await parts.play(picture_file, parts.rooms, room, form)
    return send_file(content, {"png": "image/png", "svg": "image/svg+xml"}[form], f"class-{room.code}.{form}")


async def replay_game(request: Request) -> Response:
    """Show how a game went, day by day, as `sim replay` does."""
    parts, room = room_asked(request)
    page = await parts.play(replay_of, parts.rooms, room, request.path_params["number"])
    return Response(page, media_type="text/html", headers={"content-security-policy": inline_policy(page)})


async def send_rows(request: Request) -> Response:
    """Send the rows of a room's games as CSV."""
    parts, room = room_asked(request)
    return send_file(await parts.play(as_csv, parts.rooms, room), "text/csv", f"class-{room.code}.csv")


async def send_folder(request: Request) -> Response:
    """Send a result folder of a room's games, packed."""
    parts, room = room_asked(request)
    return send_file(await parts.play(as_zip, parts.rooms, room), "application/zip", f"class-{room.code}.zip")


def send_file(content: bytes, kind: str, name: str) -> Response:
    """Return an answer that a browser saves as a file."""
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


DESK_ROUTES = [
    Route("/desk/login", show_login),
    Route("/api/desk/login", sign_in, methods=["POST"]),
    Route("/desk", show_desk),
    Route("/api/desk/rooms", for_desk(tell_rooms)),
    Route("/api/desk/rooms", for_desk(open_room), methods=["POST"]),
    Route("/api/desk/roles/{scenario}", for_desk(tell_roles)),
    Route("/desk/{code}", for_desk(show_room)),
    Route("/desk/{code}/picture", for_desk(show_class)),
    Route("/desk/{code}/picture.{form}", for_desk(send_picture)),
    Route("/desk/{code}/replay/{number:int}", for_desk(replay_game)),
    Route("/desk/{code}/rows.csv", for_desk(send_rows)),
    Route("/desk/{code}/result.zip", for_desk(send_folder)),
    Route("/api/desk/{code}", for_desk(tell_room)),
    Route("/api/desk/{code}/events", for_desk(push_to_desk)),
    Route("/api/desk/{code}/picture", for_desk(tell_class)),
    Route("/api/desk/{code}/{deed}", for_desk(do_in_room), methods=["POST"]),
]
