"""The game of a table, made from its moves: the one of `sim.classroom.game`, the only place here that names it."""

from collections.abc import Sequence
from typing import Any, cast

from sim.classroom.game import Game, Move
from sim.classroom.room.records import MoveRecord
from sim.classroom.room.tables import PlayedGame
from sim.scenario.loading import LoadedScenario


def make_game(
    loaded: LoadedScenario, seed: int, world: int, people: Sequence[str], moves: Sequence[MoveRecord]
) -> PlayedGame:
    """Return a game that stands where the moves have brought it."""
    told: Any = [(move.side, Move(kind_of(move), move.package, move.binding)) for move in moves]
    chairs: Any = people
    return cast("PlayedGame", Game.restore(loaded, seed, world, chairs, told))


def kind_of(move: MoveRecord) -> Any:
    """Return the kind of a move, one of those that a game knows, as was checked when it came."""
    return move.kind
