"""What a person may know today."""

from typing import TYPE_CHECKING, Any

from sim.classroom.game.meeting import moves_open

if TYPE_CHECKING:
    from sim.classroom.game.game import Game


def sight_of(game: "Game", side: int) -> dict[str, Any]:
    """Return all that a side may know today, as plain data."""
    day = game.play.setting.day
    awaited = game.awaited
    return {
        "date": game.play.setting.calendar.date(day).isoformat(),
        "day": day,
        "turn": game.turn,
        "moves": list(moves_open(awaited)) if awaited is not None and awaited.side == side else [],
    }
