"""What one player's page is told: the own sight of the game, and nothing that is another's."""

import time
from typing import Any

from sim.classroom.room.records import REVEALED, GameRecord, Player, Room
from sim.classroom.room.refusals import CONFLICT, Refusal
from sim.classroom.room.rooms import Rooms

DRAWN = ("row", "seed", "world")  # parts of a summary that tell what was drawn


def player_view(rooms: Rooms, player: Player) -> dict[str, Any]:
    """Return what a player may see now.

    The end is told in full, with what the other side wanted, where nobody can profit from it any more: in a game
    alone at once, in a class when the picture is shown.
    """
    room, game = rooms.table_of(player)
    found: dict[str, Any] = {
        "code": room.code,
        "state": room.state,
        "solo": room.solo,
        "stopped": room.id in rooms.tables.stopped,
        "limit": room.limit,
        "name": player.name,
        "side": player.side,
        "on": game is not None and rooms.is_on(room, game),
        "waiting": game is not None and rooms.is_waiting(game),
        "picture": not room.solo and rooms.sees_picture(room, game),
        "opponent": None if game is None else opponent(rooms, player, game),
        "sight": None,
        "told": None,
    }
    if game is not None and has_table(rooms, room, game) and not found["stopped"]:
        with rooms.tables.touch(game, room) as held:
            found["sight"] = held.sight(player.side)
            if not held.due and (room.solo or room.state == REVEALED):
                found["told"] = end_told(held.summary(player.side))
        if not game.status:
            rooms.tell(f"desk:{room.id}")  # which knows now whose move is awaited
        found["seconds_left"] = seconds_left(room, rooms.game(game.id))
    return found


def own_brief(rooms: Rooms, player: Player) -> dict[str, Any]:
    """Return what a player reads before the play."""
    room, game = rooms.table_of(player)
    if game is None or not has_table(rooms, room, game):
        raise Refusal(CONFLICT, "the brief is handed out when the play begins")
    with rooms.tables.touch(game, room) as held:
        return held.brief(player.side)


def end_told(summary: dict[str, Any]) -> dict[str, Any]:
    """Return what a player is told of the end: all but the draw of the world."""
    return {name: value for name, value in summary.items() if name not in DRAWN}


def has_table(rooms: Rooms, room: Room, game: GameRecord) -> bool:
    """Whether a game can be looked at: the play has begun, and everybody sits."""
    return room.state != "lobby" and not rooms.is_waiting(game)


def opponent(rooms: Rooms, player: Player, game: GameRecord) -> str | None:
    """Return the name of the person at the other side of the table; None for a tactic, or nobody yet."""
    return next((name for side, name in rooms.shelves.names_at(game.id).items() if side != player.side), None)


def seconds_left(room: Room, game: GameRecord) -> int | None:
    """Return the seconds left for the awaited move, None without a limit."""
    return max(0, round(room.limit - (time.time() - game.due_since))) if room.limit else None


def estimate(rooms: Rooms, player: Player, package: tuple[int, ...]) -> float | None:
    """Return what the player's own delegation believes that a package is worth to the other side, bn USD a year."""
    room, game = rooms.table_of(player)
    if game is None or not has_table(rooms, room, game):
        raise Refusal(CONFLICT, "there is nothing to estimate yet")
    with rooms.tables.touch(game, room) as held:
        return held.estimate(player.side, package)
