"""The talks: one Mesa model that holds many parallel worlds.

The order of one day:

1. events of the day, in file order; then a neighbour's day, if one is played: its deal is an event of that day
2. polls move; on election day a winner takes over (ties go to the first candidate)
3. carmakers act
4. mandates update: pressure, precedent, who governs
5. if a meeting is due and not put off, the proposer tables an offer, the other accepts or not, both learn
6. signature: terms, day, and the vote it waits for (one signature a world and day at most)
7. ratification votes due today; what fails is void and the talks are open again, and so is a deal in
   force that a party breaks at a review
8. deadline: extend, lapse or break down (a deal on the last day comes before the lapse)
9. flows accrue, records are kept
"""

import mesa
import numpy as np

from sim.bargaining.status_quo import StatusQuo, StatusQuoValues
from sim.core.chance import Chance, Luck
from sim.core.dates import DAYS_PER_YEAR
from sim.core.worlds import Array, Flags, Whole, distinct_numbers
from sim.model.agents.administration import Administration
from sim.model.agents.carmaker import Carmaker
from sim.model.agents.delegation import Delegation
from sim.model.agents.government import Government
from sim.model.deadline import close, vote
from sim.model.draws import agenda, calendar, car_prices, drawn
from sim.model.enforcement import review
from sim.model.events import happen, happenings
from sim.model.industry import Industry
from sim.model.ledger import Ledger
from sim.model.meeting import Meeting
from sim.model.neighbour.talks import beside
from sim.model.recording import record_offer, series
from sim.model.records import Records, where
from sim.model.shocks import opened
from sim.model.signature import sign
from sim.model.valuation import Facts, Peers, believed
from sim.politics.lobbying import LobbiedTable
from sim.scenario.schema.scenario import Scenario


