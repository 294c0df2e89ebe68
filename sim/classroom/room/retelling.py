"""A game of a room as the page of `sim replay`, for the instructor once it is over."""

from sim.classroom.room.records import Room
from sim.classroom.room.refusals import CONFLICT, MISSING, Refusal
from sim.classroom.room.rooms import Rooms
from sim.reporting.replay.page import replay_page
from sim.reporting.replay.world_data import world_data
from sim.runs.polls import published_polls


def replay_of(rooms: Rooms, room: Room, number: int) -> str:
    """Return the page of a game by its number in its room; Refusal where it is still on."""
    game = next((one for one in rooms.shelves.games(room.id) if one.number == number), None)
    if game is None:
        raise Refusal(MISSING, f"this room has no game {number}")
    if not game.status.get("over"):
        raise Refusal(CONFLICT, f"game {number} is not over yet")
    with rooms.tables.touch(game, room) as held:
        outcome = held.outcome
        polls = published_polls(outcome.loaded, room.seed, game.world)
        return replay_page([world_data(outcome, game.world, polls)])
