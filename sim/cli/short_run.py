"""A short run: a copy of this process plays it while what draws its figures is imported here, which takes longer."""

import pickle
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.runs.chunk import RunSettings
    from sim.runs.run import Outcome
    from sim.scenario.loading import LoadedScenario

FEW = 100  # worlds that are played in less time than the import takes


def is_short(settings: "RunSettings") -> bool:
    """Return whether a run is of a few worlds, played at once."""
    return settings.worlds <= min(FEW, settings.chunk)


def play_beside_import(loaded: "LoadedScenario", settings: "RunSettings") -> "Outcome":
    """Play a short run, and have imported what draws figures; see `sim.runs.run.play`."""
    from sim.cli.figures import import_figures
    from sim.core.fork import work_beside
    from sim.runs.chunk import play_chunk_of_run
    from sim.runs.run import combine

    settings.check()
    played = work_beside(lambda: [pickle.dumps(play_chunk_of_run(loaded, settings, 0))])
    import_figures()
    return combine(loaded, settings, [pickle.loads(played()[0])])
