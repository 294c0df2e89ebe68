"""What can be done in a room: open it, come in, begin, move, end it; all of it is checked here, whoever asks."""

import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from sim.classroom.room.checks import whole_number
from sim.classroom.room.names import new_code, plain_code, plain_name
from sim.classroom.room.records import (
    BY_TURNS,
    CLOSED,
    LOBBY,
    OPEN,
    PAIRS,
    REVEALED,
    GameRecord,
    MoveRecord,
    Player,
    Room,
)
from sim.classroom.room.refusals import BAD, CONFLICT, MISSING, TOO_MANY, Refusal
from sim.classroom.room.shelves import Shelves
from sim.classroom.room.store import insert
from sim.classroom.room.tables import Tables
from sim.scenario.party_words import words_of

MOST_ROOMS = 100  # of a server
MOST_PLAYERS = 400  # of a room
LARGEST_NUMBER = 2**31 - 1  # of a seed or a world
LONGEST_LIMIT = 3600  # seconds for a move

Told = Callable[[str], None]  # called with the name of a channel on which something is new


def roles_of(keys: Sequence[str]) -> list[str]:
    """Return who may sit where, by the keys of the parties: the second party's chair first."""
    return [*keys[::-1], BY_TURNS, PAIRS]


def require_roles(asked: Any, keys: Sequence[str]) -> str:
    """Return who sits where, all in the second party's chair if nothing is said; Refusal for what is none of it."""
    roles = roles_of(keys)
    if asked is not None and asked not in roles:
        raise Refusal(BAD, f"roles are one of {', '.join(roles)}")
    return str(roles[0] if asked is None else asked)


