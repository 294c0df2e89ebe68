"""A day's meeting in one world where people hold one or both chairs: it stops where a person has to move.

The rules are those of a meeting of a run (`sim.model.meeting`).  What binds a person:

- nobody signs before the governments of both are formed, after the end, or off the agenda
- while a vote is pending, the caretaker's floor: its party signs nothing that is worth less to it, and may table it
- a side that a tactic plays signs what its tactic signs

What does not: the worth of no deal, and any doubt that a signature holds.  These are the person's own to judge.
"""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from sim.classroom.game.moves import Kind, Move
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Whole
from sim.model.main_track import MainTrack
from sim.model.meeting import Exchange, Meeting, answer_offer, tabled_offer

PLACE: Whole = np.zeros(1, dtype=np.int64)  # of the only world that meets


@dataclass(frozen=True)
class Awaited:
    """A move that a person has to make.

    side      0 party A, 1 party B
    package   what it is to answer, (issues,); None where it is to make an offer
    binding   whether the one who tabled it would sign it
    signable  whether it may be signed today as far as others and the law are concerned
    """

    side: int
    package: Whole | None = None
    binding: bool = True
    signable: bool = False


class PersonsMeeting(Meeting):
    """A meeting in one world.

    persons   the sides that people play
    taken     whether the person who answers takes what was offered
    binding   whether the side that offers would sign it; allowed, whether the other one may
    """

    track: MainTrack

    def __init__(self, track: MainTrack, rows: Whole, first: Flags, persons: frozenset[int]) -> None:
        super().__init__(track, rows, first)
        self.persons = persons
        self.taken, self.binding, self.allowed = False, True, False

    @property
    def proposer(self) -> int:
        """The side that makes the offer."""
        return 0 if self.first[0] else 1

    @property
    def unbound(self) -> frozenset[int]:
        """The sides that may sign for less than no deal is worth to them."""
        return frozenset(side for side in self.persons if not self.has_floor(side))

    def has_floor(self, side: int) -> bool:
        """Return whether a side's authority is limited today: by its public, before a vote."""
        house = self.track.executives[side]
        return house.is_bound and house.answers_to_opinion(int(house.governing[self.rows[0]]))

    def floor(self, side: int) -> float:
        """Return the least value that a side may sign for, bn USD a year; -inf where nothing limits a person."""
        bound = side not in self.persons or self.has_floor(side)
        return float(self.stances[side].briefing.authority[0]) if bound else -np.inf

    # --- what is a person's own to judge -----------------------------------------------------------

    def takes(self, side: int, places: Whole, value: Array, offer: Whole) -> Flags:
        """Return whether a side takes an offer, (1,): a person as it said."""
        return np.array([self.taken]) if side in self.persons else super().takes(side, places, value, offer)

    def would_sign(self, side: int, places: Whole, kept: Array, worth: Flags) -> Flags:
        """Return whether a side signs what both want, (1,): a person whatever it doubts, above a floor it has."""
        if side not in self.persons:
            return super().would_sign(side, places, kept, worth)
        return np.asarray((kept >= self.floor(side) - TIE) & (self.binding or side != self.proposer))

    # --- the talk ----------------------------------------------------------------------------------

    def talk(self) -> Generator[Awaited, Move, list[Exchange]]:
        """Yield the moves that are wanted of people, and be sent them; return what was offered and answered."""
        self.track.ledger.rounds[self.rows] += 1
        side = self.proposer
        offer = yield from self.await_offer(side)
        if offer is None:
            return []
        self.binding = self.binding and self.is_signed_by(side, offer)
        self.allowed = bool(self.may_sign[0]) and self.is_signed_by(1 - side, offer)
        if 1 - side in self.persons:
            answer = yield Awaited(1 - side, offer[0], self.binding, self.binding and self.allowed)
            self.taken = answer.kind == "accept"
        package, accepted, met, values = answer_offer(self, side, PLACE, offer)
        return [Exchange(side, PLACE, self.rows[PLACE], package, accepted, met, values)]

    def await_offer(self, side: int) -> Generator[Awaited, Move, Whole | None]:
        """Return what is tabled, (1, issues); None where nothing is."""
        if side not in self.persons:
            return tabled_offer(self, side, PLACE)
        move = yield Awaited(side)
        if move.package is None:
            return None
        self.binding = move.binding
        return np.array([move.package], dtype=np.int64)

    def is_signed_by(self, side: int, offer: Whole) -> bool:
        """Return whether neither a floor nor a tactic's doubt keeps a side from signing an offer, (1, issues)."""
        value = self.value_to(side, offer, self.rows)
        return bool(self.would_sign(side, PLACE, value, self.under_doubt(side, offer, value, PLACE)[1])[0])


def moves_open(awaited: Awaited) -> tuple[Kind, ...]:
    """Return the kinds of moves that a person may make."""
    if awaited.package is None:
        return ("offer", "wait")
    return ("accept", "reject", "wait") if awaited.signable else ("reject", "wait")
