"""The talks as a Mesa user meets them: one model that holds many parallel worlds.

What a day is stands in `sim.model.play`, which needs no Mesa.
"""

from pathlib import Path
from typing import Any, Unpack

import mesa

from sim.core.chance import Chance
from sim.core.worlds import Array, Flags
from sim.model.agents.administration import Administration
from sim.model.agents.carmaker import Carmaker
from sim.model.agents.delegation import Delegation
from sim.model.agents.government import Government
from sim.model.agents.mesa_agents import let_go, number_agent, parties_in
from sim.model.arguments import Arguments, NamedArguments, Seed, read_arguments, scenario_of
from sim.model.asked_changes import ChangeBy, asked_change
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
    rng       seed of the random numbers, a whole number from 0 up, also called `seed`; None, the scenario's own; text
              of a number is one too, as pages hand it over
    first     number of the first world: world 7 is the same alone, or as the eighth of ten
    records   what is written down day by day; None, everything of every world
    chance    the random draws in place of a seed, where a sweep holds quantities or shares worlds between points
    collect   whether `datacollector` collects at the end of each day (see sim.model.collecting)
    scenario  a scenario of Mesa's own, or its class: parameters and a seed, see sim.model.arguments

    `seed` is no parameter by name, as Mesa's newer batch runner would put None in place of one that is swept; and what
    takes it is called `kwargs`, as Mesa 3.3's page takes any other name for a parameter that is missing.
    ValueError or TypeError for what is no such number or scenario.
    """

    running: bool

    def __init__(
        self,
        spec: Scenario | LoadedScenario | str | Path | None = None,
        worlds: int = 1,
        rng: Seed = None,
        first: int = 0,
        records: Records | None = None,
        chance: Chance | None = None,
        collect: bool = True,
        **kwargs: Unpack[NamedArguments],
    ) -> None:
        stated = Arguments(spec, rng, worlds, first)
        asked, bundle = read_arguments(stated, type(self).__init__ is not Talks.__init__, **kwargs)
        spec = scenario_of(asked.spec)
        chance = chance or asked.begin_chance(spec)
        super().__init__(**begin_model(bundle, chance.seed))
        kept = records or Records(daily=chance.worlds, in_full=chance.worlds, first=asked.first)
        self.play = Play(spec, chance, asked.first, kept, parties_in(self))
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

    def change_figure(self, path: str, where: Flags | None = None, **by: Unpack[ChangeBy]) -> None:
        """Change a figure of the scenario, as an event on the next day that is lived would: `set`, `scale` or `add`.

        path    of the figure, dotted, of those that events may change, as deadline.common
        where   worlds in which it changes, (worlds,); None, in all
        by      one of the three, a number or one for each world, (worlds,), in the figure's unit

        The figure stays within its bounds; what everybody knows of it changes likewise.  ValueError for a path or a
        change that an event could not have.
        """
        self.state.asked.append(asked_change(self.spec, path, self.worlds, where, by))

    def register_agent(self, agent: mesa.Agent) -> None:
        """Take an agent in, also one of a class of yours: its number follows those of the parties."""
        super().register_agent(agent)
        number_agent(self, agent)

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
        """The state of the parties' talks in every world, and what was signed."""
        return self.state.main.ledger

    @property
    def party_a(self) -> Delegation:
        """Party A's delegation at the parties' table."""
        return self.state.main.party_a

    @property
    def party_b(self) -> Delegation:
        """Party B's delegation."""
        return self.state.main.own

    @property
    def administration(self) -> Administration:
        """Party A's administration."""
        return self.state.administration

    @property
    def government(self) -> Government:
        """Party B's government."""
        return self.state.government

    @property
    def makers(self) -> list[Carmaker]:
        """The carmakers, in the order of the scenario."""
        return self.state.makers

    @property
    def mandate(self) -> Array:
        """The table of whoever governs party B under today's pressure, (worlds, issues, levels)."""
        return self.state.main.mandate

    def release(self) -> None:
        """Let everything go: model and agents hold each other, and some versions of Mesa keep every model alive."""
        let_go(self)
        for agent in [*self.agents]:
            agent.__dict__.clear()
        self.__dict__.clear()


def begin_model(bundle: Any, seed: int) -> dict[str, Any]:
    """Return what Mesa's own model is made with: a scenario where there is one and Mesa knows them, else the seed."""
    return {"rng": seed} if bundle is None or not hasattr(mesa.Model, "scenario") else {"scenario": bundle}
