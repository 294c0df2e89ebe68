"""Moves made in a student's stead: at the end of the time for a move, by the instructor's hand, and to end the play.

The move is to wait, or where that is not allowed to reject: neither binds anybody to anything.
"""

import time

from sim.classroom.room.records import CLOSED, LOBBY, OPEN, GameRecord, MoveRecord, Room
from sim.classroom.room.refusals import CONFLICT, Refusal
from sim.classroom.room.rooms import Rooms
from sim.classroom.room.tables import end_row

MOST_MOVES = 1000  # made to end one game: more than any calendar has days


def make_stand_in(rooms: Rooms, room: Room, game: GameRecord, made_by: str) -> bool:
    """Make one move for each person at a game whose move is awaited; return whether any was made."""
    with rooms.tables.touch(game, room) as held:
        turn, due = held.turn, sorted(held.due)
        kinds = {side: "wait" if "wait" in held.sight(side)["legal"] else "reject" for side in due}
    for side in due:
        try:
            rooms.make(room, game, MoveRecord(game.id, turn, side, kinds[side], made_by=made_by))
        except Refusal as wrong:
            if wrong.status != CONFLICT:  # the person was quicker
                raise
    return bool(due)


def move_for_all(rooms: Rooms, room: Room, made_by: str = "instructor") -> int:
    """Make one move for everybody who has not moved; return in how many games."""
    if room.state != OPEN:
        raise Refusal(CONFLICT, "nothing can be moved now: the play has not begun, or it has ended")
    rooms.tables.require_going(room)
    games = [game for game in rooms.shelves.games(room.id) if rooms.is_on(room, game)]
    return sum(make_stand_in(rooms, room, game, made_by) for game in games if not game.status.get("over"))


def end_play(rooms: Rooms, room: Room) -> None:
    """End the play: no student moves any more, and games that are still on go to their end by moves in their stead.

    In a room that cannot be gone on with they stay as they stand.
    """
    if room.id in rooms.tables.stopped:
        if room.state in (LOBBY, OPEN):
            rooms.shelves.set_state(room.id, CLOSED)
        rooms.tell_all(room)
        return
    if room.state == LOBBY:
        raise Refusal(CONFLICT, "this room has not begun")
    if room.state == OPEN:
        rooms.begin(room)  # who still waits for somebody has a game, too
        rooms.shelves.set_state(room.id, CLOSED)
    for game in rooms.shelves.games(room.id):
        for _ in range(0 if game.status.get("over") else MOST_MOVES):
            if not make_stand_in(rooms, room, game, "end"):
                break
    settle_games(rooms, room)
    rooms.tell_all(room)


def settle_games(rooms: Rooms, room: Room) -> list[GameRecord]:
    """Return the games of a room that are over, in their order; write the rows of those that have none yet."""
    for game in [] if room.id in rooms.tables.stopped else rooms.shelves.games(room.id):
        if game.status.get("over") and game.row is None:
            with rooms.tables.touch(game, room) as held:
                rooms.shelves.set_row(game.id, end_row(held))
            rooms.tell(f"desk:{room.id}")
    return [game for game in rooms.shelves.games(room.id) if game.row is not None]


def settle_rooms(rooms: Rooms) -> None:
    """Write the rows of all games that are over."""
    for room in rooms.shelves.rooms():
        if room.state == OPEN:
            settle_games(rooms, room)


def move_for_late(rooms: Rooms, since: float) -> int:
    """Make the moves of all whose time is up; return in how many games.

    `since` is when the server started: while it stood still, nobody could move.
    """
    count = 0
    for room in rooms.shelves.rooms():
        if room.limit == 0 or room.state != OPEN or room.id in rooms.tables.stopped:
            continue
        for game in rooms.shelves.games(room.id):
            late = time.time() - max(game.due_since, since) > room.limit
            if late and not game.status.get("over") and rooms.is_on(room, game):
                count += make_stand_in(rooms, room, game, "clock")
    return count
