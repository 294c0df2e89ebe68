"""Scenarios that were read before are not read again while their files are as they were.

Those with a sweep are: their points may stand in files of their own.
"""

import pickle
from dataclasses import dataclass, replace
from pathlib import Path

from sim.scenario.loading import LoadedScenario, load
from sim.scenario.reading.sources import Sources, watch_sources

MOST_KEPT = 8


@dataclass(frozen=True)
class KeptScenario:
    """A scenario as it was read, the files that it was read from, and its plain data, of which each use has a copy."""

    sources: Sources
    loaded: LoadedScenario
    data: bytes


_kept: dict[tuple[str, str], KeptScenario] = {}  # working folder and name -> the last used last


def load_kept(path: str | Path) -> LoadedScenario:
    """Return the scenario in a file, and in those it extends, as `load` does; ScenarioError with every fault."""
    key = str(Path.cwd()), str(path)
    kept = _kept.pop(key, None)
    if kept is None or not kept.sources.are_as_they_were():
        with watch_sources() as sources:
            loaded = load(path)
        kept = KeptScenario(sources, loaded, pickle.dumps(loaded.data))
    if kept.loaded.scenario.sweep is None:
        _kept[key] = kept
        for oldest in list(_kept)[:-MOST_KEPT]:
            _kept.pop(oldest, None)
    return replace(kept.loaded, data=pickle.loads(kept.data))
