"""A short run: a copy of this process plays it while what draws and words it is imported here, which takes as long."""

import pickle
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.runs.chunk import RunSettings
    from sim.runs.run import Outcome
    from sim.scenario.loading import LoadedScenario

FEW = 100  # worlds that are played in less time than the import takes
WORDED = (
    "sim.reporting.figures.brief",
    "sim.reporting.report.run_report",
    "sim.reporting.diary_page",
    "sim.reporting.run_text",
    "sim.analysis.prediction_table",
)


def is_short(settings: "RunSettings") -> bool:
    """Return whether a run is of a few worlds, played at once."""
    return settings.worlds <= min(FEW, settings.chunk)


def play_beside_import(loaded: "LoadedScenario", settings: "RunSettings") -> "Outcome":
    """Play a short run, and have imported what draws and words it; see `sim.runs.run.play`.

    What this machine's functions give, which needs SciPy as the play does, is found beside it too.
    """
    from sim.cli.figures import import_figures
    from sim.core.arithmetic import arithmetic_digest, keep_digest
    from sim.core.fork import work_beside
    from sim.runs.chunk import play_chunk_of_run
    from sim.runs.run import combine

    settings.check()
    played = work_beside(lambda: [pickle.dumps(play_chunk_of_run(loaded, settings, 0)), arithmetic_digest().encode()])
    import_figures()
    for name in WORDED:
        import_module(name)
    chunk, digest = played()
    keep_digest(digest.decode())
    return combine(loaded, settings, [pickle.loads(chunk)])
