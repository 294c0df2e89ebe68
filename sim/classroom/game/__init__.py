"""A talk with people in one or both chairs: the engine and rules of a run, in one world; see `game`."""

from sim.classroom.game.game import PersonsGame as Game
from sim.classroom.game.moves import Move, Side

__all__ = ["Game", "Move", "Side"]
