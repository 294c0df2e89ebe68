"""How a game ended."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.classroom.game.game import PersonsGame


def summary_of(game: "PersonsGame", side: str | None) -> dict[str, Any]:
    """Return how a game ended, for a side or for a teacher."""
    row: dict[str, Any] = game.outcome.worlds.to_pylist()[0]
    return {"row": row}
