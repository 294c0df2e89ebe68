"""Reading and writing of rooms, players, games and moves in a store."""

import json
import sqlite3
import time
from typing import Any

from sim.classroom.room.records import GameRecord, MoveRecord, Player, Room
from sim.classroom.room.store import Store, insert

NOTICES_KEPT = 2000


class Shelves:
    """The tables of a store as records; what takes a number of a row returns None or [] for an unknown one."""

    def __init__(self, store: Store) -> None:
        self.store = store

    # --- rooms ------------------------------------------------------------------------------------
    def rooms(self) -> list[Room]:
        """Return all rooms, the newest first."""
        return [room_of(row) for row in self.store.rows("SELECT * FROM rooms ORDER BY id DESC")]

    def room(self, number: int) -> Room | None:
        """Return a room by its number."""
        row = self.store.row("SELECT * FROM rooms WHERE id = ?", number)
        return None if row is None else room_of(row)

    def room_by_code(self, code: str) -> Room | None:
        """Return a room by its code."""
        row = self.store.row("SELECT * FROM rooms WHERE code = ?", code)
        return None if row is None else room_of(row)

    def set_state(self, room: int, state: str) -> None:
        """Write the state of a room."""
        with self.store.writing() as held:
            held.execute("UPDATE rooms SET state = ? WHERE id = ?", (state, room))

    def set_fingerprint(self, room: int, fingerprint: str) -> None:
        """Write with which scenario a room is played."""
        with self.store.writing() as held:
            held.execute("UPDATE rooms SET fingerprint = ? WHERE id = ?", (fingerprint, room))

    def set_shown(self, room: int) -> None:
        """Write that the picture is shown to those whose game is over."""
        with self.store.writing() as held:
            held.execute("UPDATE rooms SET shown = 1 WHERE id = ?", (room,))

    # --- players ----------------------------------------------------------------------------------
    def player(self, number: int) -> Player | None:
        """Return a player by number."""
        row = self.store.row("SELECT * FROM players WHERE id = ?", number)
        return None if row is None else Player(**dict(row))

    def players(self, room: int) -> list[Player]:
        """Return the players of a room, in the order in which they came."""
        return [
            Player(**dict(row)) for row in self.store.rows("SELECT * FROM players WHERE room = ? ORDER BY id", room)
        ]

    def names_at(self, game: int) -> dict[str, str]:
        """Return the names of a game's players by side."""
        found = self.store.rows("SELECT side, name FROM players WHERE game = ?", game)
        return {row["side"]: row["name"] for row in found}

    def seats(self, game: int) -> list[int]:
        """Return the numbers of a game's players."""
        return [row["id"] for row in self.store.rows("SELECT id FROM players WHERE game = ?", game)]

    # --- games ------------------------------------------------------------------------------------
    def game(self, number: int) -> GameRecord | None:
        """Return a game by its number."""
        row = self.store.row("SELECT * FROM games WHERE id = ?", number)
        return None if row is None else game_of(row)

    def games(self, room: int) -> list[GameRecord]:
        """Return the games of a room, in their order."""
        return [game_of(row) for row in self.store.rows("SELECT * FROM games WHERE room = ? ORDER BY number", room)]

    def moves(self, game: int) -> list[MoveRecord]:
        """Return the moves of a game, in the order in which they were made."""
        query = "SELECT game, turn, side, kind, package, made_by, binding FROM moves WHERE game = ? ORDER BY number"
        return [move_of(row) for row in self.store.rows(query, game)]

    def count_moves(self, room: int) -> dict[int, int]:
        """Return how many moves were made in each game of a room that has any."""
        query = "SELECT game, COUNT(*) AS made FROM moves JOIN games ON games.id = game WHERE room = ? GROUP BY game"
        return {row["game"]: row["made"] for row in self.store.rows(query, room)}

    def add_move(self, move: MoveRecord, status: dict[str, Any]) -> None:
        """Write a move and how its game stands after it, at once; IntegrityError where that turn was moved."""
        package = None if move.package is None else json.dumps(list(move.package))
        with self.store.writing() as held:
            insert(held, "moves", **{**vars(move), "package": package, "at": time.time()})
            _write_status(held, move.game, status)

    def set_status(self, game: int, status: dict[str, Any]) -> None:
        """Write how a game stands."""
        with self.store.writing() as held:
            _write_status(held, game, status)

    def set_row(self, game: int, row: dict[str, Any]) -> None:
        """Write the row of a game that is over."""
        with self.store.writing() as held:
            held.execute("UPDATE games SET row = ? WHERE id = ?", (json.dumps(row, default=str), game))

    def restart_clocks(self, room: int) -> None:
        """Let the time for the awaited moves of a room begin now."""
        with self.store.writing() as held:
            held.execute("UPDATE games SET due_since = ? WHERE room = ?", (time.time(), room))

    # --- notices ----------------------------------------------------------------------------------
    def note(self, room: int | None, who: str, text: str) -> None:
        """Write down what was refused; of old notices only the last ones are kept."""
        with self.store.writing() as held:
            number = insert(held, "notices", at=time.time(), room=room, who=who[:80], text=text[:300])
            held.execute("DELETE FROM notices WHERE id <= ?", (number - NOTICES_KEPT,))

    def notices(self, room: int, last: int = 20) -> list[dict[str, Any]]:
        """Return the last notices of a room and of no room, the newest first."""
        query = "SELECT at, who, text FROM notices WHERE room = ? OR room IS NULL ORDER BY id DESC LIMIT ?"
        return [dict(row) for row in self.store.rows(query, room, last)]


def _write_status(held: sqlite3.Connection, game: int, status: dict[str, Any]) -> None:
    """Write how a game stands, and since when."""
    query = "UPDATE games SET status = ?, due_since = ? WHERE id = ?"
    held.execute(query, (json.dumps(status), time.time(), game))


def room_of(row: sqlite3.Row) -> Room:
    """Return a room as a record."""
    held = dict(row)
    parties = json.loads(held["parties"]) if held["parties"] else None
    flags = {name: bool(held[name]) for name in ("apart", "solo", "shown")}
    return Room(**{**held, **flags, "parties": parties})


def game_of(row: sqlite3.Row) -> GameRecord:
    """Return a game as a record."""
    held = dict(row)
    people = tuple(filter(None, held["people"].split(",")))
    status, end = json.loads(held["status"]), json.loads(held["row"]) if held["row"] else None
    return GameRecord(**{**held, "people": people, "status": status, "row": end})


def move_of(row: sqlite3.Row) -> MoveRecord:
    """Return a move as a record."""
    package = None if row["package"] is None else tuple(json.loads(row["package"]))
    return MoveRecord(**{**dict(row), "package": package, "binding": bool(row["binding"])})
