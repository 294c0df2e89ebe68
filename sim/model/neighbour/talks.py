"""A neighbour's talks, played beside Korea's: Japan's, say, in the same worlds and with the same U.S.

Its day comes after the day's events and before Korea's meeting:

1. the tables follow the U.S. mandate and what others have signed by the evening before
2. where a meeting with it and one with Korea fall together, the U.S. receives Korea with the chance
   `attention`, else the neighbour; the other meeting is put off to the next day.  On the last day of a
   deadline in force the U.S. receives both
3. its meeting; a deal is signed and holds, as no vote of the neighbour's is played
4. a deal does what an event with a peer's terms does, on the same day: rates and pledge are a precedent,
   its cars pay its rate, and Korea's mandates are weighed anew
5. its deadline: the same day and the same rule as Korea's, and the same luck for the same extension, as
   extensions of 2025 were granted to many at once; only closeness is its own.  So the two are mostly
   moved together, yet neither depends on whether the other still talks

Closed worlds are never written again.
"""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.bargaining.session import SessionResult
from sim.bargaining.status_quo import StatusQuo, StatusQuoValues
from sim.core.worlds import Array, Flags, Whole
from sim.model.agents.envoy import Envoy
from sim.model.draws import agenda
from sim.model.events import follow
from sim.model.ledger import Deal, Ledger
from sim.model.neighbour.meeting import Visit, apart
from sim.model.neighbour.valuation import Tables, facts_of, precedents, same, weighed
from sim.model.records import where
from sim.model.valuation import Peers


class Nobody:
    """No neighbour: the U.S. receives Korea whenever a meeting is due."""

    open = False

    def step(self) -> None:
        """Let a day pass."""

    def receives(self, due: Flags) -> Flags:
        """Return where the U.S. receives Korea today, (worlds,), given where a meeting is due."""
        return due


