"""Scenarios in the same worlds, played one after the other: rows only, without daily series and logs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from sim.analysis.compare import ComparedRun, require_same_worlds
from sim.core.backend import WORLDS_FOR_KERNELS, backend, quickest_for
from sim.core.processes import usable_cores
from sim.runs.chunk import RunSettings, Tick
from sim.runs.run import chunk_size, play, worker_count
from sim.scenario.kept import load_kept
from sim.scenario.loading import LoadedScenario
from sim.scenario.schema.scenario import Scenario


@dataclass(frozen=True)
class PlayedWorlds:
    """How many worlds of which seed are played, and the number of the first."""

    worlds: int
    seed: int
    first: int = 0


def read_scenario(scenario: str | Path | LoadedScenario) -> LoadedScenario:
    """Return a scenario that is a file or has been read; ScenarioError with every fault."""
    return scenario if isinstance(scenario, LoadedScenario) else load_kept(scenario)


def stem_of(loaded: LoadedScenario) -> str:
    """Return a scenario's name without its folder."""
    return Path(loaded.name).stem


def play_subsets(
    scenarios: Sequence[LoadedScenario], played: PlayedWorlds, tick: Tick | None = None
) -> list[tuple[Scenario, pa.Table]]:
    """Return each scenario with its rows, all of the same worlds; UserError if a world broke a rule in some."""
    found = []
    with quickest_for(played.worlds * len(scenarios)):
        workers = worker_count_for(played.worlds)
        size = chunk_size(played.worlds, workers)
        settings = RunSettings(played.worlds, played.seed, played.first, size, daily=0, in_full=0)
        for place, loaded in enumerate(scenarios):
            rows = play(loaded, settings, share_of(tick, place, len(scenarios)), workers).worlds
            found.append((loaded.scenario, rows))
    require_same_worlds([ComparedRun(f"run {k}", spec, rows, played.seed) for k, (spec, rows) in enumerate(found)])
    return found


def worker_count_for(worlds: int) -> int:
    """Return how many processes, or threads in a short run by kernels, share the chunks of each scenario."""
    return usable_cores() if backend() == "numba" and worlds >= WORLDS_FOR_KERNELS else worker_count(worlds)


def share_of(tick: Tick | None, place: int, runs: int) -> Tick | None:
    """Return what is called with the share of one run, of so many, that is done."""
    return None if tick is None else lambda share: tick((place + share) / runs)
