"""A game of offers: who proposes, what each side gets, and what follows the last round.

Side 0 and side 1 are the two parties.  A figure of a side is one number, one per world (worlds,),
or one per world and round (worlds, rounds); a first axis of 1 holds for every world.  Money is in
whatever unit `values` are in; chances and discount factors are shares, 0 to 1.
"""

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from sim.core.worlds import Array, Flags, Worlds, require

Pair: TypeAlias = tuple[Worlds, Worlds]


def figures_by_round(figure: Worlds | Flags, rounds: int, worlds: int) -> Array:
    """Return a figure round by round, (rounds, worlds); columns past the last round are left out."""
    held = np.asarray(figure)
    if held.ndim == 2 and held.shape[1] < rounds:
        raise ValueError(f"figures by round must reach the last of {rounds} rounds; found {held.shape[1]}")
    return np.broadcast_to(held[:, :rounds].T if held.ndim == 2 else held, (rounds, worlds))


@dataclass(frozen=True, eq=False)
class SideValues:
    """What one side makes of every outcome, at the table or only watching how others play on.

    side   0 or 1, whose turn in offers it has; the others as in `Game`, of this side alone
    """

    side: int
    values: Array
    delta: Worlds
    flow: Worlds
    terminal: Worlds
    outside: Worlds
    breakdown_pay: Worlds

    def from_round(self, rounds: int, values: Array | None = None) -> "SideValues":
        """Return the mandate with its figures by round counted from a later one on, and other values where given."""
        held = {name: getattr(self, name) for name in ("delta", "flow", "outside", "breakdown_pay")}
        later = {k: v[:, rounds:] for k, v in held.items() if np.ndim(v) == 2}
        return replace(self, **later, values=self.values if values is None else values)


def require_shares(name: str, figure: Worlds) -> None:
    """Raise ValueError, naming the first world at fault, unless a figure is a share throughout."""
    low, high = (f(figure, axis=1) if np.ndim(figure) == 2 else figure for f in (np.min, np.max))
    require(name, low, np.asarray(low) >= 0, "must be a share, 0 to 1")
    require(name, high, np.asarray(high) <= 1, "must be a share, 0 to 1")


@dataclass(frozen=True, eq=False)
class Branching:
    """Games one of which is played on after the last round, such as one for each winner of a vote.

    chance holds what side 0 and side 1 believe of each game, (branches,) or (worlds, branches);
    what is missing from 1 is the chance that the talks end with the terminal payoffs.

    The games' own sides decide how they are played.  The sides of the game before value that play
    by their own present tables: point k must be the same package throughout, and figures by round
    that a mandate gives for rounds past its own game are its view of the rounds after it.  A present
    table needs a finite value for every point a later government may sign.
    """

    games: tuple["Game", ...]
    chance: tuple[Array, Array]

    @property
    def worlds(self) -> int:
        """Return the number of worlds its figures tell apart."""
        return max([len(np.atleast_2d(c)) for c in self.chance] + [game.worlds for game in self.games])

    def branch_chances(self, side: int) -> Array:
        """Return a side's chances of the games, (worlds or 1, branches)."""
        return np.atleast_2d(self.chance[side])


@dataclass(frozen=True, eq=False)
class Game:
    """A finite game of offers; every pair holds the figure of side 0 and that of side 1.

    values          (worlds, points) of agreeing on a point; -inf: never agrees to it
    proposes        (rounds,) or (worlds, rounds), a side's own belief that it proposes in a round;
                    0 or 1 for a fixed order, (p, 1 - p) for a coin known to both
    delta           factor from a round to the next, 0 to 1
    flow            paid for a round that ends without a deal
    terminal        paid after the last refusal, not discounted: number or (worlds,)
    outside         what a responder gets by walking away; -inf where it cannot
    breakdown       chance that a refusal ends the talks, the same for both
    breakdown_pay   paid at a breakdown, and to a side left without an outside option
    floors          least value a side may offer or accept; -inf for none
    may_sign        (rounds,) or (worlds, rounds); where false every offer is refused
    extension       chance that after the last refusal all rounds are played again
    most_extensions  how many times that can happen
    branching       games that may follow the last refusal instead
    later_values    values by which the sides judge what is agreed in those games, where a signature
                    is worth something else there than here, as when there is doubt that it holds

    The first round of what follows is discounted like any next round.  ValueError names a figure
    out of range and the first world where it is.
    """

    values: tuple[Array, Array]
    proposes: tuple[Array, Array]
    delta: Pair = (1.0, 1.0)
    flow: Pair = (0.0, 0.0)
    terminal: Pair = (0.0, 0.0)
    outside: Pair = (-np.inf, -np.inf)
    breakdown: Worlds = 0.0
    breakdown_pay: Pair = (0.0, 0.0)
    floors: Pair = (-np.inf, -np.inf)
    may_sign: bool | Flags = True
    extension: Worlds = 0.0
    most_extensions: int = 0
    branching: Branching | None = None
    later_values: tuple[Array, Array] | None = None

    def __post_init__(self) -> None:
        counts = {self.points, self.values[1].shape[1]}
        if self.branching:
            counts |= {game.points for game in self.branching.games}
        if len(counts) > 1:
            raise ValueError(f"values must hold the same points for both sides and all branches; found {counts}")
        if len({np.shape(p)[-1] for p in self.proposes}) > 1 or not self.rounds:
            raise ValueError("proposes must hold one belief of each side for each round, and at least one round")
        if self.most_extensions < 0:
            raise ValueError(f"most must be 0 or more; found {self.most_extensions}")
        for side in (0, 1):
            require_shares("proposes", np.atleast_2d(self.proposes[side]))
            require_shares("delta", self.delta[side])
            ends = self.ends(side)
            require("extension and branches", 1 - ends, ends >= -1e-9, "must have chances of 1 or less together")
        require_shares("breakdown", self.breakdown)
        require_shares("extension", self.extension)

    @property
    def points(self) -> int:
        """Return the number of points."""
        return int(self.values[0].shape[1])

    @property
    def rounds(self) -> int:
        """Return the number of rounds."""
        return int(np.shape(self.proposes[0])[-1])

    @property
    def worlds(self) -> int:
        """Return the number of worlds its figures tell apart."""
        pairs = (self.delta, self.flow, self.terminal, self.outside, self.breakdown_pay, self.floors)
        each = [np.atleast_1d(f) for f in (*sum(pairs, ()), self.breakdown, self.extension, *self.values)]
        by_round = [np.atleast_2d(f) for f in (*self.proposes, self.may_sign)]
        return max([len(f) for f in each + by_round] + ([self.branching.worlds] if self.branching else []))

    @property
    def signing(self) -> Flags:
        """Return the rounds in which an offer may be accepted, (worlds or 1, rounds)."""
        return np.broadcast_to(self.may_sign, np.broadcast_shapes(np.shape(self.may_sign), (1, self.rounds)))

    def ends(self, side: int) -> Array:
        """Return a side's chance that the last refusal brings the terminal payoffs, (worlds or 1,)."""
        branched = self.branching.branch_chances(side).sum(axis=1) if self.branching else 0.0
        return np.atleast_1d(1.0 - branched - self.extension)

    def side_values(self, side: int) -> SideValues:
        """Return what a side makes of every outcome."""
        return SideValues(
            side=side,
            values=self.values[side],
            delta=self.delta[side],
            flow=self.flow[side],
            terminal=self.terminal[side],
            outside=self.outside[side],
            breakdown_pay=self.breakdown_pay[side],
        )
