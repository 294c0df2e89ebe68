"""Where a delegation stands at a meeting, and its doubt that a signature there holds."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from sim.bargaining.doubt import SignatureProspect
from sim.bargaining.negotiator.briefing import Briefing
from sim.bargaining.negotiator.path_ahead import PathAhead
from sim.bargaining.tradeoff import TradeOffPath
from sim.bargaining.view import View
from sim.core.worlds import Array, Flags, Whole


@dataclass(frozen=True, eq=False)
class Stance:
    """Where a delegation stands at a meeting: what it sees, demands, and could offer.

    view          what it sees, for the worlds that meet; None where none of its rules reads it
    best          the most it may hope for, (worlds,)
    demand        least value it asks for, (worlds,)
    valued_path   what it could offer, worked out as far as it is asked for
    briefing      what it was given
    first         position on its path at which demands begin, -1 for the reserve, (worlds,)
    """

    view: View | None
    best: Array
    demand: Array
    valued_path: PathAhead
    briefing: Briefing
    first: Whole

    @property
    def path(self) -> TradeOffPath:
        """Its packages in the order in which it gives ground."""
        return self.valued_path.path

    @property
    def mine(self) -> Array:
        """Own values along the path, (worlds, positions)."""
        return self.valued_path.mine

    @cached_property
    def estimate(self) -> Array:
        """The other side's public table times the estimated weights, (worlds or 1, issues, levels)."""
        return self.briefing.public_table * self.valued_path.scaled_weights[:, :, None]


@dataclass(frozen=True, eq=False)
class PathDoubt:
    """A side's doubt that a signature holds, along the proposer's path.

    belief_at   the belief at positions flagged along the path, (worlds, positions); 1 elsewhere
    prospect    what the proposer expects, where the doubt is its own; None where it is the other side's
    """

    belief_at: Callable[[Flags], Array]
    prospect: SignatureProspect | None = None
