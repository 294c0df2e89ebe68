"""Scenarios played in the same worlds: rows only, without daily series and logs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from sim.analysis.compare import ComparedRun, require_same_worlds
from sim.core.backend import backend, quickest_for
from sim.core.processor import usable_cores
from sim.core.threads import Look, map_in_threads
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

    def settings(self, workers: int) -> RunSettings:
        """Return the settings of a run by so many workers, of which rows alone are kept."""
        size = chunk_size(self.worlds, workers)
        return RunSettings(self.worlds, self.seed, self.first, size, daily=0, in_full=0)


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
    with quickest_for(played.worlds * len(scenarios)):
        beside = backend() == "numba" and len(scenarios) > 1 and worker_count(played.worlds) == 1
        tables = (play_beside if beside else play_in_turn)(scenarios, played, tick or (lambda share: None))
    found = [(loaded.scenario, rows) for loaded, rows in zip(scenarios, tables, strict=True)]
    require_same_worlds([ComparedRun(f"run {k}", spec, rows, played.seed) for k, (spec, rows) in enumerate(found)])
    return found


def play_in_turn(scenarios: Sequence[LoadedScenario], played: PlayedWorlds, tick: Tick) -> list[pa.Table]:
    """Return the rows of each scenario, played one after the other, a long run by several processes."""
    workers, tables = worker_count(played.worlds), []
    for place, loaded in enumerate(scenarios):
        tables.append(play(loaded, played.settings(workers), share_of(tick, place, len(scenarios)), workers).worlds)
    return tables


def play_beside(scenarios: Sequence[LoadedScenario], played: PlayedWorlds, tick: Tick) -> list[pa.Table]:
    """Return the rows of each scenario, played by threads: fewer and larger chunks than if these shared each run."""

    def work(loaded: LoadedScenario, look: Look) -> pa.Table:
        return play(loaded, played.settings(1), lambda share: look()).worlds

    return map_in_threads(work, scenarios, usable_cores(), lambda tables: tick(len(tables) / len(scenarios)))


def share_of(tick: Tick, place: int, runs: int) -> Tick:
    """Return what is called with the share of one run, of so many, that is done."""
    return lambda share: tick((place + share) / runs)
