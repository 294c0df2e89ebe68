"""Backward induction: from what follows the last refusal to the first offer.

Every mandate's value of the same play is carried along: those of the two sides, which decide, and
those of sides that only watch, because theirs is the game after which this one may be played.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.bargaining.equilibrium.best_replies import BestReplies, best_replies, tie_width
from sim.bargaining.equilibrium.game import Game, SideValues, figures_by_round
from sim.bargaining.equilibrium.solution import DELAY, WALKED_AWAY, EquilibriumPlay
from sim.core.worlds import Array, Flags, Whole, Worlds


@dataclass(frozen=True, eq=False)
class GameArrays:
    """A game laid out: (rounds, mandates, worlds) unless said otherwise; mandates 0 and 1 decide.

    values (mandates, worlds or 1, points); first, the chance that side 0 proposes; terminal and
    tolerance, the difference that counts as a tie, (mandates, worlds); floor (rounds, 2, worlds);
    breakdown and open (rounds, worlds); replies by proposer.
    """

    values: Array
    first: Array
    delta: Array
    flow: Array
    terminal: Array
    outside: Array
    breakdown_pay: Array
    floor: Array
    breakdown: Array
    open: Flags
    replies: tuple[BestReplies, BestReplies]
    tolerance: Array

    @cached_property
    def walk_away_pay(self) -> Array:
        """Return what a walk-away pays: the outside option, or without one the breakdown pay."""
        return np.where(np.isneginf(self.outside), self.breakdown_pay, self.outside)

    def refusal_values(self, round: int, future: Array) -> Array:
        """Return what a refusal brings, (mandates, worlds), given what follows its flow."""
        ends = self.breakdown[round]
        kept: Array = (1 - ends) * (self.flow[round] + future) + ends * self.breakdown_pay[round]
        return kept

    def agreed_point(self, round: int, proposer: int, refusal: Array) -> Whole:
        """Return the point agreed if a side proposes, DELAY or LEFT, (worlds,)."""
        responder = 1 - proposer
        outside, floor = self.outside[round, responder], self.floor[round]
        leaves = outside > refusal[responder] + self.tolerance[responder]
        least = np.maximum(np.maximum(refusal[responder], outside), floor[responder])
        point, worth = self.replies[proposer].best(least - self.tolerance[responder])
        otherwise = np.where(leaves, self.walk_away_pay[round, proposer], refusal[proposer])
        enough = worth >= np.maximum(otherwise, floor[proposer]) - self.tolerance[proposer]
        return np.where(enough & self.open[round], point, np.where(leaves, WALKED_AWAY, DELAY))

    def outcome_values(self, round: int, point: Whole, refusal: Array) -> Array:
        """Return what a point, DELAY or LEFT brings, (mandates, worlds)."""
        world = np.arange(len(point)) if self.values.shape[1] > 1 else 0
        signed = self.values[:, world, np.maximum(point, 0)]
        return np.where(point >= 0, signed, np.where(point == WALKED_AWAY, self.walk_away_pay[round], refusal))

    def play_rounds(self, future: Array) -> tuple[Array, Whole, Array]:
        """Return value, point and refusal of one play, given what follows the last flow."""
        rounds, _, worlds = self.first.shape
        point = np.empty((rounds, 2, worlds), dtype=np.int64)
        refusal = np.empty(self.first.shape)
        for round in reversed(range(rounds)):
            refusal[round] = self.refusal_values(round, future)
            point[round] = [self.agreed_point(round, side, refusal[round]) for side in (0, 1)]
            mine, other = (self.outcome_values(round, point[round, side], refusal[round]) for side in (0, 1))
            value = self.first[round] * mine + (1 - self.first[round]) * other
            future = self.delta[round - 1] * value
        return value, point, refusal[:, :2]


def game_arrays(game: Game, mandates: Sequence[SideValues], worlds: int) -> GameArrays:
    """Return a game laid out for the mandates that value its play."""

    def by_round(figures: Sequence[Worlds]) -> Array:
        return np.stack([figures_by_round(figure, game.rounds, worlds) for figure in figures], axis=1)

    own = [figures_by_round(np.atleast_2d(p), game.rounds, worlds) for p in game.proposes]
    first = (own[0], 1 - own[1])
    return GameArrays(
        values=np.stack(np.broadcast_arrays(*[m.values for m in mandates])),
        first=np.stack([first[m.side] for m in mandates], axis=1),
        delta=by_round([m.delta for m in mandates]),
        flow=by_round([m.flow for m in mandates]),
        terminal=np.stack([np.broadcast_to(m.terminal, worlds) for m in mandates]),
        outside=by_round([m.outside for m in mandates]),
        breakdown_pay=by_round([m.breakdown_pay for m in mandates]),
        floor=by_round(game.floors),
        breakdown=figures_by_round(game.breakdown, game.rounds, worlds),
        open=figures_by_round(game.signing, game.rounds, worlds).astype(bool),
        replies=(best_replies(*game.values), best_replies(*game.values[::-1])),
        tolerance=np.stack([np.broadcast_to(tie_width(m.values), worlds) for m in mandates]),
    )


def branch_values(game: Game, mandates: Sequence[SideValues], worlds: int) -> tuple[Array, tuple[EquilibriumPlay, ...]]:
    """Return what the branches together are worth to each mandate, (mandates, worlds), and their plays."""
    worth = np.zeros((len(mandates), worlds))
    if not game.branching:
        return worth, ()
    own = [None, None] if game.later_values is None else list(game.later_values)
    values = [*own, *[None] * (len(mandates) - 2)]
    later = [mandate.from_round(game.rounds, held) for mandate, held in zip(mandates, values, strict=True)]
    plays = tuple(_solve(branch, later, worlds) for branch in game.branching.games)
    for j, play in enumerate(plays):
        chance = [np.broadcast_to(game.branching.branch_chances(side)[:, j], worlds) for side in (0, 1)]
        worth = worth + np.stack([chance[m.side] for m in mandates]) * play.watcher_values
    return worth, plays


def _solve(game: Game, watchers: Sequence[SideValues], worlds: int) -> EquilibriumPlay:
    mandates = [game.side_values(0), game.side_values(1), *watchers]
    arrays = game_arrays(game, mandates, worlds)
    worth, plays = branch_values(game, mandates, worlds)
    ends = np.stack([np.broadcast_to(game.ends(m.side), worlds) for m in mandates])
    again = np.broadcast_to(game.extension, worlds)
    last = arrays.delta[-1]
    value, point, refusal = arrays.play_rounds((ends + again) * arrays.terminal + last * worth)
    for _ in range(game.most_extensions if np.any(again > 0) else 0):
        longer, point, refusal = arrays.play_rounds(ends * arrays.terminal + last * (worth + again * value))
        # A world that has settled is held, so that it does not depend on how long its neighbours take.
        settled = (np.abs(longer - value) <= arrays.tolerance).all(axis=0)
        if settled.all():
            break
        value = np.where(settled, value, longer)
    return EquilibriumPlay(value[:2], point, refusal, value[2:], plays)


def solve(game: Game) -> EquilibriumPlay:
    """Return the equilibrium play of a game, in all its worlds at once."""
    return _solve(game, (), game.worlds)
