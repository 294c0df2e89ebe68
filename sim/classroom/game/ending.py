"""What comes out of a game: the same object that a run of its world gives."""

from sim.model.play import Play
from sim.runs.chunk import RunSettings, ended_chunk
from sim.runs.run import Outcome, combine
from sim.scenario.loading import LoadedScenario


def outcome_of_game(loaded: LoadedScenario, seed: int, world: int, play: Play) -> Outcome:
    """Return what came out of a world, whose talks have been closed today: the days after are lived first."""
    play.end_day()
    while play.running:
        play.live_day()
    return combine(loaded, RunSettings(worlds=1, seed=seed, first=world, chunk=1, in_full=1), [ended_chunk(play)])
