"""Scenarios that were read before are not read again while their files are as they were.

Those with a sweep are: their points may stand in files of their own.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.scenario.loading import LoadedScenario, load
from sim.scenario.reading.sources import Sources, watch_sources

MOST_KEPT = 8

_kept: dict[tuple[str, str], tuple[Sources, LoadedScenario]] = {}  # working folder and name -> the last used last


def load_kept(path: str | Path) -> LoadedScenario:
    """Return the scenario in a file, and in those it extends, as `load` does; ScenarioError with every fault."""
    key = str(Path.cwd()), str(path)
    sources, loaded = _kept.pop(key, None) or (None, None)
    if sources is None or loaded is None or not sources.are_as_they_were():
        with watch_sources() as sources:
            loaded = load(path)
    if loaded.scenario.sweep is None:
        _kept[key] = sources, loaded
        for oldest in list(_kept)[:-MOST_KEPT]:
            _kept.pop(oldest, None)
    return replace(loaded, data=copy_data(loaded.data))


def copy_data(data: Any) -> Any:
    """Return plain data that may be written to without changing what is kept."""
    if isinstance(data, dict):
        return {key: copy_data(held) if isinstance(held, dict | list) else held for key, held in data.items()}
    return [copy_data(held) for held in data] if isinstance(data, list) else data