class Rooms:
    """All rooms of a server."""

    def __init__(self, shelves: Shelves, tables: Tables, tell: Told = lambda channel: None) -> None:
        self.shelves, self.tables, self.tell = shelves, tables, tell
        self._seating = threading.Lock()  # who comes and who is seated, one after the other

    # --- rooms ------------------------------------------------------------------------------------
    def open(self, asked: dict[str, Any], *, solo: bool = False) -> Room:
        """Open a room as asked and return it; Refusal for what is no such room."""
        scenarios = self.tables.scenarios
        scenario = str(asked.get("scenario", scenarios.first))
        loaded = scenarios.find_loaded(scenario)
        roles = require_roles(asked.get("roles"), loaded.scenario.keys)
        seed = loaded.scenario.seed if asked.get("seed") in (None, "") else asked["seed"]
        held = {
            "scenario": scenario,
            "seed": whole_number("seed", seed, LARGEST_NUMBER),
            "world": whole_number("world", asked.get("world", secrets.randbelow(10_000)), LARGEST_NUMBER),
            "roles": roles,
            "apart": int(bool(asked.get("apart", False))),
            "limit": whole_number("limit", asked.get("limit", 0), LONGEST_LIMIT),
            "fingerprint": scenarios.fingerprint(scenario),
            "parties": json.dumps(words_of(loaded.scenario).parties),
        }
        if len(self.shelves.rooms()) >= MOST_ROOMS:
            raise Refusal(TOO_MANY, f"this database has {MOST_ROOMS} rooms, which is the most; start with a new one")
        with self.shelves.store.writing() as writer:
            number = insert(writer, "rooms", code=new_code(), state=LOBBY, solo=int(solo), **held)
        return self.room(number)

    def room(self, number: int) -> Room:
        """Return a room; Refusal if there is none of that number."""
        found = self.shelves.room(number)
        if found is None:
            raise Refusal(MISSING, "there is no such room")
        return found

    def by_code(self, typed: object) -> Room:
        """Return the room of a code; Refusal if there is none."""
        found = self.shelves.room_by_code(plain_code(typed))
        if found is None:
            raise Refusal(MISSING, "no room has this code; look at the board again")
        return found

    def begin(self, room: Room) -> None:
        """Begin to play, or let those play who still wait for somebody: these sit against the tactic."""
        if room.state not in (LOBBY, OPEN):
            raise Refusal(CONFLICT, "the play of this room has ended")
        self.tables.require_going(room)
        with self._seating:
            for game in self.shelves.games(room.id):
                if self.is_waiting(game):
                    self._complete(game)
            for game in self.shelves.games(room.id):
                with self.tables.touch(game, room):
                    pass  # made now, and not when all look at once
            if room.state == LOBBY:
                self.shelves.set_state(room.id, OPEN)
                self.shelves.restart_clocks(room.id)
        self.tell_all(room)

    def reveal(self, room: Room) -> None:
        """Show the picture to all; while somebody plays, to those whose game is over: others it would tell too much.

        Refusal while no game is over.
        """
        self.tables.require_going(room)
        if room.state in (CLOSED, REVEALED):
            self.shelves.set_state(room.id, REVEALED)
        elif any(game.status.get("over") for game in self.shelves.games(room.id)):
            self.shelves.set_shown(room.id)
        else:
            raise Refusal(CONFLICT, "no game is over yet: the picture shows the deals of games that are")
        self.tell_all(room)

    def sees_picture(self, room: Room, game: GameRecord | None) -> bool:
        """Whether the picture is shown to who sits at a game."""
        over = game is not None and bool(game.status.get("over"))
        return room.state == REVEALED or (room.shown and over)

    # --- players ----------------------------------------------------------------------------------
    def join(self, typed_code: object, typed_name: object) -> Player:
        """Seat a new player and return who it is; Refusal if the room takes nobody."""
        room, name = self.by_code(typed_code), plain_name(typed_name)
        with self._seating:
            room = self.room(room.id)
            if room.state not in (LOBBY, OPEN) or room.solo:
                raise Refusal(CONFLICT, "this room takes nobody any more")
            self.tables.require_going(room)
            here = self.shelves.players(room.id)
            if len(here) >= MOST_PLAYERS:
                raise Refusal(TOO_MANY, f"this room is full: {MOST_PLAYERS} is the most")
            if name.casefold() in {player.name.casefold() for player in here}:
                raise Refusal(CONFLICT, "somebody of that name is here; add a letter")
            player = self._seat(room, name, len(here))
        self.tell(f"desk:{room.id}")
        return player

    def seat_alone(self, asked: dict[str, Any]) -> Player:
        """Open a room of `sim play`, seat its one player and begin."""
        room = self.open(asked, solo=True)
        with self.shelves.store.writing() as held:
            row = {"world": room.world, "people": room.roles, "due_since": time.time()}
            game = insert(held, "games", room=room.id, number=1, **row)
            number = insert(held, "players", room=room.id, name="you", side=room.roles, game=game)
        self.shelves.set_state(room.id, OPEN)
        return self.player(number)

    def player(self, number: int) -> Player:
        """Return a player; Refusal if there is none of that number."""
        found = self.shelves.player(number)
        if found is None:
            raise Refusal(MISSING, "there is no such player")
        return found

    def _seat(self, room: Room, name: str, before: int) -> Player:
        """Write a player with a chair; to be called by who holds the lock of seating."""
        games = self.shelves.games(room.id)
        (first, second), pairs = room.said.keys, room.roles == PAIRS
        waiting = next((game for game in games if pairs and self.is_waiting(game)), None)
        seats = {PAIRS: first if waiting else second, BY_TURNS: (second, first)[before % 2]}
        side = seats.get(room.roles, room.roles)
        number, now = len(games) + 1, time.time()
        with self.shelves.store.writing() as held:
            if waiting is None:
                world, people = room.world + (number - 1) * room.apart, f"{first},{second}" if pairs else side
                game = insert(held, "games", room=room.id, number=number, world=world, people=people, due_since=now)
            else:
                game = waiting.id
                held.execute("UPDATE games SET due_since = ? WHERE id = ?", (now, game))
            player = insert(held, "players", room=room.id, name=name, side=side, game=game)
        for seat in self.shelves.seats(game):
            self.tell(f"player:{seat}")
        return self.player(player)

    def is_waiting(self, game: GameRecord) -> bool:
        """Whether a game waits for a second person."""
        return len(self.shelves.seats(game.id)) < len(game.people)

    def _complete(self, game: GameRecord) -> None:
        """Let the tactic sit in the empty chair of a game."""
        with self.shelves.store.writing() as held:
            people = ",".join(self.shelves.names_at(game.id))
            held.execute("UPDATE games SET people = ?, due_since = ? WHERE id = ?", (people, time.time(), game.id))

    # --- games ------------------------------------------------------------------------------------
    def game(self, number: int) -> GameRecord:
        """Return a game; Refusal if there is none of that number."""
        found = self.shelves.game(number)
        if found is None:
            raise Refusal(MISSING, "there is no such game")
        return found

    def table_of(self, player: Player) -> tuple[Room, GameRecord | None]:
        """Return a player's room and game."""
        return self.room(player.room), None if player.game is None else self.game(player.game)

    def move(self, player: Player, asked: MoveRecord) -> dict[str, Any]:
        """Make a player's move; Refusal if it is not allowed."""
        room, game = self.table_of(player)
        self.tables.require_going(room)
        if game is None or not self.is_on(room, game):
            raise Refusal(CONFLICT, "nothing can be moved now: the play has not begun, or it has ended")
        return self.make(room, game, asked)

    def is_on(self, room: Room, game: GameRecord) -> bool:
        """Whether moves are taken at a game: the room is open and not stopped, and everybody has come."""
        return room.state == OPEN and room.id not in self.tables.stopped and not self.is_waiting(game)

    def make(self, room: Room, game: GameRecord, move: MoveRecord) -> dict[str, Any]:
        """Make a move and tell those whom it concerns."""
        try:
            status = self.tables.move(game, room, move)
        except sqlite3.IntegrityError as wrong:
            raise Refusal(CONFLICT, "this move was made already") from wrong
        for seat in self.shelves.seats(game.id):
            self.tell(f"player:{seat}")
        self.tell(f"desk:{room.id}")
        return status

    def tell_all(self, room: Room) -> None:
        """Tell all of a room that something is new."""
        self.tell(f"desk:{room.id}")
        for player in self.shelves.players(room.id):
            self.tell(f"player:{player.id}")
