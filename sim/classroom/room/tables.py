"""Games in memory: made when first looked at, from the moves in the store; one at a time touches a game.

Writing and playing of a move are one step under the lock of its game: the game plays the move, which refuses what is
illegal, the store commits it, and only then it is answered.  Where the commit fails, the game in memory is thrown away.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from sim.classroom.room.records import GameRecord, MoveRecord, Room
from sim.classroom.room.refusals import CONFLICT, MISSING, Refusal
from sim.classroom.room.scenarios import Scenarios
from sim.classroom.room.shelves import Shelves
from sim.core.errors import UserError
from sim.runs.run import Outcome
from sim.scenario.loading import LoadedScenario

KEPT = 400  # games in memory at most; of more, those not looked at longest are made anew when they are needed


class PlayedGame(Protocol):
    """What a table needs of a game; see `sim.classroom.game`."""

    chairs: tuple[str, str]
    due: frozenset[str]
    turn: int
    outcome: Outcome

    def sight(self, side: Any) -> dict[str, Any]:
        """Return what a side may know."""

    def move(self, side: Any, move: Any, turn: int) -> None:
        """Make a move; UserError where that is not allowed."""

    def estimate(self, side: Any, package: tuple[int, ...]) -> float | None:
        """Return what a side believes that a package is worth to the other one."""

    def brief(self, side: Any) -> dict[str, Any]:
        """Return what a side reads before it plays."""

    def summary(self, side: Any) -> dict[str, Any]:
        """Return what is told after the end."""

    def close(self) -> None:
        """Let go of the game."""


MakeGame = Callable[[LoadedScenario, int, int, Sequence[str], Sequence[MoveRecord]], PlayedGame]


@dataclass
class GameTable:
    """A place in memory for one game, with the lock of whoever touches it."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    game: PlayedGame | None = None


class Tables:
    """All games in memory, by their number in the store.

    stopped   why rooms cannot be gone on with, by their number; see `going_on`
    """

    def __init__(self, shelves: Shelves, scenarios: Scenarios, make: MakeGame, kept: int = KEPT) -> None:
        self.shelves, self.scenarios = shelves, scenarios
        self._make, self._kept = make, kept
        self._lock = threading.Lock()
        self._tables: OrderedDict[int, GameTable] = OrderedDict()
        self.stopped: dict[int, str] = {}

    def require_going(self, room: Room) -> None:
        """Raise Refusal for a room that cannot be gone on with."""
        if room.id in self.stopped:
            raise Refusal(CONFLICT, f"room {room.code} cannot be gone on with: {self.stopped[room.id]}")

    @contextmanager
    def touch(self, record: GameRecord, room: Room) -> Iterator[PlayedGame]:
        """Yield a game, which nobody else touches meanwhile; Refusal where its room cannot be gone on with."""
        table = self._table(record.id)
        with table.lock:
            if table.game is None:
                self.require_going(room)
                table.game = self._restore(record.id, room)
            yield table.game

    def _restore(self, number: int, room: Room) -> PlayedGame:
        """Return a game made from its moves; where they do not bring it to where it stood its room is stopped."""
        record = self.shelves.game(number)  # anew: it may have gone on until its lock was had
        if record is None:
            raise Refusal(MISSING, "there is no such game")
        loaded = self.scenarios.find_loaded(room.scenario)
        try:
            game = self._make(loaded, room.seed, record.world, record.people, self.shelves.moves(number))
        except Refusal:
            raise
        except UserError as wrong:
            raise self._stop(room, record, str(wrong)) from wrong
        status = status_of(game)
        if not record.status:
            self.shelves.set_status(number, status)
        elif record.status != status:
            game.close()
            raise self._stop(room, record, f"they lead to {status['date']}, not to {record.status['date']}")
        return game

    def _stop(self, room: Room, record: GameRecord, why: str) -> Refusal:
        """Stop a room whose kept moves do not give its games again, and return what is said of it."""
        self.stopped[room.id] = f"the moves of game {record.number} do not give it again: {why}"
        return Refusal(CONFLICT, self.stopped[room.id])

    def move(self, record: GameRecord, room: Room, move: MoveRecord) -> dict[str, Any]:
        """Make a move and write it; return how the game stands. Refusal where it is not allowed."""
        with self.touch(record, room) as game:
            try:
                game.move(move.side, move, move.turn)
            except Refusal:
                raise
            except UserError as wrong:
                raise Refusal(CONFLICT, str(wrong)) from wrong
            except BaseException:
                self._drop(record.id)
                raise
            try:
                status = status_of(game)
                self.shelves.add_move(move, status)
            except BaseException:
                self._drop(record.id)  # made anew from what the store holds
                raise
            return status

    def close(self) -> None:
        """Let go of all games."""
        with self._lock:
            tables, self._tables = list(self._tables.values()), OrderedDict()
        for table in tables:
            with table.lock:
                _close(table)

    def _table(self, number: int) -> GameTable:
        """Return the table of a game; those not looked at longest are put away where there are too many."""
        with self._lock:
            table = self._tables.setdefault(number, GameTable())
            self._tables.move_to_end(number)
            spare = list(self._tables.items())[: max(0, len(self._tables) - self._kept)]
            for other, held in spare:
                if held.lock.acquire(blocking=False):
                    _close(held)
                    del self._tables[other]
                    held.lock.release()
            return table

    def _drop(self, number: int) -> None:
        """Throw the game of a table away; to be called by who holds its lock."""
        with self._lock:
            table = self._tables[number]
        _close(table)


def _close(table: GameTable) -> None:
    """Let go of the game of a table."""
    if table.game is not None:
        table.game.close()
    table.game = None


def status_of(game: PlayedGame) -> dict[str, Any]:
    """Return how a game stands: whose move is awaited, its number, the day, and whether it is over."""
    side = min(game.due, default=game.chairs[1])
    sight = game.sight(side)
    return {"turn": game.turn, "due": sorted(game.due), "date": sight.get("date"), "over": not game.due}


def end_row(game: PlayedGame) -> dict[str, Any]:
    """Return the row of a game's world once it is over; the world's rest is lived for it, some tenths of a second."""
    return dict(game.outcome.worlds.slice(0, 1).to_pylist()[0])
