"""The scenarios that a server offers by name: read once, when first asked for."""

import threading
from pathlib import Path

from sim.classroom.room.refusals import BAD, Refusal
from sim.scenario.listing import known_scenarios
from sim.scenario.loading import LoadedScenario, load


class Scenarios:
    """Names of scenarios, and what they are; `own` are files named when the server was started."""

    def __init__(self, own: tuple[Path, ...] = ()) -> None:
        self._files = {**{name: Path(name) for name in known_scenarios()}, **{str(file): file for file in own}}
        self._lock = threading.Lock()
        self._held: dict[str, LoadedScenario] = {}
        self.first = str(own[0]) if own else "baseline.yaml"
        for file in own:
            self.loaded(str(file))

    @property
    def names(self) -> list[str]:
        """The names, that which is offered first at the head."""
        return sorted(self._files, key=lambda name: (name != self.first, name))

    def loaded(self, name: str) -> LoadedScenario:
        """Return a scenario; Refusal for a name that is not offered, ScenarioError for one at fault."""
        if name not in self._files:
            raise Refusal(BAD, f"no scenario {name[:60]!r} is offered here")
        with self._lock:
            if name not in self._held:
                self._held[name] = load(self._files[name])
            return self._held[name]
