"""The talks: one Mesa model that holds many parallel worlds.

The order of one day is data, `DAY`:

1. events of the day, in file order; then a day of the other partners' talks, if any are played: their deals
   are events of that day
2. polls move; on election day a winner takes over (ties go to the first candidate)
3. carmakers act
4. mandates update: pressure, precedent, who governs
5. if a meeting is due and not put off, the proposer tables an offer, the other accepts or not, both learn
6. signature: terms, day, and the vote it waits for (one signature a world and day at most);
   where a scenario has stages, a day of deals that are signed but not whole (see `sim.model.stages.day`)
7. ratification votes due today; what fails is void and the talks are open again, and so is a deal in
   force that a party breaks at a review
8. deadline: extend, lapse or break down (a deal on the last day comes before the lapse)
9. flows accrue, records are kept
"""

from collections.abc import Callable
from pathlib import Path
from typing import Unpack

import mesa

from sim.core.chance import Chance
from sim.core.worlds import Array
from sim.model.agents.administration import Administration
from sim.model.agents.carmaker import Carmaker
from sim.model.agents.delegation import Delegation
from sim.model.agents.government import Government
from sim.model.arguments import NamedSeed, Seed, chance_of, scenario_of, seed_of
from sim.model.collecting import collector_of
from sim.model.deadline import deadline_day
from sim.model.election import campaign
from sim.model.enforcement import check_compliance
from sim.model.events import apply_events
from sim.model.invariants.books import check_books
from sim.model.invariants.daily import check_day
from sim.model.ledger import Ledger
from sim.model.mandates import revalue, update_mandates
from sim.model.partners.day import partners_day
from sim.model.ratification import hold_votes
from sim.model.recording import end_of_day
from sim.model.records import Records
from sim.model.setting import Setting
from sim.model.signature import meet
from sim.model.stages.day import stages_day
from sim.model.stages.weighing import weigh_deals
from sim.model.state import State, begin, wait_for_change
from sim.scenario.loading import LoadedScenario
from sim.scenario.schema.scenario import Scenario


def carmakers_act(state: State) -> None:
    """Let the carmakers meet the tariffs in force and live the day."""
    korea, industry, values = state.korea, state.industry, state.values
    industry.set_tariff(values.cars, korea.in_force(values.tariff), korea.ledger.live, wait_for_change(state))
    for maker in state.makers:
        maker.act()
    if state.stages is not None and state.stages.refunds is not None:
        state.stages.refunds.add_day(industry)


DAY: tuple[tuple[str, Callable[[State], None]], ...] = (
    ("1 events", apply_events),
    ("1 rulings", weigh_deals),
    ("1 other partners", partners_day),
    ("2 polls and elections", campaign),
    ("3 carmakers", carmakers_act),
    ("3 invariants of the books", check_books),
    ("4 mandates", update_mandates),
    ("5 meetings, 6 signatures", meet),
    ("6 stages", stages_day),
    ("7 votes", hold_votes),
    ("7 reviews", check_compliance),
    ("8 deadlines", deadline_day),
    ("9 flows and records", end_of_day),
    ("9 invariants", check_day),
)


class Talks(mesa.Model):
    """Delegations, governments and carmakers in `worlds` parallel worlds, from world `first` on.

    spec      the scenario, as data or loaded, or the name of its file
    worlds    how many worlds are played side by side
    rng       seed of all luck, a whole number from 0 up, which may be called `seed` too; None, the scenario's own
    first     number of the first world: world 7 is the same alone, or as the eighth of ten
    records   what is written down day by day; None, everything of every world
    chance    the luck itself in place of a seed, where a sweep holds quantities or shares worlds between points
    collect   whether `datacollector` collects at the end of each day (see sim.model.collecting)

    `seed` is no parameter by name, as Mesa's newer batch runner would put None in place of one that is swept.
    ValueError or TypeError for what is no such number or scenario.
    """

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
        self.setting = Setting(spec, chance, first)
        kept = records or Records(daily=chance.worlds, in_full=chance.worlds, first=first)
        self.state = begin(self, self.setting, kept)
        revalue(self.state)
        if self.state.stages is not None and self.state.stages.text is not None:
            self.state.stages.text.revalue()  # on day 0, so that what opponent models begin with is that of any chunk
        cars = self.state.values.cars
        self.state.industry.live_until_day_0(wait_for_change(self.state), lambda day: cars.no_deal)
        self.datacollector = collector_of(self)
        self.collect = collect

    def step(self) -> None:
        """Live one day, unless the talks are over; the numbers of `DAY` are those of the module's list."""
        if self.running:
            for _, act in DAY:
                act(self.state)
            self.end_day()
        if self.collect:
            self.datacollector.collect(self)

    def end_day(self) -> None:
        """Go on to the next day, if anything is still to happen."""
        self.setting.day += 1
        self.running = self.state.is_played_on(self.setting.day)

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
        ids = getattr(mesa.Agent, "_ids", None)
        if ids is not None:
            ids.pop(self, None)
        for agent in [*self.agents]:
            agent.__dict__.clear()
        self.__dict__.clear()
