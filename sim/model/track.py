"""One bilateral negotiation of party A in all worlds: party B's, or that of any other partner.

A track holds an agenda, a ledger, the terms in force without a deal, and the two delegations.  What every
negotiation has is said here once: who proposes, what a party believes of the deadline, what never agreeing is
worth to it, how far apart the offers are, and what happens at the deadline.  What differs (who governs, whether
a signature holds, what the tables are made of) is overridden by the two kinds of track.
"""

from collections.abc import Sequence

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.payoffs import package_value
from sim.bargaining.sides import SIDES
from sim.bargaining.status_quo import StatusQuo, StatusQuoValues
from sim.core.dates import Calendar
from sim.core.worlds import Array, Flags, Whole, worlds_where
from sim.model.agents.administration import Administration
from sim.model.agents.delegation import Delegation
from sim.model.ledger import Ledger
from sim.model.setting import Setting
from sim.model.track_parts import Deadlines, Resolution, SidesGain, TrackTables, Wait, expected_wait
from sim.politics.deadline import gap_between_offers
from sim.politics.waiting import TimeAhead

NOWHERE: Whole = np.zeros(0, dtype=np.int64)
DRAW_NAMES = ("party_a", "own")  # of party A and of a partner, side 0 and side 1


class Track:
    """The talks with one partner in every world.

    name           of the partner
    luck           what the names of its draws begin with
    parties        the delegations of party A and of the partner
    first_gap      (worlds,)   how far apart the first exchange of offers was, nan before it
    put_off        (worlds,)   how often a meeting was put off by a day, as party A received another
    held_over      (worlds,)   whether a meeting was put off to today
    """

    def __init__(self, setting: Setting, name: str, luck: str, agenda: Agenda, calendar: Calendar) -> None:
        self.setting, self.name, self.luck, self.agenda, self.calendar = setting, name, luck, agenda, calendar
        self.ledger = Ledger(setting.worlds, len(agenda.issues), agenda.most_levels, calendar.deadline)
        self.terms = StatusQuo.from_agenda(agenda, setting.worlds)
        self.first_gap: Array = np.full(setting.worlds, np.nan)
        self.put_off: Whole = np.zeros(setting.worlds, dtype=np.int64)
        self.held_over: Flags = np.zeros(setting.worlds, dtype=bool)
        self.parties: tuple[Delegation, Delegation]
        self.idle: StatusQuoValues

    @property
    def party_a(self) -> Delegation:
        """The delegation of party A."""
        return self.parties[0]

    @property
    def own(self) -> Delegation:
        """The delegation of the partner."""
        return self.parties[1]

    @property
    def open(self) -> bool:
        """Whether anybody still talks, in any world."""
        return bool(np.count_nonzero(self.ledger.live))

    # --- what differs between tracks ---------------------------------------------------------------

    @property
    def tables(self) -> TrackTables:
        """The tables of the day."""
        raise NotImplementedError

    def with_shut_issues(self, rows: Whole, offer: Whole) -> Whole:
        """Return offers, (worlds, issues), with issues that are not open yet at their level without a deal."""
        return offer

    @property
    def shuts_issues(self) -> bool:
        """Whether some issues are not open yet, in any world."""
        return False

    def authority(self, side: int, value: Array, rows: Whole) -> Array:
        """Return the least a side may sign for, (worlds,), given what never agreeing is worth to it."""
        return value

    def may_sign(self, rows: Whole) -> Flags:
        """Return where a signature may be given today, (worlds,)."""
        return np.ones(len(rows), dtype=bool)

    def clock_start(self, rows: Whole) -> Array:
        """Return the day from which the clock of the talks counts, (worlds,)."""
        return np.full(len(rows), float(self.calendar.talks))

    def serving(self, side: int, rows: Whole) -> Whole:
        """Return the place of the tactic that a side uses, (worlds,)."""
        return np.zeros(len(rows), dtype=np.int64)

    @property
    def in_doubt(self) -> bool:
        """Whether a signature of today may not hold."""
        return False

    def honour(self, rows: Whole, gain: SidesGain) -> Array | None:
        """Return the believed chance that a signature of today holds; None where none is in doubt."""
        return None

    def resolutions(self, rows: Whole) -> list[Resolution]:
        """Return the ways in which the doubt of today may be resolved; none where there is none."""
        return []

    @property
    def movers(self) -> Sequence[str]:
        """The sides that have to want the deadline moved."""
        return SIDES[:1]

    @property
    def vote_lag(self) -> int:
        """Days from a signature to the vote on it."""
        return 0

    def void_penalty(self, side: int) -> Array:
        """Return what a void deal costs a side once, bn USD, (worlds,)."""
        return np.zeros(self.setting.worlds)

    def time_ahead(self, wait: Wait) -> TimeAhead:
        """Return a side's beliefs about the days to come, in the worlds of a wait."""
        rules = self.setting.drawn.deadline
        return TimeAhead(
            left=wait.left,
            horizon=np.full(len(wait.rows), wait.horizon),
            extension=np.full(len(wait.rows), float(rules.extension_days)),
            belief=wait.belief,
            after=np.full(len(wait.rows), float(rules.after_lapse.days)),
            go_on=rules.after_lapse.go_on[wait.rows],
        )

    def draw_name(self, side: int) -> str:
        """Return what the names of a side's draws begin with."""
        return f"{self.luck}{DRAW_NAMES[side]}"

    def due(self) -> Flags:
        """Return where a meeting is due today, (worlds,)."""
        if not self.open:
            return self.ledger.live.copy()
        meets = self.calendar.meeting_due(self.setting.day, self.ledger.end)
        return np.asarray(self.ledger.live & (meets | self.held_over))

    def proposes(self) -> Flags:
        """Return where party A makes today's offer, (worlds,)."""
        protocol = self.setting.drawn.calendar.proposer
        if protocol.coin is not None:
            return np.asarray(self.setting.chance.uniform(f"{self.luck}proposer.day{self.setting.day}") < protocol.coin)
        if protocol.alternate:
            return np.asarray(self.ledger.rounds % 2 == 0)
        return np.full(self.setting.worlds, self.always_proposes)

    @property
    def always_proposes(self) -> bool:
        """Whether party A makes every offer."""
        return bool(getattr(self.setting.drawn.calendar.proposer, self.setting.spec.keys[0], False))

    def belief(self, party: Delegation, rows: Whole) -> Array:
        """Return a party's belief that the deadline in force will be moved, (worlds,)."""
        return self.wait(party, rows).belief

    def wait(self, party: Delegation, rows: Whole) -> Wait:
        """Return what a party expects today of the time without a deal."""
        day, rules = self.setting.day, self.setting.spec.deadline
        limits = (day, rules.most, rules.extension_days)
        belief, extension, left = expected_wait(self.ledger, party.extension_belief, rows, limits)
        return Wait(rows, belief, extension, left, float(self.calendar.horizon - day))

    def waits(self, parties: Sequence[Delegation], rows: Whole) -> list[Wait]:
        """Return what parties expect today of the time without a deal."""
        return [self.wait(party, rows) for party in parties]

    def reserve(self, table: Array, party: Delegation, rows: Whole) -> Array:
        """Return the value of never agreeing by a table of all worlds, in the worlds `rows`."""
        return self.wait(party, rows).worth(self.idle.of_table(table))

    def known_tables(self, side: int) -> tuple[Array, Array]:
        """Return what a side knows of the other's tables: of a deal, and of no deal; the truth only for an oracle."""
        truth, tables = self.parties[side].strategy.opponent.knows, self.tables
        if side == 0:
            table = tables.own if truth else tables.own_public
            return table, table
        return (tables.signed, tables.standing) if truth else (tables.public, tables.public_standing)

    def proposal_chance(self, side: int, rows: Whole) -> Array:
        """Return the chance that a side makes the offer at a later meeting, (worlds,); nan for taking turns."""
        protocol = self.setting.drawn.calendar.proposer
        if protocol.coin is not None:
            party_a = np.broadcast_to(protocol.coin, (self.setting.worlds,))[rows]
        else:
            party_a = np.full(len(rows), np.nan if protocol.alternate else float(self.always_proposes))
        return np.asarray(party_a if side == 0 else 1 - party_a)

    def both_offered(self, rows: Whole) -> Flags:
        """Return where both sides have made an offer, (worlds,)."""
        return np.asarray(self.party_a.offer_memory.tabled[rows] & self.own.offer_memory.tabled[rows])

    def offer_gap(self, rows: Whole) -> Array:
        """Return how far apart the last offers are, (worlds,), bn USD a year; nan before both have made one."""
        tables, offers = self.tables, [party.offer_memory.last_own[rows] for party in self.parties]
        party_a, own = ([package_value(tables.of(side), offer, rows) for offer in offers] for side in (0, 1))
        return np.where(self.both_offered(rows), gap_between_offers((party_a[0], party_a[1]), (own[1], own[0])), np.nan)

    def note_first_gap(self, rows: Whole) -> None:
        """Take note of the first exchange of offers, in the worlds of `rows` in which it has just happened."""
        fresh = rows[np.isnan(self.first_gap[rows])]
        if len(fresh):
            fresh = fresh[self.both_offered(fresh)]
        if len(fresh):
            self.first_gap[fresh] = self.offer_gap(fresh)

    def meet_deadline(self, administration: Administration) -> Deadlines:
        """Extend, lapse or break down where the deadline has come; what is over is not closed yet."""
        ledger, setting, none = self.ledger, self.setting, NOWHERE
        if not self.open:
            return Deadlines(none, none, none)
        due = ledger.live & (ledger.end <= setting.day)
        if setting.day >= self.calendar.horizon - 1:  # nothing is left to pay
            return Deadlines(none, none, worlds_where(ledger.live))
        if not np.count_nonzero(due):
            return Deadlines(none, none, none)
        ends = ledger.lapsed if setting.spec.has_deadline else due
        over, rows = worlds_where(due & ends), worlds_where(due & ~ends)
        if not len(rows):
            return Deadlines(rows, rows, over)
        luck = setting.luck("extension", ledger.extensions, rows)
        gaps = (self.offer_gap(rows), self.first_gap[rows])
        moves = administration.extends(gaps, ledger.extensions[rows], ledger.warned[rows], luck, rows)
        if len(self.movers) > 1:
            other = setting.luck("extension.party_b", ledger.extensions, rows)
            moves &= administration.extends(gaps, ledger.extensions[rows], ledger.warned[rows], other, rows)
        ledger.extend(rows[moves], setting.day, setting.spec.deadline.extension_days)
        return Deadlines(rows[moves], rows[~moves], over)

    def lapse(self, rows: Whole) -> Whole:
        """Let the pause lapse; return the worlds in which talks end with it."""
        after = self.setting.drawn.deadline.after_lapse
        first = np.zeros(self.setting.worlds, dtype=np.int64)
        go_on = self.setting.luck(f"{self.luck}go_on", first, rows) < after.go_on[rows]
        self.ledger.lapse(rows, self.setting.day, after.days)
        return np.asarray(rows[~go_on])
