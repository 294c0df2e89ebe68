"""What closed worlds hold, so that it can be seen that nobody writes to them."""

from dataclasses import dataclass, field

import numpy as np

from sim.core.worlds import Array, Flags, Whole
from sim.model.track import Track

NUMBERS = ("end", "extensions", "rounds", "day", "proposer", "phase", "votes", "ratified", "honoured")


@dataclass(eq=False)
class ClosedWorlds:
    """What closed worlds held when last looked at: figures of ledger and offers, and how often deals were voided.

    Of figures there are none where no world was closed.
    """

    closed: Flags
    voids: Whole
    figures: list[Array] = field(default_factory=list)

    @classmethod
    def of(cls, track: Track, package: bool) -> "ClosedWorlds":
        """Take note of the worlds that are closed now."""
        closed = ~track.ledger.open
        held = kept_figures(track, package) if np.count_nonzero(closed) else []
        return cls(closed, track.ledger.voids.copy(), [figure.copy() for figure in held])

    def rewritten(self, track: Track, package: bool) -> Flags:
        """Return the worlds, (worlds,), that were closed then and are now, and hold something else."""
        ledger, moved = track.ledger, np.zeros(len(self.closed), dtype=bool)
        if not self.figures:
            return moved
        pairs = zip(self.figures, kept_figures(track, package), strict=True)
        for before, now in pairs:
            moved |= ~((before == now) | ((before != before) & (now != now)))
        return np.asarray(moved & self.closed & ~ledger.open & (self.voids == ledger.voids))


def kept_figures(track: Track, package: bool) -> list[Array]:
    """Return the figures of ledger and offers that a closed world keeps, (worlds,) each."""
    ledger = track.ledger
    found = [getattr(ledger, name) for name in NUMBERS]
    found += [held for party in track.parties for held in (party.offer_memory.turns, party.offer_memory.received)]
    found += [*ledger.waiting.values(), *ledger.no_deal.values(), *ledger.signers]
    return found + [ledger.package[:, place] for place in range(ledger.package.shape[1] if package else 0)]
