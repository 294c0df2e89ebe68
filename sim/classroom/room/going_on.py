"""Whether kept rooms can be gone on with: their scenario is offered, and is the one with which they were opened.

A room keeps the fingerprint of its scenario.  One without was kept before there were any: its moves are played again,
and where they bring its games to where they stood it gets one.  A room that cannot be gone on with is left as it is:
nothing of it is played, and what is kept of it can be exported.
"""

import json
from typing import Any

from sim.classroom.room.records import Room
from sim.classroom.room.refusals import CONFLICT, Refusal
from sim.classroom.room.rooms import Rooms
from sim.classroom.room.tables import PlayedGame, end_row

PUT_BACK = "Put it back as it was"
OTHER_VERSION = f"{PUT_BACK}, go on with the version of the program in which it was opened"


def stop_changed_rooms(rooms: Rooms) -> None:
    """Stop the rooms that cannot be gone on with."""
    for room in rooms.shelves.rooms():
        reason = reason_to_stop(rooms, room)
        if reason is not None:
            rooms.tables.stopped[room.id] = reason


def reason_to_stop(rooms: Rooms, room: Room) -> str | None:
    """Return why a room cannot be gone on with, None where it can."""
    scenarios, name = rooms.tables.scenarios, room.scenario
    if name not in scenarios.names:
        file = f"{name}.yaml"
        return f"its scenario {name} is not offered. Name its file when you start ({file}), or another by --database"
    if room.fingerprint == scenarios.fingerprint(name):
        return None
    if room.fingerprint is None:
        return reason_to_stop_unmarked(rooms, room)
    shown = scenarios.find_loaded(name).shown
    return f"{shown} is not the scenario with which it was opened: it was changed. {cure_of(rooms, name)}"


def cure_of(rooms: Rooms, name: str) -> str:
    """Return what helps where a scenario is not what it was: one that comes with the program changes with it."""
    is_own = name in rooms.tables.scenarios.own
    return f"{PUT_BACK if is_own else OTHER_VERSION}, or name another file by --database"


def reason_to_stop_unmarked(rooms: Rooms, room: Room) -> str | None:
    """Return why a room without a fingerprint cannot be gone on with; where it can, it gets one."""
    scenarios = rooms.tables.scenarios
    try:
        for game in rooms.shelves.games(room.id):
            with rooms.tables.touch(game, room) as held:
                require_row(held, game.row)
    except Refusal as wrong:
        shown = scenarios.find_loaded(room.scenario).shown
        return f"{shown} does not play it as it stood ({wrong}): it was changed. {cure_of(rooms, room.scenario)}"
    rooms.shelves.set_fingerprint(room.id, scenarios.fingerprint(room.scenario))
    return None


def require_row(game: PlayedGame, row: dict[str, Any] | None) -> None:
    """Raise Refusal unless a game has the row that was kept, as far as both have a column."""
    if row is None:
        return
    again = json.loads(json.dumps(end_row(game), default=str))
    if any(again[name] != row[name] for name in row.keys() & again.keys()):
        raise Refusal(CONFLICT, "a game that is over has another end")
