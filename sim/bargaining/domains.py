"""What is at stake in a bare negotiation, and small textbook domains."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.bargaining.agenda import Agenda, Issue
from sim.core.worlds import Array

PRIORITIES = ((0.4, 0.3, 0.2, 0.1), (0.1, 0.2, 0.3, 0.4))  # what each side cares about in `logrolling`
LEVEL_STEPS = 10  # of each of its issues


@dataclass(frozen=True, eq=False)
class Domain:
    """What is at stake; each pair holds party A's side and party B's.

    agenda          the issues and their levels
    values          tables, (worlds, issues, levels), the last level of a shorter issue repeated;
                    first axis 1 where all worlds share them
    reserves        value of not agreeing, (worlds,)
    public          the tables as the respective other side knows them, shaped like `values`
    public_reserves likewise
    floors          least value each side may sign for, (worlds,), its mandate; its reserve if None
    """

    agenda: Agenda
    values: tuple[Array, Array]
    reserves: tuple[Array, Array]
    public: tuple[Array, Array]
    public_reserves: tuple[Array, Array]
    floors: tuple[Array, Array] | None = None

    def authority(self, side: int) -> Array:
        """Return the least value a side may offer or accept, (worlds or 1,)."""
        reserve = self.reserves[side]
        return reserve if self.floors is None else np.maximum(reserve, self.floors[side])


def additive_domain(
    names: Sequence[str], party_a: Sequence[Array], party_b: Sequence[Array], reserves: tuple[float, float]
) -> Domain:
    """Return a domain that all worlds share, each side knowing the other, from tables of levels.

    `party_a` and `party_b` hold the values of each issue's levels.
    """
    longest = max(len(levels) for levels in party_a)

    def table(side: Sequence[Array]) -> Array:
        return np.stack([np.pad(np.asarray(v, dtype=float), (0, longest - len(v)), mode="edge") for v in side])[None]

    issues = [Issue(n, "", tuple(float(k) for k in range(len(v))), 0, 0) for n, v in zip(names, party_a, strict=True)]
    values = (table(party_a), table(party_b))
    reserve_arrays = (np.array([reserves[0]]), np.array([reserves[1]]))
    return Domain(Agenda(tuple(issues)), values, reserve_arrays, values, reserve_arrays)


def unit_pie(steps: int) -> Domain:
    """Return a unit pie that can be cut at each of `steps` equal steps; no deal gives both nothing."""
    share = np.arange(steps + 1) / steps
    return additive_domain(["share"], [share], [1 - share], (0.0, 0.0))


def logrolling_domain() -> Domain:
    """Return four issues of eleven levels on which the sides' priorities are opposite; no deal gives nothing.

    Both sides' best package is worth 1 to them; splitting every issue in half gives each .5, while
    giving way where it matters less gives each .7.
    """
    share = np.arange(LEVEL_STEPS + 1) / LEVEL_STEPS
    party_a, party_b = ([weight * s for weight in side] for side, s in zip(PRIORITIES, (share, 1 - share), strict=True))
    names = [f"issue_{k + 1}" for k in range(len(party_a))]
    return additive_domain(names, party_a, party_b, (0.0, 0.0))
