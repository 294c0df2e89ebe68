"""The carmakers under a stated path of the tariff, without talks: a Mesa model of many worlds.

Useful to ask what a tariff does to those who pay it, whatever becomes of the negotiation.
"""

from collections.abc import Sequence
from datetime import date

import mesa
import numpy as np

from sim.core.chance import Chance
from sim.core.worlds import Array
from sim.model.agents.carmaker import Carmaker
from sim.model.draws import calendar, car_prices, drawn
from sim.model.industry import Industry
from sim.model.records import Records
from sim.scenario.schema.scenario import Scenario

Path = Sequence[tuple[date, float]]  # tariff on Korean cars, percent, from each date on


class Quarters(mesa.Model):
    """Carmakers in `worlds` parallel worlds; before the first date of the path there is no deal.

    Others pay what the scenario's market says; its events do not happen.
    """

    def __init__(
        self,
        spec: Scenario,
        path: Path,
        worlds: int = 1,
        seed: int | None = None,
        first: int = 0,
        records: Records | None = None,
    ) -> None:
        super().__init__(rng=spec.seed if seed is None else seed)
        self.spec, self.worlds, self.first, self.day = spec, worlds, first, 0
        self.drawn, self.draws = drawn(spec, Chance(spec.seed if seed is None else seed, first, worlds))
        self.calendar = calendar(spec.calendar)
        self.path = sorted((self.calendar.day_number(when), rate / 100) for when, rate in path)
        self.priced = car_prices(spec, self.drawn, [rate for _, rate in self.path])
        self.records = records or Records(kept=worlds, told=0, first=first)
        self.industry = Industry(self, self.priced)
        self.never = np.zeros(worlds, dtype=bool)
        self.industry.talking = self.never
        self.industry.weigh(self.priced, np.zeros(worlds))
        self.industry.begin(np.zeros(worlds), self.place)

    @property
    def makers(self) -> list[Carmaker]:
        """The carmakers, in the order of the scenario."""
        return self.industry.makers

    def place(self, day: int) -> int:
        """Return the place of a day's tariff among the levels."""
        begun = [place for place, (since, _) in enumerate(self.path) if since <= day]
        return len(self.priced.levels) - len(self.path) + begun[-1] if begun else self.priced.no_deal

    def step(self) -> None:
        """Live one day."""
        level = np.full(self.worlds, self.place(self.day))
        self.industry.face(self.priced, level, self.never, np.zeros(self.worlds))
        self.agents_by_type[Carmaker].do("act")
        if self.records.kept:
            self.records.day(self.series())
        self.day += 1
        self.running = self.day <= self.industry.accounts_until

    def series(self) -> dict[str, Array]:
        """Return the day's series, (worlds,) each."""
        return {f"{maker.name}_{what}": held for maker in self.makers for what, held in maker.daily().items()}

    def release(self) -> None:
        """Let the arrays go: some versions of Mesa keep every model alive."""
        ids = getattr(mesa.Agent, "_ids", None)
        if ids is not None:
            ids.pop(self, None)
