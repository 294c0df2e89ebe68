"""Ninety days: the 2025 U.S.-South Korea tariff talks, played in many parallel worlds.

import sim
outcome = sim.run("scenarios/baseline.yaml", worlds=2000, seed=1)
outcome.table.to_pandas()

model = sim.Talks(sim.load("scenarios/baseline.yaml").scenario, worlds=1)   # a Mesa model
model.step()
"""

from importlib import import_module
from typing import Any

__all__ = ["Outcome", "ScenarioError", "Talks", "compare", "load", "open_sweep", "resume_sweep", "run", "sweep"]

_PLACES = {
    "load": "sim.scenario.loading",
    "ScenarioError": "sim.scenario.faults",
    "run": "sim.runs.run",
    "Outcome": "sim.runs.run",
    "Talks": "sim.model.talks",
    "compare": "sim.analysis.compare",
    "open_sweep": "sim.sweeps.storage.reader",
    "resume_sweep": "sim.sweeps.sweep",
    "sweep": "sim.sweeps.sweep",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for, when it is asked for: Mesa takes a second."""
    if name not in _PLACES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
