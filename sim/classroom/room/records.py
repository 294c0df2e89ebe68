"""What a store holds: rooms, players, games and moves, as rows."""

from dataclasses import dataclass
from typing import Any

from sim.scenario.party_words import PartyWords, usual_words

BY_TURNS, PAIRS = "both", "pairs"  # who sits where, where it is not all in the chair of one party
LOBBY, OPEN, CLOSED, REVEALED = "lobby", "open", "closed", "revealed"  # states of a room, in this order


@dataclass(frozen=True)
class Room:
    """One class, or one person's game.

    code        what students type to come in
    scenario    name of the scenario, of those that the server offers
    seed, world  seed of all random draws, and the world that is played; with `apart` game k has world `world` + k
    roles       key of the party in whose chair all sit, BY_TURNS or PAIRS
    limit       seconds for a move, after which it is made for the student; 0: none
    state       LOBBY, OPEN, CLOSED or REVEALED
    solo        a room of `sim play`: the end is told at once
    fingerprint  of the scenario with which it was opened; None where it was kept before there were any
    shown       the picture is shown, while some play on, to those whose game is over
    parties     what the parties are called, key by key, as the scenario said; None where it was kept before they were
    """

    id: int
    code: str
    scenario: str
    seed: int
    world: int
    roles: str
    apart: bool
    limit: int
    state: str
    solo: bool
    fingerprint: str | None = None
    shown: bool = False
    parties: dict[str, dict[str, str]] | None = None

    @property
    def said(self) -> PartyWords:
        """The words for its parties."""
        if self.parties is None:
            return usual_words()
        return PartyWords.of_data(self.parties)


@dataclass(frozen=True)
class Player:
    """One person: a name, and a chair at a game once there is one."""

    id: int
    room: int
    name: str
    side: str | None
    game: int | None


@dataclass(frozen=True)
class GameRecord:
    """One game of a room.

    number     within the room, from 1
    people     the chairs that persons hold
    status     what was known after the last move: turn, due, date, over; {} before the first look
    due_since  seconds since 1970 when the awaited move became due
    row        the row of the world once it is over
    """

    id: int
    room: int
    number: int
    world: int
    people: tuple[str, ...]
    status: dict[str, Any]
    due_since: float
    row: dict[str, Any] | None


@dataclass(frozen=True)
class MoveRecord:
    """One move, as it was made.

    package   of an offer: level numbers, in the order of the agenda
    binding   of an offer: whether the other side may sign it that day
    made_by   player; in the player's stead clock, instructor or end
    """

    game: int
    turn: int
    side: str
    kind: str
    package: tuple[int, ...] | None = None
    made_by: str = "player"
    binding: bool = True