class Talks(mesa.Model):
    """Delegations, governments and carmakers in `worlds` parallel worlds, from world `first` on."""

    def __init__(
        self, spec: Scenario, worlds: int = 1, seed: Luck = None, first: int = 0, records: Records | None = None
    ) -> None:
        chance = seed if isinstance(seed, Chance) else Chance(spec.seed if seed is None else seed, first, worlds)
        super().__init__(rng=chance.seed)
        self.spec, self.worlds, self.first, self.day = spec, worlds, first, 0
        self.chance = chance
        self.drawn, self.draws = drawn(spec, chance)
        self.calendar, self.agenda = calendar(spec.calendar), agenda(spec.issues)
        self.records = records or Records(kept=worlds, told=worlds, first=first)
        self.ledger = Ledger(worlds, len(self.agenda.issues), self.agenda.most_levels, self.calendar.deadline)
        self.events = happenings(self.drawn.events, self.calendar, self.chance)
        self.known_luck: dict[str, Array] = {}
        self.shaken = False  # whether an event has happened today
        self._seat()

    def _seat(self) -> None:
        """Bring in the agents and work out the first tables."""
        shared = self.drawn.industry
        self.place = self.agenda.place_of(shared.tariff)
        cars = car_prices(self.spec, self.drawn)
        flows, market = [part.flows for part in self.drawn.issues.values()], self.drawn.market
        self.terms = StatusQuo.from_agenda(self.agenda, self.worlds)
        shut = {self.agenda.place_of(name): np.ones(self.worlds, dtype=bool) for name in opened(self.spec.events)}
        self.facts = Facts(self.agenda, flows, self.place, self.worlds, cars, market.tariffs, market.dutiable, shut)
        self.peers = Peers.none(self.drawn.precedent.tariffs, self.worlds)
        self.fixed = {side: self._fixed(side) for side in ("us", "korea")}
        self.administration = Administration(self, self.facts)
        self.government = Government(self, self.facts)
        held = self.drawn.korea
        bidding = [held.governments[name].tactic or held.tactic for name in self.government.names]
        self.us = Delegation(self, "us", [self.drawn.us.tactic], moving=())
        self.korea = Delegation(self, "korea", bidding, moving=(self.place,))
        self.industry = Industry(self, cars)
        rules = self.spec.deadline  # records end on a fixed day, so that they do not depend on the chunk
        longest = self.calendar.deadline + rules.most * rules.extension_days + rules.after_lapse.days
        vote_day = self.government.day_of_vote or 0
        self.kept_until = self.calendar.day_number(self.spec.enforcement.until) if self.spec.enforcement else -1
        last = longest if self.records.kept else 0
        self.records_until = max(self.industry.accounts_until, vote_day, self.kept_until, last)
        self.first_gap: Array = np.full(self.worlds, np.nan)
        self.offered = {side: np.full(self.worlds, np.nan) for side in ("us", "korea")}
        self.weigh()
        self.neighbour = beside(self)
        self.industry.begin(self.ledger.end / DAYS_PER_YEAR, lambda day: cars.no_deal)

    @property
    def makers(self) -> list[Carmaker]:
        """The carmakers, in the order of the scenario."""
        return self.industry.makers

    def _fixed(self, side: str) -> Array:
        """Return a side's table by the yardstick's weights, (worlds, issues, levels)."""
        return self.facts.table({c: np.full(self.worlds, w) for c, w in getattr(self.spec.yardstick, side).items()})

    # --- the day --------------------------------------------------------------------------------

    def step(self) -> None:
        """Live one day; the numbers are those of the module's list."""
        happen(self)  # 1
        self.neighbour.step()
        self.elect()  # 2
        wait = np.maximum(self.ledger.end - self.day, 0.0) / DAYS_PER_YEAR
        self.industry.face(self.facts.cars, self.in_force(self.place), self.ledger.live, wait)
        self.agents_by_type[Carmaker].do("act")  # 3
        self.update()  # 4
        self.meet()  # 5, 6
        vote(self)  # 7
        review(self)
        close(self)  # 8
        self.accrue()  # 9
        self.day += 1
        self.running = self.neighbour.open or bool(self.ledger.open.any()) or self.day <= self.records_until

    def elect(self) -> None:
        """Let a day of the race pass; note the winner on election day."""
        house = self.government
        house.campaign()
        if self.day == house.day_of_vote:
            winners = np.array(house.names)[house.governing]
            rows = where(self.ledger.open)
            self.records.tell(self.day, "election", rows, winner=winners[rows], formed=house.formed[rows])

    def weigh(self) -> None:
        """Work out flows and tables anew."""
        self.idle = StatusQuoValues(self.terms)
        self.facts.update()
        self.industry.weigh(self.facts.cars, self.hoped())
        self.administration.weigh(self.peers)
        self.government.weigh(self.peers)
        self.update()

    def update(self) -> None:
        """Bring Korea's mandate up to date with pressure and with who governs, while anything is or may be open."""
        if not self.ledger.open.any() and self.day > self.kept_until:
            return
        house = self.government
        if house.changed:
            self.pressed = LobbiedTable(house.own, house.relief, self.place, self.terms)
        self.pressed.set_pressure(self.drawn.industry.lobby * self.industry.pressure)
        self.idle.set_values(self.pressed.current, self.pressed.status_quo_values())
        if house.changed:
            self.us.set_tables(self.administration.signed, house.public)
            self.korea.set_tables(self.mandate, self.administration.public)
            house.changed = False
        fresh = where(self.ledger.open & (house.formed == self.day))
        for side, party in (("us", self.us), ("korea", self.korea)) if len(fresh) else ():
            self.offered[side][fresh] = np.nan
            party.restart(fresh)

    def meet(self) -> None:
        """Hold the meetings that are due."""
        rows = where(self.neighbour.receives(self.ledger.live & self.calendar.meeting_due(self.day, self.ledger.end)))
        if not len(rows):
            return
        first = self.proposes()[rows]
        meeting = Meeting(self, rows, first)
        self.ledger.rounds[rows] += 1
        meeting.exchange(0, where(first))
        meeting.exchange(1, where(~first))

    def accrue(self) -> None:
        """Add the day's flows of the terms in force to what waiting has brought; keep records."""
        ledger, live = self.ledger, self.ledger.live
        if live.any():
            for side, table in (("us", self.administration.standing), ("korea", self.pressed.current)):
                paused, lapsed = self.idle.of_table(table)
                flow = np.where(ledger.lapsed, lapsed, paused) / DAYS_PER_YEAR
                np.add(ledger.waiting[side], flow, out=ledger.waiting[side], where=live)
            spent = self.government.fiscal * sum(maker.helped_today for maker in self.makers)
            np.subtract(ledger.waiting["korea"], spent, out=ledger.waiting["korea"], where=live)
        if self.records.kept and self.day <= self.records_until:
            self.records.day(series(self))

    # --- what the agents ask --------------------------------------------------------------------

    def luck(self, name: str, occasion: Whole) -> Array:
        """Return one uniform a world, (worlds,), for its own occasion: its first, its second ..."""
        found = np.zeros(self.worlds)
        for k in distinct_numbers(occasion):
            key = f"{name}.{k}"
            if key not in self.known_luck:
                self.known_luck[key] = self.chance.uniform(key)
            found = np.where(occasion == k, self.known_luck[key], found)
        return found

    def proposes(self) -> Flags:
        """Return where the U.S. proposes today, (worlds,)."""
        protocol = self.drawn.calendar.proposer
        if protocol.coin is not None:
            return np.asarray(self.chance.uniform(f"proposer.day{self.day}") < protocol.coin)
        if protocol.alternate:
            return np.asarray(self.ledger.rounds % 2 == 0)
        return np.full(self.worlds, bool(protocol.us))

    def belief(self, party: Delegation, rows: Whole) -> Array:
        """Return a party's belief that the deadline in force will be moved, (worlds,)."""
        warned = (self.ledger.extensions[rows] > 0) | self.ledger.warned[rows]
        held = np.where(warned, party.trust.later[rows], party.trust.first[rows])
        possible = ~self.ledger.lapsed[rows] & (self.ledger.extensions[rows] < self.spec.deadline.most)
        return np.where(possible, held, 0.0)

    def expected_extension(self, party: Delegation, rows: Whole) -> Array:
        """Return the days by which a party expects the deadline to be moved, (worlds,)."""
        return self.belief(party, rows) * self.spec.deadline.extension_days

    @property
    def mandate(self) -> Array:
        """The table of whoever governs Korea under today's pressure, (worlds, issues, levels)."""
        return self.pressed.table

    def in_force(self, place: int) -> Whole:
        """Return the level in force on one issue, (worlds,)."""
        idle = np.where(self.ledger.lapsed, self.terms.lapsed[:, place], self.terms.now[:, place])
        return np.where(self.ledger.agreed, self.ledger.package[:, place], idle)

    def hoped(self) -> Array:
        """Return the car tariff that markets hope for from a deal, percent, (worlds,): at most that of no deal."""
        rules, name = self.drawn.precedent, self.agenda.names[self.place]
        lapsed = 100 * self.facts.cars.levels[self.facts.cars.no_deal]
        if name not in rules.tariffs:
            return np.full(self.worlds, lapsed)
        return np.asarray(np.minimum(believed(rules, self.peers)[name][0], lapsed))

    # --- what the meeting reports ---------------------------------------------------------------

    def record_offer(self, rows: Whole, side: int, offer: Whole, accepted: Flags) -> None:
        """Take note of an offer."""
        record_offer(self, rows, side, offer, accepted)

    def sign(self, rows: Whole, side: int, offer: Whole, values: dict[str, Array]) -> None:
        """Enter signatures into the ledger."""
        sign(self, rows, side, offer, values)

    def release(self) -> None:
        """Let everything go: model and agents hold each other, and some versions of Mesa keep every model alive."""
        ids = getattr(mesa.Agent, "_ids", None)
        if ids is not None:
            ids.pop(self, None)
        for agent in [*self.agents]:
            agent.__dict__.clear()
        self.__dict__.clear()
