"""The scenarios that a server offers by name: those that are shipped, and files named when it was started.

A name is that of the file without its ending; a file named at the start stands in the place of a shipped one.
"""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.classroom.room.refusals import BAD, Refusal
from sim.runs.provenance import text_hash
from sim.scenario.loading import LoadedScenario, load
from sim.scenario.reading.yaml_data import to_yaml
from sim.scenario.schema.party_names import party_keys, usual_parties
from sim.scenario.shipped import shipped_folder, shipped_names

FIRST = "baseline"  # is offered first where no file was named
SWEEP = "sweep:"  # a line that begins so makes a file a plan of many runs, of which none is played here


class Scenarios:
    """Names of scenarios, and what they are; ScenarioError for a file of one's own that is at fault."""

    def __init__(self, own: Sequence[Path] = ()) -> None:
        self._files = {**shipped_scenarios(), **{file.stem: file for file in own}}
        self._lock = threading.Lock()
        self._loaded: dict[str, LoadedScenario] = {}
        self.own = tuple(file.stem for file in own)
        self.first = own[0].stem if own else FIRST
        for file in own:
            self.find_loaded(file.stem)

    @property
    def names(self) -> list[str]:
        """The names, the one that is offered first at the head."""
        return sorted(self._files, key=lambda name: (name != self.first, name))

    def find_loaded(self, name: str) -> LoadedScenario:
        """Return a scenario, read when first asked for; Refusal for a name that is not offered."""
        if name not in self._files:
            raise Refusal(BAD, f"no scenario {name[:60]!r} is offered here; there are {', '.join(self.names)}")
        with self._lock:
            if name not in self._loaded:
                self._loaded[name] = load(self._files[name])
            return self._loaded[name]

    def fingerprint(self, name: str) -> str:
        """Return the SHA-256 of what a scenario says; comments, layout and what its parties are called aside."""
        return text_hash(to_yaml(data_of_play(self.find_loaded(name).data)))


def data_of_play(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a scenario as far as they bear on play: of its parties the keys, where they are not the usual.

    So a room that was kept before scenarios named their parties is gone on with.
    """
    keys = party_keys(data)
    others = {name: held for name, held in data.items() if name != "parties"}
    return others if keys == tuple(usual_parties()) else others | {"parties": list(keys)}


def shipped_scenarios() -> dict[str, Path]:
    """Return the files of the shipped scenarios that can be played, by name."""
    files = (shipped_folder() / name for name in shipped_names())
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    return {file.stem: file for file, text in texts.items() if not any(map(is_sweep_line, text.splitlines()))}


def is_sweep_line(line: str) -> bool:
    """Return whether a line begins the plan of a sweep."""
    return line.startswith(SWEEP)
