"""The game of a table, made from its moves: the one of `sim.classroom.game`, the only place here that names it."""

from collections.abc import Sequence
from typing import cast

from sim.classroom.game.game import Game, Move
from sim.classroom.room.records import MoveRecord
from sim.classroom.room.tables import PlayedGame
from sim.scenario.loading import LoadedScenario


def make_game(
    loaded: LoadedScenario, seed: int, world: int, people: Sequence[str], moves: Sequence[MoveRecord]
) -> PlayedGame:
    """Return a game that stands where the moves have brought it."""
    told = [(move.side, Move(move.kind, move.package, move.binding)) for move in moves]
    return cast("PlayedGame", Game.restored(loaded, seed, world, people, told))
