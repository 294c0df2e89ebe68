"""Runs of shipped scenarios, played once and shared by the tests that read them."""

from functools import cache

from places import SCENARIOS

from sim.runs.run import TOLD, Outcome, run
from sim.scenario.loading import load

WORLDS = 2000


@cache
def played(name: str, *settings: str, worlds: int = WORLDS, seed: int = 1, told: int = TOLD) -> Outcome:
    """Return a shipped scenario played, with settings."""
    return run(load(SCENARIOS / f"{name}.yaml", settings), worlds, seed, told=told)
