"""Guests: negotiators of another library that sit in the chair of a side, world by world.

A guest makes the offers and gives the answers; clock, events, floors and signatures stay as they are.  What it offers
below the floor of its side is heard by the other side and is not signed.  One that raises an error, gives no answer in
time, offers what is not on the agenda or leaves is asked no more: its side signs nothing from then on in that world,
and the offer that stands for it, its last one or its own best, binds nobody.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sim.bargaining.negotiator.negotiator import Negotiator
from sim.bargaining.negotiator.stance import Stance
from sim.core.errors import GuestWarning
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Whole

KINDS_TOLD = 5  # ways in which guests failed that are told one by one


@dataclass(frozen=True)
class GuestFailure:
    """A guest that is asked no more.

    world        number of the world; in a bare negotiation and while a chunk is played, its row
    side         of the guest, as in the scenario; empty in a bare negotiation
    meeting      how many offers had been made in that world
    negotiator   its name
    what         what it did, in words
    """

    world: int
    side: str
    meeting: int
    negotiator: str
    what: str

    @property
    def words(self) -> str:
        """What happened, in words."""
        return f"{self.negotiator} {self.what} (after {self.meeting} offers)"


@dataclass(frozen=True, eq=False)
class Turn:
    """Where guests of a side are asked: some worlds of a meeting.

    party     the side
    rows      worlds, of all
    stance    where the side stands, by its rules
    places    of the worlds among those that meet, (worlds,)
    serving   place of the tactic that serves each world, (worlds,)
    """

    party: Negotiator
    rows: Whole
    stance: Stance
    places: Whole
    serving: Whole


class Guests(Protocol):
    """The guests of a side, in all worlds.

    failures   those that are asked no more
    silent     where a guest has made no offer of its own at its last turn, (worlds,): nothing is signed there
    """

    failures: list[GuestFailure]
    silent: Flags

    def offers(self, turn: Turn, package: Whole) -> Whole:
        """Return what guests table, (worlds, issues); `package` where a side's rules serve."""

    def answers(self, turn: Turn, offer: Whole, taken: Flags) -> Flags:
        """Return where guests take an offer, (worlds,); `taken` where a side's rules serve."""


def guest_offers(turn: Turn, package: Whole) -> Whole:
    """Return what a side tables, (worlds, issues): by its guests where it has any, else the package of its rules."""
    if turn.party.guests is None:
        return package
    found: Whole = turn.party.guests.offers(turn, package)
    return found


def guest_answers(turn: Turn, offer: Whole, value: Array, taken: Flags) -> Flags:
    """Return where a side takes an offer worth `value`, (worlds,): as its guests say, but never below its floor."""
    if turn.party.guests is None:
        return taken
    found: Flags = turn.party.guests.answers(turn, offer, taken)
    return found & (value >= turn.stance.briefing.authority[turn.places] - TIE)


def is_binding(party: Negotiator, rows: Whole) -> Any:
    """Return where an offer on the table is the side's own, (worlds,) or True: not where a guest made none."""
    return True if party.guests is None else ~party.guests.silent[rows]


def tell_failures(failures: Sequence[GuestFailure], worlds: int) -> None:
    """Warn of guests that are asked no more, the first of each kind by its world; `worlds`, how many were played."""
    kinds: dict[tuple[str, str, str], list[GuestFailure]] = {}
    for failure in failures:
        kinds.setdefault((failure.side, failure.negotiator, failure.what), []).append(failure)
    for held in list(kinds.values())[:KINDS_TOLD]:
        one, whose = held[0], f"of {held[0].side} " if held[0].side else ""
        where = f"in {len(held):,} of {worlds:,} worlds, first in world {one.world}"
        warnings.warn(f"guest {whose}{where}: {one.words}; its side signs nothing there from then on", GuestWarning, 2)
    if len(kinds) > KINDS_TOLD:
        warnings.warn(f"guests failed in {len(kinds) - KINDS_TOLD} more ways", GuestWarning, 2)


def failures_of(party: Negotiator, first: int = 0, side: str = "") -> list[GuestFailure]:
    """Return the guests of a side that are asked no more, by the numbers of their worlds."""
    if party.guests is None:
        return []
    held = sorted(party.guests.failures, key=lambda failure: failure.world)
    return [GuestFailure(first + f.world, side, f.meeting, f.negotiator, f.what) for f in held]
