"""The talks as a Mesa user meets them: one model that holds many parallel worlds.

What a day is stands in `sim.model.play`, which needs no Mesa.
"""

from pathlib import Path
from typing import Unpack

import mesa

from sim.core.chance import Chance
from sim.core.worlds import Array
from sim.model.agents.administration import Administration
from sim.model.agents.carmaker import Carmaker
from sim.model.agents.delegation import Delegation
from sim.model.agents.government import Government
from sim.model.agents.mesa_agents import let_go, parties_in
from sim.model.arguments import NamedSeed, Seed, chance_of, scenario_of, seed_of
from sim.model.collecting import collector_of
from sim.model.ledger import Ledger
from sim.model.play import Play
from sim.model.records import Records
from sim.scenario.loading import LoadedScenario
from sim.scenario.schema.scenario import Scenario


class Talks(mesa.Model):
    """Delegations, governments and carmakers in `worlds` parallel worlds, from world `first` on.

    spec      the scenario, as data or loaded, or the name of its file
    worlds    how many worlds are played side by side
    rng       seed of the random numbers, a whole number from 0 up, also called `seed`; None, the scenario's own
    first     number of the first world: world 7 is the same alone, or as the eighth of ten
    records   what is written down day by day; None, everything of every world
    chance    the random draws in place of a seed, where a sweep holds quantities or shares worlds between points
    collect   whether `datacollector` collects at the end of each day (see sim.model.collecting)

    `seed` is no parameter by name, as Mesa's newer batch runner would put None in place of one that is swept.
    ValueError or TypeError for what is no such number or scenario.
    """

    running: bool

    def __init__(
        self,
        spec: Scenario | LoadedScenario | str | Path,
        worlds: int = 1,
        rng: Seed = None,
        first: int = 0,
        records: Records | None = None,
        chance: Chance | None = None,
        collect: bool = True,
        **named: Unpack[NamedSeed],
    ) -> None:
        spec = scenario_of(spec)
        chance = chance or chance_of(spec, seed_of(rng, **named), first, worlds)
        super().__init__(rng=chance.seed)
        kept = records or Records(daily=chance.worlds, in_full=chance.worlds, first=first)
        self.play = Play(spec, chance, first, kept, parties_in(self))
        self.setting, self.state = self.play.setting, self.play.state
        self.datacollector = collector_of(self)
        self.collect = collect

    def step(self) -> None:
        """Live one day, unless the talks are over."""
        if self.running:
            self.play.live_day()
            self.running = self.play.running
        if self.collect:
            self.datacollector.collect(self)

    def end_day(self) -> None:
        """Go on to the next day, if anything is still to happen."""
        self.play.end_day()
        self.running = self.play.running

    # --- what a reader asks ------------------------------------------------------------------------

    @property
    def spec(self) -> Scenario:
        """The scenario."""
        return self.setting.spec

    @property
    def worlds(self) -> int:
        """How many worlds are played."""
        return self.setting.worlds

    @property
    def day(self) -> int:
        """Today, counted from the beginning of the pause."""
        return self.setting.day

    @property
    def ledger(self) -> Ledger:
        """The state of Korea's talks in every world, and what was signed."""
        return self.state.korea.ledger

    @property
    def us(self) -> Delegation:
        """The U.S. delegation at Korea's table."""
        return self.state.korea.us

    @property
    def korea(self) -> Delegation:
        """The Korean delegation."""
        return self.state.korea.own

    @property
    def administration(self) -> Administration:
        """The U.S. administration."""
        return self.state.administration

    @property
    def government(self) -> Government:
        """The Korean government."""
        return self.state.government

    @property
    def makers(self) -> list[Carmaker]:
        """The carmakers, in the order of the scenario."""
        return self.state.makers

    @property
    def mandate(self) -> Array:
        """The table of whoever governs Korea under today's pressure, (worlds, issues, levels)."""
        return self.state.korea.mandate

    def release(self) -> None:
        """Let everything go: model and agents hold each other, and some versions of Mesa keep every model alive."""
        let_go(self)
        for agent in [*self.agents]:
            agent.__dict__.clear()
        self.__dict__.clear()
