"""The carmakers under a stated path of the tariff, without talks: a Mesa model of many worlds.

Useful to ask what a tariff does to those who pay it, whatever becomes of the negotiation.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import mesa
import numpy as np

from sim.core.chance import Chance
from sim.economy.market.tariff_cases import rates_by_region
from sim.model.agents.mesa_agents import Carmaker, let_go, parties_in
from sim.model.daily_series import MakerSeries
from sim.model.industry import Industry
from sim.model.invariants.books import broken_rules
from sim.model.invariants.rules import Breaches
from sim.model.invariants.treasuries import Treasuries
from sim.model.records import Records
from sim.model.setting import Setting
from sim.model.setup import car_market_at_levels
from sim.scenario.schema.scenario import Scenario

TariffPath = Sequence[tuple[date, float]]  # tariff on some cars, percent, from each date on


class TariffPathModel(mesa.Model):
    """Carmakers in `worlds` parallel worlds; before the first date of the path there is no deal.

    Others pay what the scenario's market says, up to the first date of their own path; the scenario's events do not
    happen.  `breaches` tells where a rule was broken.
    """

    def __init__(
        self,
        spec: Scenario,
        path: TariffPath,
        worlds: int = 1,
        seed: int | None = None,
        first: int = 0,
        records: Records | None = None,
        in_force: Mapping[date, date] | None = None,
        others: TariffPath = (),
    ) -> None:
        """Bring in market and makers, and live to day 0; in_force, dates of the path -> earlier ones they hold from.

        others, what cars from other countries overseas pay from each date after the pause began, in all.
        ValueError where some hold from an earlier date under a rule of stocks that has no lots, or without a market.
        """
        super().__init__(rng=spec.seed if seed is None else seed)
        self.setting = Setting(spec, Chance(spec.seed if seed is None else seed, first, worlds), first)
        self.path = sorted((self.setting.calendar.day_number(when), rate / 100) for when, rate in path)
        self.priced = car_market_at_levels(spec, self.setting.drawn, [rate for _, rate in self.path])
        self.others = {self.setting.calendar.day_number(when): rate for when, rate in others}
        self.records = records or Records(daily=worlds, in_full=0, first=first)
        self.industry = Industry(self.setting, self.priced)
        day_number = self.setting.calendar.day_number
        self.in_force = {day_number(when): day_number(since) for when, since in (in_force or {}).items()}
        if self.in_force:
            self.industry.keep_entries()
        carmaker = parties_in(self).carmaker
        self.series = MakerSeries(self.industry, min(self.records.daily, worlds))
        self.records.put_off = self.series.complete
        self.makers = [carmaker(self.industry, place) for place in range(len(self.industry.names))]
        self.breaches = Breaches.none(worlds)
        self.treasuries: Treasuries | None = None
        self.never = np.zeros(worlds, dtype=bool)
        self.industry.talking = self.never
        self.industry.update_profits(self.priced, np.zeros(worlds))
        self.industry.live_until_day_0(np.zeros(worlds), self.level_place)

    @property
    def day(self) -> int:
        """Today, counted from the beginning of the pause."""
        return self.setting.day

    def level_place(self, day: int) -> int:
        """Return the place of a day's tariff among the levels."""
        begun = [place for place, (since, _) in enumerate(self.path) if since <= day]
        return len(self.priced.levels) - len(self.path) + begun[-1] if begun else self.priced.no_deal

    def step(self) -> None:
        """Live one day."""
        if self.day in self.others:
            self.set_tariff_of_others(self.others[self.day])
        level = np.full(self.setting.worlds, self.level_place(self.day))
        self.industry.set_tariff(self.priced, level, self.never, np.zeros(self.setting.worlds))
        if self.day in self.in_force:
            every = np.arange(self.setting.worlds)
            self.industry.set_rate(every, self.industry.tariff, np.full(len(every), float(self.in_force[self.day])))
        self.agents_by_type[Carmaker].do("act")
        self.check_books()
        if self.records.daily:
            self.add_daily_series()
        self.setting.day += 1
        self.running = self.day <= self.industry.accounts_until

    def set_tariff_of_others(self, rate: float) -> None:
        """Let cars from other countries overseas pay a tariff from today on, percent."""
        part, worlds = self.setting.drawn.market, self.setting.worlds
        regions = {region: np.full(worlds, rate) for region in part.tariffs if region not in part.dutiable}
        paid = rates_by_region(self.priced.market, {**part.tariffs, **regions}, part.dutiable)
        self.priced = self.priced.with_foreign_rates(np.arange(worlds), paid)
        self.industry.update_profits(self.priced, np.zeros(worlds))

    def check_books(self) -> None:
        """Take note of the worlds whose carmakers' day breaks a rule of `sim.model.invariants`."""
        self.treasuries = self.treasuries or Treasuries.before_today(self.industry)
        for rule, flags in broken_rules(self.industry, self.treasuries, self.day):
            self.breaches.note(flags, self.day, rule)

    def add_daily_series(self) -> None:
        """Write down the day's series."""
        values = np.empty((len(self.series.names), self.series.worlds), dtype=np.float32)
        self.series.write(values)
        self.records.add_day(self.series.names, values)

    def release(self) -> None:
        """Let the arrays go: some versions of Mesa keep every model alive."""
        let_go(self)
