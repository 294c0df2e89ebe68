"""What the instructor's pages are told of rooms: who is there, who has moved, how games stand."""

from typing import Any

from sim.classroom.party_idioms import fill_words
from sim.classroom.room.player_view import seconds_left
from sim.classroom.room.records import GameRecord, Room
from sim.classroom.room.rooms import Rooms
from sim.classroom.room.words import ENGLISH
from sim.scenario.party_words import PartyWords


def list_view(rooms: Rooms) -> dict[str, Any]:
    """Return all rooms in short, the newest first, and what a new one may be."""
    shelves = rooms.shelves
    held = [brief_room(rooms, room) | {"players": len(shelves.players(room.id))} for room in shelves.rooms()]
    return {"rooms": held, "scenarios": rooms.tables.scenarios.names}


def brief_room(rooms: Rooms, room: Room) -> dict[str, Any]:
    """Return what a room is, and why it cannot be gone on with, None where it can."""
    told = {name: value for name, value in vars(room).items() if name not in ("id", "solo", "fingerprint", "parties")}
    more = {
        "stopped": rooms.tables.stopped.get(room.id),
        "roles_text": roles_texts(room.said).get(room.roles, room.roles),
    }
    return told | more


def roles_texts(said: PartyWords) -> dict[str, str]:
    """Return who may sit where, in words, by the keys of the parties."""
    found: dict[str, str] = said.data(fill_words(ENGLISH["desk"]["role_words"], ENGLISH["all"]["language"], said))
    return found


def room_view(rooms: Rooms, room: Room) -> dict[str, Any]:
    """Return a room with its games and players, from the store alone: no game is made for it."""
    players, moves = rooms.shelves.players(room.id), rooms.shelves.count_moves(room.id)
    seats: dict[int, dict[str, str]] = {}
    for player in players:
        seats.setdefault(player.game or 0, {})[player.side or ""] = player.name
    games = [
        game_view(room, game, seats.get(game.id, {}), moves.get(game.id, 0)) for game in rooms.shelves.games(room.id)
    ]
    due = sum(bool(game["due"]) for game in games)
    over = sum(bool(game["over"]) for game in games)
    return {
        "room": brief_room(rooms, room),
        "players": len(players),
        "games": games,
        "due": due,
        "over": over,
        "notices": rooms.shelves.notices(room.id),
    }


def game_view(room: Room, game: GameRecord, names: dict[str, str], moves: int) -> dict[str, Any]:
    """Return how a game stands: who plays, the day, whose move is awaited, and the deal once it is over."""
    status, row = game.status, game.row or {}
    return {
        "number": game.number,
        "world": game.world,
        "names": {side: names.get(side) or ("" if side in game.people else None) for side in room.said.keys},
        "date": row.get("date") or status.get("date"),  # a deal's own day: it may have been open until the vote
        "moves": moves,
        "due": status.get("due", []),
        "over": bool(status.get("over")),
        "agreed": row.get("agreed"),
        "signed": row.get("date"),
        "seconds_left": None if status.get("over") else seconds_left(room, game),
    }
