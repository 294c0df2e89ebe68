"""The state of the talks in every world, and what was signed.

A world is live while the parties talk, pending while a signature waits for its vote, and closed
after.  Closed worlds are never written again.
"""

from dataclasses import dataclass

import numpy as np

from sim.core.worlds import Array, Flags, Whole

NEVER = -1


@dataclass
class Signature:
    """What is known of a signature when it is given, for some worlds."""

    package: Whole  # (worlds, issues)
    proposer: Whole  # 0 party A, 1 party B
    governments: tuple[Whole, Whole]  # places of the governments that sign, party A's and party B's
    acting: tuple[Flags, Flags]  # whether each is one that nobody elected
    values: dict[str, Array]
    phase: Whole
    vote_day: Array


class Ledger:
    """Per-world state; arrays are (worlds,) unless stated.

    changes   how often the terms in force have changed in some world: by a signature, its end, or a lapse
    """

    def __init__(self, worlds: int, issues: int, longest: int, deadline: int) -> None:
        self.changes = 0
        self.live: Flags = np.ones(worlds, dtype=bool)
        self.pending: Flags = np.zeros(worlds, dtype=bool)
        self.lapsed: Flags = np.zeros(worlds, dtype=bool)
        self.end: Array = np.full(worlds, float(deadline))  # deadline in force, or end of talks after a lapse
        self.extensions: Whole = np.zeros(worlds, dtype=np.int64)
        self.warned: Flags = np.zeros(worlds, dtype=bool)  # a letter has come
        self.agreed: Flags = np.zeros(worlds, dtype=bool)
        self.day: Whole = np.full(worlds, NEVER)
        self.package: Whole = np.zeros((worlds, issues), dtype=np.int64)
        self.proposer: Whole = np.full(worlds, NEVER)
        self.signers: tuple[Whole, Whole] = (np.full(worlds, NEVER), np.full(worlds, NEVER))  # governments, by side
        self.rounds: Whole = np.zeros(worlds, dtype=np.int64)
        self.phase: Whole = np.zeros(worlds, dtype=np.int64)
        self.vote_day: Array = np.full(worlds, np.inf)
        self.votes: Whole = np.zeros(worlds, dtype=np.int64)
        self.ratified: Array = np.full(worlds, np.nan)  # 1 passed, 0 failed, nan no vote
        self.honoured: Array = np.full(worlds, np.nan)
        self.reopened: Flags = np.zeros(worlds, dtype=bool)
        self.voids: Whole = np.zeros(worlds, dtype=np.int64)  # deals struck so far
        self.first_signature: Whole = np.full(worlds, NEVER)
        self.caretakers_signed: tuple[Flags, Flags] = (np.zeros(worlds, dtype=bool), np.zeros(worlds, dtype=bool))
        self.peer_deal: Flags = np.zeros(worlds, dtype=bool)  # a peer had signed when this world ended
        self.measures: dict[str, Array] = {}
        shape = (worlds, issues, longest)  # both parties' tables on the day of signature
        self.tables: dict[str, Array] = {"party_a": np.zeros(shape), "party_b": np.zeros(shape)}
        self.no_deal: dict[str, Array] = {"party_a": np.zeros(worlds), "party_b": np.zeros(worlds)}  # value of no deal
        self.waiting: dict[str, Array] = {"party_a": np.zeros(worlds), "party_b": np.zeros(worlds)}

    @property
    def open(self) -> Flags:
        """Where something is still to be decided."""
        return self.live | self.pending

    @property
    def any_open(self) -> bool:
        """Whether anything is still to be decided in any world."""
        return bool(np.count_nonzero(self.live) or np.count_nonzero(self.pending))

    def keep_measure(self, name: str, rows: Whole, values: Array) -> None:
        """Keep a figure of the deal, nan elsewhere."""
        if name not in self.measures:
            self.measures[name] = np.full(len(self.live), np.nan)
        self.measures[name][rows] = values

    def sign(self, rows: Whole, day: int, deal: Signature) -> None:
        """Record a signature; the talks stop and the vote is awaited."""
        self.changes += 1
        self.live[rows], self.pending[rows], self.agreed[rows] = False, True, True
        self.day[rows], self.package[rows] = day, deal.package
        self.proposer[rows] = deal.proposer
        self.phase[rows], self.vote_day[rows] = deal.phase, deal.vote_day
        self.first_signature[rows] = np.where(self.first_signature[rows] == NEVER, day, self.first_signature[rows])
        for side in (0, 1):
            self.signers[side][rows] = deal.governments[side]
            self.caretakers_signed[side][rows] |= deal.acting[side]
        for name, values in deal.values.items():
            self.keep_measure(name, rows, values)

    def void(self, rows: Whole) -> None:
        """Strike a deal that did not hold: the talks are open again."""
        self.changes += 1
        self.live[rows], self.pending[rows], self.agreed[rows] = True, False, False
        self.day[rows], self.package[rows] = NEVER, 0
        self.proposer[rows], self.phase[rows] = NEVER, 0
        for signer in self.signers:
            signer[rows] = NEVER
        self.vote_day[rows], self.reopened[rows] = np.inf, True
        self.voids[rows] += 1
        for held in self.measures.values():
            held[rows] = np.nan

    def close_deals(self, rows: Whole) -> None:
        """Close worlds whose deal holds."""
        self.pending[rows] = False

    def extend(self, rows: Whole, day: int, days: int) -> None:
        """Move the deadline."""
        self.end[rows] = np.maximum(self.end[rows], day) + days
        self.extensions[rows] += 1

    def lapse(self, rows: Whole, day: int, days: int) -> None:
        """Let the pause lapse; talks go on for `days` under the lapsed terms."""
        self.changes += 1
        self.lapsed[rows] = True
        self.end[rows] = float(day + days)

    def stop(self, rows: Whole) -> None:
        """Stop worlds in which a rule was broken: nothing of them counts."""
        self.changes += 1
        self.live[rows], self.pending[rows], self.agreed[rows] = False, False, False
        self.day[rows], self.vote_day[rows] = NEVER, np.inf

    def break_down(self, rows: Whole) -> None:
        """Close worlds without a deal."""
        self.live[rows] = False
