"""A domain of ours in NegMAS's own mechanism of alternating offers, one offer a step: what the two frameworks share."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from negmas import SAOMechanism

from sim.bargaining.domains import Domain
from sim.negmas.utilities import ScaledValues, additive_utility, outcome_space, scaled_values


@dataclass(frozen=True)
class MechanismEnding:
    """How talks in a mechanism end: its step, the package, None without a deal, and both scaled values."""

    step: int
    package: tuple[int, ...] | None
    values: tuple[float, float]


def side_values(domain: Domain) -> list[ScaledValues]:
    """Return both sides' values in a domain that all worlds share, as they are handed over."""
    return [scaled_values(domain.values[s][0], domain.agenda, float(domain.reserves[s][0])) for s in (0, 1)]


def play_mechanism(domain: Domain, agents: Sequence[Any], steps: int, seed: int = 0) -> MechanismEnding:
    """Return how talks of two negotiators end, the first of whom makes the first offer.

    Each is told what the other's packages are worth (`opponent_ufun`), as in a bare negotiation of ours.
    """
    held, space = side_values(domain), outcome_space(domain.agenda)
    mechanism = SAOMechanism(outcome_space=space, n_steps=steps, one_offer_per_step=True)
    for side, agent in enumerate(agents):
        agent.private_info["opponent_ufun"] = additive_utility(held[1 - side], space)
        mechanism.add(agent, preferences=additive_utility(held[side], space))
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - what NegMAS draws from
    state = mechanism.run()
    if state.agreement is None:
        return MechanismEnding(int(state.step), None, (held[0].reserve, held[1].reserve))
    package = tuple(int(level) for level in state.agreement)
    values = [sum(float(row[k]) for row, k in zip(one.levels, package, strict=True)) for one in held]
    return MechanismEnding(int(state.step), package, (values[0], values[1]))
