"""The talks as Mesa's page plays them: a model made of what a page can say, texts and sliders, all with defaults.

One model holds some hundred worlds, of which one is shown; a second may be played beside it, day by day, in the
same luck.  Where no lever is moved, every world is that of `sim run` with the same seed, to the last digit.
"""

from typing import Any

from sim.classroom.dashboard.request import WORLDS, Request, read_request
from sim.classroom.dashboard.words import NOTHING
from sim.model.records import Records
from sim.model.talks import Talks
from sim.scenario.loading import LoadedScenario


class ShownTalks(Talks):
    """The talks in `worlds` worlds, of which one is told in full.

    file     name of the scenario
    seed     whole number from 0 up, as text; an empty one, the scenario's own
    shown    number of the world that is told, as text
    worlds   how many are played
    beside   what is played beside it: `nothing`, `this scenario, unchanged`, or the name of another
    kwargs   where the levers stand, by name (see sim.classroom.dashboard.levers), and `election`

    What cannot be used of these is said in `request.notes`; UserError where the scenario cannot be read.
    """

    def __init__(
        self,
        file: str = "baseline",
        seed: str = "",
        shown: str = "0",
        worlds: int = WORLDS,
        beside: str = NOTHING,
        **kwargs: Any,
    ) -> None:
        request = read_request(file, (seed, shown), worlds, beside, kwargs)
        super().__init__(request.loaded, worlds, request.seed, request.first, kept_in_full(request), collect=False)
        self.request = request
        self.other = None if request.beside is None else talks_beside(request.beside, request)

    def step(self) -> None:
        """Live one day, here and beside it."""
        if self.play.running:
            super().step()
        if self.other is not None:
            self.other.step()
        self.running = self.play.running or (self.other is not None and self.other.running)


def kept_in_full(request: Request) -> Records:
    """Return records of the worlds up to the shown one."""
    kept = request.place + 1
    return Records(daily=kept, in_full=kept, first=request.first)


def talks_beside(loaded: LoadedScenario, request: Request) -> Talks:
    """Return what is played beside: the same worlds in another scenario."""
    return Talks(loaded, request.worlds, request.seed, request.first, kept_in_full(request), collect=False)
