"""Runs of shipped scenarios, played once and shared by the tests that read them."""

from functools import cache
from pathlib import Path

from sim.runs.run import OFFERS_KEPT, Outcome, run
from sim.scenario.loading import load

SCENARIOS = Path(__file__).parent.parent / "scenarios"
WORLDS = 2000


@cache
def played(name: str, *settings: str, worlds: int = WORLDS, seed: int = 1, told: int = OFFERS_KEPT) -> Outcome:
    """Return a shipped scenario played, with settings."""
    return run(load(SCENARIOS / f"{name}.yaml", settings), worlds, seed, told=told)