class Neighbour:
    """The neighbour's talks in every world: two envoys, their tables, and a ledger of their own.

    waits, korea_waits       (worlds,)   whether a meeting was put off to the next day
    put_off, korea_put_off   (worlds,)   how often that was so
    first_gap                (worlds,)   how far apart the first exchange of offers was, nan before
    """

    tables: Tables

    def __init__(self, model: Any) -> None:
        self.model, self.part, self.worlds = model, model.drawn.neighbour, model.worlds
        self.chance, self.drawn, self.name = model.chance, model.drawn, model.drawn.neighbour.name
        self.agenda = agenda(model.spec.neighbour.issues)
        opening = model.calendar.day(self.part.talks)
        self.calendar = replace(model.calendar, talks=opening, also=frozenset())
        self.facts, self.terms = facts_of(model, self.agenda), StatusQuo.from_agenda(self.agenda, self.worlds)
        self.us = Envoy(model, "us", model.drawn.us, self.agenda)
        self.own = Envoy(model, self.name, self.part, self.agenda)
        self.ledger = Ledger(self.worlds, len(self.agenda.issues), self.agenda.most_levels, self.calendar.deadline)
        self.waits: Flags = np.zeros(self.worlds, dtype=bool)
        self.korea_waits, self.korea_comes = self.waits, self.waits
        self.put_off: Whole = np.zeros(self.worlds, dtype=np.int64)
        self.korea_put_off = self.put_off
        self.first_gap: Array = np.full(self.worlds, np.nan)
        self.weighed_by: Peers | None = None

    @property
    def day(self) -> int:
        """Today."""
        return int(self.model.day)

    @property
    def open(self) -> bool:
        """Whether it still talks, in any world."""
        return bool(self.ledger.live.any())

    def step(self) -> None:
        """Live one day; the numbers are those of the module's list."""
        if self.open:
            self.weigh()  # 1
        rows, first = where(self.divide()), self.proposes()  # 2
        if len(rows):
            self.meet(rows, first)  # 3, 4
        self.close()  # 5

    # --- the day --------------------------------------------------------------------------------

    def weigh(self) -> None:
        """Work out the tables anew after an event, and where others have signed while it still talks."""
        peers, before = precedents(self.model), self.weighed_by
        if before and not self.model.shaken and same(before, peers, self.ledger.live):
            return
        self.weighed_by = peers
        self.tables, self.idle = weighed(self.model, self.facts, peers), StatusQuoValues(self.terms)
        self.us.set_tables(self.tables.signed, self.tables.own_public)
        self.own.set_tables(self.tables.own, self.tables.public)

    def divide(self) -> Flags:
        """Divide the day between the two talks; return where the neighbour is received, (worlds,)."""
        talks, day = self.model.ledger, self.day
        due = self.ledger.live & (self.calendar.meets(day, self.ledger.end) | self.waits)
        korea_due = talks.live & (self.model.calendar.meets(day, talks.end) | self.korea_waits)
        clash = due & korea_due & (self.ledger.end > day) & (talks.end > day)
        korea = self.chance.uniform(f"neighbour.attention.day{day}") < self.part.attention
        self.waits, self.korea_waits = clash & korea, clash & ~korea
        self.put_off, self.korea_put_off = self.put_off + self.waits, self.korea_put_off + self.korea_waits
        self.korea_comes = korea_due & ~self.korea_waits
        for who, put_off in ((self.name, self.waits), ("korea", self.korea_waits)):
            self.model.records.tell(day, "put_off", where(put_off), who=who)
        return np.asarray(due & ~self.waits)

    def receives(self, due: Flags) -> Flags:
        """Return where the U.S. receives Korea today, (worlds,): where due, or put off, and not put off again."""
        return self.korea_comes

    def proposes(self) -> Flags:
        """Return where the U.S. makes today's offer, (worlds,), by the protocol of Korea's talks."""
        protocol = self.drawn.calendar.proposer
        if protocol.coin is not None:
            return np.asarray(self.chance.uniform(f"neighbour.proposer.day{self.day}") < protocol.coin)
        if protocol.alternate:
            return np.asarray(self.ledger.rounds % 2 == 0)
        return np.full(self.worlds, bool(protocol.us))

    def meet(self, rows: Whole, first: Flags) -> None:
        """Hold the meetings of some worlds, and enter what is signed."""
        visit = Visit(self, rows, first)
        ending = visit.hold()
        self.ledger.rounds[rows] += 1
        both = self.us.offer_memory.tabled & self.own.offer_memory.tabled & np.isnan(self.first_gap)
        if both.any():
            self.first_gap = np.where(both, apart(self), self.first_gap)
        if ending.agreed.any():
            self.sign(where(ending.agreed), ending, visit.domain.reserves)

    def sign(self, rows: Whole, ending: SessionResult, reserves: tuple[Array, Array]) -> None:
        """Enter deals into the ledger, and let them happen to Korea's talks as a peer's event would."""
        none = np.zeros(len(rows), dtype=np.int64)
        values = {
            **{"us_value": ending.values[0][rows], "value": ending.values[1][rows]},
            **{"us_reserve": reserves[0][rows], "reserve": reserves[1][rows]},
        }
        package = ending.package[rows]
        deal = Deal(package, ending.proposer[rows], none, none > 0, values, none, np.full(len(rows), np.inf))
        self.ledger.sign(rows, self.day, deal)
        self.ledger.keep(rows)
        levels = {issue.name: issue.grid[package[:, k]] for k, issue in enumerate(self.agenda.issues)}
        follow(self.model, SimpleNamespace(peer=levels, regions=self.part.regions), rows)
        self.model.weigh()
        talking = self.model.ledger.open[rows]
        self.model.records.tell(self.day, "neighbour", rows[talking], package=package[talking])

    def close(self) -> None:
        """Extend, lapse or break down where its deadline has come."""
        ledger, model = self.ledger, self.model
        due = ledger.live & (ledger.end <= self.day)
        ledger.break_down(where(due & ledger.lapsed))
        rows = where(due & ~ledger.lapsed)
        if not len(rows):
            return
        gaps, luck = (apart(self)[rows], self.first_gap[rows]), model.luck("extension", ledger.extensions)[rows]
        moved = model.administration.extends(gaps, ledger.extensions[rows], model.ledger.warned[rows], luck, rows)
        ledger.extend(rows[moved], self.day, model.spec.deadline.extension_days)
        after, fallen = self.drawn.deadline.after_lapse, rows[~moved]
        on = model.luck("neighbour.go_on", np.zeros(self.worlds, dtype=np.int64)) < after.go_on
        ledger.lapse(fallen, self.day, after.days)
        ledger.break_down(fallen[~on[fallen]])

    # --- what the envoys ask --------------------------------------------------------------------

    def belief(self, party: Envoy, rows: Whole) -> Array:
        """Return an envoy's belief that the deadline in force will be moved, (worlds,)."""
        ledger = self.ledger
        warned = (ledger.extensions[rows] > 0) | self.model.ledger.warned[rows]
        possible = ~ledger.lapsed[rows] & (ledger.extensions[rows] < self.model.spec.deadline.most)
        return np.where(possible, np.where(warned, party.trust.later[rows], party.trust.first[rows]), 0.0)

    def expected_extension(self, party: Envoy, rows: Whole) -> Array:
        """Return the days by which an envoy expects the deadline to be moved, (worlds,)."""
        return self.belief(party, rows) * float(self.model.spec.deadline.extension_days)


def beside(model: Any) -> Neighbour | Nobody:
    """Return the neighbour of a model's scenario, or nobody."""
    return Nobody() if model.spec.neighbour is None else Neighbour(model)
