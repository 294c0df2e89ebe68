"""What the equilibrium of the offers game would have been in a game's world, with all cards on the table.

It is that of `sim.analysis.talks_game`: from the day the talks open, by the tables of that day, with the luck of the
run as to who makes the offers and who wins the vote.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.bargaining.sides import SIDES
from sim.classroom.game.sight import round_value
from sim.classroom.game.words import package_texts

if TYPE_CHECKING:
    from sim.classroom.game.game import PersonsGame


def equilibrium_of(game: "PersonsGame", words: dict[str, Any]) -> dict[str, Any] | None:
    """Return date, values to both by the tables of the day the talks open, and terms; None where nothing is signed."""
    from sim.analysis.talks_game import TalksGame  # with Mesa, which takes a second to import: asked for after the end

    theory = TalksGame(game.loaded.scenario, 1, game.seed, game.world)
    columns = theory.columns(np.array([int(game.play.state.voting.elected[0])]))
    theory.model.release()
    found = {name.removeprefix("equilibrium_"): column[0].as_py() for name, column in columns.items()}
    if not found["agreed"]:
        return None
    agenda = game.play.state.main.agenda
    package = [
        issue.levels.index(found[issue.name]) if found[issue.name] is not None else issue.lapsed
        for issue in agenda.issues
    ]
    return {
        "date": game.play.setting.calendar.date(found["day"]).isoformat(),
        "values": {side: round_value(found[f"{side}_value"]) for side in SIDES},
        "terms": package_texts(words, agenda, package),
    }
