"""The guests of one side, in all worlds: each sits in a chair of its own (`chair`), made when its turn first comes.

A guest that passes makes no offer that day: its last one stands again, and binds nobody until it speaks.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.negotiator.guests import GuestFailure, Turn
from sim.core.worlds import Flags, Whole
from sim.negmas.calls import GuestError, Luck
from sim.negmas.chair import Chair
from sim.negmas.library import negotiator_named
from sim.negmas.rule import NegmasGuest
from sim.negmas.utilities import ScaledValues, as_outcome, as_package, outcome_space, scaled_values

SEEDS = 2**53  # a draw of a world times this is the whole number that a guest's random numbers begin from


class Chairs:
    """The guests of a side.

    bidding   its ways of bidding, one for each government that it may serve; where one is no guest, its rules serve
    agenda    what it negotiates
    worlds    how many worlds it negotiates in
    """

    def __init__(self, bidding: Sequence[Any], agenda: Agenda, worlds: int) -> None:
        self.bidding, self.agenda = bidding, agenda
        self.seats: dict[tuple[int, int], Chair | None] = {}  # (world, place of its tactic); None once it is out
        self.silent: Flags = np.zeros(worlds, dtype=bool)
        self.failures: list[GuestFailure] = []

    @cached_property
    def space(self) -> Any:
        """What is negotiated, as NegMAS has it."""
        return outcome_space(self.agenda)

    def offers(self, turn: Turn, package: Whole) -> Whole:
        """Return what guests table, (worlds, issues); `package` where a side's rules serve."""
        found = package.copy()
        for k, meeting in self.guests_asked(turn, "guest_offer"):
            offer = self.ask_for_offer(meeting)
            self.silent[meeting.row] = offer is None
            found[k] = meeting.standing_offer() if offer is None else offer
        return found

    def answers(self, turn: Turn, offer: Whole, taken: Flags) -> Flags:
        """Return where guests take an offer, (worlds,); `taken` where a side's rules serve."""
        found = taken.copy()
        for k, meeting in self.guests_asked(turn, "guest_answer"):
            found[k] = self.is_taken(meeting, as_outcome(offer[k], self.agenda))
        return found

    def guests_asked(self, turn: Turn, occasion: str) -> Any:
        """Yield the places among a turn's worlds in which a guest serves, and its meeting."""
        luck: Any = None
        for k, (row, serving) in enumerate(zip(turn.rows.tolist(), turn.serving.tolist(), strict=True)):
            rule = self.bidding[serving]
            if not isinstance(rule, NegmasGuest):
                self.silent[row] = False
                continue
            if luck is None:
                luck = turn.stance.briefing.luck(occasion)
            yield k, OneMeeting(self, turn, k, (row, serving), float(luck[turn.places[k]]))

    def ask_for_offer(self, meeting: "OneMeeting") -> Whole | None:
        """Return the package that a guest tables, (issues,); None where it passes, or is out."""
        try:
            chair = meeting.chair()
            outcome = None if chair is None else chair.propose(*meeting.clock)
            if outcome is None:
                return None
            package = as_package(outcome, self.agenda)
            if package is None:
                raise GuestError(f"offered {outcome!r}, which is not on the agenda")
            return package
        except GuestError as wrong:
            self.turn_out(meeting, str(wrong))
            return None

    def is_taken(self, meeting: "OneMeeting", outcome: tuple[int, ...]) -> bool:
        """Return whether a guest takes an offer; not where it is out."""
        try:
            chair = meeting.chair()
            return chair is not None and chair.respond(outcome, *meeting.clock)
        except GuestError as wrong:
            self.turn_out(meeting, str(wrong))
            return False

    def turn_out(self, meeting: "OneMeeting", what: str) -> None:
        """Ask a guest no more, and take note of why."""
        self.seats[meeting.seat] = None
        self.silent[meeting.row] = True
        name = self.bidding[meeting.seat[1]].negotiator
        self.failures.append(GuestFailure(meeting.row, "", meeting.clock[0], name, what))


class OneMeeting:
    """What a guest is told at one meeting of one world.

    chairs, turn   whose guest it is, and when
    k              place of the world among those of the turn
    seat           its world, and the place of the tactic that serves there
    luck           a draw of this world, (0, 1), of which its random numbers are begun if it is new
    """

    def __init__(self, chairs: Chairs, turn: Turn, k: int, seat: tuple[int, int], luck: float) -> None:
        self.chairs, self.turn, self.k, self.seat, self.luck = chairs, turn, k, seat, luck
        self.row, self.place = seat[0], int(turn.places[k])

    @property
    def rule(self) -> NegmasGuest:
        """How the guest is seated."""
        found: NegmasGuest = self.chairs.bidding[self.seat[1]]
        return found

    @property
    def clock(self) -> tuple[int, float]:
        """How many offers have been made, and the share of the time that has gone."""
        said = self.turn.party.offer_memory
        offers = int(said.offers[self.row] + said.made[self.row])
        return offers, float(self.turn.stance.briefing.elapsed[self.place])

    def values(self) -> ScaledValues:
        """Return its values of today; its reserve is the least that it may sign for."""
        brief = self.turn.stance.briefing
        table = brief.own[int(brief.table_rows(self.turn.places[[self.k]])[0]) if len(brief.own) > 1 else 0]
        floor = max(float(brief.reserve[self.place]), float(brief.authority[self.place]))
        return scaled_values(table, self.chairs.agenda, floor)

    def chair(self) -> Chair | None:
        """Return the guest's chair, with its values of today; None where it is out.  GuestError where it fails."""
        if self.seat in self.chairs.seats:
            chair = self.chairs.seats[self.seat]
            if chair is not None:
                chair.hand_over(self.values(), self.rule.renewal)
            return chair
        chair = Chair(
            negotiator_named(self.rule.negotiator),
            self.rule.options or {},
            self.rule.seconds,
            Luck(int(self.luck * SEEDS)),
        )
        self.chairs.seats[self.seat] = chair
        outlook = self.turn.stance.briefing.outlook
        ahead = self.clock[0] + 1 + int(outlook.meetings[self.place])
        chair.sit_down(self.chairs.space, self.values(), ahead, first=bool(outlook.proposing[self.place]))
        return chair

    def standing_offer(self) -> Whole:
        """Return what stands on the table for a guest that makes no offer: its last one, or its own best, (issues,)."""
        said = self.turn.party.offer_memory
        if said.tabled[self.row]:
            found: Whole = said.last_own[self.row]
            return found
        return np.asarray(self.turn.stance.path.package(np.zeros(len(self.turn.stance.demand), np.int64))[self.place])
