"""All extreme equilibria of a game of two players, pure and mixed, also where the game is degenerate.

The pairs (x, v) of a mixed strategy of party A's side and a payoff v that no reply of party B exceeds are a polyhedron,

    x >= 0,   sum x = 1,   x @ party_b <= v,

and so are those of party B's side.  A vertex of it has as many best replies (at least) as strategies in use.  A pair of
vertices is an equilibrium where each uses best replies to the other alone; every equilibrium is a mixture of such
pairs.  A vertex is found by choosing as many own strategies as replies, and making these replies equally good.

A game is degenerate where some strategy has more best replies than strategies in use; it may then have infinitely
many equilibria: where two that are listed share one side's strategy, all mixtures of the other side's two are
equilibria too.

Source: D. Avis, G. Rosenberg, R. Savani and B. von Stengel (2010), "Enumeration of Nash equilibria for two-player
games", Economic Theory 42(1), sections 2 to 4.  Held in the tests against textbook games and two programs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from sim.analysis.games.bimatrix import Bimatrix
from sim.core.errors import UserError
from sim.core.worlds import Array, Flags, Whole

MOST_SYSTEMS = 200_000  # linear equations to be solved for a side: ten strategies against ten have 184,755
SMALLEST = 1e-9  # share of the range of payoffs, and probability, that counts as 0
LEAST_CONDITION = 1e-11  # smallest over largest singular value, below which equations have no single solution
AT_ONCE = 20_000  # equations solved together


@dataclass(frozen=True, eq=False)
class NashEquilibrium:
    """A pair of mixed strategies from which neither side gains by deviating, and what each side gets."""

    party_a: Array
    party_b: Array
    party_a_value: float
    party_b_value: float

    @property
    def pure(self) -> bool:
        """Whether each side uses a single strategy."""
        return bool(self.party_a.max() == 1 and self.party_b.max() == 1)


@dataclass(frozen=True, eq=False)
class Equilibria:
    """All extreme equilibria of a game, pure ones first, and whether the game is degenerate."""

    listed: tuple[NashEquilibrium, ...]
    degenerate: bool


def find_equilibria(game: Bimatrix) -> Equilibria:
    """Return all extreme equilibria of a game; UserError for a game of more strategies than can be gone through."""
    require_solvable(*game.party_a.shape)
    party_a, party_b = vertices(scale_payoffs(game.party_b)), vertices(scale_payoffs(game.party_a).T)
    replies = best_replies(scale_payoffs(game.party_b), party_a), best_replies(scale_payoffs(game.party_a).T, party_b)
    used = party_a > 0, party_b > 0
    fits = ~(used[0][:, None] & ~replies[1][None]).any(axis=2) & ~(used[1][None] & ~replies[0][:, None]).any(axis=2)
    listed = [
        NashEquilibrium(party_a[a], party_b[b], *game.values(party_a[a], party_b[b])) for a, b in np.argwhere(fits)
    ]
    listed.sort(key=lambda found: (not found.pure, (found.party_a > 0).sum() + (found.party_b > 0).sum()))
    extra = any((best.sum(axis=1) > own.sum(axis=1)).any() for best, own in zip(replies, used, strict=True))
    return Equilibria(tuple(listed), bool(extra))


def require_solvable(rows: int, columns: int) -> None:
    """Raise UserError for a game of more strategies than can be gone through."""
    systems = comb(rows + columns, rows)
    if systems > MOST_SYSTEMS:
        raise UserError(
            f"equilibria of {rows} strategies against {columns} take {systems:,} systems of equations; "
            f"at most {MOST_SYSTEMS:,}, as of 10 against 10. Leave some out"
        )


def scale_payoffs(payoffs: Array) -> Array:
    """Return payoffs from 0 to 1, which has the same best replies."""
    width = np.ptp(payoffs)
    return np.asarray((payoffs - payoffs.min()) / (width if width > 0 else 1.0))


def best_replies(payoffs: Array, mixed: Array) -> Flags:
    """Return which columns are best replies to mixed rows, (strategies, rows); (strategies, columns)."""
    value = np.einsum("sr,rc->sc", mixed, payoffs)
    return np.asarray(value >= value.max(axis=1, keepdims=True) - SMALLEST)


def vertices(payoffs: Array) -> Array:
    """Return the vertices of the polyhedron of mixed rows, (vertices, rows); `payoffs` are the other side's."""
    found = [np.zeros((0, len(payoffs)))]
    for own, other in equal_supports(*payoffs.shape):
        mixed, value = equalise(payoffs, own, other)
        best = np.einsum("sr,rc->sc", mixed, payoffs).max(axis=1)
        sound = (mixed >= 0).all(axis=1) & (best <= value + SMALLEST)
        found.append(mixed[sound])
    held = np.concatenate(found)
    _, first = np.unique(np.round(held, 8) + 0.0, axis=0, return_index=True)
    return held[np.sort(first)]


def equal_supports(rows: int, columns: int) -> Iterator[tuple[Whole, Whole]]:
    """Yield all choices of as many rows as columns, (choices, size) each, of one size and some at a time."""
    for size in range(1, min(rows, columns) + 1):
        own, other = (np.array([*combinations(range(n), size)]) for n in (rows, columns))
        for first in range(0, len(own) * len(other), AT_ONCE):
            place = np.arange(first, min(first + AT_ONCE, len(own) * len(other)))
            yield own[place // len(other)], other[place % len(other)]


def equalise(payoffs: Array, own: Whole, other: Whole) -> tuple[Array, Array]:
    """Return mixed strategies of `own` rows to which the `other` columns are equally good, and what these get.

    Probabilities that are 0 but for rounding are 0; a system without a single solution is left out.
    """
    count, size = own.shape
    system = np.zeros((count, size + 1, size + 1))
    system[:, :size, :size] = payoffs[own[:, None, :], other[:, :, None]]
    system[:, :size, size], system[:, size, :size] = -1.0, 1.0
    sizes = np.linalg.svd(system, compute_uv=False)
    single = sizes[:, -1] > LEAST_CONDITION * sizes[:, 0]
    target = np.zeros((int(single.sum()), size + 1, 1))
    target[:, size] = 1.0
    solved = np.linalg.solve(system[single], target)[:, :, 0]
    mixed = np.zeros((len(solved), len(payoffs)))
    np.put_along_axis(mixed, own[single], np.where(np.abs(solved[:, :size]) < SMALLEST, 0.0, solved[:, :size]), axis=1)
    total = mixed.sum(axis=1, keepdims=True)
    return mixed / np.where(total == 0, 1.0, total), solved[:, size]
