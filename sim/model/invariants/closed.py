"""What closed worlds hold, so that it can be seen that nobody writes to them."""

from dataclasses import dataclass, field

import numpy as np

from sim.core.worlds import Array, Flags, Whole
from sim.model.ledger import Ledger

NUMBERS = ("end", "extensions", "rounds", "day", "proposer", "government", "phase", "votes", "ratified", "honoured")


@dataclass(eq=False)
class ClosedWorlds:
    """What closed worlds held when last looked at: a ledger's figures, and how often their deals were voided."""

    closed: Flags
    voids: Whole
    figures: list[Array] = field(default_factory=list)

    @classmethod
    def of(cls, ledger: Ledger, package: bool) -> "ClosedWorlds":
        """Take note of the worlds that are closed now."""
        return cls(~ledger.open, ledger.voids.copy(), [held.copy() for held in ledger_figures(ledger, package)])

    def rewritten(self, ledger: Ledger, package: bool) -> Flags:
        """Return the worlds, (worlds,), that were closed then and are now, and hold something else."""
        pairs = zip(self.figures, ledger_figures(ledger, package), strict=True)
        moved = np.zeros(len(self.closed), dtype=bool)
        for before, now in pairs:
            moved |= ~((before == now) | ((before != before) & (now != now)))
        return np.asarray(moved & self.closed & ~ledger.open & (self.voids == ledger.voids))


def ledger_figures(ledger: Ledger, package: bool) -> list[Array]:
    """Return the figures of a ledger that a closed world keeps, (worlds,) each."""
    found = [getattr(ledger, name) for name in NUMBERS]
    found += [*ledger.waiting.values(), *ledger.no_deal.values()]
    return found + [ledger.package[:, place] for place in range(ledger.package.shape[1] if package else 0)]
